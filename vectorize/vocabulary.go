package vectorize

import (
	"kindred/vectorize/text"
)

// corpusTerms are the terms of all tallies, by the numbers of the first one's reader.
type corpusTerms struct {
	reader  *text.Reader
	tallies []*tally
	numbers map[*tally][]int32 // from each tally's numbers
	counts  []termCount
}

// merge joins the tallies. It takes in their terms one tally after another, so the numbers depend on who counted what:
// nothing that is seen may.
func merge(tallies []*tally) corpusTerms {
	all := corpusTerms{tallies: tallies, numbers: map[*tally][]int32{}}
	for _, t := range tallies {
		if all.reader == nil {
			all.reader = t.reader
		}
		all.numbers[t] = numbersIn(all.reader, t.reader)
		if more := all.reader.Terms() - len(all.counts); more > 0 {
			all.counts = append(all.counts, make([]termCount, more)...)
		}
		for i, s := range t.terms {
			all.counts[all.numbers[t][i]].add(s.termCount)
		}
	}
	return all
}

// numbersIn are the numbers that the terms of other have in reader.
func numbersIn(reader, other *text.Reader) []int32 {
	if reader != other {
		return reader.Merge(other)
	}
	same := make([]int32, reader.Terms())
	for i := range same {
		same[i] = int32(i)
	}
	return same
}

// occurring lists the terms that stand in a document. The others begin n-grams, or were met in other readings alone.
func (all corpusTerms) occurring() []int32 {
	var out []int32
	for i, c := range all.counts {
		if c.df > 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

// keep drops from the ranges the terms that are not kept and numbers the others by their place in kept. It returns the
// totals of the documents and the corpus frequencies of what is kept, summed in the order of the documents.
func (all corpusTerms) keep(ranges []counted, kept []int32) (t Totals, cf []float64) {
	place := make([]int32, len(all.counts)) // plus 1
	for i, term := range kept {
		place[term] = int32(i + 1)
	}
	cf = make([]float64, len(kept))
	for r := range ranges {
		ranges[r].keep(all.numbers[ranges[r].by], place, cf)
		for _, length := range ranges[r].length {
			t.Docs++
			t.Length += length
		}
	}
	return t, cf
}

func (c *counted) keep(numbers, place []int32, cf []float64) {
	n, from := 0, 0
	for doc, end := range c.ends {
		for j := from; j < end; j++ {
			if k := place[numbers[c.terms[j]]] - 1; k >= 0 {
				cf[k] += c.tf[j]
				c.terms[n], c.tf[n] = k, c.tf[j]
				n++
			}
		}
		c.ends[doc], from = n, end
	}
	c.terms, c.tf = c.terms[:n], c.tf[:n]
}

// forms collects the spellings of the kept terms.
func (all corpusTerms) forms(kept []int32) [][]Form {
	place := make([]int32, len(all.counts)) // plus 1
	for i, term := range kept {
		place[term] = int32(i + 1)
	}
	out := make([][]Form, len(kept))
	for _, t := range all.tallies {
		numbers := all.numbers[t]
		for f := range t.reader.Forms() {
			term, n := t.reader.Form(f)
			if k := place[numbers[term]] - 1; n > 0 && k >= 0 {
				out[k] = addForm(out[k], t.reader.Spelling(f), n)
			}
		}
	}
	return out
}
