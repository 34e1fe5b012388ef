package vectorize

import "slices"

// counted is the outcome of one range of documents: the terms of each, in no order, five bytes a term.
type counted struct {
	by     *tally
	ends   []int32 // of each document in terms
	terms  []int32 // numbers of the tally; columns once kept
	tf     frequencies
	length []float64 // of each document
}

// frequencies are how often the terms of a range stand in their documents. There are few different ones, once or twice
// nearly always, so one is kept as its place among those that were met; where there are too many, as it is.
type frequencies struct {
	met   []float64
	codes []uint8
	whole []float64 // all of them, once met is full
}

const mostCodes = 256

func (f *frequencies) add(tf float64) {
	if f.whole == nil {
		code := slices.Index(f.met, tf)
		if code < 0 && len(f.met) < mostCodes {
			code = len(f.met)
			f.met = append(f.met, tf)
		}
		if code >= 0 {
			f.codes = append(f.codes, uint8(code))
			return
		}
		f.spell()
	}
	f.whole = append(f.whole, tf)
}

// spell writes the frequencies out.
func (f *frequencies) spell() {
	f.whole = make([]float64, len(f.codes), 2*len(f.codes))
	for i, code := range f.codes {
		f.whole[i] = f.met[code]
	}
	f.codes = f.codes[:0]
}

func (f *frequencies) at(i int) float64 {
	if f.whole != nil {
		return f.whole[i]
	}
	return f.met[f.codes[i]]
}

// move puts the frequency at from in the place to.
func (f *frequencies) move(to, from int) {
	if f.whole != nil {
		f.whole[to] = f.whole[from]
		return
	}
	f.codes[to] = f.codes[from]
}

// clone is a copy without room to spare.
func (f *frequencies) clone() frequencies {
	return frequencies{slices.Clone(f.met), slices.Clone(f.codes), slices.Clone(f.whole)}
}

// reset makes room for another range.
func (f *frequencies) reset() {
	*f = frequencies{met: f.met[:0], codes: f.codes[:0]}
}

// keep drops the terms without a column, -1, and puts its column in place of each of the others.
func (c *counted) keep(columns []int32) {
	n, from := 0, 0
	for doc, end := range c.ends {
		for j := from; j < int(end); j++ {
			if column := columns[c.terms[j]]; column >= 0 {
				c.terms[n] = column
				c.tf.move(n, j)
				n++
			}
		}
		c.ends[doc], from = int32(n), int(end)
	}
	c.terms = c.terms[:n]
}
