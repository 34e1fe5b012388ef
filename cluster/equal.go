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
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(hashes[a], hashes[b]), cmp.Compare(a, b)) })
	e := &equals{make([]bool, n), map[int][]int{}}
	for from, to := 0, 0; from < n; from = to {
		for to = from; to < n && hashes[order[to]] == hashes[order[from]]; to++ {
		}
		e.gather(x, order[from:to])
	}
	return e
}

// gather adds rows of one hash, ascending.
func (e *equals) gather(x SparseRows, rows []int32) {
	for at, first := range rows {
		if e.again[first] || at == len(rows)-1 {
			continue
		}
		columns, values := x.Row(int(first))
		for _, i := range rows[at+1:] {
			if e.again[i] {
				continue
			}
			if c, v := x.Row(int(i)); slices.Equal(c, columns) && slices.Equal(v, values) {
				e.again[i] = true
				e.same[int(first)] = append(e.same[int(first)], int(i))
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
