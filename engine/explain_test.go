package engine

import (
	"context"
	"math"
	"slices"
	"testing"

	"kindred/engine/corpus"
)

// sumOf adds the contributions, and checks that shares follow from them. In the term space each is the product of two
// weights.
func sumOf(t testing.TB, e *Engine, x *Explanation) float64 {
	t.Helper()
	sum := 0.0
	for _, c := range x.Terms {
		sum += c.Value
		if c.Value == 0 {
			t.Errorf("papers %d and %d: %+v adds nothing", x.A, x.B, c)
		}
		if math.Abs(x.Similarity) >= noSimilarity {
			near(t, "share of "+c.Term, c.Share*x.Similarity, c.Value, 1e-12)
			near(t, "cumulative share to "+c.Term, c.CumulativeShare*x.Similarity, sum, 1e-12)
		}
		if c.Term != Rest && e.space.latent == nil {
			near(t, "contribution of "+c.Term, c.Value, c.WeightA*c.WeightB, 0)
		}
	}
	return sum
}

// "alpha beta gamma" and "alpha beta delta epsilon" weigh 1/sqrt3 and 1/2 a word: each of the two
// words in common brings 1/(2 sqrt3), and the cosine is 1/sqrt3.
func TestExplainByHand(t *testing.T) {
	e := build(t, titled("alpha beta gamma", "alpha beta delta epsilon", "zeta"), plain(1))
	x := e.Explain(0, 1, false)
	near(t, "similarity", x.Similarity, 1/math.Sqrt(3), 1e-7)
	if x.A != 0 || x.B != 1 || len(x.Terms) != 2 || x.Terms[0].Term != "alpha" || x.Terms[1].Surface != "beta" {
		t.Fatalf("%+v", x)
	}
	for i, c := range x.Terms {
		near(t, "weight in a", c.WeightA, 1/math.Sqrt(3), 1e-7)
		near(t, "weight in b", c.WeightB, 0.5, 1e-7)
		near(t, "contribution", c.Value, 1/(2*math.Sqrt(3)), 1e-7)
		near(t, "share", c.Share, 0.5, 1e-7)
		near(t, "cumulative share", c.CumulativeShare, float64(i+1)/2, 1e-7)
	}
}

// Every fifth paper of the sample against all, and fewer where it takes long: the contributions sum to the similarity that
// Related prints, folded or not, and the same both ways.
func TestContributionsSumToTheSimilarity(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			e, step := build(t, samplePapers(t), change), 29
			if e.space.latent == nil {
				step = 5
			}
			for a := 0; a < e.docs.Len(); a += step {
				checkContributions(t, e, a)
			}
		})
	}
}

