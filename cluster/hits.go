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
	if c := cmp.Compare(b.Similarity, a.Similarity); c != 0 {
		return c
	}
	return cmp.Compare(a.Row, b.Row)
}

// scores is a score a row, and which rows may have one other than 0.
type scores struct {
	of      []float64 // 0 for the rows not touched
	seen    []bool    // rows in touched, unless that is every row
	touched []int32
	every   []int32 // 0, 1, 2, ...
	heap    heap
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

// best returns the top rows of positive score, best first.
func (s *scores) best(top int, skip func(row int) bool) []Hit {
	s.heap.reset(top)
	for _, row := range s.touched {
		h := Hit{int(row), s.of[row]}
		if s.heap.wants(h) && (skip == nil || !skip(h.Row)) {
			s.heap.put(h)
		}
	}
	return s.heap.sorted()
}

// heap holds the best of the hits of positive score that were put into it, the worst at its root.
type heap struct {
	top  int
	hits []Hit
}

func (p *heap) reset(top int) { p.top, p.hits = top, p.hits[:0] }

// floor is the score under which no hit is wanted.
func (p *heap) floor() float64 {
	if len(p.hits) < p.top {
		return 0
	}
	return p.hits[0].Similarity
}

// worse says whether a comes after b, best first.
func worse(a, b Hit) bool {
	return a.Similarity < b.Similarity || a.Similarity == b.Similarity && a.Row > b.Row
}

// wants says whether a hit is among the best so far.
func (p *heap) wants(h Hit) bool {
	return h.Similarity > 0 && (len(p.hits) < p.top || worse(p.hits[0], h))
}

// put adds a hit that is wanted, in place of the worst if there are enough.
func (p *heap) put(h Hit) {
	if len(p.hits) < p.top {
		p.hits = append(p.hits, h)
		p.rise(len(p.hits) - 1)
		return
	}
	p.hits[0] = h
	p.sink(0)
}

// sorted returns a copy of the hits, best first.
func (p *heap) sorted() []Hit {
	hits := slices.Clone(p.hits)
	slices.SortFunc(hits, compare)
	return hits
}

func (p *heap) rise(at int) {
	for at > 0 {
		parent := (at - 1) / 2
		if !worse(p.hits[at], p.hits[parent]) {
			return
		}
		p.hits[at], p.hits[parent] = p.hits[parent], p.hits[at]
		at = parent
	}
}

func (p *heap) sink(at int) {
	hits, sinking := p.hits, p.hits[at]
	for {
		child := 2*at + 1
		if child >= len(hits) {
			break
		}
		if child+1 < len(hits) && worse(hits[child+1], hits[child]) {
			child++
		}
		if !worse(hits[child], sinking) {
			break
		}
		hits[at] = hits[child]
		at = child
	}
	hits[at] = sinking
}
