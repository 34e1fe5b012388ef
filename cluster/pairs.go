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

// SparseRows are the rows of a sparse matrix, columns ascending; a *matrix.CSR is one. Rows may be made when they are
// asked for, which happens from several goroutines at once.
type SparseRows interface {
	Dims() (rows, columns int)
	Row(i int) (columns []int32, values []float32)
}

// NearPairs finds the pairs of unit rows whose dot product is at least floor, which must be above 0:
// ascending, exact, as they are found. The walk ends with the error of a done ctx or of a bad floor.
//
// Rows that are equal to the bit stand for one another: the first of them is paired with each of the
// others, and with all else, the others with nothing more. So not every pair comes, but the pairs
// join the same groups that all of them would, at a cost that many equal rows do not square.
//
// Split each row x into a prefix of its first columns and the rest, the prefix ending where |rest| < floor. By Cauchy and
// Schwarz the rest alone gives less than floor with any unit row. So of two rows that reach the floor, the one whose
// prefix ends first shares a column of it with the other, and as the other's prefix ends later, that column is in both
// prefixes: only rows that meet in the postings of prefixes are candidates (Bayardo, Ma and Srikant, "Scaling Up All Pairs
// Similarity Search", 2007; one order for all rows: Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity
// Joins", 2006). Let rare columns come first: at 0.9 a prefix then holds a fifth of the row's squared weight, in columns
// with short postings. Let the first column that two rows share be where what is left of them, it included, has the
// lengths a and b. As they share nothing before it, their product is at most a b (again by Cauchy and Schwarz; Anastasiu
// and Karypis, "L2AP: Fast Cosine Similarity Search With Prefix L-2 Norm Bounds", 2014), and at columns that they share
// further on it is less. Postings go from the longest rest to the shortest, so those that are out are not even looked at.
// Of the candidates those are compared whose outlines allow it (see outline).
//
// Memory: 128 bytes a row, 10 bytes a value of a prefix, 8 a column, and the pairs of a few rows at a time; of the rows
// themselves no more than two a goroutine are asked for at a time.
func NearPairs(ctx context.Context, x SparseRows, floor float64, workers int) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		if !(floor > 0) {
			yield(Pair{}, fmt.Errorf("cluster: near pairs of similarity %v: use a number above 0", floor))
			return
		}
		n, _ := x.Dims()
		p := newPairing(x, floor, workers)
		for found := range matrix.InOrder(pairBlock, n, workers, func(lo, hi int) []Pair { return p.block(ctx, lo, hi) }) {
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

// pairing is rows that are ready to be compared, of equal ones the first.
type pairing struct {
	*equals
	x        SparseRows
	floor    float64
	prefixes lists // the columns of each row's prefix
	postings lists // of the prefixes: the rows of each column, longest rest first, without those that equal one before them
	rests    rests
	outlines []outline
	met      sync.Pool // *[]int32: met[j] = i+1 if row j was met from row i
}

// lists are lists of numbers, one behind the other, each with a code.
type lists struct {
	start []int
	all   []int32
	codes []uint8
}

func (l *lists) at(i int) (numbers []int32, codes []uint8) {
	from, to := l.start[i], l.start[i+1]
	return l.all[from:to], l.codes[from:to]
}

func (l *lists) append(o lists) {
	l.all, l.codes = append(l.all, o.all...), append(l.codes, o.codes...)
	for _, at := range o.start[1:] {
		l.start = append(l.start, len(l.all)-len(o.all)+at)
	}
}

func newPairing(x SparseRows, floor float64, workers int) *pairing {
	n, d := x.Dims()
	p := &pairing{x: x, floor: floor, outlines: make([]outline, n), prefixes: lists{start: make([]int, 1, n+1)}, rests: newRests(floor)}
	hashes := make([]uint64, n)
	for found := range matrix.InOrder(outlineBlock, n, workers, func(lo, hi int) lists { return p.outline(lo, hi, hashes) }) {
		p.prefixes.append(found)
	}
	p.equals = equalRows(x, hashes)
	p.postings = p.prefixes.transposed(d, p.again)
	p.postings.sort(workers)
	p.met.New = func() any { met := make([]int32, n); return &met }
	return p
}

// outlineBlock is how many rows are outlined at a time.
const outlineBlock = 256

// outline looks at rows lo to hi-1 once: it draws their outlines and returns the columns of their prefixes.
func (p *pairing) outline(lo, hi int, hashes []uint64) lists {
	out := lists{start: make([]int, 1, hi-lo+1)}
	for i := lo; i < hi; i++ {
		columns, values := p.x.Row(i)
		p.outlines[i], hashes[i] = newOutline(columns, values), hash(columns, values)
		out.codes = p.rests.appendPrefix(out.codes, values)
		out.all = append(out.all, columns[:len(out.codes)-len(out.all)]...)
		out.start = append(out.start, len(out.all))
	}
	return out
}

// transposed lists for each of d numbers the lists that hold it, ascending, but for those to skip, with the codes it has
// there.
func (l *lists) transposed(d int, skip []bool) lists {
	start := make([]int, d+2) // of each number's list, two places behind; then, as it fills, its end, one behind
	for i := range len(l.start) - 1 {
		if !skip[i] {
			for _, c := range l.all[l.start[i]:l.start[i+1]] {
				start[c+2]++
			}
		}
	}
	for c := range d {
		start[c+2] += start[c+1]
	}
	all, codes := make([]int32, start[d+1]), make([]uint8, start[d+1])
	for i := range len(l.start) - 1 {
		if !skip[i] {
			numbers, theirs := l.at(i)
			for q, c := range numbers {
				all[start[c+1]], codes[start[c+1]] = int32(i), theirs[q]
				start[c+1]++
			}
		}
	}
	return lists{start[:d+1], all, codes}
}

// sort puts the numbers of largest code first, those of one code ascending.
func (l *lists) sort(workers int) {
	threads(workers).workers(len(l.start)-1, assignBlock, func() func(lo, hi int) {
		var order []uint64
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				numbers, codes := l.at(i)
				order = order[:0]
				for q, v := range numbers {
					order = append(order, uint64(^codes[q])<<32|uint64(v))
				}
				slices.Sort(order)
				for q, o := range order {
					numbers[q], codes[q] = int32(o), ^uint8(o>>32)
				}
			}
		}
	})
}

