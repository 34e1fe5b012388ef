package cluster

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// mixture scores the rows of a matrix.Mixed, each as its DotRow does, to the bit: the sparse parts by
// their inverted index, the dense ones one after another.
type mixture struct {
	x     *matrix.Mixed
	index *invertedIndex // of the sparse parts
}

// fitMixed prepares a mixed matrix.
func (n *Neighbors) fitMixed(x *matrix.Mixed) error {
	for i, s := range x.Share {
		if !(s >= 0 && s <= 1) {
			return fmt.Errorf("cluster: row %d has a share of %v: it must be from 0 to 1", i, s)
		}
	}
	if err := cmp.Or(newSpace(x.Sparse).finite(), newSpace(x.Dense).finite()); err != nil {
		return err
	}
	m := mixture{x, invert(x.Sparse)}
	n.index, n.scan = m, newScan(m, n.settings.Threads)
	rows, _ := inParts(x)
	n.singles = newSingles(rows, m.index.transposed, n.settings.Threads)
	return nil
}

// QueryMixed is Query over a *matrix.Mixed for a query that has the form of a row: the score of row j is
// x.DotRow(j, q), so a query that is row i of x (x.Row(i)) finds what QueryRow(i) does, to the bit.
// matrix.UnitRow makes a q of any vector; Dense nil stands for zeros. It panics unless the matrix is mixed
// and q has its shape.
func (n *Neighbors) QueryMixed(q matrix.MixedRow, top int, skip func(row int) bool) []Hit {
	m, ok := n.index.(mixture)
	if !ok {
		panic("cluster: QueryMixed of a matrix that is not mixed")
	}
	_, d := m.x.Sparse.Dims()
	_, e := m.x.Dense.Dims()
	checkColumns(q.Columns, q.Values, d)
	if q.Dense == nil {
		q.Dense = make([]float32, e)
	}
	if len(q.Dense) != e {
		panic(mat.ErrShape)
	}
	if hits, ok := n.singles.nearest(q, top, skip, n.settings.Threads); ok {
		return hits
	}
	return n.query(func(s *scores) { m.scoreMixed(s, q) }, top, skip)
}

func (m mixture) scoreRow(s *scores, i int) { m.scoreMixed(s, m.x.Row(i)) }

func (m mixture) scoreMixed(s *scores, q matrix.MixedRow) {
	m.index.score(s, q.Columns, q.Values)
	s.touchAll()
	own := q.Weights()
	for j, sparse := range s.of {
		s.of[j] = own.Mix(m.x.Weights(j), sparse, matrix.Dot(q.Dense, m.x.Dense.Row(j)))
	}
}

// score takes a query over the columns of both parts: a vector of sparse values alone and one of dense
// values alone, which add up.
func (m mixture) score(s *scores, columns []int32, values []float32) {
	_, d := m.x.Sparse.Dims()
	split, _ := slices.BinarySearch(columns, int32(d))
	m.index.score(s, columns[:split], values[:split])
	s.touchAll()
	after := make([]int32, len(columns)-split)
	for p, c := range columns[split:] {
		after[p] = c - int32(d)
	}
	query := spread(after, values[split:], m.x.Dense)
	for j, sparse := range s.of {
		t, dense := m.x.Weights(j), matrix.Dot(query, m.x.Dense.Row(j))
		s.of[j] = t.Mix(matrix.Weights{Sparse: 1}, sparse, 0) + t.Mix(matrix.Weights{Dense: 1}, 0, dense)
	}
}
