package engine

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const (
	periodWords  = 5    // of a topic in a period
	periodPapers = 3    // of the topic in the period that have such a word, at least
	periodShare  = 0.05 // of its papers in the period that have it, at least
	periodTold   = 10.8 // G^2 of a word: chance gives one in a thousand as much
)

// periodReader finds the words that a topic has in one period more than in its others. What it counts in, a number a
// column, is zero before and after.
type periodReader struct {
	e       *Engine
	all, in []int32 // papers with a term: of the topic, and of the period
}

func (e *Engine) periodReader() *periodReader {
	return &periodReader{e, make([]int32, e.model.Terms()), make([]int32, e.model.Terms())}
}

// words lists, for each period, the words that tell it from the others. rows are the papers of a topic by period, near
// duplicates left out.
//
// A word that a share p of the topic's papers of the period have, and a share q of its others, is worth
//
//	p ln(p/q) + (1-p) ln((1-p)/(1-q))
//
// as a phrase is for the label of a topic (see Engine.name). It is listed if its log-likelihood ratio (Dunning 1993, "Accurate
// Methods for the Statistics of Surprise and Coincidence") says that this is hardly chance, though of thousands of rare words
// some always are. Papers are counted, not words: one paper may use a word fifty times. No stem is listed twice.
func (r *periodReader) words(rows [][]int) [][]string {
	papers := 0
	for _, part := range rows {
		papers += len(part)
		r.count(part, r.all)
	}
	out := make([][]string, len(rows))
	for i, part := range rows {
		if len(part) >= periodPapers && len(part) < papers {
			out[i] = r.telling(part, papers)
		}
	}
	for _, part := range rows {
		r.clear(part, r.all)
	}
	return out
}

// count adds the terms of papers and lists the columns that were zero.
func (r *periodReader) count(rows []int, to []int32) []int32 {
	var touched []int32
	for _, row := range rows {
		columns, _ := r.e.termsOfRow(row)
		for _, c := range columns {
			if to[c] == 0 {
				touched = append(touched, c)
			}
			to[c]++
		}
	}
	return touched
}

func (r *periodReader) clear(rows []int, to []int32) {
	for _, row := range rows {
		columns, _ := r.e.termsOfRow(row)
		for _, c := range columns {
			to[c] = 0
		}
	}
}

// telling are the words of the papers of one period, of all that the topic has.
func (r *periodReader) telling(rows []int, papers int) []string {
	touched := r.count(rows, r.in)
	defer r.clear(rows, r.in)
	slices.Sort(touched)
	var worth sparse
	for _, c := range touched {
		in, with := int(r.in[c]), int(r.all[c])
		if in < periodPapers || float64(in) < periodShare*float64(len(rows)) || !r.e.names[c] {
			continue
		}
		if likelihoodRatio(in, len(rows), with, papers) >= periodTold {
			worth = append(worth, entry{c, divergence(smoothed(in, len(rows)), smoothed(with-in, papers-len(rows)))})
		}
	}
	slices.SortStableFunc(worth, func(a, b entry) int { return cmp.Compare(b.value, a.value) })
	return r.spelt(worth)
}

// spelt takes the first words that share none with those before.
func (r *periodReader) spelt(worth sparse) []string {
	var taken, out []string
	for _, w := range worth {
		parts := strings.FieldsFunc(r.e.model.Term(int(w.column)), func(r rune) bool { return r == ' ' || r == '-' })
		if len(out) < periodWords && !slices.ContainsFunc(parts, func(p string) bool { return hasKin(taken, p) }) {
			taken, out = append(taken, parts...), append(out, r.e.model.Surface(int(w.column)))
		}
	}
	return out
}

// smoothed is the share of papers with a term, never none nor all.
func smoothed(with, all int) float64 { return (float64(with) + 0.5) / (float64(all) + 1) }

// divergence is that of Kullback and Leibler between having a term with the chance p and with q.
func divergence(p, q float64) float64 {
	return float64(p*math.Log(p/q)) + float64((1-p)*math.Log((1-p)/(1-q)))
}

// likelihoodRatio is G^2 of a term that in of the part papers have, and with of all, which hold these; 0 if it is not in more of
// them than elsewhere.
func likelihoodRatio(in, part, with, all int) float64 {
	if in*all <= with*part {
		return 0
	}
	sum := 0.0
	for _, cell := range [][3]int{
		{in, with, part}, {part - in, all - with, part}, {with - in, with, all - part}, {all - part - with + in, all - with, all - part},
	} {
		if seen := float64(cell[0]); seen > 0 {
			sum += float64(seen * math.Log(seen*float64(all)/(float64(cell[1])*float64(cell[2]))))
		}
	}
	return 2 * sum
}
