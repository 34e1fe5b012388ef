package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestDiffOfTheSameRun(t *testing.T) {
	source := sampleAt(t)
	t.Chdir(t.TempDir())
	done(t, "run", source, "-k", "6", "-o", "one")
	done(t, "run", source, "--previous", "one", "-o", "two")
	done(t, "cluster", source, "-k", "6", "-o", "a.csv")
	for _, runs := range [][]string{{"one", "two"}, {"one", "one"}, {"one", "a.csv"}, {"a.csv", "two"}} {
		for _, format := range []string{"csv", "jsonl", "table"} {
			r := done(t, "diff", runs[0], runs[1], "--format", format)
			if lines := strings.Count(r.out, "\n"); format == "csv" && lines != 1 || format == "jsonl" && lines != 0 || !strings.Contains(r.err, "nothing changed: the same 145 papers in the same topics") {
				t.Errorf("%v as %s: %s%s", runs, format, r.out, r.err)
			}
		}
	}
}

// A diff of folders, of assignments and of an index says the same of topics and papers; the index knows more terms.
func TestDiffOfAnyOutputs(t *testing.T) {
	source := sampleAt(t)
	t.Chdir(t.TempDir())
	done(t, "run", source, "-k", "6", "-o", "old")
	done(t, "run", source, "-k", "8", "-o", "new", "--previous", "old")
	want := done(t, "diff", "old", "new").out
	kinds := column(t, want, "kind")
	for _, kind := range []string{"born", "drifted", "moved"} {
		if !slices.Contains(kinds, kind) {
			t.Errorf("no topic %s; %v", kind, kinds)
		}
	}
	if slices.Contains(kinds, "renumbered") || !slices.IsSortedFunc(kinds, func(a, b string) int {
		order := []string{"born", "died", "split", "merged", "renumbered", "grown", "shrunk", "drifted", "moved"}
		return slices.Index(order, a) - slices.Index(order, b)
	}) {
		t.Errorf("kinds are %v", kinds)
	}
	if got := done(t, "diff", filepath.Join("old", "assignments.csv"), filepath.Join("new", "assignments.csv")).out; got != want {
		t.Errorf("of the tables:\n%s\nof the folders:\n%s", got, want)
	}
	saveIndex(t, source, "five.kindred", 5)
	done(t, "cluster", source, "-k", "5", "-o", "five.csv")
	byIndex, byTable := done(t, "diff", "old", "five.kindred").out, done(t, "diff", "old", "five.csv").out
	for _, name := range []string{"kind", "topic_id", "other_ids", "old_size", "new_size", "doc_id"} {
		one, two := column(t, withoutKind(byIndex, "drifted"), name), column(t, withoutKind(byTable, "drifted"), name)
		if !slices.Equal(one, two) {
			t.Errorf("%s: %v of the index, %v of the table", name, one, two)
		}
	}
	if shared := strings.Join(column(t, byIndex, "shared_terms"), ""); len(shared) == 0 {
		t.Error("the index names no terms of papers")
	}
}

// withoutKind drops the lines of a kind.
func withoutKind(table, kind string) string {
	var out strings.Builder
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, kind+",") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func TestDiffIsMisused(t *testing.T) {
	one := file(t, "one.csv", "doc_id,topic_id\na,0\n")
	for _, args := range [][]string{{}, {one}, {one, one, one}, {one, "none"}, {one, one, "--columns", "x"}, {one, one, "-o", one}} {
		if r := kindred(t, append([]string{"diff"}, args...)...); r.code != exitMisused {
			t.Errorf("%v: exit code %d, %s", args, r.code, r.err)
		}
	}
	two := file(t, "two.csv", "doc_id,topic_id\nb,0\n")
	if r := done(t, "diff", one, two); !strings.Contains(r.err, "no paper in common") {
		t.Errorf("says %s", r.err)
	}
}
