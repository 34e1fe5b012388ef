package cluster

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Clustering is a fitted partition. Cluster ids count from 0 by size, then lowest row.
type Clustering struct {
	labels     []int
	criterion  float64
	similarity []float64
	sums       *Sums
	leaves     []int
	passes     int
}

// K returns the number of clusters, at most the number of distinct non-zero rows.
func (c *Clustering) K() int { return c.sums.K() }

// Labels returns the cluster of each row, -1 for a zero row. It is the caller's own copy.
func (c *Clustering) Labels() []int { return slices.Clone(c.labels) }

// Passes returns how many passes over the rows Lloyd took from the last start, the one that moved nothing included; 0 if
// labels were remembered (see KMeans.Memo).
func (c *Clustering) Passes() int { return c.passes }

// Criterion returns the value of the criterion that was maximised.
func (c *Clustering) Criterion() float64 { return c.criterion }

// Sizes returns the number of rows of each cluster.
func (c *Clustering) Sizes() []int { return slices.Clone(c.sums.sizes) }

// Leaf returns the leaf of the tree that cluster r of a Cut came from, to be read with
// Tree.Splits.
func (c *Clustering) Leaf(r int) int { return c.leaves[r] }

// Sums returns the sum of the rows of each cluster.
func (c *Clustering) Sums() *Sums { return c.sums }

// Sum returns D_r, the sum of the rows of cluster r, a value a column.
func (c *Clustering) Sum(r int) []float64 { return c.sums.Sum(r) }

// Centroid returns D_r/|D_r|, a value a column; zeros if the rows cancel out.
func (c *Clustering) Centroid(r int) []float64 { return unit(c.sums.Sum(r)) }

// Silhouette returns the silhouette of each row, as the function of that name does, from the sums
// there are.
func (c *Clustering) Silhouette(workers int) []float64 { return c.sums.Silhouette(workers) }

// Cohesion is NewCohesion of the rows and labels, from the sums there are.
func (c *Clustering) Cohesion(workers int) *Cohesion { return c.sums.Cohesion(workers) }

// CalinskiHarabasz scores the partition as the function of that name does, from the sums there are.
func (c *Clustering) CalinskiHarabasz() float64 { return c.sums.CalinskiHarabasz() }

// DaviesBouldin scores the partition as the function of that name does, from the sums there are.
func (c *Clustering) DaviesBouldin(workers int) float64 { return c.sums.DaviesBouldin(workers) }

// Similarity returns the cosine of row i to the centroid of its own cluster, 0 for a zero row.
func (c *Clustering) Similarity(i int) float64 { return c.similarity[i] }

// finish numbers the clusters and computes what a Clustering holds. The partition becomes part of it.
func (p *partition) finish(c Criterion) *Clustering {
	labels, order := p.numbered()
	q := p.resized(p.space, p.rows, len(order), p.threads)
	q.adopt(labels)
	out := &Clustering{labels: make([]int, p.n), similarity: make([]float64, p.n), leaves: order, passes: p.passes}
	for i := range out.labels {
		out.labels[i] = -1
	}
	for at, i := range q.rows {
		out.labels[i] = q.labels[at]
	}
	out.criterion = q.criterion(c)
	q.threads.blocks(len(q.rows), assignBlock, func(lo, hi int) {
		for at := lo; at < hi; at++ {
			i, r := q.rows[at], q.labels[at]
			out.similarity[i] = cosine(q.sums.dot(i, r), q.square[r])
		}
	})
	out.sums = &Sums{space: q.space, labels: out.labels, table: q.sums, sizes: q.size, squares: q.square}
	return out
}

