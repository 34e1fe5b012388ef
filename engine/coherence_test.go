package engine

import (
	"math"
	"testing"

	"kindred/engine/corpus"
)

// ln(p_ab / (p_a p_b)) / -ln p_ab over 8 documents.
func TestNormalizedPMIByHand(t *testing.T) {
	for _, c := range []struct {
		name             string
		both, a, b, docs int
		want             float64
	}{
		{"never together", 0, 3, 4, 8, -1},
		{"never together, each once", 0, 1, 1, 8, -1},
		{"always together", 3, 3, 3, 8, 1},            // (3/8)/(9/64) = 8/3
		{"always together, once", 1, 1, 1, 8, 1},      // (1/8)/(1/64) = 8
		{"both in every document", 8, 8, 8, 8, 1},     // 0/0 by the formula
		{"one in every document", 4, 8, 4, 8, 0},      // (1/2)/(1 1/2) = 1
		{"independent", 2, 4, 4, 8, 0},                // (1/4)/(1/2 1/2) = 1
		{"half of one", 2, 4, 2, 8, 0.5},              // ln 2 / ln 4
		{"less than by chance", 1, 4, 4, 8, -1.0 / 3}, // ln (1/2) / ln 8
		{"the only document", 1, 1, 1, 1, 1},
	} {
		near(t, c.name, normalizedPMI(c.both, c.a, c.b, c.docs), c.want, 1e-12)
	}
}

// The toy's first topic has alpha in 2 papers and beta in 1 of all four; gamma is no more its own than the
// other's. Alpha and beta meet once: ln((1/4)/(1/2 1/4))/ln 4 = 1/2. As one topic, without a rest,
// it has five terms, and of their pairs alpha-beta and delta-epsilon count 1/2, the two of gamma that
// meet 0, and the six that never do -1: -1/2 in the mean.
func TestCoherenceByHand(t *testing.T) {
	topics := toy(t)
	for _, topic := range topics.Topics {
		near(t, "coherence", topic.Coherence, 0.5, 1e-12)
	}
	near(t, "diversity", topics.Diversity(), 1, 1e-12)
	whole := topicsOf(t, build(t, titled("alpha beta", "alpha gamma", "delta gamma", "delta epsilon"), plain(1)))
	near(t, "coherence of all", whole.Topics[0].Coherence, -0.5, 1e-12)
}

// Documents without text count nowhere: the coherence of the toy stays what it is.
func TestCoherenceLeavesOutPapersWithoutText(t *testing.T) {
	e := build(t, titled("", "alpha beta", "alpha gamma", "the", "delta gamma", "delta epsilon"), plain(2))
	for _, topic := range topicsOf(t, e).Topics {
		near(t, "coherence", topic.Coherence, 0.5, 1e-12)
	}
}

func TestCoherenceIsUnknownForOneTerm(t *testing.T) {
	topics := topicsOf(t, build(t, titled("bees", "glaciers"), plain(2)))
	for _, topic := range topics.Topics {
		if !math.IsNaN(topic.Coherence) {
			t.Errorf("the coherence of %q alone is %v", topic.Label, topic.Coherence)
		}
	}
	near(t, "diversity", topics.Diversity(), 1, 0)
	if d := (&Topics{}).Diversity(); !math.IsNaN(d) {
		t.Errorf("the diversity of no topics is %v", d)
	}
}

// The mean over pairs of top terms, each counted document by document.
func TestCoherenceEqualsPlainCounting(t *testing.T) {
	e := sampleEngine(t, 7)
	topics := topicsOf(t, e)
	has := func(row int, term string) bool {
		column, _ := e.model.Column(term)
		columns, _ := e.terms.Row(row)
		for _, c := range columns {
			if int(c) == column {
				return true
			}
		}
		return false
	}
	counted := 0
	for _, a := range topics.Assignments {
		counted += count(a.DuplicateOf < 0)
	}
	for _, topic := range topics.Topics {
		sum, pairs := 0.0, 0
		for i, a := range topic.TopTerms {
			for _, b := range topic.TopTerms[:i] {
				inA, inB, both := 0, 0, 0
				for row := range corpus.All(e.docs) {
					if topics.Assignments[row].DuplicateOf >= 0 {
						continue
					}
					hasA, hasB := has(row, a.Term), has(row, b.Term)
					inA, inB, both = inA+count(hasA), inB+count(hasB), both+count(hasA && hasB)
				}
				sum += normalizedPMI(both, inA, inB, counted)
				pairs++
			}
		}
		near(t, "coherence of "+topic.Label, topic.Coherence, sum/float64(pairs), 1e-12)
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
