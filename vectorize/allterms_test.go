package vectorize

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// zipfDocs are documents of words that are the rarer the higher their number, in two fields.
func zipfDocs(n int) [][]Field {
	rng := rand.New(rand.NewPCG(7, 8))
	rare := rand.NewZipf(rng, 1.2, 3, 800)
	out := make([][]Field, n)
	for i := range out {
		var words []string
		for range rng.IntN(80) {
			words = append(words, fmt.Sprintf("w%dx", rare.Uint64()))
		}
		out[i] = []Field{{Text: strings.Join(words[:len(words)/4], " "), Weight: 2}, {Text: strings.Join(words, " ") + "."}}
	}
	return out
}

// All terms weigh what they do in a fit without limits, and a rarer one has a lower column.
func TestAllTermsAreThoseOfAFitWithoutLimits(t *testing.T) {
	docs := zipfDocs(700)
	for _, weighting := range Weightings() {
		v, err := Default().Weigh(weighting)
		if err != nil {
			t.Fatal(err)
		}
		v.MinDF, v.MaxTerms = AtLeast(5), 50
		free := v
		free.MinDF, free.MaxDF, free.MaxTerms = AtLeast(1), Proportion(1), 0
		m, x, err := free.FitTransform(context.Background(), docs)
		if err != nil {
			t.Fatal(err)
		}
		var first [][]float32
		for _, threads := range []int{1, 3} {
			v.Threads = threads
			rows := [][]float32{}
			if _, _, err := v.FitTransformOf(context.Background(), len(docs), func(doc int) []Field { return docs[doc] }, func(a *AllTerms) error {
				n, d := a.Dims()
				if n != len(docs) || d != m.Terms() {
					t.Fatalf("%s: %d documents of %d terms, want %d of %d", weighting, n, d, len(docs), m.Terms())
				}
				columns := make([]int, d) // of the model
				for term, column := range a.column {
					if a.counts.counts[term].df > 0 {
						columns[column], _ = m.Column(a.counts.reader.Key(int32(term)))
					}
				}
				for column := range columns[1:] {
					if m.DF(columns[column]) > m.DF(columns[column+1]) {
						t.Fatalf("%s: column %d is of a rarer term than column %d", weighting, column+1, column)
					}
				}
				for doc := range docs {
					got, weights := a.Row(doc)
					want, _ := x.Row(doc)
					if len(got) != len(want) {
						t.Fatalf("%s: document %d has %d terms, want %d", weighting, doc, len(got), len(want))
					}
					for i, c := range got {
						if i > 0 && c <= got[i-1] {
							t.Fatalf("%s: document %d: columns do not ascend", weighting, doc)
						}
						if w := x.At(doc, columns[c]); float64(weights[i]) < w*(1-1e-7) || float64(weights[i]) > w*(1+1e-7) {
							t.Fatalf("%s: document %d: a weight of %v, want %v", weighting, doc, weights[i], w)
						}
					}
					rows = append(rows, weights)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = rows
			}
			for doc := range rows {
				for i, w := range rows[doc] {
					if w != first[doc][i] {
						t.Fatalf("%s: document %d differs on %d threads", weighting, doc, threads)
					}
				}
			}
		}
	}
}

func TestAnErrorOfLookEndsTheFit(t *testing.T) {
	stop := errors.New("stop")
	docs := zipfDocs(10)
	m, x, err := Default().FitTransformOf(context.Background(), len(docs), func(doc int) []Field { return docs[doc] }, func(*AllTerms) error { return stop })
	if m != nil || x != nil || !errors.Is(err, stop) {
		t.Errorf("%v %v %v", m, x, err)
	}
}
