package vectorize

import (
	"slices"
	"sync"
)

// AllTerms are the documents of a fit with every term that stands in them, those included that the limits of document
// frequency and number leave out: weighed as a fit without limits weighs them, but for the order in which a row's squares are
// summed. Columns are numbered from the rarest term on, those in equally many documents by who brings them first.
//
// A row is made when it is asked for, of the counts that the fit holds anyway. It is for use while FitTransformOf hands it
// out, from any number of goroutines, and no longer.
type AllTerms struct {
	settings Vectorizer
	totals   Totals
	counts   corpusTerms
	ranges   []counted
	column   []int32   // of each term by its number in counts
	scale    []float64 // of each column, as in Model
}

// newAllTerms ranks and weighs all terms. Cost: two walks over the counts.
func (v Vectorizer) newAllTerms(counts corpusTerms, ranges []counted) *AllTerms {
	a := &AllTerms{settings: v, totals: totals(ranges), counts: counts, ranges: ranges}
	terms := counts.rarestFirst(counts.inOrder(ranges))
	a.column = make([]int32, len(counts.counts))
	for column, term := range terms {
		a.column[term] = int32(column)
	}
	found := termsSeen{
		len(terms),
		func(i int) termCount { return counts.counts[terms[i]] },
		func(i int) int { return counts.reader.Words(terms[i]) },
	}
	a.scale = v.adaptation(found)
	for i := range a.scale {
		a.scale[i] = float64(idf(v.IDF, a.totals.Docs, int(found.counts(i).df))*a.scale[i]) / v.discount(found.words(i))
	}
	return a
}

// inOrder lists the terms that stand in documents, in the order in which they come.
func (all corpusTerms) inOrder(ranges []counted) []int32 {
	met, out := make([]bool, len(all.counts)), []int32(nil)
	for _, r := range ranges {
		numbers := all.numbers[r.by]
		for _, local := range r.names { // which are numbered as they come
			if term := numbers[local]; !met[term] {
				met[term] = true
				out = append(out, term)
			}
		}
	}
	return out
}

// rarestFirst sorts terms by document frequency, by counting; terms of equal frequency stay in order.
func (all corpusTerms) rarestFirst(terms []int32) []int32 {
	most := int32(0)
	for _, term := range terms {
		most = max(most, all.counts[term].df)
	}
	start := make([]int, most+2)
	for _, term := range terms {
		start[all.counts[term].df+1]++
	}
	for df := range most {
		start[df+1] += start[df]
	}
	out := make([]int32, len(terms))
	for _, term := range terms {
		df := all.counts[term].df
		out[start[df]] = term
		start[df]++
	}
	return out
}

// Dims returns the number of documents and that of terms.
func (a *AllTerms) Dims() (docs, terms int) { return a.totals.Docs, len(a.scale) }

// Row returns a document's terms, columns ascending, and their weights. Cost: a sort of them.
func (a *AllTerms) Row(doc int) (columns []int32, values []float32) {
	r := &a.ranges[doc/rangeDocs]
	from, to := r.bounds(doc % rangeDocs)
	s := rowScratches.Get().(*rowScratch)
	defer rowScratches.Put(s)
	s.empty()
	numbers := a.counts.numbers[r.by]
	for i := from; i < to; i++ {
		column := a.column[numbers[r.names[r.terms.at(int(i))]]]
		s.columns, s.weights = append(s.columns, column), append(s.weights, r.tf.at(int(i)))
		s.order = append(s.order, uint64(column)<<32|uint64(i-from))
	}
	a.settings.weigh(s.columns, s.weights, a.totals.relativeLength(r.length[doc%rangeDocs]), a.scale)
	slices.Sort(s.order)
	columns, values = make([]int32, len(s.order)), make([]float32, len(s.order))
	s.unit = normalized(s.weights, a.settings.Norm, s.unit)
	for i, o := range s.order {
		columns[i], values[i] = int32(o>>32), s.unit[uint32(o)]
	}
	return columns, values
}

// rowScratch is what a row is made in.
type rowScratch struct {
	columns []int32 // as they come
	weights []float64
	unit    []float32
	order   []uint64 // column and place
}

func (s *rowScratch) empty() {
	s.columns, s.weights, s.unit, s.order = s.columns[:0], s.weights[:0], s.unit[:0], s.order[:0]
}

var rowScratches = sync.Pool{New: func() any { return new(rowScratch) }}

// bounds are those of a document of the range in its terms.
func (c *counted) bounds(doc int) (from, to int32) {
	if doc > 0 {
		from = c.ends[doc-1]
	}
	return from, c.ends[doc]
}
