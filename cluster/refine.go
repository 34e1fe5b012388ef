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
	lengths := p.lengths()
	p.threads.workers(hi-lo, assignBlock, func() func(a, b int) {
		dots := make([]float64, p.k)
		return func(a, b int) {
			for q := a; q < b; q++ {
				wants[q] = p.mayGain(c, lo+q, least, lengths, dots) && p.gains(c, lo+q, least, dots)
			}
		}
	})
	return wants
}

// lengths returns |D_r| of each cluster.
func (p *partition) lengths() []float64 {
	out := make([]float64, p.k)
	for r, square := range p.square {
		out[r] = math.Sqrt(square)
	}
	return out
}

// mayGain says whether a row may have a move that gains, going by the bounds; dots are then those of the products. A
// gain grows with the product with the cluster joined and falls with that of the cluster left, and rounding keeps the
// order of what it rounds.
func (p *partition) mayGain(c Criterion, at int, least float64, lengths, dots []float64) bool {
	b, own := p.bounds, p.labels[at]
	if b == nil {
		return true
	}
	for r, v := range b.row(at) {
		dots[r] = float64((float64(v) + b.way[r] + b.slack) * lengths[r])
	}
	dots[own] = float64((b.lower[at] - b.way[own] - b.slack) * lengths[own])
	_, gain := p.bestMove(c, at, dots)
	return gain > least
}

// gains says whether a row has a move that gains, given bounds of its products: those that matter are computed.
func (p *partition) gains(c Criterion, at int, least float64, dots []float64) bool {
	b, own, i := p.bounds, p.labels[at], p.rows[at]
	if b == nil {
		return p.gainsOfAll(c, at, least, dots)
	}
	dots[own] = p.sums.dot(i, own)
	b.stay(at, own, cosine(dots[own], p.square[own]))
	leave := p.leaving(c, at, dots[own])
	if p.opening(c, at, least-leave, dots) > p.sums.base().few() {
		return p.gainsOfAll(c, at, least, dots)
	}
	for s, dot := range dots {
		if s == own || p.size[s] == 0 || p.joining(c, at, s, dot)+leave <= least {
			continue
		}
		exact := p.sums.dot(i, s)
		b.set(b.row(at), s, cosine(exact, p.square[s]))
		if p.joining(c, at, s, exact)+leave > least {
			return true
		}
	}
	return false
}

// gainsOfAll is gains with all products computed.
func (p *partition) gainsOfAll(c Criterion, at int, least float64, dots []float64) bool {
	p.sums.dots(dots, p.rows[at])
	if p.bounds != nil {
		p.note(at, dots)
	}
	_, gain := p.bestMove(c, at, dots)
	return gain > least
}

// opening counts the clusters where a row may gain more than some amount by joining, given bounds of its products.
func (p *partition) opening(c Criterion, at int, least float64, dots []float64) (n int) {
	for s, dot := range dots {
		if s != p.labels[at] && p.size[s] > 0 && p.joining(c, at, s, dot) > least {
			n++
		}
	}
	return n
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
	from := p.labels[at]
	p.add(at, from, -1)
	p.add(at, to, 1)
	p.square[from], p.square[to] = p.sums.base().square(from), p.sums.base().square(to)
	p.size[from]--
	p.size[to]++
	p.labels[at] = to
	p.went = append(p.went, moved{at, from, to})
	if p.bounds != nil {
		p.bounds.forget(at)
	}
}
