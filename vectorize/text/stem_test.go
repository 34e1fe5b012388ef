package text

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	english2 "github.com/blevesearch/snowballstem/english"
	french2 "github.com/blevesearch/snowballstem/french"
	hungarian2 "github.com/blevesearch/snowballstem/hungarian"
	norwegian2 "github.com/blevesearch/snowballstem/norwegian"
	russian2 "github.com/blevesearch/snowballstem/russian"
	spanish2 "github.com/blevesearch/snowballstem/spanish"
	swedish2 "github.com/blevesearch/snowballstem/swedish"
)

func TestStemsThatAreStopWordsStayWhole(t *testing.T) {
	checkTerms(t, Settings{}, "en", []termCase{{"wills and wells", "wills, wells"}})
}

// A reader that has come to know many words is left behind, and another finds the same.
func TestPooledReadersAreBounded(t *testing.T) {
	a, _ := New(Settings{})
	in := "Low-rank adaptation of LSTMs in l'homme"
	want := a.Tokens(in, "fr")
	for i := range 40 {
		var b strings.Builder
		for j := range pooledReadings / 16 {
			fmt.Fprintf(&b, "network%dx%d ", i, j)
		}
		a.Tokens(b.String(), "fr")
		if r, ok := a.readers.Get().(*Reader); ok {
			if len(r.tokens) >= pooledReadings {
				t.Fatalf("a pooled reader knows %d readings", len(r.tokens))
			}
			a.readers.Put(r)
		}
		if got := a.Tokens(in, "fr"); !slices.Equal(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
}

func TestSharedAnalyzer(t *testing.T) {
	a, _ := New(Settings{MaxN: 2})
	in := "Low-rank adaptation of large networks, and LSTMs for the forests of Norway."
	want := a.Tokens(in, "en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := a.Tokens(in, "en"); !slices.Equal(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

var update = flag.Bool("update", false, "write the golden file")

// Where two libraries have a stemmer of one language, the golden file holds the words that they differ on, so that a
// new version of either shows. The words are those of the lists and of testdata/words.tsv.
func TestStemmersDiffer(t *testing.T) {
	generated := map[string]func(string, bool) string{
		"en": generated(english2.Stem), "es": generated(spanish2.Stem), "fr": generated(french2.Stem), "hu": generated(hungarian2.Stem),
		"no": generated(norwegian2.Stem), "ru": generated(russian2.Stem), "sv": generated(swedish2.Stem),
	}
	data, err := os.ReadFile("testdata/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		code, words, _ := strings.Cut(line, "\t")
		set := slices.Concat(strings.Fields(words), StopWords(code), Boilerplate(code))
		slices.Sort(set)
		set = slices.Compact(set)
		differ := 0
		for _, w := range set {
			ours, other := languages[code].stem(w, true), generated[code](w, true)
			if ours != other {
				differ++
				fmt.Fprintf(&b, "%s %s: %s, %s\n", code, w, ours, other)
			}
		}
		fmt.Fprintf(&b, "%s differ on %d of %d\n", code, differ, len(set))
	}
	checkGolden(t, "testdata/stemmers.golden", b.String())
}

func checkGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; if that is meant, run go test -update\n got %s", path, got)
	}
}
