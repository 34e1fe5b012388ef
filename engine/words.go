package engine

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

const (
	topTerms      = 10 // of the centroid, for reading and for coherence
	listedTerms   = 20 // descriptive and discriminating terms kept for a topic
	lackingListed = 10

	nothingApart = 1e-12 // |a-b|^2 that the rounding of rows to float32 accounts for
	nothingMore  = 1e-6  // a-b that it does
)

// words holds what the term space says of each topic: for topic r the sum D_r of its rows and, of
// each term, how many of its papers have it. A paper counts once, however often it was published: near duplicates are left out.
type words struct {
	e      *Engine
	sums   []sparse // D_r
	df     [][]int32
	all    []int32 // of each column, how many papers have it
	papers []int   // of each topic
	total  sparse  // D, with a value for every column
	unit   float64 // what sums of rows are counted in: as integers they are exact, in any order
	dull   []bool  // of each topic: has it no term that may name it?
}

// readWords sums the term space by topic.
func (e *Engine) readWords(t *Topics) *words {
	w := &words{
		e: e, sums: make([]sparse, t.K), df: make([][]int32, t.K), papers: make([]int, t.K), all: make([]int32, e.model.Terms()), dull: make([]bool, t.K),
		total: make(sparse, e.model.Terms()), unit: math.Ldexp(1, cluster.FractionBits(e.docs.Len(), 1)),
	}
	matrix.BlocksOf(1, t.K, e.config.Threads, func() func(topic, _ int) {
		sum, df := make([]int64, e.model.Terms()), make([]int32, e.model.Terms())
		return func(topic, _ int) { w.read(topic, t.withoutDuplicates(topic), sum, df) }
	})
	for c := range w.total {
		w.total[c].column = int32(c)
	}
	for r, s := range w.sums {
		for i, e := range s {
			w.total[e.column].value += e.value
			w.all[e.column] += w.df[r][i]
		}
	}
	return w
}

// read sums the rows of one topic. What it does so in, a number a column, is zero before and after.
func (w *words) read(topic int, rows []int, sum []int64, df []int32) {
	var touched []int32
	for _, row := range rows {
		columns, values := w.e.termsOfRow(row)
		for j, c := range columns {
			if df[c] == 0 {
				touched = append(touched, c)
			}
			df[c]++
			sum[c] += int64(math.RoundToEven(float64(values[j]) * w.unit))
		}
	}
	slices.Sort(touched)
	s, d := make(sparse, len(touched)), make([]int32, len(touched))
	for i, c := range touched {
		s[i], d[i] = entry{c, float64(sum[c]) / w.unit}, df[c]
		sum[c], df[c] = 0, 0
	}
	w.sums[topic], w.df[topic], w.papers[topic] = s, d, len(rows)
	w.dull[topic] = !slices.ContainsFunc(touched, func(c int32) bool { return w.e.names[c] })
}

// describe fills the term lists of a topic.
//
// With a and b the unit centroids of the topic and of everything else: the descriptive weight of a
// term is a_t^2, its part of the topic's cohesion, and the discriminating weight
// (a_t-b_t)^2 / |a-b|^2, its part of the distance to the rest (CLUTO, Karypis 2002). Terms that
// the topic has more of and terms that it lacks are listed apart. The top terms are single words by
// p_t (a_t-b_t), with p_t the share of the topic's papers that have t: no word of every topic
// ("algorithm", "patients"), nor one that few of its papers have.
func (w *words) describe(topic *Topic, room *roomToDescribe) {
	own := w.sums[topic.ID].unit()
	topic.Descriptive = w.rank(topic.ID, own.squared(1), listedTerms)
	topic.TopTerms = w.rank(topic.ID, w.singleWords(own), topTerms)
	if len(w.sums) < 2 {
		return
	}
	w.setGap(room.gap, topic.ID, own)
	if telling := w.rank(topic.ID, w.singleWords(w.covering(topic.ID, room.gap)), topTerms); len(telling) > 0 {
		topic.TopTerms = telling
	}
	square := squareOf(room.gap)
	if square < nothingApart {
		return
	}
	has := func(gap float64) bool { return gap > 0 }
	topic.Discriminating = w.rank(topic.ID, room.differences(square, has), listedTerms)
	topic.Lacks = w.rank(topic.ID, room.differences(square, func(gap float64) bool { return !has(gap) }), lackingListed)
}

