package matrix

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// Tall is a dense float64 matrix of many rows and few columns, row after row: what a
// factorisation works on. Unlike the others it is filled in place.
type Tall struct {
	rows, cols int
	data       []float64
}

// NewTall returns a matrix of zeros.
func NewTall(rows, cols int) *Tall { return &Tall{rows, cols, make([]float64, rows*cols)} }

// Dims returns the number of rows and columns.
func (y *Tall) Dims() (rows, cols int) { return y.rows, y.cols }

// Row returns row i as a view.
func (y *Tall) Row(i int) []float64 { return y.data[i*y.cols : (i+1)*y.cols : (i+1)*y.cols] }

// Rows returns the matrix in float32.
func (y *Tall) Rows() *Rows {
	data := make([]float32, len(y.data))
	for i, v := range y.data {
		data[i] = float32(v)
	}
	return NewRows(y.rows, y.cols, data)
}

// blockRows is the number of rows that are worked on, and summed, together. It depends on nothing,
// so that every sum has the same order on any number of cores.
const blockRows = 1024

// Blocks cuts 0..n-1 into blocks and calls fn for each, on several workers (0 means all cores) and
// in no order: fn must write only what belongs to its block.
func Blocks(n, workers int, fn func(lo, hi int)) {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	count := (n + blockRows - 1) / blockRows
	var next atomic.Int64
	work := func() {
		for b := int(next.Add(1)) - 1; b < count; b = int(next.Add(1)) - 1 {
			fn(b*blockRows, min((b+1)*blockRows, n))
		}
	}
	var wg sync.WaitGroup
	for range min(workers, count) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}

// block is rows lo to hi-1 as blas64 has it.
func (y *Tall) block(lo, hi int) blas64.General {
	return blas64.General{Rows: hi - lo, Cols: y.cols, Stride: y.cols, Data: y.data[lo*y.cols : hi*y.cols]}
}

// Gram returns Y'Y: the blocks' own, summed in order.
func (y *Tall) Gram(workers int) *mat.SymDense {
	parts := make([]*mat.SymDense, (y.rows+blockRows-1)/blockRows)
	Blocks(y.rows, workers, func(lo, hi int) {
		part := mat.NewSymDense(y.cols, nil)
		blas64.Syrk(blas.Trans, 1, y.block(lo, hi), 0, part.RawSymmetric())
		parts[lo/blockRows] = part
	})
	sum := mat.NewSymDense(y.cols, nil)
	for _, p := range parts {
		sum.AddSym(sum, p)
	}
	return sum
}

// Mul returns Y T for a small T.
func (y *Tall) Mul(t *mat.Dense, workers int) *Tall {
	_, cols := t.Dims()
	out := NewTall(y.rows, cols)
	Blocks(y.rows, workers, func(lo, hi int) {
		blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, y.block(lo, hi), t.RawMatrix(), 0, out.block(lo, hi))
	})
	return out
}

// PositivePeaks turns each column so that its entry of largest magnitude, the first of them, is
// positive.
func (y *Tall) PositivePeaks() {
	for j := range y.cols {
		peak := 0.0
		for i := range y.rows {
			if v := y.data[i*y.cols+j]; math.Abs(v) > math.Abs(peak) {
				peak = v
			}
		}
		for i := 0; peak < 0 && i < y.rows; i++ {
			y.data[i*y.cols+j] *= -1
		}
	}
}

// MulTall returns X B for a dense B of x's columns, each row by MulRow.
func (x *CSR) MulTall(b *Tall, workers int) *Tall {
	if b.rows != x.cols {
		panic(mat.ErrShape)
	}
	out := NewTall(x.rows, b.cols)
	Blocks(x.rows, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			x.MulRow(out.Row(i), i, b.data)
		}
	})
	return out
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
