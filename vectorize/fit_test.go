package vectorize

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kindred/vectorize/matrix"
	"kindred/vectorize/text"
)

// prose makes n documents of made-up words with a Zipf-like spread, some of them empty.
func prose(n int) [][]Field {
	rng := rand.New(rand.NewPCG(7, 7))
	docs := make([][]Field, n)
	for i := range docs {
		var b strings.Builder
		for range rng.IntN(60) {
			fmt.Fprintf(&b, "word%c%c ", 'a'+rune(rng.ExpFloat64()*4)%26, 'a'+rune(rng.ExpFloat64()*2)%26)
		}
		docs[i] = []Field{{Text: fmt.Sprintf("Title about word%c", 'a'+rune(i)%26), Weight: 2}, {Text: b.String()}}
	}
	return docs
}

// plainFit is FitTransform by its definition: Count, NewModel and Vector, a document at a time.
func plainFit(t *testing.T, v Vectorizer, docs [][]Field) (*Model, *matrix.CSR, error) {
	counter, err := v.Counter()
	if err != nil {
		t.Fatal(err)
	}
	var totals Totals
	all, stats, forms := make([]Counts, len(docs)), map[string]TermStats{}, map[string][]Form{}
	for i, d := range docs {
		all[i] = counter.Count(d...)
		totals.Docs++
		totals.Length += all[i].Length
		for j, c := range all[i].Terms {
			s, more := stats[c.Term], all[i].stats(j)
			stats[c.Term] = TermStats{DF: s.DF + more.DF, CF: s.CF + more.CF, Chances: s.Chances + more.Chances, Repeats: s.Repeats + more.Repeats}
			for _, f := range c.Forms {
				forms[c.Term] = addForm(forms[c.Term], f.Text, f.N)
			}
		}
	}
	m, err := v.NewModel(totals, func(yield func(string, TermStats) bool) {
		for term, s := range stats {
			s.Surface = BestForm(forms[term])
			if !yield(term, s) {
				return
			}
		}
	})
	if err != nil {
		return nil, nil, err
	}
	return m, rowsOf(m, all), nil
}

// stats is what a document says of its term j.
func (c Counts) stats(j int) TermStats {
	s := TermStats{DF: 1, CF: c.Terms[j].TF}
	if c.Halved {
		s.Chances = 1
	}
	if c.Terms[j].Again {
		s.Repeats = 1
	}
	return s
}

func rowsOf(m *Model, all []Counts) *matrix.CSR {
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for _, c := range all {
		cs, vs := m.Vector(c)
		columns, values = append(columns, cs...), append(values, vs...)
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(len(all), m.Terms(), start, columns, values)
}

func TestRowsAreUnitOrZero(t *testing.T) {
	_, x, err := Default().FitTransform(context.Background(), append(prose(50), []Field{{Text: ""}}))
	if err != nil {
		t.Fatal(err)
	}
	n, _ := x.Dims()
	for i := range n {
		sum := 0.0
		x.DoRowNonZero(i, func(_, _ int, v float64) { sum += v * v })
		if sum != 0 && math.Abs(sum-1) > 1e-6 {
			t.Errorf("row %d has squared length %v", i, sum)
		}
	}
	if columns, _ := x.Row(n - 1); len(columns) != 0 {
		t.Errorf("the empty document has %d terms", len(columns))
	}
}

// Two documents, k1 = 1.2, b = 0.75. "sea" stands once in each, "ice" twice in the second;
// lengths 1 and 3, so avglen 2. With n = 2: idf(sea) = ln(1 + 0.5/2.5) and idf(ice) = ln(1 + 1.5/1.5).
func TestBM25ByHand(t *testing.T) {
	v := Default()
	v.Norm, v.Text.MaxN = NoNorm, 1
	m, x, err := v.FitTransform(context.Background(), [][]Field{{{Text: "sea"}}, {{Text: "sea ice ice"}}})
	if err != nil {
		t.Fatal(err)
	}
	weight := func(tf, length, idf float64) float64 {
		return idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*length/2))
	}
	sea, _ := m.Column("sea")
	ice, ok := m.Column("ice")
	if !ok {
		t.Fatal("no column for ice")
	}
	for _, c := range []struct {
		i, j int
		want float64
	}{
		{0, sea, weight(1, 1, math.Log(1.2))}, {0, ice, 0},
		{1, sea, weight(1, 3, math.Log(1.2))}, {1, ice, weight(2, 3, math.Log(2))},
	} {
		if got := x.At(c.i, c.j); math.Abs(got-c.want) > 1e-7 {
			t.Errorf("weight (%d, %d) = %v, want %v", c.i, c.j, got, c.want)
		}
	}
}

// With no norm a bigram weighs its idf over 2: "sea ice" stands in one document of two.
func TestNGramsShareTheirWeight(t *testing.T) {
	v := Default()
	v.TF, v.Norm = BinaryTF, NoNorm
	for _, full := range []bool{false, true} {
		v.FullNGrams = full
		m, x, err := v.FitTransform(context.Background(), [][]Field{{{Text: "sea ice"}}, {{Text: "moon"}}})
		if err != nil {
			t.Fatal(err)
		}
		pair, ok := m.Column("sea ice")
		word, _ := m.Column("sea")
		want := math.Log(2) / 2
		if full {
			want = math.Log(2)
		}
		if !ok || math.Abs(x.At(0, pair)-want) > 1e-7 || math.Abs(x.At(0, word)-math.Log(2)) > 1e-7 {
			t.Errorf("full %v: the pair weighs %v and the word %v, want %v and %v", full, x.At(0, pair), x.At(0, word), want, math.Log(2))
		}
	}
}

