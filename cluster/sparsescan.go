package cluster

import (
	"math"
	"math/bits"
	"slices"
	"sync/atomic"

	"kindred/vectorize/matrix"
)

// sparseScan finds the nearest rows of one sparse query at a time, exactly, without multiplying most rows (see crowd for many). From tile to
// tile it adds up upper bounds of the products of the query with a tile's rows (see tiles). Only the rows whose bound
// reaches f, the worst of the best similarities found so far, are computed anew: as Query does, so the answers are its
// answers, to the bit. In the first tile the rows of the largest bounds tell what f is at least.
type sparseScan struct {
	x *matrix.CSR
	*tiles
}

// newSparseScan returns nil for a matrix with negative values, or whose rows whole numbers of 8 bits are too coarse for.
func newSparseScan(x *matrix.CSR, longest float64, workers int) *sparseScan {
	if longest > 0 && !(longest > 0x1p-60 && longest < 0x1p60) || negative(x, workers) {
		return nil
	}
	t := newTiles(x, longest, workers)
	if t.longest > 2*halfRange {
		return nil
	}
	return &sparseScan{x, t}
}

// suits says whether the scan answers a query: one without negative values, not of zeros alone and of no more columns
// than can be rounded up.
func (s *sparseScan) suits(values []float32) bool {
	if len(values) == 0 || len(values) > mostColumns {
		return false
	}
	square := matrix.Dot(values, values)
	return slices.Min(values) >= 0 && square > 0 && !math.IsInf(square, 1)
}

// mostColumns of a query add less than a quarter of halfRange to its length when they are rounded up.
const mostColumns = 1900

func negative(x *matrix.CSR, workers int) bool {
	n, _ := x.Dims()
	var found atomic.Bool
	matrix.Blocks(n, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if _, values := x.Row(i); len(values) > 0 && slices.Min(values) < 0 {
				found.Store(true)
			}
		}
	})
	return found.Load()
}

// sparseQuery is the state of one search.
type sparseQuery struct {
	columns []int32 // ascending
	values  []float32
	bounds  tileQuery
	skip    func(row int) bool
	best    heap
}

func (s *sparseScan) query(columns []int32, values []float32, top int, skip func(row int) bool) *sparseQuery {
	q := &sparseQuery{columns: columns, values: values, skip: skip, bounds: s.tiles.query(columns, values)}
	q.best.reset(top)
	return q
}

// sparseWork is scratch memory.
type sparseWork struct {
	*sparseScan
	sums  *matrix.Sums
	over  []uint64   // a bit a row of the tile: whether its bound is enough
	asked *spreadRow // the query
	rough heap
}

// against puts into q's best what is wanted of a tile.
func (w *sparseWork) against(q *sparseQuery, at int) {
	tile, sums := &w.tiles.tiles[at], w.sums[:w.width]
	tile.postings.Add(w.sums, q.bounds.columns, q.bounds.times)
	matrix.Sweep(sums, w.over, tile.bytes, q.bounds.bytes, q.bounds.factors, q.bounds.least(q.best.floor()))
	w.sift(q, at*w.width)
	clear(sums)
}

// least is the least sum of a product that reaches a floor. It is made a little lower, as sums are of products that
// were rounded when they were made whole.
func (q *tileQuery) least(floor float64) uint16 {
	return uint16(max(1, min(float64(floor*q.scale)*(1-0x1p-20), largestSum)))
}

// sift puts into best what is wanted of the tile whose first row is from.
func (w *sparseWork) sift(q *sparseQuery, from int) {
	if q.best.floor() == 0 {
		w.begin(q, from)
	}
	least := q.bounds.least(q.best.floor())
	for b, over := range w.over {
		for ; over != 0; over &= over - 1 {
			place := b*matrix.SweepBlock + bits.TrailingZeros64(over)
			if w.sums[place] >= least && w.try(q, from+place) {
				least = q.bounds.least(q.best.floor())
			}
		}
	}
}

// try puts a row into best if it is wanted there.
func (w *sparseWork) try(q *sparseQuery, row int) bool {
	if q.skip != nil && q.skip(row) {
		return false
	}
	h := Hit{row, w.asked.product(w.x.Row(row))}
	if !q.best.wants(h) {
		return false
	}
	q.best.put(h)
	return true
}

// begin tries the rows of the largest bounds first, as long as no others say what is least. To find these, only rows
// are looked at whose bounds reach what as many of the first rows do as are wanted. The bounds of those tried become 0.
func (w *sparseWork) begin(q *sparseQuery, from int) {
	sums := w.sums[:w.width]
	w.rough.reset(q.best.top)
	w.largest(sums[:min(w.width, roughRows)])
	matrix.Sweep(sums, w.over, nil, nil, nil, uint16(max(1, w.rough.floor())))
	w.rough.reset(q.best.top)
	for b, over := range w.over {
		for ; over != 0; over &= over - 1 {
			place := b*matrix.SweepBlock + bits.TrailingZeros64(over)
			if h := (Hit{place, float64(sums[place])}); w.rough.wants(h) {
				w.rough.put(h)
			}
		}
	}
	for _, h := range w.rough.hits {
		w.try(q, from+h.Row)
		sums[h.Row] = 0
	}
	matrix.Sweep(sums, w.over, nil, nil, nil, q.bounds.least(q.best.floor()))
}

// largest puts the largest of some sums into rough.
func (w *sparseWork) largest(sums []uint16) {
	least := uint16(0)
	for place, sum := range sums {
		if sum > least {
			w.rough.put(Hit{place, float64(sum)})
			least = uint16(w.rough.floor())
		}
	}
}

// roughRows are enough to tell what is least at first.
const roughRows = 512

// nearest returns the top rows most similar to a query that suits, best first, but for those that are skipped.
func (s *sparseScan) nearest(columns []int32, values []float32, top int, skip func(row int) bool) []Hit {
	_, d := s.x.Dims()
	w := sparseWork{sparseScan: s, sums: new(matrix.Sums), over: make([]uint64, s.width/matrix.SweepBlock), asked: newSpreadRow(d)}
	q := s.query(columns, values, top, skip)
	w.asked.spread(columns, values)
	for at := range s.tiles.tiles {
		w.against(q, at)
	}
	return q.best.sorted()
}
