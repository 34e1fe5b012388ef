package engine

import (
	"cmp"
	"context"
	"slices"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// Rows of papers that came, and the space without those that went: see update.go.

// rearranged is an engine of the papers that stay and those that came.
func (s *Saved) rearranged(ctx context.Context, m *merging, p Progress) (*Engine, error) {
	e := *s.Engine
	e.saved, e.topicOf, e.shortlist, e.unchecked = nil, nil, nil, false
	e.docs = corpus.Picked{From: s.docs, Rows: m.kept, More: corpus.Packed(m.more)}
	e.fitted, _ = slices.BinarySearch(m.kept, int32(s.fitted))
	rows := make([]matrix.MixedRow, len(m.more))
	matrix.BlocksOf(16, len(rows), e.config.Threads, func() func(lo, hi int) {
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				rows[i] = s.rowOf(fieldsOf(m.more[i], s.config.Fields)...)
			}
		}
	})
	near, alike, err := s.nearestTo(ctx, rows, p)
	if err != nil {
		return nil, err
	}
	e.terms = appended(s.terms, m.kept, rows)
	e.space = s.space.rearranged(m, e.terms, rows, near, e.config)
	e.duplicates = s.duplicatesLeft(m)
	e.compareAgain()
	return &e, e.joinDuplicates(ctx, alike, m)
}

// nearestTo finds the papers nearest to each of some rows as papers are before they are drawn: near among those that the engine
// was built from, alike among all.
func (s *Saved) nearestTo(ctx context.Context, rows []matrix.MixedRow, p Progress) (near, alike [][]cluster.Hit, err error) {
	near, alike = make([][]cluster.Hit, len(rows)), make([][]cluster.Hit, len(rows))
	if len(rows) == 0 {
		return near, alike, nil
	}
	undrawn := s.space.compared()
	if s.space.mixed != nil {
		undrawn = matrix.NewMixed(s.terms, s.space.own, s.space.mixed.Share)
	}
	search, err := cluster.NeighborSearch{Threads: s.config.Threads}.Fit(ctx, undrawn)
	if err != nil {
		return nil, nil, err
	}
	ask := func(q matrix.MixedRow, skip func(row int) bool) []cluster.Hit {
		if s.space.mixed == nil {
			return search.Query(q.Columns, q.Values, manyNear, skip)
		}
		return search.QueryMixed(q, manyNear, skip)
	}
	for i, q := range rows {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		near[i] = ask(q, func(row int) bool { return row >= s.fitted })
		if alike[i] = near[i]; s.fitted < s.docs.Len() {
			alike[i] = ask(q, nil)
		}
		p.reach("comparing papers", 0.1+0.8*float64(i)/float64(len(rows)))
	}
	return near, alike, nil
}

// appended are rows of a matrix, by number, and more behind them.
func appended(x *matrix.CSR, kept []int32, more []matrix.MixedRow) *matrix.CSR {
	_, d := x.Dims()
	start, columns, values := make([]int64, 1, len(kept)+len(more)+1), make([]int32, 0, x.NNZ()), make([]float32, 0, x.NNZ())
	add := func(c []int32, v []float32) {
		columns, values = append(columns, c...), append(values, v...)
		start = append(start, int64(len(columns)))
	}
	for _, row := range kept {
		add(x.Row(int(row)))
	}
	for _, row := range more {
		add(row.Columns, row.Values)
	}
	return matrix.NewCSR(len(start)-1, d, start, columns, values)
}

// rearranged is the space of the papers that stay and those that came, whose neighbours are given.
func (s *space) rearranged(m *merging, terms *matrix.CSR, rows []matrix.MixedRow, near [][]cluster.Hit, c Config) *space {
	out := &space{terms: terms, projection: s.projection, recall: s.recall}
	if s.own == nil {
		return out
	}
	_, r := s.own.Dims()
	own, shares := make([]float32, 0, (len(m.kept)+len(rows))*r), make([]float64, 0, len(m.kept)+len(rows))
	for _, row := range m.kept {
		own, shares = append(own, s.own.Row(int(row))...), append(shares, s.mixed.Share[row])
	}
	for _, row := range rows {
		own, shares = append(own, row.Dense...), append(shares, row.Share)
	}
	out.own = matrix.NewRows(len(shares), r, own)
	out.latent = out.own
	out.wide, _ = m.graph(s.wide, near, manyNear)
	if c.Vectors != nil {
		out.place()
		return out
	}
	if s.graph != nil {
		var anew []int
		out.graph, anew = m.graph(s.graph, near, fewNear)
		out.latent = s.drawnAgain(m, out, anew)
	}
	out.mixed = matrix.NewMixed(terms, out.latent, shares)
	return out
}

// drawnAgain are the directions as they are drawn: those of papers whose neighbours are the same as they were, the others anew.
func (s *space) drawnAgain(m *merging, out *space, anew []int) *matrix.Rows {
	n, r := out.own.Dims()
	data := make([]float32, n*r)
	for i, row := range m.kept {
		copy(data[i*r:(i+1)*r], s.latent.Row(int(row)))
	}
	for _, row := range anew {
		out.graph.Draw(data[row*r:(row+1)*r], out.own, row)
	}
	return matrix.NewRows(n, r, data)
}

// graph is a graph without the papers that go, which joins those that come to the nearest of their hits. anew are the
// rows whose neighbours are not those that they had.
func (m *merging) graph(g *cluster.Graph, near [][]cluster.Hit, most int) (out *cluster.Graph, anew []int) {
	if g == nil {
		return nil, nil
	}
	start, columns, weights := []int64{0}, []int32{}, []float32{}
	for i, row := range m.kept {
		c, w := g.Row(int(row))
		from, sum, lost := len(columns), 0.0, false
		for p, other := range c {
			if to := m.number[other]; to >= 0 {
				columns, weights = append(columns, to), append(weights, w[p])
				sum += float64(w[p])
			} else {
				lost = true
			}
		}
		if lost {
			for p := from; p < len(weights); p++ {
				weights[p] = float32(float64(weights[p]) / sum)
			}
			anew = append(anew, i)
		}
		start = append(start, int64(len(columns)))
	}
	for i, hits := range near {
		c, w := m.weights(hits, most)
		columns, weights = append(columns, c...), append(weights, w...)
		start = append(start, int64(len(columns)))
		anew = append(anew, len(m.kept)+i)
	}
	n := len(start) - 1
	return cluster.StoredGraph(matrix.NewCSR(n, n, start, columns, weights)), anew
}

// weights are those of the nearest of some hits that stay, rows ascending.
func (m *merging) weights(hits []cluster.Hit, most int) (columns []int32, weights []float32) {
	var left []cluster.Hit
	sum := 0.0
	for _, h := range hits {
		if to := m.number[h.Row]; to >= 0 && h.Similarity > 0 && len(left) < most {
			left = append(left, cluster.Hit{Row: int(to), Similarity: h.Similarity})
			sum += h.Similarity
		}
	}
	slices.SortFunc(left, func(a, b cluster.Hit) int { return cmp.Compare(a.Row, b.Row) })
	for _, h := range left {
		columns, weights = append(columns, int32(h.Row)), append(weights, float32(h.Similarity/sum))
	}
	return columns, weights
}
