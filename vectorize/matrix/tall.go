package matrix

import (
	"math"

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

// tileColumns is how many columns of float64 a tile has.
const tileColumns = 8

// filled is a number of columns filled up to whole tiles.
func filled(cols int) int { return (cols + tileColumns - 1) / tileColumns * tileColumns }

// packed is a matrix for tiles: strips of eight columns, each row after row, the last filled up with zeros.
func packed(data []float64, rows, cols int) []float64 {
	strips := make([]float64, rows*filled(cols))
	for i := range rows {
		for j, v := range data[i*cols:][:cols] {
			strips[(j/tileColumns*rows+i)*tileColumns+j%tileColumns] = v
		}
	}
	return strips
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

// gramRows is how many rows are packed at a time: strips of so many stay in the nearest cache.
const gramRows = 128

// gramOf is the Gram matrix of rows lo to hi-1: entry (i, j) adds the products of columns i and j, rows ascending. Whole tiles of
// columns are read where they lie.
func (y *Tall) gramOf(lo, hi int) *mat.SymDense {
	if y.cols%tileColumns == 0 {
		return mat.NewSymDense(y.cols, Basis{y}.transMulOf(y, lo, hi).RawMatrix().Data)
	}
	wide := filled(y.cols)
	c := make([]float64, wide*wide)
	for from := lo; from < hi; from += gramRows {
		rows := min(gramRows, hi-from)
		strips := packed(y.data[from*y.cols:], rows, y.cols)
		for i := 0; i < wide; i += tileRows {
			a := strips[i/tileColumns*rows*tileColumns+i%tileColumns:]
			for j := i / tileColumns * tileColumns; j < wide; j += tileColumns {
				tile64(c[i*wide+j:], wide, a, 1, tileColumns, strips[j*rows:], tileColumns, rows)
			}
		}
	}
	part := mat.NewSymDense(y.cols, nil)
	for i := range y.cols {
		copy(part.RawSymmetric().Data[i*y.cols+i:][:y.cols-i], c[i*wide+i:])
	}
	return part
}

// Mul returns Y T for a small T: each entry adds its products with the columns of Y ascending.
func (y *Tall) Mul(t *mat.Dense, workers int) *Tall { return Basis{y}.Mul(t, workers) }

// PositivePeaks turns each column so that its entry of largest magnitude, the first of them, is
// positive.
func (y *Tall) PositivePeaks() {
	peaks := y.peaks()
	for i := range y.rows {
		turn(y.Row(i), peaks)
	}
}

// peaks is the entry of largest magnitude of each column, the first of them.
func (y *Tall) peaks() []float64 {
	out := make([]float64, y.cols)
	for i := range y.rows {
		raise(out, y.Row(i))
	}
	return out
}

// raise puts the entries of a row of larger magnitude in the place of others.
func raise(peaks, row []float64) {
	for j, v := range row {
		if math.Abs(v) > math.Abs(peaks[j]) {
			peaks[j] = v
		}
	}
}

// turn changes the signs of a row where peaks are negative.
func turn[T float32 | float64](row []T, peaks []float64) {
	for j, peak := range peaks {
		if peak < 0 {
			row[j] = -row[j]
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

// DivColumns divides each column by its divisor.
func (y *Tall) DivColumns(by []float64) {
	for i := range y.rows {
		for j, v := range y.Row(i) {
			y.data[i*y.cols+j] = v / by[j]
		}
	}
}
