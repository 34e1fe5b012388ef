package engine

import (
	"context"
	"slices"
	"testing"

	"kindred/engine/corpus"
	"kindred/vectorize/text"
)

func auto(c *Config) { c.Vectorizer.Text.Language = text.Auto }

// bilingual is a corpus of French papers, some of bare titles, and fewer English ones.
func bilingual() []corpus.Document {
	docs := titled("Forêts", "Les forêts et les abeilles", "Forests", "The bees in the forests", "Abeilles")
	docs[1].Abstract = "Nous savons que les abeilles sont dans les forêts depuis des années, mais pas pourquoi."
	docs[3].Abstract = "We have known for years that there are bees in the forests, but not why."
	docs = append(docs, docs[1])
	docs[5].ID = "again"
	return docs
}

func TestShortTextsAreReadAsMostPapersAre(t *testing.T) {
	e := build(t, bilingual(), func(c *Config) { auto(c); inTerms(c) })
	if got := e.Config().Vectorizer.Text.Fallback; got != "fr" {
		t.Errorf("most papers are in %q", got)
	}
	related, err := e.Related(context.Background(), Query{Text: "les abeilles"}, 10)
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, h := range related.Hits {
		rows = append(rows, h.Row)
	}
	if slices.Sort(rows); !slices.Equal(rows, []int{1, 4, 5}) {
		t.Errorf("a French query finds rows %v", rows)
	}
}

func TestFallbackIsForAutoAlone(t *testing.T) {
	english := func(c *Config) { c.Vectorizer.Text.Language = "" }
	if got := build(t, bilingual(), english).Config().Vectorizer.Text.Fallback; got != "" {
		t.Errorf("without auto: %q", got)
	}
	given := func(c *Config) { auto(c); c.Vectorizer.Text.Fallback = "sv" }
	if got := build(t, bilingual(), given).Config().Vectorizer.Text.Fallback; got != "sv" {
		t.Errorf("given: %q", got)
	}
	if got := build(t, titled("bees", "wasps"), auto).Config().Vectorizer.Text.Fallback; got != "" {
		t.Errorf("nothing to tell by: %q", got)
	}
}

// Of 1,999 papers every second is looked at: 1,000.
func TestLanguagesAreToldByAThousandPapersAtMost(t *testing.T) {
	for papers, want := range map[int]int{1: 1, 1000: 1000, 1001: 501, 1999: 1000, 2001: 667} {
		docs := titled(slices.Repeat([]string{"We have known for years that there are bees in the forests"}, papers)...)
		e := &Engine{config: DefaultConfig(), docs: corpus.List(docs)}
		if got := e.countLanguages()["en"]; got != want {
			t.Errorf("of %d papers %d are looked at, want %d", papers, got, want)
		}
	}
}

// Bare titles that tell no language are read in that of the fallback, English if there is none, and labelled without the
// boilerplate of it.
func TestTitlesThatTellNoLanguageAreLabelledWithoutBoilerplate(t *testing.T) {
	docs := titled("Ocean salinity results", "Ocean salinity tides", "Ocean salinity results", "Coral reefs", "Coral reef fish", "Coral reefs")
	for fallback, want := range map[string]bool{"": false, "en": false, "sv": true} {
		e := build(t, docs, func(c *Config) { auto(c); plain(2)(c); c.Vectorizer.Text.Fallback = fallback })
		if column, ok := e.model.Column("result"); !ok || e.names[column] != want {
			t.Errorf("fallback %q: are results a word (%v) and not shown? Want shown: %v", fallback, ok, want)
		}
	}
}
