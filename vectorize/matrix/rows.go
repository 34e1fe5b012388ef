package matrix

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Rows is an immutable dense matrix of float32, row after row. It is a gonum mat.Matrix;
// RawRowView, which gonum declares in float64, copies.
type Rows struct {
	rows, cols int
	data       []float32
}

// NewRows wraps data, rows*cols values row after row, without copying. It panics if the
// length is wrong.
func NewRows(rows, cols int, data []float32) *Rows {
	if len(data) != rows*cols {
		panic(fmt.Sprintf("matrix: %d values do not make %d rows of %d", len(data), rows, cols))
	}
	return &Rows{rows: rows, cols: cols, data: data}
}

// Dims returns the number of rows and columns.
func (x *Rows) Dims() (rows, cols int) { return x.rows, x.cols }

// Row returns row i as a view: do not change it.
func (x *Rows) Row(i int) []float32 {
	return x.data[i*x.cols : (i+1)*x.cols : (i+1)*x.cols]
}

// Data returns all values, row after row, as a view: do not change it.
func (x *Rows) Data() []float32 { return x.data }

// Select returns a matrix of the given rows of x, in their order.
func (x *Rows) Select(rows []int) *Rows {
	data := make([]float32, 0, len(rows)*x.cols)
	for _, i := range rows {
		data = append(data, x.Row(i)...)
	}
	return &Rows{rows: len(rows), cols: x.cols, data: data}
}

// At returns the value at row i, column j.
func (x *Rows) At(i, j int) float64 {
	if uint(i) >= uint(x.rows) {
		panic(mat.ErrRowAccess)
	}
	if uint(j) >= uint(x.cols) {
		panic(mat.ErrColAccess)
	}
	return float64(x.data[i*x.cols+j])
}

// T returns the transpose as a view.
func (x *Rows) T() mat.Matrix { return mat.Transpose{Matrix: x} }

// RawRowView returns a float64 copy of row i.
func (x *Rows) RawRowView(i int) []float64 {
	out := make([]float64, x.cols)
	for j, v := range x.Row(i) {
		out[j] = float64(v)
	}
	return out
}
