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
	cf      []float64
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
			all.cf = append(all.cf, make([]float64, more)...)
		}
		numbers := all.numbers[t]
		for i := range t.terms {
			s, n := &t.terms[i], numbers[i]
			all.counts[n].add(s.termCount)
			all.cf[n] += s.cf
		}
		t.terms = nil
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

// columns are those of the terms of each tally: of the kept ones as given, of all others -1.
func (all corpusTerms) columns(kept, columns []int32) map[*tally][]int32 {
	of := make([]int32, len(all.counts))
	for i := range of {
		of[i] = -1
	}
	for i, term := range kept {
		of[term] = columns[i]
	}
	for _, numbers := range all.numbers {
		for i, n := range numbers {
			numbers[i] = of[n]
		}
	}
	return all.numbers
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
