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
	// add adds sign times row i to D_r.
	add(i, r int, sign int64)
	// dots computes dst[r] = x_i.D_r for every r.
	dots(dst []float64, i int)
	// dot returns x_i.D_r alone, with the same bits.
	dot(i, r int) float64
	// squares computes dst[q] = |D_r|^2 for r = from + q.
	squares(dst []float64, from int)
	// base is what both have in common.
	base() *sums
}

// newTable returns k sums of nothing.
func (s *space) newTable(k int) table {
	b := sums{k: k, d: s.d, scale: math.Ldexp(1, s.bits), unscale: math.Ldexp(1, -s.bits)}
	b.fixed, b.float = make([]int64, k*s.d), make([]float64, k*s.d)
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

// addTo adds sign*v to one cell.
func (s *sums) addTo(cell int, v float64, sign int64) {
	s.fixed[cell] += sign * int64(math.RoundToEven(v*s.scale))
	s.float[cell] = float64(s.fixed[cell]) * s.unscale
}

// addVector adds a dense vector to D_r.
func (s *sums) addVector(v []float64, r int) {
	for t, w := range v {
		s.addTo(t*s.termStride+r*s.clusterStride, w, 1)
	}
}

// reset makes every sum zero again.
func (s *sums) reset() {
	clear(s.fixed)
	clear(s.float)
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
	for p, c := range columns {
		t.addTo(int(c)*t.k+r, float64(values[p]), sign)
	}
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

func (t *termTable) squares(dst []float64, from int) {
	clear(dst)
	for cell := from; cell < len(t.float); cell += t.k {
		for q, v := range t.float[cell:][:len(dst)] {
			dst[q] += float64(v * v)
		}
	}
}

// clusterTable: D_rt is at r*d + t.
type clusterTable struct {
	sums
	x *matrix.Rows
}

func (t *clusterTable) add(i, r int, sign int64) {
	for j, v := range t.x.Row(i) {
		t.addTo(r*t.d+j, float64(v), sign)
	}
}

func (t *clusterTable) row(r int) []float64 { return t.float[r*t.d : (r+1)*t.d] }

func (t *clusterTable) dots(dst []float64, i int) { t.x.MulRowTrans(dst, i, t.float) }

func (t *clusterTable) dot(i, r int) float64 { return matrix.Dot(t.x.Row(i), t.row(r)) }

func (t *clusterTable) squares(dst []float64, from int) {
	for q := range dst {
		dst[q] = matrix.Dot(t.row(from+q), t.row(from+q))
	}
}
