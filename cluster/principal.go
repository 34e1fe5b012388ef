package cluster

import (
	"math"
	"math/rand/v2"

	"kindred/vectorize/matrix"
)

const (
	axesRows   = 4096 // that the axes are found from, spread evenly
	axesRounds = 30   // of the power iteration
	startWidth = 1e-4 // deviation of the first coordinate at the start
)

// start is where rows begin: at their two principal components, made so small that all are near each other, each beside itself by
// a random hundredth of that, so that equal rows part.
func start(s *space, rows []int, seed uint64) []point {
	rng := rand.New(rand.NewPCG(seed, 0))
	first, second, offset := axes(s, evenly(rows, axesRows), rng)
	at, square := make([]point, len(rows)), 0.0
	for i, row := range rows {
		at[i] = point{s.dotRow(row, first) - offset.x, s.dotRow(row, second) - offset.y}
		square += float64(at[i].x * at[i].x)
	}
	scale := 0.0
	if square > 0 {
		scale = startWidth / math.Sqrt(square/float64(len(rows)))
	}
	for i := range at {
		at[i].x = float64(at[i].x*scale) + float64(startWidth/100*rng.NormFloat64())
		at[i].y = float64(at[i].y*scale) + float64(startWidth/100*rng.NormFloat64())
	}
	return at
}

// axes are the directions in which some rows differ most, and where their mean lies along them.
func axes(s *space, rows []int, rng *rand.Rand) (first, second []float64, offset point) {
	mean := make([]float64, s.d)
	for _, row := range rows {
		s.addRow(mean, row, 1/float64(len(rows)))
	}
	first, second = make([]float64, s.d), make([]float64, s.d)
	for c := range s.d {
		first[c], second[c] = rng.NormFloat64(), rng.NormFloat64()
	}
	for range axesRounds {
		orthonormal(first, second)
		offset = point{matrix.Dot(mean, first), matrix.Dot(mean, second)}
		u, v := make([]float64, s.d), make([]float64, s.d)
		for _, row := range rows {
			s.addRow(u, row, s.dotRow(row, first)-offset.x)
			s.addRow(v, row, s.dotRow(row, second)-offset.y)
		}
		first, second = u, v
	}
	orthonormal(first, second)
	return first, second, point{matrix.Dot(mean, first), matrix.Dot(mean, second)}
}

// orthonormal makes two vectors of length 1 with a product of 0; what cannot be is zero.
func orthonormal(a, b []float64) {
	scaleTo1(a)
	along := matrix.Dot(a, b)
	for c := range b {
		b[c] -= float64(along * a[c])
	}
	scaleTo1(b)
}

func scaleTo1(v []float64) {
	length := math.Sqrt(matrix.Dot(v, v))
	for c := range v {
		if length > 0 {
			v[c] /= length
		}
	}
}

// addRow adds weight times a row.
func (s *space) addRow(sum []float64, row int, weight float64) {
	if s.sparse != nil {
		columns, values := s.sparse.Row(row)
		for p, c := range columns {
			sum[c] += float64(weight * float64(values[p]))
		}
		return
	}
	for c, v := range s.dense.Row(row) {
		sum[c] += float64(weight * float64(v))
	}
}

// dotRow is the product of a row and a vector.
func (s *space) dotRow(row int, v []float64) float64 {
	if s.sparse == nil {
		return matrix.Dot(s.dense.Row(row), v)
	}
	sum := 0.0
	columns, values := s.sparse.Row(row)
	for p, c := range columns {
		sum += float64(float64(values[p]) * v[c])
	}
	return sum
}
