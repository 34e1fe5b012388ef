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

// A hit, a miss and a lookup after the shard began anew must agree.
func TestCacheChangesNothing(t *testing.T) {
	a, _ := New(Settings{})
	tongue := a.tongue("en")
	var words []string
	for i := range cacheShards * shardCapacity / 64 {
		words = append(words, fmt.Sprintf("networks%d", i), fmt.Sprintf("Running%dings", i))
	}
	words = append(words, "US", "Networks", "LSTMs", "model's", "D", "the")
	for range 2 {
		for _, w := range words {
			if got, want := tongue.entry(w), tongue.analyse(w); got != want {
				t.Fatalf("entry(%q) = %+v, want %+v", w, got, want)
			}
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	for i := range 2 * cacheShards * shardCapacity {
		c.put(fmt.Sprint(i), entry{})
	}
	for i := range c.shards {
		if n := len(c.shards[i].entries); n == 0 || n > shardCapacity {
			t.Fatalf("shard %d holds %d entries", i, n)
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
