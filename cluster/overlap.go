package cluster

import "slices"

// Overlaps lists for each row the clusters that it belongs to: its own, then those whose centroid it is at least share
// times as similar to as to that of its own, by falling cosine, ties to the lower cluster; most clusters in all, its own
// in any case. Row of a Hit is the cluster. Rows without a cluster have none; a row that is not similar to its own has
// that alone. Cost: one pass of k-means. workers 0 means all cores and never changes the result.
func (s *Sums) Overlaps(share float64, most, workers int) [][]Hit {
	out := make([][]Hit, s.space.n)
	s.eachRow(workers, func(i int, dots []float64) { out[i] = s.overlaps(dots, s.labels[i], share, most) })
	return out
}

// overlaps of a row of cluster own, given all x.D_r.
func (s *Sums) overlaps(dots []float64, own int, share float64, most int) []Hit {
	first := Hit{own, cosine(dots[own], s.squares[own])}
	var others []Hit
	for r, n := range s.sizes {
		if r == own || n == 0 {
			continue
		}
		if c := cosine(dots[r], s.squares[r]); c > 0 && first.Similarity > 0 && c >= share*first.Similarity {
			others = append(others, Hit{r, c})
		}
	}
	slices.SortFunc(others, compare)
	return append([]Hit{first}, others[:min(len(others), max(0, most-1))]...)
}
