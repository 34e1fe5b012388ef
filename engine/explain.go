package engine

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// noSimilarity is what is printed as 0, with six decimals.
const noSimilarity = 0.5e-6

// folded is the share of a similarity under which a term is folded into the rest.
const folded = 0.01

// Rest is the term that stands for all those under 1 % of the similarity.
const Rest = "(rest)"

// Explain says why two papers are near: what each term adds to their similarity. The terms that both have add the
// product of their weights. By their directions (see space) terms add more, or take away: a term of one paper adds
// what its company in the corpus has in common with the other paper, even if that lacks it, and so do the terms of
// the neighbours that a paper is drawn to. All that terms add sums to the similarity. Terms under 1 % of it are folded
// into a last row, unless full.
//
// Vectors that were given (Config.Vectors) cannot be taken apart into terms. With them the explanation is that of the cosine of the
// terms alone, which is its Similarity.
func (e *Engine) Explain(a, b int, full bool) *Explanation {
	parts := e.row(a).times(e.row(b))
	if e.config.Vectors != nil {
		out := e.explain(parts, e.row(a), e.row(b), full)
		out.A, out.B = a, b
		return out
	}
	if e.space.mixed != nil {
		m := e.space.mixed()
		v, w := m.Weights(a), m.Weights(b)
		parts = parts.scaled(math.Sqrt(v.Sparse*w.Sparse)).plus(math.Sqrt(v.Dense*w.Dense), e.companions(a, b))
	}
	out := e.explain(parts, e.row(a), e.row(b), full)
	out.A, out.B = a, b
	return out
}

// companions are the parts of the terms of two papers in the cosine of their directions.
func (e *Engine) companions(a, b int) sparse {
	cosine := matrix.Dot(e.space.latent().Row(a), e.space.latent().Row(b))
	aColumns, aValues := e.drawn(a).narrowed()
	bColumns, bValues := e.drawn(b).narrowed()
	return joined(e.space.projection.Contributions(cosine, aColumns, aValues, bColumns, bValues))
}

// drawn is what a paper's direction is the projection of: its row of the term space and those of the neighbours it is
// drawn to,
//
//	x_i/(2 |V'x_i|) + sum_j w_ij x_j/(2 |V'x_j|)
//
// at any scale.
func (e *Engine) drawn(row int) sparse {
	own := e.projectable(row)
	if e.space.graph == nil {
		return own
	}
	near, weights := e.neighborsOf(row)
	if len(near) == 0 {
		return own
	}
	sum := own.scaled(0.5)
	for i, j := range near {
		sum = sum.plus(0.5*float64(weights[i]), e.projectable(int(j)))
	}
	return sum
}

// projectable is a paper's row at the scale that makes its projection 1 long.
func (e *Engine) projectable(row int) sparse {
	columns, values := e.termsOfRow(row)
	values = e.model.FullNGramsRow(columns, values)
	length := e.space.projection.Length(columns, values)
	if length == 0 {
		return nil
	}
	return widened(columns, values).scaled(1 / length)
}

