package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// Pair is two rows and their dot product; A < B.
type Pair struct {
	A, B       int
	Similarity float64
}

// NearPairs finds every pair of unit rows whose dot product is at least floor, which must be above
// 0: ascending, exact.
//
// Split a row x into a prefix of its heaviest terms and the rest. By Cauchy and Schwarz the rest
// alone gives at most |rest| with any unit row, so once |rest| < floor a row that shares no term of
// the prefix cannot reach the floor, and only the postings of the prefix are looked up (the idea of
// Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search", 2007). The heaviest terms
// are the rare ones: at 0.9 a prefix holds a fifth of the row's squared weight, a few terms.
func NearPairs(ctx context.Context, x *matrix.CSR, floor float64, workers int) ([]Pair, error) {
	n, _ := x.Dims()
	ix := invert(x)
	found := make([][]Pair, n)
	threads(workers).workers(n, pairBlock, func() func(lo, hi int) {
		seen := make([]int32, n) // seen[j] = i+1: row j was met from row i
		return func(lo, hi int) {
			for i := lo; i < hi && ctx.Err() == nil; i++ {
				found[i] = ix.nearAfter(i, floor, seen)
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("cluster: near pairs: %w", err)
	}
	return slices.Concat(found...), nil
}

const pairBlock = 256

// nearAfter finds the rows after i whose product with row i is at least floor.
func (ix *invertedIndex) nearAfter(i int, floor float64, seen []int32) []Pair {
	var out []Pair
	columns, values := ix.x.Row(i)
	for _, c := range prefix(columns, values, floor) {
		rows, _ := ix.postings(c)
		after, _ := slices.BinarySearch(rows, int32(i)+1)
		for _, j := range rows[after:] {
			if seen[j] == int32(i)+1 {
				continue
			}
			seen[j] = int32(i) + 1
			if s := ix.x.DotRow(int(j), columns, values); s >= floor {
				out = append(out, Pair{i, int(j), s})
			}
		}
	}
	slices.SortFunc(out, func(p, q Pair) int { return cmp.Compare(p.B, q.B) })
	return out
}

// slack covers the rounding of rows to float32, whose length may pass 1 by that much.
const slack = 1e-5

// prefix returns the columns of a row, heaviest first, without which its length is under floor.
func prefix(columns []int32, values []float32, floor float64) []int32 {
	order := make([]int, len(columns))
	rest := 0.0
	for p, v := range values {
		order[p] = p
		rest += float64(v) * float64(v)
	}
	slices.SortStableFunc(order, func(p, q int) int { return cmp.Compare(math.Abs(float64(values[q])), math.Abs(float64(values[p]))) })
	var out []int32
	for _, p := range order {
		if math.Sqrt(max(rest, 0)) < floor-slack {
			break
		}
		out = append(out, columns[p])
		rest -= float64(values[p]) * float64(values[p])
	}
	return out
}
