package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each paper is the halves of two subjects: two of the three words of each.
func TestSynth(t *testing.T) {
	file := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz")
	code, out, errs := bench("synth", "-n", "300", file)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitDone || len(lines) != 300 {
		t.Fatalf("exit %d, %d lines, %s", code, len(lines), errs)
	}
	ids, dates, titles := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		var m made
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatal(err)
		}
		ids[m.ID], dates[m.Date], titles[m.Title] = true, true, true
		words := strings.Fields(m.Title)
		if len(words) != 4 || !isHalf(words[:2]) || !isHalf(words[2:]) {
			t.Fatalf("title %q", m.Title)
		}
	}
	if len(ids) != 300 || len(dates) != 300 || len(titles) < 100 {
		t.Errorf("%d ids, %d dates, %d titles", len(ids), len(dates), len(titles))
	}
	if _, again, _ := bench("synth", "-n", "300", file); again != out {
		t.Error("the same seed gives other papers")
	}
	if _, other, _ := bench("synth", "-n", "300", "--seed", "2", file); other == out {
		t.Error("another seed gives the same papers")
	}
}

func isHalf(words []string) bool {
	pair := strings.Join(words, " ")
	return slices.ContainsFunc(subjects, func(s string) bool { return strings.HasPrefix(s, pair) || strings.HasSuffix(s, pair) })
}

func TestSynthOfOnePaper(t *testing.T) {
	if code, _, errs := bench("synth", "-n", "1", filepath.Join("..", "..", "go.mod")); code != exitFailed {
		t.Errorf("exit %d, %s", code, errs)
	}
}