// roomToDescribe is what topics are described in, one after another: of a million papers a vector of all columns has tens of megabytes.
type roomToDescribe struct {
	gap   []float64 // a-b, a value a column
	parts sparse
}

func (w *words) room() *roomToDescribe { return &roomToDescribe{gap: make([]float64, len(w.total))} }

// setGap sets gap to a-b, where own is a.
func (w *words) setGap(gap []float64, topic int, own sparse) {
	for c, d := range w.total {
		gap[c] = d.value
	}
	for _, d := range w.sums[topic] {
		gap[d.column] -= d.value
	}
	length := math.Sqrt(squareOf(gap))
	for c, rest := range gap {
		if length > 0 {
			rest /= length
		}
		gap[c] = -rest
	}
	for _, a := range own {
		gap[a.column] += a.value
	}
}

// squareOf is the squared length of a vector.
func squareOf(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x * x)
	}
	return sum
}

// differences weighs the columns whose gap is of a kind by their part of the square of all.
func (room *roomToDescribe) differences(square float64, kind func(gap float64) bool) sparse {
	room.parts = room.parts[:0]
	for c, v := range room.gap {
		if kind(v) {
			room.parts = append(room.parts, entry{int32(c), v * v / square})
		}
	}
	return room.parts
}

// singleWords are the parts of a vector that stand for single words; where there are none, all.
func (w *words) singleWords(v sparse) sparse {
	single := slices.DeleteFunc(slices.Clone(v), func(e entry) bool { return strings.Contains(w.e.model.Term(int(e.column)), " ") })
	if len(single) == 0 {
		return v
	}
	return single
}

// rank turns the n heaviest columns that may name a topic, or all if none of its own may, into terms; shares are of
// the sum of all weights given.
func (w *words) rank(topic int, weights sparse, n int) []TopicTerm {
	sum := 0.0
	for _, e := range weights {
		sum += e.value
	}
	out := make([]TopicTerm, 0, n)
	for _, e := range heaviest(weights, n, func(column int32) bool { return w.e.names[column] || w.dull[topic] }) {
		out = append(out, w.term(topic, e, sum))
	}
	return out
}

// heaviest are the n columns of most weight among those wanted that have any, heaviest first, ties to the lower. Cost:
// a look at each, since few of many are ever among the heaviest.
func heaviest(weights sparse, n int, wanted func(column int32) bool) sparse {
	out := make(sparse, 0, n+1)
	for _, e := range weights {
		if e.value <= 0 || len(out) == n && e.value <= out[n-1].value || !wanted(e.column) {
			continue
		}
		at := sort.Search(len(out), func(i int) bool { return out[i].value < e.value })
		out = slices.Insert(out, at, e)
		out = out[:min(n, len(out))]
	}
	return out
}

func (w *words) term(topic int, weight entry, sum float64) TopicTerm {
	column, in := int(weight.column), w.documentsWith(topic, weight.column)
	m := w.e.model
	return TopicTerm{
		Term: m.Term(column), Surface: m.Surface(column), Weight: weight.value, Share: weight.value / sum,
		DFIn: in, DFOut: int(w.all[column]) - in,
	}
}

// counted is the number of papers of all topics.
func (w *words) counted() int {
	n := 0
	for _, papers := range w.papers {
		n += papers
	}
	return n
}

// documentsWith is the number of papers of a topic that have a term.
func (w *words) documentsWith(topic int, column int32) int {
	i, ok := slices.BinarySearchFunc(w.sums[topic], column, func(e entry, c int32) int { return cmp.Compare(e.column, c) })
	if !ok {
		return 0
	}
	return int(w.df[topic][i])
}

// covering weighs the terms that a topic has more of than the rest by how many of its papers have them.
func (w *words) covering(topic int, gap []float64) sparse {
	var out sparse
	for i, c := range w.df[topic] {
		column := w.sums[topic][i].column
		if more := gap[column]; more > nothingMore {
			out = append(out, entry{column, float64(c) / float64(w.papers[topic]) * more})
		}
	}
	return out
}

// centroidTerms are the columns of a topic's top terms.
func (w *words) centroidTerms(topic *Topic) []int32 {
	out := make([]int32, len(topic.TopTerms))
	for i, t := range topic.TopTerms {
		out[i] = w.e.column(t)
	}
	return out
}

// column is the column of a topic's term.
func (e *Engine) column(t TopicTerm) int32 {
	c, _ := e.model.Column(t.Term)
	return int32(c)
}
