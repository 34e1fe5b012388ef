package corpus_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/report"
)

const (
	paper    = `{"id":"p","title":"Moss on stone","abstract":"Moss grows."}` + "\n"
	manifest = `{"schema_version":1,"seed":1,"files":[{"name":"assignments.csv","bytes":1},{"name":"report.md"}]}`
	bundle   = "{\n\"schema_version\": 1,\n\"run\": {\"version\":\"1\"},\n\"documents\": [\n{\"doc_id\":\"p\",\"title\":\"Moss\"}\n]\n}\n"
)

// put makes a folder of files.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read returns the files that were read, below dir, and how many results were passed over.
func read(t *testing.T, dir string, names ...string) (files []string, passed int) {
	t.Helper()
	s, err := corpus.Open(names, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(context.Background())
	if err != nil && !errors.Is(err, corpus.ErrNoDocuments) {
		t.Fatal(err)
	}
	for _, f := range c.Files {
		rel, err := filepath.Rel(dir, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.ToSlash(rel))
	}
	for _, p := range c.Problems {
		if p.Kind == "own-result" {
			passed = p.Count
		}
	}
	return files, passed
}

// TestOwnTables: every table that is written is known by its header, and so is a report in JSON.
func TestOwnTables(t *testing.T) {
	for _, columns := range [][]report.Column{report.AssignmentColumns, report.TopicColumns, report.TermColumns, report.RelatedColumns,
		report.ExplainColumns, report.SweepColumns, report.DuplicateColumns} {
		var b strings.Builder
		if err := report.CSV(&b, report.Table{Columns: columns, Rows: func(func(report.Row, error) bool) {}}); err != nil {
			t.Fatal(err)
		}
		dir := put(t, map[string]string{"a.jsonl": paper, "z.csv": b.String()})
		for _, name := range []string{dir, filepath.Join(dir, "*")} {
			if files, passed := read(t, dir, name); !slices.Equal(files, []string{"a.jsonl"}) || passed != 1 {
				t.Errorf("%s: read %q, passed %d of %q", name, files, passed, b.String())
			}
		}
	}
	dir := put(t, map[string]string{"a.jsonl": paper, "topics.json": bundle, "mine.csv": "doc_id,title\np2,Rain\n"})
	if files, passed := read(t, dir, dir); !slices.Equal(files, []string{"a.jsonl", "mine.csv"}) || passed != 1 {
		t.Errorf("read %q, passed %d", files, passed)
	}
}

// TestResultFolder: results beside the papers are passed over by name, and a folder of results below them as a whole; a
// file that is named is read.
func TestResultFolder(t *testing.T) {
	dir := put(t, map[string]string{
		"a.jsonl": paper, "run.json": manifest, "report.md": "# Topics\n\nMoss.\n", "assignments.csv": "doc_id,title\np,Moss\n",
		"out/run.json": manifest, "out/report.md": "# Topics\n\nMoss.\n", "out/more.md": "More.", "sub/run.json": `{"id":"q","title":"Rain"}`, "sub/report.md": "Rain falls.",
	})
	for _, c := range []struct {
		names  []string
		files  []string
		passed int
	}{
		{[]string{"."}, []string{"a.jsonl", "sub/report.md", "sub/run.json"}, 6},
		{[]string{"**/*"}, []string{"a.jsonl", "sub/report.md", "sub/run.json"}, 6},
		{[]string{"*.*"}, []string{"a.jsonl"}, 3},
		{[]string{"*/*.md"}, []string{"sub/report.md"}, 2},
		{[]string{"out"}, []string{"out/more.md"}, 2},
		{[]string{"out/*.md"}, []string{"out/more.md"}, 1},
		{[]string{"assignments.csv", "out/report.md"}, []string{"assignments.csv", "out/report.md"}, 0},
	} {
		var names []string
		for _, n := range c.names {
			names = append(names, filepath.Join(dir, n))
		}
		if files, passed := read(t, dir, names...); !slices.Equal(files, c.files) || passed != c.passed {
			t.Errorf("%q: read %q, passed %d; want %q and %d", c.names, files, passed, c.files, c.passed)
		}
	}
}

// TestUnreadable: what cannot be read in a folder is reported and passed over; named, it is an error.
func TestUnreadable(t *testing.T) {
	dir := put(t, map[string]string{"a.jsonl": paper, "b.jsonl": paper, "sub/c.jsonl": paper})
	for _, name := range []string{"b.jsonl", "sub"} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
		if f, err := os.ReadDir(path); name == "sub" && err == nil {
			t.Skipf("this user reads every folder (%d files)", len(f))
		}
	}
	s, err := corpus.Open([]string{dir}, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(context.Background())
	if err != nil || len(c.Documents) != 1 || len(c.Problems) != 1 || c.Problems[0].Count != 2 || !strings.Contains(c.Problems[0].String(), "b.jsonl: skipped: cannot read") {
		t.Errorf("%v: %+v", err, c)
	}
	if _, err := corpus.Open([]string{filepath.Join(dir, "sub")}, corpus.Options{}); err == nil || !strings.Contains(err.Error(), "sub") {
		t.Errorf("a folder named: %v", err)
	}
}
