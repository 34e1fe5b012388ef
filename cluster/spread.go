package cluster

import "slices"

// spreadRow is a sparse row as a value a column, for its products with others. Most of their columns are told from its own by a
// few bits of their number.
type spreadRow struct {
	whole   []float32
	has     [lookup]uint8 // 1 for the columns of the row, and those like them
	columns []int32       // of the row
	shared  []int32       // scratch memory: places in another row of such columns
}

// lookup is how many columns has tells apart.
const lookup = 2048

// newSpreadRow is one of no values, and of so many columns.
func newSpreadRow(columns int) *spreadRow { return &spreadRow{whole: make([]float32, columns)} }

// spread makes it another row.
func (s *spreadRow) spread(columns []int32, values []float32) {
	for _, c := range s.columns {
		s.has[uint32(c)%lookup], s.whole[c] = 0, 0
	}
	for p, c := range columns {
		s.has[uint32(c)%lookup], s.whole[c] = 1, values[p]
	}
	s.columns = columns
}

// product is that with another row, columns ascending: the zeros left out would change no bit of it.
func (s *spreadRow) product(columns []int32, values []float32) float64 {
	values = values[:len(columns)]
	s.shared = slices.Grow(s.shared[:0], len(columns))[:len(columns)]
	shared := 0
	for p, c := range columns {
		s.shared[shared] = int32(p)
		shared += int(s.has[uint32(c)%lookup])
	}
	sum := 0.0
	for _, p := range s.shared[:shared] {
		sum += float64(float64(values[p]) * float64(s.whole[columns[p]]))
	}
	return sum
}
