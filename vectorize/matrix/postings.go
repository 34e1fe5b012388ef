package matrix

import "math"

// Postings are some rows of a matrix, column after column: the places, counted from the first, of the rows that hold a
// column, and their weights, which are whole numbers of 8 bits. They never change.
type Postings struct {
	starts  []uint32 // of each column's postings, a multiple of 4: what is left of the last four weighs 0
	places  []uint16
	weights []uint8
	longest float64
}

// postingStep is how many postings are added up together.
const postingStep = 4

// NewPostings reads rows lo to hi-1 of x, no more than 65,536. A value v weighs at least v scale, and v scale + 1 at most;
// v must not be negative and that be under 256.
func NewPostings(x *CSR, lo, hi int, scale float32) *Postings {
	p := &Postings{starts: make([]uint32, x.cols+1)}
	columns, values := x.columns[x.start[lo]:x.start[hi]], x.values[x.start[lo]:x.start[hi]]
	at := p.starts[1:]
	for _, c := range columns {
		at[c]++
	}
	sum := uint32(0)
	for c, count := range at {
		at[c] = sum
		sum += (count + postingStep - 1) / postingStep * postingStep
	}
	p.places, p.weights = make([]uint16, sum), make([]uint8, sum)
	square := 0
	for i := lo; i < hi; i++ {
		from, to := x.start[i]-x.start[lo], x.start[i+1]-x.start[lo]
		square = max(square, p.put(at, uint16(i-lo), columns[from:to], values[from:to], scale))
	}
	p.longest = math.Sqrt(float64(square))
	for c, end := range at { // of the next column's they are where they begin
		at[c] = (end + postingStep - 1) / postingStep * postingStep
	}
	return p
}

// put writes the postings of one row where its columns' next ones go and returns the square of its length.
func (p *Postings) put(at []uint32, place uint16, columns []int32, values []float32, scale float32) int {
	values = values[:len(columns)]
	square := 0
	for q, c := range columns {
		weight := int(values[q]*scale) + 1
		square += weight * weight
		k := at[c]
		at[c] = k + 1
		p.places[k], p.weights[k] = place, uint8(weight)
	}
	return square
}

// Longest is at least the length of any row of weights.
func (p *Postings) Longest() float64 { return p.longest }

// Held is about how many rows hold a column: up to 3 more.
func (p *Postings) Held(c int) int { return int(p.starts[c+1] - p.starts[c]) }

// Spread writes the weights of column c, a place a row, into dst, which has zeros.
func (p *Postings) Spread(dst []uint8, c int) {
	a, b := p.starts[c], p.starts[c+1]
	for k, place := range p.places[a:b] {
		dst[place] += p.weights[a:b][k]
	}
}

// Sums are what a query's products with rows come to, a place a row; there are as many as 16 bits can tell, so that
// none need be checked.
type Sums [1 << 16]uint16

// Add adds to the sums, for each of some columns, its factor times the weights of the rows that hold it. No sum that
// is made may pass 65,535. It panics if a column is out of range or has no factor.
func (p *Postings) Add(sums *Sums, columns []int32, factors []uint16) {
	factors = factors[:len(columns)]
	for _, c := range columns {
		_, _ = p.starts[c], p.starts[c+1]
	}
	if len(p.places) > 0 && len(columns) > 0 {
		addPostings(sums, p, columns, factors)
	}
}

// addPostingsGo is Add.
func addPostingsGo(sums *Sums, p *Postings, columns []int32, factors []uint16) {
	for q, c := range columns {
		a, b := p.starts[c], p.starts[c+1]
		places, weights, factor := p.places[a:b], p.weights[a:b], factors[q]
		for k, place := range places {
			sums[place] += factor * uint16(weights[k])
		}
	}
}
