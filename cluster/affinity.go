package cluster

import (
	"cmp"
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// fuzzyGraph is how strongly the rows of a layout, named by their places in rows, are joined to their nearest. A row gives
// one at the cosine c the weight
//
//	exp(-(c_1 - c) / s)
//
// with c_1 that of the very nearest, so that each row has one that it is surely near, and with a scale s of its own, so that a row in an
// empty region has neighbours too. Two rows are joined by a + b - ab, where a and b are what each gives the other: that one or the other is near. All this
// is UMAP's fuzzy union, but for the scale: there the weights that a row gives sum to log2 of their number, here to 0.6 of it (see evenness).
// Last, all weights are divided by the mean of what a row has. Neighbours that are not in rows do not count.
func fuzzyGraph(near [][]Hit, rows []int, most int) *matrix.CSR {
	place := make([]int, len(near))
	for i := range place {
		place[i] = -1
	}
	for at, row := range rows {
		place[row] = at
	}
	one := make([][]Hit, len(rows))
	matrix.Blocks(len(rows), 1, func(lo, hi int) {
		for at := lo; at < hi; at++ {
			one[at] = localWeights(placed(near[rows[at]], place, most))
		}
	})
	return united(one)
}

// placed are the first of some hits that have a place, called by it.
func placed(hits []Hit, place []int, most int) []Hit {
	out := make([]Hit, 0, most)
	for _, h := range hits {
		if at := place[h.Row]; at >= 0 && len(out) < most {
			out = append(out, Hit{at, h.Similarity})
		}
	}
	return out
}

// localWeights turns similarities into weights. One that is far below the others may weigh nothing.
func localWeights(hits []Hit) []Hit {
	out := make([]Hit, len(hits))
	if len(hits) == 0 {
		return out
	}
	gaps := make([]float64, len(hits))
	for p, h := range hits {
		gaps[p] = max(0, hits[0].Similarity-h.Similarity)
	}
	scale := localScale(gaps)
	for p, h := range hits {
		out[p] = Hit{h.Row, decayed(gaps[p], scale)}
	}
	return out
}

// evenness is what the weights that a row gives sum to, as a share of their number: nearly as much for the last as for the first keeps
// more of them near than the steeper weights of UMAP, .634 of 15 where these keep .606 (venues6), .658 and .625 (classic4).
const evenness = 0.6

// localScale finds s by halving; gaps are at most 2, so it is less than 4.
func localScale(gaps []float64) float64 {
	goal := float64(evenness * float64(len(gaps)))
	lo, hi := 0.0, 4.0
	for range 50 {
		middle, sum := (lo+hi)/2, 0.0
		for _, g := range gaps {
			sum += decayed(g, middle)
		}
		if sum > goal {
			hi = middle
		} else {
			lo = middle
		}
	}
	return hi
}

// decayed is exp(-gap/scale), of which math.Exp2 has the same bits on every processor of an architecture.
func decayed(gap, scale float64) float64 {
	if gap == 0 {
		return 1
	}
	return math.Exp2(-gap / scale * math.Log2E)
}

// united makes the weights symmetric.
func united(one [][]Hit) *matrix.CSR {
	n := len(one)
	edges := make([][]Hit, n)
	for i, hits := range one {
		for _, h := range hits {
			if h.Row == i {
				continue
			}
			edges[i] = append(edges[i], h)
			edges[h.Row] = append(edges[h.Row], Hit{i, h.Similarity})
		}
	}
	for i, e := range edges {
		edges[i] = either(e)
	}
	return weighted(edges)
}

// weighted is the graph of edges, whose weights are divided by the mean of what a row has.
func weighted(edges [][]Hit) *matrix.CSR {
	n, total := len(edges), 0.0
	for _, e := range edges {
		for _, h := range e {
			total += h.Similarity
		}
	}
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for _, e := range edges {
		for _, h := range e {
			columns, values = append(columns, int32(h.Row)), append(values, float32(h.Similarity*float64(n)/total))
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, n, start, columns, values)
}

// either sorts edges by row and makes one of two to one row, a + b - ab.
func either(e []Hit) []Hit {
	slices.SortStableFunc(e, func(a, b Hit) int { return cmp.Compare(a.Row, b.Row) })
	out := e[:0]
	for _, h := range e {
		if last := len(out) - 1; last >= 0 && out[last].Row == h.Row {
			a := out[last].Similarity
			out[last].Similarity = a + h.Similarity - float64(a*h.Similarity)
			continue
		}
		out = append(out, h)
	}
	return out
}
