package cluster

import (
	"context"
	"math"
)

// Local search moves single rows. Lloyd stops where no row is nearer to another centroid, but a
// centroid follows the rows it gains and loses, and taking that into account finds moves that
// raise the criterion still: row x leaving cluster r for s gains
//
//	I2  sqrt(|D_s|^2 + 2 x.D_s + |x|^2) - |D_s| + sqrt(|D_r|^2 - 2 x.D_r + |x|^2) - |D_r|
//	I1  (|D_s|^2 + 2 x.D_s + |x|^2)/(n_s+1) - |D_s|^2/n_s + (|D_r|^2 - 2 x.D_r + |x|^2)/(n_r-1) - |D_r|^2/n_r
//
// (Dhillon, Guan and Kogan, ICDM 2002; it is also what CLUTO does.) Rows are taken in blocks.
// Which rows of a block gain by a move is found in parallel from the sums at its start, by bounds where they are
// enough; these rows are then taken in order, their best move is computed again from the sums as they
// have become, and made if it gains still. A sweep costs
// the stored values times k, as a pass of Lloyd does.
const (
	refineBlock  = 1024
	refineSweeps = 20
	refineStop   = 1e-9  // share of the criterion that a sweep must gain for there to be another
	refineLeast  = 1e-12 // share of the criterion that a move must gain, beyond rounding
)

// refine sweeps over all rows until nothing moves, or next to nothing is gained. It never
// lowers the criterion and never empties a cluster.
func (p *partition) refine(ctx context.Context, c Criterion) error {
	p.refresh()
	if p.bounds != nil && !p.bounds.known {
		p.bounds.clear(p)
	}
	for range refineSweeps {
		gained := 0.0
		for lo := 0; lo < len(p.rows); lo += refineBlock {
			if err := ctx.Err(); err != nil {
				return interrupted(err)
			}
			gained += p.refineBlock(c, lo, min(lo+refineBlock, len(p.rows)))
		}
		if gained <= max(refineStop, p.enough)*p.criterion(c) {
			return nil
		}
	}
	return nil
}

// refineBlock makes the moves of one block and returns what they gained.
func (p *partition) refineBlock(c Criterion, lo, hi int) (gained float64) {
	least := refineLeast * p.criterion(c)
	wants := p.proposals(c, lo, hi, least)
	dots := make([]float64, p.k)
	p.went = p.went[:0]
	for at := lo; at < hi; at++ {
		if !wants[at-lo] {
			continue
		}
		p.sums.dots(dots, p.rows[at])
		if to, gain := p.bestMove(c, at, dots); gain > least {
			p.move(at, to)
			gained += gain
		}
	}
	p.follow()
	return gained
}

// proposals says which rows of a block have a move that gains.
func (p *partition) proposals(c Criterion, lo, hi int, least float64) []bool {
	wants := make([]bool, hi-lo)
	reach, scales := p.reach(c), p.scales()
	p.threads.workers(hi-lo, assignBlock, func() func(a, b int) {
		e := p.newEstimate(scales)
		return func(a, b int) {
			for q := a; q < b; q++ {
				wants[q] = p.mayGain(lo+q, least, reach, e) && p.gains(c, lo+q, least, reach, e)
			}
		}
	})
	return wants
}

// mayGain says whether the bounds leave a row a move that gains.
func (p *partition) mayGain(at int, least float64, reach *reach, e *estimate) bool {
	if p.bounds == nil {
		return p.size[p.labels[at]] > 1
	}
	e.open = p.mayGainBy(e.open[:0], at, least, reach)
	return len(e.open) > 0
}

// mayGainBy lists the groups by joining which a row may have a move that gains, going by the bounds. What rounding may do
// is far less than half of what a move must gain.
func (p *partition) mayGainBy(dst []int32, at int, least float64, reach *reach) []int32 {
	b, own := p.bounds, p.labels[at]
	if p.size[own] < 2 {
		return dst
	}
	xx := p.squares[p.rows[at]]
	least = float64(least/2) - p.leaving(reach.criterion, at, float64((b.lower[at]-b.way[own]-b.slack)*reach.lengths[own]))
	for g, v := range b.row(at) {
		if reach.most(g, own, float64(v)+b.wide[g]+b.slack, xx) > least {
			dst = append(dst, int32(g))
		}
	}
	return dst
}

