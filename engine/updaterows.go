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

// arrangement is what the numbers of papers become by an update.
type arrangement struct {
	runs   []run // of old rows that stay
	fitted bool  // all of those stay that the engine was built from, which are all that papers are drawn to
	terms  *compressed
	own    chain[float32] // directions as in space, as are the next
	drawn  chain[float32] // none where directions are not drawn
	shares chain[float64]
	near   *compressed // nil if there is none
	wide   *compressed

	came     came
	redrawn  []int       // old rows whose neighbours are not those that they had
	directed [][]float32 // the directions that these are drawn to now
}

// came are the rows of the papers that came.
type came struct {
	terms  *matrix.CSR
	own    *matrix.Rows // nil without directions
	latent *matrix.Rows
	shares []float64
}

// arranged says what becomes of the numbers of papers.
func (s *Saved) arranged(m *merging, rows []matrix.MixedRow, near [][]cluster.Hit) *arrangement {
	_, d := s.terms.Dims()
	a := &arrangement{runs: runsOf(m.kept), came: came{terms: compressedRows(rows, d)}}
	a.fitted = s.fitted == 0 || len(a.runs) > 0 && a.runs[0].from == 0 && a.runs[0].to >= s.fitted
	a.terms = cutRows(s.terms, a.runs).followed(a.came.terms)
	if s.space.own == nil {
		return a
	}
	_, r := s.space.own().Dims()
	var own []float32
	for _, row := range rows {
		own, a.came.shares = append(own, row.Dense...), append(a.came.shares, row.Share)
	}
	a.came.own = matrix.NewRows(len(rows), r, own)
	a.came.latent = a.came.own
	a.own = append(cut(s.space.own().Data(), r, a.runs), own)
	a.shares = append(cut(s.space.mixed().Share, 1, a.runs), a.came.shares)
	a.wide = s.graph(m, a, s.space.wide, near, manyNear)
	if s.space.graph != nil {
		a.near = s.graph(m, a, s.space.graph, near, fewNear)
		s.draw(m, a, near)
	}
	return a
}

