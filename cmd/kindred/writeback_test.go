package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// library is the sample corpus as a library in BibTeX, with words around its entries.
func library(t *testing.T) (path, text string) {
	t.Helper()
	r := done(t, "cluster", corpusFile(t), "-k", "4", "--format", "bibtex", "-q")
	text = "% my library\n" + strings.ReplaceAll(strings.ReplaceAll(r.out, "kindred:", "moss "), "}\n@", "}\n\nnotes\n@")
	return file(t, "library.bib", text), text
}

func TestClusterGivesALibraryBack(t *testing.T) {
	path, text := library(t)
	out := filepath.Join(t.TempDir(), "out.bib")
	r := done(t, "cluster", path, "-k", "4", "-o", out)
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(got), ", kindred:") != 80 || strings.Contains(r.err, "another format") {
		t.Errorf("%d keywords: %s", strings.Count(string(got), ", kindred:"), r.err)
	}
	again := done(t, "cluster", out, "-k", "4", "--format", "bibtex")
	if again.out != string(got) {
		t.Error("given back twice it differs")
	}
	rows := rowsOf(t, done(t, "cluster", path, "-k", "4", "--columns", "doc_id,topic_id").out)
	for _, row := range rows[1:] {
		_, entry, _ := strings.Cut(string(got), "{"+row[0]+",")
		if entry, _, _ = strings.Cut(entry, "\n}\n"); !strings.Contains(entry, ", kindred:"+row[1]+", kindred:") {
			t.Errorf("%v: %s", row, entry)
		}
	}
	if piped := kindredFrom(t, text, "cluster", "-", "-k", "4", "--format", "bibtex"); piped.out != string(got) {
		t.Errorf("from standard input it differs: %s", piped.err)
	}
}

func TestClusterGivesOtherFormatsBack(t *testing.T) {
	source := corpusFile(t)
	for ext, first := range map[string]string{".ris": "TY  - ", ".bib": "@"} {
		out := filepath.Join(t.TempDir(), "out"+ext)
		r := done(t, "cluster", source, "-k", "4", "-o", out)
		if got, _ := os.ReadFile(out); !strings.HasPrefix(string(got), first) || !strings.Contains(r.err, "40 papers written from what was read") {
			t.Errorf("%s: %.80s %s", ext, got, r.err)
		}
	}
	rows := rowsOf(t, done(t, "cluster", source, "-k", "4", "--format", "csv-augmented").out)
	if len(rows) != 41 || rows[0][len(rows[0])-2] != "topic_label" || rows[1][len(rows[1])-2] == "" {
		t.Errorf("%d rows under %v", len(rows), rows[0])
	}
}

func TestRecordsHaveNoColumns(t *testing.T) {
	source := corpusFile(t)
	for _, args := range [][]string{
		{"cluster", source, "--format", "ris", "--columns", "doc_id"},
		{"topics", source, "--format", "ris"},
		{"topics", source, "-o", filepath.Join(t.TempDir(), "x.bib")},
	} {
		if r := kindred(t, args...); r.code != exitMisused {
			t.Errorf("%v: %d %s", args, r.code, r.err)
		}
	}
}
