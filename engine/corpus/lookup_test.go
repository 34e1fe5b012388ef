package corpus

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var shelf = []Document{
	{ID: "p1", Title: "Marble: A Toolkit for Stone", IDs: map[string]string{"doi": "10.1234/stone.1"}},
	{ID: "P2", Title: "Polishing marble with water"},
	{ID: "2101.00001", Title: "HyperMarble networks"},
	{ID: "p4", Title: "Deep rivers", IDs: map[string]string{"arxiv": "math/0309136v2"}},
	{ID: "p5", Title: "Deep rivers and shallow lakes"},
	{ID: "p6", Title: "Shallow lakes of Schrödinger's co-author"},
	{ID: "10.5555/ABC", Title: "A note", IDs: map[string]string{"pmid": "123456"}},
	{ID: "Deep", Title: "An unrelated id"},
	{ID: "p9", Title: ""},
}

func TestFind(t *testing.T) {
	for name, want := range map[string]int{
		"p1": 0, "p2": 1, "P1": 0, "Deep": 7, "DEEP": 7,
		"10.1234/stone.1": 0, "https://doi.org/10.1234/STONE.1": 0, "doi:10.1234/Stone.1": 0, "http://dx.doi.org/10.5555/abc": 6,
		"arXiv:2101.00001": 2, "https://arxiv.org/abs/2101.00001v3": 2, "2101.00001v1": 2, "math/0309136": 3, "https://arxiv.org/pdf/math/0309136v2.pdf": 3,
		"10.48550/arXiv.2101.00001": 2, "PMID: 123456": 6,
		"marble": 0, "MARBLE!": 0, "hypermarb": 2, "deep rivers": 3, "Deep Rivers and": 4, "schrodinger": 5, "coauthor": 5, "lakes of": 5, "with water": 1,
	} {
		if got, err := NewLookup(List(shelf)).Find(name); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", name, got, err, want)
		}
	}
}

func TestFindAmbiguous(t *testing.T) {
	_, err := NewLookup(List(shelf)).Find("lakes")
	var lookup *LookupError
	if !errors.As(err, &lookup) || !lookup.Ambiguous || !slices.Equal(lookup.Candidates, []int{4, 5}) {
		t.Fatalf("%v", err)
	}
	if s := err.Error(); !strings.Contains(s, "p5  Deep rivers and shallow lakes") || !strings.Contains(s, "2 papers") {
		t.Error(s)
	}
	var many []Document
	for i := range 25 {
		many = append(many, Document{ID: fmt.Sprint(i), Title: fmt.Sprintf("Report of year %d", i)})
	}
	_, err = NewLookup(List(many)).Find("report of")
	if !errors.As(err, &lookup) || len(lookup.Candidates) != 10 || !strings.Contains(err.Error(), "15 more") {
		t.Error(err)
	}
}

func TestFindUnknown(t *testing.T) {
	for name, want := range map[string][]int{"shalow lakes": {4, 5}, "polishing marbel": {1}, "zzzz": nil, "": nil, "???": nil} {
		_, err := NewLookup(List(shelf)).Find(name)
		var lookup *LookupError
		if !errors.As(err, &lookup) || lookup.Ambiguous || len(lookup.Candidates) < len(want) || !slices.Equal(lookup.Candidates[:len(want)], want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := NewLookup(List(nil)).Find("x"); err == nil {
		t.Error("found a paper in an empty list")
	}
}

// A name that is no name, such as a line of another file, costs little and is not repeated whole.
func TestFindALongName(t *testing.T) {
	docs := []Document{{ID: "a", Title: "On \u00e9tale maps of curves"}, {ID: "b", Title: "Waves"}}
	for _, name := range []string{strings.Repeat("\u00e9tale maps ", 1<<16), strings.Repeat("a", 1<<21), strings.Repeat("\xff\x00", 1<<20)} {
		start := time.Now()
		_, err := NewLookup(List(docs)).Find(name)
		if err == nil || len(err.Error()) > 2000 || !utf8.ValidString(err.Error()) {
			t.Errorf("%.20q...: %.300v", name, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%.20q... takes %v", name, took)
		}
	}
	_, err := NewLookup(List(docs)).Find(strings.Repeat("\u00e9tale maps of waves ", 100))
	if err == nil || !strings.Contains(err.Error(), "On \u00e9tale maps of curves") {
		t.Errorf("a long name is compared with no title: %.300v", err)
	}
}
