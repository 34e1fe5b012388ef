package cluster

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func grow(t *testing.T, b Bisecting, x mat.Matrix) *Tree {
	t.Helper()
	tree, err := b.Fit(background, x)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func cut(t *testing.T, tree *Tree, k int) *Clustering {
	t.Helper()
	c, err := tree.Cut(background, k)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Of the two pairs all four rows add up to (1.8, 1.2, 1.8), so the first split gains
// 2 sqrt(3.6) - sqrt(7.92). Splitting a pair then gains 2 - sqrt(3.6), the first pair first.
func TestTreeByHand(t *testing.T) {
	tree := grow(t, Bisecting{KMeans: KMeans{K: 9}}, twoPairs)
	if tree.Leaves() != 4 {
		t.Fatalf("%d leaves, want 4", tree.Leaves())
	}
	for s, want := range []Split{{0, 2*math.Sqrt(3.6) - math.Sqrt(7.92)}, {0, 2 - math.Sqrt(3.6)}, {1, 2 - math.Sqrt(3.6)}} {
		got := tree.Splits()[s]
		near(t, "gain", got.Gain, want.Gain, 1e-6)
		if got.Leaf != want.Leaf {
			t.Errorf("step %d splits leaf %d, want %d", s, got.Leaf, want.Leaf)
		}
	}
	for k, want := range [][]int{{0, 0, 0, -1, 0}, {0, 0, 1, -1, 1}, {1, 2, 0, -1, 0}, {0, 1, 2, -1, 3}} {
		c := cut(t, tree, k+1)
		equal(t, "labels", c.Labels(), want)
		if k == 3 {
			equal(t, "leaves", []int{c.Leaf(0), c.Leaf(1), c.Leaf(2), c.Leaf(3)}, []int{0, 2, 1, 3})
		}
	}
}

func TestCutsAreNestedAndAddUp(t *testing.T) {
	x := sample(1, 400, 80, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			tree := grow(t, Bisecting{KMeans: KMeans{K: 9, Criterion: c, NoRefine: true}}, m)
			value, coarse := 0.0, []int(nil)
			for k := 1; k <= tree.Leaves(); k++ {
				got := cut(t, tree, k)
				if got.K() != k {
					t.Errorf("cut into %d has %d clusters", k, got.K())
				}
				if k > 1 {
					near(t, "criterion", got.Criterion(), value+tree.Splits()[k-2].Gain, 1e-9)
					parent := map[int]int{}
					for i, r := range got.Labels() {
						if p, ok := parent[r]; ok && p != coarse[i] {
							t.Fatalf("cut %d: cluster %d has rows of two clusters of cut %d", k, r, k-1)
						}
						parent[r] = coarse[i]
					}
				}
				value, coarse = got.Criterion(), got.Labels()
			}
		}
	}
}

func TestCutIsRefinedAndTheSameOnAnyThreads(t *testing.T) {
	x := sample(2, 1300, 80, 8, 5)
	settings := KMeans{K: 7, Threads: 1}
	want := grow(t, Bisecting{KMeans: settings}, x)
	settings.NoRefine = true
	rough := grow(t, Bisecting{KMeans: settings}, x)
	if a, b := cut(t, want, 6).Criterion(), cut(t, rough, 6).Criterion(); a <= b {
		t.Errorf("refined cut has criterion %v, unrefined %v", a, b)
	}
	for _, threads := range []int{2, 3, 8, 0} {
		got := grow(t, Bisecting{KMeans: KMeans{K: 7, Threads: threads}}, x)
		equal(t, "splits", got.Splits(), want.Splits())
		for k := 1; k <= 7; k++ {
			equal(t, "labels", cut(t, got, k).Labels(), cut(t, want, k).Labels())
		}
	}
}

func TestTreesOfFewRows(t *testing.T) {
	same := mat.NewDense(3, 2, []float64{.6, .8, .6, .8, .6, .8})
	for _, c := range []struct {
		x    *mat.Dense
		want int
	}{{same, 1}, {withLast(0, 0), 2}, {withLast(1, 0), 2}, {withLast(.6, .8), 3}, {mat.NewDense(1, 2, []float64{1, 0}), 1}} {
		tree := grow(t, Bisecting{KMeans: KMeans{K: 5}}, c.x)
		if tree.Leaves() != c.want || cut(t, tree, c.want).K() != c.want {
			t.Errorf("%d leaves, want %d", tree.Leaves(), c.want)
		}
	}
}

func TestTreeErrorsAndProgress(t *testing.T) {
	if _, err := (Bisecting{}).Fit(background, twoPairs); err == nil || !strings.Contains(err.Error(), "K must be at least 1") {
		t.Errorf("K = 0: error %v", err)
	}
	if _, err := (Bisecting{KMeans: KMeans{K: 2}}).Fit(background, mat.NewDense(2, 2, nil)); !isNoRows(err) {
		t.Errorf("zero rows: error %v", err)
	}
	last := 0
	tree := grow(t, Bisecting{KMeans: KMeans{K: 3, Progress: func(done, total int) {
		if done < last || total != thousandths {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	}}}, twoPairs)
	if last != thousandths {
		t.Errorf("progress ended at %d of %d", last, thousandths)
	}
	for _, k := range []int{0, 4} {
		if _, err := tree.Cut(background, k); err == nil || !strings.Contains(err.Error(), "1 to 3") {
			t.Errorf("cut into %d: error %v", k, err)
		}
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := (Bisecting{KMeans: KMeans{K: 2}}).Fit(ctx, twoPairs); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, err := tree.Cut(ctx, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}
