package sample

import (
	"encoding/json"
	"strings"
	"testing"
)

type paper struct {
	ID, Title, Abstract, Label, Date, Venue, DOI string
	Categories, Keywords, Authors                []string
}

func papers(t *testing.T) []paper {
	var out []paper
	for i, line := range strings.Split(strings.TrimSpace(string(JSONL)), "\n") {
		var p paper
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		out = append(out, p)
	}
	return out
}

func TestEveryPaperIsWhole(t *testing.T) {
	all := papers(t)
	labels, ids := map[string]int{}, map[string]bool{}
	for _, p := range all {
		words := len(strings.Fields(p.Abstract))
		if words < 50 || words > 100 {
			t.Errorf("%s: the abstract has %d words", p.ID, words)
		}
		if p.Title == "" || p.Label == "" || p.Date == "" || p.Venue == "" || p.DOI == "" || len(p.Categories) == 0 || len(p.Keywords) < 3 || len(p.Authors) == 0 {
			t.Errorf("%s lacks a field", p.ID)
		}
		if ids[p.ID] {
			t.Errorf("%s stands twice", p.ID)
		}
		ids[p.ID] = true
		labels[p.Label]++
	}
	if len(all) < 120 || len(labels) < 12 {
		t.Errorf("%d papers in %d fields, want at least 120 in 12", len(all), len(labels))
	}
}

// Every abstract is written for itself: no two begin alike or share eight words in a row.
func TestNoTwoAbstractsShareAFrame(t *testing.T) {
	openings, runs := map[string]string{}, map[string]string{}
	for _, p := range papers(t) {
		words := strings.Fields(strings.ToLower(p.Abstract))
		mark := func(seen map[string]string, run []string) {
			key := strings.Join(run, " ")
			if other, ok := seen[key]; ok && other != p.ID && (other != "ecol-12" || p.ID != "ecol-13") {
				t.Errorf("%s and %s share %q", other, p.ID, key)
			}
			seen[key] = p.ID
		}
		mark(openings, words[:3])
		for i := range len(words) - 7 {
			mark(runs, words[i:i+8])
		}
	}
}
