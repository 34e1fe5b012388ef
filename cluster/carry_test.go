package cluster

import (
	"errors"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Four rows at 0, 10, 80 and 90 degrees, and two that come: at 5 and at 85.
func TestCarryByHand(t *testing.T) {
	x := mat.NewDense(6, 2, []float64{1, 0, .9848, .1736, .1736, .9848, 0, 1, .9962, .0872, .0872, .9962})
	for _, c := range []struct {
		labels, kept, refined []int
	}{
		{[]int{0, 0, 1, 1, -1, -1}, []int{0, 0, 1, 1, 0, 1}, []int{0, 0, 1, 1, 0, 1}},
		{[]int{1, 1, 0, 0, -1, -1}, []int{0, 0, 1, 1, 0, 1}, []int{0, 0, 1, 1, 0, 1}},  // numbered by size, then lowest row
		{[]int{0, 1, 1, 1, -1, -1}, []int{1, 0, 0, 0, 1, 0}, []int{0, 0, 1, 1, 0, 1}},  // 10 degrees is in the wrong one
		{[]int{0, 0, 0, 0, -1, -1}, []int{0, 0, 0, 0, 0, 0}, []int{0, 0, 0, 0, 0, 0}},  // one stays one
		{[]int{0, 0, 1, -1, -1, -1}, []int{0, 0, 1, 1, 0, 1}, []int{0, 0, 1, 1, 0, 1}}, // a paper without a label is as one that comes
	} {
		kept, refined, err := KMeans{Criterion: I1}.Carry(background, x, c.labels)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(kept.Labels(), c.kept) || !slices.Equal(refined.Labels(), c.refined) {
			t.Errorf("%v: kept %v, refined %v; want %v and %v", c.labels, kept.Labels(), refined.Labels(), c.kept, c.refined)
		}
	}
}

// What local search ended with is a place where it has nothing to do.
func TestCarryLeavesAsItIs(t *testing.T) {
	sparse := sample(3, 700, 60, 8, 5)
	for _, x := range []mat.Matrix{sparse, rowsOf(sparse)} {
		for _, criterion := range []Criterion{I1, I2} {
			settings := KMeans{K: 7, Criterion: criterion, Seed: 1}
			c, err := settings.Best(background, x)
			if err != nil {
				t.Fatal(err)
			}
			for _, threads := range []int{1, 2, 3, 8} {
				settings.Threads = threads
				kept, refined, err := settings.Carry(background, x, c.Labels())
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(kept.Labels(), c.Labels()) || !slices.Equal(refined.Labels(), c.Labels()) || kept.Criterion() != c.Criterion() {
					t.Errorf("%T, %s, %d threads: not what it was carried from; criterion %g, was %g", x, criterion, threads, kept.Criterion(), c.Criterion())
				}
			}
		}
	}
}

func TestCarryThreads(t *testing.T) {
	x := sample(5, 1500, 80, 8, 6)
	labels := make([]int, 1500)
	for i := range labels {
		labels[i] = (i*i + i/7) % 6
		if i%10 == 0 {
			labels[i] = -1
		}
	}
	one, refined, err := KMeans{Threads: 1}.Carry(background, x, labels)
	if err != nil {
		t.Fatal(err)
	}
	if refined.Criterion() <= one.Criterion() {
		t.Errorf("criterion %g after local search, %g before", refined.Criterion(), one.Criterion())
	}
	for _, threads := range []int{2, 3, 8} {
		a, b, err := KMeans{Threads: threads}.Carry(background, x, labels)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Labels(), one.Labels()) || !slices.Equal(b.Labels(), refined.Labels()) || b.Criterion() != refined.Criterion() {
			t.Errorf("%d threads: other labels", threads)
		}
	}
}

func TestCarryErrors(t *testing.T) {
	x := mat.NewDense(3, 2, []float64{1, 0, 0, 1, 0, 0})
	if _, _, err := (KMeans{}).Carry(background, x, []int{0, 0, 1}); err == nil {
		t.Error("a cluster of a zero row alone is no error")
	}
	if _, _, err := (KMeans{}).Carry(background, x, []int{0, 2, -1}); err == nil {
		t.Error("a label that no row has is no error")
	}
	if _, _, err := (KMeans{}).Carry(background, mat.NewDense(1, 2, nil), []int{0}); !errors.Is(err, ErrNoRows) {
		t.Errorf("no rows: %v", err)
	}
}
