package cluster

import (
	"sync"
	"sync/atomic"

	"kindred/vectorize/matrix"
)

// singles answers queries of dense and mixed rows that come one by one: by a Shortlist, made once fewSingles were answered in
// the plain way. Its answers are the same.
type singles struct {
	rows  twoParts
	asked atomic.Int64
	made  func() *Shortlist
}

// fewSingles queries are too few for a shortlist: it takes half of the processor time for a query, and the making as much as
// it saves on so many.
const fewSingles = 80

// newSingles takes the transpose of the sparse part, which is asked for when it is needed; nil if there is no such part.
func newSingles(rows twoParts, transposed func() *matrix.CSR, threads int) *singles {
	return &singles{rows: rows, made: sync.OnceValue(func() *Shortlist {
		var columns *matrix.CSR
		if transposed != nil {
			columns = transposed()
		}
		return &Shortlist{rows, rows.described(ShortlistParts{}, columns, threads), threads}
	})}
}

// nearest reports whether it has an answer.
func (s *singles) nearest(q matrix.MixedRow, top int, skip func(row int) bool, threads int) ([]Hit, bool) {
	if s == nil || top <= 0 || s.asked.Add(1) <= fewSingles {
		return nil, false
	}
	if _, _, e := s.rows.shape(); e > mostDense {
		return nil, false
	}
	hits, err := s.made().nearest(q, top, skip, threads)
	return hits, err == nil
}

// nearestRow is nearest for row i as a query.
func (s *singles) nearestRow(i, top, threads int) ([]Hit, bool) {
	if s == nil {
		return nil, false
	}
	return s.nearest(s.rows.row(i), top, func(row int) bool { return row == i }, threads)
}
