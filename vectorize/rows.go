package vectorize

import (
	"math/bits"

	"kindred/vectorize/matrix"
)

// The rows of the matrix are made a range at a time. Its entries are sorted by column, all documents together, in two or
// three passes over digits of the column (a radix sort, stable), and then dealt out to their documents, of which each gets
// its own with columns ascending: some four steps an entry, where sorting each document would take twenty.

// matrix weighs the counted documents, columns ascending, ranges in parallel. columns are those of the terms of each tally.
func (m *Model) matrix(ranges []counted, columns map[*tally][]int32) *matrix.CSR {
	v := &m.settings
	v.inParallel(len(ranges), func() func(r int) {
		return func(r int) { ranges[r].keep(columns[ranges[r].by]) }
	})
	start, firsts := []int64{0}, make([]int, len(ranges))
	for r := range ranges {
		firsts[r] = len(start) - 1
		before := start[firsts[r]]
		for _, end := range ranges[r].ends {
			start = append(start, before+int64(end))
		}
	}
	nnz := start[len(start)-1]
	cols, values := make([]int32, nnz), make([]float32, nnz)
	v.inParallel(len(ranges), func() func(r int) {
		w := newRowWriter(m)
		return func(r int) {
			from, to := start[firsts[r]], start[firsts[r]+len(ranges[r].ends)]
			w.write(&ranges[r], cols[from:to:to], values[from:to:to])
			ranges[r] = counted{}
		}
	})
	return matrix.NewCSR(len(start)-1, m.Terms(), start, cols, values)
}

// digitBits is the most bits of a column that one pass sorts by.
const digitBits = 11

// rowWriter writes rows of a model. It is for one goroutine.
type rowWriter struct {
	model         *Model
	digit, passes int      // bits of a digit, and how many digits a column has
	sorted, other []uint64 // entries: the column above the place in counted.terms
	docs          []uint16 // of the places
	ends          [1 << digitBits]uint32
	next          []int32 // where the next entry of a document goes
	weights       []float64
}

func newRowWriter(m *Model) *rowWriter {
	width := max(bits.Len(uint(m.Terms()-1)), 1)
	passes := (width + digitBits - 1) / digitBits
	return &rowWriter{model: m, digit: (width + passes - 1) / passes, passes: passes}
}

// write writes the rows of a range, one behind the other.
func (w *rowWriter) write(part *counted, cols []int32, values []float32) {
	w.sort(part)
	w.deal(part, cols)
	from := int32(0)
	for doc, end := range part.ends {
		weights := w.weights[from:end]
		w.model.settings.weigh(cols[from:end], weights, w.model.parts.Totals.relativeLength(part.length[doc]), w.model.parts.Scale)
		normalized(weights, w.model.settings.Norm, values[from:from:end])
		from = end
	}
}

// sort orders the entries of a range by column and then by document.
func (w *rowWriter) sort(part *counted) {
	w.sorted, w.other, w.docs = w.sorted[:0], w.other[:0], w.docs[:0]
	from := int32(0)
	for doc, end := range part.ends {
		for j := from; j < end; j++ {
			w.sorted = append(w.sorted, uint64(part.terms[j])<<32|uint64(j))
			w.docs = append(w.docs, uint16(doc))
		}
		from = end
	}
	w.other = append(w.other, w.sorted...)
	for pass := range w.passes {
		w.byDigit(32 + pass*w.digit)
		w.sorted, w.other = w.other, w.sorted
	}
}

// byDigit copies sorted to other, ordered by the digit that begins at a bit.
func (w *rowWriter) byDigit(shift int) {
	mask := uint64(1)<<w.digit - 1
	ends := w.ends[:mask+1]
	clear(ends)
	for _, e := range w.sorted {
		ends[e>>shift&mask]++
	}
	at := uint32(0)
	for d, n := range ends {
		ends[d], at = at, at+n
	}
	for _, e := range w.sorted {
		d := e >> shift & mask
		w.other[ends[d]] = e
		ends[d]++
	}
}

// deal gives the sorted entries to their documents: columns to cols and term frequencies to weights.
func (w *rowWriter) deal(part *counted, cols []int32) {
	w.next = append(w.next[:0], 0)
	w.next = append(w.next, part.ends...)
	if cap(w.weights) < len(cols) {
		w.weights = make([]float64, len(cols))
	}
	w.weights = w.weights[:len(cols)]
	for _, e := range w.sorted {
		place := uint32(e)
		doc := w.docs[place]
		at := w.next[doc]
		w.next[doc]++
		cols[at], w.weights[at] = int32(e>>32), part.tf.at(int(place))
	}
}
