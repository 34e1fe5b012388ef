package vectorize

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kindred/vectorize/matrix"
	"kindred/vectorize/text"
)

// checkFit compares FitTransform with its definition, bit for bit.
func checkFit(t *testing.T, name string, v Vectorizer, docs [][]Field, threads ...int) {
	t.Helper()
	wantModel, want, wantErr := plainFit(t, v, docs)
	for _, v.Threads = range threads {
		m, x, err := v.FitTransform(context.Background(), docs)
		if wantErr != nil || err != nil {
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || !errors.Is(err, ErrEmptyVocabulary) {
				t.Errorf("%s: error %v, want %v", name, err, wantErr)
			}
			continue
		}
		if m.Totals() != wantModel.Totals() || m.Terms() != wantModel.Terms() {
			t.Fatalf("%s: %d terms of %+v, want %d of %+v", name, m.Terms(), m.Totals(), wantModel.Terms(), wantModel.Totals())
		}
		for c := range m.Terms() {
			if m.Term(c) != wantModel.Term(c) || m.Stats(c) != wantModel.Stats(c) {
				t.Fatalf("%s: column %d differs: %q %+v, want %q %+v", name, c, m.Term(c), m.Stats(c), wantModel.Term(c), wantModel.Stats(c))
			}
		}
		if !sameMatrix(x, want) {
			t.Errorf("%s, %d threads: the matrix differs from a document at a time", name, v.Threads)
		}
	}
}

func sameMatrix(a, b *matrix.CSR) bool {
	n, _ := a.Dims()
	for i := range n {
		ac, av := a.Row(i)
		bc, bv := b.Row(i)
		if !slices.Equal(ac, bc) || !slices.Equal(av, bv) {
			return false
		}
	}
	return a.NNZ() == b.NNZ()
}

func TestFitTransformEqualsItsParts(t *testing.T) {
	docs := prose(700)
	for _, name := range Weightings() {
		v, err := Default().Weigh(name)
		if err != nil {
			t.Fatal(err)
		}
		checkFit(t, name, v, docs, 1, 2, 3, 8)
	}
}

// everySetting is each setting that bears on terms, by name, and some together.
func everySetting() map[string]func(*Vectorizer) {
	return map[string]func(*Vectorizer){
		"default":       func(*Vectorizer) {},
		"one word":      func(v *Vectorizer) { v.Text.MaxN = 1 },
		"five words":    func(v *Vectorizer) { v.Text.MaxN = 5 },
		"two to three":  func(v *Vectorizer) { v.Text.MinN, v.Text.MaxN = 2, 3 },
		"no stems":      func(v *Vectorizer) { v.Text.NoStem = true },
		"boilerplate":   func(v *Vectorizer) { v.Text.KeepBoilerplate = true },
		"no stop words": func(v *Vectorizer) { v.Text.StopWords = []string{} },
		"own words":     func(v *Vectorizer) { v.Text.StopWords = []string{"tide", "α", "l'homme"} },
		"french":        func(v *Vectorizer) { v.Text.Language = "fr" },
		"synonyms": func(v *Vectorizer) {
			v.Text.Synonyms = []text.Synonym{{From: "LSTM", To: "low-rank cell"}, {From: "tumour", To: "tumor"}, {From: "β-globin", To: "beta globin chain"}}
		},
		"sklearn": func(v *Vectorizer) { *v, _ = v.Weigh("sklearn") },
		"sklearn pairs": func(v *Vectorizer) {
			*v, _ = v.Weigh("sklearn")
			v.Text.MaxN, v.Text.StopWords = 3, []string{"the", "of"}
		},
		"few terms":       func(v *Vectorizer) { v.MaxTerms, v.Text.MaxN = 37, 3 },
		"few by document": func(v *Vectorizer) { v.MaxTerms, v.TF = 37, BinaryTF },
		"limits":          func(v *Vectorizer) { v.MinDF, v.MaxDF = AtLeast(5), Proportion(0.3) },
		"no limits":       func(v *Vectorizer) { v.MinDF, v.MaxDF = AtLeast(0), Proportion(1) },
		"nothing left":    func(v *Vectorizer) { v.MinDF = AtLeast(100000) },
		"crossed":         func(v *Vectorizer) { v.MinDF, v.MaxDF = AtLeast(3), AtLeast(2) },
		"full n-grams":    func(v *Vectorizer) { v.FullNGrams, v.Text.MaxN = true, 3 },
		"much adaptation": func(v *Vectorizer) { v.Adaptation = 1 },
		"l1":              func(v *Vectorizer) { v.Norm, v.IDF = L1, PlainIDF },
	}
}

