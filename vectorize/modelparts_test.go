package vectorize

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// partsOf fits three short texts.
func partsOf(t *testing.T, v Vectorizer) (*Model, ModelParts) {
	t.Helper()
	docs := [][]Field{{{Text: "bees find a way home"}}, {{Text: "bees find flowers"}}, {{Text: "rivers find a way to the sea"}}}
	m, _, err := v.FitTransform(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	return m, m.Parts()
}

func TestAModelIsRestoredFromItsParts(t *testing.T) {
	v := Default()
	m, p := partsOf(t, v)
	got, err := v.Restore(p)
	if err != nil {
		t.Fatal(err)
	}
	counter, err := v.Counter()
	if err != nil {
		t.Fatal(err)
	}
	counts := counter.Count(Field{Text: "bees find rivers"})
	columns, values := m.Vector(counts)
	gotColumns, gotValues := got.Vector(counts)
	if len(columns) == 0 || !slices.Equal(columns, gotColumns) || !slices.Equal(values, gotValues) {
		t.Errorf("%v %v, want %v %v", gotColumns, gotValues, columns, values)
	}
	for c := range m.Terms() {
		if column, ok := got.Column(m.Term(c)); !ok || column != c || !reflect.DeepEqual(got.Stats(c), m.Stats(c)) {
			t.Errorf("term %q is in column %d, %v, of %+v; want %d and %+v", m.Term(c), column, ok, got.Stats(c), c, m.Stats(c))
		}
	}
	if _, ok := got.Column("zebra"); ok {
		t.Error("a term that no text holds has a column")
	}
}

func TestPartsThatMakeNoModelAreRefused(t *testing.T) {
	for says, change := range map[string]func(p *ModelParts){
		"values for":          func(p *ModelParts) { p.DF = p.DF[1:] },
		"discounts":           func(p *ModelParts) { p.Discount = p.Discount[1:] },
		"of 0 documents":      func(p *ModelParts) { p.Totals.Docs = 0 },
		"text 1 of":           func(p *ModelParts) { p.Terms.Ends = slices.Clone(p.Terms.Ends); p.Terms.Ends[1] = 0 },
		"ends at byte 999 of": func(p *ModelParts) { p.Surfaces.Ends = slices.Repeat([]int64{999}, len(p.Surfaces.Ends)) },
		"0 terms":             func(p *ModelParts) { *p = ModelParts{Totals: p.Totals} },
	} {
		_, p := partsOf(t, Default())
		change(&p)
		if _, err := Default().Restore(p); !errors.Is(err, ErrParts) || !strings.Contains(err.Error(), says) {
			t.Errorf("error is %v, want %q", err, says)
		}
	}
}
