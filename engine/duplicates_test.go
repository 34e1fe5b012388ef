package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kindred/engine/corpus"
	"kindred/vectorize"
)

func duplicatesOf(t testing.TB, e *Engine) []DuplicateGroup {
	t.Helper()
	groups := e.Duplicates()
	v := e.config.Vectorizer
	v.MinDF, v.MaxDF, v.MaxTerms = vectorize.AtLeast(1), vectorize.Proportion(1), 0
	_, x, err := v.FitTransformOf(context.Background(), e.docs.Len(), e.fields, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range groups {
		if len(g.Rows) < 2 || len(g.Similarity) != len(g.Rows) || !slices.IsSorted(g.Rows) || i > 0 && g.Rows[0] <= groups[i-1].Rows[0] {
			t.Errorf("group %d: %+v", i, g)
		}
		for j, row := range g.Rows {
			near(t, "similarity to the first", g.Similarity[j], widened(x.Row(g.Rows[0])).dot(widened(x.Row(row))), 1e-12)
		}
	}
	return groups
}

func rowsOfGroups(groups []DuplicateGroup) [][]int {
	var out [][]int
	for _, g := range groups {
		out = append(out, g.Rows)
	}
	return out
}

func sameGroups(t testing.TB, what string, got []DuplicateGroup, want ...[]int) {
	t.Helper()
	if !slices.EqualFunc(rowsOfGroups(got), want, slices.Equal) {
		t.Errorf("%s: groups %v, want %v", what, rowsOfGroups(got), want)
	}
}

func TestDuplicatesOfTheSample(t *testing.T) {
	e := sampleEngine(t, 0)
	preprint := rowOf(t, e, "ecol-12")
	sameGroups(t, "sample", duplicatesOf(t, e), []int{preprint, rowOf(t, e, "ecol-13")})
}

// A title says that two papers are one only if it has five words; letters, accents and markup do
// not count. The abstracts have nothing in common.
func TestTitlesThatAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Bees dance where moths rest", "Bees dance where moths rest", true},
		{"Bees dance where moths rest", "<i>Bees</i> dance: where MOTHS rest!", true},
		{"Bees dance where moths rest", "Bees dance where moths sleep", false},
		{"Bees dance in spring", "Bees dance in spring", false},
		{"Editorial", "Editorial", false},
		{"Honey bee dances of spring, part 1", "Honey bee dances of spring, part 2", false},
		{"Night-flying moths sleep here", "Night-flying moths sleep here", false}, // a hyphenated word is one
		{"", "", false},
	} {
		docs := titled(c.a, c.b, "Glaciers")
		for i, abstract := range []string{"glacier melt calving fjord sediment turbidity", "quantum lattice gauge fermion monopole anyon", "wage floor shift labour county pay"} {
			docs[i].Abstract = abstract
		}
		var want [][]int
		if c.want {
			want = [][]int{{0, 1}}
		}
		sameGroups(t, c.a+" / "+c.b, duplicatesOf(t, build(t, docs, nil)), want...)
	}
}

// An annual report has one title for ever: papers of one title are one if their years are at most two apart, or unknown. The first of
// them says which years these are.
func TestTitlesOfOtherYears(t *testing.T) {
	texts := []string{"glacier melt calving fjord sediment", "quantum lattice gauge fermion monopole", "wage floor shift labour county", "bronze trade kiln pottery stable"}
	for _, c := range []struct {
		years []int
		texts bool
		want  [][]int
	}{
		{[]int{2001, 2003}, true, [][]int{{0, 1}}},
		{[]int{2001, 2004}, true, nil},
		{[]int{2001, 2004}, false, nil}, // nothing but the title, and so equal texts
		{[]int{2001, 2003}, false, [][]int{{0, 1}}},
		{[]int{0, 2004}, true, [][]int{{0, 1}}},
		{[]int{0, 2004, 2001, 2005}, true, [][]int{{0, 1, 3}}},
		{[]int{2001, 2003, 2005, 2007}, true, [][]int{{0, 1}, {2, 3}}},
		{[]int{1990, 2004, 1991, 0}, true, [][]int{{0, 2, 3}}},
	} {
		var docs []corpus.Document
		for i, year := range c.years {
			d := corpus.Document{Title: "A report on the state of mines"}
			if year > 0 {
				d.Date, d.Precision = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), corpus.Year
			}
			if c.texts {
				d.Abstract = texts[i]
			}
			docs = append(docs, d)
		}
		sameGroups(t, fmt.Sprint(c.years), duplicatesOf(t, build(t, docs, nil)), c.want...)
	}
}

