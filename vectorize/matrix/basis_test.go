package matrix

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Three blocks of 16 columns, side by side: products add up as if they were one matrix, whatever the tiles.
func TestBasisIsItsBlocksSideBySide(t *testing.T) {
	const n, blocks, width = 1203, 3, 16
	q, whole := Basis{}, NewTall(n, blocks*width)
	for b := range blocks {
		q = append(q, randomTall(uint64(b), n, width))
		for i := range n {
			copy(whole.Row(i)[b*width:], q[b].Row(i))
		}
	}
	small := dense(randomTall(7, blocks*width, 13))
	if !slices.Equal(q.Mul(small, 1).data, whole.Mul(small, 1).data) {
		t.Error("Mul differs")
	}
	want := q.Mul(small, 1)
	want.PositivePeaks()
	for _, workers := range []int{1, 2, 3, 8} {
		if !slices.Equal(q.MulRows(small, workers).data, want.Rows().data) {
			t.Errorf("MulRows with %d workers differs", workers)
		}
	}
	y := randomTall(8, n, width)
	got := q.TransMul(y, 1)
	for i := range blocks * width {
		for j := range width {
			if want := inBlocks(n, func(r int) float64 { return whole.Row(r)[i] * y.Row(r)[j] }); got.At(i, j) != want {
				t.Fatalf("TransMul(%d, %d) = %v, want %v", i, j, got.At(i, j), want)
			}
		}
	}
	for _, workers := range []int{2, 3, 8} {
		if !mat.Equal(got, q.TransMul(y, workers)) {
			t.Errorf("TransMul with %d workers differs", workers)
		}
	}
}

// inBlocks adds up the products of a block of rows, then the blocks.
func inBlocks(n int, product func(row int) float64) float64 {
	sum, part := 0.0, 0.0
	for r := range n {
		if part += product(r); (r+1)%blockRows == 0 || r+1 == n {
			sum, part = sum+part, 0
		}
	}
	return sum
}

func TestBasisByHand(t *testing.T) {
	q := Basis{tallOf(2, 1, 1, 2), tallOf(2, 1, 3, -1)}
	y := tallOf(2, 1, 100, 0)
	q.AddMul(y, mat.NewDense(2, 1, []float64{10, 1}), 1)
	if want := []float64{113, 19}; !slices.Equal(y.data, want) {
		t.Errorf("%v, want %v", y.data, want)
	}
	y.DivColumns([]float64{-2})
	if want := []float64{-56.5, -9.5}; !slices.Equal(y.data, want) {
		t.Errorf("divided: %v, want %v", y.data, want)
	}
	defer func() {
		if recover() != mat.ErrShape {
			t.Error("TransMul takes blocks of one column")
		}
	}()
	q.TransMul(y, 1)
}
