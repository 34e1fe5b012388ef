package cluster

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// Batch answers many queries in one walk over the rows, exactly, as a Shortlist answers each. Of a stored shortlist it takes the
// sparse part alone, so that it may be that of a matrix with other dense columns; what it knows of the dense part is made
// block by block on the way and forgotten, so that it holds no second copy of the rows.
//
// A worker has rows that follow one another. It takes a block of them, describes their dense part in bytes, moves a cursor in the postings
// of every column of any query past the block, and then lets each query go over the block while it is in the cache.
type Batch struct {
	list    *Shortlist
	parts   []ShortlistParts // each of some rows, which follow those of the part before
	first   []int            // row of each part
	threads int
}

// batchBlock is how many rows are looked at together: their bytes fit into the second cache.
const batchBlock = 1 << 12

// NewBatch readies the rows of a *matrix.CSR or *matrix.Mixed, given the sparse parts of shortlists of rows that follow
// one another and are all of x. It is an error if they have not the shape of x.
func NewBatch(x mat.Matrix, stored []ShortlistParts, threads int) (*Batch, error) {
	rows, err := inParts(x)
	if err != nil {
		return nil, err
	}
	n, d, e := rows.shape()
	b := &Batch{list: &Shortlist{rows: rows, threads: 1}, parts: stored, threads: threads}
	own := &b.list.parts
	at := 0
	for _, p := range stored {
		b.first = append(b.first, at)
		if err := p.sparse().check(len(p.SparseScale), d, 0); err != nil {
			return nil, err
		}
		at += len(p.SparseScale)
		own.SparseScale, own.SparseError = append(own.SparseScale, p.SparseScale...), append(own.SparseError, p.SparseError...)
	}
	if d > 0 && at != n {
		return nil, fmt.Errorf("cluster: shortlists of %d rows, where there are %d", at, n)
	}
	if e > 0 {
		own.DenseScale, own.DenseError = make([]float32, n), make([]float32, n)
	}
	return b, nil
}

// sparse are the parts that describe sparse rows.
func (p ShortlistParts) sparse() ShortlistParts {
	return ShortlistParts{Starts: p.Starts, Rows: p.Rows, Values: p.Values, SparseScale: p.SparseScale, SparseError: p.SparseError}
}

// Nearest returns for each query the top of the rows from one to the one before another, as Shortlist.Query returns those of all. progress, which may
// be nil, is called by one goroutine at a time.
// Errors: those of Shortlist.Query, and the context's. Cost: a walk over the postings of the queries' columns and the dense values, and
// a product in bytes for each row and query.
func (b *Batch) Nearest(ctx context.Context, queries []matrix.MixedRow, from, to, top int, progress func(done, total int)) ([][]Hit, error) {
	walk := &batchWalk{Batch: b, ctx: ctx, from: from, to: to, progress: progress}
	for _, q := range queries {
		scan, err := b.list.newScan(b.list.rows.fitting(q), top, nil, 1)
		if err != nil {
			return nil, err
		}
		walk.scans = append(walk.scans, scan)
		walk.columns = append(walk.columns, scan.columns...)
	}
	slices.Sort(walk.columns)
	walk.columns = slices.Compact(walk.columns)
	for _, scan := range walk.scans {
		walk.places = append(walk.places, placesAmong(walk.columns, scan.columns))
	}
	found, err := walk.found()
	if err != nil {
		return nil, err
	}
	out := make([][]Hit, len(queries))
	matrix.BlocksOf(1, len(queries), b.threads, func() func(lo, hi int) {
		return func(q, _ int) {
			out[q] = b.list.decide(b.list.rows.fitting(queries[q]), walk.scans[q].left(found, q), top, 1)
		}
	})
	return out, nil
}

// placesAmong are those of some columns among all.
func placesAmong(all, some []int32) []int32 {
	out := make([]int32, len(some))
	for i, c := range some {
		at, _ := slices.BinarySearch(all, c)
		out[i] = int32(at)
	}
	return out
}

// left are the hits that were found of a query whose bounds reach the floor.
func (s *shortScan) left(found [][][]Hit, query int) (out []Hit) {
	for _, of := range found {
		for _, h := range of[query] {
			if h.Similarity >= s.lower.floor() {
				out = append(out, h)
			}
		}
	}
	return out
}

// batchWalk is a walk over rows with many queries.
type batchWalk struct {
	*Batch
	ctx      context.Context
	scans    []*shortScan
	columns  []int32   // of any query, ascending
	places   [][]int32 // of the columns of each query among these
	from, to int
	mutex    sync.Mutex // for what follows
	done     int
	progress func(done, total int)
}

// went says that so many rows more are done.
func (w *batchWalk) went(rows int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.done += rows; w.progress != nil {
		w.progress(w.done, w.to-w.from)
	}
}

