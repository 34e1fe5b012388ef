package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"kindred/engine/corpus"
	"kindred/testdata/sample"
	"kindred/vectorize"
)

// titled is a corpus of titles alone, with the ids p0, p1, ...
func titled(titles ...string) []corpus.Document {
	docs := make([]corpus.Document, len(titles))
	for i, title := range titles {
		docs[i] = corpus.Document{ID: fmt.Sprintf("p%d", i), Title: title}
	}
	return docs
}

// build is Build with the default settings but for what change does to them (nil: nothing).
func build(t testing.TB, docs []corpus.Document, change func(*Config)) *Engine {
	t.Helper()
	cfg := DefaultConfig()
	if change != nil {
		change(&cfg)
	}
	e, err := Build(context.Background(), docs, cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// topicsOf clusters, and checks what holds of any answer.
func topicsOf(t testing.TB, e *Engine) *Topics {
	t.Helper()
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	checkTopics(t, e, topics)
	return topics
}

// plain makes every word of a title weigh the same, 1/sqrt(words), and compares by terms alone, so that cosines can be
// worked by hand: words in common over the root of both lengths.
func plain(k int) func(*Config) {
	return func(c *Config) {
		c.K = k
		inTerms(c)
		c.Vectorizer.Text.MaxN = 1
		c.Vectorizer.TF, c.Vectorizer.IDF = vectorize.BinaryTF, vectorize.NoIDF
	}
}

// inTerms compares papers by their terms alone.
func inTerms(c *Config) { c.LSA.Rank = -1 }

// spaces are the ways to compare papers.
var spaces = map[string]func(*Config){
	"terms":            inTerms,
	"directions":       func(c *Config) { c.Smooth = 0 },
	"drawn directions": func(*Config) {},
}

var readSample = sync.OnceValues(func() (*corpus.Collection, error) {
	source, err := corpus.Open([]string{"-"}, corpus.Options{Stdin: bytes.NewReader(sample.JSONL)})
	if err != nil {
		return nil, err
	}
	return source.Load(context.Background())
})

// samplePapers is the sample corpus: 145 papers of twelve fields, each with its field as its label.
func samplePapers(t testing.TB) []corpus.Document {
	t.Helper()
	c, err := readSample()
	if err != nil {
		t.Fatal(err)
	}
	return c.Documents
}

// sampleEngine is the sample corpus, built, with k topics to find.
func sampleEngine(t testing.TB, k int) *Engine {
	t.Helper()
	return build(t, samplePapers(t), func(c *Config) { c.K = k })
}

// rowOf is the row of a paper of the sample corpus.
func rowOf(t testing.TB, e *Engine, id string) int {
	t.Helper()
	row := slices.IndexFunc(e.Documents().(corpus.List), func(d corpus.Document) bool { return d.ID == id })
	if row < 0 {
		t.Fatalf("no paper %s", id)
	}
	return row
}

// printed is an answer in full, to compare answers in which a number may be unknown: NaN is not
// equal to itself, but prints as itself, and every other number prints so that it can be told apart.
func printed(answer any) string { return fmt.Sprintf("%+v", answer) }

// published is what Topics tells, without its own means.
func published(t *Topics) Topics {
	out := *t
	out.sums, out.cohesion, out.members, out.named = nil, nil, nil, nil
	return out
}

func TestBuildSaysWhyThereIsNoAnswer(t *testing.T) {
	minDF := func(c *Config) { c.Vectorizer.MinDF = vectorize.AtLeast(3) }
	cases := []struct {
		name   string
		docs   []corpus.Document
		change func(*Config)
		want   error
		says   string
	}{
		{"no documents", nil, nil, ErrNoDocuments, "no documents"},
		{"empty", titled("", ""), nil, ErrNoText, "usable term"},
		{"stop words alone", titled("the of and", "we are", "and"), nil, ErrNoText, "usable term"},
		{"punctuation and numbers", titled("... 12 !", "4.5"), nil, ErrNoText, "usable term"},
		{"min_df above every term", titled("bees dance", "glaciers melt"), minDF, vectorize.ErrEmptyVocabulary, "min_df"},
		{"min_df and no text", titled("the", "of"), minDF, ErrNoText, "usable term"},
		{"max_df under every term", titled("bees", "bees", "bees"), func(c *Config) { c.Vectorizer.MaxDF = vectorize.AtLeast(2) }, vectorize.ErrEmptyVocabulary, "max_df"},
		{"no field", titled("bees"), func(c *Config) { c.Fields = nil }, nil, "no field to read"},
		{"negative weight", titled("bees"), func(c *Config) { c.Fields = []FieldWeight{{"title", -1}} }, nil, "field title: weight -1"},
		{"unknown field", titled("bees"), func(c *Config) { c.Fields = []FieldWeight{{"titel", 1}} }, nil, `"titel"`},
		{"bad language", titled("bees"), func(c *Config) { c.Vectorizer.Text.Tokens = "letters" }, nil, "letters"},
	}
	for _, c := range cases {
		cfg := DefaultConfig()
		if c.change != nil {
			c.change(&cfg)
		}
		e, err := Build(context.Background(), c.docs, cfg, nil)
		switch {
		case err == nil:
			t.Errorf("%s: no error", c.name)
		case e != nil:
			t.Errorf("%s: an engine beside the error %v", c.name, err)
		case c.want != nil && !errors.Is(err, c.want):
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		case !strings.Contains(err.Error(), c.says):
			t.Errorf("%s: %q does not say %q", c.name, err, c.says)
		}
	}
}

func TestBuildStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if e, err := Build(ctx, titled("bees", "glaciers"), DefaultConfig(), nil); !errors.Is(err, context.Canceled) || e != nil {
		t.Errorf("Build gives %v, %v after its context ended", e, err)
	}
	e := build(t, samplePapers(t), func(c *Config) { c.K = 3 })
	if _, err := e.Topics(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Topics: %v", err)
	}
	if _, err := e.Sweep(ctx, 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Sweep: %v", err)
	}
	if _, err := e.Related(ctx, Query{Rows: []int{0}}, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("Related: %v", err)
	}
	if _, err := relatedAll(ctx, e, 3, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("EachRelated: %v", err)
	}
}

func TestEngineTellsWhatItIsMadeOf(t *testing.T) {
	docs := titled("bees dance", "glaciers melt", "")
	e := build(t, docs, plain(2))
	if got := e.Documents(); got.Len() != 3 || got.At(1).ID != "p1" {
		t.Errorf("Documents: %v", got)
	}
	if got := e.Vocabulary(); got != 4 {
		t.Errorf("Vocabulary: %d terms, want 4", got)
	}
	if got := e.Config().K; got != 2 {
		t.Errorf("Config: K %d, want 2", got)
	}
}

// Every stage of the work is told, its count never falls and it ends complete.
func TestProgress(t *testing.T) {
	stages := map[string][]int{}
	var order []string
	progress := func(stage string, done, total int) {
		if _, ok := stages[stage]; !ok {
			order = append(order, stage)
		}
		if past := stages[stage]; len(past) > 0 && (done < past[len(past)-2] || done > total) {
			t.Errorf("%s: %d of %d after %v", stage, done, total, past)
		}
		stages[stage] = append(stages[stage], done, total)
	}
	cfg := DefaultConfig()
	e, err := Build(context.Background(), samplePapers(t), cfg, progress)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Topics(context.Background(), progress); err != nil {
		t.Fatal(err)
	}
	if _, err := relatedAll(context.Background(), e, 3, progress); err != nil {
		t.Fatal(err)
	}
	if want := []string{"reading words", "looking for duplicates", "weighing terms", "finding directions", "finding neighbours", "growing the topic tree", "scoring every k", "describing topics", "clustering parts of the papers", "comparing papers"}; !slices.Equal(order, want) {
		t.Errorf("stages %q, want %q", order, want)
	}
	for stage, told := range stages {
		if done, total := told[len(told)-2], told[len(told)-1]; done != total {
			t.Errorf("%s ends at %d of %d", stage, done, total)
		}
	}
}

// hasText reports whether a paper has a usable term.
func hasText(e *Engine, row int) bool {
	columns, _ := e.terms.Row(row)
	return len(columns) > 0
}
