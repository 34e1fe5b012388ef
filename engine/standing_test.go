package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/engine/index"
)

// mingled are papers of sentences of the sample's, so many that rows of them take pages.
func mingled(t testing.TB, n int) corpus.List {
	var sentences []string
	for _, d := range samplePapers(t) {
		sentences = append(sentences, strings.Split(d.Unpacked().Abstract, ". ")...)
	}
	rng, out := rand.New(rand.NewPCG(5, 0)), make(corpus.List, n)
	for i := range out {
		var b []string
		for range 3 + rng.IntN(5) {
			b = append(b, sentences[rng.IntN(len(sentences))])
		}
		out[i] = corpus.Document{ID: fmt.Sprint("m", i), Title: strings.Join(strings.Fields(b[0])[:min(6, len(strings.Fields(b[0])))], " "), Abstract: strings.Join(b, ". ")}
	}
	return out
}

// written is the engine of a folder after a method of it wrote the next generation.
func written(t testing.TB, d *index.Folder, next func(fill func(w *index.Writer) error) error, save func(w *index.Writer) error) *Saved {
	t.Helper()
	if err := next(save); err != nil {
		t.Fatal(err)
	}
	s, err := Open(d.Current(), 2)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWhatStandsOnAnIndexAnswersAsOneWrittenWhole: papers that come are written beside it, time and again, some of them go, and it is written
// whole again.
func TestWhatStandsOnAnIndexAnswersAsOneWrittenWhole(t *testing.T) {
	for name, change := range map[string]func(*Config){"default": func(c *Config) { c.K = 4 }, "terms": func(c *Config) { c.K, c.LSA.Rank = 4, -1 }} {
		docs := mingled(t, 480)
		docs[470].Abstract = docs[469].Abstract // a copy among those that come
		e := build(t, docs[:400], change)
		d, err := index.Lock(filepath.Join(t.TempDir(), "a.kindred"))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		topics, err := e.Topics(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		s := written(t, d, d.Commit, func(w *index.Writer) error { return e.Save(w, topics, About{Program: "test"}) })
		plain := reopened(t, e)
		for step, c := range []struct {
			add    corpus.List
			remove []int
			grows  bool
		}{{docs[400:440], nil, true}, {docs[440:445], nil, true}, {nil, []int{402, 441}, true}, {docs[445:], []int{400}, true}, {nil, []int{7, 401}, false}, {docs[440:442], nil, true}} {
			u, err := s.Update(context.Background(), c.add, c.remove, nil)
			if err != nil {
				t.Fatal(err)
			}
			if u.Grows() != c.grows {
				t.Fatalf("%s, step %d: it grows: %t", name, step, u.Grows())
			}
			next := d.Extend
			if !c.grows {
				next = d.Commit
			}
			s = written(t, d, next, func(w *index.Writer) error { return u.Save(w, About{Program: "test"}) })
			plain, _ = updated(t, plain, c.add, c.remove)
			if beside := d.Current().Beside() > 0; c.grows != beside || beside != (s.later > 0) {
				t.Errorf("%s, step %d: %d bytes and %d papers beside", name, step, d.Current().Beside(), s.later)
			}
			same(t, fmt.Sprintf("%s, step %d", name, step), s, plain)
		}
		u, err := s.Compact(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		s = written(t, d, d.Commit, func(w *index.Writer) error { return u.Save(w, About{Program: "test"}) })
		same(t, name+", compact", s, plain)
		if d.Current().Beside() > 0 || s.later > 0 {
			t.Errorf("%s: compact leaves %d papers beside", name, s.later)
		}
	}
}

// same checks that two saved engines give the same answers.
func same(t testing.TB, what string, got, want *Saved) {
	t.Helper()
	if err := got.Verify(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if a, b := answersOf(t, got.Engine), answersOf(t, want.Engine); a != b {
		t.Errorf("%s: it answers\n%.3000s\nand not\n%.3000s", what, a, b)
	}
	a, err1 := got.Live()
	b, err2 := want.Live()
	if err1 != nil || err2 != nil || !slices.Equal(a, b) {
		t.Errorf("%s: document frequencies differ, %v, %v", what, err1, err2)
	}
	for row := 0; row < want.docs.Len(); row += 13 {
		if x, err := got.Related(context.Background(), Query{Rows: []int{row}}, 7); err != nil {
			t.Error(err)
		} else if y, _ := want.Related(context.Background(), Query{Rows: []int{row}}, 7); fmt.Sprint(x.Hits) != fmt.Sprint(y.Hits) {
			t.Errorf("%s: near %d are %v, not %v", what, row, x.Hits, y.Hits)
		}
	}
}

func TestBestOf(t *testing.T) {
	hits := []cluster.Hit{{Row: 1, Similarity: 0.5}, {Row: 4, Similarity: 0.7}, {Row: 8, Similarity: 0.5}}
	for top, want := range map[int]string{-1: "[]", 0: "[{4 0.7} {1 0.5} {8 0.5}]", 2: "[{4 0.7} {1 0.5}]", 9: "[{4 0.7} {1 0.5} {8 0.5}]"} {
		if got := fmt.Sprint(bestOf(slices.Clone(hits), top)); got != want {
			t.Errorf("the best %d are %s, want %s", top, got, want)
		}
	}
}
