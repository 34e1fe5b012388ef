package engine

import (
	"errors"
	"math"
	"slices"
	"testing"

	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// The directions that LSA finds, given as vectors, make the same topics, with the same words and numbers.
func TestOwnDirectionsAsVectors(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"k given":  func(c *Config) { c.K, c.Smooth = 9, 0 },
		"k chosen": func(c *Config) { c.Smooth, c.Levels = 0, 2 },
		"seeds":    func(c *Config) { c.K, c.Smooth, c.Names = 6, 0, []TopicName{{Topic: 2, Name: "Mine"}} },
	} {
		e := build(t, samplePapers(t), change)
		want := printed(published(topicsOf(t, e)))
		for _, threads := range []int{1, 3} {
			given := build(t, samplePapers(t), func(c *Config) { change(c); c.Vectors, c.Threads = e.space.own(), threads })
			topics := topicsOf(t, given)
			if !topics.Given {
				t.Errorf("%s: vectors were given", name)
			}
			topics.Given = false
			if got := printed(published(topics)); got != want {
				t.Errorf("%s, %d threads: %s", name, threads, difference(want, got))
			}
		}
	}
}

// Drawn to their neighbours, the directions make topics that mostly are those of LSA, whose neighbours share words too: of two
// papers one says whether they are together as the other does. They are the same on any number of threads.
func TestVectorsAreDrawn(t *testing.T) {
	lsa := build(t, samplePapers(t), func(c *Config) { c.K = 12 })
	given := func(threads int) *Topics {
		return topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Vectors, c.Threads = 12, lsa.space.own(), threads }))
	}
	one, want := given(1), topicsOf(t, lsa)
	if got := printed(published(given(3))); got != printed(published(one)) {
		t.Error("three threads make other topics")
	}
	same, n := 0, len(one.Assignments)
	for i := range n {
		for j := range i {
			if (one.Assignments[i].Topic == one.Assignments[j].Topic) == (want.Assignments[i].Topic == want.Assignments[j].Topic) {
				same++
			}
		}
	}
	if share := float64(same) / float64(n*(n-1)/2); share < 0.9 {
		t.Errorf("%.3f of the pairs are together or apart as with LSA", share)
	}
}

// vectored are five papers about two things, one of them without a vector, another without a word.
func vectored(t *testing.T) *Engine {
	docs := titled("bees dance in meadows", "bees dance on flowers", "", "moths rest at night", "moths sleep at night")
	r := float32(math.Sqrt(0.5))
	x := matrix.NewRows(5, 2, []float32{1, 0, r, r, 0.8, 0.6, 0, 1, 0, 0})
	return build(t, docs, func(c *Config) { plain(2)(c); c.Vectors = x })
}

// By hand: neighbours are those of the vectors, whatever the words; shared terms are words all the same.
func TestRelatedOfVectors(t *testing.T) {
	e := vectored(t)
	for _, c := range []struct {
		q    Query
		rows []int
		sims []float64
	}{
		{Query{Rows: []int{0}}, []int{2, 1}, []float64{0.8, math.Sqrt(0.5)}},
		{Query{Rows: []int{3}}, []int{1, 2}, []float64{math.Sqrt(0.5), 0.6}},
		{Query{Rows: []int{4}}, nil, nil},
		{Query{Rows: []int{0, 3}}, []int{1, 2}, []float64{1, math.Sqrt(0.98)}},
		{Query{Rows: []int{0}, Diverse: 0.9}, []int{2, 1}, []float64{0.8, math.Sqrt(0.5)}},
	} {
		got, err := e.Related(t.Context(), c.q, 10)
		if err != nil {
			t.Fatal(err)
		}
		var rows []int
		for i, h := range got.Hits {
			rows = append(rows, h.Row)
			near(t, "similarity", h.Similarity, c.sims[min(i, len(c.sims)-1)], 1e-6)
		}
		if !slices.Equal(rows, c.rows) {
			t.Errorf("%v: %v, want %v", c.q, rows, c.rows)
		}
	}
	one, err := e.Related(t.Context(), Query{Rows: []int{0}}, 10)
	if err != nil || len(one.Hits) != 2 || !slices.Contains(one.Hits[1].SharedTerms, "bees") || len(one.Hits[0].SharedTerms) != 0 {
		t.Errorf("shared terms: %+v, %v", one, err)
	}
	all, err := relatedAll(t.Context(), e, 10, nil)
	if err != nil || !slices.EqualFunc(all[0].Hits, one.Hits, func(a, b RelatedHit) bool { return a.Row == b.Row && a.Similarity == b.Similarity }) {
		t.Errorf("of all: %+v, %v", all[0], err)
	}
	if _, err := e.Related(t.Context(), Query{Text: "bees"}, 1); !errors.Is(err, ErrTextAsked) {
		t.Errorf("a text: %v", err)
	}
}

// A paper without a vector has no topic, one without a word has.
func TestTopicsOfVectors(t *testing.T) {
	topics, err := vectored(t).Topics(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var labels []int
	for _, a := range topics.Assignments {
		labels = append(labels, a.Topic)
	}
	if labels[4] != -1 || labels[2] < 0 || labels[0] != labels[2] || topics.NoText != 1 {
		t.Errorf("%v", labels)
	}
}

func TestExplainOfVectors(t *testing.T) {
	e := vectored(t)
	why, sum := e.Explain(0, 1, true), 0.0
	for _, c := range why.Terms {
		sum += c.Value
	}
	columns, values := e.terms.Row(1)
	near(t, "similarity", why.Similarity, e.terms.DotRow(0, columns, values), 1e-9)
	near(t, "sum", sum, why.Similarity, 1e-9)
	topics, err := e.Topics(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	own := topics.Assignments[0]
	if place := e.ExplainTopic(topics, 0, own.Topic, false); len(place.Terms) != 0 || math.Abs(place.Similarity-own.Similarity) > 1e-9 {
		t.Errorf("%+v, want %v", place, own.Similarity)
	}
}

func TestVectorsThatDoNotFit(t *testing.T) {
	docs := []corpus.Document{{Title: "bees"}, {Title: "moths"}}
	for _, x := range []*matrix.Rows{matrix.NewRows(1, 1, []float32{1}), matrix.NewRows(2, 1, []float32{1, 2}), matrix.NewRows(2, 1, []float32{1, float32(math.NaN())})} {
		cfg := DefaultConfig()
		cfg.Vectors = x
		if _, err := Build(t.Context(), docs, cfg, nil); err == nil {
			t.Errorf("%v are taken", x.Data())
		}
	}
}
