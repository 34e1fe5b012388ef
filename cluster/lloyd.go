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
// lower cluster) and recomputing the sums, until no label changes or maxIter passes are done.
// Neither step lowers I2. (Dhillon and Modha, Machine Learning 42, 2001.) A pass costs the stored values
// times k. tick is told after each pass.
func (p *partition) lloyd(ctx context.Context, maxIter int, tick func(pass int)) error {
	next, near := make([]int, len(p.rows)), make([]float64, len(p.rows))
	for pass := range maxIter {
		if err := ctx.Err(); err != nil {
			return interrupted(err)
		}
		p.assign(next, near)
		p.refill(next, near)
		if p.relabel(next) == 0 {
			return nil
		}
		tick(pass + 1)
	}
	return nil
}

// assign finds the nearest centroid of each row and the cosine to it.
func (p *partition) assign(next []int, near []float64) {
	p.threads.workers(len(p.rows), assignBlock, func() func(lo, hi int) {
		dots := make([]float64, p.k)
		return func(lo, hi int) {
			for at := lo; at < hi; at++ {
				i := p.rows[at]
				p.sums.dots(dots, i)
				r, cos := p.nearest(dots, -1)
				next[at], near[at] = r, cos/math.Sqrt(p.squares[i])
			}
		}
	})
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
// brings the sizes up to date. A cluster for which there is no such row is dropped.
func (p *partition) refill(next []int, near []float64) {
	live := append([]int(nil), p.size...)
	clear(p.size)
	for _, r := range next {
		p.size[r]++
	}
	for r := range p.size {
		if live[r] == 0 || p.size[r] > 0 {
			continue
		}
		if at := p.farthest(next, near); at >= 0 {
			p.size[next[at]]--
			p.size[r]++
			next[at], near[at] = r, 1
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
