package vectorize

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// Runs of 12 tokens belong to the halves 1 and 2 in turn, and a field begins the run after the last that was reached:
// the first has the runs 0 and 1, wherever it ends, so the second begins at run 2 and the last at run 5.
func TestDivisionByHand(t *testing.T) {
	var d division
	for i, f := range []struct {
		places []int
		want   []halves
	}{
		{nil, nil}, // an empty field in front begins no run
		{[]int{0, 11, 12, 23, 3}, []halves{1, 1, 2, 2, 1}},
		{[]int{0, 11, 12, 24}, []halves{1, 1, 2, 1}},
		{nil, nil}, // nor does one in between
		{[]int{5, 12}, []halves{2, 1}},
	} {
		d.field()
		var got []halves
		for _, place := range f.places {
			got = append(got, d.half(place))
		}
		if !slices.Equal(got, f.want) {
			t.Errorf("field %d: places %v are of the halves %v, want %v", i, f.places, got, f.want)
		}
	}
}

func TestAgainByHand(t *testing.T) {
	v := Default()
	for _, c := range []struct {
		name   string
		fields []string
		again  []string
		halved bool
	}{
		{"nothing", nil, nil, false},
		{"a bare title", []string{"Tide and moon, tide and moon", ""}, nil, false},
		{"a title and a text", []string{"Tide and moon", "Moon. Sun and tide."}, []string{"moon", "tide"}, true},
		{"a pair", []string{"Spring tide", "The spring tide at dawn"}, []string{"spring", "spring tide", "tide"}, true},
		{"twice within a run", []string{"Tide", "Moon, sun, moon"}, nil, true},
		{"a run of 12 with stop words", []string{"tide " + strings.Repeat("of ", 10) + "tide moon"}, nil, true},
		{"and beyond it", []string{"tide " + strings.Repeat("of ", 11) + "tide moon"}, []string{"tide"}, true},
		{"a text without terms", []string{"Tide", "and of the", "tide"}, []string{"tide"}, true},
	} {
		var fields []Field
		for _, f := range c.fields {
			fields = append(fields, Field{Text: f, Lang: "en"})
		}
		counts := v.Count(fields...)
		var again []string
		for _, term := range counts.Terms {
			if term.Again {
				again = append(again, term.Term)
			}
		}
		if !slices.Equal(again, c.again) || counts.Halved != c.halved {
			t.Errorf("%s: %q come again, halved %v; want %q, %v", c.name, again, counts.Halved, c.again, c.halved)
		}
	}
}

// repeating are terms with their chances and repeats.
func repeating(stats ...[2]int) []vocable {
	var out []vocable
	for i, s := range stats {
		out = append(out, vocable{fmt.Sprintf("t%d", i), TermStats{Chances: s[0], Repeats: s[1]}, int32(i)})
	}
	return out
}

// Terms with 6 of 8, 2 of 8 and 8 of 16: the mean is 16/32 = 1/2, the variance of one chance 1/4. The spread is
// 8/16 + 8/16 + 0 = 1, of which chance within terms makes 1/4 x 2 = 1/2. If all chances of a term went alike it
// would be more by 1/4 (32 - (64+64+256)/32 - 2) = 1/4 x 18 = 9/2. So two chances correlate by (1 - 1/2) / (9/2) = 1/9,
// and the mean is worth 9 - 1 = 8 documents. Rates: (6 + 8/2) / (8 + 8) = 5/8, (2 + 4) / 16 = 3/8 and
// (8 + 4) / (16 + 8) = 1/2, which over the mean are 5/4, 3/4 and 1.
//
// The first two alone have a spread of 1 too, 1/4 of it within; 1/4 (16 - 128/16 - 1) = 7/4; they correlate by
// 3/4 / (7/4) = 3/7, which makes 4/3 documents: less than the least of 4. Rates: (6 + 4/2) / (8 + 4) = 2/3 and
// (2 + 2) / 12 = 1/3.
func TestPriorByHand(t *testing.T) {
	for _, c := range []struct {
		name        string
		terms       []vocable
		mean, worth float64
		relative    []float64
	}{
		{"three terms", repeating([2]int{8, 6}, [2]int{8, 2}, [2]int{16, 8}), 0.5, 8, []float64{10. / 8, 6. / 8, 1}},
		{"and one without chances", repeating([2]int{8, 6}, [2]int{8, 2}, [2]int{16, 8}, [2]int{0, 0}), 0.5, 8, []float64{10. / 8, 6. / 8, 1, 1}},
		{"the least worth", repeating([2]int{8, 6}, [2]int{8, 2}), 0.5, leastWorth, []float64{4. / 3, 2. / 3}},
		{"no spread between terms", repeating([2]int{10, 5}, [2]int{4, 2}), 0.5, math.Inf(1), []float64{1, 1}},
		{"one term", repeating([2]int{10, 4}), 0.4, math.Inf(1), []float64{1}},
		{"all repeat", repeating([2]int{3, 3}, [2]int{2, 2}), 1, math.Inf(1), []float64{1, 1}},
		{"no repeats", repeating([2]int{8, 0}, [2]int{3, 0}), 0, 0, []float64{1, 1}},
		{"no chances", repeating([2]int{0, 0}), 0, 0, []float64{1}},
		{"no terms", nil, 0, 0, nil},
	} {
		terms := seen(c.terms)
		p := newPrior(terms, func(int) bool { return true })
		var got []float64
		for i := range terms.n {
			got = append(got, p.relative(terms.counts(i)))
		}
		near(t, c.name, got, c.relative, 1e-12)
		if math.Abs(p.mean-c.mean) > 1e-12 || p.worth != c.worth && !(math.Abs(p.worth-c.worth) < 1e-9) {
			t.Errorf("%s: a mean of %v worth %v documents, want %v and %v", c.name, p.mean, p.worth, c.mean, c.worth)
		}
	}
}

