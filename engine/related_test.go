package engine

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

func relatedTo(t testing.TB, e *Engine, q Query, n int) []RelatedHit {
	t.Helper()
	answer, err := e.Related(context.Background(), q, n)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Query != q.ID {
		t.Errorf("the answer is to %q, the query was %q", answer.Query, q.ID)
	}
	for i, hit := range answer.Hits {
		if hit.Rank != i+1 || hit.Topic != -1 || hit.SharedTerms == nil || math.IsNaN(hit.Similarity) {
			t.Errorf("hit %d: %+v", i, hit)
		}
		if i > 0 && (hit.Similarity > answer.Hits[i-1].Similarity || hit.Similarity == answer.Hits[i-1].Similarity && hit.Row < answer.Hits[i-1].Row) {
			t.Errorf("hit %d: %+v after %+v", i, hit, answer.Hits[i-1])
		}
	}
	return answer.Hits
}

// relatedAll is EachRelated, collected.
func relatedAll(ctx context.Context, e *Engine, n int, p Progress) ([]Related, error) {
	out := make([]Related, 0, e.docs.Len())
	for answer, err := range e.EachRelated(ctx, n, p) {
		if err != nil {
			return nil, err
		}
		out = append(out, *answer)
	}
	return out, nil
}

func rowsOf(hits []RelatedHit) []int {
	out := make([]int, len(hits))
	for i, hit := range hits {
		out[i] = hit.Row
	}
	return out
}

// denseRow is a row of what is compared, a value a column.
func denseRow(e *Engine, row int) []float64 {
	x := e.space.compared()
	_, d := x.Dims()
	out := make([]float64, d)
	x.(interface {
		DoRowNonZero(i int, f func(i, j int, v float64))
	}).DoRowNonZero(row, func(_, c int, v float64) { out[c] = v })
	return out
}

// bruteForce ranks every row by its product with a dense query.
func bruteForce(e *Engine, query []float64, skip ...int) []RelatedHit {
	var out []RelatedHit
	for row := range corpus.All(e.docs) {
		if slices.Contains(skip, row) {
			continue
		}
		sum := 0.0
		for c, v := range denseRow(e, row) {
			sum += query[c] * v
		}
		out = append(out, RelatedHit{Row: row, Similarity: sum})
	}
	slices.SortFunc(out, func(a, b RelatedHit) int {
		return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Row, b.Row))
	})
	return out
}

func combined(vectors [][]float64, weights ...float64) []float64 {
	out := make([]float64, len(vectors[0]))
	for i, v := range vectors {
		for c := range v {
			out[c] += weights[i] * v[c]
		}
	}
	return out
}

func scaled(v []float64) []float64 {
	length := math.Sqrt(square(v))
	out := make([]float64, len(v))
	for c := range v {
		out[c] = v[c] / length
	}
	return out
}

// sameHits compares the hits with a ranking of every row; rows whose scores rounding cannot tell apart
// may change places.
func sameHits(t testing.TB, hits, want []RelatedHit, n int) {
	t.Helper()
	if len(hits) != min(n, len(want)) {
		t.Fatalf("%d hits, want %d", len(hits), n)
	}
	for i, hit := range hits {
		near(t, "similarity", hit.Similarity, want[i].Similarity, 1e-6)
		if at := slices.IndexFunc(want, func(w RelatedHit) bool { return w.Row == hit.Row }); at < 0 || math.Abs(want[at].Similarity-hit.Similarity) > 1e-6 {
			t.Errorf("hit %d is %+v, want %+v", i, hit, want[i])
		}
	}
}

func TestRelatedEqualsBruteForce(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			e := build(t, samplePapers(t), change)
			for row := 0; row < e.docs.Len(); row += 7 {
				want := bruteForce(e, denseRow(e, row), row)
				sameHits(t, relatedTo(t, e, Query{ID: "q", Rows: []int{row}}, 10), want, 10)
				all := relatedTo(t, e, Query{ID: "q", Rows: []int{row}}, 0)
				sameHits(t, all, want, e.docs.Len()-1)
				for _, hit := range all {
					near(t, "similarity of two papers", hit.Similarity, e.Similarity(row, hit.Row), 1e-9)
				}
			}
		})
	}
}

// Several rows are one query, the mean of their rows made unit; those to avoid are subtracted at 0.3
// of their mean, and the rest made unit again.
func TestRelatedToSeveral(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) { checkSeveral(t, build(t, samplePapers(t), change)) })
	}
}

