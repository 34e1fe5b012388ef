package vectorize

import (
	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// FullNGrams returns the rows of x, which are rows of the model, as Vectorizer.FullNGrams would have
// made them: n-grams weigh as much as single words, and the norm is taken anew. They are those of
// such a fit to the rounding of float32. It is x itself if the model has no n-gram that weighs less. It
// panics if the columns of x are not the model's terms. Cost: a walk over x. Memory: its values; where they stand is shared with x.
func (m *Model) FullNGrams(x *matrix.CSR) *matrix.CSR {
	n, d := x.Dims()
	if d != m.Terms() {
		panic(mat.ErrShape)
	}
	if m.parts.Discount == nil {
		return x
	}
	start, columns, _ := x.Parts()
	values := make([]float32, x.NNZ())
	matrix.BlocksOf(1024, n, m.settings.Threads, func() func(lo, hi int) {
		var weights []float64
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				c, v := x.Row(i)
				weights = m.fullWeights(weights[:0], c, v)
				normalized(weights, m.settings.Norm, values[start[i]:start[i]:start[i+1]])
			}
		}
	})
	return matrix.NewCSR(n, d, start, columns, values)
}

// FullNGramsRow returns the values that FullNGrams gives one row, as Vector returns it; its columns stay.
func (m *Model) FullNGramsRow(columns []int32, values []float32) []float32 {
	if m.parts.Discount == nil {
		return values
	}
	return normalized(m.fullWeights(nil, columns, values), m.settings.Norm, make([]float32, 0, len(values)))
}

// fullWeights appends the weights that a row has without the division, before the norm.
func (m *Model) fullWeights(weights []float64, columns []int32, values []float32) []float64 {
	for i, c := range columns {
		weights = append(weights, float64(values[i])*m.parts.Discount[c])
	}
	return weights
}
