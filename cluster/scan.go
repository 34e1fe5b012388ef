package cluster

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// scan finds the nearest rows of many rows of a mixture at once. Write b_i for the dense part of row i
// times the root of its share. The products of sparse parts are added up as Query does; of those of dense
// parts there is first an upper bound: by Cauchy and Schwarz, with h_i the first columns of b_i and r_i
// the length of the others,
//
//	b_i.b_j <= h_i.h_j + r_i r_j
//
// for blocks of rows at once in float32, many times faster than whole rows one by one in float64. A pair
// whose bound may reach the worst of the best hits so far, given how far off it can be, is estimated
// from its whole rows, in float32 too; if that may reach it still, it is computed anew as Query does. What
// is kept is decided by those numbers alone, so the answers are Query's, to the bit.
//
// Cost: the postings, and a multiply-add in float32 for every pair and column of the heads: of LSA rows,
// a third of the columns. A pair in thirty is estimated, one in 400 computed anew. Memory: the heads, and
// half a megabyte a worker.
type scan struct {
	mixture
	roots []float64    // of what the share leaves to the sparse part
	heads *matrix.Rows // h_i, then r_i
	// margin is how far a bound or an estimate may be off, for parts whose length is 1 or a little more, with
	// something to spare for roundings of the heads and of the floor.
	margin float64
}

const (
	scanRows  = 64   // rows whose nearest are found together
	scanTile  = 128  // rows that the bounds are computed with at a time
	scanTiles = 1024 // rows that the sparse products are computed with at a time

	// headPart is a compromise: with a larger part the bounds take longer, with a smaller one more of them
	// are too loose to help. From 0.6 to 0.8 the time of LSA rows hardly differs.
	headPart = 0.7
)

// newScan returns nil if a part has a length other than 1 and 0, for which margin would not hold.
func newScan(m mixture) *scan {
	if !unitOrZero(m.x.Sparse) || !unitOrZero(m.x.Dense) {
		return nil
	}
	s := &scan{mixture: m, roots: make([]float64, len(m.x.Share))}
	for i, share := range m.x.Share {
		s.roots[i] = math.Sqrt(1 - share)
	}
	s.heads = headsOf(m.x)
	_, h := m.x.Dense.Dims()
	u := float64(float64(h+16) * 0x1p-24)
	s.margin = (1 + 4*unitTolerance) * u / (1 - u)
	return s
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

// headsOf returns h_i and r_i.
func headsOf(x *matrix.Mixed) *matrix.Rows {
	n, _ := x.Dims()
	h := headColumns(x.Dense)
	data := make([]float32, 0, n*(h+1))
	for i := range n {
		row, root := x.Dense.Row(i), math.Sqrt(x.Share[i])
		for _, v := range row[:h] {
			data = append(data, float32(root*float64(v)))
		}
		data = append(data, float32(root*math.Sqrt(matrix.Dot(row[h:], row[h:]))))
	}
	return matrix.NewRows(n, h+1, data)
}

// headColumns is the fewest columns that hold headPart of all squares, and with r_i fill up a multiple of
// 16, which Gemm is quickest with.
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
		if held >= headPart*all && (h+1)%16 == 0 {
			return h
		}
		held += sum
	}
	return d
}

// nearest returns the top nearest other rows of rows lo to hi-1.
func (s *scan) nearest(ctx context.Context, lo, hi, top int) [][]Hit {
	b := s.block(lo, hi, top)
	n, _ := s.x.Dims()
	for from := 0; from < n && ctx.Err() == nil; from += scanTiles {
		b.against(from, min(from+scanTiles, n))
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
	lo     int
	best   []heap
	at     [][]int   // for each of them, and each of its columns, how many postings are behind
	sparse []float64 // its sparse products with a few tiles of rows
	bounds []float32 // of all with a tile
}

func (s *scan) block(lo, hi, top int) *scanBlock {
	b := &scanBlock{scan: s, lo: lo, best: make([]heap, hi-lo), at: make([][]int, hi-lo)}
	for q := range b.best {
		b.best[q].reset(top)
		columns, _ := s.index.row(lo + q)
		b.at[q] = make([]int, len(columns))
	}
	b.sparse = make([]float64, len(b.best)*scanTiles)
	b.bounds = make([]float32, len(b.best)*scanTile)
	return b
}

// against puts into best what is wanted of rows from to to-1.
func (b *scanBlock) against(from, to int) {
	clear(b.sparse)
	for q := range b.best {
		b.index.scoreUntil(b.sparse[q*scanTiles:], b.lo+q, b.at[q], from, to)
	}
	for tile := from; tile < to; tile += scanTile {
		end := min(tile+scanTile, to)
		b.heads.Estimate(b.bounds, b.lo, b.lo+len(b.best), tile, end)
		for q := range b.best {
			b.sift(q, tile, b.sparse[q*scanTiles+tile-from:], b.bounds[q*(end-tile):(q+1)*(end-tile)])
		}
	}
}

// sift puts into best what it wants of the rows from tile on, given their sparse products and bounds.
func (b *scanBlock) sift(q, tile int, sparse []float64, bounds []float32) {
	i, best := b.lo+q, &b.best[q]
	root, roots := b.roots[i], b.roots[tile:]
	least := best.floor() - b.margin
	for k, bound := range bounds {
		j := tile + k
		if float64(root*roots[k]*sparse[k])+float64(bound) < least || j == i || b.mix(i, j, sparse[k], b.estimate(i, j)) < least {
			continue
		}
		if h := (Hit{j, b.mix(i, j, sparse[k], matrix.Dot(b.x.Dense.Row(i), b.x.Dense.Row(j)))}); best.wants(h) {
			best.put(h)
			least = best.floor() - b.margin
		}
	}
}

func (s *scan) estimate(i, j int) float64 { return float64(s.x.Dense.EstimateDot(i, j)) }

func (s *scan) mix(i, j int, sparse, dense float64) float64 {
	return matrix.Mix(s.x.Share[i], s.x.Share[j], sparse, dense)
}

// scoreUntil adds to out the products of row i with rows from to to-1, given for each column of i how many
// of its postings are of rows before from, which it moves on.
func (ix *invertedIndex) scoreUntil(out []float64, i int, at []int, from, to int) {
	columns, values := ix.row(i)
	for p, c := range columns {
		rows, weights := ix.postings(c)
		v, k := float64(values[p]), at[p]
		for ; k < len(rows) && int(rows[k]) < to; k++ {
			out[int(rows[k])-from] += float64(v * float64(weights[k]))
		}
		at[p] = k
	}
}
