package engine

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"

	"kindred/vectorize"
)

// weights turns a list into weights by term.
func weights(list []TopicTerm) map[string]float64 {
	out := map[string]float64{}
	for _, t := range list {
		out[t.Term] = t.Weight
	}
	return out
}

// The words of the toy. D = sqrt2 alpha + (beta + gamma)/sqrt2 for the first topic, |D|^2 = 3. Its unit
// centroid less that of the rest, (delta sqrt2 + (gamma + epsilon)/sqrt2)/sqrt3, squared, is 2/3 for
// alpha and delta, 1/6 for beta and epsilon, 0 for gamma: 5/3 together. The top terms are the roots of that
// by the share of papers: all have alpha, half have beta.
func TestWordsByHand(t *testing.T) {
	topics := toy(t)
	first := topics.Topics[0]
	for _, c := range []struct {
		kind string
		list []TopicTerm
		want []TopicTerm // Weight, Share
	}{
		{"descriptive", first.Descriptive, []TopicTerm{
			{"alpha", "alpha", 2.0 / 3, 2.0 / 3, 2, 0}, {"beta", "beta", 1.0 / 6, 1.0 / 6, 1, 0}, {"gamma", "gamma", 1.0 / 6, 1.0 / 6, 1, 1}}},
		{"top", first.TopTerms, []TopicTerm{
			{"alpha", "alpha", math.Sqrt(2.0 / 3), 0.8, 2, 0}, {"beta", "beta", math.Sqrt(1.0/6) / 2, 0.2, 1, 0}}},
		{"discriminating", first.Discriminating, []TopicTerm{
			{"alpha", "alpha", 0.4, 0.8, 2, 0}, {"beta", "beta", 0.1, 0.2, 1, 0}}},
		{"lacks", first.Lacks, []TopicTerm{
			{"delta", "delta", 0.4, 0.8, 0, 2}, {"epsilon", "epsilon", 0.1, 0.2, 0, 1}}},
	} {
		if len(c.list) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.kind, c.list, c.want)
			continue
		}
		for i, want := range c.want {
			got := c.list[i]
			near(t, c.kind+" weight of "+want.Term, got.Weight, want.Weight, 1e-6)
			near(t, c.kind+" share of "+want.Term, got.Share, want.Share, 1e-6)
			if got.Weight, got.Share = want.Weight, want.Share; got != want {
				t.Errorf("%s: %+v, want %+v", c.kind, got, want)
			}
		}
	}
}

// naiveSums adds up the rows of a topic, and of all the others, as dense vectors; papers that repeat another are left out.
func naiveSums(e *Engine, topics *Topics, topic int) (own, rest []float64) {
	own, rest = make([]float64, e.Vocabulary()), make([]float64, e.Vocabulary())
	for row, a := range topics.Assignments {
		if a.DuplicateOf >= 0 {
			continue
		}
		columns, values := e.terms.Row(row)
		for i, c := range columns {
			if a.Topic == topic {
				own[c] += float64(values[i])
			} else if a.Topic >= 0 {
				rest[c] += float64(values[i])
			}
		}
	}
	return own, rest
}

func square(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return sum
}

// The weights of every listed term by the formulas, from dense vectors; no term that is left out is
// heavier than one that is listed, but for boilerplate; and each kind sums to 1 over the whole vocabulary.
func TestWordsEqualTheFormulas(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			e := build(t, samplePapers(t), func(c *Config) { change(c); c.K = 9 })
			checkWords(t, e, topicsOf(t, e))
		})
	}
}

func checkWords(t *testing.T, e *Engine, topics *Topics) {
	t.Helper()
	telling := withoutBoilerplate(t, e)
	for r, topic := range topics.Topics {
		own, rest := naiveSums(e, topics, r)
		a, b, gap := math.Sqrt(square(own)), math.Sqrt(square(rest)), make([]float64, len(own))
		for c := range own {
			gap[c] = own[c]/a - rest[c]/b
		}
		descriptive, has, lacks := map[string]float64{}, map[string]float64{}, map[string]float64{}
		sum := 0.0
		for c := range own {
			term := e.model.Term(c)
			descriptive[term] = own[c] * own[c] / square(own)
			part := gap[c] * gap[c] / square(gap)
			if gap[c] > 0 {
				has[term] = part
			} else {
				lacks[term] = part
			}
			sum += part
		}
		near(t, "the sum of the discriminating weights", sum, 1, 1e-9)
		sameTerms(t, "descriptive", topic.Descriptive, descriptive, 20, telling)
		sameTerms(t, "discriminating", topic.Discriminating, has, 20, telling)
		sameTerms(t, "lacks", topic.Lacks, lacks, 10, telling)
	}
}

// withoutBoilerplate are the terms whose spelling has as many words where boilerplate is dropped as it is read.
func withoutBoilerplate(t *testing.T, e *Engine) map[string]bool {
	t.Helper()
	v := e.config.Vectorizer
	v.Text.KeepBoilerplate = false
	out := map[string]bool{}
	for c := range e.Vocabulary() {
		found := v.Count(vectorize.Field{Text: e.model.Surface(c), Lang: "en"})
		out[e.model.Term(c)] = slices.ContainsFunc(found.Terms, func(x vectorize.Count) bool {
			return strings.Count(x.Term, " ") == strings.Count(e.model.Term(c), " ")
		})
	}
	return out
}

