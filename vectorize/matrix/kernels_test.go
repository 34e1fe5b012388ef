package matrix

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// random returns n rows of d columns, a share of them zero, as sparse and as dense.
func random(seed uint64, n, d int, zeros float64) (*CSR, *Rows) {
	rng := rand.New(rand.NewPCG(seed, 0))
	data := make([]float32, n*d)
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for i := range n {
		for j := range d {
			if rng.Float64() < zeros {
				continue
			}
			v := float32(rng.NormFloat64())
			data[i*d+j] = v
			columns, values = append(columns, int32(j)), append(values, v)
		}
		start = append(start, int64(len(columns)))
	}
	return NewCSR(n, d, start, columns, values), NewRows(n, d, data)
}

// plainDot is the definition of Dot.
func plainDot(x []float32, y []float64) float64 {
	var s [16]float64
	for j := range x {
		s[j%16] += float64(float64(x[j]) * y[j])
	}
	low := func(l int) float64 { return (s[l] + s[l+8]) + (s[l+4] + s[l+12]) }
	return (low(0) + low(2)) + (low(1) + low(3))
}

func TestDotIsItsDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for n := range 70 {
		x, y := make([]float32, n), make([]float64, n)
		for j := range n {
			x[j], y[j] = float32(rng.NormFloat64()), rng.NormFloat64()
		}
		if got, want := Dot(x, y), plainDot(x, y); got != want {
			t.Errorf("%d values: %v, want %v", n, got, want)
		}
		if got, want := Dot(y, x), Dot(x, y); got != want {
			t.Errorf("%d values, swapped: %v, want %v", n, got, want)
		}
	}
}

func TestDotByHand(t *testing.T) {
	x := []float32{1, 2, 3}
	if got := Dot(x, []float64{4, -5, 6}); got != 12 {
		t.Errorf("%v, want 4 - 10 + 18 = 12", got)
	}
}

func TestMulRowAndMulRowTrans(t *testing.T) {
	const n, d, k = 9, 37, 5
	sparse, dense := random(2, n, d, .5)
	rng := rand.New(rand.NewPCG(3, 3))
	b, bt := make([]float64, d*k), make([]float64, d*k)
	for j := range d {
		for r := range k {
			v := rng.NormFloat64()
			b[j*k+r], bt[r*d+j] = v, v
		}
	}
	got, gotTrans := make([]float64, k), make([]float64, k)
	for i := range n {
		sparse.MulRow(got, i, b)
		dense.MulRowTrans(gotTrans, i, bt)
		for r := range k {
			want := 0.0
			sparse.DoRowNonZero(i, func(_, j int, v float64) { want += float64(v * b[j*k+r]) })
			if got[r] != want {
				t.Errorf("MulRow(%d)[%d] = %v, want %v", i, r, got[r], want)
			}
			if want := plainDot(dense.Row(i), bt[r*d:(r+1)*d]); gotTrans[r] != want {
				t.Errorf("MulRowTrans(%d)[%d] = %v, want %v", i, r, gotTrans[r], want)
			}
		}
	}
}

func TestDotRow(t *testing.T) {
	x, dense := random(4, 12, 30, .6)
	for i := range 12 {
		for q := range 12 {
			columns, values := x.Row(q)
			whole, want := dense.Row(q), 0.0
			for j := range 30 {
				if a, b := x.At(i, j), x.At(q, j); a != 0 && b != 0 {
					want += float64(a * b)
				}
			}
			if got := x.DotRow(i, columns, values); got != want {
				t.Errorf("rows %d and %d: %v, want %v", i, q, got, want)
			}
			if got := x.DotSpread(i, whole); got != want {
				t.Errorf("rows %d and %d, one of them whole: %v, want %v", i, q, got, want)
			}
		}
	}
}

func TestUnit(t *testing.T) {
	sparse := NewCSR(2, 3, []int64{0, 2, 2}, []int32{0, 2}, []float32{3, 4})
	dense := NewRows(2, 3, []float32{3, 0, 4, 0, 0, 0})
	want := mat.NewDense(2, 3, []float64{float64(float32(.6)), 0, float64(float32(.8)), 0, 0, 0})
	for _, got := range []mat.Matrix{sparse.Unit(), dense.Unit()} {
		if !mat.Equal(got, want) {
			t.Errorf("%T: %v", got, mat.Formatted(got))
		}
	}
	if sparse.At(0, 0) != 3 || dense.At(0, 0) != 3 {
		t.Error("Unit changed the matrix it was called on")
	}
	if s, d := sparse.SquaredNorm(0), dense.SquaredNorm(0); s != 25 || d != 25 {
		t.Errorf("squared norms of (3, 0, 4) are %v and %v, want 25", s, d)
	}
}

func TestSparseIsDense(t *testing.T) {
	sparse, dense := random(5, 20, 25, .7)
	if !mat.Equal(sparse, dense) {
		t.Error("the same values differ as CSR and as Rows")
	}
	if !mat.Equal(sparse.T(), dense.T()) {
		t.Error("the transposes differ")
	}
	for i := range 20 {
		a, b := sparse.SquaredNorm(i), dense.SquaredNorm(i)
		if math.Abs(a-b) > 1e-12 {
			t.Errorf("squared norms of row %d: %v and %v", i, a, b)
		}
	}
	if n := sparse.NNZ(); n < 100 || n > 200 {
		t.Errorf("%d values of 500, want about 150", n)
	}
}

func TestWrongShapesPanic(t *testing.T) {
	sparse, dense := random(6, 3, 4, 0)
	for name, f := range map[string]func(){
		"row starts":      func() { NewCSR(2, 2, []int64{0, 1}, []int32{0}, []float32{1}) },
		"column order":    func() { NewCSR(1, 3, []int64{0, 2}, []int32{1, 1}, []float32{1, 1}) },
		"column range":    func() { NewCSR(1, 3, []int64{0, 1}, []int32{3}, []float32{1}) },
		"dense length":    func() { NewRows(2, 2, make([]float32, 3)) },
		"sparse row":      func() { sparse.At(3, 0) },
		"sparse column":   func() { sparse.At(0, -1) },
		"dense row":       func() { dense.At(-1, 0) },
		"dense column":    func() { dense.At(0, 4) },
		"room for places": func() { AtLeast(make([]int32, 1), []float32{1, 2}, 0) },
		"a small B":       func() { sparse.MulRow(make([]float64, 2), 0, make([]float64, 7)) },
		"dot of lengths":  func() { Dot([]float32{1, 2}, []float64{1}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
