package cluster

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"kindred/vectorize/matrix"
)

// shortScan is a query on its way over all rows.
type shortScan struct {
	*Shortlist
	threads int

	columns    []int32 // of p, none if it is zero
	values     []float32
	sparseBy   float64 // what A_i times a sum is multiplied by: the root of p's share
	sparseSlip float64 // |p|

	dense     []int16 // q in whole numbers, nil if it is zero
	denseBy   float64 // what B_i times a product with them is multiplied by
	denseSlip float64 // |q|
	denseOff  float64 // what is wrong with B_i m_i.q, as q is whole numbers, a unit of B_i

	mutex sync.Mutex // for what follows, and calls of skip
	skip  func(row int) bool
	lower heap          // the best lower bounds
	floor atomic.Uint64 // the bits of its floor
	err   error
}

const (
	shortBlock = 1 << 15 // rows that a worker takes at a time: their sums fit into the second cache
	shortStep  = 256     // rows whose bounds are made together
)

// newScan is an error if q has a part that is not finite or too long for sums in float32.
func (s *Shortlist) newScan(q matrix.MixedRow, top int, skip func(row int) bool, threads int) (*shortScan, error) {
	scan := &shortScan{Shortlist: s, threads: threads, skip: skip}
	scan.lower.reset(top)
	a, b := 1.0, 1.0
	if s.rows.mixed != nil {
		if !(q.Share >= 0 && q.Share <= 1) {
			return nil, fmt.Errorf("cluster: a query has a share of %v: it must be from 0 to 1", q.Share)
		}
		a, b = q.Weights().Roots()
	}
	_, d, e := s.rows.shape()
	sparse, dense := lengthOf(q.Values), lengthOf(q.Dense)
	if !(sparse < 0x1p60 && dense < 0x1p60) {
		return nil, fmt.Errorf("cluster: a query has a part that is not finite, or its length is not under 2^60")
	}
	if d > 0 && a*sparse != 0 {
		scan.columns, scan.values, scan.sparseBy, scan.sparseSlip = q.Columns, q.Values, a, a*sparse
	}
	if e > 0 && b*dense != 0 {
		scan.setDense(q.Dense, b, dense)
	}
	return scan, nil
}

// lengthOf is the length of a vector or a little more.
func lengthOf(values []float32) float64 {
	return math.Sqrt(matrix.Dot(values, values)) * (1 + float64(float64(len(values)+8)*0x1p-52))
}

// setDense makes whole numbers of q, as large as 16 bits allow, and 32 for the products.
func (s *shortScan) setDense(q []float32, root, length float64) {
	width := byteWidth(len(q))
	limit := float64(min(largestShort, (1<<31-1)/((largestByte+1)*width)))
	most := greatest(q)
	by, unit, square := limit/most, most/limit, 0.0
	s.dense = make([]int16, width)
	for j, v := range q {
		k := denseBytes.whole(v, by)
		s.dense[j] = int16(k)
		e := float64(v) - float64(unit*k)
		square += float64(e * e)
	}
	s.denseBy, s.denseSlip = root*unit, root*length
	s.denseOff = root * largestByte * math.Sqrt(float64(width)) * (math.Sqrt(square) + float64(length*0x1p-40))
}

// bounds returns the rows that may be among the best, with their upper bounds.
func (s *shortScan) bounds() ([]Hit, error) {
	found := make([][]Hit, (s.rows.n+shortBlock-1)/shortBlock)
	matrix.BlocksOf(shortBlock, s.rows.n, s.threads, func() func(lo, hi int) {
		w := shortWork{shortScan: s, sums: make([]float32, shortBlock)}
		return func(lo, hi int) {
			w.found = nil
			if err := w.block(lo, hi); err != nil {
				s.mutex.Lock()
				s.err = err
				s.mutex.Unlock()
			}
			found[lo/shortBlock] = w.found
		}
	})
	if s.err != nil {
		return nil, s.err
	}
	var out []Hit
	for _, hits := range found {
		for _, h := range hits {
			if h.Similarity >= s.lower.floor() && (s.skip == nil || !s.skip(h.Row)) {
				out = append(out, h)
			}
		}
	}
	return out, nil
}

// shortWork is what a worker has for itself.
type shortWork struct {
	*shortScan
	sums     []float32          // k_i.p of a block
	products [shortStep]int32   // m_i.q of a step
	uppers   [shortStep]float64 // a_i.p + b_i.q at most
	found    []Hit
}

// block goes over rows lo to hi-1.
func (w *shortWork) block(lo, hi int) error {
	if len(w.columns) > 0 {
		if err := w.sum(w.sums[:hi-lo], lo); err != nil {
			return err
		}
	}
	width := len(w.dense)
	for from := lo; from < hi; from += shortStep {
		to := min(from+shortStep, hi)
		if w.dense != nil {
			matrix.DotBytes(w.products[:to-from], w.parts.Bytes[from*width:to*width], w.dense)
		}
		if err := w.sift(from, to, w.sums[from-lo:]); err != nil {
			return err
		}
	}
	return nil
}

