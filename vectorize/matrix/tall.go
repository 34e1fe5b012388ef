package matrix

import (
	"math"

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

// block is rows lo to hi-1 as blas64 has it.
func (y *Tall) block(lo, hi int) blas64.General {
	return blas64.General{Rows: hi - lo, Cols: y.cols, Stride: y.cols, Data: y.data[lo*y.cols : hi*y.cols]}
}

// Gram returns Y'Y: the blocks' own, summed in order. Memory: a square a block, of eight blocks a
// worker at a time.
func (y *Tall) Gram(workers int) *mat.SymDense {
	sum := mat.NewSymDense(y.cols, nil)
	for part := range InOrder(blockRows, y.rows, workers, y.gramOf) {
		sum.AddSym(sum, part)
	}
	return sum
}

// gramOf is the Gram matrix of rows lo to hi-1.
func (y *Tall) gramOf(lo, hi int) *mat.SymDense {
	part := mat.NewSymDense(y.cols, nil)
	blas64.Syrk(blas.Trans, 1, y.block(lo, hi), 0, part.RawSymmetric())
	return part
}

// tile is gonum's own: from four blocks of 64 x 64 on, its Gemm shares a product among all cores,
// whatever the number of workers here.
const tile = 64

// Mul returns Y T for a small T, tile by tile.
func (y *Tall) Mul(t *mat.Dense, workers int) *Tall {
	_, cols := t.Dims()
	out := NewTall(y.rows, cols)
	BlocksOf(tile, y.rows, workers, func() func(lo, hi int) {
		return func(lo, hi int) {
			for from := 0; from < cols; from += tile {
				to := min(from+tile, cols)
				product := columns(out.block(lo, hi), from, to)
				blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, y.block(lo, hi), columns(t.RawMatrix(), from, to), 0, product)
			}
		}
	})
	return out
}

// columns is columns from to to-1 of a matrix.
func columns(g blas64.General, from, to int) blas64.General {
	return blas64.General{Rows: g.Rows, Cols: to - from, Stride: g.Stride, Data: g.Data[from:]}
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