// Pairs have a mean of their own, so they neither change nor are drawn to that of single words. These, with 6 and 2
// of 16, have a mean of 1/4, and a spread of 1/4 + 1/4 = 1/2, within terms 3/16, between 3/16 (32 - 512/32 - 1) = 45/16: a
// correlation of (8/16 - 3/16) / (45/16) = 1/9 again and a worth of 8. Over the mean: (24 + 8) / 24 and (8 + 8) / 24.
func TestAdaptationOfPairs(t *testing.T) {
	terms := repeating([2]int{8, 6}, [2]int{8, 2}, [2]int{16, 8}, [2]int{16, 6}, [2]int{16, 2})
	terms[3].term, terms[4].term = "t0 t1", "t0 t2"
	for power, want := range map[float64][]float64{
		0:   {1, 1, 1, 1, 1},
		1:   {1.25, 0.75, 1, 4. / 3, 2. / 3},
		0.5: {math.Sqrt(1.25), math.Sqrt(0.75), 1, math.Sqrt(4. / 3), math.Sqrt(2. / 3)},
	} {
		near(t, fmt.Sprintf("power %v", power), Vectorizer{Adaptation: power}.adaptation(seen(terms)), want, 1e-12)
	}
}

// fitted is a matrix by settings with an Adaptation.
func fitted(t *testing.T, power float64, docs [][]Field) (*Model, [][]float32) {
	t.Helper()
	v := Default()
	v.Adaptation = power
	m, x, err := v.FitTransform(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]float32, len(docs))
	for i := range docs {
		_, rows[i] = x.Row(i)
	}
	return m, rows
}

func sameRows(a, b [][]float32) bool {
	return slices.EqualFunc(a, b, func(x, y []float32) bool { return slices.Equal(x, y) })
}

func TestBareTitlesAreLeftAlone(t *testing.T) {
	docs := prose(200)
	_, with := fitted(t, 1, docs)
	_, without := fitted(t, 0, docs)
	if sameRows(with, without) {
		t.Error("texts are left alone too")
	}
	for i := range docs {
		docs[i][1].Text = ""
		docs[i][0].Text += fmt.Sprintf(" and word%c", 'a'+i%5)
	}
	_, with = fitted(t, 1, docs)
	_, without = fitted(t, 0, docs)
	if !sameRows(with, without) {
		t.Error("the weights of bare titles change")
	}
}

// Without adaptation a weight is that of the package comment, bit for bit: tf x idf / n.
func TestNoAdaptationIsTheBareFormula(t *testing.T) {
	docs := prose(200)
	m, rows := fitted(t, 0, docs)
	v := m.Settings()
	for i, d := range docs {
		counts := v.Count(d...)
		var weights []float64
		for _, term := range counts.Terms {
			if c, ok := m.Column(term.Term); ok {
				scale := m.IDF(c) / float64(strings.Count(term.Term, " ")+1)
				weights = append(weights, v.tf(term.TF, m.parts.Totals.relativeLength(counts.Length))*scale)
			}
		}
		if want := normalized(weights, L2, nil); !slices.Equal(rows[i], want) {
			t.Fatalf("row %d is %v, want %v", i, rows[i], want)
		}
	}
}

// In four papers tide and moon stand twice each, but tide in both halves and moon in one: 4 and 0 of 4 chances, a mean
// of 1/2 worth the least of 4, rates of 6/8 and 2/8, and so weights of 3^Adaptation to 1.
func TestATermThatReturnsWeighsMore(t *testing.T) {
	docs := [][]Field{{{Text: "sand"}}, {{Text: "wind"}}, {{Text: "rain"}}}
	for range 4 {
		docs = append(docs, []Field{{Text: "tide. moon. moon"}, {Text: "tide"}})
	}
	for _, power := range []float64{0, UsualAdaptation, 1} {
		m, rows := fitted(t, power, docs)
		tide, _ := m.Column("tide")
		moon, _ := m.Column("moon")
		if m.DF(tide) != m.DF(moon) || m.Stats(tide).CF != m.Stats(moon).CF || len(rows[3]) != 2 {
			t.Fatalf("tide %+v, moon %+v, row %v", m.Stats(tide), m.Stats(moon), rows[3])
		}
		last := rows[len(rows)-1] // moon, then tide
		if got, want := float64(last[1]/last[0]), math.Pow(3, power); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("adaptation %v: tide weighs %v of moon, want %v", power, got, want)
		}
	}
}
