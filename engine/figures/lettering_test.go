package figures

import (
	"slices"
	"strings"
	"testing"

	"kindred/engine"
)

func TestLettersOfTheFont(t *testing.T) {
	for text, want := range map[string]string{
		"naïve Bayes":            "naïve Bayes",
		"λ-calculus, Ψ":          "λ-calculus, Ψ",
		"квантовые измерения":    "квантовые измерения",
		"Łukasiewicz, Őry, şifa": "Łukasiewicz, Őry, şifa",
		"≤ ∑ ∞ → □":              "≤ ∑ ∞ → □",
		"量子 walks":               "□ walks",
		"한국어, 日本語 x":             "□, □ x",
		"graph שלום":             "graph □",
	} {
		if got, _ := written(text); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
	if _, says := written("量子, 行走"); says {
		t.Error("boxes say something")
	}
}

func TestLabelsThatCannotBeWritten(t *testing.T) {
	topics := &engine.Topics{K: 3, Topics: []engine.Topic{{Label: "量子行走"}, {Label: "quantum walks, 量子"}, {Label: "ice"}, {Label: "한국"}}}
	for topic, want := range []string{"topic 0", "quantum walks, □", "ice"} {
		if got := labelOf(topics, topic); got != want {
			t.Errorf("topic %d is called %s, want %s", topic, got, want)
		}
	}
	if signs, n := Lacking(topics); string(signs) != "量子行走" || n != 2 {
		t.Errorf("%d topics lack %s", n, string(signs))
	}
}

func TestLinesAreFewAndEven(t *testing.T) {
	l := lettering{regular, 20}
	width := l.width("glaciers melt in warm fjords")
	got := l.wrapped("glaciers melt in warm fjords and oceans", width)
	if want := []string{"glaciers melt in", "warm fjords and oceans"}; len(got) != 2 || l.widest(got) > width || l.widest(got) > l.widest(want) {
		t.Errorf("lines are %q", got)
	}
	if got := l.rows(strings.Repeat("ice ", 99), width, 2); len(got) != 2 || !strings.HasSuffix(got[1], "…") || l.widest(got) > width {
		t.Errorf("lines are %q", got)
	}
	if got := l.rows("ice", width, 3); !slices.Equal(got, []string{"ice"}) {
		t.Errorf("lines are %q", got)
	}
	if got := l.rows("", width, 3); len(got) != 0 {
		t.Errorf("lines of nothing are %q", got)
	}
}
