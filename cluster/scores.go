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
// It is 1 if nothing is spread within, and NaN unless 2 <= k < n. Rows labelled below 0 and zero rows
// are left out. It panics unless there is a label a row. Cost: the sums, and columns times k.
func CalinskiHarabasz(x mat.Matrix, labels []int) float64 {
	return NewSums(x, labels, 1).CalinskiHarabasz()
}

// CalinskiHarabasz is the function of that name for the rows and labels summed. With the sum of all
// n_r |m_r - m|^2 being the sum of |D_r|^2/n_r less |D|^2/n, it needs no row again.
func (s *Sums) CalinskiHarabasz() float64 {
	n, k := float64(s.Rows()), float64(s.clusters())
	if k < 2 || k >= n {
		return math.NaN()
	}
	all, means := 0.0, 0.0 // sum |x_i|^2 and sum n_r |m_r|^2
	for i, r := range s.labels {
		if r >= 0 {
			all += s.space.squares[i]
		}
	}
	for r, size := range s.sizes {
		if size > 0 {
			means += s.squares[r] / float64(size)
		}
	}
	total := s.Total()
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
// coincide, and NaN unless 2 <= k < n. Rows labelled below 0 and zero rows are left out. It panics
// unless there is a label a row. Cost: the sums, one product a row, and columns times k^2/2; memory 8
// bytes times columns times k. workers 0 means all cores and never changes the result.
func DaviesBouldin(x mat.Matrix, labels []int, workers int) float64 {
	return NewSums(x, labels, workers).DaviesBouldin(workers)
}

// DaviesBouldin is the function of that name for the rows and labels summed.
func (s *Sums) DaviesBouldin(workers int) float64 {
	k := s.clusters()
	if k < 2 || k >= s.Rows() {
		return math.NaN()
	}
	spread, between := s.spreads(threads(workers)), distances(s.means(), threads(workers))
	worst, apart := make([]float64, k), false
	for r, row := range between {
		for q, d := range row {
			if d > 0 {
				ratio := (spread[r] + spread[q]) / d
				worst[r], worst[q] = max(worst[r], ratio), max(worst[q], ratio)
				apart = apart || d > nearZero
			}
		}
	}
	if !apart {
		return 0
	}
	sum := 0.0
	for _, v := range worst {
		sum += v
	}
	return sum / float64(k)
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
func (s *Sums) spreads(t threads) []float64 {
	off := make([]float64, len(s.labels))
	t.blocks(len(off), assignBlock, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if r := s.labels[i]; r >= 0 {
				off[i] = s.toMean(i, r)
			}
		}
	})
	total := make([]float64, s.K())
	for i, r := range s.labels {
		if r >= 0 {
			total[r] += off[i]
		}
	}
	var out []float64
	for r, n := range s.sizes {
		if n > 0 {
			out = append(out, total[r]/float64(n))
		}
	}
	return out
}

// toMean is the distance of row i to the mean of cluster r, 0 if it is so nearly.
func (s *Sums) toMean(i, r int) float64 {
	n, xx := float64(s.sizes[r]), s.space.squares[i]
	square := xx - 2*s.table.dot(i, r)/n + s.squares[r]/float64(n*n)
	if square > samePoint*xx {
		return math.Sqrt(square)
	}
	return 0
}

// distances returns those of each mean to the means before it.
func distances(means [][]float64, t threads) [][]float64 {
	out := make([][]float64, len(means))
	t.blocks(len(means), 1, func(r, _ int) {
		out[r] = make([]float64, r)
		for q := range out[r] {
			out[r][q] = distance(means[r], means[q])
		}
	})
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
