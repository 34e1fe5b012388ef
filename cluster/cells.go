package cluster

import (
	"context"
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// CellSearch holds the settings of an approximate search for the nearest rows of every row of a large mixture:
// comparing each row with each costs the square of their number. Its dense parts are grouped into cells, and a row is
// compared with the rows of the cells nearest to its own alone (the inverted file of Sivic and Zisserman 2003). Of these
// the rows of largest dense product, estimated in float32, are candidates; candidates are ordered by their similarity
// as NeighborSearch computes it. So every similarity is exact, and what may be amiss is a neighbour in another
// cell, or one that is alike in its sparse part alone: Recall says how many.
//
// A row without a dense part has no neighbours and is nobody's.
type CellSearch struct {
	Cells   int    // 0 means the root of the number of rows
	Probe   int    // cells that a row is compared with, its own included; 0 means 8
	Seed    uint64 // same seed, same bytes
	Threads int    // 0 means all cores; never changes the result
}

const (
	cellSample = 64 // rows a cell that k-means learns the cells from
	cellPasses = 10 // of it
	cellTile   = 64 // rows that are compared with cellWidth others at a time
	cellWidth  = 512
	candidates = 8 // times as many rows as are wanted
)

// Cells is a fitted search. It never changes and is safe to share.
type Cells struct {
	settings CellSearch
	x        *matrix.Mixed
	members  [][]int // rows of each cell, ascending
	near     [][]int // cells nearest to each cell, best first
}

// Fit groups the rows of x into cells by k-means of a sample of their dense parts, spread evenly over the rows. Errors:
// ErrNoRows if there is no dense part; the context's, wrapped. Cost: the rows times the cells times the dense columns,
// in float32.
func (s CellSearch) Fit(ctx context.Context, x *matrix.Mixed) (*Cells, error) {
	if err := newSpace(x.Dense).finite(); err != nil {
		return nil, err
	}
	usable, err := newSpace(x.Dense).usable()
	if err != nil {
		return nil, err
	}
	if s.Cells == 0 {
		s.Cells = int(math.Ceil(math.Sqrt(float64(len(usable)))))
	}
	if s.Probe == 0 {
		s.Probe = 8
	}
	learned, err := KMeans{K: s.Cells, Criterion: I1, Starts: 1, MaxIter: cellPasses, NoRefine: true, Seed: s.Seed, Threads: s.Threads}.
		Fit(ctx, x.Dense.Select(evenly(usable, cellSample*s.Cells)))
	if err != nil {
		return nil, err
	}
	centroids := centroidsOf(learned)
	c := &Cells{settings: s, x: x, members: make([][]int, learned.K()), near: nearestCells(centroids, s.Probe)}
	for at, cell := range s.cellOf(x.Dense, usable, centroids) {
		c.members[cell] = append(c.members[cell], usable[at])
	}
	return c, ctx.Err()
}

// evenly takes at most n of the rows, evenly.
func evenly(rows []int, n int) []int {
	if len(rows) <= n {
		return rows
	}
	out := make([]int, n)
	for i := range out {
		out[i] = rows[i*len(rows)/n]
	}
	return out
}

func centroidsOf(c *Clustering) *matrix.Rows {
	var data []float32
	for r := range c.K() {
		for _, v := range c.Centroid(r) {
			data = append(data, float32(v))
		}
	}
	return matrix.NewRows(c.K(), len(data)/c.K(), data)
}

// nearestCells lists the cells nearest to each, itself first among equals.
func nearestCells(centroids *matrix.Rows, probe int) [][]int {
	k, _ := centroids.Dims()
	out := make([][]int, k)
	for r := range out {
		hits := make([]Hit, k)
		for s := range hits {
			hits[s] = Hit{s, matrix.Dot(centroids.Row(r), centroids.Row(s))}
		}
		hits[r].Similarity = math.Inf(1)
		slices.SortFunc(hits, compare)
		for _, h := range hits[:min(probe, k)] {
			out[r] = append(out[r], h.Row)
		}
	}
	return out
}

// cellOf is the cell of largest product for each of some rows, ties to the lower.
func (s CellSearch) cellOf(x *matrix.Rows, rows []int, centroids *matrix.Rows) []int {
	k, _ := centroids.Dims()
	out, cells := make([]int, len(rows)), matrix.NewStrips(centroids)
	threads(s.Threads).workers(len(rows), cellTile, func() func(lo, hi int) {
		var t tile
		return func(lo, hi int) {
			some := matrix.NewStrips(x.Select(rows[lo:hi]))
			for from := 0; from < k; from += cellWidth {
				width := min(cellWidth, k-from)
				t.multiply(some, 0, hi-lo, cells, from, from+width)
				for q := range hi - lo {
					for c, product := range t.of(q)[:width] {
						if from+c == 0 || product > t.best[q] {
							t.best[q], out[lo+q] = product, from+c
						}
					}
				}
			}
		}
	})
	return out
}

func ascending(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// All finds for each row the top nearest that lie in the cells nearest to its own, best first. progress, unless nil,
// is told of the cells done. The error is that of a done ctx. Cost: the rows times those of Probe cells times the dense
// columns, in float32, and a similarity for each candidate.
func (c *Cells) All(ctx context.Context, top int, progress func(done, total int)) ([][]Hit, error) {
	n, _ := c.x.Dims()
	out, done := make([][]Hit, n), 0
	find := func(lo, hi int) int {
		for cell := lo; cell < hi && ctx.Err() == nil; cell++ {
			c.search(out, cell, top)
		}
		return hi - lo
	}
	for count := range matrix.InOrder(1, len(c.members), c.settings.Threads, find) {
		if err := ctx.Err(); err != nil {
			return nil, interrupted(err)
		}
		if done += count; progress != nil {
			progress(done, len(c.members))
		}
	}
	return out, nil
}

// search finds what is nearest to the rows of a cell, which is the first of those nearest to it.
func (c *Cells) search(out [][]Hit, cell, top int) {
	var others []int
	for _, near := range c.near[cell] {
		others = append(others, c.members[near]...)
	}
	s := cellSearch{x: c.x, others: others, strips: matrix.NewStrips(c.x.Dense.Select(others)), likely: make([]likely, cellTile)}
	_, d := c.x.Sparse.Dims()
	s.whole = make([]float32, d)
	members := c.members[cell]
	for lo := 0; lo < len(members); lo += cellTile {
		hi := min(lo+cellTile, len(members))
		s.compare(lo, hi, candidates*top)
		for q, row := range members[lo:hi] {
			out[row] = s.nearest(row, s.likely[q].best(), top)
		}
	}
}

// cellSearch is the search among the rows of some cells, scratch memory included.
type cellSearch struct {
	x      *matrix.Mixed
	others []int
	strips *matrix.Strips // of others
	tile   tile
	places []int32
	likely []likely  // the others of largest product for each of a few rows
	whole  []float32 // the sparse part of a row, a value a column
}

// compare finds the candidates among others for others lo to hi-1.
func (s *cellSearch) compare(lo, hi, candidates int) {
	for q := range s.likely {
		s.likely[q].reset(candidates)
	}
	s.places = slices.Grow(s.places[:0], cellWidth)[:cellWidth]
	for from := 0; from < len(s.others); from += cellWidth {
		width := min(cellWidth, len(s.others)-from)
		s.tile.multiply(s.strips, lo, hi, s.strips, from, from+width)
		for q := range hi - lo {
			products, likely := s.tile.of(q)[:width], &s.likely[q]
			for _, k := range matrix.AtLeast(s.places, products, likely.floor) {
				if at := from + int(k); at != lo+q {
					likely.put(candidate{products[k], int32(s.others[at])})
				}
			}
		}
	}
}

// nearest is the top of some candidates by their similarity to a row.
func (s *cellSearch) nearest(row int, of []candidate, top int) []Hit {
	columns, values := s.x.Sparse.Row(row)
	for p, c := range columns {
		s.whole[c] = values[p]
	}
	var best heap
	best.reset(top)
	dense, own := s.x.Dense.Row(row), s.x.Weights(row)
	for _, c := range of {
		other := int(c.row)
		sparse := s.x.Sparse.DotSpread(other, s.whole)
		h := Hit{other, s.x.Weights(other).Mix(own, sparse, matrix.Dot(s.x.Dense.Row(other), dense))}
		if best.wants(h) {
			best.put(h)
		}
	}
	for _, c := range columns {
		s.whole[c] = 0
	}
	return best.sorted()
}

// nearestOf is the top of some rows by their similarity to one.
func (c *Cells) nearestOf(row int, others []int, top int) []Hit {
	of := make([]candidate, 0, len(others))
	for _, other := range others {
		if other != row {
			of = append(of, candidate{row: int32(other)})
		}
	}
	_, d := c.x.Sparse.Dims()
	s := cellSearch{x: c.x, whole: make([]float32, d)}
	return s.nearest(row, of, top)
}

// tile is the products of a few rows with a few others.
type tile struct {
	products [cellTile * cellWidth]float32
	best     [cellTile]float32
}

// multiply computes the products of rows lo to hi-1 of x with rows from to to-1 of y, at most cellTile and cellWidth.
func (t *tile) multiply(x *matrix.Strips, lo, hi int, y *matrix.Strips, from, to int) {
	clear(t.products[:])
	y.AddWith(t.products[:], cellWidth, x, lo, hi, from, to)
}

// of is the products of row q.
func (t *tile) of(q int) []float32 { return t.products[q*cellWidth:][:cellWidth] }

// Recall is the share of the nearest rows, of some rows spread evenly, that found has too, which All found. Cost: a
// similarity of each of these rows with every row.
func (c *Cells) Recall(ctx context.Context, found [][]Hit, rows int) (float64, error) {
	var usable []int
	for _, m := range c.members {
		usable = append(usable, m...)
	}
	slices.Sort(usable)
	sample := evenly(usable, rows)
	hit, all := make([]int, len(sample)), make([]int, len(sample))
	threads(c.settings.Threads).blocks(len(sample), 1, func(lo, hi int) {
		for at := lo; at < hi && ctx.Err() == nil; at++ {
			for _, h := range c.nearestOf(sample[at], usable, len(found[sample[at]])) {
				all[at]++
				if slices.ContainsFunc(found[sample[at]], func(g Hit) bool { return g.Row == h.Row }) {
					hit[at]++
				}
			}
		}
	})
	shared, total := 0, 0
	for at := range sample {
		shared, total = shared+hit[at], total+all[at]
	}
	if total == 0 {
		return 1, ctx.Err()
	}
	return float64(shared) / float64(total), ctx.Err()
}
