package cluster

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// CalinskiHarabasz scores a partition by the spread between clusters over the spread within
// (Euclidean, larger is better), as scikit-learn's calinski_harabasz_score does: with
// m_r = D_r/n_r the means and m the mean of all,
//
//	(sum n_r |m_r - m|^2 / (k-1)) / (sum |x_i - m_r|^2 / (n-k))
//
// It is 1 if nothing is spread within, and NaN unless 2 <= k < n. Rows labelled below 0 are
// left out. It panics unless there is a label a row. Cost: one pass over the stored values.
func CalinskiHarabasz(x mat.Matrix, labels []int) float64 {
	s := newSpace(x)
	sums := s.sumUp(labels)
	n, k := float64(sums.Rows()), float64(sums.clusters())
	if k < 2 || k >= n {
		return math.NaN()
	}
	all, means := 0.0, 0.0 // sum |x_i|^2 and sum n_r |m_r|^2
	for i, r := range labels {
		if r >= 0 {
			all += s.squares[i]
		}
	}
	for r, size := range sums.sizes {
		if size > 0 {
			means += sums.squares[r] / float64(size)
		}
	}
	total := sums.Total()
	between, within := means-dot(total, total)/n, all-means
	if within <= samePoint*all {
		return 1
	}
	return between / (k - 1) / (within / (n - k))
}

// DaviesBouldin scores a partition by how near each cluster's worst neighbour is (Euclidean,
// smaller is better), as scikit-learn's davies_bouldin_score does: with s_r the mean distance
// of the rows of r to their mean m_r, the mean over r of
//
//	max over s of (s_r + s_s) / |m_r - m_s|
//
// where means that coincide do not count. It is 0 if nothing is spread within or all means
// coincide, and NaN unless 2 <= k < n. Rows labelled below 0 are left out. It panics unless there is a
// label a row. Cost: one pass over the stored values, and columns times k^2.
func DaviesBouldin(x mat.Matrix, labels []int) float64 {
	s := newSpace(x)
	sums := s.sumUp(labels)
	if k := sums.clusters(); k < 2 || k >= sums.Rows() {
		return math.NaN()
	}
	spread, means := s.spreads(labels, sums), sums.means()
	sum, apart := 0.0, false
	for r, m := range means {
		worst := 0.0
		for q, other := range means {
			if d := distance(m, other); d > 0 {
				worst = max(worst, (spread[r]+spread[q])/d)
				apart = apart || d > nearZero
			}
		}
		sum += worst
	}
	if !apart {
		return 0
	}
	return sum / float64(len(means))
}

// nearZero is the distance up to which scikit-learn takes all distances for 0 (numpy allclose).
const nearZero = 1e-8

// means returns m_r for the clusters that have rows.
func (s *Sums) means() [][]float64 {
	var out [][]float64
	for r, n := range s.sizes {
		if n == 0 {
			continue
		}
		m := s.Sum(r)
		for t := range m {
			m[t] /= float64(n)
		}
		out = append(out, m)
	}
	return out
}

// spreads returns the mean distance of rows to their mean, for the clusters that have rows;
// all 0 if they are so nearly.
func (s *space) spreads(labels []int, sums *Sums) []float64 {
	total := make([]float64, sums.K())
	for i, r := range labels {
		if r < 0 {
			continue
		}
		n := float64(sums.sizes[r])
		square := s.squares[i] - 2*sums.table.dot(i, r)/n + sums.squares[r]/(n*n)
		if square > samePoint*s.squares[i] {
			total[r] += math.Sqrt(square)
		}
	}
	var out []float64
	for r, n := range sums.sizes {
		if n > 0 {
			out = append(out, total[r]/float64(n))
		}
	}
	return out
}

func distance(a, b []float64) float64 {
	sum := 0.0
	for t, v := range a {
		d := v - b[t]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}
