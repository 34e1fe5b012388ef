package vectorize

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
)

// Totals describes the documents of a corpus.
type Totals struct {
	Docs   int
	Length float64 // sum of Counts.Length, documents in order
}

// TermStats describes one term of a corpus.
type TermStats struct {
	DF      int     // documents that hold it
	CF      float64 // sum of its TF
	Chances int     // halved documents that hold it, see Adaptation
	Repeats int     // of these hold it in both halves
	Surface string  // the spelling to show, see BestForm
}

// Model is a fitted vocabulary with its weights. It never changes and is safe to share.
type Model struct {
	settings Vectorizer
	parts    ModelParts
}

// NewModel chooses the vocabulary among the terms of a corpus, in any order, by the limits of the
// settings, and weighs it. ErrEmptyVocabulary, wrapped with the reason, means that none is left.
// Cost: a sort of the terms.
func (v Vectorizer) NewModel(t Totals, terms iter.Seq2[string, TermStats]) (*Model, error) {
	v = v.withDefaults()
	if err := v.check(); err != nil {
		return nil, err
	}
	all := make([]vocable, 0)
	for term, s := range terms {
		all = append(all, vocable{term, s, int32(len(all))})
	}
	chosen, err := v.choose(t.Docs, len(all), func(i int) int { return all[i].stats.DF })
	if err != nil {
		return nil, err
	}
	kept := make([]vocable, len(chosen))
	for i, n := range chosen {
		kept[i] = all[n]
	}
	return newModel(v, t, v.rank(kept)), nil
}

// vocable is a term with its statistics.
type vocable struct {
	term  string
	stats TermStats
	at    int32 // its place among those that were given
}

// choose applies the document-frequency limits to so many terms and returns the numbers of those it keeps, ascending.
// Adaptive limits that would leave nothing give way: a corpus without a shared word still has words.
func (v Vectorizer) choose(docs, terms int, df func(i int) int) ([]int32, error) {
	low, high := v.Limits(docs)
	if high < low {
		return nil, fmt.Errorf("%w: of %d documents min_df asks for at least %g and max_df allows at most %g", ErrEmptyVocabulary, docs, low, high)
	}
	kept := within(terms, df, low, high)
	if len(kept) == 0 && !v.MinDF.Set && !v.MaxDF.Set {
		kept = within(terms, df, 0, math.Inf(1))
	}
	if len(kept) == 0 {
		return nil, fmt.Errorf("%w: %d terms in %d documents, none in at least %g and at most %g of them (min_df, max_df)", ErrEmptyVocabulary, terms, docs, low, high)
	}
	return kept, nil
}

// rank applies MaxTerms and sorts by term.
func (v Vectorizer) rank(kept []vocable) []vocable {
	if v.MaxTerms > 0 && len(kept) > v.MaxTerms {
		slices.SortFunc(kept, func(a, b vocable) int {
			return cmp.Or(cmp.Compare(v.frequency(b), v.frequency(a)), cmp.Compare(a.term, b.term))
		})
		kept = kept[:v.MaxTerms]
	}
	return sortedByTerm(kept)
}

// sortedByTerm sorts by the first eight bytes, which are at hand, and looks at a term itself only where those are equal.
func sortedByTerm(all []vocable) []vocable {
	type head struct {
		bytes uint64 // the first the highest, 0 behind the end
		at    int32
	}
	heads := make([]head, len(all))
	for i, t := range all {
		var b [8]byte
		copy(b[:], t.term)
		heads[i] = head{binary.BigEndian.Uint64(b[:]), int32(i)}
	}
	slices.SortFunc(heads, func(a, b head) int {
		if a.bytes != b.bytes {
			return cmp.Compare(a.bytes, b.bytes)
		}
		return strings.Compare(all[a.at].term, all[b.at].term)
	})
	out := make([]vocable, len(all))
	for i, h := range heads {
		out[i] = all[h.at]
	}
	return out
}

// frequency is the corpus frequency that MaxTerms keeps by: with binary weights a term counts once
// a document.
func (v Vectorizer) frequency(t vocable) float64 {
	if v.TF == BinaryTF {
		return float64(t.stats.DF)
	}
	return t.stats.CF
}

func within(terms int, df func(i int) int, low, high float64) []int32 {
	var kept []int32
	for i := range terms {
		if n := float64(df(i)); n >= low && n <= high {
			kept = append(kept, int32(i))
		}
	}
	return kept
}

func newModel(v Vectorizer, t Totals, kept []vocable) *Model {
	n := len(kept)
	p := ModelParts{
		Totals: t, DF: make([]int32, n), CF: make([]float64, n), Chances: make([]int32, n), Repeats: make([]int32, n),
		IDF: make([]float64, n), Scale: make([]float64, n),
	}
	terms, surfaces := make([]string, n), make([]string, n)
	adaptation := v.adaptation(seen(kept))
	for i, k := range kept {
		terms[i], surfaces[i] = k.term, k.stats.Surface
		p.DF[i], p.CF[i], p.Chances[i], p.Repeats[i] = int32(k.stats.DF), k.stats.CF, int32(k.stats.Chances), int32(k.stats.Repeats)
		p.IDF[i] = idf(v.IDF, t.Docs, k.stats.DF)
		discount := v.discount(words(k.term))
		if discount != 1 && p.Discount == nil {
			p.Discount = slices.Repeat([]float64{1}, n)
		}
		if p.Discount != nil {
			p.Discount[i] = discount
		}
		p.Scale[i] = float64(p.IDF[i]*adaptation[i]) / discount
	}
	p.Terms, p.Surfaces = NewTexts(terms), NewTexts(surfaces)
	return &Model{v, p}
}

