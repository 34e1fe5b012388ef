package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// sparseScan finds the nearest rows of many sparse queries at once, exactly, without adding up all of their products.
// Rows are taken in tiles whose scores fit into the nearest cache, for blocks of queries, so that a tile's postings are
// read from memory once a block. The scores are float32.
//
// A query's columns are taken from the rarest on, which are those of the largest weights. Once top rows are found, with
// f the worst of their similarities, the columns that are left to the end may stay out: with q the query, q' what is
// left of it and s' the score of a row x from the other columns,
//
//	q.x <= s' + |q'| |x|
//
// by Cauchy and Schwarz. As many columns are taken as make |q'| |x| at most half of f, and only the rows
// whose bound reaches f, given how far off float32 can be, are computed anew: as Query does, so the answers are its
// answers, to the bit. (The bound is that of Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search", 2007, with lengths in
// place of largest weights.)
type sparseScan struct {
	index   *invertedIndex
	longest float64 // of the rows
}

const (
	sparseRows = 64   // queries that are answered together
	sparseTile = 4096 // rows whose scores are added up at a time
	roughRows  = 512  // of the first tile that tell what a query finds at least
	leftOut    = 0.4  // of f, what the columns that are left out may come to
)

// newSparseScan returns nil for a matrix with negative values, whose scores may cancel out.
func newSparseScan(ix *invertedIndex) *sparseScan {
	s := &sparseScan{index: ix}
	n, _ := ix.x.Dims()
	for i := range n {
		if _, values := ix.x.Row(i); len(values) > 0 && slices.Min(values) < 0 {
			return nil
		}
		s.longest = max(s.longest, math.Sqrt(ix.x.SquaredNorm(i)))
	}
	return s
}

// sparseQuery is the state of one search.
type sparseQuery struct {
	columns []int32 // ascending
	values  []float32
	order   []int     // places in columns, rarest first
	left    []float64 // the most that order[p:] can add to a score
	at      []int     // postings behind, for each of order
	margin  float64   // how far off a float32 score may be
	skip    func(row int) bool
	best    heap
}

func (s *sparseScan) query(columns []int32, values []float32, top int, skip func(row int) bool) *sparseQuery {
	q := &sparseQuery{columns: columns, values: values, order: ascending(len(columns)), skip: skip,
		left: make([]float64, len(columns)+1), at: make([]int, len(columns))}
	slices.SortStableFunc(q.order, func(a, b int) int {
		return cmp.Compare(s.index.holders(columns[a]), s.index.holders(columns[b]))
	})
	square := 0.0
	for p, place := range slices.Backward(q.order) {
		square += float64(float64(values[place]) * float64(values[place]))
		q.left[p] = s.longest * math.Sqrt(square)
	}
	u := float64(float64(len(columns)+4) * 0x1p-24)
	q.margin = float64(q.left[0]*u) / (1 - u)
	q.best.reset(top)
	return q
}

// holders is the number of rows that hold a column.
func (ix *invertedIndex) holders(c int32) int {
	rows, _ := ix.postings(c)
	return len(rows)
}

// search answers queries without negative values. One that finds fewer rows than it wants may have missed some whose
// score float32 takes for 0.
func (s *sparseScan) search(ctx context.Context, queries []*sparseQuery) {
	n, d := s.index.x.Dims()
	w := sparseWork{make([]float32, sparseTile), make([]int32, sparseTile), make([]float32, d)}
	for from := 0; from < n && ctx.Err() == nil; from += sparseTile {
		for _, q := range queries {
			scores := w.scores[:min(sparseTile, n-from)]
			clear(scores)
			left := s.add(q, scores, from)
			s.sift(q, scores, from, left, &w)
		}
	}
}

// nearest is search for one query.
func (s *sparseScan) nearest(columns []int32, values []float32, top int, skip func(row int) bool) []Hit {
	q := s.query(columns, values, top, skip)
	s.search(context.Background(), []*sparseQuery{q})
	return q.best.sorted()
}

// sparseWork is scratch memory.
type sparseWork struct {
	scores []float32
	places []int32   // of the scores that may do
	whole  []float32 // a query, a value a column
}

// add adds up the scores of the rows from from on by the columns that matter and returns the most that the others can add.
func (s *sparseScan) add(q *sparseQuery, scores []float32, from int) float64 {
	floor := q.best.floor()
	for p, place := range q.order {
		if floor > 0 && q.left[p] <= leftOut*floor {
			return q.left[p]
		}
		rows, weights := s.index.postings(q.columns[place])
		q.at[p] = addTile(scores, q.values[place], rows, weights, q.at[p], from)
	}
	return 0
}

// addTile adds v times the weights of the postings from k on that are of rows from from on, as many as there are
// scores, and returns the first that is not.
func addTile(scores []float32, v float32, rows []int32, weights []float32, k, from int) int {
	weights = weights[:len(rows)]
	for ; k < len(rows); k++ {
		at := int(rows[k]) - from
		if at >= len(scores) {
			break
		}
		scores[at] += float32(v * weights[k])
	}
	return k
}

// sift puts into best what it wants of the rows from from on, given their scores.
func (s *sparseScan) sift(q *sparseQuery, scores []float32, from int, left float64, w *sparseWork) {
	least := max(q.least(scores, from, left), math.SmallestNonzeroFloat32)
	likely := matrix.AtLeast(w.places, scores, float32(least))
	if len(likely) == 0 {
		return
	}
	for p, c := range q.columns {
		w.whole[c] = q.values[p]
	}
	for _, place := range likely {
		row := from + int(place)
		if float64(scores[place]) < rounded(q.best.floor()-left-q.margin) || q.skip != nil && q.skip(row) {
			continue
		}
		if h := (Hit{row, s.product(row, w.whole)}); q.best.wants(h) {
			q.best.put(h)
		}
	}
	for _, c := range q.columns {
		w.whole[c] = 0
	}
}

// product is that of a row with a query, columns ascending: the zeros between change no bit of it.
func (s *sparseScan) product(row int, whole []float32) float64 {
	columns, values := s.index.row(row)
	values = values[:len(columns)]
	sum := 0.0
	for p, c := range columns {
		sum += float64(float64(values[p]) * float64(whole[c]))
	}
	return sum
}

// least is the score that a row needs to be computed anew. As long as fewer rows are found than are wanted, it is that
// of the worst of as many of the first of this tile, and all columns are added up.
func (q *sparseQuery) least(scores []float32, from int, left float64) float64 {
	if floor := q.best.floor(); floor > 0 {
		return rounded(floor - left - q.margin)
	}
	var rough heap
	rough.reset(q.best.top)
	for j, score := range scores[:min(len(scores), roughRows)] {
		if h := (Hit{j, float64(score)}); rough.wants(h) && (q.skip == nil || !q.skip(from+j)) {
			rough.put(h)
		}
	}
	return rounded(rough.floor() - 2*q.margin)
}

// rounded is a bound made a little lower, for it to hold when it is stored as float32.
func rounded(bound float64) float64 { return bound - float64(0x1p-20*math.Abs(bound)) }