func checkSeveral(t *testing.T, e *Engine) {
	t.Helper()
	a, b, c := denseRow(e, 3), denseRow(e, 40), denseRow(e, 77)
	mean := scaled(combined([][]float64{a, b, c}, 1, 1, 1))
	sameHits(t, relatedTo(t, e, Query{Rows: []int{3, 40, 77}}, 12), bruteForce(e, mean, 3, 40, 77), 12)
	x, y := denseRow(e, 10), denseRow(e, 11)
	away := scaled(combined([][]float64{mean, x, y}, 1, -0.15, -0.15))
	sameHits(t, relatedTo(t, e, Query{Rows: []int{3, 40, 77}, Not: []int{10, 11}}, 0), bruteForce(e, away, 3, 40, 77, 10, 11), e.docs.Len()-5)
}

// In plain weights "alpha beta" is near "alpha" and "beta" alike, 1/sqrt2. Away from "alpha" the
// query is (1/sqrt2 - 0.3) alpha + (1/sqrt2) beta over sqrt(0.4071^2 + 0.7071^2) = 0.8160: 0.4989 to
// what is left with alpha, 0.8666 to beta.
func TestNotLowersWhatIsAlike(t *testing.T) {
	e := build(t, titled("alpha beta", "alpha", "alpha", "beta"), plain(1))
	hits := relatedTo(t, e, Query{Rows: []int{0}}, 5)
	if !slices.Equal(rowsOf(hits), []int{1, 2, 3}) {
		t.Fatalf("%+v", hits)
	}
	hits = relatedTo(t, e, Query{Rows: []int{0}, Not: []int{1}}, 5)
	if !slices.Equal(rowsOf(hits), []int{3, 2}) {
		t.Fatalf("%+v", hits)
	}
	near(t, "similarity of beta", hits[0].Similarity, 0.8666, 1e-4)
	near(t, "similarity of the other alpha", hits[1].Similarity, 0.4989, 1e-4)
}

// To be far from a paper alone is to be near to none: what shares its words scores below zero, and
// only a ranking of every paper lists it, last.
func TestNotAlone(t *testing.T) {
	e := build(t, titled("alpha beta", "alpha gamma", "delta"), plain(1))
	if hits := relatedTo(t, e, Query{Not: []int{0}}, 5); len(hits) != 0 {
		t.Errorf("%+v", hits)
	}
	hits := relatedTo(t, e, Query{Not: []int{0}}, 0)
	if !slices.Equal(rowsOf(hits), []int{2, 1}) {
		t.Fatalf("%+v", hits)
	}
	near(t, "similarity", hits[1].Similarity, -0.5, 1e-6)
}

func TestADraftFindsItsPaper(t *testing.T) {
	e := sampleEngine(t, 0)
	for row, d := range corpus.All(e.docs) {
		hits := relatedTo(t, e, Query{Text: d.Title + ". " + d.Abstract}, 2)
		if first := hits[0].Row; first != row && !(d.ID == "ecol-13" && first == row-1) {
			t.Errorf("the text of %s finds %s first", d.ID, e.docs.At(first).ID)
		}
	}
}

// Rows and a text together are their unit mean: "alpha" and the text "beta" are "alpha beta".
func TestTextAndRowsTogether(t *testing.T) {
	e := build(t, titled("alpha", "alpha beta", "beta", "gamma"), plain(1))
	hits := relatedTo(t, e, Query{Rows: []int{0}, Text: "Beta?"}, 5)
	if !slices.Equal(rowsOf(hits), []int{1, 2}) {
		t.Fatalf("%+v", hits)
	}
	near(t, "similarity of alpha beta", hits[0].Similarity, 1, 1e-6)
	near(t, "similarity of beta", hits[1].Similarity, math.Sqrt(0.5), 1e-6)
}

// known is what a paper's similarity to itself is: what its terms and its direction weigh.
func known(e *Engine, row int) float64 {
	w := e.space.mixed().Weights(row)
	return w.Sparse + w.Dense
}

