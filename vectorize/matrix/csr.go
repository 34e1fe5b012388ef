package matrix

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// CSR is an immutable sparse matrix in compressed sparse row form: the columns of row i
// are Columns[Start[i]:Start[i+1]], strictly ascending, and its values stand beside them.
// Values are float32; the stored value is the value, so every number computed from a row
// widens it to float64 first.
//
// It is a gonum mat.Matrix and mat.RowNonZeroDoer. At costs a binary search: never hand a
// CSR to mat.Dense.Mul, which calls At for every cell.
type CSR struct {
	rows, cols int
	start      []int64
	columns    []int32
	values     []float32
}

var (
	_ mat.Matrix         = (*CSR)(nil)
	_ mat.RowNonZeroDoer = (*CSR)(nil)
	_ mat.NonZeroDoer    = (*CSR)(nil)
	_ mat.RawRowViewer   = (*Rows)(nil)
	_ mat.Matrix         = (*Rows)(nil)
)

// NewCSR wraps the three arrays of a compressed sparse row matrix without copying; the caller
// must not change them afterwards. start has rows+1 entries. It panics if the shapes disagree
// or the columns of a row are not strictly ascending and in range.
func NewCSR(rows, cols int, start []int64, columns []int32, values []float32) *CSR {
	if len(start) != rows+1 || start[0] != 0 || start[rows] != int64(len(columns)) || len(columns) != len(values) {
		panic(fmt.Sprintf("matrix: %d row starts, %d columns and %d values do not make a CSR of %d rows", len(start), len(columns), len(values), rows))
	}
	for i := range rows {
		checkRow(i, cols, columns[start[i]:start[i+1]])
	}
	return &CSR{rows: rows, cols: cols, start: start, columns: columns, values: values}
}

func checkRow(i, cols int, columns []int32) {
	if err := rowError(i, cols, columns); err != nil {
		panic(err.Error())
	}
}

// rowError says that the columns of a row do not ascend or are out of range.
func rowError(i, cols int, columns []int32) error {
	last := int32(-1)
	for _, c := range columns {
		if c <= last || int(c) >= cols {
			return fmt.Errorf("matrix: row %d: column %d after %d of %d", i, c, last, cols)
		}
		last = c
	}
	return nil
}

// StoredCSR is NewCSR of arrays that come from a file, which may be damaged: where rows start is checked at once, in a time
// that does not depend on the columns. Call CheckRow before the columns of a row are relied on, or Check before those of all are.
func StoredCSR(rows, cols int, start []int64, columns []int32, values []float32) (*CSR, error) {
	if rows < 0 || len(start) != rows+1 || start[0] != 0 || start[rows] != int64(len(columns)) || len(columns) != len(values) {
		return nil, fmt.Errorf("matrix: %d row starts, %d columns and %d values do not make a CSR of %d rows", len(start), len(columns), len(values), rows)
	}
	for i := range rows {
		if start[i] > start[i+1] {
			return nil, fmt.Errorf("matrix: row %d starts at %d and ends at %d", i, start[i], start[i+1])
		}
	}
	return &CSR{rows: rows, cols: cols, start: start, columns: columns, values: values}, nil
}

// CheckRow says what is wrong with the columns of row i.
func (x *CSR) CheckRow(i int) error { return rowError(i, x.cols, x.columns[x.start[i]:x.start[i+1]]) }

// Check says what is wrong with the columns of the first row where something is. Cost: a look at all.
func (x *CSR) Check() error {
	for i := range x.rows {
		if err := x.CheckRow(i); err != nil {
			return err
		}
	}
	return nil
}

// Parts returns the three arrays: where rows start, and their columns and values. Do not change them.
func (x *CSR) Parts() (start []int64, columns []int32, values []float32) {
	return x.start, x.columns, x.values
}

// Dims returns the number of rows and columns.
func (x *CSR) Dims() (rows, cols int) { return x.rows, x.cols }

// NNZ returns the number of stored values.
func (x *CSR) NNZ() int { return len(x.values) }

