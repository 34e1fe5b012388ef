package matrix

import "gonum.org/v1/gonum/mat"

// Normal multiplies by X' and by X'X without a transposed copy of X, which would take as much memory as X again: row after row,
// each of which adds its values times a dense row to the rows of its columns. Rows are taken in four runs, whatever the number of
// workers, each with a product of its own, and these are summed in order. Use one Normal at a time: they have memory for the
// runs. It pays where X has far more rows than columns.
type Normal struct {
	x    *CSR
	runs [normalRuns]*Tall
}

// normalRuns is how many workers can be busy at a time.
const normalRuns = 4

// NewNormal is that of x.
func NewNormal(x *CSR) *Normal { return &Normal{x: x} }

// TransMul returns X'B for a dense B of x's rows.
func (m *Normal) TransMul(b *Tall, workers int) *Tall {
	if b.rows != m.x.rows {
		panic(mat.ErrShape)
	}
	return m.sum(b.cols, workers, func(_ []float64, i int) []float64 { return b.Row(i) })
}

// Mul returns X'X B for a dense B of x's columns: row i of X B is there while it is added, and no longer.
func (m *Normal) Mul(b *Tall, workers int) *Tall {
	if b.rows != m.x.cols {
		panic(mat.ErrShape)
	}
	return m.sum(b.cols, workers, func(dst []float64, i int) []float64 {
		m.x.MulRow(dst, i, b.data)
		return dst
	})
}

// sum returns X'Y, given the rows of Y in turn and memory for one.
func (m *Normal) sum(cols, workers int, row func(dst []float64, i int) []float64) *Tall {
	BlocksOf(1, normalRuns, workers, func() func(lo, hi int) {
		dst := make([]float64, cols)
		return func(run, _ int) {
			m.runs[run] = cleared(m.runs[run], m.x.cols, cols)
			for i := run * m.x.rows / normalRuns; i < (run+1)*m.x.rows/normalRuns; i++ {
				columns, values := m.x.Row(i)
				addSparse(m.runs[run].data, columns, values, row(dst, i))
			}
		}
	})
	out := NewTall(m.x.cols, cols)
	Blocks(out.rows, workers, func(lo, hi int) {
		part := out.data[lo*cols : hi*cols]
		copy(part, m.runs[0].data[lo*cols:])
		for _, run := range m.runs[1:] {
			for j, v := range run.data[lo*cols : hi*cols] {
				part[j] += v
			}
		}
	})
	return out
}

// cleared is y, if it has the shape, with zeros, else a new matrix.
func cleared(y *Tall, rows, cols int) *Tall {
	if y == nil || y.rows != rows || y.cols != cols {
		return NewTall(rows, cols)
	}
	clear(y.data)
	return y
}

// addSparseGo adds each value times y to the row of b in its column. A row of b has as many values as y.
func addSparseGo(b []float64, columns []int32, values []float32, y []float64) {
	for p, c := range columns {
		v := float64(values[p])
		for r, w := range b[int(c)*len(y):][:len(y)] {
			b[int(c)*len(y)+r] = w + float64(v*y[r])
		}
	}
}
