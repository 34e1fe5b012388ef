package cluster

import (
	"cmp"
	"slices"
)

// Hit is one neighbour.
type Hit struct {
	Row        int
	Similarity float64
}

// compare orders hits best first, ties to the lower row.
func compare(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Similarity, a.Similarity), cmp.Compare(a.Row, b.Row))
}

// scores is a score a row, and which rows may have one other than 0.
type scores struct {
	of      []float64 // 0 for the rows not touched
	seen    []bool    // rows in touched, unless that is every row
	touched []int32
	every   []int32 // 0, 1, 2, ...
	heap    []Hit
}

func newScores(n int) *scores {
	s := &scores{of: make([]float64, n), seen: make([]bool, n), every: make([]int32, n)}
	for row := range s.every {
		s.every[row] = int32(row)
	}
	return s
}

// touch says that a row may have a score; touchAll that any may.
func (s *scores) touch(row int32) {
	if !s.seen[row] {
		s.seen[row] = true
		s.touched = append(s.touched, row)
	}
}

func (s *scores) touchAll() { s.touched = s.every }

// clean forgets all scores, at the cost of those there are.
func (s *scores) clean() {
	if len(s.touched) == len(s.every) {
		clear(s.of)
		clear(s.seen)
		s.touched = nil
		return
	}
	for _, row := range s.touched {
		s.of[row], s.seen[row] = 0, false
	}
	s.touched = s.touched[:0]
}

// ranked returns every row, best first.
func (s *scores) ranked(skip func(row int) bool) []Hit {
	hits := make([]Hit, 0, len(s.of))
	for row, v := range s.of {
		if skip == nil || !skip(row) {
			hits = append(hits, Hit{row, v})
		}
	}
	slices.SortFunc(hits, compare)
	return hits
}

// best returns the top rows of positive score, best first, through a heap with the worst hit
// at its root.
func (s *scores) best(top int, skip func(row int) bool) []Hit {
	s.heap = s.heap[:0]
	for _, row := range s.touched {
		h := Hit{int(row), s.of[row]}
		if !(h.Similarity > 0) || len(s.heap) == top && compare(h, s.heap[0]) > 0 || skip != nil && skip(h.Row) {
			continue
		}
		if len(s.heap) < top {
			s.heap = append(s.heap, h)
			s.rise(len(s.heap) - 1)
		} else {
			s.heap[0] = h
			s.sink(0)
		}
	}
	hits := slices.Clone(s.heap)
	slices.SortFunc(hits, compare)
	return hits
}

func (s *scores) rise(at int) {
	for at > 0 {
		parent := (at - 1) / 2
		if compare(s.heap[at], s.heap[parent]) <= 0 {
			return
		}
		s.heap[at], s.heap[parent] = s.heap[parent], s.heap[at]
		at = parent
	}
}

func (s *scores) sink(at int) {
	for {
		worst := at
		for child := 2*at + 1; child <= 2*at+2 && child < len(s.heap); child++ {
			if compare(s.heap[child], s.heap[worst]) > 0 {
				worst = child
			}
		}
		if worst == at {
			return
		}
		s.heap[at], s.heap[worst] = s.heap[worst], s.heap[at]
		at = worst
	}
}
