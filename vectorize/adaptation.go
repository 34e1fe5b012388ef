package vectorize

import (
	"math"
	"strings"
)

// Adaptation. A word that says what a paper is about comes back: once used it is used again, far more often than its
// frequency foretells, and a word of passage is not (Church 2000, "Empirical Estimates of Adaptation: The
// chance of two Noriegas is closer to p/2 than p^2"). A document is cut in two halves, and the rate of a term is
// the share of the documents that hold it which hold it in both:
//
//	rate_t = (repeats_t + s m) / (chances_t + s)
//
// with chances_t the documents of two halves that hold t, repeats_t those that hold it in both, m the mean over
// terms and s how much the terms are alike, by the moments of a beta-binomial distribution: a rare term, of
// which little is known, is taken for a mean one. The weight of a term is multiplied by (rate_t / m)^Adaptation, so
// that a mean term keeps its weight. Single words and n-grams, which return less, have means of their own.
//
// The halves are alternate runs of runTokens tokens, so that both speak of the same and neither is
// all of the beginning; a field begins a run, so that a title and an abstract are not in one. A bare title
// has one half and says nothing: in a corpus of titles all weights are left alone.

// runTokens is the length of a run: half a sentence or so.
const runTokens = 12

// halves is a set of the two halves of a document.
type halves uint8

const both halves = 3

// division deals the tokens of a document out to its halves.
type division struct {
	base, last int // the runs that the field begins at and that was reached
	begun      bool
	seen       halves // that hold terms
}

// field begins another field: it begins a run, if the fields before it hold terms.
func (d *division) field() {
	if d.begun {
		d.base = d.last + 1
	}
}

// half is where the token at a place of the field belongs.
func (d *division) half(place int) halves {
	run := d.base + place/runTokens
	d.begun, d.last = true, max(d.last, run)
	h := halves(1 << (run % 2))
	d.seen |= h
	return h
}

// termsSeen are terms and what was seen of them.
type termsSeen struct {
	n      int
	counts func(i int) termCount
	words  func(i int) int // of which a term is made
}

// seen are the terms of a vocabulary.
func seen(terms []vocable) termsSeen {
	return termsSeen{
		len(terms),
		func(i int) termCount {
			s := &terms[i].stats
			return termCount{int32(s.DF), int32(s.Chances), int32(s.Repeats)}
		},
		func(i int) int { return words(terms[i].term) },
	}
}

// adaptation is what the weight of each term is multiplied by. The words of a term are counted once for its four
// questions: its text is seldom in the cache.
func (v Vectorizer) adaptation(terms termsSeen) []float64 {
	out, ngram := make([]float64, terms.n), make([]bool, terms.n)
	for i := range ngram {
		ngram[i] = terms.words(i) > 1
	}
	single, joined := prior{}, prior{}
	if v.Adaptation > 0 {
		single = newPrior(terms, func(i int) bool { return !ngram[i] })
		joined = newPrior(terms, func(i int) bool { return ngram[i] })
	}
	for i := range out {
		p := single
		if ngram[i] {
			p = joined
		}
		out[i] = math.Pow(p.relative(terms.counts(i)), v.Adaptation)
	}
	return out
}

// words is the number of words of a term.
func words(term string) int { return strings.Count(term, " ") + 1 }

// prior is what is known of a term's rate before it is seen: the mean of others and how many documents that is worth.
type prior struct {
	mean, worth float64
}

// leastWorth is how many documents a mean is worth at least.
const leastWorth = 4

// newPrior estimates the moments of a beta-binomial distribution over the chosen terms, each weighted by its chances
// (Kleinman, "Proportions with Extraneous Variance", 1973). It is the zero prior where no term repeats.
func newPrior(terms termsSeen, chosen func(i int) bool) prior {
	var count, chances, repeats, squares float64
	for i := range terms.n {
		if t := terms.counts(i); t.chances > 0 && chosen(i) {
			c := float64(t.chances)
			count++
			chances += c
			repeats += float64(t.repeats)
			squares += float64(c * c)
		}
	}
	if repeats == 0 {
		return prior{}
	}
	mean, spread := repeats/chances, 0.0
	for i := range terms.n {
		if t := terms.counts(i); t.chances > 0 && chosen(i) {
			c := float64(t.chances)
			off := float64(t.repeats)/c - mean
			spread += float64(c * float64(off*off))
		}
	}
	unit := mean * (1 - mean) // the variance of one chance
	within := unit * (count - 1)
	between := unit * (chances - squares/chances - (count - 1))
	alike := (spread - float64(within)) / between // correlation of two chances of a term
	if !(alike > 0) {
		return prior{mean, math.Inf(1)}
	}
	return prior{mean, max(1/alike-1, leastWorth)}
}

// relative is a term's rate over the mean rate, or 1 where nothing is known.
func (p prior) relative(t termCount) float64 {
	if p.mean == 0 || math.IsInf(p.worth, 1) {
		return 1
	}
	return (float64(t.repeats)/p.mean + p.worth) / (float64(t.chances) + p.worth)
}
