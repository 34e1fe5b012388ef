package engine

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/vectorize"
)

// tinyCorpora are corpora at the edge of what has an answer.
var tinyCorpora = map[string][]corpus.Document{
	"one":                titled("Honeybees dance"),
	"one word":           titled("Honeybees"),
	"two":                titled("Honeybees dance", "Glaciers melt into fjords"),
	"three":              titled("Honeybees dance", "Glaciers melt", "Batteries age"),
	"identical":          titled("Honeybees dance at noon", "Honeybees dance at noon", "Honeybees dance at noon", "Honeybees dance at noon"),
	"two kinds":          titled("Honeybees dance", "Glaciers", "Honeybees dance", "Glaciers", "Honeybees dance"),
	"some empty":         titled("", "Honeybees dance", "the of", "Glaciers melt", ""),
	"all but one empty":  titled("", "the of and", "Honeybees dance"),
	"long and identical": {{Title: "Bees", Abstract: strings.Repeat("Honeybees dance on the comb. ", 300)}, {Title: "Bees", Abstract: strings.Repeat("Honeybees dance on the comb. ", 300)}},
	"in the middle":      titled("alpha beta", "alpha", "beta", "beta alpha"),
	"thirty of one word": titled(strings.Split(strings.TrimSpace(strings.Repeat("Honeybees ", 30)), " ")...),
	"thirty all unlike":  titled(unlike(30)...),
	"boilerplate alone":  titled("Results", "The proposed method", "Honeybees dance", "Results of this paper"),
	"no title":           {{Abstract: "Honeybees dance."}, {Abstract: "Glaciers melt."}, {Abstract: "Honeybees rest."}},
}

// unlike is n titles without a word in common.
func unlike(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("wob%c%c mur%c%c", 'a'+i/26, 'a'+i%26, 'a'+i/26, 'a'+i%26)
	}
	return out
}

// Every question has a defined answer on every tiny corpus, whatever the settings.
func TestTinyCorpora(t *testing.T) {
	settings := map[string]func(*Config){
		"default":        func(*Config) {},
		"terms":          inTerms,
		"directions":     spaces["directions"],
		"single words":   func(c *Config) { c.Vectorizer.Text.MaxN = 1 },
		"i1":             func(c *Config) { c.KMeans.Criterion = "i1" },
		"long n-grams":   func(c *Config) { c.Vectorizer.Text.MaxN = 4 },
		"abstract first": func(c *Config) { c.Fields = []FieldWeight{{"abstract", 1}, {"title", 1}} },
		"one term":       func(c *Config) { c.Vectorizer.MaxTerms = 1 },
		"levels":         func(c *Config) { c.Levels = 3 },
	}
	for name, docs := range tinyCorpora {
		for setting, change := range settings {
			for _, k := range []int{0, 1, 2, len(docs), len(docs) + 3} {
				t.Run(fmt.Sprintf("%s/%s/k=%d", name, setting, k), func(t *testing.T) {
					e := build(t, docs, func(c *Config) {
						c.Stability = 2
						change(c)
						c.K = k
					})
					askEverything(t, e)
				})
			}
		}
	}
}

func askEverything(t *testing.T, e *Engine) {
	t.Helper()
	ctx := context.Background()
	topics := topicsOf(t, e)
	if topics.Chosen != nil {
		checkSweep(t, topics.Chosen)
	}
	for _, by := range Periods {
		checkOverTime(t, e, topics, by)
	}
	sweepOf(t, e, 0)
	duplicatesOf(t, e)
	for _, n := range []int{0, 1, 100} {
		if _, err := relatedAll(ctx, e, n, nil); err != nil {
			t.Error(err)
		}
		relatedTo(t, e, Query{Text: "honeybees"}, n)
		for row := range min(5, e.docs.Len()) {
			relatedTo(t, e, Query{Rows: []int{row}, Not: []int{0}}, n)
		}
	}
	for row := range min(5, e.docs.Len()) {
		for other := range row + 1 {
			checkFinite(t, e, e.Explain(row, other, other%2 == 0))
		}
		for r := range topics.K {
			checkFinite(t, e, e.ExplainTopic(topics, row, r, false))
		}
	}
}

func checkFinite(t *testing.T, e *Engine, x *Explanation) {
	t.Helper()
	near(t, "sum of the contributions", sumOf(t, e, x), x.Similarity, 1e-9)
	for _, c := range x.Terms {
		if math.IsNaN(c.Value) || math.IsNaN(c.CumulativeShare) || math.IsInf(c.Share, 0) || math.IsNaN(c.Share) {
			t.Errorf("papers %d and %d: %+v", x.A, x.B, c)
		}
	}
}

// One topic is told from nothing: no second topic, no silhouette, no words that discriminate.
// checkTopics knows; this says it of a corpus large enough to have words.
func TestOneTopic(t *testing.T) {
	topics := topicsOf(t, sampleEngine(t, 1))
	only := topics.Topics[0]
	if topics.K != 1 || only.Size != 145 || only.Share != 1 || !math.IsNaN(only.ESim) || !math.IsNaN(topics.Silhouette) {
		t.Errorf("%+v", only)
	}
	if len(only.Descriptive) != 20 || only.Discriminating != nil || only.Lacks != nil || only.Descriptive[0].DFOut != 0 {
		t.Errorf("words of the only topic: %+v", only)
	}
}

// Settings that no corpus can be clustered with are errors, not panics.
func TestSettingsThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"k below 0":       func(c *Config) { c.K = -1 },
		"starts below 0":  func(c *Config) { c.KMeans.Starts = -1 },
		"one part":        func(c *Config) { c.K, c.Stability = 2, 1 },
		"other criterion": func(c *Config) { c.KMeans.Criterion = "i3" },
		"not unit length": func(c *Config) { inTerms(c); c.K, c.Vectorizer.Norm = 2, vectorize.NoNorm },
	} {
		e := build(t, titled("bees dance", "glaciers melt", "moths rest"), change)
		if topics, err := e.Topics(context.Background(), nil); err == nil {
			t.Errorf("%s: %+v", name, topics)
		}
	}
}
