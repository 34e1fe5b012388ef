package report

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"

	"kindred/engine"
	"kindred/engine/corpus"
)

// Unplaced is the topic_label of a paper in no topic, whose topic_id is -1: one without a usable term, or of which a saved engine
// knows no word or, where papers were compared by vectors of the user's, one with zeros alone for a vector.
func Unplaced(t *engine.Topics, row int) string {
	switch {
	case t.Given:
		return "(zero vector)"
	case row >= t.Fitted:
		return "(no known word)"
	}
	return "(no text)"
}

// Assignments is a row a paper, in corpus order.
func Assignments(docs corpus.Documents, t *engine.Topics) Table {
	return Table{AssignmentColumns, func(yield func(Row, error) bool) {
		for _, a := range t.Assignments {
			if !yield(assignment(docs, t, a), nil) {
				return
			}
		}
	}}
}

func assignment(docs corpus.Documents, t *engine.Topics, a engine.Assignment) Row {
	d := docs.At(a.Row)
	return Row{d.ID, d.Title, t.ID(a.Topic), labelOf(t, a), a.Similarity, known(t.ID(a.Second), 0),
		a.SecondSimilarity, a.Margin, a.Silhouette, known(a.Rank, 1), a.Representative, a.Outlier,
		idOf(docs, a.DuplicateOf)}
}

// Documents is Assignments with all the topics of each paper, for a Bundle.
func Documents(docs corpus.Documents, t *engine.Topics) Table {
	return Papers(docs, t, func(yield func(row int) bool) {
		for row := range t.Assignments {
			if !yield(row) {
				return
			}
		}
	})
}

// Papers is Documents of some papers alone, in the order of the rows that are given.
func Papers(docs corpus.Documents, t *engine.Topics, rows iter.Seq[int]) Table {
	return Table{DocumentColumns, func(yield func(Row, error) bool) {
		for row := range rows {
			if !yield(append(assignment(docs, t, t.Assignments[row]), membershipsOf(t, row)), nil) {
				return
			}
		}
	}}
}

// WithPlaces adds to a table with a row a paper, in corpus order, where engine.Layout places each.
func WithPlaces(t Table, at []engine.Point) Table {
	return Table{slices.Concat(t.Columns, PlaceColumns), func(yield func(Row, error) bool) {
		paper := 0
		for row, err := range t.Rows {
			if err == nil {
				row = append(row, at[paper].X, at[paper].Y)
			}
			if !yield(row, err) {
				return
			}
			paper++
		}
	}}
}

// Tree is a row a step of joining the topics into one, the nearest first.
func Tree(t *engine.Topics) Table {
	return Table{TreeColumns, func(yield func(Row, error) bool) {
		for s, m := range t.Tree {
			if !yield(Row{t.K + s, m.A, m.B, m.Size, m.Loss, known(t.ID(m.Topic), 0)}, nil) {
				return
			}
		}
	}}
}

// Topics is a row a topic, in the order of their places: the largest first, parents last.
func Topics(docs corpus.Documents, t *engine.Topics) Table {
	return Table{TopicColumns, func(yield func(Row, error) bool) {
		for _, p := range t.Topics {
			if !yield(Row{p.ID, p.Label, p.Size, p.Share, known(t.ID(p.Parent), 0), p.ISim, p.ESim, p.Silhouette, p.Coherence,
				p.Stability, surfaces(p.TopTerms), surfaces(p.Descriptive), surfaces(p.Discriminating), p.TopPhrases,
				idsOf(docs, p.Representatives)}, nil) {
				return
			}
		}
	}}
}

// Terms is a row a term of each kind of each topic.
func Terms(t *engine.Topics) Table {
	return Table{TermColumns, func(yield func(Row, error) bool) {
		for _, p := range t.Topics {
			for _, list := range []struct {
				kind  string
				terms []engine.TopicTerm
			}{{"top", p.TopTerms}, {"descriptive", p.Descriptive}, {"discriminating", p.Discriminating}, {"lacks", p.Lacks}} {
				for i, w := range list.terms {
					if !yield(Row{p.ID, i + 1, w.Term, w.Surface, list.kind, w.Weight, w.Share, w.DFIn, w.DFOut}, nil) {
						return
					}
				}
			}
		}
	}}
}

// Related is a row a hit, in the order of the answers. An error of an answer ends the table.
func Related(docs corpus.Documents, answers iter.Seq2[*engine.Related, error]) Table {
	return Table{RelatedColumns, func(yield func(Row, error) bool) {
		for a, err := range answers {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, h := range a.Hits {
				d := docs.At(h.Row)
				if !yield(Row{a.Query, h.Rank, d.ID, d.Title, h.Similarity, known(h.Topic, 0), h.SharedTerms}, nil) {
					return
				}
			}
		}
	}}
}

