package eval

import (
	"iter"
	"math"
	"slices"
)

// Grades are the relevant documents of one query, by id; the least grade is 1. A document that is not among them is not
// relevant.
type Grades map[string]int

// AveragePrecision is the mean, over the relevant documents, of the precision at the rank of each; 0 for one that is
// not in the ranking.
func (g Grades) AveragePrecision(ranking []string) float64 {
	hits, sum := 0, 0.0
	for k, grade := range g.along(ranking, 0) {
		if grade > 0 {
			hits++
			sum += float64(hits) / float64(k)
		}
	}
	return share(sum, float64(len(g)))
}

// ReciprocalRank is one divided by the rank of the first relevant document, 0 if there is none.
func (g Grades) ReciprocalRank(ranking []string) float64 {
	for k, grade := range g.along(ranking, 0) {
		if grade > 0 {
			return 1 / float64(k)
		}
	}
	return 0
}

// Precision is the share of the first n (at least 1) documents that are relevant. A shorter ranking is divided by n all the same.
func (g Grades) Precision(ranking []string, n int) float64 {
	return share(float64(g.found(ranking, n)), float64(n))
}

// Recall is the share of the relevant documents that are among the first n.
func (g Grades) Recall(ranking []string, n int) float64 {
	return share(float64(g.found(ranking, n)), float64(len(g)))
}

// NDCG is the discounted cumulative gain of the first n documents, as a share of the highest there could be.
func (g Grades) NDCG(ranking []string, n int) float64 {
	got, most := 0.0, 0.0
	for k, grade := range g.along(ranking, n) {
		got += gain(grade, k)
	}
	best := make([]int, 0, len(g))
	for _, grade := range g {
		best = append(best, grade)
	}
	slices.SortFunc(best, func(a, b int) int { return b - a })
	for i, grade := range best[:min(n, len(best))] {
		most += gain(grade, i+1)
	}
	return share(got, most)
}

// gain is what a document of a grade is worth at rank k.
func gain(grade, k int) float64 { return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(k+1)) }

// found counts the relevant documents among the first n.
func (g Grades) found(ranking []string, n int) int {
	hits := 0
	for _, grade := range g.along(ranking, n) {
		if grade > 0 {
			hits++
		}
	}
	return hits
}

// along goes through the first n different documents of a ranking (0: all) and yields rank, from 1, and grade, 0 for
// one that is not relevant.
func (g Grades) along(ranking []string, n int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		seen := make(map[string]bool, len(ranking))
		for _, id := range ranking {
			if seen[id] {
				continue
			}
			seen[id] = true
			if !yield(len(seen), g[id]) || len(seen) == n {
				return
			}
		}
	}
}

// share is a / b, 0 where b is 0: where nothing is relevant, nothing can be found.
func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