// found returns what each worker found of each query.
func (w *batchWalk) found() ([][][]Hit, error) {
	workers := matrix.Workers(w.threads)
	size := max(1, (w.to-w.from+workers-1)/workers)
	found, errs := make([][][]Hit, workers), make([]error, workers)
	matrix.BlocksOf(size, w.to-w.from, workers, func() func(lo, hi int) {
		return func(lo, hi int) { found[lo/size], errs[lo/size] = w.rows(w.from+lo, w.from+hi) }
	})
	for i, err := range errs {
		if err != nil {
			return nil, err
		}
		if found[i] == nil {
			found[i] = make([][]Hit, len(w.scans))
		}
	}
	return found, nil
}

// rows goes over rows lo to hi-1 with all queries.
func (w *batchWalk) rows(lo, hi int) ([][]Hit, error) {
	_, _, e := w.list.rows.shape()
	found := make([][]Hit, len(w.scans))
	r := batchRows{batchWalk: w, work: shortWork{sums: make([]float32, batchBlock)}, bytes: make([]int8, batchBlock*byteWidth(e)), cursors: w.cursors(lo)}
	for ; lo < hi; lo += batchBlock {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		r.lo, r.hi = lo, min(lo+batchBlock, hi)
		r.describe()
		r.advance()
		for q, scan := range w.scans {
			r.work.shortScan, r.work.found = scan, found[q]
			if err := r.query(w.places[q]); err != nil {
				return nil, err
			}
			found[q] = r.work.found
		}
		w.went(r.hi - lo)
	}
	return found, nil
}

// span is where the postings of a column are that belong to a block.
type span struct{ from, to int }

// cursors stand before row lo: one for each column and part.
func (w *batchWalk) cursors(lo int) [][]span {
	out := make([][]span, len(w.parts))
	for k, p := range w.parts {
		out[k] = make([]span, len(w.columns))
		for at, c := range w.columns {
			rows := p.Rows[p.Starts[c]:p.Starts[c+1]]
			before := sort.Search(len(rows), func(i int) bool { return int(rows[i])+w.first[k] >= lo })
			out[k][at] = span{before, before}
		}
	}
	return out
}

// batchRows are the rows of a worker.
type batchRows struct {
	*batchWalk
	work    shortWork
	lo, hi  int // of the block
	bytes   []int8
	cursors [][]span
}

// describe makes the bytes of the dense part of the block. Values that are no numbers make bounds that are none, which sift finds.
func (r *batchRows) describe() {
	x, parts := r.list.rows, r.list.parts
	_, _, e := x.shape()
	width := byteWidth(e)
	for i := r.lo; i < r.hi && e > 0; i++ {
		_, root := x.roots(i)
		dst := r.bytes[(i-r.lo)*width:][:e]
		clear(dst)
		_, parts.DenseScale[i], parts.DenseError[i] = denseBytes.describe(dst, x.dense.Row(i), root)
	}
}

// advance moves the cursors to the postings of the block.
func (r *batchRows) advance() {
	for k, p := range r.parts {
		end := r.hi - r.first[k]
		for at, c := range r.columns {
			rows := p.Rows[p.Starts[c]:p.Starts[c+1]]
			from := r.cursors[k][at].to
			r.cursors[k][at] = span{from, from + reaching(rows[from:], end)}
		}
	}
}

// reaching is how many of some ascending rows come before one: by steps that double, for they are few.
func reaching(rows []int32, end int) int {
	step := 1
	for step < len(rows) && int(rows[step-1]) < end {
		step *= 2
	}
	lo := step / 2
	return lo + sort.Search(min(step, len(rows))-lo, func(i int) bool { return int(rows[lo+i]) >= end })
}

// query lets a query go over the block.
func (r *batchRows) query(places []int32) error {
	w, n := &r.work, r.hi-r.lo
	sums := w.sums[:n]
	for i := range sums {
		sums[i] = untouched
	}
	for k, p := range r.parts {
		for i, c := range w.columns {
			at, start := r.cursors[k][places[i]], int(p.Starts[c])
			a, b := start+at.from, start+at.to
			if !addColumn(sums, p.Rows[a:b], p.Values[a:b], r.lo-r.first[k], w.values[i]) {
				return errRows(r.list.rows.n, c)
			}
		}
	}
	return r.sift(sums)
}

// sift keeps the rows of the block that may be among the best of the query.
func (r *batchRows) sift(sums []float32) error {
	w, width := &r.work, len(r.work.dense)
	for from := r.lo; from < r.hi; from += shortStep {
		to := min(from+shortStep, r.hi)
		if w.dense != nil {
			matrix.DotBytes(w.products[:to-from], r.bytes[(from-r.lo)*width:(to-r.lo)*width], w.dense)
		}
		if err := w.sift(from, to, sums[from-r.lo:]); err != nil {
			return err
		}
	}
	return nil
}
