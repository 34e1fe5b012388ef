package cluster

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// Shortlist finds the rows nearest to one query at a time, exactly, and what it knows is flat arrays (ShortlistParts), so
// that one that was stored is there again as soon as they are mapped. It is safe to share.
//
// Each row is described a second time, in whole numbers of 8 bits: the sparse part as postings, the dense part byte after
// byte, each with a scale and a length that the error is not above. Write A_i k_i for what is said of the sparse part
// a_i of row i in this way, B_i m_i of the dense part b_i, both times the roots of their shares, and alpha_i and beta_i for
// the lengths of the errors. By Cauchy and Schwarz, for a query of parts p and q, also times the roots of their shares,
//
//	a_i.p + b_i.q = A_i k_i.p + B_i m_i.q  +-  alpha_i |p| + beta_i |q|
//
// where q is whole numbers, too, which adds a little to the error. A query goes over all rows once, block by block, and
// keeps those whose upper bound reaches f, the worst of the best lower bounds so far. Those kept are computed
// anew from the matrix as Neighbors does, the largest bound first, until no bound left reaches the worst of the best:
// the answers are those of Neighbors.Query, QueryMixed and QueryRow, to the bit.
//
// Cost: the postings of the query's columns and a byte a row and dense column; of a million abstracts of 95 terms and 200
// directions a few hundred rows are computed anew.
type Shortlist struct {
	rows    twoParts
	parts   ShortlistParts
	threads int
}

// NewShortlist describes the rows of a *matrix.CSR, *matrix.Rows or *matrix.Mixed, which need not have unit length. It is
// an error if a value is not finite, a share not from 0 to 1, or the matrix another one. threads is the number of workers,
// here and of each query; 0 means all cores; it never changes the result. Memory: 5 bytes a stored value, one a dense
// value, 16 a row.
func NewShortlist(x mat.Matrix, threads int) (*Shortlist, error) {
	parts, err := ShortlistParts{}.Extend(x, threads)
	if err != nil {
		return nil, err
	}
	return RestoreShortlist(x, parts, threads)
}

// RestoreShortlist takes the parts of a shortlist of x without copying or reading them, but for the starts. It is an error
// if they have not the shape of x. What else may be wrong with them is told by the query that comes across it, or makes its
// answer wrong, but no more: nothing is read or written where it should not be.
func RestoreShortlist(x mat.Matrix, parts ShortlistParts, threads int) (*Shortlist, error) {
	rows, err := inParts(x)
	if err != nil {
		return nil, err
	}
	if err := parts.check(rows.shape()); err != nil {
		return nil, err
	}
	return &Shortlist{rows, parts, threads}, nil
}

// Parts returns what the shortlist is stored as, views: do not change them.
func (s *Shortlist) Parts() ShortlistParts { return s.parts }

// QueryRow returns the top other rows most similar to row i, as Query does. Damaged columns of a row of a stored matrix are an
// error, too.
func (s *Shortlist) QueryRow(i, top int) ([]Hit, error) {
	if s.rows.sparse != nil {
		if err := s.rows.sparse.CheckRow(i); err != nil {
			return nil, fmt.Errorf("cluster: %w", err)
		}
	}
	return s.Query(s.rows.row(i), top, func(row int) bool { return row == i })
}

// Query returns the top rows most similar to a query, best first, ties to the lower row: what Neighbors.QueryMixed returns
// of a mixed matrix. Of sparse rows only q.Columns and q.Values count, of dense ones only q.Dense, and the answer is that of
// Neighbors.Query. Rows with a similarity of 0 or below are left out unless top is 0, which ranks every row. skip, if
// not nil, leaves rows out; it is called by one goroutine at a time.
//
// It is an error if the query has a value that is not finite or a part of a length of 2^60 or more, or the parts of the
// shortlist turn out to be damaged. It panics unless q has the shape of a row.
func (s *Shortlist) Query(q matrix.MixedRow, top int, skip func(row int) bool) ([]Hit, error) {
	return s.nearest(q, top, skip, s.threads)
}

// nearest is Query on a number of workers.
func (s *Shortlist) nearest(q matrix.MixedRow, top int, skip func(row int) bool, threads int) ([]Hit, error) {
	q = s.rows.fitting(q)
	switch {
	case top < 0:
		return nil, nil
	case top == 0:
		return s.ranked(q, skip, threads), nil
	}
	scan, err := s.newScan(q, top, skip, threads)
	if err != nil {
		return nil, err
	}
	bounds, err := scan.bounds()
	if err != nil {
		return nil, err
	}
	return s.decide(q, bounds, top, threads), nil
}

