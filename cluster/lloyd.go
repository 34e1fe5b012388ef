package cluster

import (
	"context"
	"math"
	"slices"
)

// assignBlock is how many rows a worker takes at a time.
const assignBlock = 128

// samePoint is how small 1 - cos may be for two rows to count as one and the same.
const samePoint = 1e-12

// lloyd alternates between putting each row to the centroid of largest cosine (ties to the
// lower cluster) and recomputing the sums, until no label changes, too little is gained, or maxIter passes are done.
// Neither step lowers I2. (Dhillon and Modha, Machine Learning 42, 2001.) The first two passes
// cost the stored values times k, later ones what the bounds leave open. tick is told after each pass.
func (p *partition) lloyd(ctx context.Context, maxIter int, tick func(pass int)) error {
	next, value := make([]int, len(p.rows)), 0.0
	for pass := range maxIter {
		if err := ctx.Err(); err != nil {
			return interrupted(err)
		}
		p.passes = pass + 1
		p.assign(next)
		p.refill(next, func() []float64 { return p.nearness(next) })
		if p.relabel(next) == 0 {
			return nil
		}
		tick(pass + 1)
		before := value
		if value = p.criterion(I2); p.enough > 0 && value-before <= p.enough*value {
			return nil
		}
	}
	return nil
}

// assign finds the nearest centroid of each row: from the bounds if there are any, else by estimating
// all similarities, from which the bounds begin.
func (p *partition) assign(next []int) {
	known, scales := p.bounds != nil && p.bounds.known, p.scales()
	p.threads.workers(len(p.rows), assignBlock, func() func(lo, hi int) {
		e := p.newEstimate(scales)
		return func(lo, hi int) {
			for at := lo; at < hi; at++ {
				if known {
					next[at] = p.nearestWithin(e, at)
				} else {
					next[at] = p.nearestOfAll(e, at)
				}
			}
		}
	})
	if !known && p.bounds != nil && !p.seeded {
		p.bounds.known = true
		p.bounds.begin(p)
	}
}

// nearestOfAll estimates the similarity of a row to every cluster, notes them, and returns the
// cluster of the largest.
func (p *partition) nearestOfAll(e *estimate, at int) int {
	e.read(p, p.rows[at])
	e.all()
	r := p.nearestOf(e, p.rows[at], e.every)
	if p.bounds != nil && !p.seeded {
		p.bounds.note(e, at, r, e.every)
	}
	return r
}

// fewGroups is how many groups are estimated one by one: more cost as much as all together, as does each of up to
// allGroups.
const fewGroups, allGroups = 3, 4

// nearestWithin returns the same cluster and estimates only what the bounds leave open.
func (p *partition) nearestWithin(e *estimate, at int) int {
	b, own, i := p.bounds, p.labels[at], p.rows[at]
	least := b.lower[at] - b.way[own]
	if e.open = b.open(e.open[:0], at, least); len(e.open) == 0 {
		return own
	}
	e.read(p, i)
	if b.groups <= allGroups {
		e.all()
		r := p.nearestOf(e, i, e.every)
		b.note(e, at, r, e.every)
		return r
	}
	g := own / groupSize
	e.some(g, g+1)
	least = max(least, float64(e.sims[own])-float64(e.off))
	e.open = b.open(e.open[:0], at, least)
	if len(e.open) > fewGroups {
		e.all()
		e.open = append(e.open[:0], e.every...)
	}
	seen := slices.Contains(e.open, int32(g))
	if len(e.open) <= fewGroups {
		for _, other := range e.open {
			if int(other) != g {
				e.some(int(other), int(other)+1)
			}
		}
	}
	if !seen {
		e.open = append(e.open, int32(g))
		slices.Sort(e.open)
	}
	r := p.nearestOf(e, i, e.open)
	b.note(e, at, r, e.open)
	return r
}

// nearness returns the cosine of each row to the centroid of its cluster in next.
func (p *partition) nearness(next []int) []float64 {
	near := make([]float64, len(next))
	p.threads.blocks(len(next), assignBlock, func(lo, hi int) {
		for at := lo; at < hi; at++ {
			i, r := p.rows[at], next[at]
			near[at] = cosine(p.sums.dot(i, r), p.square[r]) / math.Sqrt(p.squares[i])
		}
	})
	return near
}

// refill gives each cluster that lost all its rows the row farthest from its own centroid, and
// brings the sizes up to date. A cluster for which there is no such row is dropped. nearness
// is asked for the cosines of the rows to their centroids if there is a cluster to fill.
func (p *partition) refill(next []int, nearness func() []float64) {
	live := append([]int(nil), p.size...)
	clear(p.size)
	for _, r := range next {
		p.size[r]++
	}
	var near []float64
	for r := range p.size {
		if live[r] == 0 || p.size[r] > 0 {
			continue
		}
		if near == nil {
			near = nearness()
		}
		if at := p.farthest(next, near); at >= 0 {
			from := next[at]
			p.size[from]--
			p.size[r]++
			next[at], near[at] = r, 1
			if p.bounds != nil {
				p.bounds.leave(at, from)
			}
		}
	}
}

// farthest returns the first row of smallest cosine to its centroid, of those that are not
// alone and not at the centroid itself; -1 if there is none.
func (p *partition) farthest(next []int, near []float64) int {
	far, cos := -1, 1-samePoint
	for at, c := range near {
		if c < cos && p.size[next[at]] > 1 {
			far, cos = at, c
		}
	}
	return far
}
