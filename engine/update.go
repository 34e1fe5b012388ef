package engine

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// Papers come to a saved engine and go, and nothing is fitted anew: weights, directions and topics stay those of the papers it was
// built from, so that every number of a paper that stays, stays.
//
// A paper that comes is weighed by the model, projected on the directions, and drawn to the papers nearest to it among
// those the engine was built from: so it does not matter with which others it comes. Its topic is that of the nearest
// centroid. Its silhouette is unknown, and so are its near duplicates among terms that are not in the vocabulary.
//
// A paper that goes takes its part in the directions of the papers that were drawn to it along: these are drawn anew
// to the neighbours they have left.

// Update is what papers that came and went made of a saved engine.
type Update struct {
	Engine *Engine
	Topics *Topics
	Change Change
	Number []int32 // of each old row its new one, -1 for one that went
	Came   []int   // rows of the papers that came, in the order in which they were given; -1 for one that was there, as it is
}

// Update takes papers in and others, by row, out. A paper that is there already, by id, DOI, arXiv id or PubMed id, stays
// where nothing about it changed and is replaced where something did. Cost: a pass over all, and for each new paper a
// query. Memory: the rows of all papers, and once more the directions.
func (s *Saved) Update(ctx context.Context, add []corpus.Document, remove []int, p Progress) (*Update, error) {
	if s.config.Vectors != nil && len(add) > 0 {
		return nil, ErrVectorsAsked
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	old, err := s.Topics(ctx, nil)
	if err != nil {
		return nil, err
	}
	p.reach("comparing papers", 0)
	m := s.merge(add, remove)
	u := &Update{Change: m.change, Came: m.came, Number: m.number}
	if u.Engine, err = s.rearranged(ctx, m, p); err != nil {
		return nil, err
	}
	if u.Engine.docs.Len() == 0 {
		return nil, ErrNoDocuments
	}
	u.Change.Unknown = u.Engine.unknown(len(m.kept))
	u.Topics = u.Engine.moved(old, m)
	p.reach("comparing papers", 1)
	return u, nil
}

// Merged are the records that are part of papers, by their rows after the update; those of papers that went went, too.
func (u *Update) Merged(old []corpus.Merged) []corpus.Merged {
	var out []corpus.Merged
	for _, r := range old {
		if to := u.Number[r.Row]; to >= 0 {
			r.Row = int(to)
			out = append(out, r)
		}
	}
	return out
}

// merging says which rows stay and which papers are new.
type merging struct {
	kept   []int32 // rows of the old papers that stay, ascending
	number []int32 // of each old row its new one, -1 for one that goes
	more   corpus.List
	came   []int // see Update.Came
	change Change
}

// merge compares papers with those there are.
func (s *Saved) merge(add []corpus.Document, remove []int) *merging {
	n := s.docs.Len()
	m := &merging{number: make([]int32, n), came: make([]int, len(add))}
	gone := make([]bool, n)
	for _, row := range remove {
		if !gone[row] {
			gone[row] = true
			m.change.Removed++
		}
	}
	for i, row := range corpus.Same(s.docs, add) {
		switch {
		case row >= 0 && !gone[row] && corpus.SameRecord(s.docs.At(row), add[i]):
			m.came[i] = -1
			continue
		case row >= 0 && !gone[row]:
			gone[row] = true
			m.change.Replaced++
		default:
			m.change.Added++
		}
		m.came[i] = len(m.more)
		m.more = append(m.more, add[i])
	}
	for row := range n {
		if m.number[row] = -1; !gone[row] {
			m.number[row] = int32(len(m.kept))
			m.kept = append(m.kept, int32(row))
		}
	}
	for i, at := range m.came {
		if at >= 0 {
			m.came[i] = len(m.kept) + at
		}
	}
	return m
}

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
				rows[i] = s.rowOf(m.more[i])
			}
		}
	})
	near, err := s.nearestFitted(ctx, rows, p)
	if err != nil {
		return nil, err
	}
	e.terms = appended(s.terms, m.kept, rows)
	e.space = s.space.rearranged(m, e.terms, rows, near, e.config)
	e.duplicates = s.duplicatesLeft(m)
	e.joinDuplicates(len(m.kept), near, m)
	return &e, nil
}

