package engine

import (
	"math"
	"sync"

	"kindred/vectorize/matrix"
)

// measureCoherence fills the NPMI coherence of every topic: the mean over pairs of its top terms of
//
//	ln(p_ab / (p_a p_b)) / -ln p_ab
//
// with p the share of documents that hold a term, or both, near duplicates counted once (Bouma 2009; Lau, Newman and Baldwin
// 2014). A pair that no document holds counts -1, one that every document holds 1. Unknown (NaN)
// for fewer than two terms. Cost: one walk over the matrix.
func (e *Engine) measureCoherence(t *Topics, w *words) {
	counts := newCooccurrence(t, w)
	var rows []int
	for r := range t.members {
		rows = append(rows, t.withoutDuplicates(r)...)
	}
	var starting sync.Mutex
	var parts []*cooccurrence // one a worker
	matrix.BlocksOf(1024, len(rows), e.config.Threads, func() func(lo, hi int) {
		part := counts.empty()
		starting.Lock()
		defer starting.Unlock()
		parts = append(parts, part)
		return func(lo, hi int) {
			for _, row := range rows[lo:hi] {
				columns, _ := e.termsOfRow(row)
				part.add(columns)
			}
		}
	})
	for _, part := range parts {
		counts.join(part)
	}
	for r := range t.Topics {
		t.Topics[r].Coherence = counts.npmi(r, w.counted())
	}
}

// cooccurrence counts, for each topic, the documents that hold each pair of its top terms.
type cooccurrence struct {
	slots [][]slot // of each column: where it is a top term
	pairs [][topTerms][topTerms]int
	size  []int
	met   [][]int // slots of the current document, by topic
}

type slot struct{ topic, place int }

func newCooccurrence(t *Topics, w *words) *cooccurrence {
	c := &cooccurrence{slots: make([][]slot, len(w.total)), size: make([]int, t.K), pairs: make([][topTerms][topTerms]int, t.K)}
	for r := range t.Topics {
		columns := w.centroidTerms(&t.Topics[r])
		c.size[r] = len(columns)
		for place, column := range columns {
			c.slots[column] = append(c.slots[column], slot{r, place})
		}
	}
	return c
}

// empty counts the same, from nothing.
func (c *cooccurrence) empty() *cooccurrence {
	return &cooccurrence{c.slots, make([][topTerms][topTerms]int, len(c.pairs)), c.size, make([][]int, len(c.pairs))}
}

// join adds what was counted in other documents.
func (c *cooccurrence) join(other *cooccurrence) {
	for r := range c.pairs {
		for a := range c.pairs[r] {
			for b := range c.pairs[r][a] {
				c.pairs[r][a][b] += other.pairs[r][a][b]
			}
		}
	}
}

// add counts one document.
func (c *cooccurrence) add(columns []int32) {
	var topics []int
	for _, column := range columns {
		for _, s := range c.slots[column] {
			if len(c.met[s.topic]) == 0 {
				topics = append(topics, s.topic)
			}
			c.met[s.topic] = append(c.met[s.topic], s.place)
		}
	}
	for _, r := range topics {
		for _, a := range c.met[r] {
			for _, b := range c.met[r] {
				c.pairs[r][a][b]++
			}
		}
		c.met[r] = c.met[r][:0]
	}
}

// npmi is the mean over the pairs of a topic; pairs[a][a] is the document frequency of a.
func (c *cooccurrence) npmi(r, docs int) Measure {
	sum, n := 0.0, 0
	for a := range c.size[r] {
		for b := range a {
			sum += normalizedPMI(c.pairs[r][a][b], c.pairs[r][a][a], c.pairs[r][b][b], docs)
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

func normalizedPMI(both, a, b, docs int) float64 {
	if both == 0 {
		return -1
	}
	if both == docs {
		return 1
	}
	n := float64(docs)
	joint := float64(both) / n
	return math.Log(joint/(float64(a)/n*(float64(b)/n))) / -math.Log(joint)
}

// Diversity is the share of different terms among the top terms of all topics.
func (t *Topics) Diversity() Measure {
	distinct, all := map[string]bool{}, 0
	for _, topic := range t.Leaves() {
		for _, w := range topic.TopTerms {
			distinct[w.Term] = true
			all++
		}
	}
	if all == 0 {
		return math.NaN()
	}
	return float64(len(distinct)) / float64(all)
}
