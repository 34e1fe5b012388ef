package cluster

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// ShortlistParts are the flat arrays that a Shortlist consists of, beside a matrix of n rows, d sparse and e dense columns.
// What describes a part that the matrix has not, or that has no columns, is empty.
type ShortlistParts struct {
	Starts []int64 // d+1, where the postings of each column begin, ascending from 0 to how many there are
	Rows   []int32 // of each posting, ascending within a column
	Values []int8  // of each posting: a value in units of its row's scale, not 0 unless the value is

	SparseScale []float32 // n, A_i
	SparseError []float32 // n, alpha_i

	Bytes      []int8    // n times e, rounded up to a multiple of matrix.ByteStep by zeros: dense values in units of their row's scale
	DenseScale []float32 // n, B_i
	DenseError []float32 // n, beta_i
}

const (
	largestByte  = 1<<7 - 1
	largestShort = 1<<15 - 1

	// mostDense columns have products of whole numbers that 32 bits hold, of at least 1 in the query.
	mostDense = 1 << 23
)

// byteWidth is the length of a row of bytes.
func byteWidth(e int) int { return (e + matrix.ByteStep - 1) / matrix.ByteStep * matrix.ByteStep }

// check reports parts that have not the shape of a matrix, in the time of reading the starts.
func (p ShortlistParts) check(n, d, e int) error {
	if e > mostDense {
		return fmt.Errorf("cluster: a shortlist of %d dense columns: there may be %d", e, mostDense)
	}
	starts, sparse, dense := 0, 0, 0
	if d > 0 {
		starts, sparse = d+1, n
	}
	if e > 0 {
		dense = n
	}
	for _, part := range []struct {
		name      string
		got, want int
	}{
		{"Starts", len(p.Starts), starts}, {"Values", len(p.Values), len(p.Rows)},
		{"SparseScale", len(p.SparseScale), sparse}, {"SparseError", len(p.SparseError), sparse},
		{"Bytes", len(p.Bytes), n * byteWidth(e)},
		{"DenseScale", len(p.DenseScale), dense}, {"DenseError", len(p.DenseError), dense},
	} {
		if part.got != part.want {
			return fmt.Errorf("cluster: shortlist part %s has a length of %d, not %d", part.name, part.got, part.want)
		}
	}
	return p.checkStarts()
}

func (p ShortlistParts) checkStarts() error {
	last := int64(0)
	for c, start := range p.Starts {
		if start < last || c == 0 && start != 0 {
			return fmt.Errorf("cluster: shortlist part Starts has %d after %d at place %d", start, last, c)
		}
		last = start
	}
	if last != int64(len(p.Rows)) {
		return fmt.Errorf("cluster: shortlist part Starts ends at %d, where Rows has %d", last, len(p.Rows))
	}
	return nil
}

// Extend returns the parts of a shortlist of x, given those of its first rows: those that NewShortlist makes, to the bit. The
// rows that p does not know may have columns that the others had not, if these come after all others. Parts without
// anything are those of no rows. Cost: that of a shortlist of the new rows, and a copy of p, which is not changed.
func (p ShortlistParts) Extend(x mat.Matrix, threads int) (ShortlistParts, error) {
	rows, err := inParts(x)
	if err != nil {
		return ShortlistParts{}, err
	}
	n, d, e := rows.shape()
	from, held := max(len(p.SparseScale), len(p.DenseScale)), max(0, len(p.Starts)-1)
	if err := p.check(from, held, e); err != nil {
		return ShortlistParts{}, err
	}
	if from > n || held > d || from > 0 && held == 0 && d > 0 {
		return ShortlistParts{}, fmt.Errorf("cluster: a shortlist of %d rows and %d columns cannot be extended to %d and %d", from, held, n, d)
	}
	if err := rows.usable(from); err != nil {
		return ShortlistParts{}, err
	}
	return rows.described(p, nil, threads), nil
}

// described are the parts for all rows, given those for the first, and the transpose of all or nil.
func (x twoParts) described(p ShortlistParts, transposed *matrix.CSR, threads int) ShortlistParts {
	_, d, e := x.shape()
	out, from := ShortlistParts{}, max(len(p.SparseScale), len(p.DenseScale))
	if d > 0 {
		switch {
		case transposed != nil:
		case from == 0:
			transposed = x.sparse.Transposed()
		default:
			transposed = x.sparse.Select(ascending(x.n)[from:]).Transposed()
		}
		out = x.postings(from, transposed, threads).after(p, threads)
	}
	if e > 0 {
		out.Bytes, out.DenseScale, out.DenseError = x.bytes(p, threads)
	}
	return out
}