// checkContributions explains the similarity of a paper to every one.
func checkContributions(t *testing.T, e *Engine, a int) {
	t.Helper()
	all, err := e.Related(context.Background(), Query{Rows: []int{a}, KeepSelf: true}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, hit := range all.Hits {
		full, folded, back := e.Explain(a, hit.Row, true), e.Explain(a, hit.Row, false), e.Explain(hit.Row, a, true)
		near(t, "similarity", full.Similarity, hit.Similarity, 1e-9)
		near(t, "sum of all contributions", sumOf(t, e, full), hit.Similarity, 1e-9)
		near(t, "sum with the rest folded", sumOf(t, e, folded), hit.Similarity, 1e-9)
		if folded.Similarity != full.Similarity || back.Similarity != full.Similarity || len(back.Terms) != len(full.Terms) {
			t.Errorf("papers %d and %d: similarity %v full, %v folded, %v the other way", a, hit.Row, full.Similarity, folded.Similarity, back.Similarity)
		}
		checkFolding(t, full, folded)
	}
}

// checkFolding checks that both list the same terms, largest first, down to 1 % of the similarity,
// and that what is left is the rest.
func checkFolding(t testing.TB, full, folded *Explanation) {
	t.Helper()
	for i, c := range full.Terms {
		if i > 0 && math.Abs(c.Value) > math.Abs(full.Terms[i-1].Value) {
			t.Errorf("papers %d and %d: %+v comes too late", full.A, full.B, c)
		}
	}
	small := len(full.Terms)
	for small > 0 && math.Abs(full.Terms[small-1].Value) < math.Abs(full.Similarity)/100 {
		small--
	}
	want := len(full.Terms)
	if want > small+1 {
		want = small + 1
		rest := folded.Terms[len(folded.Terms)-1]
		if rest.Term != "(rest)" || rest.Surface != "(rest)" || !math.IsNaN(rest.WeightA) || !math.IsNaN(rest.WeightB) {
			t.Errorf("papers %d and %d: the rest is %+v", full.A, full.B, rest)
		}
	}
	if want == len(full.Terms) && slices.ContainsFunc(folded.Terms, func(c Contribution) bool { return c.Term == Rest }) {
		t.Errorf("papers %d and %d: one small term has lost its name: %+v", full.A, full.B, folded.Terms)
	}
	if len(folded.Terms) != want {
		t.Errorf("papers %d and %d: %d terms, folded to %d, want %d", full.A, full.B, len(full.Terms), len(folded.Terms), want)
	}
}

func TestNothingInCommon(t *testing.T) {
	e := build(t, titled("bees dance", "glaciers melt", ""), plain(2))
	for _, x := range []*Explanation{e.Explain(0, 1, false), e.Explain(0, 1, true), e.Explain(0, 2, false), e.Explain(2, 2, true)} {
		if x.Similarity != 0 || len(x.Terms) != 0 {
			t.Errorf("papers %d and %d have nothing in common: %+v", x.A, x.B, x)
		}
	}
}

func TestExplainTopic(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			e := build(t, samplePapers(t), func(c *Config) { change(c); c.K = 12 })
			checkTopicExplanations(t, e, topicsOf(t, e))
		})
	}
}

func checkTopicExplanations(t *testing.T, e *Engine, topics *Topics) {
	t.Helper()
	for row, a := range topics.Assignments {
		for _, full := range []bool{true, false} {
			own := e.ExplainTopic(topics, row, a.Topic, full)
			near(t, "similarity to the topic", own.Similarity, a.Similarity, 1e-9)
			near(t, "sum of the contributions", sumOf(t, e, own), a.Similarity, 1e-9)
			near(t, "similarity to the second topic", e.ExplainTopic(topics, row, a.Second, full).Similarity, a.SecondSimilarity, 1e-9)
			margin := e.ExplainMargin(topics, row, a.Topic, a.Second, full)
			near(t, "margin", margin.Similarity, a.Margin, 1e-9)
			total := 0.0
			for _, c := range margin.Terms {
				total += c.Value
			}
			near(t, "sum of the margin's contributions", total, a.Margin, 1e-9)
			if own.A != row || own.B != -1 {
				t.Errorf("row %d is explained as %d, %d", row, own.A, own.B)
			}
		}
	}
}

func TestExplainTopicWithNothingInCommon(t *testing.T) {
	e := build(t, titled("bees dance", "glaciers melt", ""), plain(2))
	topics := topicsOf(t, e)
	if x := e.ExplainTopic(topics, 0, topics.Assignments[1].Topic, false); x.Similarity != 0 || len(x.Terms) != 0 {
		t.Errorf("%+v", x)
	}
	if x := e.ExplainTopic(topics, 2, 0, true); x.Similarity != 0 || len(x.Terms) != 0 {
		t.Errorf("a paper without text: %+v", x)
	}
}

