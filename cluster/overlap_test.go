package cluster

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Cluster 0 is (1, 0), cluster 1 is (0, 1), and cluster 2 is (.6, .8): cosines 1, 0 and .6 of the first row, 0, 1 and
// .8 of the second, .6, .8 and 1 of the third. The zero row and the one labelled -1 have no cluster.
func TestOverlapsByHand(t *testing.T) {
	x := mat.NewDense(5, 2, []float64{1, 0, 0, 1, .6, .8, 0, 0, 1, 0})
	s := NewSums(x, []int{0, 1, 2, 0, -1}, 1)
	for _, c := range []struct {
		share float64
		most  int
		want  [][]int
	}{
		{.6, 5, [][]int{{0, 2}, {1, 2}, {2, 1, 0}, nil, nil}},
		{.7, 5, [][]int{{0}, {1, 2}, {2, 1}, nil, nil}},
		{.6, 2, [][]int{{0, 2}, {1, 2}, {2, 1}, nil, nil}},
		{.6, 1, [][]int{{0}, {1}, {2}, nil, nil}},
		{.6, 0, [][]int{{0}, {1}, {2}, nil, nil}},
		{0, 5, [][]int{{0, 2}, {1, 2}, {2, 1, 0}, nil, nil}}, // at right angles is no overlap
	} {
		for i, hits := range s.Overlaps(c.share-1e-6, c.most, 2) {
			var got []int
			for _, h := range hits {
				got = append(got, h.Row)
			}
			equal(t, "clusters", got, c.want[i])
		}
	}
	near(t, "similarity", s.Overlaps(.5, 5, 1)[2][1].Similarity, .8, 1e-6)
}

// Rows 0 to 2 add up to (0, 1), at right angles to rows 0 and 1: neither is similar to its own cluster, and row 0 belongs
// to it alone though it is all that the other is.
func TestOverlapsOfARowUnlikeItsOwn(t *testing.T) {
	x := mat.NewDense(4, 2, []float64{1, 0, -1, 0, 0, 1, 1, 0})
	for i, hits := range NewSums(x, []int{0, 0, 0, 1}, 1).Overlaps(.5, 5, 1) {
		if want := i / 3; len(hits) != 1 || hits[0].Row != want {
			t.Errorf("row %d: %v, want cluster %d alone", i, hits, want)
		}
	}
}

// The first two are what Cohesion says, on any number of threads.
func TestOverlapsAgreeWithCohesion(t *testing.T) {
	x := sample(3, 300, 60, 8, 4)
	s := fit(t, KMeans{K: 8}, x).Sums()
	c, one := s.Cohesion(1), s.Overlaps(0, 3, 1)
	for i, hits := range s.Overlaps(0, 3, 8) {
		if !slices.Equal(hits, one[i]) {
			t.Fatalf("row %d: %v on 8 threads, %v on 1", i, hits, one[i])
		}
		if len(hits) > 1 && (hits[0].Similarity != c.Similarity[i] || hits[1] != Hit{c.Second[i], c.SecondSimilarity[i]}) {
			t.Errorf("row %d: %v, cohesion %v, %d at %v", i, hits, c.Similarity[i], c.Second[i], c.SecondSimilarity[i])
		}
	}
}
