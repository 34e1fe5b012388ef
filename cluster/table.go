package cluster

import (
	"math"

	"kindred/vectorize/matrix"
)

// table holds the sums D_r of k clusters twice: as fixed-point integers, which are the truth and what exact products
// are made of, and as float32, which estimates are made of (estimate.go). There are two: termTable for sparse rows
// keeps a row a term with the clusters along it, so that one entry of x_i meets all clusters at once; clusterTable for
// dense rows keeps the integers a row a cluster.
type table interface {
	// add adds sign times row i to D_r, and to |D_r|^2 what that makes of it.
	add(i, r int, sign int64)
	// addPart does so for the columns from lo to hi-1 alone, and adds to square what that makes of |D_r|^2. Parts
	// that have no column in common may be added at the same time.
	addPart(square *int128, i, r int, sign int64, lo, hi int)
	// movePart takes row i from D_from and adds it to D_to, for these columns alone, as addPart would.
	movePart(squares []int128, i, from, to int, lo, hi int)
	// addVector adds a dense vector to D_r.
	addVector(v []float64, r int)
	// dots computes dst[r] = x_i.D_r for every r.
	dots(dst []float64, i int)
	// dot returns x_i.D_r alone, with the same bits.
	dot(i, r int) float64
	// read prepares the estimates of row i.
	read(e *estimate, i int)
	// vector copies D_r into dst, a value a term.
	vector(dst []float64, r int)
	// total copies D, the sum of all, into dst.
	total(dst []float64)
	// reset makes every sum zero again.
	reset()
	// base is what both have in common.
	base() *sums
}

// newTable returns k sums of nothing.
func (s *space) newTable(k int) table {
	b := sums{k: k, d: s.d, stride: (k + groupSize - 1) &^ (groupSize - 1), scale: math.Ldexp(1, s.bits), unscale: math.Ldexp(1, -s.bits)}
	b.squares = make([]int128, k)
	if s.sparse != nil {
		return newTermTable(b, s)
	}
	b.near = make([]float32, s.d*b.stride)
	return &clusterTable{b, s.dense, make([]int64, k*s.d), make([]float64, k*s.d), firstInt32s(s.d)}
}

func firstInt32s(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// sums is what tables have in common.
type sums struct {
	k, d           int
	stride         int // of near: k, and zeros up to a whole group
	scale, unscale float64
	squares        []int128  // |D_r|^2 in fixed point: exact, so it never has to be added up again
	near           []float32 // D_rt at t*stride + r, to the nearest; t is a column, or its place in a termTable
}

func (s *sums) base() *sums { return s }

// fix returns sign*v in fixed point.
func (s *sums) fix(v float64, sign int64) int64 { return sign * int64(math.RoundToEven(v*s.scale)) }

// square returns |D_r|^2, rounded once. Cost: next to nothing.
func (s *sums) square(r int) float64 { return float64(s.squares[r].float()*s.unscale) * s.unscale }

// clusterTable: D_rt is at r*d + t.
type clusterTable struct {
	sums
	x       *matrix.Rows
	fixed   []int64
	float   []float64 // fixed * unscale, to the nearest
	columns []int32
}

func (t *clusterTable) add(i, r int, sign int64) {
	t.addPart(&t.squares[r], i, r, sign, 0, t.d)
}

func (t *clusterTable) addPart(square *int128, i, r int, sign int64, lo, hi int) {
	for c, v := range t.x.Row(i)[lo:hi] {
		t.addTo(square, lo+c, r, t.fix(float64(v), sign))
	}
}

func (t *clusterTable) movePart(squares []int128, i, from, to int, lo, hi int) {
	t.addPart(&squares[from], i, from, -1, lo, hi)
	t.addPart(&squares[to], i, to, 1, lo, hi)
}

func (t *clusterTable) addVector(v []float64, r int) {
	for c, w := range v {
		t.addTo(&t.squares[r], c, r, t.fix(w, 1))
	}
}

func (t *clusterTable) addTo(square *int128, c, r int, q int64) {
	old := t.fixed[r*t.d+c]
	t.fixed[r*t.d+c] = old + q
	t.float[r*t.d+c] = float64(old+q) * t.unscale
	t.near[c*t.stride+r] = float32(float64(old+q) * t.unscale)
	square.addChange(old, q)
}

func (t *clusterTable) row(r int) []float64 { return t.float[r*t.d : (r+1)*t.d] }

func (t *clusterTable) dots(dst []float64, i int) { t.x.MulRowTrans(dst, i, t.float) }

func (t *clusterTable) dot(i, r int) float64 { return matrix.Dot(t.x.Row(i), t.row(r)) }

func (t *clusterTable) read(e *estimate, i int) { e.places, e.values = t.columns, t.x.Row(i) }

func (t *clusterTable) vector(dst []float64, r int) { copy(dst, t.row(r)) }

func (t *clusterTable) total(dst []float64) {
	for c := range dst {
		sum := int64(0)
		for r := range t.k {
			sum += t.fixed[r*t.d+c]
		}
		dst[c] = float64(sum) * t.unscale
	}
}

func (t *clusterTable) reset() {
	clear(t.fixed)
	clear(t.float)
	clear(t.near)
	clear(t.squares)
}
