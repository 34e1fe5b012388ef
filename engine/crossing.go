package engine

import "kindred/cluster"

// leastShared is the least share of papers that a topic must have in common with one of an earlier run to be the same: papers in
// both, of those in either. Tracking of communities over time takes 0.1 to 0.3 (Greene, Doyle and Cunningham, "Tracking the
// Evolution of Communities in Dynamic Social Networks", 2010).
const leastShared = 0.1

// crossing counts the papers that each topic of one run has in common with each of another. Only papers that
// have a topic in both count.
type crossing struct {
	shared     [][]int // a row an old topic, a column a new one
	old, later []int   // sizes
}

// crossingOf counts papers by their labels in two runs, of ko and kn topics; -1 is none.
func crossingOf(old, later []int, ko, kn int) crossing {
	o := newCrossing(ko, kn)
	for row, a := range old {
		if b := later[row]; a >= 0 && b >= 0 {
			o.shared[a][b]++
			o.old[a]++
			o.later[b]++
		}
	}
	return o
}

func newCrossing(ko, kn int) crossing {
	o := crossing{make([][]int, ko), make([]int, ko), make([]int, kn)}
	for a := range o.shared {
		o.shared[a] = make([]int, kn)
	}
	return o
}

// grouped is the crossing of groups of topics, each a list of places.
func (o crossing) grouped(old, later [][]int) crossing {
	g := newCrossing(len(old), len(later))
	for a, group := range old {
		for _, r := range group {
			g.old[a] += o.old[r]
		}
	}
	for b, group := range later {
		for _, s := range group {
			g.later[b] += o.later[s]
		}
		for a := range old {
			for _, r := range old[a] {
				for _, s := range group {
					g.shared[a][b] += o.shared[r][s]
				}
			}
		}
	}
	return g
}

// jaccard is the share of the papers of two topics that both have, of those that either has.
func (o crossing) jaccard(a, b int) float64 {
	if o.shared[a][b] == 0 {
		return 0
	}
	return float64(o.shared[a][b]) / float64(o.old[a]+o.later[b]-o.shared[a][b])
}

// match pairs old topics with new ones, so that the scores of the pairs have the largest sum, and returns the old topic of
// each new one, -1 for none. A score is asked for where enough papers are shared; 0 is no pair.
func (o crossing) match(score func(a, b int, jaccard float64) float64) []int {
	scores := make([][]float64, len(o.old))
	for a := range scores {
		scores[a] = make([]float64, len(o.later))
		for b := range scores[a] {
			if j := o.jaccard(a, b); j >= leastShared {
				scores[a][b] = score(a, b, j)
			}
		}
	}
	out := make([]int, len(o.later))
	for b := range out {
		out[b] = -1
	}
	for a, b := range cluster.Assignment(scores) {
		if b >= 0 {
			out[b] = a
		}
	}
	return out
}
