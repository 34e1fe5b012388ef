package vectorize

import (
	"slices"

	"kindred/vectorize/text"
)

// tally counts the documents of one goroutine: what Counter.Count says of each, by the numbers of a text.Reader.
type tally struct {
	counter   *Counter
	reader    *text.Reader
	terms     []termTally // by number
	here      []present   // of the document being read
	docs      int32
	languages []string // of its fields
	scratch   counted  // whose slices grow for one range after another
}

// termTally is a term in the documents of a tally. It is half a line of memory, since most are looked for there.
type termTally struct {
	doc int32 // the last document that held it, from 1
	at  int32 // its place among those of that document
	termCount
	cf float64
}

// present is a term in a document.
type present struct {
	term int32
	in   halves
	tf   float64
}

// termCount is what a TermStats counts in whole documents, which adds up alike in any order.
type termCount struct{ df, chances, repeats int32 }

func (c *termCount) add(o termCount) {
	c.df += o.df
	c.chances += o.chances
	c.repeats += o.repeats
}

// countRange counts the documents from to to-1.
func (t *tally) countRange(from, to int, fields func(doc int) []Field) counted {
	out := &t.scratch
	out.ends, out.terms, out.length = out.ends[:0], out.terms[:0], out.length[:0]
	out.tf.reset()
	for doc := from; doc < to; doc++ {
		length, halved := t.read(fields(doc))
		chance := count(halved)
		for i := range t.here {
			h := &t.here[i]
			s := &t.terms[h.term]
			s.add(termCount{1, chance, count(h.in == both)})
			s.cf += h.tf // exact, see weightUnit
			out.terms = append(out.terms, h.term)
			out.tf.add(h.tf)
		}
		out.ends, out.length = append(out.ends, int32(len(out.terms))), append(out.length, length)
	}
	return counted{t, slices.Clone(out.ends), slices.Clone(out.terms), out.tf.clone(), slices.Clone(out.length)}
}

func count(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// read is Counter.Count: it leaves the terms of the document in here.
func (t *tally) read(fields []Field) (length float64, halved bool) {
	t.docs++
	t.here = t.here[:0]
	var of division
	t.languages = t.counter.languages(t.languages, fields)
	for i, f := range fields {
		weight := weightOf(f)
		of.field()
		found := t.reader.Read(f.Text, t.languages[i])
		t.grow()
		for _, o := range found {
			s := &t.terms[o.Term]
			if s.doc != t.docs {
				s.doc, s.at = t.docs, int32(len(t.here))
				t.here = append(t.here, present{term: o.Term})
			}
			h := &t.here[s.at]
			h.tf += weight
			h.in |= of.half(int(o.Place))
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