// postings are those of the rows from from on, which are counted from there, given their transpose, whose arrays they share.
func (x twoParts) postings(from int, transposed *matrix.CSR, threads int) ShortlistParts {
	n := x.n - from
	p := ShortlistParts{SparseScale: make([]float32, n), SparseError: make([]float32, n)}
	by := make([]float64, n)
	matrix.Blocks(n, threads, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			_, row := x.sparse.Row(from + i)
			root, _ := x.roots(from + i)
			by[i], p.SparseScale[i], p.SparseError[i] = sparseBytes.describe(nil, row, root)
		}
	})
	var values []float32
	p.Starts, p.Rows, values = transposed.Parts()
	p.Values = make([]int8, len(values))
	matrix.Blocks(len(values), threads, func(lo, hi int) {
		for k := lo; k < hi; k++ {
			p.Values[k] = int8(sparseBytes.whole(values[k], by[p.Rows[k]]))
		}
	})
	return p
}

// inBytes is how values become whole numbers.
type inBytes struct {
	least float64 // what those other than 0 become that would be 0, but for the sign
	slack float64 // how far off what is computed with them may be for each that is added, as a share of the lengths
}

var (
	sparseBytes = inBytes{1, 0x1p-23} // sums are of 32 bits
	denseBytes  = inBytes{0, 0x1p-50} // and whole, but what is made of them is of 64 bits
)

// whole is the whole number nearest to v by, which is under 2^51, ties to even ones.
func (r inBytes) whole(v float32, by float64) float64 {
	const unitsEnd = 3 << 51 // numbers that have no room for halves
	k := float64(float64(v)*by) + unitsEnd - unitsEnd
	if k == 0 && v != 0 {
		return math.Copysign(r.least, float64(v))
	}
	return k
}

// describe writes a row as whole numbers into dst, unless that is nil, and returns what its values are multiplied by to make
// them whole, what the whole numbers are for those values times a root, and the length that the error is not above, with
// that of sums that are made of them: twice what it can be.
func (r inBytes) describe(dst []int8, row []float32, root float64) (by float64, scale, off float32) {
	most := greatest(row)
	if most == 0 || root == 0 {
		return 0, 0, 0
	}
	by, scale = largestByte/most, float32(root*most/largestByte)
	square := 0.0
	for j, v := range row {
		k := r.whole(v, by)
		if dst != nil {
			dst[j] = int8(k)
		}
		e := float64(root*float64(v)) - float64(float64(scale)*k)
		square += float64(e * e)
	}
	length, slack := math.Sqrt(square), float64(len(row)+64)*r.slack
	if slack > .5 {
		return by, scale, float32(math.Inf(1))
	}
	return by, scale, above(length + float64(slack*(length+float64(root*math.Sqrt(matrix.Dot(row, row))))))
}

// above is a number of 32 bits above x.
func above(x float64) float32 { return math.Nextafter32(float32(x), float32(math.Inf(1))) }

// greatest is the largest of some values, but for the signs.
func greatest(row []float32) float64 {
	most := float32(0)
	for _, v := range row {
		if v > most {
			most = v
		} else if -v > most {
			most = -v
		}
	}
	return float64(most)
}

// after returns the postings of the first rows and those of p, which follow.
func (p ShortlistParts) after(first ShortlistParts, threads int) ShortlistParts {
	if len(first.Starts) == 0 {
		return p
	}
	from, count := int32(len(first.SparseScale)), len(first.Rows)+len(p.Rows)
	out := ShortlistParts{
		Starts: slices.Clone(p.Starts), Rows: make([]int32, count), Values: make([]int8, count),
		SparseScale: slices.Concat(first.SparseScale, p.SparseScale), SparseError: slices.Concat(first.SparseError, p.SparseError),
	}
	for c := range out.Starts {
		out.Starts[c] += first.Starts[min(c, len(first.Starts)-1)]
	}
	matrix.Blocks(len(p.Starts)-1, threads, func(lo, hi int) {
		for c := lo; c < hi; c++ {
			rows, values := out.Rows[out.Starts[c]:out.Starts[c+1]], out.Values[out.Starts[c]:out.Starts[c+1]]
			a, b := first.column(c)
			held := copy(rows, first.Rows[a:b])
			copy(values, first.Values[a:b])
			a, b = p.column(c)
			copy(values[held:], p.Values[a:b])
			for k, row := range p.Rows[a:b] {
				rows[held+k] = from + row
			}
		}
	})
	return out
}

// column is where the postings of a column are; those of one that is not there are none.
func (p ShortlistParts) column(c int) (from, to int64) {
	if c+1 >= len(p.Starts) {
		return 0, 0
	}
	return p.Starts[c], p.Starts[c+1]
}

// bytes are the dense parts of the rows of p and of those that follow.
func (x twoParts) bytes(p ShortlistParts, threads int) (bytes []int8, scale, off []float32) {
	_, _, e := x.shape()
	from, width := len(p.DenseScale), byteWidth(e)
	bytes, scale, off = make([]int8, x.n*width), make([]float32, x.n), make([]float32, x.n)
	copy(bytes, p.Bytes)
	copy(scale, p.DenseScale)
	copy(off, p.DenseError)
	matrix.Blocks(x.n-from, threads, func(lo, hi int) {
		for i := from + lo; i < from+hi; i++ {
			_, root := x.roots(i)
			_, scale[i], off[i] = denseBytes.describe(bytes[i*width:][:e], x.dense.Row(i), root)
		}
	})
	return bytes, scale, off
}
