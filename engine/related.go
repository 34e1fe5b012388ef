package engine

import (
	"context"
	"iter"

	"kindred/cluster"
	"kindred/vectorize"
)

// avoided is how much of the mean of the papers in Query.Not is subtracted.
const avoided = 0.3

// sharedShown is how many shared terms a related paper lists.
const sharedShown = 5

// Related answers a query with the n nearest papers; n = 0 ranks every paper, those without a
// shared term last. The similarity is the cosine of the query and the paper in the term space.
// Cost: the postings of the query's terms.
func (e *Engine) Related(ctx context.Context, q Query, n int) (*Related, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	columns, values := e.vector(q)
	own := map[int]bool{}
	if !q.KeepSelf {
		for _, r := range q.Rows {
			own[r] = true
		}
	}
	for _, r := range q.Not {
		own[r] = true
	}
	neighbors, err := e.neighbors()
	if err != nil {
		return nil, err
	}
	hits := neighbors.Query(columns, values, n, func(row int) bool { return own[row] })
	return e.answer(q.ID, columns, values, hits), nil
}

// EachRelated answers for every paper of the corpus, in row order, as Related does. Answers are
// computed while those before them are read, and none is kept. Cost: a query a paper.
func (e *Engine) EachRelated(ctx context.Context, n int, p Progress) iter.Seq2[*Related, error] {
	return func(yield func(*Related, error) bool) {
		neighbors, err := e.neighbors()
		if err != nil {
			yield(nil, err)
			return
		}
		for near, err := range neighbors.Each(ctx, n, p.stage("comparing papers")) {
			if err != nil {
				yield(nil, err)
				return
			}
			columns, values := e.terms.Row(near.Row)
			if !yield(e.answer(e.docs[near.Row].ID, columns, values, near.Hits), nil) {
				return
			}
		}
	}
}

// RelatedAll is EachRelated, collected.
func (e *Engine) RelatedAll(ctx context.Context, n int, p Progress) ([]Related, error) {
	out := make([]Related, 0, len(e.docs))
	for answer, err := range e.EachRelated(ctx, n, p) {
		if err != nil {
			return nil, err
		}
		out = append(out, *answer)
	}
	return out, nil
}

// vector is the query as a unit vector: the mean of its rows and its text, made unit, less avoided
// times the mean of the rows to be far from. A single row is itself, bit for bit.
func (e *Engine) vector(q Query) ([]int32, []float32) {
	if q.Text == "" && len(q.Rows) == 1 && len(q.Not) == 0 {
		return e.terms.Row(q.Rows[0])
	}
	var near, far sparse
	for _, r := range q.Rows {
		near = near.plus(1, e.row(r))
	}
	if q.Text != "" {
		near = near.plus(1, widened(e.model.Vector(e.counter.Count(vectorize.Field{Text: q.Text}))))
	}
	for _, r := range q.Not {
		far = far.plus(1/float64(len(q.Not)), e.row(r))
	}
	return near.unit().plus(-avoided, far).unit().narrowed()
}

// answer names the hits of a query and the terms they share with it.
func (e *Engine) answer(id string, columns []int32, values []float32, hits []cluster.Hit) *Related {
	out := &Related{Query: id, Hits: make([]RelatedHit, len(hits))}
	query := widened(columns, values)
	for i, h := range hits {
		out.Hits[i] = RelatedHit{Rank: i + 1, Row: h.Row, Similarity: h.Similarity, Topic: -1, SharedTerms: e.sharedTerms(query, e.row(h.Row))}
	}
	return out
}

func (e *Engine) row(i int) sparse { return widened(e.terms.Row(i)) }
