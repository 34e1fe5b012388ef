package cluster

import (
	"context"
	"math"
	"math/bits"

	"kindred/vectorize/matrix"
)

// crowd finds the nearest rows of many sparse rows at once, exactly, without multiplying most pairs. It is those that are asked for
// that are inverted, up to 1,024 of them together (matrix.Panel), and all rows of the matrix pass by, once, as they
// stand. Of each there are upper bounds of its products with the whole panel, and only where one reaches f, the worst of the best
// similarities found so far, is the product computed as Query does: so the answers are its answers, to the bit. A few
// rows spread evenly tell beforehand what f is at least.
//
// What is nearest to a row so far is shared by the workers, as in a join.
//
// Cost: of abstracts less than a nanosecond for each pair. Memory: half a megabyte a worker, and one for the panel.
type crowd struct {
	x       *matrix.CSR
	scale   float64 // of whole numbers
	threads int
}

const (
	crowdTile  = 512  // rows that a worker takes at a time
	crowdFirst = 1024 // rows that tell what f is at least

	crowdRoom = 64 // hits that room is made for in time

	// fewTogether rows are found faster one by one.
	fewTogether = 32
)

// newCrowd returns nil for rows that whole numbers do not stand for.
func newCrowd(x *matrix.CSR, longest float64, workers int) *crowd {
	if !(longest > 0x1p-60 && longest < 0x1p60) {
		return nil
	}
	n, _ := x.Dims()
	for i := range n {
		if columns, _ := x.Row(i); len(columns) > matrix.BoundedColumns {
			return nil
		}
	}
	return &crowd{x, matrix.WholeScale(longest), workers}
}

// suits says whether a row can be one of a panel.
func (c *crowd) suits(row int) bool {
	columns, _ := c.x.Row(row)
	return len(columns) > 0 && len(columns) <= matrix.PanelColumns && c.x.SquaredNorm(row) > 0
}

// nearest returns the top other rows most similar to each of some rows, which suit and are no more than matrix.PanelRows. What is returned once
// ctx is done has no meaning.
func (c *crowd) nearest(ctx context.Context, rows []int, top int) [][]Hit {
	q := c.queries(rows, top)
	q.begin(top)
	n, _ := c.x.Dims()
	matrix.BlocksOf(crowdTile, n, c.threads, func() func(lo, hi int) {
		w := q.newWork()
		return func(lo, hi int) {
			if ctx.Err() == nil {
				w.pass(lo, hi)
			}
		}
	})
	out := make([][]Hit, len(rows))
	for i := range out {
		out[i] = q.found[i].best.sorted()
	}
	return out
}

// crowdQueries are the rows that are asked for.
type crowdQueries struct {
	*crowd
	rows  []int
	x     *matrix.CSR // these
	panel *matrix.Panel
	found []joinRow
}

func (c *crowd) queries(rows []int, top int) *crowdQueries {
	x := c.x.Select(rows)
	q := &crowdQueries{crowd: c, rows: rows, x: x, panel: matrix.NewPanel(x), found: make([]joinRow, len(rows))}
	room := min(top, crowdRoom)
	hits := make([]Hit, room*len(rows))
	for i := range q.found {
		q.found[i].best = heap{top, hits[room*i : room*i : room*(i+1)]}
	}
	return q
}

// least is the least sum of a product of row i of the panel that reaches a floor. It is made a little lower, as sums are of products
// that were rounded when they were made whole.
func (q *crowdQueries) least(i int, floor float64) uint16 {
	return uint16(max(1, min(floor*q.panel.Scale(i)*q.scale*(1-0x1p-20), math.MaxUint16)))
}

// begin finds out what f is at least: the worst similarity of the rows of the largest bounds among the first ones.
func (q *crowdQueries) begin(top int) {
	w := q.newWork()
	for i := range q.found {
		w.bounds.Least[i] = 1
	}
	n, _ := q.crowd.x.Dims()
	steps := max(1, min(crowdFirst, n)/matrix.BoundsRows)
	for k := range steps {
		from := k * n / steps
		w.each(from, min(from+matrix.BoundsRows, n), func(row, i int, sum uint16) {
			if h, rough := (Hit{row, float64(sum)}), &q.found[i].best; rough.wants(h) {
				rough.put(h)
				w.bounds.Least[i] = uint16(max(1, rough.floor()))
			}
		})
	}
	for i := range q.found {
		q.found[i].raise(w.worst(i, q.found[i].best))
		q.found[i].best.reset(top)
	}
}

// crowdWork is scratch memory of a worker.
type crowdWork struct {
	*crowdQueries
	bounds *matrix.Bounds
	row    *spreadRow
}

func (q *crowdQueries) newWork() *crowdWork {
	_, d := q.x.Dims()
	return &crowdWork{q, new(matrix.Bounds), newSpreadRow(d)}
}

// each calls fn for the rows from lo to hi-1, no more than matrix.BoundsRows, and those of the panel where a bound is enough.
func (w *crowdWork) each(lo, hi int, fn func(row, i int, sum uint16)) {
	w.bounds.Of(w.panel, w.crowd.x, lo, hi, w.scale)
	for row := lo; row < hi; row++ {
		for g, over := range w.bounds.Over[row-lo][:w.panel.Groups()] {
			for ; over != 0; over &= over - 1 {
				if i := g*64 + bits.TrailingZeros64(over); w.rows[i] != row {
					fn(row, i, w.bounds.Sums[row-lo][i])
				}
			}
		}
	}
}

// worst is the worst similarity to row i of the panel of the best rows of rough, 0 if they are fewer than are wanted.
func (w *crowdWork) worst(i int, rough heap) float64 {
	if len(rough.hits) < rough.top {
		return 0
	}
	w.row.spread(w.x.Row(i))
	worst := math.Inf(1)
	for _, h := range rough.hits {
		worst = min(worst, w.row.product(w.crowd.x.Row(h.Row)))
	}
	return worst
}

// pass lets rows lo to hi-1 pass by the panel.
func (w *crowdWork) pass(lo, hi int) {
	for i := range w.found {
		w.bounds.Least[i] = w.least(i, w.found[i].floor())
	}
	spread := -1
	for ; lo < hi; lo += matrix.BoundsRows {
		w.each(lo, min(lo+matrix.BoundsRows, hi), func(row, i int, _ uint16) {
			if spread != row {
				w.row.spread(w.crowd.x.Row(row))
				spread = row
			}
			w.found[i].offer(Hit{row, w.row.product(w.x.Row(i))})
			w.bounds.Least[i] = w.least(i, w.found[i].floor())
		})
	}
}