// ranked is every row, best first.
func (s *Shortlist) ranked(q matrix.MixedRow, skip func(row int) bool, threads int) []Hit {
	hits := make([]Hit, 0, s.rows.n)
	for i := range s.rows.n {
		if skip == nil || !skip(i) {
			hits = append(hits, Hit{Row: i})
		}
	}
	s.compute(q, hits, threads)
	slices.SortFunc(hits, compare)
	return hits
}

// firstRound is how many rows are computed together at first.
const firstRound = 64

// decide computes the rows of the largest bounds until the others cannot be among the best.
func (s *Shortlist) decide(q matrix.MixedRow, bounds []Hit, top, threads int) []Hit {
	slices.SortFunc(bounds, compare)
	var best heap
	best.reset(top)
	for round := max(top, firstRound); len(bounds) > 0 && bounds[0].Similarity >= best.floor(); round *= 2 {
		now := bounds[:min(round, len(bounds))]
		bounds = bounds[len(now):]
		s.compute(q, now, threads)
		for _, h := range now {
			if best.wants(h) {
				best.put(h)
			}
		}
	}
	return best.sorted()
}

// compute sets the similarities of hits to those of their rows.
func (s *Shortlist) compute(q matrix.MixedRow, hits []Hit, threads int) {
	matrix.BlocksOf(firstRound/4, len(hits), threads, func() func(lo, hi int) {
		return func(lo, hi int) {
			for at := lo; at < hi; at++ {
				hits[at].Similarity = s.rows.dot(hits[at].Row, q)
			}
		}
	})
}

// twoParts is the rows of a matrix with a sparse and a dense part, one of which may be missing.
type twoParts struct {
	n      int
	sparse *matrix.CSR  // nil if it is missing
	dense  *matrix.Rows // nil if it is missing
	mixed  *matrix.Mixed
}

// inParts is an error for a matrix that is none of the three.
func inParts(x mat.Matrix) (twoParts, error) {
	n, _ := x.Dims()
	switch x := x.(type) {
	case *matrix.CSR:
		return twoParts{n: n, sparse: x}, nil
	case *matrix.Rows:
		return twoParts{n: n, dense: x}, nil
	case *matrix.Mixed:
		return twoParts{n, x.Sparse, x.Dense, x}, nil
	}
	return twoParts{}, fmt.Errorf("cluster: a shortlist of a %T: it must be a CSR, Rows or Mixed of kindred/vectorize/matrix", x)
}

// shape returns the number of rows, of sparse columns and of dense ones.
func (x twoParts) shape() (n, d, e int) {
	if x.sparse != nil {
		_, d = x.sparse.Dims()
	}
	if x.dense != nil {
		_, e = x.dense.Dims()
	}
	return x.n, d, e
}

// roots are what the parts of row i are multiplied by.
func (x twoParts) roots(i int) (sparse, dense float64) {
	if x.mixed == nil {
		return 1, 1
	}
	return x.mixed.Weights(i).Roots()
}

func (x twoParts) row(i int) matrix.MixedRow {
	var q matrix.MixedRow
	if x.mixed != nil {
		return x.mixed.Row(i)
	}
	if x.dense != nil {
		q.Dense = x.dense.Row(i)
	} else {
		q.Columns, q.Values = x.sparse.Row(i)
	}
	return q
}

// fitting is q with zeros for a dense part that is nil. It panics unless q has the shape of a row.
func (x twoParts) fitting(q matrix.MixedRow) matrix.MixedRow {
	_, d, e := x.shape()
	if x.sparse != nil {
		checkColumns(q.Columns, q.Values, d)
	}
	if q.Dense == nil {
		q.Dense = make([]float32, e)
	}
	if x.dense != nil && len(q.Dense) != e {
		panic(mat.ErrShape)
	}
	return q
}

// dot is the similarity of row i.
func (x twoParts) dot(i int, q matrix.MixedRow) float64 {
	switch {
	case x.mixed != nil:
		return x.mixed.DotRow(i, q)
	case x.dense != nil:
		return matrix.Dot(q.Dense, x.dense.Row(i))
	}
	return x.sparse.DotRow(i, q.Columns, q.Values)
}

// usable reports the first row that cannot be described.
func (x twoParts) usable(from int) error {
	for i := from; i < x.n; i++ {
		q := x.row(i)
		if x.mixed != nil && !(q.Share >= 0 && q.Share <= 1) {
			return fmt.Errorf("cluster: row %d has a share of %v: it must be from 0 to 1", i, q.Share)
		}
		square := matrix.Dot(q.Values, q.Values) + matrix.Dot(q.Dense, q.Dense)
		if math.IsNaN(square) || math.IsInf(square, 0) {
			return fmt.Errorf("cluster: row %d has a value that is not a finite number", i)
		}
	}
	return nil
}
