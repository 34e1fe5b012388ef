package vectorize

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// The rows are those of a fit with FullNGrams, whatever the weighting and the norm.
func TestFullNGramsEqualsItsFit(t *testing.T) {
	docs := prose(300)
	for _, norm := range []Norm{L2, L1, NoNorm} {
		v := Default()
		v.Norm, v.Text.MaxN = norm, 3
		m, x, err := v.FitTransform(context.Background(), docs)
		if err != nil {
			t.Fatal(err)
		}
		v.FullNGrams = true
		want, y, err := v.FitTransform(context.Background(), docs)
		if err != nil {
			t.Fatal(err)
		}
		full, wide := m.FullNGrams(x), 0.0
		for i := range docs {
			gc, gv := full.Row(i)
			wc, wv := y.Row(i)
			if !slices.Equal(gc, wc) {
				t.Fatalf("%s: row %d has columns %v, want %v", norm, i, gc, wc)
			}
			for p := range gv {
				wide = max(wide, math.Abs(float64(gv[p]/wv[p])-1))
			}
			if !slices.Equal(m.FullNGramsRow(x.Row(i)), gv) {
				t.Errorf("%s: row %d alone differs", norm, i)
			}
		}
		if wide > 4*math.Pow(2, -24) || full == x {
			t.Errorf("%s: off by %v of a weight", norm, wide)
		}
		if want.FullNGrams(y) != y {
			t.Errorf("%s: full n-grams are weighed again", norm)
		}
	}
}

func TestFullNGramsByHand(t *testing.T) {
	v := Default()
	m, _, err := v.FitTransform(context.Background(), [][]Field{{{Text: "tide moon"}}, {{Text: "moon"}}, {{Text: "tide"}}})
	if err != nil {
		t.Fatal(err)
	}
	columns := []int32{}
	for _, term := range []string{"moon", "tide", "tide moon"} {
		c, ok := m.Column(term)
		if !ok {
			t.Fatal(term)
		}
		columns = append(columns, int32(c))
	}
	// tide moon at 1 counts as 2: lengths 2, 1 and 2 make 3
	values := m.FullNGramsRow(columns, []float32{2, 1, 1})
	near(t, "row", widened(values), []float64{2. / 3, 1. / 3, 2. / 3}, 1e-7)
}

func TestFullNGramsOfSingleWords(t *testing.T) {
	v := Default()
	v.Text.MaxN = 1
	m, x, err := v.FitTransform(context.Background(), prose(50))
	if err != nil {
		t.Fatal(err)
	}
	if m.FullNGrams(x) != x {
		t.Error("single words are weighed again")
	}
	defer func() {
		if recover() != mat.ErrShape {
			t.Error("rows of other columns are taken")
		}
	}()
	m.FullNGrams(matrix.NewCSR(0, m.Terms()+1, []int64{0}, nil, nil))
}