// A title made from the first words of a text is no title: many texts begin alike. One that the record gave is, even if
// the text begins with it.
func TestTextsThatBeginAlike(t *testing.T) {
	opening := "Here is a short account of what was seen in the field"
	docs := titled(opening, opening)
	docs[0].Abstract = opening + ": glacier melt calving fjord sediment turbidity moraine plume iceberg"
	docs[1].Abstract = opening + ": quantum lattice gauge fermion monopole anyon braid qubit decoherence"
	sameGroups(t, "titles", duplicatesOf(t, build(t, docs, nil)), []int{0, 1})
	docs[0].TitleDerived, docs[1].TitleDerived = true, true
	sameGroups(t, "texts", duplicatesOf(t, build(t, docs, nil)))
}

// Eleven plain words each: with ten in common the cosine is 10/11 = 0.91, with nine 0.82. A is like B and B like
// C, and so all three are one group although A and C are not alike.
func TestDuplicatesAreTransitive(t *testing.T) {
	words := strings.Fields("ablo bemo cimu dopa erfu fane gilo hapo imbu jofe kalu lemo mibu napo orbu")
	docs := titled(strings.Join(words[:11], " "), "parel qusto", strings.Join(words[1:12], " "), strings.Join(words[2:13], " "), strings.Join(words[4:15], " "))
	e := build(t, docs, plain(1))
	near(t, "A and C", e.Explain(0, 3, true).Similarity, 9.0/11, 1e-6)
	sameGroups(t, "chain", duplicatesOf(t, e), []int{0, 2, 3})
}

// Notes on algorithms that differ in nothing but a name that no other paper has: in the term space, which lacks such
// names, they are one text, but they are not duplicates.
func TestRareWordsTellPapersApart(t *testing.T) {
	docs := titled(strings.Split("heapsort quicksort mergesort shellsort bubblesort radixsort timsort smoothsort combsort gnomesort", " ")...)
	for i := range docs {
		docs[i].Title = "sorting routine " + docs[i].Title
	}
	for i := range 20 {
		docs = append(docs, corpus.Document{Title: "glacier ice moraine x" + string(rune('a'+i)) + "x"})
	}
	e := build(t, docs, nil)
	near(t, "similarity in the term space", e.row(0).dot(e.row(1)), 1, 1e-6)
	if groups := e.Duplicates(); len(groups) != 0 {
		t.Errorf("%v", groups)
	}
}

func TestAllTheSame(t *testing.T) {
	sameGroups(t, "identical", duplicatesOf(t, build(t, titled("bees", "bees", "", "bees", ""), nil)), []int{0, 1, 3})
	sameGroups(t, "one", duplicatesOf(t, build(t, titled("bees"), nil)))
}

// Papers drawn from few words, so that many are nearly alike: the groups are those of every pair
// compared.
func TestDuplicatesEqualBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("ablo bemo cimu dopa erfu fane gilo hapo imbu jofe kalu lemo")
	docs := make([]corpus.Document, 120)
	for i := range docs {
		drawn := slices.Clone(words)
		rng.Shuffle(len(drawn), func(a, b int) { drawn[a], drawn[b] = drawn[b], drawn[a] })
		docs[i].Abstract = strings.Join(drawn[:6+rng.IntN(5)], " ")
	}
	e := build(t, docs, plain(1))
	group := make([]int, len(docs))
	for row := range group {
		group[row] = row
	}
	pairs := 0
	for a := range docs {
		for b := range a {
			if e.Explain(a, b, true).Similarity < 0.9 {
				continue
			}
			pairs++
			from, to := max(group[a], group[b]), min(group[a], group[b])
			for row, g := range group {
				if g == from {
					group[row] = to
				}
			}
		}
	}
	var want [][]int
	for first := range group {
		var rows []int
		for row, g := range group {
			if g == first {
				rows = append(rows, row)
			}
		}
		if len(rows) > 1 {
			want = append(want, rows)
		}
	}
	if pairs < 20 || len(want) < 3 {
		t.Fatalf("%d pairs in %d groups are too few to compare", pairs, len(want))
	}
	sameGroups(t, "brute force", duplicatesOf(t, e), want...)
}