// compressedRows are the terms of rows as a matrix.
func compressedRows(rows []matrix.MixedRow, d int) *matrix.CSR {
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for _, row := range rows {
		columns, values = append(columns, row.Columns...), append(values, row.Values...)
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(len(rows), d, start, columns, values)
}

// nearestTo finds the papers nearest to each of some rows as papers are before they are drawn: near among those that the engine
// was built from, alike among all.
func (s *Saved) nearestTo(ctx context.Context, rows []matrix.MixedRow, p Progress) (near, alike [][]cluster.Hit, err error) {
	none := make([][]cluster.Hit, len(rows))
	if len(rows) == 0 {
		return none, none, nil
	}
	search, err := s.undrawnSearch()
	if err != nil {
		return nil, nil, err
	}
	n := s.docs.Len()
	near, err = search.Nearest(ctx, rows, 0, s.fitted, manyNear, p.part("comparing papers", 0.1, 0.9))
	if err != nil || s.fitted == n {
		return near, near, err
	}
	alike, err = search.Nearest(ctx, rows, s.fitted, n, manyNear, nil)
	if err != nil {
		return nil, nil, err
	}
	for i := range alike {
		alike[i] = bestOf(slices.Concat(near[i], alike[i]), manyNear)
	}
	return near, alike, nil
}

// undrawnSearch finds papers as they are before they are drawn. What a shortlist knows of their terms is the same.
func (s *Saved) undrawnSearch() (*cluster.Batch, error) {
	undrawn := s.space.compared()
	if s.space.mixed != nil {
		undrawn = s.config.mixed(s.terms, s.space.own(), s.space.mixed().Share)
	}
	described, err := s.described()
	if err != nil {
		return nil, err
	}
	return cluster.NewBatch(undrawn, described, s.config.Threads)
}

// graph is a graph without the papers that go, which joins those that come to the nearest of their hits; nil of none.
func (s *Saved) graph(m *merging, a *arrangement, g *cluster.Graph, near [][]cluster.Hit, most int) *compressed {
	if g == nil {
		return nil
	}
	var out *compressed
	if a.fitted {
		out = cutRows(g.Weights(), a.runs)
	} else {
		out = wholeRows(m.renumbered(g))
	}
	start, columns, weights := []int64{0}, []int32{}, []float32{}
	for _, hits := range near {
		rows, w := m.weights(hits, most)
		for _, row := range rows {
			columns = append(columns, m.number[row])
		}
		weights = append(weights, w...)
		start = append(start, int64(len(columns)))
	}
	n := len(m.kept) + len(near)
	return out.followed(matrix.NewCSR(len(near), n, start, columns, weights))
}

// renumbered is a graph of the papers that stay.
func (m *merging) renumbered(g *cluster.Graph) *matrix.CSR {
	start, columns, weights := make([]int64, 1, len(m.kept)+1), make([]int32, 0, g.Weights().NNZ()), make([]float32, 0, g.Weights().NNZ())
	for _, row := range m.kept {
		c, w, _ := m.left(g, int(row))
		for _, other := range c {
			columns = append(columns, m.number[other])
		}
		weights = append(weights, w...)
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(len(m.kept), len(m.kept), start, columns, weights)
}

// left are the neighbours of a paper that stay, and their weights. lost says that they are not all that it had.
func (m *merging) left(g *cluster.Graph, row int) (neighbors []int32, weights []float32, lost bool) {
	c, w := g.Row(row)
	if !slices.ContainsFunc(c, func(other int32) bool { return m.number[other] < 0 }) {
		return c, w, false
	}
	sum := 0.0
	for p, other := range c {
		if m.number[other] >= 0 {
			neighbors, weights = append(neighbors, other), append(weights, w[p])
			sum += float64(w[p])
		}
	}
	for p := range weights {
		weights[p] = float32(float64(weights[p]) / sum)
	}
	return neighbors, weights, true
}

// weights are those of the nearest of some hits that stay, old rows ascending.
func (m *merging) weights(hits []cluster.Hit, most int) (rows []int32, weights []float32) {
	var left []cluster.Hit
	sum := 0.0
	for _, h := range hits {
		if m.number[h.Row] >= 0 && h.Similarity > 0 && len(left) < most {
			left = append(left, h)
			sum += h.Similarity
		}
	}
	slices.SortFunc(left, func(a, b cluster.Hit) int { return cmp.Compare(a.Row, b.Row) })
	for _, h := range left {
		rows, weights = append(rows, int32(h.Row)), append(weights, float32(h.Similarity/sum))
	}
	return rows, weights
}

// draw draws the directions of papers that came to their neighbours.
func (s *Saved) draw(m *merging, a *arrangement, near [][]cluster.Hit) {
	_, r := s.space.own().Dims()
	latent := make([]float32, len(near)*r)
	for i, hits := range near {
		neighbors, weights := m.weights(hits, fewNear)
		cluster.Draw(latent[i*r:(i+1)*r], a.came.own.Row(i), s.space.own(), neighbors, weights)
	}
	a.came.latent = matrix.NewRows(len(near), r, latent)
	if !a.fitted {
		s.drawAgain(m, a)
	}
	a.drawn = append(patched(s.space.latent().Data(), r, a.runs, a.redrawn, a.directed), latent)
}

// drawAgain draws the directions of papers that lost neighbours to those they have left.
func (s *Saved) drawAgain(m *merging, a *arrangement) {
	_, r := s.space.own().Dims()
	for _, row := range m.kept {
		neighbors, weights, lost := m.left(s.space.graph, int(row))
		if !lost {
			continue
		}
		direction := make([]float32, r)
		cluster.Draw(direction, s.space.own().Row(int(row)), s.space.own(), neighbors, weights)
		a.redrawn, a.directed = append(a.redrawn, int(row)), append(a.directed, direction)
	}
}

// space is the space at hand.
func (a *arrangement) space(s *space, terms *matrix.CSR, c Config) *space {
	out := &space{terms: terms, projection: s.projection, recall: s.recall}
	if s.own == nil {
		return out
	}
	n, _ := terms.Dims()
	_, r := s.own().Dims()
	latent := matrix.NewRows(n, r, a.own.joined())
	out.own = held(latent)
	out.wide, out.graph = graphOf(a.wide, n), graphOf(a.near, n)
	if c.Vectors != nil {
		out.place()
		return out
	}
	if a.drawn != nil {
		latent = matrix.NewRows(n, r, a.drawn.joined())
	}
	out.hold(latent, c.mixed(terms, latent, a.shares.joined()))
	return out
}

func graphOf(c *compressed, n int) *cluster.Graph {
	if c == nil {
		return nil
	}
	return cluster.StoredGraph(c.matrix(n))
}

// rowsOf are the rows of papers as they would be in the space.
func (s *Saved) rowsOf(docs corpus.List) []matrix.MixedRow {
	rows := make([]matrix.MixedRow, len(docs))
	matrix.BlocksOf(16, len(rows), s.config.Threads, func() func(lo, hi int) {
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				rows[i] = s.rowOf(fieldsOf(docs[i], s.config.Fields)...)
			}
		}
	})
	return rows
}
