package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"kindred/vectorize/matrix"
)

// join finds the nearest of every row, each pair once for both of its rows: half of what a scan of each row costs. A
// block of rows is compared with itself and with the rows after it. What is nearest to a row so far is shared by the
// workers. A hit is kept or not by the order of hits alone, so which worker found it when does not matter.
type join struct {
	*scan
	rows []joinRow
}

// joinMost is how many hits a join may hold: 16 bytes each.
const joinMost = 1 << 24

// all returns the top nearest other rows of every row. progress is told how many rows are as good as done, of which the
// first count for more than the last: each is compared with those after it. What is returned once ctx is done has no
// meaning.
func (s *scan) all(ctx context.Context, top int, progress func(done int)) [][]Hit {
	n, _ := s.x.Dims()
	j := &join{s, make([]joinRow, n)}
	for i := range j.rows {
		j.rows[i].best.reset(top)
	}
	last := 0
	for hi := range matrix.InOrder(scanRows, n, s.threads, func(lo, hi int) int { j.block(ctx, lo, hi, top); return hi }) {
		if done := n - ((n-hi)*(n-hi)+n-1)/n; done > last {
			last = done
			progress(done)
		}
	}
	out := make([][]Hit, n)
	matrix.Blocks(n, s.threads, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			out[i] = j.rows[i].best.sorted()
		}
	})
	return out
}

// block compares rows lo to hi-1 with themselves and those after them.
func (j *join) block(ctx context.Context, lo, hi, top int) {
	b := j.scan.block(lo, hi, top)
	for _, ahead := range b.ahead {
		j.skip(ahead, lo)
	}
	n, _ := j.x.Dims()
	floors := make([]float32, scanTile)
	for from := lo; from < n && ctx.Err() == nil; from += scanTile {
		to := min(from+scanTile, n)
		b.bound(from, to)
		for k := range to - from {
			floors[k] = float32(j.rows[from+k].floor())
		}
		for q := range b.best {
			j.sift(b, q, from, floors[:to-from])
		}
	}
}

// skip moves past the postings of rows before lo.
func (s *scan) skip(ahead []cursor, lo int) {
	for p := range ahead {
		at := &ahead[p]
		skipped, _ := slices.BinarySearchFunc(s.rare[at.next:at.end], int32(lo), func(p posting, row int32) int { return cmp.Compare(p.row, row) })
		at.next += skipped
	}
}

// sift gives row q of a block and the rows from from on what they want of each other, given the latter's floors, which
// may have risen since.
func (j *join) sift(b *scanBlock, q, from int, floors []float32) {
	i, bounds := b.lo+q, b.bounds[q*scanTile:][:len(floors)]
	row := &j.rows[i]
	for _, k := range matrix.AtLeastEither(b.places, bounds, float32(row.floor()), floors, float32(b.margins[q])) {
		other := from + int(k)
		if other <= i {
			continue
		}
		at := &j.rows[other]
		least, bound := min(row.floor(), at.floor())-b.margins[q], float64(bounds[k])
		if bound < least || b.closer(i, other, bound) < least {
			continue
		}
		similarity := b.similarity(i, other)
		row.offer(Hit{other, similarity})
		at.offer(Hit{i, similarity})
	}
}

// joinRow is what is nearest to a row so far.
type joinRow struct {
	sync.Mutex
	best heap
	bits atomic.Uint64 // of best's floor
}

// floor is the score under which no hit is wanted.
func (r *joinRow) floor() float64 { return math.Float64frombits(r.bits.Load()) }

// raise says that no hit under a floor is wanted.
func (r *joinRow) raise(floor float64) { r.bits.Store(math.Float64bits(max(floor, r.floor()))) }

// offer puts a hit into best if it is wanted there.
func (r *joinRow) offer(h Hit) {
	if h.Similarity < r.floor() {
		return
	}
	r.Lock()
	if r.best.wants(h) {
		r.best.put(h)
		r.raise(r.best.floor())
	}
	r.Unlock()
}
