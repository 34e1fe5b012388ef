package cluster

import (
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Bisecting holds the settings of the bisecting tree (Steinbach, Karypis and Kumar 2000): all
// rows are one leaf; again and again the leaf is split in two whose split raises the criterion
// most. Each leaf's split is found once, by KMeans with K = 2, and only if the tree is to grow on.
type Bisecting struct {
	KMeans // K is the number of leaves to grow to; Starts are those of each split, 0 means 4; Init and Warm are not used
}

// Tree is a fitted bisecting tree: Cut(k) is a clustering for every k from 1 to Leaves.
type Tree struct {
	settings  Bisecting
	space     *space // that the tree was grown in
	rows      []int
	splits    []step
	whole     *space // that was to be clustered: space, or what it is a part of
	wholeRows []int
	drawn     []int // the rows of whole that are in space; nil if that is all
}

// step is one split: the rows at the places moved leave their leaf for a new one.
type step struct {
	Split
	moved []int
}

// Split is one step in the growth of a tree. The tree starts as leaf 0; step s divides a leaf,
// which keeps the larger part, and the smaller becomes leaf s+1.
type Split struct {
	Leaf int     // the leaf divided
	Gain float64 // in the criterion
}

// Fit grows the tree, of many rows on a part (see KMeans.Sample): then each cut goes on to all of them. Errors are those
// of KMeans.Fit. Cost: each row takes part in as many 2-way k-means as it has ancestors, about the logarithm of K.
func (b Bisecting) Fit(ctx context.Context, x mat.Matrix) (*Tree, error) {
	b, err := b.withDefaults()
	if err != nil {
		return nil, err
	}
	s, rows, err := usableRows(x)
	if err != nil {
		return nil, err
	}
	drawn := b.draw(rows)
	if drawn == nil {
		return b.tree(ctx, s, rows)
	}
	part, all := s.among(drawn)
	b.part = true
	t, err := b.tree(ctx, part, all)
	if err != nil {
		return nil, err
	}
	t.whole, t.wholeRows, t.drawn = s, rows, drawn
	return t, nil
}

func (b Bisecting) withDefaults() (Bisecting, error) {
	if b.Starts == 0 {
		b.Starts = 4
	}
	settings, err := b.KMeans.withDefaults()
	b.KMeans = settings
	return b, err
}

// tree grows the tree of some of the rows. The settings are complete.
func (b Bisecting) tree(ctx context.Context, s *space, rows []int) (*Tree, error) {
	t := &Tree{settings: b, space: s, rows: rows}
	t.whole, t.wholeRows = s, rows
	name, kept := fmt.Sprintf("tree of %d", b.K), true
	history, err := b.Memo.ask(name, func() ([]int, error) {
		kept = false
		err := t.grow(ctx)
		return t.history(), err
	})
	if err == nil && kept {
		err = t.regrow(name, history)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// Leaves returns the number of leaves: K, or fewer if there are fewer distinct rows.
func (t *Tree) Leaves() int { return len(t.splits) + 1 }

// Splits returns the steps in which the tree grew.
func (t *Tree) Splits() []Split {
	out := make([]Split, len(t.splits))
	for s, step := range t.splits {
		out[s] = step.Split
	}
	return out
}

// Cut returns the partition into the k leaves that there were after k-1 splits, refined by
// local search unless the settings say otherwise. It is an error if there is no such partition.
func (t *Tree) Cut(ctx context.Context, k int) (*Clustering, error) {
	p, err := t.cut(ctx, k)
	if err != nil {
		return nil, err
	}
	settings := t.settings.KMeans
	if t.drawn == nil {
		return p.finish(settings.Criterion), nil
	}
	settings.Progress = nil // that of the tree
	return settings.extend(ctx, t.whole, t.wholeRows, t.drawn, p.labels, k)
}

// Part returns the rows that the tree was grown on, ascending, if these are a part; nil if they are all.
func (t *Tree) Part() []int { return slices.Clone(t.drawn) }

// CutPart is Cut of the rows of Part alone, whose numbers are their places there. Costs no look at the other rows.
func (t *Tree) CutPart(ctx context.Context, k int) (*Clustering, error) {
	p, err := t.cut(ctx, k)
	if err != nil {
		return nil, err
	}
	return p.finish(t.settings.Criterion), nil
}

// cut is the partition of the rows that the tree was grown on.
func (t *Tree) cut(ctx context.Context, k int) (*partition, error) {
	if k < 1 || k > t.Leaves() {
		return nil, fmt.Errorf("cluster: cut into %d clusters: this tree has 1 to %d", k, t.Leaves())
	}
	settings := t.settings.KMeans
	settings.K = k
	return settings.remembered(fmt.Sprintf("cut %d", k), nil, t.space, t.rows, func() (*partition, error) {
		p := newPartition(t.space, t.rows, k, threads(settings.Threads))
		p.adopt(t.leavesAfter(k - 1))
		p.enough = settings.enough()
		if settings.NoRefine {
			return p, nil
		}
		return p, p.refine(ctx, settings.Criterion)
	})
}

// leavesAfter returns the leaf that each row is in after so many steps.
func (t *Tree) leavesAfter(steps int) []int {
	out := make([]int, len(t.rows))
	for s, step := range t.splits[:steps] {
		for _, at := range step.moved {
			out[at] = s + 1
		}
	}
	return out
}

// leaf is a set of rows, by place, and the best way to split it.
type leaf struct {
	places   []int
	searched bool    // for the split that follows
	moved    []int   // the smaller part; nil if the leaf cannot be split
	gain     float64 // in the criterion
}

// grow splits until there are K leaves or none can be split.
func (t *Tree) grow(ctx context.Context) error {
	all := make([]int, len(t.rows))
	for at := range all {
		all[at] = at
	}
	leaves := []leaf{{places: all}}
	for len(leaves) < t.settings.K {
		tell(t.settings.Progress, grown(len(leaves), t.settings.K))
		for r := range leaves {
			if err := t.search(ctx, &leaves[r]); err != nil {
				return err
			}
		}
		r := best(leaves)
		if r < 0 {
			break
		}
		leaves = t.divide(leaves, r, leaves[r].moved, leaves[r].gain)
	}
	tell(t.settings.Progress, 1)
	return nil
}

// divide makes the rows at the places moved a leaf of their own.
func (t *Tree) divide(leaves []leaf, r int, moved []int, gain float64) []leaf {
	t.splits = append(t.splits, step{Split{r, gain}, moved})
	leaves[r] = leaf{places: difference(leaves[r].places, moved)}
	return append(leaves, leaf{places: moved})
}

// best returns the leaf whose split gains most, ties to the lower; -1 if none can be split.
func best(leaves []leaf) int {
	best := -1
	for r, l := range leaves {
		if l.moved != nil && (best < 0 || l.gain > leaves[best].gain) {
			best = r
		}
	}
	return best
}

// search finds the best split of a leaf, if that is still to do.
func (t *Tree) search(ctx context.Context, l *leaf) error {
	if l.searched || len(l.places) < 2 {
		return nil
	}
	l.searched = true
	two := t.settings.KMeans
	two.K, two.Init, two.Warm, two.Progress, two.Memo = 2, nil, nil, nil, nil
	if two.part {
		two.Starts = min(two.Starts, partSplits)
	}
	space, rows := t.space, t.rowsAt(l.places)
	if space.sparse != nil && len(rows) < space.n { // a few rows have few columns, and their sums lie close together
		space, rows = space.among(rows)
	}
	p, err := two.search(ctx, space, rows)
	if err != nil {
		return err
	}
	labels, order := p.numbered()
	if len(order) < 2 {
		return nil
	}
	for q, at := range l.places {
		if labels[q] == 1 {
			l.moved = append(l.moved, at)
		}
	}
	l.gain = p.criterion(two.Criterion) - p.whole(two.Criterion)
	return nil
}

// rowsAt returns the rows at some places.
func (t *Tree) rowsAt(places []int) []int {
	rows := make([]int, len(places))
	for q, at := range places {
		rows[q] = t.rows[at]
	}
	return rows
}

// whole returns the criterion of all rows of a partition as one cluster.
func (p *partition) whole(c Criterion) float64 {
	d := make([]float64, p.d)
	p.sums.total(d)
	return c.of(dot(d, d), len(p.rows))
}

// difference returns the members of a that are not in b, both ascending.
func difference(a, b []int) []int {
	var out []int
	for _, v := range a {
		if len(b) > 0 && b[0] == v {
			b = b[1:]
			continue
		}
		out = append(out, v)
	}
	return out
}
