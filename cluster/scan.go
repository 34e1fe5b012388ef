package cluster

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// scan finds the nearest rows of many rows of a mixture at once, from upper bounds of their similarities. Write b_i for
// the dense part of row i times the root of its share, and a_i for its sparse part times the root of what is left. By
// Cauchy and Schwarz, with h_i the first columns of b_i and r_i the length of the others,
//
//	a_i.a_j + b_i.b_j <= a_i.a_j + h_i.h_j + r_i r_j
//
// Row i is thus described by its head [h_i, r_i, f_i], where f_i is a_i in the columns that many rows have, and by what
// is left of a_i. Heads are multiplied block by block and the others' postings added to that, all in float32, many
// times faster than whole rows one by one in float64. A pair whose bound may reach the worst of the best hits so far,
// given how far off it can be, gets r_i r_j replaced by the product of the dense columns left; if that may reach it
// still, it is computed anew as Query does. What is kept is decided by those numbers alone, so the answers are Query's,
// to the bit.
//
// Cost: the postings of rare columns, and a multiply-add in float32 for every pair and column of the heads. Of LSA rows
// a pair in thirty is looked at again, one in 400 computed anew. Memory: the heads and postings, and half a megabyte
// a worker.
type scan struct {
	mixture
	threads int
	heads   *matrix.Strips
	columns int       // of the dense part that are in the heads
	rests   []float64 // r_i
	starts  []int     // of the postings of each sparse column: none if the heads have it
	rare    []posting // column after column, rows ascending
}

// posting is a value of a_i.
type posting struct {
	row   int32
	value float32
}

const (
	scanRows = 64   // rows whose nearest are found together
	scanTile = 1024 // rows that they are compared with at a time

	// headPart is a compromise: with a larger part the bounds take longer, with a smaller one more of them
	// are too loose to help. From 0.6 to 0.8 the time of LSA rows hardly differs.
	headPart = 0.7

	// frequent is the share of the rows from which on a column is part of the heads: there it costs a multiply-add
	// for each pair, of which kernels do many at once, and as postings only the square of its share, but one by one.
	// From 0.06 to 0.1 the time of abstracts hardly differs.
	frequent = 0.08
)

// newScan returns nil if a part has a length other than 1 and 0, for which margin would not hold.
func newScan(m mixture, threads int) *scan {
	if !unitOrZero(m.x.Sparse) || !unitOrZero(m.x.Dense) {
		return nil
	}
	s := &scan{mixture: m, threads: threads, columns: headColumns(m.x.Dense)}
	s.setHeads(s.setPostings())
	return s
}

// margin is how far a bound may be off, or what is computed from it, for a row of so many postings and parts whose
// length is 1 or a little more, with something to spare for roundings of the heads, the postings and the floor.
func (s *scan) margin(postings int) float64 {
	u := float64(float64(s.heads.Columns()+postings+16) * 0x1p-24)
	return (1 + 4*unitTolerance) * u / (1 - u)
}

// denseAlone is a mixture of dense rows and nothing else: of products that are their own.
func denseAlone(x *matrix.Rows) mixture {
	n, _ := x.Dims()
	share := make([]float64, n)
	for i := range share {
		share[i] = 1
	}
	none := matrix.NewCSR(n, 0, make([]int64, n+1), nil, nil)
	return mixture{matrix.NewMixed(none, x, share), invert(none)}
}

func unitOrZero(x mat.Matrix) bool {
	_, err := newSpace(x).usable()
	return err == nil || errors.Is(err, ErrNoRows)
}

// setPostings lists the values of a_i in rare columns and returns the place of each other column among the frequent
// ones, or -1.
func (s *scan) setPostings() (places []int, count int) {
	n, d := s.x.Sparse.Dims()
	places, s.starts = make([]int, d), make([]int, d+1)
	for c := range d {
		rows, values := s.index.postings(int32(c))
		if places[c] = -1; float64(len(rows)) >= frequent*float64(n) {
			places[c], count = count, count+1
		} else {
			for p, row := range rows {
				s.rare = append(s.rare, posting{row, s.scaled(int(row), values[p])})
			}
		}
		s.starts[c+1] = len(s.rare)
	}
	return places, count
}

// scaled is a value of the sparse part of row i as a_i has it.
func (s *scan) scaled(i int, v float32) float32 {
	return float32(math.Sqrt(s.x.Weights(i).Sparse) * float64(v))
}

// setHeads puts together h_i, r_i and f_i, given the places of the frequent columns.
func (s *scan) setHeads(places []int, count int) {
	n, _ := s.x.Dims()
	width := s.columns + 1 + count
	data := make([]float32, n*width)
	s.rests = make([]float64, n)
	for i := range n {
		head, row, root := data[i*width:][:width], s.x.Dense.Row(i), math.Sqrt(s.x.Share[i])
		for c, v := range row[:s.columns] {
			head[c] = float32(root * float64(v))
		}
		s.rests[i] = root * math.Sqrt(matrix.Dot(row[s.columns:], row[s.columns:]))
		head[s.columns] = float32(s.rests[i])
		columns, values := s.x.Sparse.Row(i)
		for p, c := range columns {
			if places[c] >= 0 {
				head[s.columns+1+places[c]] = s.scaled(i, values[p])
			}
		}
	}
	s.heads = matrix.NewStrips(matrix.NewRows(n, width, data))
}

