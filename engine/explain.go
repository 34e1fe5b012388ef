package engine

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// folded is the share of a similarity under which a term is folded into the rest.
const folded = 0.01

// Rest is the term that stands for all those under 1 % of the similarity.
const Rest = "(rest)"

// Explain says why two papers are near. The similarity is the sum over terms of the product of
// their weights, so each product is that term's contribution and the contributions sum to the
// similarity. Terms under 1 % of it are folded into a last row, unless full.
func (e *Engine) Explain(a, b int, full bool) *Explanation {
	return e.explain(a, b, shared(e.row(a), e.row(b)), full)
}

func (e *Engine) explain(a, b int, pairs []pair, full bool) *Explanation {
	out := &Explanation{A: a, B: b}
	for _, p := range pairs {
		value := float64(p.a * p.b)
		out.Similarity += value
		out.Terms = append(out.Terms, Contribution{
			Term: e.model.Term(int(p.column)), Surface: e.model.Surface(int(p.column)), WeightA: p.a, WeightB: p.b, Value: value,
		})
	}
	slices.SortStableFunc(out.Terms, func(a, b Contribution) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	if !full {
		out.fold()
	}
	out.shares()
	return out
}

// fold sums the terms under 1 % into one last row. A single such term keeps its name.
func (x *Explanation) fold() {
	first := slices.IndexFunc(x.Terms, func(c Contribution) bool { return math.Abs(c.Value) < folded*math.Abs(x.Similarity) })
	if first < 0 || first == len(x.Terms)-1 {
		return
	}
	rest := Contribution{Term: Rest, Surface: Rest, WeightA: math.NaN(), WeightB: math.NaN()}
	for _, c := range x.Terms[first:] {
		rest.Value += c.Value
	}
	x.Terms = append(x.Terms[:first:first], rest)
}

func (x *Explanation) shares() {
	total := 0.0
	for i := range x.Terms {
		c := &x.Terms[i]
		total += c.Value
		c.Share, c.CumulativeShare = c.Value/x.Similarity, total/x.Similarity
	}
}

// ExplainTopic says why a paper is near a topic: the terms behind the cosine of the paper and the
// topic's centroid.
func (e *Engine) ExplainTopic(t *Topics, row, topic int, full bool) *Explanation {
	centroid := t.clustering.Centroid(topic)
	var pairs []pair
	for _, w := range e.row(row) {
		if c := centroid[w.column]; c != 0 {
			pairs = append(pairs, pair{w.column, w.value, c})
		}
	}
	return e.explain(row, -1, pairs, full)
}

// sharedTerms lists the spellings of the terms that bring two vectors together, largest
// contribution first. A single word is left out where a pair of words that holds it is listed.
func (e *Engine) sharedTerms(a, b sparse) []string {
	pairs := slices.DeleteFunc(shared(a, b), func(p pair) bool { return p.a*p.b <= 0 })
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.a*q.b, p.a*p.b) })
	pairs = pairs[:min(len(pairs), 3*sharedShown)]
	inPairs := map[string]bool{}
	for _, p := range pairs {
		if words := strings.Fields(e.model.Term(int(p.column))); len(words) > 1 {
			for _, w := range words {
				inPairs[w] = true
			}
		}
	}
	out := []string{}
	for _, p := range pairs {
		if len(out) < sharedShown && !inPairs[e.model.Term(int(p.column))] {
			out = append(out, e.model.Surface(int(p.column)))
		}
	}
	return out
}
