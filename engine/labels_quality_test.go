package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
	"kindred/vectorize/text"
)

// keyworded is a collection of abstracts whose keywords a person chose.
func keyworded(t *testing.T) []corpus.Document { return beside(t, "inspec_keywords.jsonl.gz") }

// centroids is the space of scikit-learn's TfidfVectorizer, whose heaviest centroid terms are what
// most tools print for a cluster.
type centroids struct {
	model *vectorize.Model
	rows  *matrix.CSR
}

func centroidsOf(t *testing.T, docs []corpus.Document, fields []FieldWeight, n, minDF int, stops []string) centroids {
	t.Helper()
	v, err := vectorize.Default().Weigh("sklearn")
	if err != nil {
		t.Fatal(err)
	}
	v.Text.MinN, v.Text.MaxN, v.Text.StopWords = n, n, stops
	v.MinDF = vectorize.AtLeast(minDF)
	prose := make([][]vectorize.Field, len(docs))
	for i, d := range docs {
		var all []string
		for _, s := range parts(d, fields) {
			all = append(all, s)
		}
		prose[i] = []vectorize.Field{{Text: strings.Join(all, " ")}}
	}
	model, rows, err := v.FitTransform(context.Background(), prose)
	if err != nil {
		t.Fatal(err)
	}
	return centroids{model, rows}
}

// top lists the n heaviest terms of a cluster's centroid.
func (c centroids) top(rows []int, n int) []string {
	sum, order := make([]float64, c.model.Terms()), make([]int, c.model.Terms())
	for _, row := range rows {
		columns, values := c.rows.Row(row)
		for j, column := range columns {
			sum[column] += float64(values[j])
		}
	}
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sum[b], sum[a]) })
	var out []string
	for _, column := range order[:n] {
		out = append(out, c.model.Term(column))
	}
	return out
}

// keywords are those of some papers, in lower case and stemmed, with the number of papers that have each.
type keywords struct {
	analyzer *text.Analyzer
	papers   map[string]int
	words    map[string]bool
}

func keywordsOf(a *text.Analyzer, docs []corpus.Document, rows []int) keywords {
	k := keywords{a, map[string]int{}, map[string]bool{}}
	for _, row := range rows {
		own := map[string]bool{}
		for _, s := range docs[row].Keywords {
			words := k.stems(s)
			own[strings.Join(words, " ")] = true
			for _, w := range words {
				k.words[w] = true
			}
		}
		for s := range own {
			k.papers[s]++
		}
	}
	return k
}

// stems are the words of a text, hyphenated ones in their parts.
func (k keywords) stems(s string) []string {
	var out []string
	tokens := k.analyzer.Tokens(s, "en")
	for i, t := range tokens {
		if t.Part || i+1 == len(tokens) || !tokens[i+1].Part {
			out = append(out, cmp.Or(t.Term, t.Word))
		}
	}
	return out
}

// chosen reports whether a phrase equals or contains a keyword of at least three papers.
func (k keywords) chosen(phrase string) bool {
	words := k.stems(phrase)
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			if k.papers[strings.Join(words[i:j], " ")] >= 3 {
				return true
			}
		}
	}
	return false
}

// share counts hits.
type share struct{ hits, all float64 }

func (s *share) add(hit bool) {
	s.all++
	if hit {
		s.hits++
	}
}

func (s share) of() float64 { return s.hits / s.all }

