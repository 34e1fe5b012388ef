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
type Mixed struct {
	Sparse *CSR
	Dense  *Rows
	Share  []float64 // of the dense part, 0 to 1, a row each
}

// NewMixed joins two matrices of as many rows. It panics with mat.ErrShape otherwise, or unless share has
// a number a row.
func NewMixed(sparse *CSR, dense *Rows, share []float64) *Mixed {
	n, _ := sparse.Dims()
	m, _ := dense.Dims()
	if n != m || n != len(share) {
		panic(mat.ErrShape)
	}
	return &Mixed{sparse, dense, share}
}

// Dims returns the number of rows and of the columns of both parts.
func (x *Mixed) Dims() (r, c int) {
	n, d := x.Sparse.Dims()
	_, e := x.Dense.Dims()
	return n, d + e
}

// At returns the value at row i, column j, in the time of a binary search.
func (x *Mixed) At(i, j int) float64 {
	if _, d := x.Sparse.Dims(); j >= d {
		return math.Sqrt(x.Share[i]) * x.Dense.At(i, j-d)
	}
	return math.Sqrt(1-x.Share[i]) * x.Sparse.At(i, j)
}

// T returns the transpose, a view.
func (x *Mixed) T() mat.Matrix { return mat.Transpose{Matrix: x} }

// DoRowNonZero calls f for each value of row i that is not zero, columns ascending.
func (x *Mixed) DoRowNonZero(i int, f func(i, j int, v float64)) {
	a, b := math.Sqrt(1-x.Share[i]), math.Sqrt(x.Share[i])
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
func (x *Mixed) Dot(i, j int) float64 {
	columns, values := x.Sparse.Row(j)
	sparse := x.Sparse.DotRow(i, columns, values)
	return Mix(x.Share[i], x.Share[j], sparse, Dot(x.Dense.Row(i), x.Dense.Row(j)))
}

// Mix is the similarity of two rows from those of their parts and the shares of the dense ones.
func Mix(s, t, sparse, dense float64) float64 {
	return float64(math.Sqrt((1-s)*(1-t))*sparse) + float64(math.Sqrt(s*t)*dense)
}
