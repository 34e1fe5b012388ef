package vectorize

import (
	"math"
	"math/bits"
	"slices"
)

// counted is the outcome of one range of documents: the terms of each, in no order, three bytes a term, and four for
// each different one.
type counted struct {
	by     *tally
	names  []int32 // the terms of the range by the numbers of the tally; their columns, ascending, once kept
	ends   []int32 // of each document in terms
	terms  numbers // places in names
	tf     frequencies
	length []float64 // of each document
}

// numbers are whole numbers from 0 on, in two bytes each where these suffice.
type numbers struct {
	narrow []uint16
	wide   []int32 // if narrow is nil
}

// newNumbers copies numbers under a limit.
func newNumbers(of []int32, limit int) numbers {
	if limit > math.MaxUint16+1 {
		return numbers{wide: slices.Clone(of)}
	}
	narrow := make([]uint16, len(of))
	for i, n := range of {
		narrow[i] = uint16(n)
	}
	return numbers{narrow: narrow}
}

func (s *numbers) at(i int) int32 {
	if s.narrow != nil {
		return int32(s.narrow[i])
	}
	return s.wide[i]
}

// set puts a number, or whatever will be overwritten, in the place of one that was no less.
func (s *numbers) set(i int, n int32) {
	if s.narrow != nil {
		s.narrow[i] = uint16(n)
		return
	}
	s.wide[i] = n
}

// frequencies are how often the terms of a range stand in their documents. There are few different ones, once or twice
// nearly always, so one is kept as its place among those that were met; where there are too many, as it is.
type frequencies struct {
	met   []float64
	codes []uint8
	whole []float64 // all of them, if codes is nil
}

const mostCodes = 256

// newFrequencies copies frequencies.
func newFrequencies(all []float64) frequencies {
	f := frequencies{codes: make([]uint8, len(all))}
	var likely [64]uint8 // the place of one among those met, by what small whole numbers differ in
	for i, tf := range all {
		guess := &likely[math.Float64bits(tf)>>50%64]
		if int(*guess) >= len(f.met) || f.met[*guess] != tf {
			at := slices.Index(f.met, tf)
			if at < 0 {
				at, f.met = len(f.met), append(f.met, tf)
			}
			if at == mostCodes {
				return frequencies{whole: slices.Clone(all)}
			}
			*guess = uint8(at)
		}
		f.codes[i] = *guess
	}
	return f
}

func (f *frequencies) at(i int) float64 {
	if f.codes == nil {
		return f.whole[i]
	}
	return f.met[f.codes[i]]
}

// move puts the frequency at from in the place to.
func (f *frequencies) move(to, from int) {
	if f.codes == nil {
		f.whole[to] = f.whole[from]
		return
	}
	f.codes[to] = f.codes[from]
}

// keep drops the terms without a column, -1, of the columns of the tally's terms, and numbers the others by their columns.
func (c *counted) keep(columns []int32, order *columnOrder) {
	ranks, kept := order.rank(c.names, columns)
	n, from := 0, 0
	for doc, end := range c.ends {
		for j := from; j < int(end); j++ {
			rank := ranks[c.terms.at(j)]
			c.terms.set(n, rank)
			c.tf.move(n, j)
			if rank >= 0 {
				n++ // else the next takes its place
			}
		}
		c.ends[doc], from = int32(n), int(end)
	}
	c.names = c.names[:kept]
}

// columnOrder puts the columns of a range in order, by a bit for each column that there is. It is for one goroutine.
type columnOrder struct {
	present []uint64
	before  []int32 // how many are present before those of each 64 columns
	ranks   []int32
}

func newColumnOrder(columns int) *columnOrder {
	words := (columns + 63) / 64
	return &columnOrder{present: make([]uint64, words), before: make([]int32, words)}
}

// rank writes the columns of names to names, ascending, and returns how many these are and the place of each name among them,
// -1 for those that have no column.
func (o *columnOrder) rank(names, columns []int32) (ranks []int32, kept int) {
	ranks = slices.Grow(o.ranks[:0], len(names))[:len(names)]
	clear(o.present)
	for i, name := range names {
		column := columns[name]
		if ranks[i] = column; column >= 0 {
			o.present[column/64] |= 1 << (column % 64)
		}
	}
	for w, present := range o.present {
		o.before[w] = int32(kept)
		for ; present != 0; present &= present - 1 {
			names[kept] = int32(64*w + bits.TrailingZeros64(present))
			kept++
		}
	}
	for i, column := range ranks {
		if column >= 0 {
			below := o.present[column/64] & (1<<(column%64) - 1)
			ranks[i] = o.before[column/64] + int32(bits.OnesCount64(below))
		}
	}
	o.ranks = ranks
	return ranks, kept
}
