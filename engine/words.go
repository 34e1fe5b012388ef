package engine

import (
	"cmp"
	"slices"
	"strings"
)

const (
	topTerms      = 10 // of the centroid, for reading and for coherence
	listedTerms   = 20 // descriptive and discriminating terms kept for a topic
	lackingListed = 10

	nothingApart = 1e-12 // |a-b|^2 that the rounding of rows to float32 accounts for
)

// words holds what the term space says of each topic: for topic r the sum D_r of its rows and, of
// each term, how many of its papers have it.
type words struct {
	e     *Engine
	sums  []sparse // D_r
	df    [][]int32
	total []float64 // D
	sizes []int
}

// readWords sums the term space by topic, rows in order.
func (e *Engine) readWords(t *Topics) *words {
	w := &words{e: e, total: make([]float64, e.model.Terms())}
	sum, df := make([]float64, e.model.Terms()), make([]int32, e.model.Terms())
	for _, rows := range t.members {
		var touched []int32
		for _, row := range slices.Sorted(slices.Values(rows)) {
			columns, values := e.terms.Row(row)
			for j, c := range columns {
				if df[c] == 0 {
					touched = append(touched, c)
				}
				df[c]++
				sum[c] += float64(values[j])
			}
		}
		slices.Sort(touched)
		w.take(touched, sum, df, len(rows))
	}
	return w
}

// take moves one topic's sums out of the scratch arrays, which are left empty.
func (w *words) take(columns []int32, sum []float64, df []int32, size int) {
	s, d := make(sparse, len(columns)), make([]int32, len(columns))
	for i, c := range columns {
		s[i], d[i] = entry{c, sum[c]}, df[c]
		w.total[c] += sum[c]
		sum[c], df[c] = 0, 0
	}
	w.sums, w.df, w.sizes = append(w.sums, s), append(w.df, d), append(w.sizes, size)
}

// describe fills the term lists of a topic.
//
// With a and b the unit centroids of the topic and of everything else: the descriptive weight of a
// term is a_t^2, its part of the topic's cohesion, and the discriminating weight
// (a_t-b_t)^2 / |a-b|^2, its part of the distance to the rest (CLUTO, Karypis 2002). Terms that
// the topic has more of and terms that it lacks are listed apart.
func (w *words) describe(topic *Topic) {
	own := w.sums[topic.ID].unit()
	topic.Descriptive = w.list(topic.ID, own, func(p pair) float64 { return p.a * p.a }, listedTerms)
	topic.TopTerms = w.top(topic.ID, own)
	if len(w.sums) < 2 {
		return
	}
	has, lacks := w.differences(topic.ID, own)
	topic.Discriminating = w.rank(topic.ID, has, listedTerms)
	topic.Lacks = w.rank(topic.ID, lacks, lackingListed)
}

// weighted is a column with its weight and its document frequency in the topic.
type weighted struct {
	column int32
	weight float64
}

// list ranks the columns of a unit centroid by a weight.
func (w *words) list(topic int, own sparse, weight func(pair) float64, n int) []TopicTerm {
	all := make([]weighted, len(own))
	for i, e := range own {
		all[i] = weighted{e.column, weight(pair{e.column, e.value, 0})}
	}
	return w.rank(topic, all, n)
}

// top lists the single words of the centroid by weight; where there are none, whatever there is.
func (w *words) top(topic int, own sparse) []TopicTerm {
	var single []weighted
	for _, e := range own {
		if !strings.Contains(w.e.model.Term(int(e.column)), " ") {
			single = append(single, weighted{e.column, e.value})
		}
	}
	if len(single) == 0 {
		return w.list(topic, own, func(p pair) float64 { return p.a }, topTerms)
	}
	return w.rank(topic, single, topTerms)
}

// rank turns the n heaviest columns into terms; shares are of the sum of all weights given.
func (w *words) rank(topic int, all []weighted, n int) []TopicTerm {
	sum := 0.0
	for _, t := range all {
		sum += t.weight
	}
	slices.SortStableFunc(all, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	out := make([]TopicTerm, 0, n)
	for _, t := range all[:min(n, len(all))] {
		if t.weight <= 0 {
			break
		}
		out = append(out, w.term(topic, t, sum))
	}
	return out
}

func (w *words) term(topic int, t weighted, sum float64) TopicTerm {
	in := w.documentsWith(topic, t.column)
	m := w.e.model
	return TopicTerm{
		Term: m.Term(int(t.column)), Surface: m.Surface(int(t.column)), Weight: t.weight, Share: t.weight / sum,
		DFIn: in, DFOut: m.DF(int(t.column)) - in,
	}
}

// documentsWith is the number of papers of a topic that have a term.
func (w *words) documentsWith(topic int, column int32) int {
	i, ok := slices.BinarySearchFunc(w.sums[topic], column, func(e entry, c int32) int { return cmp.Compare(e.column, c) })
	if !ok {
		return 0
	}
	return int(w.df[topic][i])
}

// differences weighs the columns that tell a topic from the rest.
func (w *words) differences(topic int, own sparse) (has, lacks []weighted) {
	rest := make(sparse, 0, len(w.total))
	mine := w.sums[topic]
	for c, total := range w.total {
		for len(mine) > 0 && int(mine[0].column) < c {
			mine = mine[1:]
		}
		if len(mine) > 0 && int(mine[0].column) == c {
			total -= mine[0].value
		}
		if total > 0 {
			rest = append(rest, entry{int32(c), total})
		}
	}
	gap := own.plus(-1, rest.unit())
	square := gap.dot(gap)
	if square < nothingApart {
		return nil, nil
	}
	for _, e := range gap {
		part := weighted{e.column, e.value * e.value / square}
		if e.value > 0 {
			has = append(has, part)
		} else {
			lacks = append(lacks, part)
		}
	}
	return has, lacks
}

// centroidTerms are the columns of a topic's top terms.
func (w *words) centroidTerms(topic *Topic) []int32 {
	out := make([]int32, len(topic.TopTerms))
	for i, t := range topic.TopTerms {
		c, _ := w.e.model.Column(t.Term)
		out[i] = int32(c)
	}
	return out
}
