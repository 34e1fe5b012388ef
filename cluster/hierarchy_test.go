package cluster

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Rows alone in their cluster cost 1 - cos to join: of the two pairs 0.2 each, the first first. The
// pairs add up to (1.8, .6, 0) and (0, .6, 1.8), and both to (1.8, 1.2, 1.8): 1.8 + 1.8 - 7.92/4.
func TestMergesByHand(t *testing.T) {
	h := fit(t, KMeans{K: 4}, twoPairs).Sums().Merges()
	for s, want := range []Merge{{0, 1, .2}, {2, 3, .2}, {4, 5, 1.62}} {
		got := h.Merges()[s]
		near(t, "loss", got.Loss, want.Loss, 1e-6)
		equal(t, "groups joined", []int{got.A, got.B}, []int{want.A, want.B})
	}
	for k, want := range [][]int{{0, 0, 0, 0}, {0, 0, 1, 1}, {0, 0, 1, 2}, {0, 1, 2, 3}} {
		equal(t, "groups", h.Cut(k+1), want)
	}
}

// Groups are numbered by their lowest cluster, which need not be the order in which they came about.
func TestCutNumbersByLowestCluster(t *testing.T) {
	h := &Hierarchy{5, []Merge{{2, 4, 0}, {1, 3, 0}, {6, 5, 0}, {0, 7, 0}}}
	equal(t, "4 groups", h.Cut(4), []int{0, 1, 2, 3, 2})
	equal(t, "3 groups", h.Cut(3), []int{0, 1, 2, 1, 2})
	equal(t, "2 groups", h.Cut(2), []int{0, 1, 1, 1, 1})
}

// Each merge is the cheapest by definition: the criterion of the labels before it less that after it.
func TestMergesAreTheCheapest(t *testing.T) {
	x := sample(3, 300, 60, 8, 4)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		c := fit(t, KMeans{K: 8, Criterion: I1}, m)
		h := c.Sums().Merges()
		left, last := c.Criterion(), 0.0
		for s, merge := range h.Merges() {
			k := h.Leaves() - s
			groups, after := h.Cut(k), h.Cut(k-1)
			best := math.Inf(1)
			for b := range k {
				for a := range b {
					best = min(best, left-plainCriterion(dense(x), joining(c.labels, groups, a, b), I1))
				}
			}
			now := plainCriterion(dense(x), joining(c.labels, after, 0, 0), I1)
			near(t, "loss", merge.Loss, left-now, 1e-6)
			near(t, "least loss", merge.Loss, best, 1e-6)
			if merge.Loss < last-1e-9 {
				t.Errorf("merge %d costs %v, the one before %v", s, merge.Loss, last)
			}
			left, last = now, merge.Loss
		}
	}
}

// joining labels each row with the group of its cluster, b's with a.
func joining(labels, groups []int, a, b int) []int {
	out := make([]int, len(labels))
	for i, r := range labels {
		out[i] = -1
		if r >= 0 {
			out[i] = groups[r]
		}
		if out[i] == b {
			out[i] = a
		}
	}
	return out
}

// 40^(1/2) = 6.3; 40^(1/3) = 3.4 and 40^(2/3) = 11.7; 4^(1/3) = 1.6 and 4^(2/3) = 2.5.
func TestLevelSizes(t *testing.T) {
	for _, c := range []struct {
		leaves, levels int
		want           []int
	}{{40, 1, []int{40}}, {40, 2, []int{6, 40}}, {40, 3, []int{3, 12, 40}}, {4, 3, []int{2, 3, 4}}, {2, 3, []int{2}}, {1, 3, []int{1}}, {3, 9, []int{2, 3}}} {
		equal(t, "sizes", (&Hierarchy{leaves: c.leaves}).LevelSizes(c.levels), c.want)
	}
}

func TestHierarchyOfOne(t *testing.T) {
	h := fit(t, KMeans{K: 1}, twoPairs).Sums().Merges()
	equal(t, "groups", h.Cut(1), []int{0})
	if len(h.Merges()) != 0 || h.Leaves() != 1 {
		t.Errorf("%d merges of %d leaves", len(h.Merges()), h.Leaves())
	}
}

// Rows 0, 1, 2 and 4 are labelled 0, 0, 2 and 3: label 1, which nobody bears, is joined first and for nothing.
func TestMergesOfLabels(t *testing.T) {
	h := NewSums(twoPairs, []int{0, 0, 2, -1, 3}, 1).Merges()
	for s, want := range []Merge{{0, 1, 0}, {2, 3, .2}, {4, 5, 1.62}} {
		got := h.Merges()[s]
		near(t, "loss", got.Loss, want.Loss, 1e-6)
		equal(t, "groups joined", []int{got.A, got.B}, []int{want.A, want.B})
	}
}

func TestCutOutOfRangePanics(t *testing.T) {
	for _, k := range []int{0, 5} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("cut into %d groups", k)
				}
			}()
			fit(t, KMeans{K: 4}, twoPairs).Sums().Merges().Cut(k)
		}()
	}
}