// Label phrases are what people choose as keywords, at k = 20 with two seeds, whether the
// keywords are read or not: at least 1.5 times as often as the heaviest bigrams of the same clusters
// in the same number, by TfidfVectorizer(ngram_range=(2, 2)), or nine in ten. Bigrams freed of stop
// words are a harder mark, which is printed beside it.
func TestLabelsAreKeywords(t *testing.T) {
	docs := keyworded(t)
	analyzer, err := text.New(text.Settings{StopWords: []string{}, KeepBoilerplate: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, fields := range map[string][]FieldWeight{"read": DefaultConfig().Fields, "not read": {{"title", 2}, {"abstract", 1}}} {
		bigrams, single := centroidsOf(t, docs, fields, 2, 1, []string{}), centroidsOf(t, docs, fields, 1, 2, text.StopWords("en"))
		stopped := centroidsOf(t, docs, fields, 2, 1, text.StopWords("en"))
		var phrases, pairs, freed, words, terms share
		for seed := range 2 {
			topics := topicsOf(t, build(t, docs, func(c *Config) {
				c.KMeans.NoRefine, c.K, c.Fields, c.KMeans.Seed, c.KMeans.Starts = true, 20, fields, uint64(seed+1), 2
			}))
			for _, topic := range topics.Topics {
				rows, n := topics.members[topic.ID], 0
				k := keywordsOf(analyzer, docs, rows)
				for _, part := range strings.Split(topic.Label, ", ") {
					stems := k.stems(part)
					if len(stems) > 1 {
						phrases.add(k.chosen(part))
						n++
					}
					for _, s := range stems {
						words.add(k.words[s])
					}
				}
				for _, pair := range bigrams.top(rows, n) {
					pairs.add(k.chosen(pair))
				}
				for _, pair := range stopped.top(rows, n) {
					freed.add(k.chosen(pair))
				}
				for _, term := range single.top(rows, topTerms) {
					terms.add(k.words[k.stems(term)[0]])
				}
			}
		}
		t.Logf("keywords %s: %.3f of %.0f label phrases, %.3f of the top bigrams, %.3f of those without stop words; %.3f of the label words, %.3f of the top terms",
			name, phrases.of(), phrases.all, pairs.of(), freed.of(), words.of(), terms.of())
		if least := 1.5 * pairs.of(); phrases.of() < min(least, 0.9) {
			t.Errorf("keywords %s: %.3f of the label phrases, want %.3f", name, phrases.of(), min(least, 0.9))
		}
		if words.of() < terms.of() {
			t.Errorf("keywords %s: %.3f of the label words, want %.3f", name, words.of(), terms.of())
		}
	}
}

// The top terms belong together more than the heaviest centroid terms of k-means on scikit-learn's
// TF-IDF do, each measured in its own terms, and fewer topics share one.
func TestTopTermsCohere(t *testing.T) {
	docs, fields := keyworded(t), []FieldWeight{{"title", 1}, {"abstract", 1}}
	plain := centroidsOf(t, docs, fields, 1, 2, text.StopWords("en"))
	clustering, err := cluster.KMeans{K: 20, Criterion: cluster.I1, Starts: 10, MaxIter: 100, Seed: 1, NoRefine: true}.Fit(context.Background(), plain.rows)
	if err != nil {
		t.Fatal(err)
	}
	topics := topicsOf(t, build(t, docs, func(c *Config) { c.K, c.Fields, c.KMeans.Starts = 20, fields, 3 }))
	theirs, ours, distinct := 0.0, 0.0, map[string]bool{}
	for r := range topics.K {
		var rows []int
		for row, label := range clustering.Labels() {
			if label == r {
				rows = append(rows, row)
			}
		}
		top := plain.top(rows, topTerms)
		for _, term := range top {
			distinct[term] = true
		}
		theirs += plain.coherence(top) / float64(topics.K)
		ours += topics.Topics[r].Coherence / float64(topics.K)
	}
	diversity := float64(len(distinct)) / float64(topTerms*topics.K)
	t.Logf("NPMI %.4f, of centroid terms %.4f; diversity %.3f and %.3f", ours, theirs, topics.Diversity(), diversity)
	if ours <= theirs || topics.Diversity() <= diversity {
		t.Errorf("NPMI %.4f, want more than %.4f; diversity %.3f, want more than %.3f", ours, theirs, topics.Diversity(), diversity)
	}
}

// coherence is the mean NPMI of the pairs of some terms.
func (c centroids) coherence(terms []string) float64 {
	sum, n := 0.0, 0
	for i, a := range terms {
		for _, b := range terms[:i] {
			withA, withB, both := c.papers(a), c.papers(b), 0
			for row := range withA {
				if withB[row] {
					both++
				}
			}
			sum += normalizedPMI(both, len(withA), len(withB), c.model.Docs())
			n++
		}
	}
	return sum / float64(n)
}

func (c centroids) papers(term string) map[int]bool {
	column, _ := c.model.Column(term)
	out := map[int]bool{}
	for row := range c.model.Docs() {
		if columns, _ := c.rows.Row(row); slices.Contains(columns, int32(column)) {
			out[row] = true
		}
	}
	return out
}
