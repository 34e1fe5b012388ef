package matrix

import "gonum.org/v1/gonum/mat"

// Strips is an immutable copy of dense rows, packed so that the products of many with many are quick: sixteen rows
// side by side, column after column, the last filled up with zeros.
type Strips struct {
	rows, cols int
	data       []float32
}

// stripRows is how many rows a strip has: the columns of a tile.
const stripRows = 16

// NewStrips packs rows of a column or more. Memory: as much as theirs.
func NewStrips(x *Rows) *Strips {
	s := &Strips{x.rows, x.cols, make([]float32, (x.rows+stripRows-1)/stripRows*stripRows*x.cols)}
	for i := range x.rows {
		strip := s.data[s.at(i):]
		for c, v := range x.Row(i) {
			strip[c*stripRows] = v
		}
	}
	return s
}

// Columns is the number of columns.
func (s *Strips) Columns() int { return s.cols }

// at is where row i begins: its values are 16 apart.
func (s *Strips) at(i int) int { return i/stripRows*stripRows*s.cols + i%stripRows }

// Add is AddWith of rows of s with others of s.
func (s *Strips) Add(dst []float32, stride, lo, hi, from, to int) {
	s.AddWith(dst, stride, s, lo, hi, from, to)
}

// AddWith adds the product of row i of x and row j of s to dst[(i-lo)*stride+j-from], for i from lo to hi-1 and j from from
// to to-1, in float32, columns ascending, each product rounded before it is added. lo must be a multiple of 4 and from one
// of 16, and dst must have room as if hi and to were such multiples, too: zeros, or products with the rows after, are
// added there. Each product is within
//
//	u/(1-u) |x| |y|, u = (columns + 4) 2^-24
//
// of that of the two rows x and y, however it is added up (Higham 2002, section 3.1). It panics with mat.ErrShape if x
// has not as many columns.
func (s *Strips) AddWith(dst []float32, stride int, x *Strips, lo, hi, from, to int) {
	if x.cols != s.cols {
		panic(mat.ErrShape)
	}
	for j := from; j < to; j += stripRows {
		strip := s.data[s.at(j):]
		for i := lo; i < hi; {
			rows := tileRows
			if i%(2*tileRows) == 0 {
				rows = min(2*tileRows, hi-i)
			}
			i += stripTile(dst[(i-lo)*stride+j-from:], stride, x.data[x.at(i):], rows, strip, s.cols)
		}
	}
}