// block returns the pairs of rows lo to hi-1 with the rows after each; some, if ctx is done.
func (p *pairing) block(ctx context.Context, lo, hi int) (found []Pair) {
	met := p.met.Get().(*[]int32)
	defer p.met.Put(met)
	for i := lo; i < hi && ctx.Err() == nil; i++ {
		if p.again[i] {
			continue
		}
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
	s := dotSparse(columns, values, columns, values)
	for _, j := range p.same[i] {
		if s >= p.floor {
			found = append(found, Pair{i, j, s})
		}
	}
	return found
}

// nearAfter appends the pairs of row i with the different rows after it.
func (p *pairing) nearAfter(found []Pair, i int, met []int32) []Pair {
	var columns []int32
	var values []float32
	leastOutline := int(p.floor * (1 - 1e-9) * outlineUnit * outlineUnit)
	prefix, codes := p.prefixes.at(i)
	for q, c := range prefix {
		rows, rests := p.postings.at(int(c))
		least := p.rests.least[codes[q]]
		for r, j := range rows {
			if int(rests[r]) < least {
				break
			}
			if j <= int32(i) || met[j] == int32(i)+1 {
				continue
			}
			met[j] = int32(i) + 1
			if p.outlines[i].times(&p.outlines[j]) < leastOutline {
				continue
			}
			if columns == nil {
				columns, values = p.x.Row(i)
			}
			others, theirs := p.x.Row(int(j))
			if s := dotSparse(columns, values, others, theirs); s >= p.floor {
				found = append(found, Pair{i, int(j), s})
			}
		}
	}
	return found
}

// slack covers the rounding of rows to float32, whose length may pass 1 by that much.
const slack = 1e-5

// rests are lengths of what is left of a row from a column on, as long as that is part of its prefix: codes of equal
// steps from just under the floor to 1, rounded up.
type rests struct {
	lowest, step float64
	least        [256]int // of each code, the least of which the product with it may reach the floor; 256 if there is none
}

func newRests(floor float64) rests {
	r := rests{lowest: floor - slack}
	r.step = max(1+slack-r.lowest, slack) / 255
	for code := range r.least {
		other := 0
		for other < 256 && float64(r.length(code)*r.length(other)) < floor-slack {
			other++
		}
		r.least[code] = other
	}
	return r
}

// length is at least that of every rest of a code.
func (r *rests) length(code int) float64 { return r.lowest + float64(r.step*float64(code)) }

// appendPrefix appends a code for each of the first values of a row that have to go for its length to be under the floor.
func (r *rests) appendPrefix(codes []uint8, values []float32) []uint8 {
	rest := 0.0
	for _, v := range values {
		rest += square(v)
	}
	for _, v := range values {
		length := math.Sqrt(max(rest, 0))
		if length < r.lowest {
			break
		}
		codes = append(codes, uint8(min(255, math.Ceil((length-r.lowest)/r.step))))
		rest -= square(v)
	}
	return codes
}

// square is rounded before it is added to anything.
func square(v float32) float64 { return float64(float64(v) * float64(v)) }

// dotSparse multiplies two rows, columns ascending.
func dotSparse(a []int32, av []float32, b []int32, bv []float32) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			sum += float64(float64(av[i]) * float64(bv[j]))
			i, j = i+1, j+1
		}
	}
	return sum
}

// outline is a row in little room: its columns are dealt out to groups, and of each group it holds the length of the
// row's part there, rounded up. By Cauchy and Schwarz, group by group, the product of two outlines is at least that of
// the rows. Two rows that have half their terms in common are told from near duplicates by it at a small part of the cost
// of making and multiplying them.
type outline [128]uint8

// outlineUnit is what a length of 1 is in an outline: rows may be longer by slack.
const outlineUnit = 254

func newOutline(columns []int32, values []float32) (o outline) {
	var squares [len(o)]float64
	for p, c := range columns {
		squares[uint32(c)*0x9E3779B1>>25] += square(values[p]) // Knuth's multiplicative hash, to 7 bits
	}
	for g, s := range squares {
		o[g] = uint8(min(math.Ceil(math.Sqrt(s)*outlineUnit*(1+1e-9)), math.MaxUint8))
	}
	return o
}

// times is the product of two outlines, in units of each.
func (o *outline) times(other *outline) int {
	sum := uint32(0)
	for g := 0; g < len(o); g += 4 {
		sum += uint32(o[g])*uint32(other[g]) + uint32(o[g+1])*uint32(other[g+1]) +
			uint32(o[g+2])*uint32(other[g+2]) + uint32(o[g+3])*uint32(other[g+3])
	}
	return int(sum)
}
