package cluster

import (
	"fmt"
	"math"
	"slices"
)

// Hierarchy is a tree over clusters, which are its leaves: two groups at a time
// are joined until one is left. It never changes.
type Hierarchy struct {
	leaves int
	merges []Merge
}

// Merge joins two groups. Groups 0 to K-1 are the clusters; merge s makes group K+s.
type Merge struct {
	A, B int     // A holds the lowest cluster of the two
	Loss float64 // of criterion I1, never below 0
}

// Merges builds the hierarchy of Ward (1963) over the clusters: of all pairs of groups the one is joined that costs
// criterion I1 least,
//
//	|D_a|^2/n_a + |D_b|^2/n_b - |D_a + D_b|^2/(n_a + n_b)  =  n_a n_b/(n_a + n_b) |m_a - m_b|^2
//
// with m = D/n, ties to the pair with the lowest cluster, then the lower other one. Since it starts
// from clusters and joins them, its leaves are exactly those given, which no tree grown from the rows
// would have; and the loss of a later merge is never the smaller one, so every cut is a level.
//
// It needs only the products D_a.D_b, which add up as the groups do. Cost: columns times K^2/2 and
// K^3/6; memory 8 bytes times K times columns, and K^2. A cluster that nobody belongs to costs nothing to join.
func (s *Sums) Merges() *Hierarchy {
	w := newWard(s)
	h := &Hierarchy{leaves: s.K()}
	for range s.K() - 1 {
		a, b, loss := w.nearest()
		h.merges = append(h.merges, Merge{w.group[a], w.group[b], loss})
		w.join(a, b, h.leaves+len(h.merges)-1)
	}
	return h
}

// ward holds the groups there are, each at the place of its lowest cluster.
type ward struct {
	places   []int       // taken, ascending
	group    []int       // number of the group at a place
	size     []float64   // n_a
	products [][]float64 // D_a.D_b
}

func newWard(s *Sums) *ward {
	w := &ward{}
	sums := make([][]float64, s.K())
	for a := range sums {
		sums[a] = s.Sum(a)
		row := make([]float64, len(sums))
		for b := range a {
			row[b] = dot(sums[a], sums[b])
			w.products[b][a] = row[b]
		}
		row[a] = dot(sums[a], sums[a])
		w.places, w.group = append(w.places, a), append(w.group, a)
		w.size, w.products = append(w.size, float64(s.Size(a))), append(w.products, row)
	}
	return w
}

// nearest returns the places of the pair that costs least to join.
func (w *ward) nearest() (a, b int, loss float64) {
	loss = math.Inf(1)
	for i, p := range w.places {
		for _, q := range w.places[i+1:] {
			if l := w.loss(p, q); l < loss {
				a, b, loss = p, q, l
			}
		}
	}
	return a, b, loss
}

// loss of a pair; what rounding puts below 0 is 0, as is that of an empty group.
func (w *ward) loss(a, b int) float64 {
	if w.size[a] == 0 || w.size[b] == 0 {
		return 0
	}
	aa, bb := w.products[a][a], w.products[b][b]
	both := aa + 2*w.products[a][b] + bb
	return max(0, aa/w.size[a]+bb/w.size[b]-both/(w.size[a]+w.size[b]))
}

// join puts the group at b to the one at a, under a new number.
func (w *ward) join(a, b, group int) {
	w.products[a][a] += 2*w.products[a][b] + w.products[b][b]
	for _, p := range w.places {
		if p != a && p != b {
			w.products[a][p] += w.products[b][p]
			w.products[p][a] = w.products[a][p]
		}
	}
	w.size[a] += w.size[b]
	w.group[a] = group
	w.places = slices.DeleteFunc(w.places, func(p int) bool { return p == b })
}

// Leaves returns K, the number of clusters.
func (h *Hierarchy) Leaves() int { return h.leaves }

// Merges returns the merges in their order, K-1 of them.
func (h *Hierarchy) Merges() []Merge { return slices.Clone(h.merges) }

// Cut returns the group of each cluster when k groups are left. Groups count from 0 by their lowest
// cluster. Those of two cuts nest: whichever clusters are together in one are so where fewer groups are left. It panics
// unless k is 1 to Leaves.
func (h *Hierarchy) Cut(k int) []int {
	if k < 1 || k > h.leaves {
		panic(fmt.Sprintf("cluster: cut into %d groups: this hierarchy has 1 to %d", k, h.leaves))
	}
	lowest := make([]int, h.leaves, 2*h.leaves) // of each group
	of := make([]int, h.leaves)                 // the lowest cluster that a cluster is with
	for r := range of {
		lowest[r], of[r] = r, r
	}
	for _, m := range h.merges[:h.leaves-k] {
		a, b := lowest[m.A], lowest[m.B]
		for r := range of {
			if of[r] == b {
				of[r] = a
			}
		}
		lowest = append(lowest, a)
	}
	return ranked(of)
}

// ranked numbers the distinct values of v, which are each at or below their place, as they first appear.
func ranked(v []int) []int {
	out, next := make([]int, len(v)), 0
	for r, lowest := range v {
		if lowest == r {
			out[r] = next
			next++
			continue
		}
		out[r] = out[lowest]
	}
	return out
}

// LevelSizes spreads the given number of levels, coarsest first, between one group and the leaves, which
// are the last level: each has as many times more groups than the one above it, K^(l/levels), rounded.
// Levels that would be as large as another, or one group alone, are left out, unless all are.
func (h *Hierarchy) LevelSizes(levels int) []int {
	var sizes []int
	for l := 1; l < levels; l++ {
		k := int(math.Round(math.Pow(float64(h.leaves), float64(l)/float64(levels))))
		if k > 1 && k < h.leaves && (len(sizes) == 0 || k > sizes[len(sizes)-1]) {
			sizes = append(sizes, k)
		}
	}
	return append(sizes, h.leaves)
}
