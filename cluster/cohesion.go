package cluster

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Cohesion holds what a clustering says of its rows and clusters, by the formulas of the package comment.
type Cohesion struct {
	Similarity       []float64 // of each row to its own centroid; 0 for zero rows
	Second           []int     // next nearest cluster of each row; -1 if none
	SecondSimilarity []float64 // of each row to that one's centroid; 0 if none
	ISim             []float64 // of each cluster: mean cosine of its pairs of rows, a row with itself included
	ESim             []float64 // of each cluster: mean cosine of its rows to all others; NaN if there are none
}

// NewCohesion computes it for any labels, whatever made them; rows labelled below 0 and zero
// rows have no cluster. ISim and ESim of a label nobody bears are NaN. Cost: one pass of
// k-means, and the sums once. It panics unless there is a label a row. threads 0 means all
// cores and never changes the result.
func NewCohesion(x mat.Matrix, labels []int, workers int) *Cohesion {
	return NewSums(x, labels, workers).Cohesion(workers)
}

// Cohesion is NewCohesion for the rows and labels summed.
func (s *Sums) Cohesion(workers int) *Cohesion {
	c := s.newCohesion()
	s.eachRow(workers, func(i int, dots []float64) { s.cohesion(c, i, dots) })
	c.ISim, c.ESim = s.isim(), s.esim(threads(workers))
	return c
}

// CohesionAndSilhouette returns what Cohesion and Silhouette do, at the cost of one of them.
func (s *Sums) CohesionAndSilhouette(workers int) (*Cohesion, []float64) {
	c, out := s.newCohesion(), s.noSilhouette()
	single := s.clusters() < 2
	s.eachRow(workers, func(i int, dots []float64) {
		s.cohesion(c, i, dots)
		if !single {
			out[i] = s.silhouette(dots, s.labels[i], s.space.squares[i])
		}
	})
	c.ISim, c.ESim = s.isim(), s.esim(threads(workers))
	return c, out
}

// eachRow calls fn for each row i that has a cluster, given x_i.D_r for each r, on several workers.
func (s *Sums) eachRow(workers int, fn func(i int, dots []float64)) {
	threads(workers).workers(s.space.n, assignBlock, func() func(lo, hi int) {
		dots := make([]float64, s.K())
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				if s.labels[i] >= 0 {
					s.Dots(dots, i)
					fn(i, dots)
				}
			}
		}
	})
}

// newCohesion is that of rows without a cluster.
func (s *Sums) newCohesion() *Cohesion {
	n := s.space.n
	c := &Cohesion{Similarity: make([]float64, n), Second: make([]int, n), SecondSimilarity: make([]float64, n)}
	for i := range c.Second {
		c.Second[i] = -1
	}
	return c
}

// cohesion notes that of row i, given all x.D_r.
func (s *Sums) cohesion(c *Cohesion, i int, dots []float64) {
	own := s.labels[i]
	c.Similarity[i] = cosine(dots[own], s.squares[own])
	c.Second[i], c.SecondSimilarity[i] = s.nearest(dots, own)
}

// nearest returns the cluster of largest cosine but one, ties to the lower, given all x.D_r;
// -1 and 0 if there is no other.
func (s *Sums) nearest(dots []float64, but int) (cluster int, cos float64) {
	cluster = -1
	for r, n := range s.sizes {
		if r == but || n == 0 {
			continue
		}
		if c := cosine(dots[r], s.squares[r]); cluster < 0 || c > cos {
			cluster, cos = r, c
		}
	}
	return cluster, cos
}

// isim returns |D_r|^2/n_r^2 of each cluster.
func (s *Sums) isim() []float64 {
	out := make([]float64, s.K())
	for r, n := range s.sizes {
		out[r] = s.squares[r] / (float64(n) * float64(n))
	}
	return out
}

// esim returns D_r.(D-D_r)/(n_r(n-n_r)) of each cluster.
func (s *Sums) esim(t threads) []float64 {
	out := make([]float64, s.K())
	total, n := s.Total(), s.Rows()
	t.workers(len(out), 1, func() func(lo, hi int) {
		sum, rest := make([]float64, len(total)), make([]float64, len(total))
		return func(r, _ int) {
			out[r] = math.NaN()
			size := s.sizes[r]
			if size == 0 || size == n {
				return
			}
			s.table.vector(sum, r)
			for t, v := range sum {
				rest[t] = total[t] - v
			}
			out[r] = dot(sum, rest) / (float64(size) * float64(n-size))
		}
	})
	return out
}