// idf is the inverse document frequency of the package comment.
func idf(kind IDF, docs, docFrequency int) float64 {
	n, df := float64(docs), float64(docFrequency)
	switch kind {
	case SmoothIDF:
		return math.Log((1+n)/(1+df)) + 1
	case PlainIDF:
		return math.Log(n/df) + 1
	case ProbIDF:
		return math.Log(1 + (n-df+0.5)/(df+0.5))
	}
	return 1
}

// discount is what the weight of a term of so many words is divided by: n for an n-gram.
func (v Vectorizer) discount(words int) float64 {
	if v.FullNGrams {
		return 1
	}
	return float64(words)
}

// tf is the term-frequency weight of the package comment; relative is len/avglen.
func (v Vectorizer) tf(tf, relative float64) float64 {
	switch v.TF {
	case LogTF:
		return 1 + math.Log(tf)
	case BinaryTF:
		return 1
	case BM25TF:
		return float64(tf*(v.K1+1)) / (tf + float64(v.K1*(1-v.B+float64(v.B*relative))))
	}
	return tf
}

// Vector weighs the counts of one document by the fitted model: columns ascending. Terms outside
// the vocabulary are left out. Cost: one lookup a term.
func (m *Model) Vector(c Counts) (columns []int32, values []float32) {
	weights := make([]float64, 0, len(c.Terms))
	relative := m.parts.Totals.relativeLength(c.Length)
	for _, t := range c.Terms {
		if column, ok := m.Column(t.Term); ok {
			columns = append(columns, int32(column))
			weights = append(weights, m.weight(int32(column), t.TF, relative))
		}
	}
	return columns, normalized(weights, m.settings.Norm, nil)
}

func (m *Model) weight(column int32, tf, relative float64) float64 {
	return m.settings.tf(tf, relative) * m.parts.Scale[column]
}

// weigh is Model.weight of a row: tf holds the term frequencies and then the weights.
func (v *Vectorizer) weigh(columns []int32, tf []float64, relative float64, scale []float64) {
	switch v.TF {
	case BM25TF:
		more, rest := v.K1+1, float64(v.K1*(1-v.B+float64(v.B*relative)))
		for i, n := range tf {
			tf[i] = float64(n*more) / (n + rest)
		}
	case RawTF:
	default:
		for i, n := range tf {
			tf[i] = v.tf(n, relative)
		}
	}
	for i, c := range columns {
		tf[i] *= scale[c]
	}
}

// relativeLength is len/avglen.
func (t Totals) relativeLength(length float64) float64 {
	if t.Length == 0 {
		return 1
	}
	return length / (t.Length / float64(t.Docs))
}

// normalized appends the weights, divided by their norm, to dst as float32.
func normalized(weights []float64, kind Norm, dst []float32) []float32 {
	norm := 0.0
	for _, w := range weights {
		switch kind {
		case L2:
			norm += float64(w * w)
		case L1:
			norm += math.Abs(w)
		}
	}
	if kind == L2 {
		norm = math.Sqrt(norm)
	}
	if norm == 0 {
		norm = 1
	}
	for _, w := range weights {
		dst = append(dst, float32(w/norm))
	}
	return dst
}

// Settings returns the settings in force, defaults filled in.
func (m *Model) Settings() Vectorizer { return m.settings }

// Totals describes the documents fitted.
func (m *Model) Totals() Totals { return m.parts.Totals }

// Stats describes a column's term.
func (m *Model) Stats(column int) TermStats {
	p := &m.parts
	return TermStats{int(p.DF[column]), p.CF[column], int(p.Chances[column]), int(p.Repeats[column]), p.Surfaces.At(column)}
}

// Terms returns the number of terms, the columns of the matrix.
func (m *Model) Terms() int { return m.parts.Terms.Len() }

// Docs returns the number of documents fitted.
func (m *Model) Docs() int { return m.parts.Totals.Docs }

// Term returns the key of a column: a stem, or stems joined by a space.
func (m *Model) Term(column int) string { return m.parts.Terms.At(column) }

// Surface returns the spelling to show for a column.
func (m *Model) Surface(column int) string { return m.parts.Surfaces.At(column) }

// DF returns the number of documents that hold the column's term.
func (m *Model) DF(column int) int { return int(m.parts.DF[column]) }

// IDF returns the column's inverse document frequency.
func (m *Model) IDF(column int) float64 { return m.parts.IDF[column] }

// Column finds the column of a term key, by bisection.
func (m *Model) Column(term string) (column int, ok bool) {
	return sort.Find(m.Terms(), func(i int) int { return strings.Compare(term, m.Term(i)) })
}
