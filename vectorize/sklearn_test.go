package vectorize

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// golden is what scikit-learn made, see testdata/golden.py.
type golden struct {
	Version string `json:"scikit_learn"`
	Docs    []string
	Sets    []struct {
		Name  string
		Terms []string
		IDF   []float64
		Rows  []struct {
			Columns []int32
			Values  []float64
		}
	}
}

func readGolden(t *testing.T) golden {
	data, err := os.ReadFile("testdata/sklearn.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// settings are the options of testdata/golden.py in our words.
func sklearnSettings(t *testing.T, name string) Vectorizer {
	v, err := Default().Weigh("sklearn")
	if err != nil {
		t.Fatal(err)
	}
	switch name {
	case "default":
	case "sublinear":
		v.TF = LogTF
	case "plain idf":
		v.IDF = PlainIDF
	case "l1":
		v.Norm = L1
	case "bigrams and limits":
		v.Text.MaxN, v.MinDF, v.MaxDF = 2, AtLeast(2), Proportion(0.5)
	case "binary, no norm, eight terms":
		v.TF, v.Norm, v.MaxTerms = BinaryTF, NoNorm, 8
	default:
		t.Fatalf("no settings for %q", name)
	}
	return v
}

func TestEqualsScikitLearn(t *testing.T) {
	g := readGolden(t)
	docs := make([][]Field, len(g.Docs))
	for i, d := range g.Docs {
		docs[i] = []Field{{Text: d}}
	}
	for _, set := range g.Sets {
		t.Run(set.Name, func(t *testing.T) {
			m, x, err := sklearnSettings(t, set.Name).FitTransform(context.Background(), docs)
			if err != nil {
				t.Fatal(err)
			}
			if m.Terms() != len(set.Terms) {
				t.Fatalf("%d terms, scikit-learn %s has %d", m.Terms(), g.Version, len(set.Terms))
			}
			for c, term := range set.Terms {
				if m.Term(c) != term || math.Abs(m.IDF(c)-set.IDF[c]) > 1e-12 {
					t.Errorf("column %d: %q idf %v, want %q idf %v", c, m.Term(c), m.IDF(c), term, set.IDF[c])
				}
			}
			for i, want := range set.Rows {
				columns, values := x.Row(i)
				if len(columns) != len(want.Columns) {
					t.Fatalf("row %d: %d values, want %d", i, len(columns), len(want.Columns))
				}
				for j := range columns {
					if columns[j] != want.Columns[j] || math.Abs(float64(values[j])-want.Values[j]) > 1e-6 {
						t.Errorf("row %d: (%d, %v), want (%d, %v)", i, columns[j], values[j], want.Columns[j], want.Values[j])
					}
				}
			}
		})
	}
}
