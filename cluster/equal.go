package cluster

import (
	"cmp"
	"math"
	"slices"
)

// equals gathers the rows that are equal to the bit.
type equals struct {
	again []bool        // of each row: does it equal one before it?
	same  map[int][]int // of the lowest row of each set of several: the others, ascending
}

// equalRows gathers all rows of x, given their hashes. Cost: a sort, and a look at rows that are equal.
func equalRows(x SparseRows, hashes []uint64) *equals {
	n := len(hashes)
	order := make([]hashed, n)
	for i, h := range hashes {
		order[i] = hashed{h, i}
	}
	slices.SortFunc(order, func(a, b hashed) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
	e := &equals{make([]bool, n), map[int][]int{}}
	for from, to := 0, 0; from < n; from = to {
		for to = from; to < n && order[to].hash == order[from].hash; to++ {
		}
		e.gather(x, order[from:to])
	}
	return e
}

// hashed is a row with its hash beside it, so that a sort need not look elsewhere.
type hashed struct {
	hash uint64
	row  int
}

// gather adds rows of one hash, ascending.
func (e *equals) gather(x SparseRows, rows []hashed) {
	for at, first := range rows {
		if e.again[first.row] || at == len(rows)-1 {
			continue
		}
		columns, values := x.Row(first.row)
		for _, other := range rows[at+1:] {
			if e.again[other.row] {
				continue
			}
			if c, v := x.Row(other.row); slices.Equal(c, columns) && slices.Equal(v, values) {
				e.again[other.row] = true
				e.same[first.row] = append(e.same[first.row], other.row)
			}
		}
	}
}

// hash is that of Fowler, Noll and Vo (FNV-1a), an entry at a time.
func hash(columns []int32, values []float32) uint64 {
	const offset, prime = 0xcbf29ce484222325, 0x100000001b3
	h := uint64(offset)
	for p, c := range columns {
		h = (h ^ uint64(c)<<32 ^ uint64(math.Float32bits(values[p]))) * prime
		h ^= h >> 29 // a product carries upwards only: bring the high bits down
	}
	return h
}
