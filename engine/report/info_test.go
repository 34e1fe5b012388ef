package report

import (
	"strings"
	"testing"

	"kindred/engine"
	"kindred/engine/corpus"
)

// A block by hand: a line a fact, in the words of a person, nothing where there is nothing to say, titles cut to the width.
func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1.0 kB", 9949: "9.9 kB", 9950: "10 kB", 999499: "999 kB", 999500: "1.0 MB", 45e6: "45 MB", 3800e6: "3.8 GB", 1200e12: "1200 TB"} {
		if got := bytesOf(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestInfoBlock(t *testing.T) {
	i := engine.Info{
		Format: "ris, csv", Records: 100, Kept: 80, Skipped: 15, Merged: 5, WithAbstract: 50, Languages: map[string]int{"en": 40, "fr": 10, "und": 10, "eo": 10},
		Years: map[string]int{"1999": 20, "2004": 30}, IDs: map[string]int{"doi": 30, "pmid": 40, "isbn": 1}, MadeIDs: 3, LeftOut: &corpus.LeftOut{Where: 8, Limit: 2},
		First:    []engine.Paper{{ID: "b", Title: "Bees\nof the Alps and of many other mountains", Date: "2004-05"}, {ID: "long", Title: ""}},
		Problems: []corpus.Problem{{Kind: "bad-json", Message: "skipped", Count: 15, First: corpus.Origin{File: "a.ris", Line: 7}}, {Kind: "x", Message: "odd", Count: 1}},
	}
	want := `papers
  format     ris, csv
  records    100: 80 papers kept, 15 skipped, 5 merged into others
  left out   8 by where, 2 by limit
  abstracts  50 of 70
  languages  English 40, eo 10, French 10, not told 10
  years      1999 to 2004, most in 2004 (30); 20 without
  ids        PubMed 40, DOI 30, isbn 1; 3 made from the text

  the first papers
    b     Bees of the Alps and o…
    long  (no title)

  problems
    15 ×  a.ris:7: skipped
    1 ×  odd
`
	var b strings.Builder
	if err := Info(&b, "papers", i, 33); err != nil || b.String() != want {
		t.Errorf("%v\n%s, want\n%s", err, b.String(), want)
	}
	b.Reset()
	want = "none\n  format     none that is known\n  records    0: 0 papers kept, 0 skipped\n\n  no problems\n"
	if err := Info(&b, "none", engine.Info{}, 0); err != nil || b.String() != want {
		t.Errorf("%v\n%s, want\n%s", err, b.String(), want)
	}
}
