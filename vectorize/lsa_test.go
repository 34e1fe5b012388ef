package vectorize

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// sparseMatrix makes n random sparse rows of d columns and rank at most r.
func sparseMatrix(n, d, r int) *matrix.CSR {
	rng := rand.New(rand.NewPCG(3, 9))
	base := make([][]float64, r)
	for k := range base {
		base[k] = make([]float64, d)
		for c := range base[k] {
			if rng.IntN(3) == 0 {
				base[k][c] = rng.Float64()
			}
		}
	}
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for range n {
		row := make([]float64, d)
		for k := range base {
			w := float64(rng.IntN(3))
			for c, v := range base[k] {
				row[c] += w * v
			}
		}
		for c, v := range row {
			if v != 0 {
				columns, values = append(columns, int32(c)), append(values, float32(v))
			}
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

// On a matrix no wider than the search, the randomised SVD is the SVD.
func TestLSAEqualsSVD(t *testing.T) {
	for _, shape := range []struct{ n, d, rank int }{{30, 20, 20}, {15, 40, 12}, {40, 12, 5}} {
		x := sparseMatrix(shape.n, shape.d, 50)
		p, err := LSA{Rank: shape.rank, Oversample: 40, Seed: 1}.Fit(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		var svd mat.SVD
		if !svd.Factorize(mat.DenseCopyOf(x), mat.SVDThin) {
			t.Fatal("no SVD")
		}
		var v mat.Dense
		svd.VTo(&v)
		for j, want := range svd.Values(nil)[:p.Rank()] {
			if got := p.Singular()[j]; math.Abs(got-want) > 1e-9*want {
				t.Errorf("%v: singular value %d is %v, want %v", shape, j, got, want)
			}
			dot := 0.0
			for c := range shape.d {
				dot += p.Terms().At(c, j) * v.At(c, j)
			}
			if math.Abs(math.Abs(dot)-1) > 1e-6 {
				t.Errorf("%v: vector %d has cosine %v with the exact one", shape, j, dot)
			}
		}
	}
}

func TestLSAOfLowRank(t *testing.T) {
	p, err := LSA{Rank: 50, Seed: 1}.Fit(context.Background(), sparseMatrix(80, 60, 4))
	if err != nil || p.Rank() != 4 {
		t.Fatalf("rank %d of a matrix of rank 4 (%v)", p.Rank(), err)
	}
}

func TestLSASameOnAnyThreads(t *testing.T) {
	x := sparseMatrix(2500, 80, 30)
	var want []float32
	for _, threads := range []int{1, 2, 3, 8} {
		p, err := LSA{Rank: 10, Seed: 7, Threads: threads}.Fit(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		var got []float32
		rows := p.Transform(x, threads)
		for i := range 2500 {
			got = append(got, rows.Row(i)...)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d threads give other bits", threads)
		}
	}
}

func TestLSAUnitRowsAndZeroRows(t *testing.T) {
	x := matrix.NewCSR(4, 3, []int64{0, 2, 3, 3, 5}, []int32{0, 1, 1, 0, 2}, []float32{1, 1, 2, 1, 3})
	p, err := LSA{Rank: 3, Seed: 1}.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	rows := p.Transform(x, 1)
	for i, want := range []float64{1, 1, 0, 1} {
		if got := matrix.Dot(rows.Row(i), rows.Row(i)); math.Abs(got-want) > 1e-6 {
			t.Errorf("row %d has squared length %v, want %v", i, got, want)
		}
	}
	// at full rank the cosines are those of the rows themselves: (1,1,0).(1,0,3) = 1/sqrt(20)
	if got := matrix.Dot(rows.Row(0), rows.Row(3)); math.Abs(got-1/math.Sqrt(20)) > 1e-6 {
		t.Errorf("cosine %v, want %v", got, 1/math.Sqrt(20))
	}
}

func TestLSAWithoutDirections(t *testing.T) {
	for _, x := range []*matrix.CSR{
		matrix.NewCSR(0, 0, []int64{0}, nil, nil), matrix.NewCSR(3, 2, []int64{0, 0, 0, 0}, nil, nil),
		matrix.NewCSR(2, 2, []int64{0, 1, 1}, []int32{1}, []float32{0}),
	} {
		if _, err := (LSA{}).Fit(context.Background(), x); !errors.Is(err, ErrNoRank) {
			t.Errorf("%v", err)
		}
	}
	bad := matrix.NewCSR(2, 2, []int64{0, 1, 2}, []int32{0, 1}, []float32{1, float32(math.NaN())})
	if _, err := (LSA{}).Fit(context.Background(), bad); err == nil || !strings.Contains(err.Error(), "row 1") {
		t.Errorf("NaN: %v", err)
	}
	if _, err := (LSA{Rank: -1}).Fit(context.Background(), sparseMatrix(5, 5, 2)); err == nil {
		t.Error("a negative rank is accepted")
	}
}
