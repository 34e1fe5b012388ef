package vectorize

import (
	"math"

	"kindred/vectorize/matrix"
)

// The cosine of two projected rows is a sum over terms. With V the terms of the projection, S the
// weights of its dimensions and |z| the length of S^1/2 V'z:
//
//	cos(x, y) = x'V S V'y / (|x| |y|) = sum over t of [x_t (V S V'y)_t + y_t (V S V'x)_t] / (2 |x| |y|)
//	cos(x, c) = x'V S^1/2 c / |x|     = sum over t of x_t (V S^1/2 c)_t / |x|, for c of the space projected to
//
// A part may be negative, and may belong to a term that one of the two rows lacks: its companions stand there.
// The rows that are kept are rounded to float32, and so is their cosine, by a ten millionth or so. That
// difference is shared among the parts in proportion to their size, so that they sum to the cosine as
// it is known and printed.

// Contributions says what each term adds to the cosine of two projected sparse rows x and y, columns ascending
// in both, which is known to the rounding of float32: matrix.Dot of the rows that Vector gives. It returns
// the columns of either, ascending, and the part of each; the parts sum to cosine, to 1e-9. Cost: the entries of both
// times the rank, twice.
func (p *Projection) Contributions(cosine float64, xColumns []int32, xValues []float32, yColumns []int32, yValues []float32) (columns []int32, parts []float64) {
	x, y := p.project(xColumns, xValues), p.project(yColumns, yValues)
	columns, parts = union(xColumns, p.towards(xColumns, xValues, y), yColumns, p.towards(yColumns, yValues, x))
	norm := 2 * math.Sqrt(matrix.Dot(x, x)*matrix.Dot(y, y))
	return columns, summingTo(cosine, norm, parts)
}

// ContributionsTowards says what each term of a sparse row adds to the cosine of its projection with c, a
// unit vector of the space projected to, such as a centroid: a part for each of columns. The cosine is known to the
// rounding of float32: matrix.Dot of the row that Vector gives and c; the parts sum to it, to 1e-9. It panics if c is
// not of the projection's rank. Cost: the row's entries times the rank, twice.
func (p *Projection) ContributionsTowards(cosine float64, columns []int32, values []float32, c []float64) []float64 {
	return summingTo(cosine, p.Length(columns, values), p.towards(columns, values, c))
}

// towards is x_t (V S^1/2 z)_t for the terms t of a sparse row x and a z of the space projected to.
func (p *Projection) towards(columns []int32, values []float32, z []float64) []float64 {
	rooted := make([]float64, len(z))
	for j, root := range p.roots {
		rooted[j] = z[j] * root
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		out[i] = float64(values[i]) * matrix.Dot(p.terms.Row(int(c)), rooted)
	}
	return out
}

// union merges two sparse vectors; where both have a column, their values are added.
func union(xColumns []int32, x []float64, yColumns []int32, y []float64) (columns []int32, values []float64) {
	for len(xColumns) > 0 || len(yColumns) > 0 {
		if len(yColumns) > 0 && (len(xColumns) == 0 || yColumns[0] < xColumns[0]) {
			xColumns, x, yColumns, y = yColumns, y, xColumns, x // x is the one to go on with
		}
		column, value := xColumns[0], x[0]
		xColumns, x = xColumns[1:], x[1:]
		if len(yColumns) > 0 && yColumns[0] == column {
			value += y[0]
			yColumns, y = yColumns[1:], y[1:]
		}
		columns, values = append(columns, column), append(values, value)
	}
	return columns, values
}

// summingTo divides the parts by norm, then shares out what they lack of target: to each in proportion
// to its size, or evenly if all are 0.
func summingTo(target, norm float64, parts []float64) []float64 {
	if norm == 0 {
		return parts // of a row without a direction: target and parts are 0
	}
	sum, size := 0.0, 0.0
	for i := range parts {
		parts[i] /= norm
		sum += parts[i]
		size += math.Abs(parts[i])
	}
	for i := range parts {
		share := 1 / float64(len(parts))
		if size > 0 {
			share = math.Abs(parts[i]) / size
		}
		parts[i] += float64((target - sum) * share)
	}
	return parts
}
