package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"testing"

	"kindred/cluster"
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
		told := 0
		at, err := e.Layout(context.Background(), func(stage string, done, total int) { told = 1000 * done / total })
		if err != nil || told != 1000 {
			t.Fatalf("%v; told of %d thousandths", err, told)
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

// What the map keeps of neighbours is what it keeps, counted one by one.
func TestLayoutKept(t *testing.T) {
	e := sampleEngine(t, 12)
	at, err := e.Layout(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.LayoutKept(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	if want := keptByHand(t, e, at); math.Abs(got-want) > 1e-12 || got < .4 {
		t.Errorf("%.4f of the nearest kept; counted, %.4f", got, want)
	}
}

func keptByHand(t *testing.T, e *Engine, at []Point) float64 {
	neighbors, err := cluster.NeighborSearch{}.Fit(context.Background(), e.mapped())
	if err != nil {
		t.Fatal(err)
	}
	kept, all := 0, 0
	for i, p := range at {
		var rows []int
		for j := range at {
			if j != i {
				rows = append(rows, j)
			}
		}
		slices.SortFunc(rows, func(a, b int) int {
			return cmp.Or(cmp.Compare(math.Hypot(at[a].X-p.X, at[a].Y-p.Y), math.Hypot(at[b].X-p.X, at[b].Y-p.Y)), cmp.Compare(a, b))
		})
		for _, h := range neighbors.QueryRow(i, keptNear) {
			if all++; slices.Contains(rows[:keptNear], h.Row) {
				kept++
			}
		}
	}
	return float64(kept) / float64(all)
}

// On real papers the map keeps six of ten of the nearest.
func TestLayoutKeepsNeighbours(t *testing.T) {
	for _, name := range []string{"wos210.jsonl.gz", "cora_text.jsonl.gz"} {
		e := build(t, beside(t, name), nil)
		at, err := e.Layout(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if kept, err := e.LayoutKept(context.Background(), at); err != nil || kept < .6 {
			t.Errorf("%s: the map keeps %.3f of the nearest (%v)", name, kept, err)
		}
	}
}
