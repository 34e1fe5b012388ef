package cluster

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"

	"kindred/vectorize/matrix"
)

// Pair is two rows and their dot product; A < B.
type Pair struct {
	A, B       int
	Similarity float64
}

// NearPairs finds the pairs of unit rows whose dot product is at least floor, which must be above 0:
// ascending, exact, as they are found. The walk ends with the error of a done ctx or of a bad floor.
//
// Rows that are equal to the bit stand for one another: the first of them is paired with each of the
// others, and with all else, the others with nothing more. So not every pair comes, but the pairs
// join the same groups that all of them would, at a cost that many equal rows do not square.
//
// Put the columns in one order, the rarest first, and split each row x into a prefix of its first columns and the
// rest, the prefix ending where |rest| < floor. By Cauchy and Schwarz the rest alone gives less than floor with any
// unit row. So of two rows that reach the floor, the one whose prefix ends first shares a column of it with the other,
// and as the other's prefix ends later, that column is in both prefixes: only rows that meet in the postings of
// prefixes are compared (Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search", 2007; one order for all
// rows: Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins", 2006). At 0.9 a prefix holds a fifth
// of the row's squared weight, in rare columns with short postings. Memory: 8 bytes a stored value, 24 a value of
// a prefix, and the pairs of a few rows at a time.
func NearPairs(ctx context.Context, x *matrix.CSR, floor float64, workers int) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		if !(floor > 0) {
			yield(Pair{}, fmt.Errorf("cluster: near pairs of similarity %v: use a number above 0", floor))
			return
		}
		p := newPairing(x, floor, workers)
		for found := range matrix.InOrder(pairBlock, len(p.first), workers, func(lo, hi int) []Pair { return p.block(ctx, lo, hi) }) {
			if err := ctx.Err(); err != nil {
				yield(Pair{}, interrupted(err))
				return
			}
			for _, pair := range found {
				if !yield(pair, nil) {
					return
				}
			}
		}
	}
}

// pairBlock is how many rows are searched before their pairs are handed on.
const pairBlock = 16

// pairing is one row of each set of equal ones, ready to be compared; it is known by its place in
// first.
type pairing struct {
	*equals
	floor    float64
	x        *matrix.CSR // the rows of first
	prefixes [][]int32   // the columns of each row's prefix
	postings *matrix.CSR // of the prefixes: the rows of each column
	met      sync.Pool   // *[]int32: met[j] = i+1 if row j was met from row i
}

func newPairing(x *matrix.CSR, floor float64, workers int) *pairing {
	p := &pairing{equals: equalRows(x), floor: floor, x: x}
	if n, _ := x.Dims(); len(p.first) < n {
		p.x = x.Select(p.first)
	}
	p.prefixes = make([][]int32, len(p.first))
	held := p.held()
	matrix.Blocks(len(p.first), workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			columns, values := p.x.Row(i)
			p.prefixes[i] = prefix(columns, values, held, floor)
		}
	})
	p.postings = p.meetings()
	p.met.New = func() any { met := make([]int32, len(p.first)); return &met }
	return p
}

// held counts the rows that hold each column.
func (p *pairing) held() []int32 {
	n, d := p.x.Dims()
	out := make([]int32, d)
	for i := range n {
		columns, _ := p.x.Row(i)
		for _, c := range columns {
			out[c]++
		}
	}
	return out
}

// meetings returns the rows of each column, for the columns of prefixes alone.
func (p *pairing) meetings() *matrix.CSR {
	n, d := p.x.Dims()
	start, columns := make([]int64, 1, n+1), []int32(nil)
	for _, row := range p.prefixes {
		columns = append(columns, row...)
		slices.Sort(columns[len(columns)-len(row):])
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, make([]float32, len(columns))).Transposed()
}

// block returns the pairs of rows lo to hi-1 with the rows after each; some, if ctx is done.
func (p *pairing) block(ctx context.Context, lo, hi int) (found []Pair) {
	met := p.met.Get().(*[]int32)
	defer p.met.Put(met)
	for i := lo; i < hi && ctx.Err() == nil; i++ {
		from := len(found)
		found = p.nearAfter(found, i, *met)
		found = p.equalTo(found, i)
		slices.SortFunc(found[from:], func(a, b Pair) int { return cmp.Compare(a.B, b.B) })
	}
	return found
}

// equalTo appends the pairs of row i with the rows that equal it.
func (p *pairing) equalTo(found []Pair, i int) []Pair {
	if len(p.same[i]) == 0 {
		return found
	}
	columns, values := p.x.Row(i)
	s := p.x.DotRow(i, columns, values)
	for _, j := range p.same[i] {
		if s >= p.floor {
			found = append(found, Pair{p.first[i], j, s})
		}
	}
	return found
}

// nearAfter appends the pairs of row i with the different rows after it.
func (p *pairing) nearAfter(found []Pair, i int, met []int32) []Pair {
	columns, values := p.x.Row(i)
	for _, c := range p.prefixes[i] {
		rows, _ := p.postings.Row(int(c))
		after, _ := slices.BinarySearch(rows, int32(i)+1)
		for _, j := range rows[after:] {
			if met[j] == int32(i)+1 {
				continue
			}
			met[j] = int32(i) + 1
			if s := p.x.DotRow(int(j), columns, values); s >= p.floor {
				found = append(found, Pair{p.first[i], p.first[j], s})
			}
		}
	}
	return found
}

// slack covers the rounding of rows to float32, whose length may pass 1 by that much.
const slack = 1e-5

// prefix returns the columns of a row, those that the fewest rows hold first (ties to the lower column), without which
// its length is under floor.
func prefix(columns []int32, values []float32, held []int32, floor float64) []int32 {
	order := make([]int, len(columns))
	rest := 0.0
	for p, v := range values {
		order[p] = p
		rest += square(v)
	}
	slices.SortStableFunc(order, func(p, q int) int { return cmp.Compare(held[columns[p]], held[columns[q]]) })
	var out []int32
	for _, p := range order {
		if math.Sqrt(max(rest, 0)) < floor-slack {
			break
		}
		out = append(out, columns[p])
		rest -= square(values[p])
	}
	return out
}

// square is rounded before it is added to anything.
func square(v float32) float64 { return float64(float64(v) * float64(v)) }
