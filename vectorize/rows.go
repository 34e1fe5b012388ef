package vectorize

import (
	"slices"

	"kindred/vectorize/matrix"
)

// The rows of the matrix are made a range at a time. Its entries are sorted by column, all documents together, by counting
// how many each of the range's columns has, and then dealt out to their documents, of which each gets its own with columns
// ascending: three steps an entry, where sorting each document would take twenty.

// matrix weighs the counted documents, columns ascending, ranges in parallel. columns are those of the terms of each tally.
func (m *Model) matrix(ranges []counted, columns map[*tally][]int32) *matrix.CSR {
	v := &m.settings
	v.inParallel(len(ranges), func() func(r int) {
		order := newColumnOrder(m.Terms())
		return func(r int) { ranges[r].keep(columns[ranges[r].by], order) }
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

// rowWriter writes rows of a model. It is for one goroutine.
type rowWriter struct {
	model   *Model
	sorted  []entry // by column and then by document
	ends    []int32 // of each column of the range in sorted
	next    []int32 // where the next entry of a document goes
	weights []float64
}

// entry is a term of a document: its place among the terms of the range, and the document's in the range.
type entry struct {
	place int32
	doc   int32
}

func newRowWriter(m *Model) *rowWriter { return &rowWriter{model: m} }

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
	n := 0
	if len(part.ends) > 0 {
		n = int(part.ends[len(part.ends)-1])
	}
	w.ends = slices.Grow(w.ends[:0], len(part.names)+1)[:len(part.names)+1]
	clear(w.ends)
	for j := range n {
		w.ends[part.terms.at(j)+1]++
	}
	for i := range part.names {
		w.ends[i+1] += w.ends[i]
	}
	w.sorted = slices.Grow(w.sorted[:0], n)[:n]
	from := int32(0)
	for doc, end := range part.ends {
		for j := from; j < end; j++ {
			at := &w.ends[part.terms.at(int(j))] // where the column begins, until its entries are there
			w.sorted[*at] = entry{j, int32(doc)}
			*at++
		}
		from = end
	}
}

// deal gives the sorted entries to their documents: columns to cols and term frequencies to weights.
func (w *rowWriter) deal(part *counted, cols []int32) {
	w.next = append(w.next[:0], 0)
	w.next = append(w.next, part.ends...)
	w.weights = slices.Grow(w.weights[:0], len(cols))[:len(cols)]
	from := int32(0)
	for i, column := range part.names {
		for _, e := range w.sorted[from:w.ends[i]] {
			at := w.next[e.doc]
			w.next[e.doc]++
			cols[at], w.weights[at] = column, part.tf.at(int(e.place))
		}
		from = w.ends[i]
	}
}
