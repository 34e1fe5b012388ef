package engine

import (
	"context"
	"fmt"
	"iter"

	"kindred/cluster"
)

// sharedShown is how many shared terms a related paper lists.
const sharedShown = 5

// Related answers a query with the n nearest papers; n = 0 ranks every paper, the unlike last. The similarity is the
// cosine of the query and the paper in the space (see Spaces). Cost: the postings of the query's terms, and a product
// a paper in the dimensions of LSA.
func (e *Engine) Related(ctx context.Context, q Query, n int) (*Related, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if e.config.Vectors != nil && q.Text != "" {
		return nil, ErrTextAsked
	}
	query := e.vector(q)
	most := n
	if q.Diverse > 0 && n > 0 {
		most = max(n, min(diverseFrom*n, diverseMost))
	}
	hits, err := e.near(q, query, most)
	if err != nil {
		return nil, err
	}
	if q.Diverse > 0 {
		if hits, err = e.diverse(ctx, hits, q.Diverse, n); err != nil {
			return nil, err
		}
	}
	return e.answer(q.ID, q.paper(), e.termsOf(q, query), hits), nil
}

// termsOf are the terms of a query, of which those are shown that a paper shares. Vectors that were given hold none: then they are
// those of the papers asked for.
func (e *Engine) termsOf(q Query, v vector) sparse {
	if e.config.Vectors == nil {
		return v.terms
	}
	var terms sparse
	for _, row := range q.Rows {
		terms = terms.plus(1, e.row(row))
	}
	return terms
}

// paper is the row of the one paper that a query is about, -1 if it is about a text, several papers or none.
func (q Query) paper() int {
	if len(q.Rows) == 1 && len(q.Not) == 0 && q.Text == "" {
		return q.Rows[0]
	}
	return -1
}

// skips says which rows a query leaves out.
func (q Query) skips() func(row int) bool {
	out := map[int]bool{}
	if !q.KeepSelf {
		for _, r := range q.Rows {
			out[r] = true
		}
	}
	for _, r := range q.Not {
		out[r] = true
	}
	return func(row int) bool { return out[row] || q.Skip != nil && q.Skip(row) }
}

// EachRelated answers for every paper of the corpus, in row order, as Related does. Answers are
// computed while those before them are read, and none is kept, unless there is a Checkpoint: it keeps the neighbours of all.
// Cost: a query a paper.
func (e *Engine) EachRelated(ctx context.Context, n int, p Progress) iter.Seq2[*Related, error] {
	return func(yield func(*Related, error) bool) {
		for near, err := range e.nearest(ctx, n, p.stage("comparing papers")) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(e.answer(e.docs.At(near.Row).ID, near.Row, e.row(near.Row), near.Hits), nil) {
				return
			}
		}
	}
}

// nearest finds the n nearest of each paper in turn. A checkpoint keeps them, unless they are all papers.
func (e *Engine) nearest(ctx context.Context, n int, progress func(done, total int)) iter.Seq2[cluster.Nearest, error] {
	return func(yield func(cluster.Nearest, error) bool) {
		if c := e.config.Checkpoint; c != nil && n > 0 {
			all, _, err := c.neighbours(fmt.Sprintf("related %d", n), e.docs.Len(), func() ([][]cluster.Hit, float64, error) {
				neighbors, err := e.neighbors()
				if err != nil {
					return nil, 0, err
				}
				all, err := neighbors.All(ctx, n, progress)
				return all, 1, err
			})
			if err != nil {
				yield(cluster.Nearest{}, err)
				return
			}
			for row, hits := range all {
				if !yield(cluster.Nearest{Row: row, Hits: hits}, nil) {
					return
				}
			}
			return
		}
		neighbors, err := e.neighbors()
		if err != nil {
			yield(cluster.Nearest{}, err)
			return
		}
		neighbors.Each(ctx, n, progress)(yield)
	}
}

// answer names the hits of a query and the terms they share with it.
func (e *Engine) answer(id string, row int, terms sparse, hits []cluster.Hit) *Related {
	out := &Related{Query: id, Row: row, Hits: make([]RelatedHit, len(hits))}
	for i, h := range hits {
		out.Hits[i] = RelatedHit{Rank: i + 1, Row: h.Row, Similarity: h.Similarity, Topic: e.topic(h.Row), SharedTerms: e.sharedTerms(terms, e.row(h.Row))}
	}
	return out
}

// topic is the id of that of a paper, if topics were saved, or -1.
func (e *Engine) topic(row int) int {
	if e.topicOf == nil {
		return -1
	}
	return e.topicOf(row)
}

func (e *Engine) row(i int) sparse { return widened(e.termsOfRow(i)) }
