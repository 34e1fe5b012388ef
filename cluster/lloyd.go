package cluster

import (
	"context"
	"math"
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

// assign finds the nearest centroid of each row: from the bounds if there are any, else by computing
// all products, from which the bounds begin.
func (p *partition) assign(next []int) {
	fresh := p.bounds == nil || !p.bounds.known
	p.threads.workers(len(p.rows), assignBlock, func() func(lo, hi int) {
		dots := make([]float64, p.k)
		return func(lo, hi int) {
			for at := lo; at < hi; at++ {
				if fresh {
					next[at] = p.nearestOfAll(at, dots)
				} else {
					next[at] = p.nearestWithin(at, dots)
				}
			}
		}
	})
	if fresh && p.bounds != nil && !p.seeded {
		p.bounds.known = true
		p.bounds.begin(p)
	}
}

// nearestOfAll computes the similarity of a row to every cluster, notes them, and returns the
// cluster of the largest.
func (p *partition) nearestOfAll(at int, dots []float64) int {
	p.sums.dots(dots, p.rows[at])
	r, cos := p.nearest(dots, -1)
	if b := p.bounds; b != nil && !p.seeded {
		p.note(at, dots)
		b.stay(at, r, cos)
	}
	return r
}

// note notes the similarity of a row to every cluster, given all x_i.D_r.
func (p *partition) note(at int, dots []float64) {
	row := p.bounds.row(at)
	for r, dot := range dots {
		p.bounds.set(row, r, cosine(dot, p.square[r]))
	}
}

// nearestWithin returns the same cluster and computes only what the bounds leave open.
func (p *partition) nearestWithin(at int, dots []float64) int {
	b, own := p.bounds, p.labels[at]
	row, i := b.row(at), p.rows[at]
	open := b.open(row, own, 0, b.lower[at]-b.way[own])
	if open == p.k {
		return own
	}
	best, cos := own, cosine(p.sums.dot(i, own), p.square[own])
	b.set(row, own, cos)
	b.stay(at, own, cos)
	if b.wide(row, own, open, cos, p.sums.base().few()) {
		return p.nearestOfAll(at, dots)
	}
	for r := b.open(row, own, open, cos); r < p.k; r = b.open(row, own, r+1, cos) {
		if p.size[r] == 0 {
			continue
		}
		c := cosine(p.sums.dot(i, r), p.square[r])
		b.set(row, r, c)
		if c > cos || c == cos && r < best {
			best, cos = r, c
			b.stay(at, r, c)
		}
	}
	return best
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

// nearest returns the cluster of largest cosine other than one, given all x_i.D_r.
func (p *partition) nearest(dots []float64, other int) (cluster int, cos float64) {
	cluster, cos = -1, math.Inf(-1)
	for r, dot := range dots {
		if r == other || p.size[r] == 0 {
			continue
		}
		if c := cosine(dot, p.square[r]); c > cos {
			cluster, cos = r, c
		}
	}
	return cluster, cos
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
			p.size[next[at]]--
			p.size[r]++
			next[at], near[at] = r, 1
			if p.bounds != nil {
				p.bounds.forget(at)
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
