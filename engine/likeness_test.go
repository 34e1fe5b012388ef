package engine

import (
	"math"
	"slices"
	"testing"
)

func TestLikeness(t *testing.T) {
	centres := [][]float64{{1, 0, 0}, {.6, .8, 0}, {0, 0, 1}}
	topics := &Topics{K: 3, centre: func(r int) []float64 { return centres[r] }}
	want := [][]float64{{1, .6, 0}, {.6, 1, 0}, {0, 0, 1}}
	for r, row := range topics.Likeness() {
		for s, got := range row {
			if math.Abs(got-want[r][s]) > 1e-12 {
				t.Errorf("likeness of %d and %d is %v, want %v", r, s, got, want[r][s])
			}
		}
	}
}

// Topics 1 and 3 are joined first, then 0 and 2, then both groups: the larger of each two stands first.
func TestLeafOrder(t *testing.T) {
	topics := &Topics{K: 4, Topics: []Topic{{Size: 5}, {Size: 4}, {Size: 3}, {Size: 9}},
		Tree: []Merge{{A: 1, B: 3}, {A: 0, B: 2}, {A: 5, B: 4}}}
	if got := topics.LeafOrder(); !slices.Equal(got, []int{3, 1, 0, 2}) {
		t.Errorf("order is %v", got)
	}
	topics.Tree = topics.Tree[:1] // as many groups as were not joined follow one another
	if got := topics.LeafOrder(); !slices.Equal(got, []int{0, 2, 3, 1}) {
		t.Errorf("order of what is not joined is %v", got)
	}
	if got := (&Topics{}).LeafOrder(); len(got) != 0 {
		t.Errorf("order of nothing is %v", got)
	}
}