func TestFieldWeightCountsOccurrences(t *testing.T) {
	v := Default()
	once := v.Count(Field{Text: "tide", Weight: 3})
	thrice := v.Count(Field{Text: "tide"}, Field{Text: "tide"}, Field{Text: "tide"})
	if once.Terms[0].TF != 3 || once.Terms[0].TF != thrice.Terms[0].TF || once.Length != thrice.Length {
		t.Errorf("weight 3 counts %v, three times counts %v", once, thrice)
	}
}

// Weights of tenths sum alike in any order, since they are rounded to what float64 adds exactly.
func TestFieldWeightsSumExactly(t *testing.T) {
	var docs, reversed [][]Field
	for i := range 3000 {
		docs = append(docs, []Field{{Text: "tide moon tide", Weight: 0.1 + float64(i%7)/10}})
	}
	for i := range docs {
		reversed = append(reversed, docs[len(docs)-1-i])
	}
	a, _, err := Default().FitTransform(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Default().FitTransform(context.Background(), reversed)
	if err != nil {
		t.Fatal(err)
	}
	if a.Totals() != b.Totals() || a.Stats(0) != b.Stats(0) {
		t.Errorf("in reverse %v %v, want %v %v", b.Totals(), b.Stats(0), a.Totals(), a.Stats(0))
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		min, max  Limit
		n         int
		low, high float64
	}{
		{Limit{}, Limit{}, 5, 1, 5},
		{Limit{}, Limit{}, 100, 2, 50},
		{AtLeast(3), Limit{}, 100, 3, 50},
		{Proportion(0.1), Proportion(0.5), 50, 5, 25},
		{AtLeast(1), Proportion(1), 50, 1, 50},
		{AtLeast(0), AtLeast(7), 50, 0, 7},
	} {
		low, high := Vectorizer{MinDF: c.min, MaxDF: c.max}.Limits(c.n)
		if low != c.low || high != c.high {
			t.Errorf("limits %v %v of %d: %v to %v, want %v to %v", c.min, c.max, c.n, low, high, c.low, c.high)
		}
	}
}

func TestAdaptiveLimitsNeverEmptyAVocabulary(t *testing.T) {
	docs := make([][]Field, 40)
	for i := range docs {
		docs[i] = []Field{{Text: "lonely" + string(rune('a'+i%26)) + string(rune('a'+i/26))}}
	}
	m, _, err := Default().FitTransform(context.Background(), docs)
	if err != nil || m.Terms() != 40 {
		t.Errorf("forty papers without a shared word: %v", err)
	}
}

func TestEmptyVocabularySaysWhy(t *testing.T) {
	none := func(v Vectorizer, docs ...string) error {
		fields := make([][]Field, len(docs))
		for i, d := range docs {
			fields[i] = []Field{{Text: d}}
		}
		_, _, err := v.FitTransform(context.Background(), fields)
		return err
	}
	high := Default()
	high.MinDF = AtLeast(5)
	crossed := Default()
	crossed.MinDF, crossed.MaxDF = AtLeast(3), AtLeast(2)
	for name, err := range map[string]error{
		"no documents": none(Default()), "empty documents": none(Default(), "", "   "),
		"min_df": none(high, "tide moon", "tide"), "crossed": none(crossed, "tide", "tide", "tide"),
	} {
		if !errors.Is(err, ErrEmptyVocabulary) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	for want, v := range map[string]Vectorizer{
		"tf": {TF: "tff"}, "idf": {IDF: "x"}, "norm": {Norm: "l3"}, "min_df": {MinDF: Proportion(1.5)},
		"max_df": {MaxDF: AtLeast(-1)}, "max_terms": {MaxTerms: -1}, "n-gram": {Text: text.Settings{MaxN: 99}},
		"adaptation -0.1": {Adaptation: -0.1}, "adaptation 1.1": {Adaptation: 1.1}, "adaptation NaN": {Adaptation: math.NaN()}, "adaptation +Inf": {Adaptation: math.Inf(1)},
	} {
		_, _, err := v.FitTransform(context.Background(), [][]Field{{{Text: "tide"}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Default().Weigh("bm52"); err == nil || !strings.Contains(err.Error(), "bm25") {
		t.Errorf("an unknown weighting: %v", err)
	}
}

func TestVectorOfAStranger(t *testing.T) {
	v := Default()
	m, _, err := v.FitTransform(context.Background(), [][]Field{{{Text: "tide moon"}}, {{Text: "tide"}}})
	if err != nil {
		t.Fatal(err)
	}
	if columns, _ := m.Vector(v.Count(Field{Text: "zebra"})); len(columns) != 0 {
		t.Errorf("unknown words have columns %v", columns)
	}
	columns, values := m.Vector(v.Count(Field{Text: "moon zebra"}))
	if len(columns) != 1 || m.Term(int(columns[0])) != "moon" || math.Abs(float64(values[0])-1) > 1e-7 {
		t.Errorf("moon zebra: %v %v", columns, values)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Default().FitTransform(ctx, prose(300)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