// Papers of two terms, their cosine .5 and their directions alike or not: with Doubt 3, terms weigh 2/5 of what they would.
func TestFewTermsAreDoubted(t *testing.T) {
	e := build(t, titled("alpha beta", "beta gamma", "gamma alpha"), func(c *Config) { plain(1)(c); c.LSA.Rank, c.Doubt = 2, 3 })
	s, cosine := e.share(2), e.row(0).dot(e.row(1))
	want := (1-s)*.4*cosine + s*matrix.Dot(e.space.latent().Row(0), e.space.latent().Row(1))
	near(t, "similarity", e.Similarity(0, 1), want, 1e-12)
	near(t, "similarity explained", e.Explain(0, 1, true).Similarity, want, 1e-9)
	if _, err := Build(context.Background(), titled("alpha"), Config{Fields: DefaultConfig().Fields, Doubt: -1}, nil); err == nil || !strings.Contains(err.Error(), "doubt") {
		t.Errorf("a doubt below 0: %v", err)
	}
}

func TestKeepSelf(t *testing.T) {
	e := sampleEngine(t, 0)
	hits := relatedTo(t, e, Query{Rows: []int{5}, KeepSelf: true}, 3)
	if hits[0].Row != 5 {
		t.Errorf("first is row %d", hits[0].Row)
	}
	near(t, "similarity to itself", hits[0].Similarity, known(e, 5), 1e-6)
	if others := relatedTo(t, e, Query{Rows: []int{5}}, 2); !slices.Equal(rowsOf(hits)[1:], rowsOf(others)) {
		t.Errorf("behind itself %v, without %v", rowsOf(hits)[1:], rowsOf(others))
	}
	if hits := relatedTo(t, e, Query{Rows: []int{5}, Not: []int{7}, KeepSelf: true}, 0); slices.Contains(rowsOf(hits), 7) {
		t.Error("a paper to be far from is ranked")
	}
}

// n = 0 ranks every paper once, those without a shared term last, at 0, in row order.
func TestRankEveryPaper(t *testing.T) {
	e := build(t, titled("alpha beta", "gamma", "beta", "", "delta", "alpha beta gamma"), plain(1))
	hits := relatedTo(t, e, Query{Rows: []int{0}}, 0)
	if got, want := rowsOf(hits), []int{5, 2, 1, 3, 4}; !slices.Equal(got, want) {
		t.Fatalf("rows %v, want %v", got, want)
	}
	for _, hit := range hits[2:] {
		if hit.Similarity != 0 || len(hit.SharedTerms) != 0 {
			t.Errorf("%+v shares nothing", hit)
		}
	}
	if hits := relatedTo(t, e, Query{Rows: []int{0}}, 10); !slices.Equal(rowsOf(hits), []int{5, 2}) {
		t.Errorf("of ten wanted: %+v", hits)
	}
}

// Queries that say nothing: papers without text, no known word, nothing at all, all taken back.
func TestQueriesThatSayNothing(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			checkSayingNothing(t, build(t, titled("alpha beta", "", "beta"), func(c *Config) {
				rank := c.LSA.Rank
				plain(1)(c)
				c.LSA.Rank = rank
				change(c)
			}))
		})
	}
}

func checkSayingNothing(t *testing.T, e *Engine) {
	t.Helper()
	for name, q := range map[string]Query{
		"a paper without text": {Rows: []int{1}},
		"two of them":          {Rows: []int{1, 1}},
		"no known word":        {Text: "omega the of"},
		"punctuation":          {Text: " ... "},
		"nothing":              {},
		"far from no text":     {Not: []int{1}},
	} {
		if hits := relatedTo(t, e, q, 5); len(hits) != 0 {
			t.Errorf("%s: %+v", name, hits)
		}
		hits := relatedTo(t, e, q, 0)
		if want := e.docs.Len() - len(slices.Compact(slices.Concat(q.Rows, q.Not))); len(hits) != want {
			t.Errorf("%s: %d of %d papers ranked", name, len(hits), want)
		}
		for _, hit := range hits {
			if hit.Similarity != 0 {
				t.Errorf("%s: %+v", name, hit)
			}
		}
	}
	if hits := relatedTo(t, e, Query{Rows: []int{0, 1}}, 5); !slices.Equal(rowsOf(hits), []int{2}) {
		t.Errorf("a paper and one without text: %+v", hits)
	}
}

