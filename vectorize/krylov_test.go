package vectorize

import (
	"context"
	"math"
	"testing"

	"kindred/vectorize/matrix"
)

// Blocks stay orthogonal to all before them, though what rounding leaves of those is taken out only where it has grown: the leading
// directions here are found after a few blocks, and would come back in the later ones.
func TestKrylovBasisStaysOrthogonal(t *testing.T) {
	singular := make([]float64, 600)
	for i := range singular {
		singular[i] = 1 / math.Sqrt(1+float64(i))
	}
	x := diagonal(600, 600, singular)
	k, err := LSA{Basis: 20 * blockWidth, Seed: 1, Threads: 1}.search(context.Background(), &wide{x, x.Transposed(), 1})
	if err != nil || k.found != 20*blockWidth {
		t.Fatal(k.found, err)
	}
	worst := 0.0
	for b, q := range k.basis {
		gram := k.basis.TransMul(q, 1)
		for j := range blockWidth {
			gram.Set(b*blockWidth+j, j, gram.At(b*blockWidth+j, j)-1)
		}
		for _, v := range gram.RawMatrix().Data {
			worst = max(worst, math.Abs(v))
		}
	}
	if t.Logf("Q'Q is %.1e off I", worst); worst > 1e-8 {
		t.Errorf("Q'Q is %g off I", worst)
	}
}

// A matrix that is not transposed has the singular values and the basis of one that is, but for rounding.
func TestALongMatrixNeedsNoTranspose(t *testing.T) {
	x := sparseMatrix(700, 90, 70)
	l := LSA{Basis: 4 * blockWidth, Seed: 2, Threads: 2}
	want, err := l.search(context.Background(), &wide{x.Transposed(), x, 2})
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.search(context.Background(), &long{x, matrix.NewNormal(x), 2})
	if err != nil || got.found != want.found {
		t.Fatal(got.found, want.found, err)
	}
	a, b := spectrumOf(projected(got.products)).values, spectrumOf(projected(want.products)).values
	for j := range a {
		if math.Abs(a[j]-b[j]) > 1e-9*b[0] {
			t.Errorf("singular value %d is %v, want %v", j, a[j], b[j])
		}
	}
}
