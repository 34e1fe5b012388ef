package matrix

import (
	"testing"

	"gonum.org/v1/gonum/mat"
)

func TestTransposed(t *testing.T) {
	x, _ := random(7, 30, 20, .8)
	if y := x.Transposed(); !mat.Equal(y, x.T()) || y.NNZ() != x.NNZ() {
		t.Errorf("%v, want the transpose of %v", mat.Formatted(y), mat.Formatted(x))
	}
	if n, d := NewCSR(0, 4, []int64{0}, nil, nil).Transposed().Dims(); n != 4 || d != 0 {
		t.Errorf("a matrix of no rows has a transpose of %d x %d", n, d)
	}
}

func TestSelect(t *testing.T) {
	sparse, dense := random(8, 9, 6, .5)
	rows := []int{7, 0, 7}
	for _, y := range []mat.Matrix{sparse.Select(rows), dense.Select(rows)} {
		for row, i := range rows {
			if !mat.Equal(mat.DenseCopyOf(y).RowView(row), mat.DenseCopyOf(sparse).RowView(i)) {
				t.Errorf("%T: row %d is not row %d of the matrix", y, row, i)
			}
		}
	}
	for _, none := range []mat.Matrix{sparse.Select(nil), dense.Select(nil)} {
		if n, d := none.Dims(); n != 0 || d != 6 {
			t.Errorf("%T of no rows: %d x %d, want 0 x 6", none, n, d)
		}
	}
}
