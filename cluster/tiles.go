package cluster

import (
	"math"

	"kindred/vectorize/matrix"
)

// tiles are sparse rows without negative values made ready for quick upper bounds of products. Weights are whole
// numbers of 8 bits, rounded up: a value v becomes at least v scale. A query's values become whole numbers, too, and
// the bound of a product is the sum of theirs, 16 bits wide, so that no addition is rounded and none need come in order.
//
// Rows stand in tiles whose sums fit into the nearest cache. Each tile has the postings of each column, places in the
// tile of 16 bits beside weights of 8, and for columns that many rows have also a byte a row, zeros included, of which
// processors multiply and add 32 at a time.
type tiles struct {
	width   int     // rows a tile, a multiple of matrix.SweepBlock
	scale   float64 // of weights
	longest float64 // at least the length of any row of weights
	place   []int32 // of each column among those with bytes, or -1
	count   int     // of these
	tiles   []tile8
}

// tile8 is one tile.
type tile8 struct {
	postings *matrix.Postings
	bytes    []uint8 // column after column, stride apart
}

const (
	tileWidth = 4096
	widest    = 1 << 16 // places are of 16 bits

	// manyRows is the share of the rows from which on a column has bytes.
	manyRows = 0.04

	// halfRange is about the root of the largest sum: as long are queries, and the longest row.
	halfRange = 178

	// largestSum is the most that a sum can be: from there on comparisons would take it for negative.
	largestSum = 1<<15 - 1
)

// newTiles takes the length of the longest row.
func newTiles(x *matrix.CSR, longest float64, workers int) *tiles {
	n, d := x.Dims()
	t := &tiles{width: tileWidthOf(n, d, x.NNZ()), place: make([]int32, d)}
	if t.scale = 1; longest > 0 {
		t.scale = halfRange / longest
	}
	t.tiles = make([]tile8, (n+t.width-1)/t.width)
	matrix.BlocksOf(t.width, n, workers, func() func(lo, hi int) {
		return func(lo, hi int) { t.tiles[lo/t.width].postings = matrix.NewPostings(x, lo, hi, float32(t.scale)) }
	})
	for _, tile := range t.tiles {
		t.longest = max(t.longest, tile.postings.Longest())
	}
	t.choose(n)
	matrix.BlocksOf(1, len(t.tiles), workers, func() func(lo, hi int) {
		return func(lo, hi int) { t.setBytes(&t.tiles[lo]) }
	})
	return t
}

// tileWidthOf is the least width of a tile with which the starts of postings take no more memory than the postings.
func tileWidthOf(n, d, postings int) int {
	width := tileWidth
	for width < widest && (n+width-1)/width*d*4 > postings*3 {
		width *= 2
	}
	return min(width, max(matrix.SweepBlock, (n+matrix.SweepBlock-1)/matrix.SweepBlock*matrix.SweepBlock))
}

// choose gives bytes to the columns that many rows have.
func (t *tiles) choose(n int) {
	for c := range t.place {
		held := 0
		for _, tile := range t.tiles {
			held += tile.postings.Held(c)
		}
		if t.place[c] = -1; float64(held) >= manyRows*float64(n) {
			t.place[c] = int32(t.count)
			t.count++
		}
	}
}

// stride is how far apart columns of bytes are: not by a power of 2, or they would share few lines of a cache.
func (t *tiles) stride() int { return t.width + matrix.SweepBlock }

// setBytes fills the bytes of a tile from its postings.
func (t *tiles) setBytes(tile *tile8) {
	tile.bytes = make([]uint8, t.count*t.stride())
	for c, place := range t.place {
		if place < 0 {
			continue
		}
		tile.postings.Spread(tile.bytes[int(place)*t.stride():][:t.width], c)
	}
}

// tileQuery is a query in whole numbers.
type tileQuery struct {
	scale   float64 // of sums: a product p gives one of p scale or more
	columns []int32 // those without bytes
	times   []uint16
	bytes   []int // where those with bytes begin, an even number
	factors []uint8
}

// query rounds a query up, so that no sum can pass largestSum.
func (t *tiles) query(columns []int32, values []float32) tileQuery {
	square, most := 0.0, 0.0
	for p, c := range columns {
		v := float64(values[p])
		square += float64(v * v)
		if t.place[c] >= 0 {
			most = max(most, v)
		}
	}
	scale := halfRange / math.Sqrt(square)
	if scale*most > 126 {
		scale = 126 / most
	}
	for {
		q, length := t.rounded(columns, values, scale)
		if length*t.longest <= largestSum {
			return q
		}
		scale *= 0.99 * min(1, largestSum/(length*t.longest))
	}
}

// rounded returns a query times scale and how long it is.
func (t *tiles) rounded(columns []int32, values []float32, scale float64) (q tileQuery, length float64) {
	q.scale = scale * t.scale
	square := 0
	for p, c := range columns {
		v := int(scale*float64(values[p])) + 1
		square += v * v
		if place := t.place[c]; place >= 0 {
			q.bytes, q.factors = append(q.bytes, int(place)*t.stride()), append(q.factors, uint8(v))
		} else {
			q.columns, q.times = append(q.columns, c), append(q.times, uint16(v))
		}
	}
	if len(q.bytes)%2 == 1 {
		q.bytes, q.factors = append(q.bytes, 0), append(q.factors, 0)
	}
	return q, math.Sqrt(float64(square))
}
