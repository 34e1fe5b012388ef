package engine

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// phrasesOf reads the phrases of some documents.
func phrasesOf(t testing.TB, change func(*Config), docs ...corpus.Document) map[string]*phrase {
	t.Helper()
	e := build(t, docs, change)
	rows := make([]int, len(docs))
	for row := range rows {
		rows[row] = row
	}
	out := map[string]*phrase{}
	for _, p := range e.readPhrases(rows) {
		out[p.key] = p
	}
	return out
}

// A phrase is a run of words: stop words, boilerplate, numbers and punctuation end one, and a hyphen
// does not. Its key is its stems.
func TestPhrasesByHand(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Honey bees dance", []string{"bee", "bee danc", "danc", "honey", "honey bee", "honey bee danc"}},
		{"bees of the comb", []string{"bee", "comb"}},
		{"bees, combs. Hives", []string{"bee", "comb", "hive"}},
		{"bees 42 combs", []string{"bee", "comb"}},
		{"this paper proposes bees", []string{"bee"}},
		{"low-rank matrices", []string{"low rank", "low rank matric", "matric"}},
		{"T cells rest", []string{"cell", "cell rest", "rest", "t cell", "t cell rest"}},
		{"semi-supervised bees", []string{"bee", "semi supervis", "semi supervis bee"}},
		{"vitamin D", []string{"vitamin"}},
	} {
		got := slices.Sorted(maps.Keys(phrasesOf(t, nil, corpus.Document{Abstract: c.text})))
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// At most four words, and at most six parts of hyphenated ones: gilo-hapo-imbu with jofe-kalu-lemo, but without mibu.
func TestPhrasesAreShort(t *testing.T) {
	words, parts := 0, 0
	for _, p := range phrasesOf(t, nil, corpus.Document{Abstract: "ablo bemo cimu dopa erfu fane; gilo-hapo-imbu jofe-kalu-lemo mibu"}) {
		words, parts = max(words, p.words), max(parts, len(p.parts))
	}
	if words != 4 || parts != 6 {
		t.Errorf("the longest phrases have %d words and %d parts, want 4 and 6", words, parts)
	}
}

// Papers and titles are counted once a paper, in whatever order the fields are read.
func TestPhrasesCountPapers(t *testing.T) {
	docs := []corpus.Document{
		{Title: "Honey bees, honey bees", Abstract: "We watch honey bees. Honey bees dance."},
		{Title: "Moths", Abstract: "No honey bee was seen."},
		{Title: "Honey bees", Abstract: "Moths."},
	}
	for _, fields := range [][]FieldWeight{{{"title", 1}, {"abstract", 1}}, {{"abstract", 1}, {"title", 1}}} {
		found := phrasesOf(t, func(c *Config) { c.Fields = fields }, docs...)
		p := found["honey bee"]
		if !slices.Equal(p.papers, []int{0, 1, 2}) || !slices.Equal(p.titles, []int{0, 2}) {
			t.Errorf("%v: honey bees in papers %v, titles %v", fields, p.papers, p.titles)
		}
		if m := found["moth"]; !slices.Equal(m.papers, []int{1, 2}) || !slices.Equal(m.titles, []int{1}) {
			t.Errorf("%v: moths in papers %v, titles %v", fields, m.papers, m.titles)
		}
		if !maps.Equal(p.inTitles, map[string]int{"honey bees": 3}) || !maps.Equal(p.forms, map[string]int{"honey bees": 2, "honey bee": 1}) {
			t.Errorf("%v: spelled %v in titles, %v elsewhere", fields, p.inTitles, p.forms)
		}
	}
}

// A word behind a number may be its unit, and begins no phrase there.
func TestUnitsBeginNoPhrase(t *testing.T) {
	found := phrasesOf(t, nil, corpus.Document{Abstract: "bees at 30 volt cells; the volt cells"}, corpus.Document{Abstract: "bees at 40 volt cells"})
	if p := found["volt cell"]; !slices.Equal(p.papers, []int{0, 1}) || !slices.Equal(p.starting, []int{0}) {
		t.Errorf("in papers %v, begins in %v, want both and the first", p.papers, p.starting)
	}
}

// "low-rank" and "low rank" are one phrase, of one word at its shortest.
func TestHyphensMakeNoOtherPhrase(t *testing.T) {
	p := phrasesOf(t, nil, corpus.Document{Abstract: "a low-rank matrix"}, corpus.Document{Abstract: "the low rank matrix"})["low rank matrix"]
	if p == nil || len(p.papers) != 2 || p.words != 2 || strings.Join(p.parts, "+") != "low+rank+matrix" {
		t.Errorf("%+v", p)
	}
}
