package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func search(t testing.TB, docs Documents) *TitleSearch {
	t.Helper()
	s, err := NewTitleSearch(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func found(t testing.TB, s *TitleSearch, query string, n int) (rows []int, total int) {
	t.Helper()
	hits, total, err := s.Find(context.Background(), query, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		rows = append(rows, h.Row)
	}
	return rows, total
}

func TestTitleSearch(t *testing.T) {
	s := search(t, List(shelf))
	for query, want := range map[string][]int{
		"deep rivers":     {3, 4}, // the whole title, then its beginning
		"riv":             {3, 4},
		"DEEP":            {3, 4},
		"shallow lakes":   {5, 4}, // its beginning, then in a row
		"lakes deep":      {4},
		"schrodinger":     {5},
		"Schrödinger's":   {5},
		"marble":          {0, 1}, // HyperMarble does not begin so
		"water marble":    {1},
		"a":               {6, 7, 0, 4, 5}, // the beginning of a title; a word that is there before one that begins so
		"":                nil,
		" -- ":            nil,
		"marble rivers":   nil,
		"zebra":           nil,
		"deep and lakes.": {4},
	} {
		rows, total := found(t, s, query, 10)
		if !slices.Equal(rows, want) || total != len(want) {
			t.Errorf("%q finds %v of %d, want %v", query, rows, total, want)
		}
	}
	if rows, total := found(t, s, "a", 2); !slices.Equal(rows, []int{6, 7}) || total != 5 {
		t.Errorf("the first 2 of %d are %v", total, rows)
	}
	if rows, total := found(t, s, "a", 0); rows != nil || total != 5 {
		t.Errorf("of none asked for, %v of %d", rows, total)
	}
}

// TestTitleSearchIsThatOfEveryTitle compares it with a look at each title, on titles of few words by chance.
func TestTitleSearchIsThatOfEveryTitle(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	word := func() string { return strings.Repeat("ab", 1+rng.IntN(2)) + string("abcd"[rng.IntN(4)])[:rng.IntN(2)] }
	text := func(most int) string {
		words := make([]string, 1+rng.IntN(most))
		for i := range words {
			words[i] = word()
		}
		return strings.Join(words, " ")
	}
	docs := make(List, 300)
	for i := range docs {
		docs[i] = Document{ID: fmt.Sprint(i), Title: text(6)}
	}
	s := search(t, docs)
	for range 500 {
		query := text(3)
		query = query[:1+rng.IntN(len(query))]
		n := 1 + rng.IntN(20)
		want := plainSearch(docs, query)
		rows, total := found(t, s, query, n)
		if total != len(want) || !slices.Equal(rows, want[:min(n, len(want))]) {
			t.Fatalf("%q finds %v of %d, want %v of %d", query, rows, total, want[:min(n, len(want))], len(want))
		}
	}
}

// plainSearch is TitleSearch.Find as it is described.
func plainSearch(docs List, query string) []int {
	type fit struct{ row, phrase, whole, in int }
	var fits []fit
	asked := strings.Fields(fold(query).padded)
	begins := func(words []string) bool {
		for i, w := range asked {
			if i >= len(words) || !strings.HasPrefix(words[i], w) {
				return false
			}
		}
		return true
	}
	for row, d := range docs {
		title := strings.Fields(fold(d.Title).padded)
		f := fit{row: row, in: len(title)}
		matched := len(asked) > 0
		for _, w := range asked {
			matched = matched && slices.ContainsFunc(title, func(other string) bool { return strings.HasPrefix(other, w) })
			if slices.Contains(title, w) {
				f.whole++
			}
		}
		for i := range title {
			if begins(title[i:]) {
				f.phrase = max(f.phrase, 1)
				if i == 0 {
					f.phrase = 2
				}
			}
		}
		if f.phrase == 2 && len(title) == len(asked) {
			f.phrase = 3
		}
		if matched {
			fits = append(fits, f)
		}
	}
	slices.SortFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.phrase, a.phrase), cmp.Compare(b.whole, a.whole), cmp.Compare(a.in, b.in), cmp.Compare(a.row, b.row))
	})
	var rows []int
	for _, f := range fits {
		rows = append(rows, f.row)
	}
	return rows
}

func TestTitleSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := NewTitleSearch(ctx, List(shelf)); !errors.Is(err, context.Canceled) {
		t.Errorf("reading titles goes on: %v", err)
	}
	if _, _, err := search(t, List(shelf)).Find(ctx, "deep", 10); !errors.Is(err, context.Canceled) {
		t.Errorf("looking goes on: %v", err)
	}
}

func TestFindID(t *testing.T) {
	l := NewLookup(List(shelf))
	for name, want := range map[string]int{"p1": 0, "Deep": 7, "doi:10.1234/Stone.1": 0, "10.5555/ABC": 6, "math/0309136": 3} {
		if got, err := l.FindID(name); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", name, got, err, want)
		}
	}
	for _, name := range []string{"", "P1", "marble", "deep rivers", "10.1234/none"} {
		var unknown *LookupError
		if row, err := l.FindID(name); !errors.As(err, &unknown) || unknown.Ambiguous || len(unknown.Candidates) > 0 {
			t.Errorf("%q is paper %d, %v", name, row, err)
		}
	}
}