// explain lists the parts of a similarity by size, and the weights of their terms on both sides.
func (e *Engine) explain(parts, a, b sparse, full bool) *Explanation {
	out := &Explanation{A: -1, B: -1}
	for _, p := range parts {
		if p.value == 0 {
			continue
		}
		c := int(p.column)
		out.Similarity += p.value
		out.Terms = append(out.Terms, Contribution{
			Term: e.model.Term(c), Surface: e.model.Surface(c), WeightA: a.at(p.column), WeightB: b.at(p.column), Value: p.value,
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

// shares fills the shares; of a similarity that is printed as 0, where parts cancel out or are the rounding of
// stored values, they are 0.
func (x *Explanation) shares() {
	if math.Abs(x.Similarity) < noSimilarity {
		return
	}
	total := 0.0
	for i := range x.Terms {
		c := &x.Terms[i]
		total += c.Value
		c.Share, c.CumulativeShare = c.Value/x.Similarity, total/x.Similarity
	}
}

// ExplainTopic says why a paper is near a topic: what each term adds to the cosine of the paper's direction and that
// of the topic, its centroid. The weights of a term on the topic's side are what a unit of it would add. Without LSA
// both are in the term space. With Config.Vectors there is no such reason: the explanation has the similarity and no term.
func (e *Engine) ExplainTopic(t *Topics, row, topic int, full bool) *Explanation {
	if e.config.Vectors != nil {
		return &Explanation{A: row, B: -1, Similarity: matrix.Dot(e.space.latent().Row(row), t.centre(topic))}
	}
	parts, towards := e.towards(t, row, topic)
	out := e.explain(parts, e.row(row), towards, full)
	out.A = row
	return out
}

// ExplainMargin says what a paper has of a topic that another topic lacks: what each term adds to the similarity to the
// one beyond what it adds to that to the other. The contributions sum to the difference of the two similarities, which is
// the margin if the topics are the paper's own and its second.
func (e *Engine) ExplainMargin(t *Topics, row, topic, other int, full bool) *Explanation {
	if e.config.Vectors != nil {
		near, far := e.ExplainTopic(t, row, topic, full), e.ExplainTopic(t, row, other, full)
		return &Explanation{A: row, B: -1, Similarity: near.Similarity - far.Similarity}
	}
	parts, towards := e.towards(t, row, topic)
	otherParts, otherTowards := e.towards(t, row, other)
	out := e.explain(parts.plus(-1, otherParts), e.row(row), towards.plus(-1, otherTowards), full)
	out.A = row
	return out
}

// towards is what each term adds to a paper's similarity to a topic, and what a unit of it would add.
func (e *Engine) towards(t *Topics, row, topic int) (parts, towards sparse) {
	centroid := t.centre(topic)
	if e.space.latent == nil {
		towards = dense(centroid)
		return e.row(row).times(towards), towards
	}
	columns, values := e.drawn(row).narrowed()
	cosine := matrix.Dot(e.space.latent().Row(row), centroid)
	parts = joined(columns, e.space.projection.ContributionsTowards(cosine, columns, values, centroid))
	return parts, parts.over(widened(columns, values))
}

// centresOf are the unit centroids of topics, or zero where papers cancel out.
func centresOf(sums *cluster.Sums) func(topic int) []float64 {
	return func(topic int) []float64 {
		sum, length := sums.Sum(topic), math.Sqrt(sums.Square(topic))
		if length == 0 {
			return sum
		}
		for i := range sum {
			sum[i] /= length
		}
		return sum
	}
}

// sharedTerms lists the spellings of the terms that bring two vectors together, largest contribution first, boilerplate
// left out. A single word is left out where a pair of words that holds it is listed. Pairs are looked for among three
// times as many terms as are listed; a word whose pairs come too late to be listed is listed itself.
func (e *Engine) sharedTerms(a, b sparse) []string {
	pairs := slices.DeleteFunc(shared(a, b), func(p pair) bool { return p.a*p.b <= 0 || !e.names[p.column] })
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.a*q.b, p.a*p.b) })
	pairs = pairs[:min(len(pairs), 3*sharedShown)]
	shown, before := e.firstShared(pairs, pairs), pairs
	for !slices.Equal(shown, before) {
		shown, before = e.firstShared(pairs, shown), shown
	}
	out := make([]string, len(shown))
	for i, p := range shown {
		out[i] = e.model.Surface(int(p.column))
	}
	return out
}

// firstShared are the first terms to list, without the words that terms of several words hold.
func (e *Engine) firstShared(terms, holding []pair) []pair {
	held := map[string]bool{}
	for _, p := range holding {
		if words := strings.Fields(e.model.Term(int(p.column))); len(words) > 1 {
			for _, w := range words {
				held[w] = true
			}
		}
	}
	var out []pair
	for _, p := range terms {
		if len(out) < sharedShown && !held[e.model.Term(int(p.column))] {
			out = append(out, p)
		}
	}
	return out
}
