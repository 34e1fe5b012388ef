package cluster

import "kindred/vectorize/matrix"

// propagated is how many columns are drawn at a time: two buffers of so many are all the memory that rounds take, and a row of one is a
// line of the cache.
const propagated = 16

// Propagate draws each row to its neighbours, to theirs and so on, rounds deep:
//
//	z_i <- y_i/2 + sum_j w_ij z_j/2, all rows at once, from z = y
//
// and makes the rows unit. It tends to the sum over t of W^t y / 2^(t+1): those a step farther away count half as much, and
// after r rounds what is left out weighs 2^-r. That is personalised PageRank with vectors in place of ranks (Klicpera, Bojchevski
// and Günnemann 2019, "Predict then Propagate"). Rounds of Smooth end with all rows of a connected graph in one place; here every
// round begins from the rows as they are, so that far neighbours are heard and no row is lost among them. A row without
// neighbours keeps its direction. Cost: rounds times edges times columns.
func (g *Graph) Propagate(y *matrix.Rows, rounds, workers int) *matrix.Rows {
	if rounds == 0 {
		return y
	}
	n, d := y.Dims()
	data, width := make([]float32, n*d), min(propagated, d)
	z, next := make([]float32, n*width), make([]float32, n*width)
	for from := 0; from < d; from += width {
		to := min(from+width, d)
		z, next = z[:n*(to-from)], next[:n*(to-from)]
		for i := range n {
			copy(z[i*(to-from):], y.Row(i)[from:to])
		}
		for range rounds {
			g.drawColumns(next, y, z, from, to, workers)
			z, next = next, z
		}
		for i := range n {
			copy(data[i*d+from:i*d+to], z[i*(to-from):])
		}
	}
	unitRows(data, n, d, workers)
	return matrix.NewRows(n, d, data)
}

// drawColumns sets next to y/2 + W z/2 of the columns of y from from to to, which are those of z.
func (g *Graph) drawColumns(next []float32, y *matrix.Rows, z []float32, from, to, workers int) {
	n, _ := y.Dims()
	width := to - from
	now := matrix.NewRows(n, width, z)
	matrix.Blocks(n, workers, func(lo, hi int) {
		sum := make([]float64, width)
		for i := lo; i < hi; i++ {
			neighbors, weights := g.weights.Row(i)
			now.Blend(sum, neighbors, weights)
			own := 0.5
			if len(neighbors) == 0 {
				own = 1
			}
			for c, v := range y.Row(i)[from:to] {
				next[i*width+c] = float32(float64(own*float64(v)) + float64(0.5*sum[c]))
			}
		}
	})
}

// unitRows makes the n rows of d values unit, those that are not zero.
func unitRows(data []float32, n, d, workers int) {
	matrix.Blocks(n, workers, func(lo, hi int) {
		row := make([]float64, d)
		for i := lo; i < hi; i++ {
			for c, v := range data[i*d : (i+1)*d] {
				row[c] = float64(v)
			}
			unitInto(data[i*d:(i+1)*d], row)
		}
	})
}
