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
// The best gains of a block are computed in parallel from the sums at its start; the rows that
// have one are then taken in order, their best move is computed again from the sums as they
// have become, and made if it gains still. |D_r|^2 is computed from the sums at the start of a
// block, for the clusters that the last one changed, and follows the moves within it. A sweep costs
// the stored values times k, as a pass of Lloyd does, and for each block the columns times the
// clusters that changed and those beside them.
const (
	refineBlock  = 1024
	refineSweeps = 20
	refineStop   = 1e-9  // share of the criterion that a sweep must gain for there to be another
	refineLeast  = 1e-12 // share of the criterion that a move must gain, beyond rounding
)

// refine sweeps over all rows until nothing moves, or next to nothing is gained. It never
// lowers the criterion and never empties a cluster.
func (p *partition) refine(ctx context.Context, c Criterion) error {
	for range refineSweeps {
		gained := 0.0
		for lo := 0; lo < len(p.rows); lo += refineBlock {
			if err := ctx.Err(); err != nil {
				return interrupted(err)
			}
			gained += p.refineBlock(c, lo, min(lo+refineBlock, len(p.rows)))
		}
		p.refresh()
		if gained <= refineStop*p.criterion(c) {
			return nil
		}
	}
	return nil
}

// refineBlock makes the moves of one block and returns what they gained.
func (p *partition) refineBlock(c Criterion, lo, hi int) (gained float64) {
	p.refresh()
	least := refineLeast * p.criterion(c)
	wants := p.proposals(c, lo, hi, least)
	dots := make([]float64, p.k)
	for at := lo; at < hi; at++ {
		if !wants[at-lo] {
			continue
		}
		p.sums.dots(dots, p.rows[at])
		if to, gain := p.bestMove(c, at, dots); gain > least {
			p.move(at, to, dots)
			gained += gain
		}
	}
	return gained
}

// proposals says which rows of a block have a move that gains.
func (p *partition) proposals(c Criterion, lo, hi int, least float64) []bool {
	wants := make([]bool, hi-lo)
	p.threads.workers(hi-lo, assignBlock, func() func(a, b int) {
		dots := make([]float64, p.k)
		return func(a, b int) {
			for q := a; q < b; q++ {
				p.sums.dots(dots, p.rows[lo+q])
				_, gain := p.bestMove(c, lo+q, dots)
				wants[q] = gain > least
			}
		}
	})
	return wants
}

// bestMove returns the cluster where a row gains most (ties to the lower), given all x.D_r.
// There is none, and the gain is -Inf, for a row that is alone.
func (p *partition) bestMove(c Criterion, at int, dots []float64) (to int, gain float64) {
	from, xx := p.labels[at], p.squares[p.rows[at]]
	to, gain = -1, math.Inf(-1)
	if p.size[from] < 2 {
		return to, gain
	}
	leave := c.of(without(p.square[from], dots[from], xx), p.size[from]-1) - c.of(p.square[from], p.size[from])
	for s, dot := range dots {
		if s == from || p.size[s] == 0 {
			continue
		}
		g := c.of(with(p.square[s], dot, xx), p.size[s]+1) - c.of(p.square[s], p.size[s]) + leave
		if g > gain {
			to, gain = s, g
		}
	}
	return to, gain
}

// with and without return |D + x|^2 and |D - x|^2, given |D|^2, x.D and |x|^2.
func with(square, dot, xx float64) float64    { return square + 2*dot + xx }
func without(square, dot, xx float64) float64 { return max(0, square-2*dot+xx) }

// move takes a row to another cluster, given all x.D_r as they were before.
func (p *partition) move(at, to int, dots []float64) {
	i, from := p.rows[at], p.labels[at]
	p.square[from] = without(p.square[from], dots[from], p.squares[i])
	p.square[to] = with(p.square[to], dots[to], p.squares[i])
	p.add(at, from, -1)
	p.add(at, to, 1)
	p.size[from]--
	p.size[to]++
	p.labels[at] = to
}
