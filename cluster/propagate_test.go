package cluster

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// One round is one of Smooth: see TestSmoothByHand. The second begins from the same rows and takes row 0 to
// (1,0)/2 + .75 (.5,.5)/2 + .25 (.2,.4)/2, row 1 to (0,1)/2 + (.425,.475)/2 and row 2 to (-.6,.8)/2 + (.425,.475)/2.
func TestPropagateByHand(t *testing.T) {
	y := matrix.NewRows(4, 2, []float32{1, 0, 0, 1, -.6, .8, .28, .96})
	g := NewGraph(found)
	for rounds, wants := range [][][]float64{
		1: {{.425, .475}, {.5, .5}, {.2, .4}, {.28, .96}},
		2: {{.7125, .2375}, {.2125, .7375}, {-.0875, .6375}, {.28, .96}},
	} {
		got := g.Propagate(y, rounds, 1)
		for i, want := range wants {
			unit(want)
			for c := range want {
				near(t, "drawn", got.At(i, c), want[c], 1e-7)
			}
		}
		equal(t, "row without neighbours", got.Row(3), y.Row(3))
	}
	if g.Propagate(y, 0, 1) != y {
		t.Error("no rounds changed the rows")
	}
}

// After many rounds the rows are those of (I - W/2)^-1 y/2, of any number of columns. Row 11 is zero, and drawn all the same.
func TestPropagateTendsToTheSum(t *testing.T) {
	for _, columns := range []int{5, 16, 40} {
		x := rowsOf(sample(7, 120, columns, 9, 3))
		clear(x.Row(11))
		all, _ := search(t, x).All(background, 5, nil)
		all[11] = []Hit{{30, .5}, {31, .25}}
		g := NewGraph(all)
		var less, want mat.Dense
		less.Apply(func(i, j int, v float64) float64 {
			if i == j {
				return 1
			}
			return -v / 2
		}, g.weights)
		if err := want.Solve(&less, x); err != nil {
			t.Fatal(err)
		}
		got := g.Propagate(x, 40, 1)
		for i := range 120 {
			row := want.RawRowView(i)
			unit(row)
			for c := range row {
				near(t, "drawn", got.At(i, c), row[c], 1e-6)
			}
		}
	}
}

func TestPropagateOnAnyThreads(t *testing.T) {
	x := rowsOf(sample(5, 2500, 60, 9, 5))
	all, _ := search(t, x).All(background, 5, nil)
	g := NewGraph(all)
	want := g.Propagate(x, 4, 1)
	for _, workers := range []int{2, 3, 8, 0} {
		if !mat.Equal(g.Propagate(x, 4, workers), want) {
			t.Errorf("%d workers: other rows", workers)
		}
	}
}
