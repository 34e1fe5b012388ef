package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reported writes a report and returns its bytes.
func reported(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	done(t, append([]string{"report", corpusFile(t), "-o", path}, args...)...)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReportIsOnePageAndTheSameEveryTime(t *testing.T) {
	page := reported(t, "r.html", "--threads", "1")
	for _, want := range []string{"<!doctype html>", "Content-Security-Policy", "data-papers", "40 papers in"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("no %s in the page", want)
		}
	}
	for _, threads := range []string{"2", "3", "8"} {
		if !bytes.Equal(page, reported(t, "r.html", "--threads", threads)) {
			t.Errorf("on %s threads the page is another", threads)
		}
	}
}

func TestReportOfAnIndexIsThatOfItsPapers(t *testing.T) {
	index, page := filepath.Join(t.TempDir(), "x.kindred"), filepath.Join(t.TempDir(), "r.html")
	done(t, "index", corpusFile(t), "-o", index)
	done(t, "report", index, "-o", page)
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, reported(t, "r.html")) {
		t.Error("the page of an index is another than that of its papers")
	}
}

func TestReportInOtherForms(t *testing.T) {
	for name, want := range map[string]string{"r.md": "# 40 papers in", "r.json": `,"x":`, "r.csv": ",duplicate_of,x,y\n"} {
		if b := reported(t, name); !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s in %s", want, name)
		}
	}
	if r := kindred(t, "report", corpusFile(t), "-o", filepath.Join(t.TempDir(), "r.pdf")); r.code != exitMisused || !strings.Contains(r.err, ".html") {
		t.Errorf("r.pdf: %d, %s", r.code, r.err)
	}
}

func TestReportOfOneAndOfNone(t *testing.T) {
	folder := t.TempDir()
	one := filepath.Join(folder, "one.jsonl")
	if err := os.WriteFile(one, []byte(`{"id":"a","title":"Bees and flowers"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "report", one, "--min-df", "1", "-o", filepath.Join(folder, "r.html"))
	if b, err := os.ReadFile(filepath.Join(folder, "r.html")); err != nil || !bytes.Contains(b, []byte("1 paper in 1 topic")) {
		t.Errorf("a page of one paper: %v\n%.300s", err, b)
	}
}

func TestDigestOfWhatIsNew(t *testing.T) {
	if r := kindred(t, "report", corpusFile(t), "--format", "eml"); r.code != exitMisused || !strings.Contains(r.err, "--since") {
		t.Errorf("a digest since nothing: %d, %s", r.code, r.err)
	}
	folder := t.TempDir()
	lines := strings.SplitAfter(string(readFile(t, corpusFile(t))), "\n")
	part := filepath.Join(folder, "part.jsonl")
	if err := os.WriteFile(part, []byte(strings.Join(lines[:37], "")), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "cluster", part, "-k", "3", "-o", filepath.Join(folder, "before.csv"))
	mail := string(reported(t, "new.eml", "-k", "3", "--previous", filepath.Join(folder, "before.csv")))
	if !strings.Contains(mail, "3 new papers of 40, since before.csv") {
		t.Errorf("the digest is\n%s", mail)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
