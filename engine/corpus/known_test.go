package corpus

import (
	"fmt"
	"slices"
	"testing"
)

func TestKnown(t *testing.T) {
	docs := []Document{
		{ID: "p1"}, {ID: "10.1000/XYZ"}, {ID: "p3", IDs: map[string]string{"arxiv": "2101.00003v2"}},
		{ID: "p4", IDs: map[string]string{"doi": "10.1000/four", "pmid": "44"}}, {ID: "2101.00005"}, {ID: "p6"},
	}
	for _, c := range []struct {
		other string
		row   int // -1: none
	}{
		{"p1", 0}, {" p1 ", 0}, {"P1", -1}, {"p", -1}, {"https://doi.org/10.1000/xyz", 1}, {"arXiv:2101.00003", 2},
		{"2101.00003v1", 2}, {"doi:10.1000/FOUR", 3}, {"PMID: 44", 3}, {"44", -1}, {"2101.00005v7", 4}, {"", -1},
	} {
		known, missing := Known(List(docs), []Document{{ID: c.other}})
		if row := slices.Index(known, true); row != c.row || (missing == 1) != (c.row < 0) {
			t.Errorf("%q: row %d, %d missing; want row %d", c.other, row, missing, c.row)
		}
	}
	if known, missing := Known(List(docs), []Document{{ID: "p6"}, {ID: "new", IDs: map[string]string{"doi": "10.1000/xyz"}}, {ID: "other"}}); !slices.Equal(known, []bool{false, true, false, false, false, true}) || missing != 1 {
		t.Errorf("known %v, %d missing", known, missing)
	}
}

func TestSame(t *testing.T) {
	docs := []Document{
		{ID: "p1", Also: []string{"p2"}}, {ID: "p2"}, {ID: "p3", IDs: map[string]string{"doi": "10.1000/three"}, Also: []string{"old"}},
		{ID: "p4", IDs: map[string]string{"doi": "10.1000/four"}},
	}
	for _, c := range []struct {
		other Document
		row   int
	}{
		{Document{ID: "p1"}, 0}, {Document{ID: "p2"}, 1}, {Document{ID: "old"}, 2}, {Document{ID: "10.1000/THREE"}, 2}, {Document{ID: "p5"}, -1},
		{Document{ID: "p5", Also: []string{"p4"}}, 3},
		{Document{ID: "p4", IDs: map[string]string{"doi": "10.1000/three"}}, 3}, // by its own id first
		{Document{ID: "gone", IDs: map[string]string{"doi": "10.1000/four"}}, 3},
	} {
		if got := Same(List(docs), []Document{c.other}); got[0] != c.row {
			t.Errorf("%v: row %d, want %d", c.other, got[0], c.row)
		}
	}
}

// TestSoughtInPartsAreThoseOfAMapOfAllNames: whichever part is looked at first.
func TestSoughtInPartsAreThoseOfAMapOfAllNames(t *testing.T) {
	var docs, others List
	for i := range 60 {
		docs = append(docs, Document{ID: fmt.Sprint("p", i%37), IDs: map[string]string{DOI: fmt.Sprint("10.1/", i%11)}})
		others = append(others, Document{ID: fmt.Sprint("p", i*i%80), Also: []string{fmt.Sprint("p", i%50)}, IDs: map[string]string{DOI: fmt.Sprint("10.1/", i%23)}})
	}
	docs[7].Also = []string{"p60", "p3"}
	rows, want := rowsByName(docs), make([]int, len(others))
	for i, d := range others {
		want[i] = -1
		for _, name := range d.identifiers() {
			if found := rows[name]; len(found) > 0 {
				want[i] = found[0]
				break
			}
		}
	}
	for _, parts := range [][]int{{0, 60}, {30, 60, 0, 30}, {50, 60, 10, 50, 0, 10}} {
		s := Seek(others)
		for i := 0; i < len(parts); i += 2 {
			s.Among(docs, parts[i], parts[i+1])
		}
		if got := s.Rows(); !slices.Equal(got, want) {
			t.Errorf("parts %v: rows %v, want %v", parts, got, want)
		}
	}
}
