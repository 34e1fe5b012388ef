package cluster

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// space is a matrix made ready for sums and products: the rows, sparse or dense, and what is
// needed of each again and again.
type space struct {
	n, d    int
	sparse  *matrix.CSR  // one of the two is set
	dense   *matrix.Rows // ...
	squares []float64    // |x_i|^2
	bits    int          // fractional bits of the fixed-point sums
	longest float64      // at least the length of any row

	full        int            // bytes that a table of sparse rows may take with all columns in full
	frequencies func() []int32 // in how many rows each column of sparse rows is
}

// newSpace reads any matrix. Cost: one pass over the stored values.
func newSpace(x mat.Matrix) *space {
	s := &space{}
	s.n, s.d = x.Dims()
	switch x := x.(type) {
	case *matrix.CSR:
		s.sparse = x
	case *matrix.Rows:
		s.dense = x
	case mat.RowNonZeroDoer:
		s.sparse = readSparse(x, s.n, s.d)
	default:
		s.dense = readDense(x, s.n, s.d)
	}
	s.squares = make([]float64, s.n)
	largest := 0.0
	for i := range s.n {
		s.squares[i] = s.square(i)
		largest = max(largest, s.squares[i])
	}
	s.bits = FractionBits(s.n, math.Sqrt(largest))
	s.longest = float64(math.Sqrt(largest) * (1 + 0x1p-30))
	s.full, s.frequencies = fullMost, sync.OnceValue(s.count)
	return s
}

func (s *space) count() []int32 {
	out := make([]int32, s.d)
	for i := range s.n {
		columns, _ := s.sparse.Row(i)
		for _, c := range columns {
			out[c]++
		}
	}
	return out
}

func (s *space) square(i int) float64 {
	if s.sparse != nil {
		return s.sparse.SquaredNorm(i)
	}
	return s.dense.SquaredNorm(i)
}

// finite reports the first row with a value that is not a finite number.
func (s *space) finite() error {
	for i, square := range s.squares {
		if math.IsNaN(square) || math.IsInf(square, 0) {
			return fmt.Errorf("cluster: row %d has a value that is not a finite number", i)
		}
	}
	return nil
}

// FractionBits is how many bits behind the point the sums of n rows of at most some length have in 64 bits of fixed
// point: 40 for up to 2^22 rows of unit length, so that no sum exceeds 2^62, and one less for each doubling of the rows
// or of their length.
func FractionBits(n int, length float64) int {
	bits := 40
	for rows := 1 << 22; rows < n; rows *= 2 {
		bits--
	}
	if length > 1+unitTolerance && !math.IsInf(length, 0) {
		bits -= int(math.Ceil(math.Log2(length)))
	}
	return bits
}

// unitTolerance is how far a row's length may be from 1.
const unitTolerance = 1e-3

// usableRows is the space of x with its usable rows.
func usableRows(x mat.Matrix) (*space, []int, error) {
	s := newSpace(x)
	rows, err := s.usable()
	return s, rows, err
}

// usable returns the rows that are not zero, ascending. It is an error if one of them has not
// unit length, and ErrNoRows if there is none.
func (s *space) usable() ([]int, error) {
	var rows []int
	for i, sq := range s.squares {
		if sq == 0 {
			continue
		}
		if length := math.Sqrt(sq); !(math.Abs(length-1) <= unitTolerance) {
			return nil, fmt.Errorf("cluster: row %d has length %.6g; rows must have unit length or be zero (matrix Unit makes them so)", i, length)
		}
		rows = append(rows, i)
	}
	if rows == nil {
		return nil, ErrNoRows
	}
	return rows, nil
}

func readSparse(x mat.RowNonZeroDoer, n, d int) *matrix.CSR {
	type entry struct {
		column int32
		value  float32
	}
	start := make([]int64, 1, n+1)
	var columns []int32
	var values []float32
	var row []entry
	for i := range n {
		row = row[:0]
		x.DoRowNonZero(i, func(_, j int, v float64) { row = append(row, entry{int32(j), float32(v)}) })
		slices.SortFunc(row, func(a, b entry) int { return cmp.Compare(a.column, b.column) })
		for _, e := range row {
			columns, values = append(columns, e.column), append(values, e.value)
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

func readDense(x mat.Matrix, n, d int) *matrix.Rows {
	data := make([]float32, 0, n*d)
	viewer, _ := x.(mat.RawRowViewer)
	row := make([]float64, d)
	for i := range n {
		if viewer != nil {
			row = viewer.RawRowView(i)
		} else {
			mat.Row(row, i, x)
		}
		for _, v := range row {
			data = append(data, float32(v))
		}
	}
	return matrix.NewRows(n, d, data)
}
