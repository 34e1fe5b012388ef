package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// Topics changed by hand: after clustering, those that a reader takes for one are merged, and those that hold several
// are clustered once more by themselves. Both name topics by the ids that they have without either; then
// topics are numbered by size again.

// Split asks for a topic to be cut.
type Split struct {
	Topic int
	Parts int // 2 or more
}

// ByHandError says why topics cannot be merged or split as asked.
type ByHandError string

func (e ByHandError) Error() string { return "engine: " + string(e) }

// byHand merges and splits topics of the rows of x as the settings say and returns the new labels. It sets K and the criterion, which is
// that of the new labels, and warns of topics that have too few different papers to split.
func (e *Engine) byHand(ctx context.Context, x mat.Matrix, t *Topics, labels []int) ([]int, error) {
	if len(e.config.Merge) == 0 && len(e.config.Split) == 0 {
		return labels, nil
	}
	merge, split, err := t.namedByHand(e.config.Merge, e.config.Split)
	if err != nil {
		return nil, err
	}
	labels, k := slices.Clone(labels), t.K
	for _, s := range split {
		parts, err := e.split(ctx, x, labels, s, k)
		if err != nil {
			return nil, err
		}
		if parts < s.Parts {
			t.Warnings = append(t.Warnings, fmt.Sprintf("topic %d is %d of %d parts: its papers have no more different words", t.ID(s.Topic), parts, s.Parts))
		}
		k += parts - 1
	}
	for _, group := range merge {
		for row, label := range labels {
			if slices.Contains(group, label) {
				labels[row] = slices.Min(group)
			}
		}
	}
	labels = bySize(labels, k)
	t.K, t.Criterion = slices.Max(labels)+1, e.criterion(x, labels)
	return labels, nil
}

// namedByHand returns merges and splits with the places of the topics that are named. It says which is named wrongly: each
// must be there, and be named once.
func (t *Topics) namedByHand(merge [][]int, split []Split) (groups [][]int, cuts []Split, err error) {
	named := map[int]bool{}
	place := func(what string, topic int) (int, error) {
		at := t.Place(topic)
		switch {
		case at < 0:
			return 0, ByHandError(fmt.Sprintf("%s: there is no topic %d; topics are %s", what, topic, t.listIDs()))
		case named[at]:
			return 0, ByHandError(fmt.Sprintf("%s: topic %d is named twice; merge or split a topic once", what, topic))
		}
		named[at] = true
		return at, nil
	}
	for _, ids := range merge {
		if len(ids) < 2 {
			return nil, nil, ByHandError("merge: name two topics or more")
		}
		group := make([]int, len(ids))
		for i, id := range ids {
			if group[i], err = place("merge", id); err != nil {
				return nil, nil, err
			}
		}
		groups = append(groups, group)
	}
	for _, s := range split {
		if s.Parts < 2 {
			return nil, nil, ByHandError(fmt.Sprintf("split: topic %d into %d parts: use 2 or more", s.Topic, s.Parts))
		}
		if s.Topic, err = place("split", s.Topic); err != nil {
			return nil, nil, err
		}
		cuts = append(cuts, s)
	}
	return groups, cuts, nil
}

// split clusters the papers of a topic by themselves. The largest part keeps the topic's label, the others take those
// from next on; it returns how many parts there are.
func (e *Engine) split(ctx context.Context, x mat.Matrix, labels []int, s Split, next int) (parts int, err error) {
	var rows []int
	for row, label := range labels {
		if label == s.Topic {
			rows = append(rows, row)
		}
	}
	settings := e.kMeans()
	settings.K = s.Parts
	c, err := settings.Best(ctx, selected(x, rows))
	if errors.Is(err, cluster.ErrNoRows) {
		return 1, nil
	}
	if err != nil {
		return 0, err
	}
	for i, part := range c.Labels() {
		if part > 0 {
			labels[rows[i]] = next + part - 1
		}
	}
	return c.K(), nil
}

// selected is some rows of a matrix that is clustered.
func selected(x mat.Matrix, rows []int) mat.Matrix {
	if terms, ok := x.(*matrix.CSR); ok {
		return terms.Select(rows)
	}
	return x.(*matrix.Rows).Select(rows)
}

// criterion is what the clustering maximises, of any labels.
func (e *Engine) criterion(x mat.Matrix, labels []int) float64 {
	sums, total := cluster.NewSums(x, labels, e.config.Threads), 0.0
	for r := range sums.K() {
		switch {
		case sums.Size(r) == 0:
		case e.kMeans().Criterion == cluster.I1:
			total += sums.Square(r) / float64(sums.Size(r))
		default:
			total += math.Sqrt(sums.Square(r))
		}
	}
	return total
}