// untouched is the sum of a row that has no column of the query: a sum is never -0 once a product was added to it, which
// is not 0 as neither factor is.
var untouched = float32(math.Copysign(0, -1))

// sum makes sums the products k_i.p of rows lo and after, columns ascending.
func (s *shortScan) sum(sums []float32, lo int) error {
	for i := range sums {
		sums[i] = untouched
	}
	for at, c := range s.columns {
		a, b := s.parts.Starts[c], s.parts.Starts[c+1]
		rows, values := s.parts.Rows[a:b], s.parts.Values[a:b]
		from, to := s.before(rows, lo), s.before(rows, lo+len(sums))
		if from > to || !addColumn(sums, rows[from:to], values[from:to], lo, s.values[at]) {
			return errRows(s.rows.n, c)
		}
	}
	return nil
}

func errRows(n int, column int32) error {
	return fmt.Errorf("cluster: shortlist part Rows does not ascend from 0 to %d in column %d", n-1, column)
}

// before is how many of the rows of a column come before one: all of them before the one after the last, so that each is in
// one block, whatever they are.
func (s *shortScan) before(rows []int32, row int) int {
	if row == 0 {
		return 0
	}
	lo, hi := 0, len(rows)
	if row == s.rows.n {
		return hi
	}
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); int(rows[mid]) < row {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// addColumn adds v times the postings of a column to the sums, the first of which is of row lo. It reports whether the rows ascend and
// have sums.
func addColumn(sums []float32, rows []int32, values []int8, lo int, v float32) bool {
	last := -1
	for k, row := range rows {
		at := int(row) - lo
		if at <= last || at >= len(sums) {
			return false
		}
		last = at
		sums[at] += float32(v * float32(values[k]))
	}
	return true
}

// sift keeps those of rows from to to-1 that may be among the best.
func (w *shortWork) sift(from, to int, sums []float32) error {
	w.bound(from, to, sums)
	floor := math.Float64frombits(w.floor.Load())
	for k, upper := range w.uppers[:to-from] {
		if upper < floor {
			continue
		}
		estimate, off := w.estimate(from+k, sums[k], w.products[k])
		switch upper = estimate + off; {
		case upper >= floor && upper > 0:
			w.found = append(w.found, Hit{from + k, upper})
			if estimate-off > floor {
				floor = w.offer(Hit{from + k, estimate - off})
			}
		case math.IsNaN(upper):
			return fmt.Errorf("cluster: shortlist parts SparseScale, SparseError, DenseScale and DenseError make a similarity of row %d that is not a number", from+k)
		}
	}
	return nil
}

// bound sets the upper bounds of rows from to to-1: estimate and off in one, which is too much for rows without columns of
// the query.
func (w *shortWork) bound(from, to int, sums []float32) {
	uppers := w.uppers[:to-from]
	clear(uppers)
	if len(w.columns) > 0 {
		sums, scale, off := sums[:len(uppers)], w.parts.SparseScale[from:to][:len(uppers)], w.parts.SparseError[from:to][:len(uppers)]
		for k := range uppers {
			uppers[k] = float64(w.sparseBy*float64(scale[k])*float64(sums[k])) + float64(w.sparseSlip*float64(off[k]))
		}
	}
	if w.dense != nil {
		products, scale, off := w.products[:len(uppers)], w.parts.DenseScale[from:to][:len(uppers)], w.parts.DenseError[from:to][:len(uppers)]
		for k := range uppers {
			most := float64(w.denseBy*float64(products[k])) + w.denseOff
			uppers[k] += float64(float64(scale[k])*most) + float64(w.denseSlip*float64(off[k]))
		}
	}
}

// estimate is about the similarity of row i, and how far off that may be.
func (s *shortScan) estimate(i int, sum float32, product int32) (estimate, off float64) {
	if len(s.columns) > 0 && math.Float32bits(sum) != math.Float32bits(untouched) {
		estimate = float64(s.sparseBy * float64(s.parts.SparseScale[i]) * float64(sum))
		off = float64(s.sparseSlip * float64(s.parts.SparseError[i]))
	}
	if s.dense != nil {
		scale := float64(s.parts.DenseScale[i])
		estimate += float64(s.denseBy * scale * float64(product))
		off += float64(s.denseSlip*float64(s.parts.DenseError[i])) + float64(s.denseOff*scale)
	}
	return estimate, off
}

// offer puts a lower bound among the best, if it is still wanted, and returns the floor.
func (s *shortScan) offer(h Hit) float64 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.lower.wants(h) && (s.skip == nil || !s.skip(h.Row)) {
		s.lower.put(h)
		s.floor.Store(math.Float64bits(s.lower.floor()))
	}
	return s.lower.floor()
}
