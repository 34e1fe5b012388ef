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
	x, _ := random(8, 9, 6, .5)
	y := x.Select([]int{7, 0, 7})
	for row, i := range []int{7, 0, 7} {
		if !mat.Equal(mat.DenseCopyOf(y).RowView(row), mat.DenseCopyOf(x).RowView(i)) {
			t.Errorf("row %d is not row %d of the matrix", row, i)
		}
	}
	if n, d := x.Select(nil).Dims(); n != 0 || d != 6 {
		t.Errorf("no rows: %d x %d, want 0 x 6", n, d)
	}
}