// rowOf is a paper's row: terms, direction and what it weighs.
func (e *Engine) rowOf(d corpus.Document) matrix.MixedRow {
	counts := e.counter.Count(fieldsOf(d, e.config.Fields)...)
	columns, values := e.model.Vector(counts)
	row := matrix.MixedRow{Columns: columns, Values: values}
	if e.space.projection != nil {
		row.Dense = e.space.projection.Vector(columns, e.model.FullNGramsRow(columns, values))
		if slices.ContainsFunc(row.Dense, func(x float32) bool { return x != 0 }) {
			row.Share = e.share(len(columns))
		}
	}
	return row
}

// nearestFitted finds the papers nearest to each of some rows as papers are before they are drawn, among all: the first
// manyNear of those that the engine was built from, and whichever else is as near as the last of these.
func (s *Saved) nearestFitted(ctx context.Context, rows []matrix.MixedRow, p Progress) ([][]cluster.Hit, error) {
	out := make([][]cluster.Hit, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	undrawn := s.space.compared()
	if s.space.mixed != nil {
		undrawn = matrix.NewMixed(s.terms, s.space.own, s.space.mixed.Share)
	}
	search, err := cluster.NeighborSearch{Threads: s.config.Threads}.Fit(ctx, undrawn)
	if err != nil {
		return nil, err
	}
	for i, q := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s.space.mixed == nil {
			out[i] = search.Query(q.Columns, q.Values, manyNear, nil)
		} else {
			out[i] = search.QueryMixed(q, manyNear, func(row int) bool { return row >= s.fitted })
		}
		p.reach("comparing papers", 0.1+0.8*float64(i)/float64(len(rows)))
	}
	return out, nil
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

// duplicatesLeft are the groups of near duplicates of the papers that stay.
func (s *Saved) duplicatesLeft(m *merging) []DuplicateGroup {
	var out []DuplicateGroup
	for _, g := range s.duplicates {
		var left DuplicateGroup
		for i, row := range g.Rows {
			if to := m.number[row]; to >= 0 {
				left.Rows, left.Similarity = append(left.Rows, int(to)), append(left.Similarity, g.Similarity[i])
			}
		}
		if len(left.Rows) > 1 {
			out = append(out, left)
		}
	}
	return out
}

// joinDuplicates puts papers that came beside the one that they nearly are: the nearest by terms among those found near
// them and those that came before, if it is near enough.
func (e *Engine) joinDuplicates(from int, near [][]cluster.Hit, m *merging) {
	group := map[int]int{} // of each row in one, its place
	for g, d := range e.duplicates {
		for _, row := range d.Rows {
			group[row] = g
		}
	}
	titles := map[string]int{}
	for i, hits := range near {
		row, best := from+i, cluster.Hit{Row: -1}
		for _, h := range hits {
			if to := int(m.number[h.Row]); to >= 0 {
				best = e.nearer(best, row, to)
			}
		}
		d := e.docs.At(row)
		key := e.normalTitle(d.Title)
		if first, met := titles[key]; met {
			best = e.nearer(best, row, first)
		} else {
			titles[key] = row
		}
		if best.Similarity < duplicateCosine {
			continue
		}
		g, in := group[best.Row]
		if !in {
			g = len(e.duplicates)
			e.duplicates = append(e.duplicates, DuplicateGroup{[]int{best.Row}, []float64{1}})
			group[best.Row] = g
		}
		d2 := &e.duplicates[g]
		d2.Rows, d2.Similarity = append(slices.Clone(d2.Rows), row), append(slices.Clone(d2.Similarity), e.cosineOfTerms(d2.Rows[0], row))
		group[row] = g
	}
	slices.SortFunc(e.duplicates, func(a, b DuplicateGroup) int { return cmp.Compare(a.Rows[0], b.Rows[0]) })
}

func (e *Engine) nearer(best cluster.Hit, row, other int) cluster.Hit {
	if c := e.cosineOfTerms(row, other); c > best.Similarity {
		return cluster.Hit{Row: other, Similarity: c}
	}
	return best
}

func (e *Engine) cosineOfTerms(a, b int) float64 {
	columns, values := e.termsOfRow(b)
	return e.terms.DotRow(a, columns, values)
}

// moved are the topics with the papers that stay and those that came, each of which goes to the nearest centroid.
func (e *Engine) moved(old *Topics, m *merging) *Topics {
	t := *old
	t.sums, t.cohesion, t.Duplicates = nil, nil, e.duplicates
	t.Topics, t.Assignments, t.NoText = slices.Clone(old.Topics), make([]Assignment, e.docs.Len()), 0
	for i, row := range m.kept {
		a := old.Assignments[row]
		a.Row, a.DuplicateOf, a.Representative = i, -1, false
		t.Assignments[i] = a
	}
	centres := make([][]float64, t.K)
	for r := range centres {
		centres[r] = t.centre(r)
	}
	for i := len(m.kept); i < len(t.Assignments); i++ {
		t.Assignments[i] = e.assigned(i, centres)
	}
	markDuplicates(t.Assignments, e.duplicates)
	t.recount(m)
	return &t
}

// assigned is the place of a paper among topics, given their centroids.
func (e *Engine) assigned(row int, centres [][]float64) Assignment {
	a := Assignment{Row: row, Topic: -1, Second: -1, SecondSimilarity: math.NaN(), Margin: math.NaN(), Silhouette: math.NaN(), DuplicateOf: -1}
	hits := e.nearestCentres(row, centres)
	if len(hits) == 0 {
		return a
	}
	a.Topic, a.Similarity = hits[0].Row, hits[0].Similarity
	if len(hits) > 1 {
		a.Second, a.SecondSimilarity, a.Margin = hits[1].Row, hits[1].Similarity, a.Similarity-hits[1].Similarity
	}
	for _, h := range hits[:min(topicsEach, len(hits))] {
		if h.Row == a.Topic || h.Similarity > 0 && h.Similarity >= alsoIn*a.Similarity {
			a.Memberships = append(a.Memberships, Membership{h.Row, h.Similarity})
		}
	}
	return a
}

// nearestCentres ranks topics by the cosine of a paper and their centroids, ties to the lower; none for a paper without terms.
func (e *Engine) nearestCentres(row int, centres [][]float64) []cluster.Hit {
	columns, values := e.termsOfRow(row)
	if len(columns) == 0 {
		return nil
	}
	out := make([]cluster.Hit, len(centres))
	for r, centre := range centres {
		similarity := 0.0
		if e.space.latent != nil {
			similarity = matrix.Dot(e.space.latent.Row(row), centre)
		} else {
			for p, c := range columns {
				similarity += float64(float64(values[p]) * centre[c])
			}
		}
		out[r] = cluster.Hit{Row: r, Similarity: similarity}
	}
	slices.SortStableFunc(out, func(a, b cluster.Hit) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return out
}

// recount ranks the papers of each topic anew and counts them. Representatives that went are followed by the next.
func (t *Topics) recount(m *merging) {
	for i := range t.Assignments {
		if t.Assignments[i].Topic < 0 {
			t.NoText++
		}
	}
	t.members = membersOf(t.Assignments, t.K)
	for r, rows := range t.members {
		rank(t.Assignments, rows)
		markOutliers(t.Assignments, rows)
		t.Topics[r].Size = len(rows)
		t.Topics[r].Representatives = nil
		if len(rows) > 0 {
			t.Topics[r].Representatives = chooseRepresentatives(t, r)
		}
	}
	t.sizeParents(m)
	for r := range t.Topics {
		t.Topics[r].Share = float64(t.Topics[r].Size) / float64(max(1, len(t.Assignments)-t.NoText))
	}
	for s := range t.Tree {
		t.Tree[s].Size = t.sizeOf(t.Tree[s].A) + t.sizeOf(t.Tree[s].B)
	}
}

// sizeOf is the size of a group of the tree.
func (t *Topics) sizeOf(group int) int {
	if group < t.K {
		return t.Topics[group].Size
	}
	return t.Tree[group-t.K].Size
}

// sizeParents sums up the topics below each parent, which come before it, and renumbers their representatives.
func (t *Topics) sizeParents(m *merging) {
	for r := t.K; r < len(t.Topics); r++ {
		t.Topics[r].Size = 0
		var left []int
		for _, row := range t.Topics[r].Representatives {
			if to := m.number[row]; to >= 0 {
				left = append(left, int(to))
			}
		}
		t.Topics[r].Representatives = left
	}
	for r := range t.Topics {
		if parent := t.Topics[r].Parent; parent > r {
			t.Topics[parent].Size += t.Topics[r].Size
		}
	}
}

// unknown is the share of the terms of the papers from a row on that are not in the vocabulary; NaN without any.
func (e *Engine) unknown(from int) float64 {
	all, missing := 0, 0
	for row := from; row < e.docs.Len(); row++ {
		for _, t := range e.counter.Count(fieldsOf(e.docs.At(row), e.config.Fields)...).Terms {
			all++
			if _, ok := e.model.Column(t.Term); !ok {
				missing++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(missing) / float64(all)
}

// Doubts say why a fit of all papers may pay by now, in sentences; none if it does not.
func (s *Saved) Doubts(u *Update) []string {
	var out []string
	n := u.Engine.docs.Len()
	if added := n - u.Engine.fitted; float64(added) > mostAdded*float64(n) {
		out = append(out, fmt.Sprintf("%d of %d papers came after the weights and topics were made", added, n))
	}
	if usual := s.unknownOfFitted(); u.Change.Unknown > usual+muchUnknown {
		out = append(out, fmt.Sprintf("%.0f %% of the terms of the new papers are not in the vocabulary, and %.0f %% of those it was made of", 100*u.Change.Unknown, 100*usual))
	}
	return out
}

const (
	mostAdded   = 0.25 // of all papers: more of them may form topics that there are not
	muchUnknown = 0.1  // of terms, beyond what is usual
	readForUse  = 500  // papers that tell what is usual
)

// unknownOfFitted is the share of the terms of papers that weights were made of which are not in the vocabulary, by a sample.
func (s *Saved) unknownOfFitted() float64 {
	var sample corpus.List
	for row := 0; row < s.fitted; row += (s.fitted + readForUse - 1) / readForUse {
		sample = append(sample, s.docs.At(row))
	}
	e := *s.Engine
	e.docs = sample
	return e.unknown(0)
}

// Assign says in which topics papers would be, without taking them in: its Topics have an Assignment a paper, in their
// order, whose rows are those of its Engine.
func (s *Saved) Assign(ctx context.Context, docs []corpus.Document, p Progress) (*Update, error) {
	if s.config.Vectors != nil {
		return nil, ErrVectorsAsked
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	old, err := s.Topics(ctx, nil)
	if err != nil {
		return nil, err
	}
	m := &merging{number: make([]int32, s.docs.Len()), more: docs}
	for i := range m.number {
		m.number[i] = int32(i)
		m.kept = append(m.kept, int32(i))
	}
	e, err := s.rearranged(ctx, m, p)
	if err != nil {
		return nil, err
	}
	t := e.moved(old, m)
	t.Assignments = t.Assignments[len(m.kept):]
	return &Update{Engine: e, Topics: t, Number: m.number}, nil
}

// Compact is the engine with its abstracts packed anew.
func (s *Saved) Compact() *Engine {
	e := *s.Engine
	all := make(corpus.List, 0, s.docs.Len())
	for _, d := range corpus.All(s.docs) {
		all = append(all, d)
	}
	e.docs = corpus.Packed(all)
	return &e
}

// Verify looks at all that Open does not: every paper, row and topic.
func (s *Saved) Verify() error {
	if err := s.check(); err != nil {
		return err
	}
	for _, d := range corpus.All(s.docs) {
		d.Unpacked()
	}
	if _, err := s.Lookup(); err != nil {
		return err
	}
	_, err := s.saved()
	return err
}
