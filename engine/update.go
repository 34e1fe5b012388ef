package engine

import (
	"context"
	"fmt"
	"slices"

	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// Papers come to a saved engine and go, and nothing is fitted anew: weights, directions and topics stay those of the papers it was
// built from, so that every number of a paper that stays, stays.
//
// A paper that comes is weighed by the model, projected on the directions, and drawn to the papers nearest to it among
// those the engine was built from: so it does not matter with which others it comes. Its topic is that of the nearest
// centroid. Its silhouette is unknown. Near duplicates are looked for among the papers found near it, by all of their words.
//
// A paper that goes takes its part in the directions of the papers that were drawn to it along: these are drawn anew
// to the neighbours they have left.

// Update is what papers that came and went made of a saved engine.
type Update struct {
	Topics *Topics
	Change Change
	Number []int32 // of each old row its new one, -1 for one that went
	Came   []int   // rows of the papers that came, in the order in which they were given; -1 for one that was there, as it is

	*merging
	from *Saved
	docs corpus.Picked
	bare *Engine // without its rows
	rows *arrangement

	repack bool // abstracts
}

// Update takes papers in and others, by row, out. A paper that is there already, by id, DOI, arXiv id or PubMed id, stays
// where nothing about it changed and is replaced where something did (see corpus.Renewed). Cost: a pass over all. Memory: that of the topics, and
// of the papers that come.
func (s *Saved) Update(ctx context.Context, add []corpus.Document, remove []int, p Progress) (*Update, error) {
	old, err := s.topicsFor(ctx, add)
	if err != nil {
		return nil, err
	}
	p.reach("comparing papers", 0)
	u, err := s.updated(ctx, s.merge(add, remove), p)
	if err != nil {
		return nil, err
	}
	if u.docs.Len() == 0 {
		return nil, ErrNoDocuments
	}
	u.Change.Unknown = u.bare.unknown(len(u.kept))
	u.Topics = u.moved(old)
	p.reach("comparing papers", 1)
	return u, nil
}

// updated is an update but for the topics.
func (s *Saved) updated(ctx context.Context, m *merging, p Progress) (*Update, error) {
	u := &Update{Change: m.change, Came: m.came, Number: m.number, merging: m, from: s}
	u.docs = corpus.Picked{From: s.docs, Rows: m.kept, More: corpus.Packed(m.more)}
	rows := s.rowsOf(m.more)
	near, alike, err := s.nearestTo(ctx, rows, p)
	if err != nil {
		return nil, err
	}
	u.rows = s.arranged(m, rows, near)
	bare := *s.Engine
	bare.saved, bare.topicOf, bare.shortlist, bare.later, bare.unchecked = nil, nil, nil, 0, false
	bare.docs = u.docs
	bare.fitted, _ = slices.BinarySearch(m.kept, int32(s.fitted))
	bare.duplicates = s.duplicatesLeft(m)
	bare.compareAgain()
	u.bare = &bare
	return u, u.joinDuplicates(ctx, alike)
}

// Documents are the papers that there are now.
func (u *Update) Documents() corpus.Documents { return u.docs }

// Engine is the engine of these papers, at hand. Memory: the rows and directions of all papers; one that was saved and opened again needs none.
func (u *Update) Engine() *Engine {
	e := *u.bare
	_, d := u.from.terms.Dims()
	e.terms = u.rows.terms.matrix(d)
	e.space = u.rows.space(u.from.space, e.terms, e.config)
	if e.config.Vectors != nil {
		e.config.Vectors = e.space.own()
	}
	e.searches()
	return &e
}

// topicsFor are the topics that papers come to, once it is sure that they can.
func (s *Saved) topicsFor(ctx context.Context, docs []corpus.Document) (*Topics, error) {
	if s.config.Vectors != nil && len(docs) > 0 {
		return nil, ErrVectorsAsked
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	return s.Topics(ctx, nil)
}

// Merged are the records that are part of papers, by their rows after the update: old ones, but for those of papers that went, such
// as were merged into a paper that was there, and those that were merged before they came, by their places among the papers that did.
func (u *Update) Merged(old, came []corpus.Merged) []corpus.Merged {
	type record struct {
		row       int
		id, title string
	}
	var out []corpus.Merged
	listed := map[record]bool{}
	list := func(r corpus.Merged, row int) {
		if key := (record{row, r.ID, r.Title}); row >= 0 && !listed[key] {
			r.Row, listed[key] = row, true
			out = append(out, r)
		}
	}
	for _, r := range old {
		row := int(u.Number[r.Row])
		if place, replaced := u.renewed[r.Row]; replaced {
			row = len(u.kept) + place
		}
		list(r, row)
	}
	for _, r := range u.joined {
		list(r, len(u.kept)+r.Row)
	}
	for _, r := range came {
		list(r, u.Came[r.Row])
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

	renewed map[int]int     // of an old row that was replaced, the place among the new papers
	joined  []corpus.Merged // records that are part of such a paper now, by its place
}

// Same finds papers among those there are as corpus.Same does, on all threads.
func (e *Engine) Same(others []corpus.Document) []int {
	sought := corpus.Seek(others)
	matrix.Blocks(e.docs.Len(), e.config.Threads, func(lo, hi int) { sought.Among(e.docs, lo, hi) })
	return sought.Rows()
}

// merge compares papers with those there are.
func (s *Saved) merge(add []corpus.Document, remove []int) *merging {
	n := s.docs.Len()
	m := &merging{number: make([]int32, n), came: make([]int, len(add)), renewed: map[int]int{}}
	gone := make([]bool, n)
	for _, row := range remove {
		if !gone[row] {
			gone[row] = true
			m.change.Removed++
		}
	}
	for i, row := range s.Same(add) {
		m.take(s.docs, add, i, row, gone)
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

// take sorts a paper in that comes: row is that of the paper which it is, -1 if there is none.
func (m *merging) take(docs corpus.Documents, add []corpus.Document, i, row int, gone []bool) {
	place, again := m.renewed[row]
	if row < 0 || gone[row] && !again {
		m.add(add[i], i)
		m.change.Added++
		return
	}
	before := docs.At(row)
	if again {
		before = m.more[place]
	}
	now, two := corpus.Renewed(before, add[i])
	switch {
	case two:
		m.add(add[i], i)
		m.change.Added++
		m.change.Two++
	case again:
		m.more[place], m.came[i] = now, place
		m.join(before, add[i], place)
	case corpus.SameRecord(before, now):
		m.came[i] = -1
	default:
		gone[row], m.renewed[row] = true, len(m.more)
		m.add(now, i)
		m.join(before, add[i], m.renewed[row])
		m.change.Replaced++
	}
}

// join remembers a record that bears another id than the paper which it became part of, and by what they are one.
func (m *merging) join(paper, record corpus.Document, place int) {
	if paper.ID == record.ID || len(record.Origins) == 0 {
		return
	}
	r := corpus.Merged{ID: record.ID, Title: record.Title, Origin: record.Origins[0], Row: place, Why: corpus.WhySameRecord}
	for _, kind := range []string{corpus.DOI, corpus.ArXiv, corpus.PMID} {
		if id := record.IDs[kind]; id != "" && id == paper.IDs[kind] {
			r.Why, r.Name = kind, id
			break
		}
	}
	m.joined = append(m.joined, r)
}

// add puts a paper behind those that stay.
func (m *merging) add(d corpus.Document, i int) {
	m.came[i] = len(m.more)
	m.more = append(m.more, d)
}

// unknown is the share of the terms of the papers from a row on that are not in the vocabulary; 0 without any.
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
	n := u.docs.Len()
	if added := n - u.bare.fitted; float64(added) > mostAdded*float64(n) {
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
// order, whose rows are those of its Documents.
func (s *Saved) Assign(ctx context.Context, docs []corpus.Document, p Progress) (*Update, error) {
	old, err := s.topicsFor(ctx, docs)
	if err != nil {
		return nil, err
	}
	m := &merging{number: make([]int32, s.docs.Len()), more: docs}
	for i := range m.number {
		m.number[i] = int32(i)
		m.kept = append(m.kept, int32(i))
	}
	u, err := s.updated(ctx, m, p)
	if err != nil {
		return nil, err
	}
	u.Topics = u.moved(old)
	u.Topics.Assignments = u.Topics.Assignments[len(m.kept):]
	return u, nil
}

// Compact is an update by which no paper comes or goes, and abstracts are packed anew where it is saved.
func (s *Saved) Compact(ctx context.Context) (*Update, error) {
	old, err := s.topicsFor(ctx, nil)
	if err != nil {
		return nil, err
	}
	u, err := s.updated(ctx, s.merge(nil, nil), nil)
	if err != nil {
		return nil, err
	}
	u.Topics, u.repack = old, true
	return u, nil
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
