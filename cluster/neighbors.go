package cluster

import (
	"context"
	"iter"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// NeighborSearch holds the settings of exact cosine neighbour search.
type NeighborSearch struct {
	Threads int // workers of Each and All; 0 means all cores; never changes the result
}

// Neighbors is a fitted search structure over the rows of a matrix. It is safe to share.
//
// Sparse rows are inverted: for each column the rows that have it, ascending, with their
// values. A query adds its value times theirs to the score of each of those rows, columns
// ascending, so a score is the dot product in column order, to the bit, and rows that share no
// column with the query are never touched (see crowd for the nearest of many rows, sparseScan for those of one). Dense rows are multiplied one
// after another, and mixed ones both ways, unless the nearest of all rows are wanted (see scan) or many queries come one by one (see Shortlist).
type Neighbors struct {
	settings NeighborSearch
	n, d     int
	index    scorer
	scan     *scan              // of dense and mixed rows; nil unless they are unit or zero
	crowd    *crowd             // of sparse rows; nil if they are of no length, or an odd one
	sparse   func() *sparseScan // of sparse rows, made when it is first asked for; nil if they have negative values
	singles  *singles           // of dense and mixed rows
	scratch  sync.Pool          // *scores
}

// scorer computes the scores of a query: an invertedIndex, a bruteForce or a mixture.
type scorer interface {
	// score adds to s, which is clean, the score of each row that may not be 0.
	score(s *scores, columns []int32, values []float32)
	// scoreRow does so for row i as a query.
	scoreRow(s *scores, i int)
}

// Fit prepares the rows of x for search. Rows need not have unit length, but a score is the
// cosine only if they do, as must the query. It is an error if a value is not finite. Memory:
// as much as its own for a dense matrix at most; once queries come one by one, 8 bytes a stored value of a sparse one, and
// once they are many, a byte a value of dense and mixed ones.
func (s NeighborSearch) Fit(ctx context.Context, x mat.Matrix) (*Neighbors, error) {
	if err := ctx.Err(); err != nil {
		return nil, interrupted(err)
	}
	n := &Neighbors{settings: s, sparse: func() *sparseScan { return nil }}
	n.n, n.d = x.Dims()
	n.scratch.New = func() any { return newScores(n.n) }
	var err error
	if m, ok := x.(*matrix.Mixed); ok {
		err = n.fitMixed(m)
	} else {
		err = n.fit(newSpace(x))
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

func (n *Neighbors) fit(s *space) error {
	if err := s.finite(); err != nil {
		return err
	}
	if s.sparse != nil {
		n.index, n.crowd = invert(s.sparse), newCrowd(s.sparse, s.longest, n.settings.Threads)
		n.sparse = sync.OnceValue(func() *sparseScan { return newSparseScan(s.sparse, s.longest, n.settings.Threads) })
		return nil
	}
	n.index, n.scan = bruteForce{s.dense}, newScan(denseAlone(s.dense), n.settings.Threads)
	n.singles = newSingles(twoParts{n: n.n, dense: s.dense}, nil, n.settings.Threads)
	return nil
}

// Query returns the top rows most similar to a query vector, best first, ties to the lower row.
// Rows with a score of 0 or below are left out unless top is 0, which ranks every row. skip, if not nil, leaves
// rows out. The score is the dot product in float64, so unit rows give the cosine.
//
// The query is sparse, columns ascending and fewer than the matrix has; columns nil means that
// values is a whole row. Values may be negative. Of a mixed matrix the columns are those of both parts (see
// QueryMixed for a query in parts). It panics if a column is out of range.
func (n *Neighbors) Query(columns []int32, values []float32, top int, skip func(row int) bool) []Hit {
	if top > 0 && columns != nil {
		checkColumns(columns, values, n.d)
		if s := n.sparse(); s != nil && s.suits(values) {
			return s.nearest(columns, values, top, skip)
		}
	}
	if b, ok := n.index.(bruteForce); ok {
		columns = given(columns, values)
		checkColumns(columns, values, n.d)
		if hits, ok := n.singles.nearest(matrix.MixedRow{Dense: spread(columns, values, b.x)}, top, skip, n.settings.Threads); ok {
			return hits
		}
	}
	return n.query(func(s *scores) { n.score(s, columns, values) }, top, skip)
}

// QueryRow returns the top other rows most similar to row i, as Query does.
func (n *Neighbors) QueryRow(i, top int) []Hit { return n.queryRow(i, top, n.settings.Threads) }

// QueryRows is QueryRow for each of some rows, in parallel, quicker than one after another. The error is that of a done
// ctx.
func (n *Neighbors) QueryRows(ctx context.Context, rows []int, top int) ([][]Hit, error) {
	out := make([][]Hit, len(rows))
	if n.crowd != nil && top > 0 && len(rows) >= fewTogether {
		n.crowded(ctx, rows, top, func(at int, hits []Hit) { out[at] = hits })
	} else {
		matrix.BlocksOf(queryBlock, len(rows), n.settings.Threads, func() func(lo, hi int) {
			return func(lo, hi int) {
				for at := lo; at < hi && ctx.Err() == nil; at++ {
					out[at] = n.queryRow(rows[at], top, 1)
				}
			}
		})
	}
	if err := ctx.Err(); err != nil {
		return nil, interrupted(err)
	}
	return out, nil
}

// crowded calls found, in no order, for each of some rows of a sparse matrix and the top other rows most similar to it.
func (n *Neighbors) crowded(ctx context.Context, rows []int, top int, found func(at int, hits []Hit)) {
	places := make([]int, 0, len(rows))
	for at, i := range rows {
		if n.crowd.suits(i) {
			places = append(places, at)
		} else {
			found(at, n.plainRow(i, top))
		}
	}
	for some := range slices.Chunk(places, matrix.PanelRows) {
		together := make([]int, len(some))
		for k, at := range some {
			together[k] = rows[at]
		}
		for k, hits := range n.crowd.nearest(ctx, together, top) {
			found(some[k], hits)
		}
	}
}

// queryRow is QueryRow on a number of workers.
func (n *Neighbors) queryRow(i, top, threads int) []Hit {
	if s := n.sparse(); s != nil && top > 0 {
		if columns, values := s.x.Row(i); s.suits(values) {
			return s.nearest(columns, values, top, func(row int) bool { return row == i })
		}
	}
	if hits, ok := n.singles.nearestRow(i, top, threads); ok {
		return hits
	}
	return n.plainRow(i, top)
}

// plainRow is QueryRow by the scores of all rows.
func (n *Neighbors) plainRow(i, top int) []Hit {
	return n.query(func(s *scores) { n.index.scoreRow(s, i) }, top, func(row int) bool { return row == i })
}

// Scores computes the score of every row for a query, in row order, into dst, which it returns;
// dst nil makes a new one. It panics unless dst has a place a row.
func (n *Neighbors) Scores(columns []int32, values []float32, dst []float64) []float64 {
	if dst == nil {
		dst = make([]float64, n.n)
	}
	if len(dst) != n.n {
		panic(mat.ErrShape)
	}
	s := n.scratch.Get().(*scores)
	defer n.scratch.Put(s)
	n.score(s, columns, values)
	copy(dst, s.of)
	s.clean()
	return dst
}

// query answers from the scores that score adds.
func (n *Neighbors) query(score func(s *scores), top int, skip func(row int) bool) []Hit {
	if top < 0 {
		return nil
	}
	s := n.scratch.Get().(*scores)
	defer n.scratch.Put(s)
	score(s)
	defer s.clean()
	if top == 0 {
		return s.ranked(skip)
	}
	return s.best(top, skip)
}

func (n *Neighbors) score(s *scores, columns []int32, values []float32) {
	columns = given(columns, values)
	checkColumns(columns, values, n.d)
	n.index.score(s, columns, values)
}

// given are the columns of a query: all there are for nil.
func given(columns []int32, values []float32) []int32 {
	if columns != nil {
		return columns
	}
	columns = make([]int32, len(values))
	for c := range columns {
		columns[c] = int32(c)
	}
	return columns
}

// checkColumns panics unless there is a value for each column of so many.
func checkColumns(columns []int32, values []float32, d int) {
	if len(columns) != len(values) {
		panic(mat.ErrShape)
	}
	for _, c := range columns {
		if c < 0 || int(c) >= d {
			panic(mat.ErrColAccess)
		}
	}
}

// Nearest is a row and what is nearest to it.
type Nearest struct {
	Row  int
	Hits []Hit
}

// Each finds for every row its top nearest other rows, as QueryRow does, in row order. Answers of sparse rows, and very
// many of others, come as they are found: blocks of rows are computed in parallel and handed on as soon as those before
// them are. Otherwise each pair of rows is compared once for both, and all answers come in the end. progress, unless nil, is
// told of the rows done. The walk ends with the error of a done ctx. Cost: a query a row. Memory: the answers that
// wait.
func (n *Neighbors) Each(ctx context.Context, top int, progress func(done, total int)) iter.Seq2[Nearest, error] {
	return func(yield func(Nearest, error) bool) {
		if progress == nil {
			progress = func(int, int) {}
		}
		done := 0
		for block := range n.blocks(ctx, top, func(done int) { progress(done, n.n) }) {
			for _, hits := range block {
				if err := ctx.Err(); err != nil {
					yield(Nearest{}, interrupted(err))
					return
				}
				if !yield(Nearest{done, hits}, nil) {
					return
				}
				done++
			}
		}
	}
}

// blocks returns the answers of all rows, block after block.
func (n *Neighbors) blocks(ctx context.Context, top int, progress func(done int)) iter.Seq[[][]Hit] {
	return func(yield func([][]Hit) bool) {
		if n.scan != nil && top > 0 && top <= joinMost/max(1, n.n) {
			yield(n.scan.all(ctx, top, progress))
			return
		}
		if n.crowd != nil && top > 0 {
			n.crowds(ctx, top, progress)(yield)
			return
		}
		done := 0
		size, answer := n.answering(ctx, top)
		for block := range matrix.InOrder(size, n.n, n.settings.Threads, answer) {
			if !yield(block) {
				return
			}
			done += len(block)
			progress(done)
		}
	}
}

// crowds returns the answers of all rows of a sparse matrix, a panel of them after another.
func (n *Neighbors) crowds(ctx context.Context, top int, progress func(done int)) iter.Seq[[][]Hit] {
	return func(yield func([][]Hit) bool) {
		for rows := range slices.Chunk(ascending(n.n), matrix.PanelRows) {
			out := make([][]Hit, len(rows))
			n.crowded(ctx, rows, top, func(at int, hits []Hit) { out[at] = hits })
			if !yield(out) {
				return
			}
			progress(rows[len(rows)-1] + 1)
		}
	}
}

// All is Each, collected: the answer of every row.
func (n *Neighbors) All(ctx context.Context, top int, progress func(done, total int)) ([][]Hit, error) {
	out := make([][]Hit, 0, n.n)
	for near, err := range n.Each(ctx, top, progress) {
		if err != nil {
			return nil, err
		}
		out = append(out, near.Hits)
	}
	return out, nil
}

// queryBlock is how many rows a worker queries at a time.
const queryBlock = 16

// answering returns a function that answers rows lo to hi-1, and how many it is best given at a time.
// What it returns once ctx is done has no meaning.
func (n *Neighbors) answering(ctx context.Context, top int) (size int, answer func(lo, hi int) [][]Hit) {
	size = queryBlock
	switch {
	case top > 0 && n.scan != nil:
		return scanRows, func(lo, hi int) [][]Hit { return n.scan.nearest(ctx, lo, hi, top) }
	case top == 0:
		size = 1
	}
	return size, func(lo, hi int) [][]Hit {
		out := make([][]Hit, hi-lo)
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			out[i-lo] = n.queryRow(i, top, 1)
		}
		return out
	}
}

// invertedIndex is a CSR and its transpose, made when it is first asked for: the rows of each column.
type invertedIndex struct {
	x          *matrix.CSR
	transposed func() *matrix.CSR
}

func invert(x *matrix.CSR) *invertedIndex { return &invertedIndex{x, sync.OnceValue(x.Transposed)} }

// postings returns the rows that hold column c, ascending, and their values there.
func (ix *invertedIndex) postings(c int32) (rows []int32, values []float32) {
	return ix.transposed().Row(int(c))
}

func (ix *invertedIndex) row(i int) ([]int32, []float32) { return ix.x.Row(i) }

func (ix *invertedIndex) scoreRow(s *scores, i int) {
	columns, values := ix.row(i)
	ix.score(s, columns, values)
}

// score adds the query's share to every row of its postings. When they are many, most rows are
// among them, and going over all rows at the end costs less than noting which.
func (ix *invertedIndex) score(s *scores, columns []int32, values []float32) {
	postings := 0
	for _, c := range columns {
		rows, _ := ix.postings(c)
		postings += len(rows)
	}
	few := postings < len(s.of)
	if !few {
		s.touchAll()
	}
	for p, c := range columns {
		rows, weights := ix.postings(c)
		v := float64(values[p])
		if few {
			for _, row := range rows {
				s.touch(row)
			}
		}
		for q, row := range rows {
			s.of[row] += float64(v * float64(weights[q]))
		}
	}
}

// bruteForce multiplies every dense row.
type bruteForce struct{ x *matrix.Rows }

func (b bruteForce) score(s *scores, columns []int32, values []float32) {
	b.scoreWhole(s, spread(columns, values, b.x))
}

func (b bruteForce) scoreRow(s *scores, i int) { b.scoreWhole(s, b.x.Row(i)) }

func (b bruteForce) scoreWhole(s *scores, query []float32) {
	s.touchAll()
	for i := range s.of {
		s.of[i] = matrix.Dot(query, b.x.Row(i))
	}
}

// spread is a query of some columns as a whole row.
func spread(columns []int32, values []float32, x *matrix.Rows) []float32 {
	_, d := x.Dims()
	query := make([]float32, d)
	for p, c := range columns {
		query[c] = values[p]
	}
	return query
}
