package vectorize

import (
	"cmp"
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

// On a matrix no wider than the search, the randomised SVD is the SVD, with the largest entry of each
// vector positive.
func TestLSAEqualsSVD(t *testing.T) {
	for _, shape := range []struct{ n, d, rank int }{{30, 20, 20}, {15, 40, 12}, {40, 12, 5}} {
		x := sparseMatrix(shape.n, shape.d, 50)
		p, err := LSA{Rank: shape.rank, Seed: 1}.Fit(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		if p.Rank() != shape.rank {
			t.Fatalf("%v: rank %d", shape, p.Rank())
		}
		values, v := exactSVD(t, x)
		for j, want := range values[:shape.rank] {
			if got := p.Singular()[j]; math.Abs(got-want) > 1e-9*want {
				t.Errorf("%v: singular value %d is %v, want %v", shape, j, got, want)
			}
			dot := 0.0
			for c := range shape.d {
				dot += p.Terms().At(c, j) * v.At(c, j)
			}
			if math.Abs(dot-1) > 1e-6 {
				t.Errorf("%v: vector %d has cosine %v with the exact one", shape, j, dot)
			}
		}
	}
}

// exactSVD is the singular values and right singular vectors by gonum, signs as ours.
func exactSVD(t *testing.T, x *matrix.CSR) ([]float64, *mat.Dense) {
	t.Helper()
	var svd mat.SVD
	if !svd.Factorize(mat.DenseCopyOf(x), mat.SVDThin) {
		t.Fatal("no SVD")
	}
	var v mat.Dense
	svd.VTo(&v)
	_, columns := v.Dims()
	for j := range columns {
		column := mat.Col(nil, j, &v)
		peak := slices.MaxFunc(column, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
		for i := range column {
			v.Set(i, j, math.Copysign(1, peak)*column[i])
		}
	}
	return svd.Values(nil), &v
}

// A search among few directions misses little of the energy, and each block finds more of it.
func TestLSABlocksFindMore(t *testing.T) {
	for _, shape := range []struct{ n, d int }{{300, 200}, {200, 300}} {
		x := sparseMatrix(shape.n, shape.d, 150)
		values, _ := exactSVD(t, x)
		best, last := energyOf(values[:20]), 0.0
		for blocks := 2; blocks < 6; blocks++ {
			p, err := LSA{Rank: 20, Basis: blocks * blockWidth, Seed: 1}.Fit(context.Background(), x)
			if err != nil {
				t.Fatal(err)
			}
			got := energyOf(p.Singular())
			if got <= last || got > best*(1+1e-12) {
				t.Errorf("%v: %d blocks hold %v, fewer %v, the best there is %v", shape, blocks, got, last, best)
			}
			last = got
		}
		if last < .99*best {
			t.Errorf("%v: five blocks hold %v of %v", shape, last, best)
		}
	}
}

// Equal singular values show one of their directions a column of a block; the others are found by another draw.
func TestLSAOfEqualSingularValues(t *testing.T) {
	singular := make([]float64, 100)
	for i := range singular {
		singular[i] = 1 + float64(i/40)
	}
	for _, shape := range [][2]int{{100, 100}, {300, 100}, {100, 300}} {
		p := projectionOf(t, LSA{Rank: 100, Seed: 1}, diagonal(shape[0], shape[1], singular))
		if p.Rank() != 100 {
			t.Fatalf("%v: rank %d of 100", shape, p.Rank())
		}
		for j, got := range p.Singular() {
			if want := singular[99-j]; math.Abs(got-want) > 1e-9 {
				t.Errorf("%v: singular value %d is %v, want %v", shape, j, got, want)
			}
		}
	}
}

// energyOf is the sum of squares of singular values.
func energyOf(singular []float64) float64 {
	sum := 0.0
	for _, s := range singular {
		sum += s * s
	}
	return sum
}

// Rows that were not fitted, of a matrix whose directions all show in the others, keep their cosines.
func TestLSAOfPartOfTheRows(t *testing.T) {
	x := sparseMatrix(80, 60, 4)
	var part, rest []int
	for i := range 80 {
		if i%2 == 0 {
			part = append(part, i)
		} else {
			rest = append(rest, i)
		}
	}
	p, err := LSA{Rank: 10, Seed: 1}.Fit(context.Background(), x.Select(part))
	if err != nil {
		t.Fatal(err)
	}
	others := x.Select(rest)
	rows := p.Transform(others, 2)
	for i := range rest {
		if !slices.Equal(rows.Row(i), p.Vector(others.Row(i))) {
			t.Errorf("row %d: Transform and Vector differ", i)
		}
		for j := range i {
			columns, values := others.Row(j)
			norms := math.Sqrt(others.SquaredNorm(i) * others.SquaredNorm(j))
			if norms == 0 {
				continue
			}
			want := others.DotRow(i, columns, values) / norms
			if got := matrix.Dot(rows.Row(i), rows.Row(j)); math.Abs(got-want) > 1e-5 {
				t.Errorf("rows %d and %d: cosine %v, want %v", i, j, got, want)
			}
		}
	}
}

func TestLSARefusesOtherColumns(t *testing.T) {
	p, err := LSA{Rank: 2, Seed: 1}.Fit(context.Background(), sparseMatrix(10, 6, 3))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() != mat.ErrShape {
			t.Error("rows of seven columns go through a projection of six")
		}
	}()
	p.Transform(sparseMatrix(4, 7, 2), 1)
}

func TestLSAStopsAndReports(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var seen []int
	settings := LSA{Rank: 5, Basis: 50, Progress: func(done, total int) {
		if seen = append(seen, done); done == 2 {
			cancel()
		}
		if total != 4 {
			t.Errorf("%d of %d", done, total)
		}
	}}
	if _, err := settings.Fit(ctx, sparseMatrix(60, 50, 40)); !errors.Is(err, context.Canceled) {
		t.Errorf("after two of four steps: %v", err)
	}
	if !slices.Equal(seen, []int{1, 2}) {
		t.Errorf("steps seen %v", seen)
	}
}

func TestLSAOfLowRank(t *testing.T) {
	p, err := LSA{Rank: 50, Seed: 1}.Fit(context.Background(), sparseMatrix(80, 60, 4))
	if err != nil || p.Rank() != 4 {
		t.Fatalf("rank %d of a matrix of rank 4 (%v)", p.Rank(), err)
	}
}

func TestLSASameOnAnyThreads(t *testing.T) {
	for _, x := range []*matrix.CSR{sparseMatrix(2500, 80, 30), sparseMatrix(80, 2500, 30)} {
		var want []float32
		n, d := x.Dims()
		for _, threads := range []int{1, 2, 3, 8} {
			p, err := LSA{Rank: 10, Seed: 7, Threads: threads}.Fit(context.Background(), x)
			if err != nil {
				t.Fatal(err)
			}
			var got []float32
			rows := p.Transform(x, threads)
			for i := range n {
				got = append(got, rows.Row(i)...)
			}
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d x %d: %d threads give other bits", n, d, threads)
			}
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
