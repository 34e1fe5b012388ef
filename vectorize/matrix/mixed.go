package matrix

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Mixed is two descriptions of the same rows side by side: with s_i = Share[i], row i is
//
//	[ sqrt(1-s_i) sparse_i , sqrt(s_i) dense_i ]
//
// so that rows of unit length in both have unit length, and the dot product of two is
//
//	sqrt((1-s_i)(1-s_j)) sparse_i.sparse_j + sqrt(s_i s_j) dense_i.dense_j.
//
// The columns are those of Sparse, then those of Dense. Do not change the parts.
//
// What few values say is less certain. With Doubt d above 0 the sparse part of a row of m values counts as if d more had
// been there, all of its own:
//
//	[ sqrt((1-s_i) m_i / (m_i + d)) sparse_i , sqrt(s_i) dense_i ]
//
// so that a dot product is drawn to 0 the more, the fewer values both have (as Bell and Koren, "Scalable Collaborative
// Filtering with Jointly Derived Neighborhood Interpolation Weights", 2007, shrink similarities by what supports them).
// Rows of unit parts then have a length under 1.
type Mixed struct {
	Sparse *CSR
	Dense  *Rows
	Share  []float64 // of the dense part, 0 to 1, a row each
	Doubt  float64   // sparse values, at least 0, that each row is taken to lack
}

// Weights are what the parts of a row weigh: the squares of what they are multiplied by.
type Weights struct{ Sparse, Dense float64 }

// weights are those of a row with so many sparse values.
func weights(share, doubt float64, values int) Weights {
	w := Weights{1 - share, share}
	if doubt > 0 {
		w.Sparse *= float64(values) / (float64(values) + doubt)
	}
	return w
}

// Roots are what the parts are multiplied by.
func (w Weights) Roots() (sparse, dense float64) { return math.Sqrt(w.Sparse), math.Sqrt(w.Dense) }

// Mix is the similarity of two rows from those of their parts.
func (w Weights) Mix(v Weights, sparse, dense float64) float64 {
	return float64(math.Sqrt(w.Sparse*v.Sparse)*sparse) + float64(math.Sqrt(w.Dense*v.Dense)*dense)
}

// Weights are those of row i.
func (x *Mixed) Weights(i int) Weights { return weights(x.Share[i], x.Doubt, x.Sparse.Count(i)) }

// NewMixed joins two matrices of as many rows. It panics with mat.ErrShape otherwise, or unless share has
// a number a row.
func NewMixed(sparse *CSR, dense *Rows, share []float64) *Mixed {
	n, _ := sparse.Dims()
	m, _ := dense.Dims()
	if n != m || n != len(share) {
		panic(mat.ErrShape)
	}
	return &Mixed{Sparse: sparse, Dense: dense, Share: share}
}

// Dims returns the number of rows and of the columns of both parts.
func (x *Mixed) Dims() (r, c int) {
	n, d := x.Sparse.Dims()
	_, e := x.Dense.Dims()
	return n, d + e
}

// At returns the value at row i, column j, in the time of a binary search.
func (x *Mixed) At(i, j int) float64 {
	if uint(i) >= uint(len(x.Share)) {
		panic(mat.ErrRowAccess)
	}
	if _, d := x.Sparse.Dims(); j >= d {
		return math.Sqrt(x.Share[i]) * x.Dense.At(i, j-d)
	}
	return math.Sqrt(x.Weights(i).Sparse) * x.Sparse.At(i, j)
}

// T returns the transpose, a view.
func (x *Mixed) T() mat.Matrix { return mat.Transpose{Matrix: x} }

// DoRowNonZero calls f for each value of row i that is not zero, columns ascending.
func (x *Mixed) DoRowNonZero(i int, f func(i, j int, v float64)) {
	a, b := x.Weights(i).Roots()
	columns, values := x.Sparse.Row(i)
	for p, c := range columns {
		if v := a * float64(values[p]); v != 0 {
			f(i, int(c), v)
		}
	}
	_, d := x.Sparse.Dims()
	for j, v := range x.Dense.Row(i) {
		if w := b * float64(v); w != 0 {
			f(i, d+j, w)
		}
	}
}

// Dot is the dot product of rows i and j: that of the sparse parts, columns ascending, and that of the dense
// parts, as the comment of the type says. It is what defines the similarity of two rows.
func (x *Mixed) Dot(i, j int) float64 { return x.DotRow(i, x.Row(j)) }

// DotRow is the dot product of row i with a row that need not be one of x. It panics with mat.ErrShape if
// their dense parts differ in length.
func (x *Mixed) DotRow(i int, q MixedRow) float64 {
	return x.Weights(i).Mix(q.Weights(), x.Sparse.DotRow(i, q.Columns, q.Values), Dot(x.Dense.Row(i), q.Dense))
}

// MixedRow is a row of a Mixed, or a vector to be compared with its rows: unit parts and the share of the
// dense one.
type MixedRow struct {
	Columns []int32 // of the sparse part, ascending, with its values
	Values  []float32
	Dense   []float32
	Share   float64 // of the dense part, 0 to 1
	Doubt   float64 // as of a Mixed, for the values of this row
}

// Weights are what its parts weigh.
func (q MixedRow) Weights() Weights { return weights(q.Share, q.Doubt, len(q.Columns)) }

// Row returns row i. Its parts are views: do not change them.
func (x *Mixed) Row(i int) MixedRow {
	columns, values := x.Sparse.Row(i)
	return MixedRow{columns, values, x.Dense.Row(i), x.Share[i], x.Doubt}
}

// UnitRow returns the row that is a vector made unit, of which the values in the columns of the sparse part,
// ascending, and those of the whole dense part are given. With a and b for these, its parts are a/|a| and
// b/|b|, and the share of the second is |b|^2 / (|a|^2 + |b|^2). Zeros stay zeros.
func UnitRow(columns []int32, values, dense []float64) MixedRow {
	a, b := Dot(values, values), Dot(dense, dense)
	q := MixedRow{Columns: columns, Values: unitPart(values, a), Dense: unitPart(dense, b)}
	if b > 0 {
		q.Share = b / (a + b)
	}
	return q
}

func unitPart(part []float64, square float64) []float32 {
	out := make([]float32, len(part))
	scale(out, part, square)
	return out
}
