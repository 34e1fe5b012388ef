package vectorize

import (
	"math"
	"slices"

	"kindred/vectorize/text"
)

// tally counts the documents of one goroutine: what Counter.Count says of each, by the numbers of a text.Reader. A range of
// documents has numbers of its own for the terms that stand in it, so that what is looked at for each word of a text is little
// enough to be at hand; what was counted is added up once for each range and term.
type tally struct {
	counter   *Counter
	reader    *text.Reader
	terms     []termTally // by number
	base      uint32      // the mark of the first term of the range
	met       []int32     // the number in the range of the term of each form that the reader met
	names     []int32     // the number of each term of the range
	here      []inRange   // the terms of the range
	present   []int32     // numbers in the range of the terms of the document being read, those of the first so many
	languages []string    // of its fields

	// Of the range, as in counted.
	ends, found []int32
	tf, length  []float64
}

// termTally is a term in the documents of a tally.
type termTally struct {
	mark uint32 // of the last range that it stood in, by which its number there is found
	termCount
	cf float64
}

// inRange is a term in a range: in the document being read, and in those before.
type inRange struct {
	tf float64
	in halves // none if it does not stand in the document
	termCount
	cf float64
}

// termCount is what a TermStats counts in whole documents, which adds up alike in any order.
type termCount struct{ df, chances, repeats int32 }

func (c *termCount) add(o termCount) {
	c.df += o.df
	c.chances += o.chances
	c.repeats += o.repeats
}

func newTally(c *Counter) *tally { return &tally{counter: c, reader: c.analyzer.Reader(), base: 1} }

// countRange counts the documents from to to-1.
func (t *tally) countRange(from, to int, fields func(doc int) []Field) counted {
	for doc := from; doc < to; doc++ {
		length, halved, terms := t.read(fields(doc))
		chance := count(halved)
		for _, n := range t.present[:terms] {
			s := &t.here[n]
			s.add(termCount{1, chance, count(s.in == both)})
			s.cf += s.tf // exact, see weightUnit
			t.found = append(t.found, n)
			t.tf = append(t.tf, s.tf)
			s.tf, s.in = 0, 0
		}
		t.ends, t.length = append(t.ends, int32(len(t.found))), append(t.length, length)
	}
	for n, term := range t.names {
		s := &t.terms[term]
		s.add(t.here[n].termCount)
		s.cf += t.here[n].cf
	}
	out := counted{t, slices.Clone(t.names), slices.Clone(t.ends), newNumbers(t.found, len(t.names)), newFrequencies(t.tf), slices.Clone(t.length)}
	t.endRange()
	return out
}

// endRange makes ready for another range.
func (t *tally) endRange() {
	t.reader.EndStretch()
	if t.base += uint32(len(t.names)); t.base > math.MaxUint32/2 { // marks begin anew before there are none left
		for i := range t.terms {
			t.terms[i].mark = 0
		}
		t.base = 1
	}
	t.met, t.names, t.here = t.met[:0], t.names[:0], t.here[:0]
	t.ends, t.found, t.tf, t.length = t.ends[:0], t.found[:0], t.tf[:0], t.length[:0]
}

func count(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// read is Counter.Count: it leaves the terms of the document in here, and says which of them and how many in present.
func (t *tally) read(fields []Field) (length float64, halved bool, terms int) {
	var of division
	t.languages = t.counter.languages(t.languages, fields)
	for i, f := range fields {
		weight := weightOf(f)
		of.field()
		found := t.reader.Read(f.Text, t.languages[i])
		t.meet()
		for _, o := range found {
			n := t.met[o.Met]
			s := &t.here[n]
			t.present[terms] = n // which stays if it was not there
			if s.in == 0 {
				terms++
			}
			s.tf += weight
			s.in |= of.half(int(o.Place))
			length += weight
		}
	}
	return length, of.seen == both, terms
}

// meet numbers the terms that the reader met in the range for the first time.
func (t *tally) meet() {
	if more := t.reader.Terms() - len(t.terms); more > 0 {
		t.terms = append(t.terms, make([]termTally, more)...)
	}
	for _, m := range t.reader.Met()[len(t.met):] {
		s := &t.terms[m.Term]
		n := s.mark - t.base
		if n >= uint32(len(t.names)) {
			n = uint32(len(t.names))
			s.mark = t.base + n
			t.names, t.here = append(t.names, m.Term), append(t.here, inRange{})
		}
		t.met = append(t.met, int32(n))
	}
	if more := len(t.names) + 1 - len(t.present); more > 0 {
		t.present = append(t.present, make([]int32, more)...)
	}
}
