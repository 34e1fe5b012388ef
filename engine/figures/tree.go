package figures

import (
	"fmt"
	"io"
	"math"

	"kindred/engine"
	"kindred/engine/report"
	"kindred/engine/webmap"
)

// Tree draws how the topics join, as a dendrogram whose leaves are those of engine.Topics.LeafOrder: each two groups that are joined by a
// bracket, the farther left the more is lost by joining them (the square root of what criterion I1 loses, so that the first steps are
// seen beside the last). Of more than Rows topics those that join first are one leaf, called by the largest of them. marks are a mark a topic.
func Tree(w io.Writer, t *engine.Topics, marks []webmap.Mark) error {
	if err := fits(t, marks); err != nil {
		return err
	}
	rows, groups := leaves(t)
	s := newStack(rows)
	p := s.picture()
	p.headed(treeTells(t))
	from := p.width - edge - s.wide
	p.labels(s, from, marks)
	p.brackets(s, t, groups, edge, from-16)
	return p.write(w)
}

func treeTells(t *engine.Topics) string {
	if t.K < 2 {
		return report.Count(t.K, "topic")
	}
	return fmt.Sprintf("How %s join: the farther left, the less alike are those that join there; in brackets: papers", report.Count(t.K, "topic"))
}

// leaves are the rows of the tree and the group of it that each is.
func leaves(t *engine.Topics) (rows []row, groups []int) {
	in := groupsLeft(t, Rows)
	members := map[int][]int{}
	for _, topic := range t.LeafOrder() {
		group := in[topic]
		if members[group] == nil {
			groups = append(groups, group)
		}
		members[group] = append(members[group], topic)
	}
	for _, group := range groups {
		rows = append(rows, leaf(t, members[group]))
	}
	return rows, groups
}

// leaf is the row of some topics.
func leaf(t *engine.Topics, topics []int) row {
	largest, papers := topics[0], 0
	for _, topic := range topics {
		papers += t.Topics[topic].Size
		if t.Topics[topic].Size > t.Topics[largest].Size {
			largest = topic
		}
	}
	out := rowOf(t, largest)
	if n := len(topics) - 1; n > 0 {
		out.label += " and " + report.Count(n, "topic") + " more"
	}
	out.label, out.papers = fmt.Sprintf("%s (%s)", out.label, report.Thousands(papers)), papers
	return out
}

// groupsLeft is the group of the tree that each topic is in when so many are left, or all topics if these are fewer.
func groupsLeft(t *engine.Topics, most int) []int {
	above := make([]int, t.K+len(t.Tree))
	for g := range above {
		above[g] = g
	}
	for step := range max(0, t.K-most) {
		above[t.Tree[step].A], above[t.Tree[step].B] = t.K+step, t.K+step
	}
	for g := len(above) - 1; g >= 0; g-- {
		above[g] = above[above[g]]
	}
	return above[:t.K]
}

// brackets draws the steps between left and right.
func (p *picture) brackets(s *stack, t *engine.Topics, groups []int, left, right float64) {
	x, y := make([]float64, t.K+len(t.Tree)), make([]float64, t.K+len(t.Tree))
	for i, group := range groups {
		x[group], y[group] = right, s.middle(i)
	}
	deepest := 1e-12
	for _, m := range t.Tree {
		deepest = max(deepest, m.Loss)
	}
	stem, first := 24.0, 40.0
	for step := max(0, t.K-Rows); step < len(t.Tree); step++ {
		m, g := t.Tree[step], t.K+step
		x[g] = right - first - (right-first-left-stem)*math.Sqrt(max(0, m.Loss)/deepest)
		y[g] = (y[m.A] + y[m.B]) / 2
		p.line(2.2, branch, x[m.A], y[m.A], x[g], y[m.A], x[g], y[m.B], x[m.B], y[m.B])
	}
	if root := len(x) - 1; root > 0 {
		p.line(2.2, branch, x[root], y[root], x[root]-stem, y[root])
	}
}
