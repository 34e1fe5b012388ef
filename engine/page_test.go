package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// beside is a collection that stands beside the project in some places.
func beside(t *testing.T, file string) []corpus.Document {
	t.Helper()
	name := filepath.Join("..", "..", "shared", "corpora", file)
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no papers to read: %s is not there", name)
	}
	source, err := corpus.Open([]string{name}, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := source.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c.Documents
}

// pageEngine is a page of 81 papers, built.
func pageEngine(t *testing.T, k int) *Engine {
	t.Helper()
	page := beside(t, "000_43947a4618706eff.txt")
	if len(page) != 81 {
		t.Fatalf("%d papers, want 81", len(page))
	}
	return build(t, page, func(c *Config) { c.K = k })
}

// The subjects that a reader of the page's titles would name are among the labels and first phrases.
func TestTopicsOfAPage(t *testing.T) {
	topics := topicsOf(t, pageEngine(t, 10))
	var said []string
	for _, topic := range topics.Topics {
		said = append(said, strings.ToLower(topic.Label))
		for _, phrase := range topic.TopPhrases[:min(3, len(topic.TopPhrases))] {
			said = append(said, strings.ToLower(phrase))
		}
	}
	for _, subject := range [][]string{
		{"continual learning"},
		{"low-rank adaptation", "low-rank fine-tuning"},
		{"consistency models", "diffusion models"},
		{"semi-supervised learning"},
		{"time series", "time-series"},
		{"noisy labels"},
	} {
		if !slices.ContainsFunc(said, func(s string) bool {
			return slices.ContainsFunc(subject, func(want string) bool { return strings.Contains(s, want) })
		}) {
			t.Errorf("no topic is about %s: %q", strings.Join(subject, " or "), said)
		}
	}
}

// A paper on low-rank fine-tuning has the four others first.
func TestRelatedOnAPage(t *testing.T) {
	e := pageEngine(t, 0)
	row := slices.IndexFunc(e.docs.(corpus.List), func(d corpus.Document) bool { return strings.HasPrefix(d.Title, "ALLoRA") })
	if row < 0 {
		t.Fatal("the page has no paper ALLoRA")
	}
	for _, hit := range relatedTo(t, e, Query{Rows: []int{row}}, 4) {
		if title := strings.ToLower(e.docs.At(hit.Row).Title); !strings.Contains(title, "lora") && !strings.Contains(title, "low-rank") {
			t.Errorf("rank %d is %q", hit.Rank, e.docs.At(hit.Row).Title)
		}
	}
}
