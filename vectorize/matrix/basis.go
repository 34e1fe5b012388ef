package matrix

import "gonum.org/v1/gonum/mat"

// Basis is a matrix Q of many rows, as tall matrices of equal shape side by side.
type Basis []*Tall

// mulRows is how many rows AddMul multiplies at a time: as many as stay near while strip after strip passes.
const mulRows = 64

// Mul returns Q T for a small T.
func (q Basis) Mul(t mat.Matrix, workers int) *Tall {
	_, cols := t.Dims()
	out := NewTall(q[0].rows, cols)
	q.AddMul(out, mat.DenseCopyOf(t), workers)
	return out
}

// MulRows is Mul in float32, with the signs of Tall.PositivePeaks. No more of the product is ever there in float64 than a block
// a worker.
func (q Basis) MulRows(t mat.Matrix, workers int) *Rows {
	_, cols := t.Dims()
	out := NewRows(q[0].rows, cols, make([]float32, q[0].rows*cols))
	peaks := make([]float64, cols)
	for part := range InOrder(blockRows, out.rows, workers, func(lo, hi int) []float64 {
		y := q.between(lo, hi).Mul(t, 1)
		copy(out.data[lo*cols:hi*cols], y.Rows().data)
		return y.peaks()
	}) {
		raise(peaks, part)
	}
	Blocks(out.rows, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			turn(out.Row(i), peaks)
		}
	})
	return out
}

// between is rows lo to hi-1 of Q, as views.
func (q Basis) between(lo, hi int) Basis {
	out := make(Basis, len(q))
	for b, x := range q {
		out[b] = &Tall{hi - lo, x.cols, x.data[lo*x.cols : hi*x.cols]}
	}
	return out
}

// AddMul adds Q T to y for a small T, a row a column of Q: each entry adds its products with the columns of Q ascending.
func (q Basis) AddMul(y *Tall, t *mat.Dense, workers int) {
	strips := q.strips(t)
	BlocksOf(mulRows, y.rows, workers, func() func(lo, hi int) {
		return func(lo, hi int) {
			for i := lo; i < hi; i += tileRows {
				for b, x := range q {
					for from := 0; from < y.cols; from += tileColumns {
						y.addTile(x, strips[b][from*x.cols:], i, min(i+tileRows, hi), from)
					}
				}
			}
		}
	})
}

// strips are the rows of t for each part of q, packed.
func (q Basis) strips(t *mat.Dense) [][]float64 {
	out, at := make([][]float64, len(q)), 0
	_, cols := t.Dims()
	for b, x := range q {
		rows := mat.DenseCopyOf(t.Slice(at, at+x.cols, 0, cols))
		out[b] = packed(rows.RawMatrix().Data, x.cols, cols)
		at += x.cols
	}
	return out
}

// addTile adds rows lo to hi-1 of a product to eight columns from some on, given their strip. Those of a tile that y
// has not are computed aside and dropped.
func (y *Tall) addTile(x *Tall, strip []float64, lo, hi, from int) {
	if to := from + tileColumns; hi-lo == tileRows && to <= y.cols {
		tile64(y.data[lo*y.cols+from:], y.cols, x.data[lo*x.cols:], x.cols, 1, strip, tileColumns, x.cols)
		return
	}
	var c [tileRows * tileColumns]float64
	for i := lo; i < hi; i++ {
		copy(c[(i-lo)*tileColumns:][:tileColumns], y.Row(i)[from:])
	}
	a := make([]float64, tileRows*x.cols)
	copy(a, x.data[lo*x.cols:hi*x.cols])
	tile64(c[:], tileColumns, a, x.cols, 1, strip, tileColumns, x.cols)
	for i := lo; i < hi; i++ {
		copy(y.Row(i)[from:], c[(i-lo)*tileColumns:][:tileColumns])
	}
}

// TransMul returns Q'Y: the blocks' own, summed in order. All must have a multiple of 8 columns.
func (q Basis) TransMul(y *Tall, workers int) *mat.Dense {
	cols := q[0].cols
	if cols%tileColumns != 0 || y.cols%tileColumns != 0 {
		panic(mat.ErrShape)
	}
	sum := mat.NewDense(len(q)*cols, y.cols, nil)
	for part := range InOrder(blockRows, y.rows, workers, func(lo, hi int) *mat.Dense { return q.transMulOf(y, lo, hi) }) {
		sum.Add(sum, part)
	}
	return sum
}

// transMulOf is the product of rows lo to hi-1: entry (i, j) adds the products of columns i and j, rows ascending.
func (q Basis) transMulOf(y *Tall, lo, hi int) *mat.Dense {
	cols := q[0].cols
	c := make([]float64, len(q)*cols*y.cols)
	for from := lo; from < hi; from += gramRows {
		rows := min(gramRows, hi-from)
		for b, x := range q {
			for i := 0; i < cols; i += tileRows {
				for j := 0; j < y.cols; j += tileColumns {
					tile64(c[(b*cols+i)*y.cols+j:], y.cols, x.data[from*cols+i:], 1, cols, y.data[from*y.cols+j:], y.cols, rows)
				}
			}
		}
	}
	return mat.NewDense(len(q)*cols, y.cols, c)
}
