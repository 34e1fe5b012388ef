package engine

import (
	"context"
	"math"
	"slices"
	"testing"

	"kindred/engine/corpus"
)

// A paper without a term lies in the corner, the others within the circle, those of a topic nearer to each other than
// to the others, and the same places come out on any number of threads.
func TestLayoutPlacesPapersByTopic(t *testing.T) {
	docs := append(slices.Clone(samplePapers(t)), corpus.Document{ID: "empty"})
	var first []Point
	for _, threads := range []int{1, 2, 3, 8} {
		cfg := DefaultConfig()
		cfg.Threads, cfg.K, cfg.Stability = threads, 8, 0
		e, err := Build(context.Background(), docs, cfg, nil)
		if err != nil {
			t.Fatal(err)
		}
		at, err := e.Layout(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = at
			checkPlaces(t, e, at)
		}
		if !slices.Equal(at, first) {
			t.Errorf("%d threads: other places than with 1", threads)
		}
	}
}

func checkPlaces(t *testing.T, e *Engine, at []Point) {
	t.Helper()
	last := len(at) - 1
	if at[last] != (Point{-1, -1}) {
		t.Errorf("the paper without a term lies at %v, not in the corner", at[last])
	}
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	within, without := spread{}, spread{}
	for i, p := range at[:last] {
		if math.Hypot(p.X, p.Y) > 1 {
			t.Errorf("paper %d lies at %v, outside of the circle", i, p)
		}
		for j, q := range at[:i] {
			s := &without
			if topics.Assignments[i].Topic == topics.Assignments[j].Topic {
				s = &within
			}
			s.sum, s.n = s.sum+math.Hypot(p.X-q.X, p.Y-q.Y), s.n+1
		}
	}
	if a, b := within.sum/within.n, without.sum/without.n; a > .6*b {
		t.Errorf("papers of one topic are %.3f apart, of two %.3f", a, b)
	}
}

// spread is a mean of distances.
type spread struct{ sum, n float64 }
