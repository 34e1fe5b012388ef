package cluster

import (
	"math"

	"kindred/vectorize/matrix"
)

// table holds the sums D_r of k clusters: as fixed-point integers, which are the truth, and as
// float64, which is what products are made of. There are two: termTable for sparse rows keeps
// a row a term with the clusters along it, so that one entry of x_i meets all clusters at once;
// clusterTable for dense rows keeps a row a cluster.
type table interface {
	// add adds sign times row i to D_r, and to |D_r|^2 what that makes of it.
	add(i, r int, sign int64)
	// dots computes dst[r] = x_i.D_r for every r.
	dots(dst []float64, i int)
	// dot returns x_i.D_r alone, with the same bits.
	dot(i, r int) float64
	// base is what both have in common.
	base() *sums
}

// newTable returns k sums of nothing.
func (s *space) newTable(k int) table {
	b := sums{k: k, d: s.d, scale: math.Ldexp(1, s.bits), unscale: math.Ldexp(1, -s.bits)}
	b.fixed, b.float, b.squares = make([]int64, k*s.d), make([]float64, k*s.d), make([]int128, k)
	if s.sparse != nil {
		b.termStride, b.clusterStride = k, 1
		return &termTable{b, s.sparse}
	}
	b.termStride, b.clusterStride = 1, s.d
	return &clusterTable{b, s.dense}
}

// sums is the storage of a table: cell (t, r) is at t*termStride + r*clusterStride.
type sums struct {
	k, d                      int
	termStride, clusterStride int
	scale, unscale            float64
	fixed                     []int64
	float                     []float64 // fixed * unscale, to the nearest
	squares                   []int128  // |D_r|^2 in fixed point: exact, so it never has to be added up again
}

func (s *sums) base() *sums { return s }

// few is how many products with one cluster cost no more than those with all at once, which stand side by side in a
// table of sparse rows.
func (s *sums) few() int {
	if s.clusterStride == 1 {
		return s.k / 25
	}
	return s.k
}

// addTo adds sign*v to one cell, and to a square what that makes of it: the new cell is q more than the old, and its
// square q (old + new) more.
func (s *sums) addTo(square *int128, cell int, v float64, sign int64) {
	q := sign * int64(math.RoundToEven(v*s.scale))
	old := s.fixed[cell]
	s.fixed[cell] = old + q
	s.float[cell] = float64(old+q) * s.unscale
	square.addProduct(q, old)
	square.addProduct(q, old+q)
}

// addVector adds a dense vector to D_r.
func (s *sums) addVector(v []float64, r int) {
	for t, w := range v {
		s.addTo(&s.squares[r], t*s.termStride+r*s.clusterStride, w, 1)
	}
}

// square returns |D_r|^2, rounded once. Cost: next to nothing.
func (s *sums) square(r int) float64 { return float64(s.squares[r].float()*s.unscale) * s.unscale }

// reset makes every sum zero again.
func (s *sums) reset() {
	clear(s.fixed)
	clear(s.float)
	clear(s.squares)
}

// vector copies D_r into dst, a value a term.
func (s *sums) vector(dst []float64, r int) {
	for t := range dst {
		dst[t] = s.float[t*s.termStride+r*s.clusterStride]
	}
}

// total copies D, the sum of all, into dst.
func (s *sums) total(dst []float64) {
	for t := range dst {
		sum := int64(0)
		for r := range s.k {
			sum += s.fixed[t*s.termStride+r*s.clusterStride]
		}
		dst[t] = float64(sum) * s.unscale
	}
}

// termTable: D_rt is at t*k + r.
type termTable struct {
	sums
	x *matrix.CSR
}

func (t *termTable) add(i, r int, sign int64) {
	columns, values := t.x.Row(i)
	square := t.squares[r]
	for p, c := range columns {
		t.addTo(&square, int(c)*t.k+r, float64(values[p]), sign)
	}
	t.squares[r] = square
}

func (t *termTable) dots(dst []float64, i int) { t.x.MulRow(dst, i, t.float) }

func (t *termTable) dot(i, r int) float64 {
	columns, values := t.x.Row(i)
	sum := 0.0
	for p, c := range columns {
		sum += float64(float64(values[p]) * t.float[int(c)*t.k+r])
	}
	return sum
}

// clusterTable: D_rt is at r*d + t.
type clusterTable struct {
	sums
	x *matrix.Rows
}

func (t *clusterTable) add(i, r int, sign int64) {
	square := t.squares[r]
	for j, v := range t.x.Row(i) {
		t.addTo(&square, r*t.d+j, float64(v), sign)
	}
	t.squares[r] = square
}

func (t *clusterTable) row(r int) []float64 { return t.float[r*t.d : (r+1)*t.d] }

func (t *clusterTable) dots(dst []float64, i int) { t.x.MulRowTrans(dst, i, t.float) }

func (t *clusterTable) dot(i, r int) float64 { return matrix.Dot(t.x.Row(i), t.row(r)) }
