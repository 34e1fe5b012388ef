package engine

import (
	"slices"
	"testing"

	"kindred/engine/corpus"
	"kindred/vectorize"
)

func TestFieldsOf(t *testing.T) {
	d := corpus.Document{
		Title: "Dancing", Abstract: "Bees dance.", Keywords: []string{"bees", "dances"}, Categories: []string{"q-bio"},
		Authors: []string{"Ann", "Bo"}, Venue: "Hive", Lang: "en", Fields: map[string]string{"notes": "in spring", "venue2": ""},
	}
	field := func(text string, weight float64) vectorize.Field {
		return vectorize.Field{Text: text, Weight: weight, Lang: "en"}
	}
	for _, c := range []struct {
		fields []FieldWeight
		want   []vectorize.Field
	}{
		{[]FieldWeight{{"title", 2}, {"abstract", 0}}, []vectorize.Field{field("Dancing", 2), field("Bees dance.", 0)}},
		{[]FieldWeight{{"keywords", 1}, {"venue", 1}}, []vectorize.Field{field("bees", 1), field("dances", 1), field("Hive", 1)}},
		{[]FieldWeight{{"authors", 1}, {"categories", 3}}, []vectorize.Field{field("Ann", 1), field("Bo", 1), field("q-bio", 3)}},
		{[]FieldWeight{{"notes", 1}, {"nothing", 1}}, []vectorize.Field{field("in spring", 1)}},
	} {
		if got := fieldsOf(d, c.fields); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.fields, got, c.want)
		}
	}
}

// A title that was cut from the abstract is counted once, in the abstract.
func TestDerivedTitles(t *testing.T) {
	for _, c := range []struct {
		title, abstract string
		want            bool
	}{
		{"Bees dance.", "Bees dance. They do.", true},
		{"Bees dance in the…", "Bees dance in the morning.", true},
		{"Bees dance.", "Moths do not.", false},
		{"Bees dance.", "", false},
		{"", "Bees dance.", true},
	} {
		d := corpus.Document{Title: c.title, Abstract: c.abstract}
		if got := derivedTitle(d); got != c.want {
			t.Errorf("%q of %q: %v", c.title, c.abstract, got)
		}
		if got := len(part(d, "title")); (got == 0) != c.want {
			t.Errorf("%q of %q: the title has %d parts", c.title, c.abstract, got)
		}
	}
}

// A field of the records may be read, as soon as one record has it.
func TestFieldsOfTheRecords(t *testing.T) {
	docs := titled("bees", "moths")
	docs[1].Fields = map[string]string{"summary": "moths rest"}
	e := build(t, docs, func(c *Config) { c.Fields = []FieldWeight{{"title", 1}, {"summary", 1}}; plain(1)(c) })
	if e.Vocabulary() != 3 {
		t.Errorf("%d terms, want bees, moths, rest", e.Vocabulary())
	}
}

// A word counts as often as its field weighs: raw counts of 3 and 1 over sqrt 10.
func TestFieldWeights(t *testing.T) {
	docs := []corpus.Document{{Title: "alpha", Abstract: "beta"}, {Title: "gamma"}}
	e := build(t, docs, func(c *Config) {
		plain(1)(c)
		c.Fields = []FieldWeight{{"title", 3}, {"abstract", 1}}
		c.Vectorizer.TF = vectorize.RawTF
	})
	_, values := e.terms.Row(0)
	near(t, "alpha", float64(values[0]), 0.9486833, 1e-6)
	near(t, "beta", float64(values[1]), 0.3162278, 1e-6)
}
