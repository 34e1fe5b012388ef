package cluster

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// Row 0 has found row 1 at .6 and row 2 at .2, row 1 has found row 0 at .5 only, row 2 nobody. Row 3
// has found itself, and row 1 at -.1; nobody has found it.
var found = [][]Hit{{{1, .6}, {2, .2}}, {{0, .5}}, nil, {{3, 1}, {1, -.1}}}

func TestGraphByHand(t *testing.T) {
	got := NewGraph(found).weights
	want := mat.NewDense(4, 4, []float64{ // .6 and .2 of .8
		0, .75, .25, 0,
		1, 0, 0, 0,
		1, 0, 0, 0,
		0, 0, 0, 0,
	})
	if !mat.EqualApprox(got, want, 1e-7) {
		t.Errorf("weights %v, want %v", mat.Formatted(got), mat.Formatted(want))
	}
	if got.NNZ() != 4 {
		t.Errorf("%d edges, want 4", got.NNZ())
	}
}

// With the weights above and rows (1,0), (0,1), (-.6,.8) and (.28,.96), one round takes row 0 to
// (1,0)/2 + .75 (0,1)/2 + .25 (-.6,.8)/2 = (.425, .475), row 1 to (.5, .5), row 2 to (.2, .4), each
// made unit; row 3, which has no neighbours, stays to the bit.
func TestSmoothByHand(t *testing.T) {
	y := matrix.NewRows(4, 2, []float32{1, 0, 0, 1, -.6, .8, .28, .96})
	got := NewGraph(found).Smooth(y, 1, 1)
	for i, want := range [][]float64{{.425, .475}, {.5, .5}, {.2, .4}, {.28, .96}} {
		unit(want)
		for c := range want {
			near(t, "smoothed", got.At(i, c), want[c], 1e-7)
		}
	}
	equal(t, "row without neighbours", got.Row(3), y.Row(3))
	if !mat.Equal(NewGraph(found).Smooth(y, 0, 1), y) {
		t.Error("no rounds changed the rows")
	}
	twice, again := NewGraph(found).Smooth(y, 2, 1), NewGraph(found).Smooth(got, 1, 1)
	if !mat.Equal(twice, again) {
		t.Error("two rounds are not one after another")
	}
}

// More blocks than one, and zero rows.
func TestGraphIsSymmetricAndRowsUnitOnAnyThreads(t *testing.T) {
	x := rowsOf(sample(5, 2500, 60, 9, 5))
	all, err := search(t, x).All(background, 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := NewGraph(all)
	for i, hits := range all {
		columns, values := g.weights.Row(i)
		sum := 0.0
		for p, j := range columns {
			if back, _ := g.weights.Row(int(j)); !slices.Contains(back, int32(i)) {
				t.Fatalf("row %d has neighbour %d, which has it not", i, j)
			}
			sum += float64(values[p])
		}
		near(t, "sum of weights", sum, float64(min(1, len(columns))), 1e-6)
		for _, h := range hits {
			if !slices.Contains(columns, int32(h.Row)) {
				t.Fatalf("row %d has lost neighbour %d", i, h.Row)
			}
		}
	}
	want := g.Smooth(x, 2, 1)
	for i := range 2500 {
		length := math.Sqrt(want.SquaredNorm(i))
		near(t, "length", length, math.Sqrt(x.SquaredNorm(i)), 1e-6)
	}
	for _, workers := range []int{2, 3, 8, 0} {
		if !mat.Equal(g.Smooth(x, 2, workers), want) {
			t.Errorf("%d workers: other rows", workers)
		}
	}
	if mat.Equal(want, x) {
		t.Error("nothing was smoothed")
	}
}

func TestSmoothDrawsGroupsTogether(t *testing.T) {
	x := rowsOf(sample(6, 400, 40, 12, 4))
	all, _ := search(t, x).All(background, 10, nil)
	labels := make([]int, 400)
	for i := range labels {
		labels[i] = i % 4
	}
	before, after := MeanSilhouette(Silhouette(x, labels, 1)), MeanSilhouette(Silhouette(NewGraph(all).Smooth(x, 2, 1), labels, 1))
	if after < before+.1 {
		t.Errorf("silhouette of the topics %.3f, was %.3f", after, before)
	}
}
