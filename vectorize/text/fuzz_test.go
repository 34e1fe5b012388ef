package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var fuzzSeeds = []string{
	"", "Low-rank adaptation of LSTMs in $K$-means, US$5", "l’homme d'un ﬁ\u00ad", "\xff\xfe$\\\"", "\\v{C}\\o{}\\begin{equation}x",
	"<p a=b>&amp;lt;x</p>", "深度学习ー", "E. coli U.S.A e.g a_b.C:d", strings.Repeat("a-", 50), "$$x$$ \\(\\alpha\\)-b \\[", "ΐ ᾳ İ ß ŉ ſ",
	"n't 's 'll ''s --- --", "T\u0301-\u0301x", "http://x.y/z a@b.c 10.1234/x", "a\x00b\r\n\r\nc", "A AB ABC'S ABs",
}

func FuzzTokens(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "en")
		f.Add(s, "fr")
		f.Add(s, "it")
	}
	var analyzers []*Analyzer
	for _, s := range []Settings{{}, {Tokens: "sklearn"}, {StopWords: []string{"a"}, NoStem: true}, {Synonyms: []Synonym{{From: "LSTM", To: "low-rank cell"}, {From: "a", To: "K"}}}} {
		a, err := New(s)
		if err != nil {
			f.Fatal(err)
		}
		analyzers = append(analyzers, a)
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		for _, a := range analyzers {
			for i, tok := range a.Tokens(s, lang) {
				checkToken(t, tok)
				if tok.Part && i == 0 {
					t.Errorf("%q begins with a part", s)
				}
			}
		}
	})
}

func checkToken(t *testing.T, tok Token) {
	t.Helper()
	if tok.Surface == "" || tok.Word == "" {
		t.Errorf("empty token %+v", tok)
	}
	if tok.Stop && tok.Term != "" {
		t.Errorf("a stop word with a term: %+v", tok)
	}
	if !utf8.ValidString(tok.Surface) || !utf8.ValidString(tok.Word) || !utf8.ValidString(tok.Term) {
		t.Errorf("invalid UTF-8: %+v", tok)
	}
}

func FuzzTerms(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "en")
		f.Add(s, "ru")
		f.Add(s, "de")
		f.Add(s, "nl")
		f.Add(s, "pt")
	}
	a, err := New(Settings{MaxN: 3})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		a.Terms(s, lang, func(key, surface string) {
			if key == "" || surface == "" || !utf8.ValidString(key) || !utf8.ValidString(surface) {
				t.Errorf("%q gave %q, %q", s, key, surface)
			}
			if !strings.Contains(key, " ") && a.IsStop(surface, lang) {
				t.Errorf("%q kept the stop word %q as %q", s, surface, key)
			}
		})
		clean := normalise(s)
		if !utf8.ValidString(clean) {
			t.Errorf("%q normalised to invalid %q", s, clean)
		}
		if again := compose(clean); again != clean {
			t.Errorf("%q composes to %q, then %q", s, clean, again)
		}
		if w := fold(clean); fold(w) != w {
			t.Errorf("%q folds to %q, then %q", clean, w, fold(w))
		}
	})
}
