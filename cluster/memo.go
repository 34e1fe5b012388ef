package cluster

import "fmt"

// Memo remembers what long work found, so that work which was stopped need not be done again: asked for what goes by a
// name, it returns what it has, or calls find and keeps that. A name stands for one piece of work: on the same rows, with the
// same settings. What find returns must not be changed. Nothing depends on a Memo but time, as long as it returns
// what find would.
type Memo func(name string, find func() ([]int, error)) ([]int, error)

// ask calls find where there is no Memo.
func (m Memo) ask(name string, find func() ([]int, error)) ([]int, error) {
	if m == nil {
		return find()
	}
	return m(name, find)
}

// under is a Memo of pieces of a piece.
func (m Memo) under(whole string) Memo {
	if m == nil {
		return nil
	}
	return func(name string, find func() ([]int, error)) ([]int, error) { return m(whole+" "+name, find) }
}

// remembered returns the partition that find makes of the rows, or, where the Memo has its labels, p or another made so.
func (k KMeans) remembered(name string, p *partition, s *space, rows []int, find func() (*partition, error)) (*partition, error) {
	var found *partition
	labels, err := k.Memo.ask(name, func() (labels []int, err error) {
		if found, err = find(); err != nil {
			return nil, err
		}
		return found.labels, nil
	})
	if err != nil || found != nil {
		return found, err
	}
	most, err := checkKept(name, labels, len(rows), k.K)
	if err != nil {
		return nil, err
	}
	p = p.resized(s, rows, most, threads(k.Threads))
	p.adopt(labels)
	return p, nil
}

// checkKept returns one more than the largest of n labels, each of which must be below k.
func checkKept(name string, labels []int, n, k int) (most int, err error) {
	if len(labels) != n {
		return 0, fmt.Errorf("cluster: %s was kept as %d labels of %d rows", name, len(labels), n)
	}
	for _, r := range labels {
		if r < 0 || r >= k {
			return 0, fmt.Errorf("cluster: %s was kept with label %d of %d clusters", name, r, k)
		}
		most = max(most, r+1)
	}
	return most, nil
}

// history is a tree as one list: the leaf that each row is in at last, and the leaf that each step divided.
func (t *Tree) history() []int {
	out := t.leavesAfter(len(t.splits))
	for _, step := range t.splits {
		out = append(out, step.Leaf)
	}
	return out
}

// regrow makes the steps of a tree from its history. Cost: the sums of each leaf that was divided.
func (t *Tree) regrow(name string, history []int) error {
	n := len(t.rows)
	if len(history) < n || len(history) >= n+t.settings.K {
		return fmt.Errorf("cluster: %s was kept as %d numbers of %d rows", name, len(history), n)
	}
	last, divided := history[:n], history[n:]
	if _, err := checkKept(name, last, n, len(divided)+1); err != nil {
		return err
	}
	leaves := make([]leaf, 1, len(divided)+1)
	for at := range n {
		leaves[0].places = append(leaves[0].places, at)
	}
	for s, r := range divided {
		if r < 0 || r > s {
			return fmt.Errorf("cluster: %s was kept with leaf %d of %d divided", name, r, s+1)
		}
		l := leaves[r]
		for _, at := range l.places {
			if within(last[at], s+1, divided) {
				l.moved = append(l.moved, at)
			}
		}
		if len(l.moved) == 0 || len(l.moved) == len(l.places) {
			return fmt.Errorf("cluster: %s was kept with nothing to divide in leaf %d", name, r)
		}
		leaves = t.divide(leaves, r, l.moved, t.gain(l))
	}
	return nil
}

// within reports whether a leaf came from another, which may be itself, given what each step divided.
func within(leaf, from int, divided []int) bool {
	for leaf > from {
		leaf = divided[leaf-1]
	}
	return leaf == from
}

// gain is what dividing a leaf adds to the criterion.
func (t *Tree) gain(l leaf) float64 {
	p := newPartition(t.space, t.rowsAt(l.places), 2, threads(t.settings.Threads))
	labels, moved := make([]int, len(l.places)), l.moved
	for q, at := range l.places {
		if len(moved) > 0 && moved[0] == at {
			labels[q], moved = 1, moved[1:]
		}
	}
	p.adopt(labels)
	return p.criterion(t.settings.Criterion) - p.whole(t.settings.Criterion)
}
