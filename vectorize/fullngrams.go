package vectorize

import (
	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// FullNGrams returns the rows of x, which are rows of the model, as Vectorizer.FullNGrams would have
// made them: n-grams weigh as much as single words, and the norm is taken anew. They are those of
// such a fit to the rounding of float32. It is x itself if the model has no n-gram that weighs less. It
// panics if the columns of x are not the model's terms. Cost: a walk over x.
func (m *Model) FullNGrams(x *matrix.CSR) *matrix.CSR {
	n, d := x.Dims()
	if d != m.Terms() {
		panic(mat.ErrShape)
	}
	if m.parts.Discount == nil {
		return x
	}
	start, columns, values := make([]int64, 1, n+1), make([]int32, 0, x.NNZ()), make([]float32, 0, x.NNZ())
	for i := range n {
		c, v := x.Row(i)
		columns, values = append(columns, c...), append(values, m.FullNGramsRow(c, v)...)
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

// FullNGramsRow returns the values that FullNGrams gives one row, as Vector returns it; its columns stay.
func (m *Model) FullNGramsRow(columns []int32, values []float32) []float32 {
	if m.parts.Discount == nil {
		return values
	}
	weights := make([]float64, len(values))
	for i, c := range columns {
		weights[i] = float64(values[i]) * m.parts.Discount[c]
	}
	return normalized(weights, m.settings.Norm, make([]float32, 0, len(weights)))
}
