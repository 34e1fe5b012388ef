package vectorize

import (
	"slices"
	"testing"

	"kindred/vectorize/text"
)

func termsOf(c Counts) []string {
	var out []string
	for _, t := range c.Terms {
		out = append(out, t.Term)
	}
	return out
}

// A title too short to tell is read in the language of the abstract behind it, and fields that state their
// language in theirs.
func TestFieldsAreJudgedTogether(t *testing.T) {
	counter, err := Vectorizer{Text: text.Settings{Language: text.Auto}}.Counter()
	if err != nil {
		t.Fatal(err)
	}
	french := "Nous savons que les abeilles sont là depuis des années."
	for _, c := range []struct {
		fields []Field
		want   []string
	}{
		{[]Field{{Text: "Les forêts"}}, []string{"forêt", "les"}},
		{[]Field{{Text: "Les forêts"}, {Text: french}}, []string{"abeil", "anné", "forêt", "savon"}},
		{[]Field{{Text: "Les forêts", Lang: "de"}, {Text: french}}, []string{"abeil", "anné", "forêt", "les", "savon"}},
		{[]Field{{Text: "Les forêts", Lang: "pl"}, {Text: "Wälder", Lang: "ger"}, {Text: "und nicht", Lang: "ger"}}, []string{"forêts", "les", "wald"}},
		{nil, nil},
	} {
		if got := termsOf(counter.Count(c.fields...)); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.fields, got, c.want)
		}
	}
	if got := counter.Language(Field{Text: "Forêts"}, Field{Text: french}); got != "fr" {
		t.Errorf("read in %q", got)
	}
}
