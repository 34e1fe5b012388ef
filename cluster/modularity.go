package cluster

import "gonum.org/v1/gonum/mat"

// Modularity compares the weight within clusters to what chance would give (Newman and Girvan 2004, for
// directed weights Leicht and Newman 2008): with w_ij the weights of the graph, W their sum, and out_r and
// in_r the shares of it that leave and reach the rows of cluster r,
//
//	sum over i, j of the same cluster of w_ij / W  -  sum over r of out_r in_r
//
// It is 0 for one cluster, below 1 for any number, and has a natural maximum: more clusters lose weight
// within, fewer leave more to chance. All rows count the same, since the weights of each sum to 1. Rows
// labelled below 0 and their edges are left out; it is 0 if no edge is left. It panics unless there is
// a label a row. Cost: the edges.
func (g *Graph) Modularity(labels []int) float64 {
	if n, _ := g.weights.Dims(); n != len(labels) {
		panic(mat.ErrShape)
	}
	k := 0
	for _, r := range labels {
		k = max(k, r+1)
	}
	out, in := make([]float64, k), make([]float64, k)
	within, all := 0.0, 0.0
	for i, r := range labels {
		if r < 0 {
			continue
		}
		neighbors, weights := g.weights.Row(i)
		for p, j := range neighbors {
			s, w := labels[j], float64(weights[p])
			if s < 0 {
				continue
			}
			out[r] += w
			in[s] += w
			all += w
			if r == s {
				within += w
			}
		}
	}
	if all == 0 {
		return 0
	}
	q := within / all
	for r := range out {
		q -= float64(out[r] / all * (in[r] / all))
	}
	return q
}
