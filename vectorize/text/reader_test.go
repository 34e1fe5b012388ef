package text

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// readerSettings are settings of every kind.
var readerSettings = []Settings{
	{}, {MaxN: 2}, {MaxN: 5}, {MinN: 2, MaxN: 3}, {Language: Auto, MaxN: 2}, {NoStem: true, MaxN: 3}, {KeepBoilerplate: true, MaxN: 2},
	{StopWords: []string{}, MaxN: 2}, {StopWords: []string{"a", "tide", "α"}, MaxN: 2}, {Language: "fr", MaxN: 3},
	{Tokens: "sklearn"}, {Tokens: "sklearn", MaxN: 3, StopWords: []string{"the", "of", "a"}}, {Tokens: "sklearn", MinN: 2, MaxN: 2},
	{MaxN: 2, Synonyms: []Synonym{{From: "LSTM", To: "low-rank cell"}, {From: "tumour", To: "tumor"}, {From: "a", To: "K"}}},
}

// checkReader compares what a reader finds in a text with Places, term by term, and the words that Places sees, which
// come from a reader too, with those of one that knows nothing yet.
func checkReader(t *testing.T, r *Reader, s, lang string) {
	t.Helper()
	if a := r.analyzer; !a.sklearn && !slices.Equal(a.Reader().words(s, lang), a.Tokens(s, lang)) {
		t.Fatalf("%q in %q: the words depend on what was read before: %+v", s, lang, a.Tokens(s, lang))
	}
	found, i := r.Read(s, lang), 0
	r.analyzer.Places(s, lang, func(place int, key, surface string) {
		if i == len(found) {
			t.Fatalf("%q in %q: no %q at %d", s, lang, key, place)
		}
		f, met := found[i], r.Met()[found[i].Met]
		term, _ := r.Form(int(met.Form))
		if int(f.Place) != place || r.Key(term) != key || r.Spelling(int(met.Form)) != surface || term != met.Term {
			t.Fatalf("%q in %q: %q (%q) at %d, want %q (%q) at %d", s, lang, r.Key(term), r.Spelling(int(met.Form)), f.Place, key, surface, place)
		}
		i++
	})
	if i != len(found) {
		t.Fatalf("%q in %q: %d terms, want %d", s, lang, len(found), i)
	}
}

func readers(tb testing.TB) []*Reader {
	var out []*Reader
	for _, s := range readerSettings {
		a, err := New(s)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, a.Reader())
	}
	return out
}

// oddWords are words and joints that meet in odd ways.
var oddWords = strings.Split("the|of|a|A|B|vitamin|D|Tide|tide|TIDE|TIDES|BACKGROUND|AND|US|us|US's|U.S|e.g|E|coli|LSTM|LSTMs|tumour|semi|non|Naïve|"+
	"naïve|ﬁeld|l’homme|l'|d'un|α|α's|β-globin|Σ's|p53|3.14|1,000|İstanbul|深度学习|ディープ|ー|다층|модель|ß|x_y|_|__|a.b|A.B:C|n't|'s|"+
	strings.Repeat("acgt", 20)+"|"+strings.Repeat("ACGT", 17)+"|É|ÉTÉ|École|$x$|\uFFFC|\u0301|\u00AD|<p>|&amp;|http://a.b/c|World|Wide|Web|a-t-il|state-of-the-art", "|")

var oddJoints = strings.Split(" | | | |-|-|--|. |, |; |: |.|\n|\n\n|'|’|–| - |(|) |\"|\t|\u3000|", "|")

func oddText(rng *rand.Rand) string {
	var b strings.Builder
	for range rng.IntN(30) {
		b.WriteString(oddWords[rng.IntN(len(oddWords))])
		b.WriteString(oddJoints[rng.IntN(len(oddJoints))])
	}
	return b.String()
}

// What a reader remembers of the texts before never changes what it finds, whichever stretch they were in.
func TestReaderEqualsPlaces(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	langs := []string{"", "en", "fr", "it", "de", "ru", "zz"}
	all := readers(t)
	for i := range 800 {
		s, lang := oddText(rng), langs[rng.IntN(len(langs))]
		for _, r := range all {
			switch i % 100 {
			case 13:
				r.EndStretch()
			case 57: // as when marks run out
				r.base += math.MaxUint32/2 - uint32(rng.IntN(20))
				r.EndStretch()
			}
			checkReader(t, r, s, lang)
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range append(slices.Clone(fuzzSeeds), strings.Join(oddWords, " "), strings.Join(oddWords, "-")) {
		for _, lang := range []string{"", "en", "fr", "it"} {
			f.Add(s, lang)
		}
	}
	all := readers(f)
	f.Fuzz(func(t *testing.T, s, lang string) {
		for _, r := range all {
			checkReader(t, r, s, lang)
		}
	})
}

// The keys and forms of a reader, terms ascending, as "key: form n, form n".
func contents(r *Reader, terms []int32, keys *Reader) string {
	var out []string
	for i := range r.Forms() {
		if term, n := r.Form(i); n > 0 {
			out = append(out, fmt.Sprintf("%s: %s %d", keys.Key(terms[term]), r.Spelling(i), n))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestMergedReaders(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	a, err := New(Settings{MaxN: 4})
	if err != nil {
		t.Fatal(err)
	}
	one, two := a.Reader(), a.Reader()
	for range 200 {
		one.Read(oddText(rng), "en")
		two.Read(oddText(rng), "en")
	}
	one.EndStretch()
	two.EndStretch()
	same := make([]int32, two.Terms())
	for i := range same {
		same[i] = int32(i)
	}
	want := contents(two, same, two)
	if got := contents(two, one.Merge(two), one); got != want {
		t.Errorf("merged: %s\nwant %s", got, want)
	}
	seen := map[string]bool{}
	for i := range one.Terms() {
		key := one.Key(int32(i))
		if seen[key] {
			t.Errorf("%q has two numbers", key)
		}
		seen[key] = true
	}
	before := one.Terms()
	if one.Merge(two); one.Terms() != before {
		t.Errorf("%d terms, after merging again %d", before, one.Terms())
	}
}
