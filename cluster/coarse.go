package cluster

import (
	"math"
	"math/rand/v2"
	"slices"

	"kindred/vectorize/matrix"
)

// groupsOf puts the rows of a graph into groups about rows spread evenly, at most so many and one more for each part of the graph that
// none of these is in: each row into that of the nearest by the number of edges, of the first that reaches it. It returns the group of each
// row and the row that each group is about. Cost: the edges.
func groupsOf(graph *matrix.CSR, most int) (group []int32, about []int) {
	n, _ := graph.Dims()
	group = make([]int32, n)
	for i := range group {
		group[i] = -1
	}
	queue := make([]int, 0, n)
	found := func(row int) {
		group[row] = int32(len(about))
		about, queue = append(about, row), append(queue, row)
	}
	spread := func() {
		for ; len(queue) > 0; queue = queue[1:] {
			neighbors, _ := graph.Row(queue[0])
			for _, j := range neighbors {
				if group[j] < 0 {
					group[j] = group[queue[0]]
					queue = append(queue, int(j))
				}
			}
		}
	}
	for _, row := range evenly(ascending(n), most) {
		found(row)
	}
	spread()
	for row := range n {
		if group[row] < 0 {
			found(row)
			spread()
		}
	}
	return group, about
}

// quotient is the graph of groups: the weights between their rows, added up, with a mean sum of 1 a group.
func quotient(graph *matrix.CSR, group []int32, groups int) *matrix.CSR {
	members := make([][]int, groups)
	for row, g := range group {
		members[g] = append(members[g], row)
	}
	edges, sums := make([][]Hit, groups), make([]float64, groups)
	for g, rows := range members {
		var met []int32
		for _, row := range rows {
			neighbors, weights := graph.Row(row)
			for p, j := range neighbors {
				h, weight := group[j], float64(weights[p])
				if sums[h] == 0 && weight > 0 && int(h) != g {
					met = append(met, h)
				}
				sums[h] += weight
			}
		}
		slices.Sort(met)
		for _, h := range met {
			edges[g] = append(edges[g], Hit{int(h), sums[h]})
			sums[h] = 0
		}
		sums[g] = 0
	}
	return weighted(edges)
}

// spreadOut gives each row the place of its group, with as much room as there are more rows than groups, and a random part of that beside it.
func spreadOut(at []point, group []int32, seed uint64) []point {
	rng := rand.New(rand.NewPCG(seed, 1))
	out, scale := make([]point, len(group)), math.Sqrt(float64(len(group))/float64(len(at)))
	for i, g := range group {
		out[i].x = float64(at[g].x*scale) + float64(scale/4*rng.NormFloat64())
		out[i].y = float64(at[g].y*scale) + float64(scale/4*rng.NormFloat64())
	}
	return out
}
