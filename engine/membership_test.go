package engine

import (
	"math"
	"testing"
)

// checkMemberships checks the topics of one paper: its own first, the others by falling similarity and near enough.
func checkMemberships(t testing.TB, a Assignment) {
	t.Helper()
	if a.Topic < 0 {
		if a.Memberships != nil {
			t.Errorf("row %d without text is in %v", a.Row, a.Memberships)
		}
		return
	}
	if n := len(a.Memberships); n < 1 || n > topicsEach || a.Memberships[0] != (Membership{a.Topic, a.Similarity}) {
		t.Fatalf("row %d of topic %d at %v is in %v", a.Row, a.Topic, a.Similarity, a.Memberships)
	}
	for i, m := range a.Memberships[1:] {
		if m.Similarity < alsoIn*a.Similarity || i == 0 && m != (Membership{a.Second, a.SecondSimilarity}) || i > 0 && m.Similarity > a.Memberships[i].Similarity {
			t.Errorf("row %d: %v", a.Row, a.Memberships)
		}
	}
	if len(a.Memberships) == 1 && a.SecondSimilarity >= alsoIn*a.Similarity {
		t.Errorf("row %d: %v leaves out %d at %v", a.Row, a.Memberships, a.Second, a.SecondSimilarity)
	}
}

// Topic 0 is "bees" and "bees glaciers", D = (1 + r, r) with r the root of 1/2, so |D|^2 = 2 + 2r; topic 1 is the same the other
// way round. Of the paper with one word the cosines are (1 + r)/|D| and r/|D|, .92 and .38; of that with both
// they are equal.
func TestOverlapByHand(t *testing.T) {
	e := build(t, titled("bees", "glaciers", "bees glaciers", "glaciers bees", ""), plain(2))
	topics := &Topics{K: 2}
	labels := []int{0, 1, 0, 1, -1}
	e.assign(topics, labels, e.sums(labels))
	e.overlap(topics)
	r := math.Sqrt(.5)
	own := (1 + r) / math.Sqrt(2+2*r)
	for row, want := range [][]Membership{{{0, own}}, {{1, own}}, {{0, own}, {1, own}}, {{1, own}, {0, own}}, nil} {
		got := topics.Assignments[row].Memberships
		if len(got) != len(want) {
			t.Fatalf("paper %d is in %v, want %v", row, got, want)
		}
		for i := range want {
			near(t, "similarity", got[i].Similarity, want[i].Similarity, 1e-6)
			if got[i].Topic != want[i].Topic {
				t.Errorf("paper %d is in %v, want %v", row, got, want)
			}
		}
	}
}
