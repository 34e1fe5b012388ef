package cluster

import (
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// equals gathers the rows that stand for one another: those equal to the bit and, if there is a key,
// of one key.
type equals struct {
	x     *matrix.CSR
	key   func(row int) string
	first []int   // the lowest row of each set, ascending; a set is known by its place in here
	same  [][]int // the others of the set, ascending

	byHash map[uint64][]int // of the sets that are each the first of their bits
	byKey  map[keyed]int
}

// keyed names a set among those of the same bits, by the first of them.
type keyed struct {
	bits int
	key  string
}

// equalRows gathers all rows of x. Cost: one pass; key is asked of equal rows only, and of zero rows never.
func equalRows(x *matrix.CSR, key func(row int) string) *equals {
	e := &equals{x: x, key: key, byHash: map[uint64][]int{}, byKey: map[keyed]int{}}
	n, _ := x.Dims()
	for i := range n {
		if at := e.find(i); at >= 0 {
			e.same[at] = append(e.same[at], i)
		}
	}
	return e
}

// find returns the set that row i belongs to, or -1 having made a new one for it.
func (e *equals) find(i int) int {
	columns, values := e.x.Row(i)
	h := hash(columns, values)
	for _, at := range e.byHash[h] {
		c, v := e.x.Row(e.first[at])
		if slices.Equal(c, columns) && slices.Equal(v, values) {
			return e.findKey(i, at)
		}
	}
	e.byHash[h] = append(e.byHash[h], len(e.first))
	e.add(i)
	return -1
}

// findKey is find among the sets of the same bits, of which bits is the first.
func (e *equals) findKey(i, bits int) int {
	if columns, _ := e.x.Row(i); e.key == nil || len(columns) == 0 {
		return bits
	}
	if len(e.same[bits]) == 0 {
		e.byKey[keyed{bits, e.key(e.first[bits])}] = bits
	}
	k := keyed{bits, e.key(i)}
	if at, ok := e.byKey[k]; ok {
		return at
	}
	e.byKey[k] = len(e.first)
	e.add(i)
	return -1
}

func (e *equals) add(i int) {
	e.first, e.same = append(e.first, i), append(e.same, nil)
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
