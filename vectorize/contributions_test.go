package vectorize

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// toy is a projection of three terms to two dimensions: the first term, and the other two as 0.6 and 0.8. The
// second dimension weighs a half.
func toy() *Projection {
	return NewProjection(matrix.NewRows(3, 2, []float32{1, 0, 0, .6, 0, .8}), []float64{2, 1}, true)
}

func near(t *testing.T, what string, got, want []float64, within float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range got {
		if !(math.Abs(got[i]-want[i]) <= within) {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

func widened(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

func TestTaperByHand(t *testing.T) {
	p := toy()
	near(t, "weights", p.Weights(), []float64{1, .5}, 0)
	// V'x = (1, .6), whose squared length is 1 + .36/2
	x := widened(p.Vector([]int32{0, 1}, []float32{1, 1}))
	near(t, "row", x, []float64{1 / math.Sqrt(1.18), .6 * math.Sqrt(.5) / math.Sqrt(1.18)}, 1e-7)
	near(t, "flat", NewProjection(p.Terms(), p.Singular(), false).Weights(), []float64{1, 1}, 0)
}

// x = (1,1,0) and y = (1,0,1) have V'x = (1, .6), V'y = (1, .8), and with the weights (1, 1/2)
//
//	V S V'y = (1, .24, .32)  V S V'x = (1, .18, .24)  |x|^2 = 1.18  |y|^2 = 1.32
//
// so the terms have 1 + 1, .24 and .24 of 2 |x| |y|.
func TestContributionsByHand(t *testing.T) {
	p := toy()
	columns, parts := p.Contributions(2.48/(2*math.Sqrt(1.18*1.32)), []int32{0, 1}, []float32{1, 1}, []int32{0, 2}, []float32{1, 1})
	if !slices.Equal(columns, []int32{0, 1, 2}) {
		t.Errorf("columns %v", columns)
	}
	norm := 2 * math.Sqrt(1.18*1.32)
	near(t, "parts", parts, []float64{2 / norm, .24 / norm, .24 / norm}, 1e-7)

	// towards (.6, .8): V S^1/2 c = (.6, .48 sqrt(1/2), .64 sqrt(1/2))
	parts = p.ContributionsTowards((.6+.48*math.Sqrt(.5))/math.Sqrt(1.18), []int32{0, 1}, []float32{1, 1}, []float64{.6, .8})
	near(t, "towards", parts, []float64{.6 / math.Sqrt(1.18), .48 * math.Sqrt(.5) / math.Sqrt(1.18)}, 1e-7)
}

func TestContributionsOfRowsWithoutDirection(t *testing.T) {
	p := NewProjection(matrix.NewRows(3, 1, []float32{1, 0, 0}), []float64{1}, true)
	columns, parts := p.Contributions(0, []int32{1}, []float32{1}, []int32{0, 1}, []float32{1, 1})
	if !slices.Equal(columns, []int32{0, 1}) || !slices.Equal(parts, []float64{0, 0}) {
		t.Errorf("a row that projects to zero: %v %v", columns, parts)
	}
	if columns, parts = p.Contributions(0, nil, nil, nil, nil); len(columns)+len(parts) != 0 {
		t.Errorf("two empty rows: %v %v", columns, parts)
	}
	if parts = p.ContributionsTowards(0, []int32{1, 2}, []float32{1, 1}, []float64{1}); !slices.Equal(parts, []float64{0, 0}) {
		t.Errorf("towards a centroid: %v", parts)
	}
}

// The parts of random rows sum to the cosine of the rows that are kept, whether tapered or not, and for a
// pair they are those of the formula.
func TestContributionsSumToTheCosine(t *testing.T) {
	x := sparseMatrix(60, 50, 30)
	for _, taper := range []bool{false, true} {
		p, err := LSA{Rank: 12, Seed: 1, Taper: taper}.Fit(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		rows := p.Transform(x, 2)
		for i := range 60 {
			for j := range i {
				xc, xv := x.Row(i)
				yc, yv := x.Row(j)
				cosine := matrix.Dot(rows.Row(i), rows.Row(j))
				columns, parts := p.Contributions(cosine, xc, xv, yc, yv)
				near(t, "sum", []float64{sumOf(parts)}, []float64{cosine}, 1e-12)
				near(t, "parts", spread(columns, parts), plainContributions(p, x, i, j), 1e-6)
			}
		}
	}
}

func sumOf(parts []float64) float64 {
	sum := 0.0
	for _, v := range parts {
		sum += v
	}
	return sum
}

func spread(columns []int32, parts []float64) []float64 {
	out := make([]float64, 50)
	for i, c := range columns {
		out[c] = parts[i]
	}
	return out
}

// plainContributions is the formula with gonum's dense matrices.
func plainContributions(p *Projection, rows *matrix.CSR, i, j int) []float64 {
	var vs, vsv mat.Dense
	vs.Mul(mat.DenseCopyOf(p.Terms()), mat.NewDiagDense(p.Rank(), p.Weights()))
	vsv.Mul(&vs, mat.DenseCopyOf(p.Terms()).T())
	x, y := mat.NewVecDense(50, mat.Row(nil, i, rows)), mat.NewVecDense(50, mat.Row(nil, j, rows))
	var backX, backY mat.VecDense
	backX.MulVec(&vsv, x)
	backY.MulVec(&vsv, y)
	norm := 2 * math.Sqrt(mat.Dot(x, &backX)*mat.Dot(y, &backY))
	out := make([]float64, 50)
	for t := range out {
		if norm > 0 {
			out[t] = (x.AtVec(t)*backY.AtVec(t) + y.AtVec(t)*backX.AtVec(t)) / norm
		}
	}
	return out
}

func TestContributionsTowardsSumToTheCosine(t *testing.T) {
	x, rng := sparseMatrix(60, 50, 30), rand.New(rand.NewPCG(4, 2))
	for _, taper := range []bool{false, true} {
		p, err := LSA{Rank: 12, Seed: 1, Taper: taper}.Fit(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			c := make([]float64, p.Rank())
			for j := range c {
				c[j] = rng.NormFloat64()
			}
			length := math.Sqrt(matrix.Dot(c, c))
			for j := range c {
				c[j] /= length
			}
			columns, values := x.Row(i)
			cosine := matrix.Dot(p.Vector(columns, values), c)
			got := sumOf(p.ContributionsTowards(cosine, columns, values, c))
			near(t, "sum", []float64{got}, []float64{cosine}, 1e-12)
		}
	}
}

// Parts that are all zero share evenly what rounding left.
func TestSummingTo(t *testing.T) {
	near(t, "evenly", summingTo(1e-8, 1, []float64{0, 0}), []float64{5e-9, 5e-9}, 0)
	near(t, "by size", summingTo(.5, 2, []float64{1.5, -.5}), []float64{.75, -.25}, 0)
	near(t, "by size", summingTo(.6, 2, []float64{1.5, -.5}), []float64{.825, -.225}, 1e-15)
}

// The tapered inner product is the mean of those at ranks 1 to R; the singular vectors stay what they are.
func TestTaperIsTheMeanOverRanks(t *testing.T) {
	x := sparseMatrix(40, 30, 20)
	flat, err := LSA{Rank: 8, Seed: 1}.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	tapered, err := LSA{Rank: 8, Seed: 1, Taper: true}.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(flat.Singular(), tapered.Singular()) || !mat.Equal(flat.Terms(), tapered.Terms()) {
		t.Error("the taper changes the singular vectors")
	}
	for i := 1; i < 40; i++ {
		a, b := flat.project(x.Row(i-1)), flat.project(x.Row(i))
		mean := 0.0
		for r := 1; r <= 8; r++ {
			mean += matrix.Dot(a[:r], b[:r]) / 8
		}
		got := matrix.Dot(tapered.project(x.Row(i-1)), tapered.project(x.Row(i)))
		near(t, "inner product", []float64{got}, []float64{mean}, 1e-12*(1+math.Abs(mean)))
	}
}
