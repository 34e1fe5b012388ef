package cluster

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Silhouette returns the exact cosine silhouette (Rousseeuw 1987) of each row: (b-a)/max(a,b),
// where a is its mean distance 1 - cos to the other rows of its cluster and b the smallest mean
// distance to another cluster. 1 is well placed, 0 between two clusters, -1 misplaced. It is 0
// for a row alone in its cluster and NaN for a zero row, for a label below 0, and for all rows
// if there is but one cluster. Distances that rounding puts below 1e-12 count as 0.
//
// Mean distances need no pairs: rows of unit length have 1 - x_i.D_r/n_r to cluster r, and to
// their own 1 - (x_i.D_r - |x_i|^2)/(n_r - 1). So the cost is one pass of k-means, and the sums. It
// panics unless there is a label a row. workers 0 means all cores and never changes the result.
func Silhouette(x mat.Matrix, labels []int, workers int) []float64 {
	return NewSums(x, labels, workers).Silhouette(workers)
}

// Silhouette is the function of that name for the rows and labels summed.
func (s *Sums) Silhouette(workers int) []float64 {
	out := s.noSilhouette()
	if s.clusters() < 2 {
		return out
	}
	s.eachRow(workers, func(i int, dots []float64) { out[i] = s.silhouette(dots, s.labels[i], s.space.squares[i]) })
	return out
}

// noSilhouette is that of rows which have none.
func (s *Sums) noSilhouette() []float64 {
	out := make([]float64, s.space.n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

// silhouette of a row of cluster own, given all x.D_r and |x|^2.
func (s *Sums) silhouette(dots []float64, own int, xx float64) float64 {
	if s.sizes[own] == 1 {
		return 0
	}
	a := gap(1 - (dots[own]-xx)/float64(s.sizes[own]-1))
	b := math.Inf(1)
	for r, n := range s.sizes {
		if r != own && n > 0 {
			b = min(b, gap(1-dots[r]/float64(n)))
		}
	}
	if larger := max(a, b); larger > 0 {
		return (b - a) / larger
	}
	return 0
}

// gap is a distance rid of rounding about 0.
func gap(d float64) float64 {
	if d < samePoint {
		return 0
	}
	return d
}

// MeanSilhouette averages over the rows that have one, in order; NaN if none has.
func MeanSilhouette(s []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range s {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / float64(n)
}
