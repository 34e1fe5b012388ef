package eval

import "iter"

// SameLabel is the share of the first n (at least 1) documents that have the label of the paper that asked, over every
// paper with a label: the precision at n that Judgments would give, without a pair for every two papers of one label.
// labels holds the label of each paper that has one, by id. The rules of rankings hold: a paper is left out of its own,
// a shorter one is divided by n all the same, a paper without an answer counts as 0, and of several answers to one the
// first counts. It is unknown (NaN) without labels.
func SameLabel(labels map[string]string, answers iter.Seq2[string, []string], n int) float64 {
	same, done := 0, make(map[string]bool, len(labels))
	for paper, ranking := range answers {
		label, ok := labels[paper]
		if !ok || done[paper] {
			continue
		}
		done[paper] = true
		same += withLabel(labels, label, paper, ranking, n)
	}
	return float64(same) / (float64(n) * float64(len(labels))) // 0 / 0 is NaN
}

// withLabel counts the first n different documents of a ranking, the paper that asked left out, that have a label.
func withLabel(labels map[string]string, label, paper string, ranking []string, n int) int {
	same, seen := 0, map[string]bool{paper: true}
	for _, id := range ranking {
		if seen[id] {
			continue
		}
		seen[id] = true
		if own, ok := labels[id]; ok && own == label {
			same++
		}
		if len(seen) == n+1 {
			break
		}
	}
	return same
}