// Explain is a row a term of an explanation; query and doc are what the two sides are called.
func Explain(query, doc string, e *engine.Explanation) Table {
	return Table{ExplainColumns, func(yield func(Row, error) bool) {
		for _, c := range e.Terms {
			if !yield(Row{query, doc, c.Term, c.Surface, c.WeightA, c.WeightB, c.Value, c.Share, c.CumulativeShare}, nil) {
				return
			}
		}
	}}
}

// Sweep is a row a k.
func Sweep(rows []engine.SweepRow) Table {
	return Table{SweepColumns, func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(Row{r.K, r.Criterion, r.Silhouette, r.CalinskiHarabasz, r.DaviesBouldin, r.Stability, r.Chosen}, nil) {
				return
			}
		}
	}}
}

// Diff is a row a change; papers are those of the later run.
func Diff(papers []engine.SnapshotPaper, d *engine.Difference) Table {
	return Table{DiffColumns, func(yield func(Row, error) bool) {
		for _, c := range d.Changes {
			others := make([]string, len(c.Others))
			for i, id := range c.Others {
				others[i] = strconv.Itoa(id)
			}
			var id, title any
			if c.Paper >= 0 {
				id, title = papers[c.Paper].ID, papers[c.Paper].Title
			}
			if !yield(Row{string(c.Kind), c.Topic, c.Label, others, known(c.OldSize, 1), known(c.NewSize, 1), c.OldShare, c.NewShare, c.Gained, c.Lost,
				id, title, c.Margin, c.Shared, c.Why}, nil) {
				return
			}
		}
	}}
}

// Duplicates is a row a record that another one repeats: papers that have near duplicates, and behind each paper the records that
// were merged into it, whose similarity nobody knows. Groups count from 1, by their first paper, which is kept.
func Duplicates(docs corpus.Documents, groups []engine.DuplicateGroup, merged []corpus.Merged) Table {
	records := map[int][]corpus.Merged{} // by the row of their paper
	for _, m := range merged {
		records[m.Row] = append(records[m.Row], m)
	}
	groups = withMerged(groups, records)
	return Table{DuplicateColumns, func(yield func(Row, error) bool) {
		for g, group := range groups {
			for i, row := range group.Rows {
				if !yield(Row{g + 1, docs.At(row).ID, docs.At(row).Title, group.Similarity[i], i == 0}, nil) {
					return
				}
				for _, m := range records[row] {
					if !yield(Row{g + 1, m.ID, m.Title, nil, false}, nil) {
						return
					}
				}
			}
		}
	}}
}

// withMerged adds a group for each paper that has records merged into it and no near duplicate.
func withMerged(groups []engine.DuplicateGroup, records map[int][]corpus.Merged) []engine.DuplicateGroup {
	grouped := map[int]bool{}
	for _, g := range groups {
		for _, row := range g.Rows {
			grouped[row] = true
		}
	}
	out := slices.Clone(groups)
	for _, row := range slices.Sorted(maps.Keys(records)) {
		if !grouped[row] {
			out = append(out, engine.DuplicateGroup{Rows: []int{row}, Similarity: []float64{1}})
		}
	}
	slices.SortFunc(out, func(a, b engine.DuplicateGroup) int { return cmp.Compare(a.Rows[0], b.Rows[0]) })
	return out
}

// membershipsOf are the topics of a paper by their ids.
func membershipsOf(t *engine.Topics, row int) memberships {
	out := slices.Clone(t.Assignments[row].Memberships)
	for i := range out {
		out[i].Topic = t.ID(out[i].Topic)
	}
	return out
}

// known returns n, or unknown if it is under the least that means something.
func known(n, least int) any {
	if n < least {
		return nil
	}
	return n
}

// labelOf returns the label of the topic of a paper.
func labelOf(t *engine.Topics, a engine.Assignment) any {
	if a.Topic < 0 {
		return Unplaced(t, a.Row)
	}
	return t.Topics[a.Topic].Label
}

// idOf returns the id of the paper in a row, unknown for -1.
func idOf(docs corpus.Documents, row int) any {
	if row < 0 {
		return nil
	}
	return docs.At(row).ID
}

func idsOf(docs corpus.Documents, rows []int) []string {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = docs.At(row).ID
	}
	return ids
}

func surfaces(terms []engine.TopicTerm) []string {
	list := make([]string, len(terms))
	for i, t := range terms {
		list[i] = t.Surface
	}
	return list
}
