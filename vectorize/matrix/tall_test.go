package matrix

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func tallOf(rows, cols int, values ...float64) *Tall { return &Tall{rows, cols, values} }

// randomTall is of values whose sums depend on their order.
func randomTall(seed uint64, rows, cols int) *Tall {
	rng := rand.New(rand.NewPCG(seed, 5))
	y := NewTall(rows, cols)
	for i := range y.data {
		y.data[i] = rng.NormFloat64()
	}
	return y
}

func dense(y *Tall) *mat.Dense { return mat.NewDense(y.rows, y.cols, y.data) }

func TestTallByHand(t *testing.T) {
	y := tallOf(3, 2, 1, 2, 0, -3, 4, 0)
	if gram, want := y.Gram(1), mat.NewSymDense(2, []float64{17, 2, 2, 13}); !mat.Equal(gram, want) {
		t.Errorf("Gram: %v", mat.Formatted(gram))
	}
	if got, want := y.Mul(mat.NewDense(2, 1, []float64{10, 1}), 1), tallOf(3, 1, 12, -3, 40); !slices.Equal(got.data, want.data) {
		t.Errorf("Mul: %v, want %v", got.data, want.data)
	}
	x := NewCSR(2, 3, []int64{0, 2, 3}, []int32{0, 2, 1}, []float32{2, 1, -1})
	if got, want := x.MulTall(y, 1), tallOf(2, 2, 6, 4, 0, 3); !slices.Equal(got.data, want.data) {
		t.Errorf("MulTall: %v, want %v", got.data, want.data)
	}
	if rows := y.Rows(); rows.At(1, 1) != -3 || rows.At(2, 0) != 4 {
		t.Errorf("Rows: %v", mat.Formatted(rows))
	}
}

// The peak of column 0 is -4, of column 1 the first of -2 and 2, of column 2 already positive.
func TestPositivePeaks(t *testing.T) {
	y := tallOf(3, 3, 1, -2, 0, -4, 2, 5, 3, 1, -4)
	y.PositivePeaks()
	if want := []float64{-1, 2, 0, 4, -2, 5, -3, -1, -4}; !slices.Equal(y.data, want) {
		t.Errorf("%v, want %v", y.data, want)
	}
}

// Several blocks, and columns that do not fill the last tile.
func TestTallIsGonumOnAnyThreads(t *testing.T) {
	const n, d, k = 70_000, 3, 210
	y, small := randomTall(1, n, d), randomTall(2, 2500, k)
	x, _ := random(3, 5000, d, .3)
	gram, product, times := y.Gram(1), small.Mul(dense(randomTall(4, k, k)), 1), x.MulTall(randomTall(5, d, 7), 1)
	var want mat.Dense
	want.Mul(dense(y).T(), dense(y))
	if !mat.EqualApprox(gram, &want, 1e-8) {
		t.Error("Gram is not the product of the transpose and the matrix")
	}
	want.Reset()
	want.Mul(dense(small), dense(randomTall(4, k, k)))
	if !mat.EqualApprox(dense(product), &want, 1e-10) {
		t.Error("Mul is not the product")
	}
	want.Reset()
	want.Mul(mat.DenseCopyOf(x), dense(randomTall(5, d, 7)))
	if !mat.EqualApprox(dense(times), &want, 1e-10) {
		t.Error("MulTall is not the product")
	}
	for _, workers := range []int{2, 3, 8, 0} {
		if !mat.Equal(y.Gram(workers), gram) {
			t.Errorf("Gram with %d workers differs", workers)
		}
		if !slices.Equal(small.Mul(dense(randomTall(4, k, k)), workers).data, product.data) {
			t.Errorf("Mul with %d workers differs", workers)
		}
		if !slices.Equal(x.MulTall(randomTall(5, d, 7), workers).data, times.data) {
			t.Errorf("MulTall with %d workers differs", workers)
		}
	}
}
