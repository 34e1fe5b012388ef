package cluster

import (
	"cmp"
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// Graph joins each row to its nearest others, and they to it: a symmetric graph in weighted form.
type Graph struct {
	weights *matrix.CSR // row i: the weights of its neighbours, which sum to 1
}

// NewGraph makes the graph of what Neighbors.All found: w_ij = max(0, similarity), made symmetric by
// the larger of the two, each row divided by its sum.
func NewGraph(neighbors [][]Hit) *Graph {
	edges, ends := both(neighbors)
	start, columns, values := []int64{0}, make([]int32, 0, len(edges)), make([]float32, 0, len(edges))
	for i := range neighbors {
		e := largest(edges[ends[i]:ends[i+1]])
		sum := 0.0
		for _, h := range e {
			sum += h.Similarity
		}
		for _, h := range e {
			columns, values = append(columns, int32(h.Row)), append(values, float32(h.Similarity/sum))
		}
		start = append(start, int64(len(columns)))
	}
	return &Graph{matrix.NewCSR(len(neighbors), len(neighbors), start, columns, values)}
}

// both are the edges of each row to its neighbours, and of these to it: those of row i from ends[i] to ends[i+1]. They are counted
// before they are put down, so that those of a million rows are one slice.
func both(neighbors [][]Hit) (edges []Hit, ends []int) {
	ends = make([]int, len(neighbors)+1)
	each(neighbors, func(i int, h Hit) { ends[i]++; ends[h.Row]++ })
	sum := 0
	for i, n := range ends {
		sum += n
		ends[i] = sum
	}
	edges = make([]Hit, sum)
	put := func(i int, h Hit) { ends[i]--; edges[ends[i]] = h }
	each(neighbors, func(i int, h Hit) { put(i, h); put(h.Row, Hit{i, h.Similarity}) })
	return edges, ends
}

// each calls fn for each row and neighbour that an edge joins.
func each(neighbors [][]Hit, fn func(i int, h Hit)) {
	for i, hits := range neighbors {
		for _, h := range hits {
			if h.Similarity > 0 && h.Row != i {
				fn(i, h)
			}
		}
	}
}

// StoredGraph makes a graph of the Weights of one.
func StoredGraph(weights *matrix.CSR) *Graph { return &Graph{weights} }

// Weights returns row i of which are the weights of the neighbours of row i. Do not change it.
func (g *Graph) Weights() *matrix.CSR { return g.weights }

// Row returns the neighbours of row i, ascending, and their weights w_ij. Do not change them.
func (g *Graph) Row(i int) (neighbors []int32, weights []float32) { return g.weights.Row(i) }

// Nearest returns the neighbours of row i, the one of the largest weight first, ties to the lower row, with their weights for similarities.
func (g *Graph) Nearest(i int) []Hit {
	neighbors, weights := g.weights.Row(i)
	hits := make([]Hit, len(neighbors))
	for p, j := range neighbors {
		hits[p] = Hit{int(j), float64(weights[p])}
	}
	slices.SortFunc(hits, compare)
	return hits
}

// largest sorts edges by row and keeps the larger of two to one row.
func largest(e []Hit) []Hit {
	slices.SortFunc(e, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(b.Similarity, a.Similarity))
	})
	return slices.CompactFunc(e, func(a, b Hit) bool { return a.Row == b.Row })
}

// Smooth draws each row towards its neighbours: rounds times
//
//	y_i <- unit(y_i/2 + sum_j w_ij y_j/2)
//
// all rows at once. Rows that lie among many like them gather, and those between two groups follow
// the one that most of their neighbours belong to (the label propagation of Zhou et al. 2003, on
// vectors). A row without neighbours stays. Cost: rounds times edges times columns.
func (g *Graph) Smooth(y *matrix.Rows, rounds, workers int) *matrix.Rows {
	n, d := y.Dims()
	for range rounds {
		data := make([]float32, n*d)
		matrix.Blocks(n, workers, func(lo, hi int) {
			sum := make([]float64, d)
			for i := lo; i < hi; i++ {
				neighbors, weights := g.weights.Row(i)
				mean(sum, y.Row(i), y, neighbors, weights)
				unitInto(data[i*d:(i+1)*d], sum)
			}
		})
		y = matrix.NewRows(n, d, data)
	}
	return y
}

// Draw sets dst to a row as a round of Smooth draws it to its neighbours among the rows of y, which ascend.
func Draw(dst, row []float32, y *matrix.Rows, neighbors []int32, weights []float32) {
	sum := make([]float64, len(dst))
	mean(sum, row, y, neighbors, weights)
	clear(dst)
	unitInto(dst, sum)
}

// mean computes y_i/2 + sum_j w_ij y_j/2, neighbours ascending.
func mean(sum []float64, row []float32, y *matrix.Rows, neighbors []int32, weights []float32) {
	own := 0.5
	if len(neighbors) == 0 {
		own = 1
	}
	for c, v := range row {
		sum[c] = float64(own * float64(v))
	}
	for p, j := range neighbors {
		w := 0.5 * float64(weights[p])
		for c, v := range y.Row(int(j)) {
			sum[c] += float64(w * float64(v))
		}
	}
}

func unitInto(dst []float32, sum []float64) {
	length := math.Sqrt(matrix.Dot(sum, sum))
	if length == 0 {
		return
	}
	for c, v := range sum {
		dst[c] = float32(v / length)
	}
}
