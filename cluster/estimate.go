package cluster

import (
	"math"

	"kindred/vectorize/matrix"
)

// Which cluster a row is nearest to can mostly be told without exact products. Estimates in float32, from sums in
// float32, need half the memory to be read and a quarter of the time, and the error of a similarity is known: with u =
// 2^-24, m entries and every product and sum off by a factor of 1 + u at most, it is no more than (m + 3) u |x|
// (Higham 2002, section 3.1, with sum |x_t D_rt| <= |x| |D_r|). Clusters that are further apart than twice that are told
// apart; where there are others, the exact products of these alone decide, as they would of all.
//
// Estimates are of groups of eight clusters, what a register of 256 bits holds.
const groupSize = 8

// estimate is the estimates of one row after another, by one worker.
type estimate struct {
	near      []float32 // of the table
	stride    int
	scale     []float32 // 1/|D_r|
	limit     []float32 // infinite; -2 for clusters that nobody is in, which lie below any similarity
	places    []int32   // of the row's columns in near
	values    []float32
	rest      []float32 // sum over the row's columns that are lists
	listed    bool      // there are any
	sims      []float32 // of the clusters
	most      []float32 // the largest of each group
	off       float32   // how far any may be off
	ownPlaces []int32   // room for places that are not the columns themselves
	ownValues []float32
	open      []int32 // groups that are looked at
	every     []int32 // group there is
}

// scales are what similarities are made of products with.
type scales struct{ scale, limit []float32 }

func (p *partition) scales() scales {
	n := p.sums.base().stride
	s := scales{make([]float32, n), make([]float32, n)}
	for r := range n {
		s.limit[r] = -2
		if r < p.k && p.size[r] > 0 {
			s.limit[r] = float32(math.Inf(1))
			if p.square[r] > 0 {
				s.scale[r] = float32(1 / math.Sqrt(p.square[r]))
			}
		}
	}
	return s
}

func (p *partition) newEstimate(s scales) *estimate {
	b := p.sums.base()
	return &estimate{
		near: b.near, stride: b.stride, scale: s.scale, limit: s.limit,
		rest: make([]float32, b.stride), sims: make([]float32, b.stride), most: make([]float32, b.stride/groupSize), every: firstInt32s(b.stride / groupSize),
	}
}

// read begins the estimates of row i.
func (e *estimate) read(p *partition, i int) {
	p.sums.read(e, i)
	entries := len(e.places)
	if p.sparse != nil {
		columns, _ := p.sparse.Row(i)
		entries = len(columns)
	}
	e.off = float32(float64(float64(entries+12)*0x1p-24) * p.longest * 1.01)
}

// room makes room for n places.
func (e *estimate) room(n int) {
	if len(e.ownPlaces) < n {
		e.ownPlaces, e.ownValues = make([]int32, 2*n), make([]float32, 2*n)
	}
	e.places, e.values = e.ownPlaces[:n], e.ownValues[:n]
}

// list adds the products with one column that is a list.
func (e *estimate) list(list []cell, v float32) {
	if !e.listed {
		clear(e.rest)
		e.listed = true
	}
	for _, c := range list {
		e.rest[c.r] += float32(v * c.near) //nolint:unconvert // rounds the product
	}
}

// all estimates the similarities to all clusters.
func (e *estimate) all() { e.some(0, len(e.most)) }

// some estimates those to groups from to to-1.
func (e *estimate) some(from, to int) {
	lo, hi := from*groupSize, to*groupSize
	sims := e.sims[lo:hi]
	if len(e.places) == 0 {
		clear(sims)
	} else {
		matrix.Combine(sims, e.places, e.values, e.near[lo:], e.stride)
	}
	if e.listed {
		for r, v := range e.rest[lo:hi] {
			sims[r] += v
		}
	}
	matrix.ScaleMost(e.most[from:to], sims, e.scale[lo:hi], e.limit[lo:hi])
}

// upper is at least the largest similarity to the clusters of a group, other than own.
func (e *estimate) upper(g, own int) float64 {
	most := e.most[g]
	if own/groupSize == g {
		most = float32(math.Inf(-1))
		for q, v := range e.sims[g*groupSize:][:groupSize] {
			if g*groupSize+q != own {
				most = max(most, v)
			}
		}
	}
	return float64(most) + float64(e.off)
}

// nearest is the cluster of largest similarity to row i among some groups, ascending, whose estimates are there: ties go
// to the lower.
func (p *partition) nearestOf(e *estimate, i int, groups []int32) int {
	top := float32(math.Inf(-1))
	for _, g := range groups {
		top = max(top, e.most[g])
	}
	least, found, several := top-float32(2.1*e.off), -1, false
	for _, g := range groups {
		if e.most[g] < least {
			continue
		}
		for q, v := range e.sims[g*groupSize:][:groupSize] {
			if v >= least {
				several = several || found >= 0
				found = int(g)*groupSize + q
			}
		}
	}
	if !several {
		return found
	}
	best, cos := -1, math.Inf(-1)
	for _, g := range groups {
		for q, v := range e.sims[g*groupSize:][:groupSize] {
			if v < least || v == -2 {
				continue
			}
			r := int(g)*groupSize + q
			if c := cosine(p.sums.dot(i, r), p.square[r]); c > cos {
				best, cos = r, c
			}
		}
	}
	return best
}