// oddWords are words and joints that meet in odd ways.
var oddWords = strings.Split("the|of|a|A|vitamin|D|Tide|tide|TIDE|BACKGROUND|AND|US|us|US's|U.S|e.g|E|coli|LSTM|LSTMs|tumour|semi|non|Naïve|naïve|"+
	"ﬁeld|l’homme|l'|d'un|α|β-globin|p53|3.14|1,000|İstanbul|深度学习|ディープ|ー|модель|моделей|ß|x_y|_|a.b|A.B:C|'s|É|ÉTÉ|École|$x$|$K$-means|\\alpha|"+
	"\uFFFC|\u0301|\u00AD|\xff|\x00|<p>|&amp;|http://a.b/c|World|Wide|Web|a-t-il|state-of-the-art|low-rank|fine-tuning|Fine-Tuned|"+strings.Repeat("acgt", 20), "|")

var oddJoints = strings.Split(" | | | |-|-|--|. |, |; |.|\n|\n\n|'|’|–| - |(|\"|\t|\u3000|", "|")

func oddText(rng *rand.Rand, words int) string {
	var b strings.Builder
	for range rng.IntN(words) {
		b.WriteString(oddWords[rng.IntN(len(oddWords))])
		b.WriteString(oddJoints[rng.IntN(len(oddJoints))])
	}
	return b.String()
}

// oddDocs are documents of none to three fields, of weights and languages of all kinds.
func oddDocs(rng *rand.Rand, n int) [][]Field {
	langs, weights := []string{"", "", "", "en", "fr", "de", "zz", "en-US"}, []float64{0, 0, 1, 2, 0.1, 0.3, 1e-9, 3.7}
	docs := make([][]Field, n)
	for i := range docs {
		for range rng.IntN(4) {
			docs[i] = append(docs[i], Field{oddText(rng, 60), weights[rng.IntN(len(weights))], langs[rng.IntN(len(langs))]})
		}
	}
	return docs
}

func TestSortedByTerm(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	var all []vocable
	for i := range 3000 {
		b := make([]byte, rng.IntN(12))
		for j := range b {
			b[j] = "\x00\x01ab\xFF"[rng.IntN(5)]
		}
		all = append(all, vocable{string(b), TermStats{DF: i}, 0})
	}
	got := sortedByTerm(all)
	slices.SortStableFunc(all, func(a, b vocable) int { return strings.Compare(a.term, b.term) })
	for i := range all {
		if got[i].term != all[i].term {
			t.Fatalf("%q in place %d, want %q", got[i].term, i, all[i].term)
		}
	}
}

func TestFitTransformEqualsItsPartsInEverySetting(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 11))
	for name, set := range everySetting() {
		v := Default()
		set(&v)
		checkFit(t, name, v, oddDocs(rng, 300), 1, 3)
		checkFit(t, name+", few documents", v, oddDocs(rng, 5), 2)
		checkFit(t, name+", none", v, nil, 2)
	}
}

func FuzzFitTransform(f *testing.F) {
	names := []string{}
	settings := everySetting()
	for name := range settings {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add(uint8(i), strings.Join(oddWords, " "), "Tides of the moon.\n\nLow-rank tides", "fr")
		f.Add(uint8(i), "α-synuclein in $\\alpha$-helices, 深度学习 l'homme", "US and U.S. TIDES OF THE MOON", "")
	}
	f.Fuzz(func(t *testing.T, setting uint8, a, b, lang string) {
		name := names[int(setting)%len(names)]
		v := Default()
		settings[name](&v)
		docs := [][]Field{{{Text: a, Weight: 2, Lang: lang}, {Text: b}}, {{Text: b + a, Lang: lang}}, {}, {{Text: a}}, {{Text: strings.ToUpper(b)}, {Text: a}}}
		checkFit(t, name, v, docs, 2)
	})
}