// A word in a pair of words is listed with the pair, not beside it.
func TestSharedTermsNameAWordOnce(t *testing.T) {
	e := build(t, titled("slow slip under Chile", "slow slip and tremor", "coral reefs"), func(c *Config) { c.Vectorizer.FullNGrams = true })
	got, err := e.Related(context.Background(), Query{Rows: []int{0}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if terms := got.Hits[0].SharedTerms; !slices.Equal(terms, []string{"slow slip"}) {
		t.Errorf("shared terms %q, want slow slip alone", terms)
	}
}

// The pair is the fifth or the sixth of those that may be listed beside it: where it is listed its words are not, and
// where it comes too late the one that brings most is.
func TestAWordIsSharedUnlessItsPairIsListed(t *testing.T) {
	e := build(t, titled("alpha beta", "gamma", "delta", "epsilon", "zeta", "eta"), func(c *Config) { inTerms(c); c.Vectorizer.Text.MaxN = 2 })
	for pair, want := range map[float64][]string{
		0.45: {"gamma", "delta", "epsilon", "zeta", "alpha beta"},
		0.35: {"alpha", "gamma", "delta", "epsilon", "zeta"},
	} {
		weights := map[string]float64{"alpha": .9, "gamma": .8, "delta": .7, "epsilon": .6, "zeta": .5, "eta": .4, "beta": .3, "alpha beta": pair}
		common, ones := make(sparse, e.Vocabulary()), make(sparse, e.Vocabulary())
		for c := range common {
			common[c], ones[c] = entry{int32(c), weights[e.model.Surface(c)]}, entry{int32(c), 1}
		}
		if got := e.sharedTerms(common, ones); !slices.Equal(got, want) {
			t.Errorf("with a pair of %v: %q, want %q", pair, got, want)
		}
	}
}

func TestSharedTermsAreTheLargestContributions(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) { checkSharedTerms(t, build(t, samplePapers(t), change)) })
	}
}

// checkSharedTerms compares shared terms with what the terms of two papers add to their cosine in the term space.
func checkSharedTerms(t *testing.T, e *Engine) {
	t.Helper()
	terms, telling := build(t, samplePapers(t), inTerms), withoutBoilerplate(t, e)
	all, err := relatedAll(context.Background(), e, 5, nil)
	if err != nil {
		t.Fatal(err)
	}
	for a, answer := range all {
		for _, hit := range answer.Hits {
			x := terms.Explain(a, hit.Row, true)
			x.Terms = slices.DeleteFunc(x.Terms, func(c Contribution) bool { return !telling[c.Term] })
			if len(hit.SharedTerms) == 0 && len(x.Terms) > 0 || len(hit.SharedTerms) > 5 {
				t.Fatalf("papers %d and %d share %q", a, hit.Row, hit.SharedTerms)
			}
			last := -1
			for _, s := range hit.SharedTerms {
				at := slices.IndexFunc(x.Terms, func(c Contribution) bool { return c.Surface == s })
				if at <= last {
					t.Errorf("papers %d and %d share %q, which contribute in another order", a, hit.Row, hit.SharedTerms)
				}
				last = max(last, at)
			}
		}
	}
}

// The terms that explain a direction are those it is the projection of.
func TestDrawnTermsProjectToTheDirection(t *testing.T) {
	for _, name := range []string{"directions", "drawn directions"} {
		e := build(t, samplePapers(t), spaces[name])
		for row := range corpus.All(e.docs) {
			got := e.space.projection.Vector(e.drawn(row).narrowed())
			for j, want := range e.space.latent().Row(row) {
				near(t, name, float64(got[j]), float64(want), 1e-5)
			}
		}
	}
}

// Parts that cancel out have no share of the nothing they sum to.
func TestSharesOfNothing(t *testing.T) {
	x := &Explanation{Terms: []Contribution{{Term: "bee", Value: 0.5}, {Term: "comb", Value: -0.5}}}
	x.fold()
	x.shares()
	if len(x.Terms) != 2 || x.Terms[0].Share != 0 || x.Terms[1].CumulativeShare != 0 {
		t.Errorf("%+v", x)
	}
}
