package cluster

import (
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// equals gathers the rows that are equal to the bit.
type equals struct {
	first []int   // the lowest row of each set, ascending; a set is known by its place in here
	same  [][]int // the others of the set, ascending
}

// equalRows gathers all rows of x. Cost: one pass.
func equalRows(x *matrix.CSR) *equals {
	e, byHash := &equals{}, map[uint64][]int{}
	n, _ := x.Dims()
	for i := range n {
		h := hash(x.Row(i))
		at := slices.IndexFunc(byHash[h], func(set int) bool { return equalRow(x, e.first[set], i) })
		if at >= 0 {
			set := byHash[h][at]
			e.same[set] = append(e.same[set], i)
			continue
		}
		byHash[h] = append(byHash[h], len(e.first))
		e.first, e.same = append(e.first, i), append(e.same, nil)
	}
	return e
}

func equalRow(x *matrix.CSR, i, j int) bool {
	a, av := x.Row(i)
	b, bv := x.Row(j)
	return slices.Equal(a, b) && slices.Equal(av, bv)
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