// Row returns the columns, ascending, and values of row i. They are views: do not change them.
func (x *CSR) Row(i int) (columns []int32, values []float32) {
	a, b := x.start[i], x.start[i+1]
	return x.columns[a:b:b], x.values[a:b:b]
}

// Count returns the number of values that are stored of row i.
func (x *CSR) Count(i int) int { return int(x.start[i+1] - x.start[i]) }

// Between returns rows from one to the one before another, whose columns and values are views. It panics with mat.ErrRowAccess for rows that
// there are not.
func (x *CSR) Between(from, to int) *CSR {
	if from < 0 || to < from || to > x.rows {
		panic(mat.ErrRowAccess)
	}
	start := x.start[from : to+1]
	a, b := start[0], start[to-from]
	if a > 0 {
		start = slices.Clone(start)
		for i := range start {
			start[i] -= a
		}
	}
	return &CSR{rows: to - from, cols: x.cols, start: start, columns: x.columns[a:b], values: x.values[a:b]}
}

// Select returns a matrix of the given rows of x, in their order.
func (x *CSR) Select(rows []int) *CSR {
	start := make([]int64, 1, len(rows)+1)
	for _, i := range rows {
		start = append(start, start[len(start)-1]+x.start[i+1]-x.start[i])
	}
	columns, values := make([]int32, 0, start[len(rows)]), make([]float32, 0, start[len(rows)])
	for _, i := range rows {
		c, v := x.Row(i)
		columns, values = append(columns, c...), append(values, v...)
	}
	return &CSR{rows: len(rows), cols: x.cols, start: start, columns: columns, values: values}
}

// Compact returns a matrix of the given rows of x, in their order, without the columns that none of them has. The
// others keep their order, so that sums over columns keep their bits.
func (x *CSR) Compact(rows []int) *CSR {
	out := x.Select(rows)
	number := make([]int32, x.cols)
	for _, c := range out.columns {
		number[c] = 1
	}
	out.cols = 0
	for c, used := range number {
		number[c] = int32(out.cols)
		out.cols += int(used)
	}
	for p, c := range out.columns {
		out.columns[p] = number[c]
	}
	return out
}

// At returns the value at row i, column j, in time logarithmic in the row's length.
func (x *CSR) At(i, j int) float64 {
	if uint(i) >= uint(x.rows) {
		panic(mat.ErrRowAccess)
	}
	if uint(j) >= uint(x.cols) {
		panic(mat.ErrColAccess)
	}
	columns, values := x.Row(i)
	lo, hi := 0, len(columns)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if columns[mid] < int32(j) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(columns) && columns[lo] == int32(j) {
		return float64(values[lo])
	}
	return 0
}

// T returns the transpose as a view.
func (x *CSR) T() mat.Matrix { return mat.Transpose{Matrix: x} }

// DoRowNonZero calls fn for each stored value of row i, columns ascending.
func (x *CSR) DoRowNonZero(i int, fn func(i, j int, v float64)) {
	columns, values := x.Row(i)
	for p, c := range columns {
		fn(i, int(c), float64(values[p]))
	}
}

// DoNonZero calls fn for each stored value, row by row.
func (x *CSR) DoNonZero(fn func(i, j int, v float64)) {
	for i := range x.rows {
		x.DoRowNonZero(i, fn)
	}
}

// Transposed returns the transpose as a matrix of its own: row c lists the rows of x that have
// column c, ascending.
func (x *CSR) Transposed() *CSR {
	start := make([]int64, x.cols+1)
	for _, c := range x.columns {
		start[c+1]++
	}
	for c := range x.cols {
		start[c+1] += start[c]
	}
	at := append([]int64(nil), start...)
	columns, values := make([]int32, len(x.columns)), make([]float32, len(x.values))
	for i := range x.rows {
		for p := x.start[i]; p < x.start[i+1]; p++ {
			c := x.columns[p]
			columns[at[c]], values[at[c]] = int32(i), x.values[p]
			at[c]++
		}
	}
	return &CSR{rows: x.cols, cols: x.rows, start: start, columns: columns, values: values}
}
