package engine

import (
	"context"
	"math"
	"slices"

	"kindred/cluster"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// avoided is how much of the mean of the papers in Query.Not is subtracted.
const avoided = 0.3

// vector is a point of the space: terms and, beside them, a direction, each with its weight multiplied in.
type vector struct {
	terms  sparse
	latent []float64 // nil without LSA
}

// plus is v + weight u.
func (v vector) plus(weight float64, u vector) vector {
	out := vector{terms: v.terms.plus(weight, u.terms), latent: v.latent}
	if u.latent == nil {
		return out
	}
	out.latent = make([]float64, len(u.latent))
	copy(out.latent, v.latent)
	for j, x := range u.latent {
		out.latent[j] += float64(weight * x)
	}
	return out
}

// unit is v at length 1, or the zero vector.
func (v vector) unit() vector {
	square := v.terms.dot(v.terms)
	for _, x := range v.latent {
		square += float64(x * x)
	}
	if square == 0 {
		return v
	}
	return vector{}.plus(1/math.Sqrt(square), v)
}

// vector is the query as a unit vector: the mean of its rows and its text, made unit, less avoided times the mean of
// the rows to be far from. A single row is itself, bit for bit.
func (e *Engine) vector(q Query) vector {
	if q.alone() {
		return e.paper(q.Rows[0])
	}
	near, far := e.origin(), e.origin()
	for _, r := range q.Rows {
		near = near.plus(1, e.paper(r))
	}
	if q.Text != "" {
		near = near.plus(1, e.text(q.Text))
	}
	if len(q.Not) == 0 {
		return near.unit()
	}
	for _, r := range q.Not {
		far = far.plus(1/float64(len(q.Not)), e.paper(r))
	}
	return near.unit().plus(-avoided, far).unit()
}

// origin is the zero vector.
func (e *Engine) origin() vector {
	if e.space.mixed == nil {
		return vector{}
	}
	_, d := e.space.latent().Dims()
	return vector{latent: make([]float64, d)}
}

// paper is a paper's place in the space.
func (e *Engine) paper(row int) vector {
	terms := widened(e.termsOfRow(row))
	if e.space.mixed == nil {
		return vector{terms: terms}
	}
	if e.config.Vectors != nil {
		terms = nil
	}
	return mixture(terms, e.space.latent().Row(row), e.space.mixed().Weights(row))
}

// text is where a text would be in the space.
func (e *Engine) text(s string) vector {
	row := e.rowOf(vectorize.Field{Text: s})
	terms := widened(row.Columns, row.Values)
	if e.space.mixed == nil {
		return vector{terms: terms}
	}
	return mixture(terms, row.Dense, row.Weights())
}

// rowOf is the row that texts would have: terms, direction before it is drawn, and what that weighs.
func (e *Engine) rowOf(fields ...vectorize.Field) matrix.MixedRow {
	columns, values := e.model.Vector(e.counter.Count(fields...))
	row := matrix.MixedRow{Columns: columns, Values: values, Doubt: e.config.Doubt}
	if e.space.projection != nil {
		row.Dense = e.space.projection.Vector(columns, e.model.FullNGramsRow(columns, values))
		if slices.ContainsFunc(row.Dense, func(x float32) bool { return x != 0 }) {
			row.Share = e.share(len(columns))
		}
	}
	return row
}

// mixture is a unit vector of terms beside one of a direction, as they weigh.
func mixture(terms sparse, direction []float32, w matrix.Weights) vector {
	a, b := w.Roots()
	out := vector{terms: sparse(nil).plus(a, terms), latent: make([]float64, len(direction))}
	for j, x := range direction {
		out.latent[j] = float64(b * float64(x))
	}
	return out
}

const (
	diverseFrom = 10    // times as many papers as wanted are looked at for diverse ones
	diverseMost = 1_000 // papers that are looked at, at most
)

// diverse picks n of the hits, or orders all if n is 0, by maximal marginal relevance (Carbonell and Goldstein
// 1998): next comes the paper for which (1-d) times its similarity to the query, less d times that to the most similar
// paper picked before, is largest; ties to the one before. It picks among the first diverseMost; the others follow as
// they are. Similarities stay those to the query. Cost: a product for each pick and each hit that is looked at. The error
// is the context's.
func (e *Engine) diverse(ctx context.Context, hits []cluster.Hit, d float64, n int) ([]cluster.Hit, error) {
	if n == 0 || n > len(hits) {
		n = len(hits)
	}
	hits, rest := hits[:min(diverseMost, len(hits))], hits[min(diverseMost, len(hits)):]
	closest, taken := make([]float64, len(hits)), make([]bool, len(hits))
	out := make([]cluster.Hit, 0, n)
	for len(out) < min(n, len(hits)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		best, worth := -1, math.Inf(-1)
		for i, h := range hits {
			if w := float64((1-d)*h.Similarity) - float64(d*closest[i]); !taken[i] && w > worth {
				best, worth = i, w
			}
		}
		taken[best] = true
		out = append(out, hits[best])
		for i, h := range hits {
			closest[i] = max(closest[i], e.Similarity(h.Row, hits[best].Row))
		}
	}
	return append(out, rest[:n-len(out)]...), nil
}

// Similarity is that of two papers: the cosine of their vectors in the space (see Spaces).
func (e *Engine) Similarity(a, b int) float64 {
	if e.space.mixed != nil {
		return e.space.mixed().Dot(a, b)
	}
	columns, values := e.termsOfRow(b)
	return e.terms.DotRow(a, columns, values)
}

// near finds the papers nearest to a query, whose vector is given.
func (e *Engine) near(q Query, v vector, n int) ([]cluster.Hit, error) {
	row := e.asked(q, v)
	if e.shortlist != nil {
		s, err := e.shortlist()
		if err != nil {
			return nil, err
		}
		return s.Query(row, n, q.skips())
	}
	neighbors, err := e.neighbors()
	if err != nil {
		return nil, err
	}
	if e.space.mixed == nil {
		return neighbors.Query(row.Columns, row.Values, n, q.skips()), nil
	}
	return neighbors.QueryMixed(row, n, q.skips()), nil
}

// asked is a query as a row of the space. A paper is found at its very row.
func (e *Engine) asked(q Query, v vector) matrix.MixedRow {
	switch {
	case e.space.mixed == nil:
		columns, values := v.terms.narrowed()
		return matrix.MixedRow{Columns: columns, Values: values}
	case q.alone():
		return e.space.mixed().Row(q.Rows[0])
	}
	columns, values := v.terms.split()
	return matrix.UnitRow(columns, values, v.latent)
}

// alone reports whether a query is one paper.
func (q Query) alone() bool { return q.Text == "" && len(q.Rows) == 1 && len(q.Not) == 0 }