// numbered returns the labels with clusters numbered by size, then lowest row, and the old
// number of each. Dropped clusters are gone.
func (p *partition) numbered() (labels, order []int) {
	lowest := make([]int, p.k)
	for at := len(p.labels) - 1; at >= 0; at-- {
		lowest[p.labels[at]] = at
	}
	for r, n := range p.size {
		if n > 0 {
			order = append(order, r)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.size[b], p.size[a]), cmp.Compare(lowest[a], lowest[b]))
	})
	number := make([]int, p.k)
	for r, old := range order {
		number[old] = r
	}
	labels = make([]int, len(p.labels))
	for at, old := range p.labels {
		labels[at] = number[old]
	}
	return labels, order
}

// Sums holds, for each cluster of any labels, the sum of its rows, and scores the labels by them.
// Clusters nobody belongs to have size 0 and a sum of zeros.
type Sums struct {
	space   *space
	labels  []int // -1 for rows that take no part
	table   table
	sizes   []int
	squares []float64
}

// NewSums adds up the rows of x by label; rows labelled below 0 and zero rows take no part. There are as many
// clusters as the largest label says. It panics unless there is a label a row. Rows need not
// have unit length. Memory: 12 bytes times columns times clusters, less of many columns. workers 0 means all cores and
// never changes the sums.
func NewSums(x mat.Matrix, labels []int, workers int) *Sums {
	s, k := newSpace(x), 0
	for _, r := range labels {
		k = max(k, r+1)
	}
	out := &Sums{space: s, labels: s.taking(labels), table: s.newTable(k), sizes: make([]int, k), squares: make([]float64, k)}
	var rows []int
	var moves []moved
	for i, r := range out.labels {
		if r >= 0 {
			rows, moves = append(rows, i), append(moves, moved{len(rows), -1, r})
			out.sizes[r]++
		}
	}
	s.addAll(out.table, rows, moves, threads(workers))
	for r := range out.squares {
		out.squares[r] = out.table.base().square(r)
	}
	return out
}

// taking returns the labels with -1 for the rows that take no part: zero rows.
func (s *space) taking(labels []int) []int {
	if len(labels) != s.n {
		panic(mat.ErrShape)
	}
	out := make([]int, s.n)
	for i, r := range labels {
		out[i] = -1
		if r >= 0 && s.squares[i] > 0 {
			out[i] = r
		}
	}
	return out
}

// clusters returns how many clusters have rows.
func (s *Sums) clusters() int {
	n := 0
	for _, size := range s.sizes {
		if size > 0 {
			n++
		}
	}
	return n
}

// K returns the number of clusters.
func (s *Sums) K() int { return len(s.sizes) }

// Size returns n_r.
func (s *Sums) Size(r int) int { return s.sizes[r] }

// Rows returns how many rows have a cluster.
func (s *Sums) Rows() int {
	n := 0
	for _, size := range s.sizes {
		n += size
	}
	return n
}

// Sum returns D_r, a value a column.
func (s *Sums) Sum(r int) []float64 {
	dst := make([]float64, s.table.base().d)
	s.table.vector(dst, r)
	return dst
}

// Square returns |D_r|^2.
func (s *Sums) Square(r int) float64 { return s.squares[r] }

// Total returns D, the sum of all D_r.
func (s *Sums) Total() []float64 {
	dst := make([]float64, s.table.base().d)
	s.table.total(dst)
	return dst
}

// Dots computes dst[r] = x_i.D_r for each cluster r and row i of the matrix summed.
func (s *Sums) Dots(dst []float64, i int) {
	if len(dst) != s.K() {
		panic(mat.ErrShape)
	}
	s.table.dots(dst, i)
}

// unit scales v to length 1 in place; zeros stay.
func unit(v []float64) []float64 {
	square := dot(v, v)
	if square == 0 {
		return v
	}
	norm := math.Sqrt(square)
	for t := range v {
		v[t] /= norm
	}
	return v
}

// dot multiplies two vectors, a value a column, columns ascending.
func dot(a, b []float64) float64 {
	sum := 0.0
	for t, v := range a {
		sum += float64(v * b[t])
	}
	return sum
}