// headColumns is the fewest columns that hold headPart of all squares and leave a multiple of 16, which Dot is quickest
// with.
func headColumns(x *matrix.Rows) int {
	n, d := x.Dims()
	squares, all, held := make([]float64, d), 0.0, 0.0
	for i := range n {
		for c, v := range x.Row(i) {
			squares[c] += square(v)
		}
	}
	for _, sum := range squares {
		all += sum
	}
	for h, sum := range squares {
		if held >= headPart*all && (d-h)%16 == 0 {
			return h
		}
		held += sum
	}
	return d
}

// nearest returns the top nearest other rows of rows lo to hi-1, lo a multiple of scanRows.
func (s *scan) nearest(ctx context.Context, lo, hi, top int) [][]Hit {
	b := s.block(lo, hi, top)
	n, _ := s.x.Dims()
	for from := 0; from < n && ctx.Err() == nil; from += scanTile {
		b.against(from, min(from+scanTile, n))
	}
	out := make([][]Hit, len(b.best))
	for q := range b.best {
		out[q] = b.best[q].sorted()
	}
	return out
}

// scanBlock is the search for what is nearest to a block of rows, lo and those after it.
type scanBlock struct {
	*scan
	lo      int
	best    []heap
	margins []float64
	ahead   [][]cursor // for each of them, and each of its rare columns
	bounds  []float32  // of all with a tile
	places  []int32    // of bounds that may do
	sparse  []float32  // the sparse part of row whole, a value a column
	whole   int
}

// cursor is the postings of a column that are still ahead, and the row's own value there.
type cursor struct {
	next, end int
	value     float32
}

func (s *scan) block(lo, hi, top int) *scanBlock {
	_, d := s.x.Sparse.Dims()
	b := &scanBlock{
		scan: s, lo: lo, best: make([]heap, hi-lo), margins: make([]float64, hi-lo), ahead: make([][]cursor, hi-lo),
		bounds: make([]float32, scanRows*scanTile), places: make([]int32, scanTile), sparse: make([]float32, d), whole: lo,
	}
	for q := range b.best {
		b.best[q].reset(top)
		b.ahead[q] = s.cursors(lo + q)
		b.margins[q] = s.margin(len(b.ahead[q]))
	}
	b.spread(lo, true)
	return b
}

// cursors are those of row i, all postings ahead.
func (s *scan) cursors(i int) []cursor {
	var out []cursor
	columns, values := s.index.row(i)
	for p, c := range columns {
		if from, to := s.starts[c], s.starts[c+1]; from < to {
			out = append(out, cursor{from, to, s.scaled(i, values[p])})
		}
	}
	return out
}

// against puts into best what is wanted of rows from to to-1.
func (b *scanBlock) against(from, to int) {
	b.bound(from, to)
	for q := range b.best {
		b.sift(q, from, b.bounds[q*scanTile:][:to-from])
	}
}

// bound computes the bounds with rows from to to-1, which follow those it was last called for.
func (b *scanBlock) bound(from, to int) {
	clear(b.bounds)
	b.heads.Add(b.bounds, scanTile, b.lo, b.lo+len(b.best), from, to)
	for q := range b.best {
		addPostings(b.bounds[q*scanTile:][:to-from], b.rare, b.ahead[q], from)
	}
}

// addPostings adds to out the products with rows from from on, as many as it has, and moves past their postings.
func addPostings(out []float32, rare []posting, ahead []cursor, from int) {
	for p := range ahead {
		at := &ahead[p]
		for ; at.next < at.end; at.next++ {
			other := rare[at.next]
			k := int(other.row) - from
			if k >= len(out) {
				break
			}
			out[k] += float32(at.value * other.value)
		}
	}
}

// sift puts into best what it wants of the rows from from on, given their bounds.
func (b *scanBlock) sift(q, from int, bounds []float32) {
	i, best := b.lo+q, &b.best[q]
	least := best.floor() - b.margins[q]
	for _, k := range matrix.AtLeast(b.places, bounds, float32(least)) {
		j, bound := from+int(k), float64(bounds[k])
		if bound < least || j == i || b.closer(i, j, bound) < least {
			continue
		}
		if h := (Hit{j, b.similarity(i, j)}); best.wants(h) {
			best.put(h)
			least = best.floor() - b.margins[q]
		}
	}
}

// closer is a bound with the product of the dense columns that the heads lack in the place of r_i r_j.
func (s *scan) closer(i, j int, bound float64) float64 {
	x, y := s.x.Dense.Row(i)[s.columns:], s.x.Dense.Row(j)[s.columns:]
	return bound - float64(s.rests[i]*s.rests[j]) + float64(math.Sqrt(s.x.Share[i]*s.x.Share[j])*matrix.Dot(x, y))
}

// similarity is Dot of rows i and j, for a j after another.
func (b *scanBlock) similarity(i, j int) float64 {
	if b.whole != i {
		b.spread(b.whole, false)
		b.spread(i, true)
		b.whole = i
	}
	sparse, dense := b.x.Sparse.DotSpread(j, b.sparse), matrix.Dot(b.x.Dense.Row(i), b.x.Dense.Row(j))
	return b.x.Weights(i).Mix(b.x.Weights(j), sparse, dense)
}

// spread writes the sparse part of row i into the whole row, or takes it out.
func (b *scanBlock) spread(i int, in bool) {
	columns, values := b.index.row(i)
	for p, c := range columns {
		b.sparse[c] = 0
		if in {
			b.sparse[c] = values[p]
		}
	}
}