// gains says whether a row has a move that gains: going by estimates, and by exact products where these leave it open.
func (p *partition) gains(c Criterion, at int, least float64, reach *reach, e *estimate) bool {
	own, i := p.labels[at], p.rows[at]
	e.read(p, i)
	open := p.estimateOpen(at, least, reach, e)
	off := float64(e.off) + float64(8*rounding(p.d+16))
	leave, exact := p.leaving(c, at, float64((float64(e.sims[own])-off)*reach.lengths[own])), false
	for _, g := range open {
		for s := int(g) * groupSize; s < min((int(g)+1)*groupSize, p.k); s++ {
			if s == own || p.size[s] == 0 {
				continue
			}
			join := p.joining(c, at, s, float64((float64(e.sims[s])+off)*reach.lengths[s]))
			if join+leave > least && !exact {
				leave, exact = p.leaving(c, at, p.sums.dot(i, own)), true
			}
			if join+leave > least && p.joining(c, at, s, p.sums.dot(i, s))+leave > least {
				return true
			}
		}
	}
	return false
}

// estimateOpen estimates the similarities of a row to the cluster that it is in and to the groups that it may gain by
// joining, which it returns. Often the cluster that the row is in is all that must be known better.
func (p *partition) estimateOpen(at int, least float64, reach *reach, e *estimate) []int32 {
	own := p.labels[at]
	if p.bounds != nil && p.bounds.groups > allGroups {
		g := own / groupSize
		e.some(g, g+1)
		p.bounds.note(e, at, own, e.every[g:g+1])
		if e.open = p.mayGainBy(e.open[:0], at, least, reach); len(e.open) <= fewGroups {
			for _, other := range e.open {
				e.some(int(other), int(other)+1)
			}
			p.bounds.note(e, at, own, e.open)
			return e.open
		}
	}
	e.all()
	if p.bounds != nil {
		p.bounds.note(e, at, own, e.every)
	}
	return e.every
}

// leaving is what the criterion gains when a row leaves its cluster, given its product with the sum of that.
func (p *partition) leaving(c Criterion, at int, dot float64) float64 {
	from := p.labels[at]
	return c.of(without(p.square[from], dot, p.squares[p.rows[at]]), p.size[from]-1) - c.of(p.square[from], p.size[from])
}

// joining is what the criterion gains when a row joins cluster s, given its product with the sum of that.
func (p *partition) joining(c Criterion, at, s int, dot float64) float64 {
	return c.of(with(p.square[s], dot, p.squares[p.rows[at]]), p.size[s]+1) - c.of(p.square[s], p.size[s])
}

// bestMove returns the cluster where a row gains most (ties to the lower), given all x.D_r.
// There is none, and the gain is -Inf, for a row that is alone.
func (p *partition) bestMove(c Criterion, at int, dots []float64) (to int, gain float64) {
	from := p.labels[at]
	to, gain = -1, math.Inf(-1)
	if p.size[from] < 2 {
		return to, gain
	}
	leave := p.leaving(c, at, dots[from])
	for s, dot := range dots {
		if s == from || p.size[s] == 0 {
			continue
		}
		if g := p.joining(c, at, s, dot) + leave; g > gain {
			to, gain = s, g
		}
	}
	return to, gain
}

// with and without return |D + x|^2 and |D - x|^2, given |D|^2, x.D and |x|^2.
func with(square, dot, xx float64) float64    { return square + 2*dot + xx }
func without(square, dot, xx float64) float64 { return max(0, square-2*dot+xx) }

// move takes a row to another cluster.
func (p *partition) move(at, to int) {
	i, from := p.rows[at], p.labels[at]
	p.sums.movePart(p.sums.base().squares, i, from, to, 0, p.d)
	p.square[from], p.square[to] = p.sums.base().square(from), p.sums.base().square(to)
	p.size[from]--
	p.size[to]++
	p.labels[at] = to
	p.went = append(p.went, moved{at, from, to})
	if p.bounds != nil {
		p.bounds.leave(at, from)
	}
}
