package vectorize

import (
	"slices"

	"kindred/vectorize/text"
)

// tally counts the documents of one goroutine: what Counter.Count says of each, by the numbers of a text.Reader.
type tally struct {
	counter *Counter
	reader  *text.Reader
	terms   []termTally // by number
	touched []int32     // the terms of the document being read
	docs    int32
	scratch counted // whose slices grow for one range after another
}

// termTally is a term in the documents of a tally, and in the last document that held it.
type termTally struct {
	doc int32 // that document, from 1
	in  halves
	tf  float64
	termCount
}

// termCount is what a TermStats counts in whole documents, which adds up alike in any order.
type termCount struct{ df, chances, repeats int32 }

func (c *termCount) add(o termCount) {
	c.df += o.df
	c.chances += o.chances
	c.repeats += o.repeats
}

// counted is the outcome of one range: the terms of each document, in no order.
type counted struct {
	by     *tally
	ends   []int // of each document in what follows
	terms  []int32
	tf     []float64
	length []float64 // of each document
}

// countRange counts the documents from to to-1.
func (t *tally) countRange(from, to int, fields func(doc int) []Field) counted {
	out := counted{t, nil, t.scratch.terms[:0], t.scratch.tf[:0], nil}
	for doc := from; doc < to; doc++ {
		length, halved := t.read(fields(doc))
		for _, term := range t.touched {
			s := &t.terms[term]
			s.add(termCount{1, count(halved), count(s.in == both)})
			out.terms, out.tf = append(out.terms, term), append(out.tf, s.tf)
		}
		out.ends, out.length = append(out.ends, len(out.terms)), append(out.length, length)
	}
	t.scratch = out
	out.terms, out.tf = slices.Clone(out.terms), slices.Clone(out.tf)
	return out
}

func count(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// read is Counter.Count: it leaves the terms in touched and their counts in terms.
func (t *tally) read(fields []Field) (length float64, halved bool) {
	t.docs++
	t.touched = t.touched[:0]
	var of division
	languages := t.counter.languages(fields)
	for i, f := range fields {
		weight := weightOf(f)
		of.field()
		found := t.reader.Read(f.Text, languages[i])
		t.grow()
		for _, o := range found {
			s := &t.terms[o.Term]
			if s.doc != t.docs {
				s.doc, s.tf, s.in = t.docs, 0, 0
				t.touched = append(t.touched, o.Term)
			}
			s.tf += weight
			s.in |= of.half(int(o.Place))
			length += weight
		}
	}
	return length, of.seen == both
}

// grow makes room for the terms that the reader came to know.
func (t *tally) grow() {
	if more := t.reader.Terms() - len(t.terms); more > 0 {
		t.terms = append(t.terms, make([]termTally, more)...)
	}
}
