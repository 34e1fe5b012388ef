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

// A title that was made of the abstract is counted once, in the abstract; a title of its own always, even where the
// abstract begins with its words.
func TestDerivedTitles(t *testing.T) {
	for _, c := range []struct {
		derived bool
		fields  []string
		want    int
	}{
		{false, []string{"title", "abstract"}, 2},
		{true, []string{"title", "abstract"}, 1},
		{true, []string{"title"}, 1},
		{true, []string{"abstract", "title"}, 1},
	} {
		d := corpus.Document{Title: "Bees dance.", Abstract: "Bees dance. They do.", TitleDerived: c.derived}
		var names []FieldWeight
		for _, name := range c.fields {
			names = append(names, FieldWeight{name, 1})
		}
		if got := len(fieldsOf(d, names)); got != c.want {
			t.Errorf("derived %v, fields %v: %d parts are read, want %d", c.derived, c.fields, got, c.want)
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
