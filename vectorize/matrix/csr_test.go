package matrix

import (
	"slices"
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

func TestStoredCSR(t *testing.T) {
	start, columns, values := []int64{0, 2, 2, 3}, []int32{0, 4, 1}, []float32{1, 2, 3}
	x, err := StoredCSR(3, 5, start, columns, values)
	if err != nil || x.Check() != nil || x.At(0, 4) != 2 {
		t.Fatalf("%v, %v", x, err)
	}
	if s, c, v := x.Parts(); &s[0] != &start[0] || &c[0] != &columns[0] || &v[0] != &values[0] {
		t.Error("the parts are copies")
	}
	for _, start := range [][]int64{{0, 2, 3}, {1, 2, 2, 3}, {0, 2, 1, 3}, {0, 2, 2, 2}, {0, -1, 2, 3}, {0, 9, 2, 3}} {
		if x, err := StoredCSR(3, 5, start, columns, values); err == nil {
			t.Errorf("starts %v make %v", start, x)
		}
	}
	for _, columns := range [][]int32{{4, 0, 1}, {0, 5, 1}, {-1, 4, 1}, {0, 4, 77}} {
		x, err := StoredCSR(3, 5, start, columns, values)
		if err != nil || x.Check() == nil {
			t.Errorf("columns %v are not found wrong: %v", columns, err)
		}
	}
}

// TestBetweenIsSelectOfRowsInARow without copying their values.
func TestBetweenIsSelectOfRowsInARow(t *testing.T) {
	x := NewCSR(4, 5, []int64{0, 2, 2, 5, 6}, []int32{0, 3, 1, 2, 4, 0}, []float32{1, 2, 3, 4, 5, 6})
	for from := range 5 {
		for to := from; to <= 4; to++ {
			var rows []int
			for i := from; i < to; i++ {
				rows = append(rows, i)
			}
			if got, want := x.Between(from, to), x.Select(rows); got.rows != want.rows || !slices.Equal(got.start, want.start) ||
				!slices.Equal(got.columns, want.columns) || !slices.Equal(got.values, want.values) {
				t.Errorf("rows %d to %d are %v, want %v", from, to, got, want)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("rows that there are not are no panic")
		}
	}()
	x.Between(2, 5)
}