func sameTerms(t *testing.T, kind string, list []TopicTerm, want map[string]float64, n int, telling map[string]bool) {
	t.Helper()
	if len(list) != n {
		t.Errorf("%s: %d terms listed, want %d", kind, len(list), n)
	}
	whole, listed := 0.0, weights(list)
	for _, w := range want {
		whole += w
	}
	for _, term := range list {
		if !telling[term.Term] {
			t.Errorf("%s: %s is boilerplate", kind, term.Term)
		}
		near(t, kind+" weight of "+term.Term, term.Weight, want[term.Term], 1e-9)
		near(t, kind+" share of "+term.Term, term.Share, want[term.Term]/whole, 1e-9)
	}
	for term, w := range want {
		if _, ok := listed[term]; !ok && telling[term] && w > list[len(list)-1].Weight+1e-9 {
			t.Errorf("%s: %s weighs %v and is left out", kind, term, w)
		}
	}
}

// The heaviest are the first of all when sorted by weight, ties to the lower column.
func TestHeaviestAreTheFirstInOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		weights := make(sparse, rng.IntN(40))
		for c := range weights {
			weights[c] = entry{int32(c), float64(rng.IntN(8) - 1)}
		}
		odd := func(c int32) bool { return c%2 == 1 }
		all := slices.DeleteFunc(slices.Clone(weights), func(e entry) bool { return e.value <= 0 || !odd(e.column) })
		slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(b.value, a.value) })
		for _, n := range []int{1, 5, 20} {
			if got, want := heaviest(weights, n, odd), all[:min(n, len(all))]; !slices.Equal(got, want) {
				t.Fatalf("the %d heaviest of %v are %v, want %v", n, weights, got, want)
			}
		}
	}
}

// Of what rounding accounts for a topic has no more than the rest.
func TestWhatRoundingMakesIsNoMore(t *testing.T) {
	w := &words{sums: []sparse{{{0, 1}, {1, 1}}}, df: [][]int32{{1, 1}}, papers: []int{2}}
	got := w.covering(0, []float64{nothingMore, 1.5 * nothingMore, 1})
	if !slices.Equal(got, sparse{{1, 0.75e-6}}) {
		t.Errorf("covering %v, want column 1 alone", got)
	}
}

func TestDocumentFrequencies(t *testing.T) {
	e := sampleEngine(t, 9)
	topics := topicsOf(t, e)
	for r, topic := range topics.Topics {
		for _, term := range slices.Concat(topic.TopTerms, topic.Descriptive, topic.Discriminating, topic.Lacks) {
			column, ok := e.model.Column(term.Term)
			if !ok {
				t.Fatalf("topic %d lists %q, which is no term", r, term.Term)
			}
			in, out := 0, 0
			for row := range corpus.All(e.docs) {
				if columns, _ := e.terms.Row(row); slices.Contains(columns, int32(column)) && topics.Assignments[row].DuplicateOf < 0 {
					if topics.Assignments[row].Topic == r {
						in++
					} else {
						out++
					}
				}
			}
			if term.DFIn != in || term.DFOut != out || in+out > e.model.DF(column) {
				t.Errorf("topic %d, %q: %d in, %d out, want %d and %d", r, term.Term, term.DFIn, term.DFOut, in, out)
			}
		}
	}
}

// Of a paper that is there five times the words count once, in frequencies, weights and the coherence of topics: the topic of bees
// is named and described as if it were there once.
func TestDuplicatesCountOnceInWords(t *testing.T) {
	once := []corpus.Document{{Title: "Bees dance", Abstract: "nectar pollen hive"}, {Title: "Bees rest", Abstract: "nectar meadow larvae"},
		{Title: "Glacier ice", Abstract: "moraine fjord calving"}, {Title: "Glacier melt", Abstract: "moraine plume iceberg"}}
	often := slices.Concat(once, []corpus.Document{once[0], once[0], once[0], once[0]})
	labels := []int{0, 0, 1, 1, 0, 0, 0, 0}
	read := func(docs []corpus.Document) (*Topics, *words) {
		e := build(t, docs, plain(2))
		topics := &Topics{K: 2}
		e.assign(topics, labels[:len(docs)], e.sums(labels[:len(docs)]))
		markDuplicates(topics.Assignments, e.Duplicates())
		return topics, e.readWords(topics)
	}
	_, one := read(once)
	topics, five := read(often)
	if n := len(topics.members[0]); n != 6 || !slices.Equal(five.papers, []int{2, 2}) || five.counted() != 4 {
		t.Fatalf("%d papers, counted %v", n, five.papers)
	}
	for column := range one.all {
		other, ok := five.e.model.Column(one.e.model.Term(column))
		if !ok || five.all[other] != one.all[column] || five.documentsWith(0, int32(other)) != one.documentsWith(0, int32(column)) {
			t.Errorf("%q: in %d papers, want %d", one.e.model.Term(column), five.all[other], one.all[column])
		}
	}
}

// The paper "alpha beta" is the middle of the others, "alpha" and "beta": nothing tells its
// topic from the rest, and nothing is divided by nothing.
func TestATopicInTheMiddleOfTheRest(t *testing.T) {
	topics := topicsOf(t, build(t, titled("alpha beta", "alpha", "beta"), plain(3)))
	if topics.K != 3 {
		t.Fatalf("%d topics, want 3", topics.K)
	}
	if middle := topics.Topics[0]; len(middle.Discriminating) != 0 || len(middle.Lacks) != 0 || len(middle.TopTerms) != 2 {
		t.Errorf("the middle: %+v", middle)
	}
}

// Where every term is a pair of words, the top terms are pairs; the one in both titles weighs least.
func TestTopTermsOfPairsAlone(t *testing.T) {
	e := build(t, titled("honey bees dance", "honey bees swarm"), func(c *Config) {
		c.K = 1
		c.Vectorizer.Text.MinN, c.Vectorizer.Text.MaxN = 2, 2
	})
	if top := topicsOf(t, e).Topics[0].TopTerms; len(top) != 3 || top[2].Surface != "honey bees" {
		t.Errorf("top terms %+v", top)
	}
}