// A draft's words weigh as they would in a paper of the corpus, and its direction is that of the paper; a query is of length 1.
func TestATextIsWeighedAsAPaper(t *testing.T) {
	e := build(t, samplePapers(t), func(c *Config) { c.Fields, c.Smooth = []FieldWeight{{"abstract", 1}}, 0 })
	text := e.docs.At(20).Abstract
	got, want := e.vector(Query{Text: text}), e.paper(20).unit()
	if len(got.terms) != len(want.terms) || len(got.latent) != len(want.latent) || len(got.latent) == 0 {
		t.Fatalf("%d terms and %d directions, the paper has %d and %d", len(got.terms), len(got.latent), len(want.terms), len(want.latent))
	}
	for i, w := range want.terms {
		if got.terms[i].column != w.column {
			t.Fatalf("term %d is %d, the paper has %d", i, got.terms[i].column, w.column)
		}
		near(t, "weight", got.terms[i].value, w.value, 1e-7)
	}
	for j, w := range want.latent {
		near(t, "direction", got.latent[j], w, 1e-6)
	}
	counted := e.config.Vectorizer.Count(vectorize.Field{Text: text})
	if len(counted.Terms) <= len(want.terms) {
		t.Error("every word of the text is in the vocabulary: the test shows little")
	}
}

func TestEachRelatedIsRelatedOfEach(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			checkEach(t, build(t, append(titled("", "unheard of"), samplePapers(t)...), change))
		})
	}
}

// checkEach compares, to the bit, the answers for all papers with that for each.
func checkEach(t *testing.T, e *Engine) {
	t.Helper()
	for _, n := range []int{0, 1, 4} {
		all, err := relatedAll(context.Background(), e, n, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != e.docs.Len() {
			t.Fatalf("%d answers for %d papers", len(all), e.docs.Len())
		}
		for row, got := range all {
			one, err := e.Related(context.Background(), Query{ID: e.docs.At(row).ID, Rows: []int{row}}, n)
			if err != nil {
				t.Fatal(err)
			}
			if printed(got) != printed(*one) {
				t.Fatalf("n = %d, row %d:\n%+v\n%+v", n, row, got, *one)
			}
		}
	}
}

// Papers 0 and 1 are the same. At d 0.5, behind paper 0, paper 1 is worth 0.445 - 0.5 and paper 2 is worth 0.25.
func TestDiverseByHand(t *testing.T) {
	e := build(t, titled("alpha", "alpha", "beta"), plain(1))
	hits := []cluster.Hit{{Row: 0, Similarity: 0.9}, {Row: 1, Similarity: 0.89}, {Row: 2, Similarity: 0.5}}
	for n, want := range map[int][]cluster.Hit{0: {hits[0], hits[2], hits[1]}, 2: {hits[0], hits[2]}, 9: {hits[0], hits[2], hits[1]}} {
		if got, err := e.diverse(context.Background(), hits, 0.5, n); err != nil || !slices.Equal(got, want) {
			t.Errorf("%d of %v: %v, %v", n, hits, got, err)
		}
	}
}

// Of a long list the first are put in order, which takes their square, and the others follow as they are.
func TestDiverseOfALongList(t *testing.T) {
	e := build(t, titled("alpha", "beta"), plain(1))
	hits := make([]cluster.Hit, diverseMost+2)
	for i := range hits {
		hits[i] = cluster.Hit{Row: i / (diverseMost - 1), Similarity: 1 - float64(i)/1e6}
	}
	hits[diverseMost+1].Row = 1
	for _, n := range []int{0, diverseMost + 1} {
		got, err := e.diverse(context.Background(), hits, 0.5, n)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Concat(hits[:1], hits[diverseMost-1:diverseMost], hits[1:diverseMost-1], hits[diverseMost:])
		if n > 0 {
			want = want[:n]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d of %d: a paper is out of place", n, len(hits))
		}
	}
	done, stop := context.WithCancel(context.Background())
	stop()
	if _, err := e.diverse(done, hits, 0.5, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on: %v", err)
	}
}

// A long list looks at no fewer papers than it lists.
func TestDiverseListsAsManyAsAskedFor(t *testing.T) {
	e := build(t, titled(slices.Repeat([]string{"alpha", "beta", "gamma"}, diverseMost+10)...), plain(1))
	for _, n := range []int{1, diverseMost + 5} {
		related, err := e.Related(context.Background(), Query{Text: "alpha", Diverse: 0.3}, n)
		if err != nil || len(related.Hits) != n {
			t.Errorf("%d listed, want %d: %v", len(related.Hits), n, err)
		}
	}
}
