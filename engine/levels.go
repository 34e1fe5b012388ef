package engine

import (
	"fmt"

	"kindred/cluster"
)

// Merge joins two groups of topics: one step of the tree over them. Groups 0 to K-1 are the topics in their places, and merge s
// makes group K+s.
type Merge struct {
	A, B  int     // A holds the lowest topic of the two
	Size  int     // papers
	Loss  float64 // of criterion I1: how unlike the two are, weighed by their papers; never below that of the merge before
	Topic int     // the place of the parent topic that is this group, -1: none
}

// level is one way to group the papers: the topics, or groups of them.
type level struct {
	labels []int // of each paper, -1 without a topic
	topics []int // the topic that a group is, -1 for one that a finer level has too
}

// raise joins the topics into a tree (see cluster.Sums.Merges) and, with more than one of Config.Levels, cuts it
// into so many, of which the topics are the last. Each group of a coarser level becomes a topic too, behind the K, with words and
// a label of its own, the parent of the topics that it is made of. Finer levels come first, within a level the larger
// group, so that a parent's number is above those of its children. A group that joins nothing to what it was in
// the finer level is not there twice: its topic goes up to the level that does. It returns the levels, the topics first.
//
// Papers stay in the K topics: parents hold those of their children. What is measured of a parent is measured
// among the groups of its level.
func (e *Engine) raise(t *Topics) []level {
	hierarchy := t.sums.Merges()
	t.grow(hierarchy)
	levels := []level{{t.labels(), upTo(t.K)}}
	sizes := hierarchy.LevelSizes(max(1, e.config.Levels))
	if e.config.Levels > len(sizes) {
		t.Warnings = append(t.Warnings, fmt.Sprintf("%d levels asked for, %d made: there are no more between one topic and %d", e.config.Levels, len(sizes), t.K))
	}
	topicOf := append(upTo(t.K), make([]int, t.K-1)...) // of each group, -1: none
	for s := range t.Tree {
		topicOf[t.K+s] = -1
	}
	below := upTo(t.K)
	for l := len(sizes) - 2; l >= 0; l-- {
		groups := t.groups(sizes[l])
		levels = append(levels, e.addParents(t, hierarchy.Cut(sizes[l]), groups, topicOf))
		for r, group := range groups {
			if group != below[r] {
				t.Topics[topicOf[below[r]]].Parent = topicOf[group]
			}
		}
		below = groups
	}
	for s := range t.Tree {
		t.Tree[s].Topic = topicOf[t.K+s]
	}
	return levels
}

// grow fills the tree.
func (t *Topics) grow(h *cluster.Hierarchy) {
	for _, m := range h.Merges() {
		t.Tree = append(t.Tree, Merge{m.A, m.B, t.sizeOf(m.A) + t.sizeOf(m.B), m.Loss, -1})
	}
}

// sizeOf is the size of a group of the tree.
func (t *Topics) sizeOf(group int) int {
	if group < t.K {
		return t.Topics[group].Size
	}
	return t.Tree[group-t.K].Size
}

// groups returns the group of the tree that each topic is in when k are left.
func (t *Topics) groups(k int) []int {
	in := upTo(t.K)
	for s, m := range t.Tree[:t.K-k] {
		for r, group := range in {
			if group == m.A || group == m.B {
				in[r] = t.K + s
			}
		}
	}
	return in
}

// addParents describes the groups of a level and adds those that are new to the topics and to topicOf. cut
// numbers the groups from 0, groups as the tree does.
func (e *Engine) addParents(t *Topics, cut, groups, topicOf []int) level {
	coarse := e.describeLevel(t, cut)
	l := level{coarse.labels(), make([]int, coarse.K)}
	for r, rows := range coarse.members {
		l.topics[r] = -1
		if group := groups[t.Assignments[rows[0]].Topic]; topicOf[group] < 0 {
			parent := coarse.Topics[r]
			parent.ID = len(t.Topics)
			topicOf[group], l.topics[r] = parent.ID, parent.ID
			t.Topics = append(t.Topics, parent)
		}
	}
	return l
}

// describeLevel describes groups of topics, given the group of each, as if they were the topics; the largest is 0.
func (e *Engine) describeLevel(t *Topics, cut []int) *Topics {
	labels, k := t.labels(), 0
	for row, r := range labels {
		if r >= 0 {
			labels[row] = cut[r]
			k = max(k, cut[r]+1)
		}
	}
	coarse := &Topics{K: k, taken: map[string]bool{}}
	for _, topic := range t.Topics {
		coarse.taken[topic.Label] = true
	}
	labels = bySize(labels, k)
	e.assign(coarse, labels, e.sums(labels))
	markDuplicates(coarse.Assignments, t.Duplicates)
	e.describe(coarse)
	return coarse
}

// labels returns the topic of each paper.
func (t *Topics) labels() []int {
	out := make([]int, len(t.Assignments))
	for row, a := range t.Assignments {
		out[row] = a.Topic
	}
	return out
}

// Leaves are the topics that papers are in, without their parents.
func (t *Topics) Leaves() []Topic { return t.Topics[:t.K] }

// upTo is 0, 1, ... n-1.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
