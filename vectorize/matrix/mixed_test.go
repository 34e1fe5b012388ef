package matrix

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// randomMixed is of unit parts, its shares from 0 to 1.
func randomMixed(seed uint64, n, d, e int) *Mixed {
	sparse, _ := random(seed, n, d, .7)
	_, dense := random(seed+1, n, e, .1)
	share := make([]float64, n)
	for i := range share {
		share[i] = float64(i) / float64(n-1)
	}
	return NewMixed(sparse.Unit(), dense.Unit(), share)
}

// Rows (.8, 0 | .6*.6, .6*.8) and (.6*.6, .6*.8 | .8, 0): their product is .8*.36 + .36*.8 = .576.
func TestMixedByHand(t *testing.T) {
	sparse := NewCSR(2, 2, []int64{0, 1, 3}, []int32{0, 0, 1}, []float32{1, .6, .8})
	dense := NewRows(2, 2, []float32{.6, .8, 1, 0})
	x := NewMixed(sparse, dense, []float64{.36, .64})
	want := mat.NewDense(2, 4, []float64{.8, 0, .36, .48, .36, .48, .8, 0})
	if !mat.EqualApprox(x, want, 1e-7) || !mat.EqualApprox(x.T(), want.T(), 1e-7) {
		t.Errorf("%v, want %v", mat.Formatted(x), mat.Formatted(want))
	}
	for i := range 2 {
		if got := x.Dot(i, i); math.Abs(got-1) > 1e-7 {
			t.Errorf("row %d has length %v", i, got)
		}
	}
	if got := x.Dot(0, 1); math.Abs(got-.576) > 1e-7 {
		t.Errorf("the product of the rows is %v, want .576", got)
	}
	if got := (Weights{.64, .36}).Mix(Weights{.36, .64}, .5, -.25); math.Abs(got-.12) > 1e-15 {
		t.Errorf("a mixture of .5 and -.25 is %v, want .48*.25", got)
	}
}

// With a doubt of 2, the sparse parts of one and of two values are known by 1/3 and 1/2: of the product above .8*.36 becomes that times
// sqrt(1/6). A query of no sparse value weighs none.
func TestMixedWithDoubtByHand(t *testing.T) {
	x := NewMixed(NewCSR(2, 2, []int64{0, 1, 3}, []int32{0, 0, 1}, []float32{1, .6, .8}), NewRows(2, 2, []float32{.6, .8, 1, 0}), []float64{.36, .64})
	x.Doubt = 2
	if got, want := x.Dot(0, 1), .288*math.Sqrt(1.0/6)+.288; math.Abs(got-want) > 1e-7 {
		t.Errorf("the product of the rows is %v, want %v", got, want)
	}
	if got, want := x.Dot(1, 1), .36/2+.64; math.Abs(got-want) > 1e-7 {
		t.Errorf("the product of row 1 with itself is %v, want %v", got, want)
	}
	if w := (MixedRow{Share: .25, Doubt: 2}).Weights(); w != (Weights{0, .25}) {
		t.Errorf("without a sparse value: %v", w)
	}
}

func TestMixedReadsAgree(t *testing.T) {
	checkReads(t, randomMixed(1, 25, 30, 12))
	doubting := randomMixed(1, 25, 30, 12)
	doubting.Doubt = 3
	checkReads(t, doubting)
}

func checkReads(t *testing.T, x *Mixed) {
	t.Helper()
	n, d := x.Dims()
	if n != 25 || d != 42 {
		t.Fatalf("%d x %d, want 25 x 42", n, d)
	}
	whole := mat.DenseCopyOf(x)
	var product mat.Dense
	product.Mul(whole, whole.T())
	for i := range n {
		row, last := make([]float64, d), -1
		x.DoRowNonZero(i, func(r, j int, v float64) {
			if r != i || j <= last || v == 0 {
				t.Errorf("value %v at %d, %d after column %d of row %d", v, r, j, last, i)
			}
			row[j], last = v, j
		})
		if !slices.Equal(row, whole.RawRowView(i)) {
			t.Errorf("row %d: %v, want %v", i, row, whole.RawRowView(i))
		}
		for j := range n {
			got := x.Dot(i, j)
			if want := product.At(i, j); math.Abs(got-want) > 1e-12 {
				t.Errorf("rows %d and %d: %v, want %v", i, j, got, want)
			}
			if other, same := x.Dot(j, i), x.DotRow(i, x.Row(j)); got != other || got != same {
				t.Errorf("rows %d and %d: %v, swapped %v, by row %v", i, j, got, other, same)
			}
		}
	}
}

// (3, 0 | 0, 4) has parts (1, 0) and (0, 1), and the second has 16/25 of the square.
func TestUnitRow(t *testing.T) {
	q := UnitRow([]int32{5}, []float64{3}, []float64{0, 4})
	if !slices.Equal(q.Columns, []int32{5}) || !slices.Equal(q.Values, []float32{1}) || !slices.Equal(q.Dense, []float32{0, 1}) || q.Share != .64 {
		t.Errorf("%v", q)
	}
	for _, q := range []MixedRow{UnitRow(nil, nil, nil), UnitRow(nil, nil, []float64{0}), UnitRow([]int32{0}, []float64{2}, []float64{0})} {
		if q.Share != 0 || slices.Max(append(q.Dense, 0)) != 0 {
			t.Errorf("without a dense part: %v", q)
		}
	}
	if q := UnitRow([]int32{0}, []float64{0}, []float64{-2}); q.Share != 1 || q.Values[0] != 0 || q.Dense[0] != -1 {
		t.Errorf("without a sparse part: %v", q)
	}
}

// A vector made a row has the products of the vector over its length.
func TestUnitRowIsTheVectorMadeUnit(t *testing.T) {
	x := randomMixed(3, 20, 15, 8)
	vector := make([]float64, 23)
	for i, weight := range []float64{2, 0, 1, -.5} {
		x.DoRowNonZero(i, func(_, j int, v float64) { vector[j] += weight * v })
	}
	columns := make([]int32, 15)
	for c := range columns {
		columns[c] = int32(c)
	}
	q := UnitRow(columns, vector[:15], vector[15:])
	for i := range 20 {
		want := mat.Dot(mat.NewVecDense(23, vector), mat.DenseCopyOf(x).RowView(i)) / math.Sqrt(Dot(vector, vector))
		if got := x.DotRow(i, q); math.Abs(got-want) > 1e-6 {
			t.Errorf("row %d: %v, want %v", i, got, want)
		}
	}
}

func TestWrongMixedShapesPanic(t *testing.T) {
	x := randomMixed(5, 4, 3, 2)
	for name, f := range map[string]func(){
		"rows":          func() { NewMixed(x.Sparse, NewRows(3, 2, make([]float32, 6)), x.Share) },
		"shares":        func() { NewMixed(x.Sparse, x.Dense, x.Share[:3]) },
		"row":           func() { x.At(4, 0) },
		"row before":    func() { x.At(-1, 4) },
		"column":        func() { x.At(0, 5) },
		"dense part":    func() { x.DotRow(0, MixedRow{Dense: make([]float32, 3)}) },
		"column before": func() { x.At(0, -1) },
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
