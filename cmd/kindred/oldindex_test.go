package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// oldIndex is a copy of the first index that was ever made: of 24 papers of the sample, in 3 topics and parents of them.
func oldIndex(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "v1.kindred")
	if err := os.CopyFS(path, os.DirFS("../../testdata/v1.kindred")); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTheFirstIndexOpensForEver and says what it always said.
func TestTheFirstIndexOpensForEver(t *testing.T) {
	path := oldIndex(t)
	var b strings.Builder
	for _, args := range [][]string{
		{"verify", path}, {"topics", path}, {"cluster", path}, {"related", path, "--id", "astro-01"},
		{"related", path, "--text", "how bees find their way home"}, {"explain", path, "astro-01", "astro-02"}, {"explain", path, "astro-03", "--topic", "own"}, {"dups", path},
	} {
		b.WriteString(done(t, args...).out)
	}
	got := strings.ReplaceAll(b.String(), path, "v1.kindred")
	name := filepath.Join("..", "..", "testdata", "v1.golden")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the first index says\n%s\nand said\n%s", got, want)
	}
}

// TestTheFirstIndexTakesPapersIn as any index does.
func TestTheFirstIndexTakesPapersIn(t *testing.T) {
	path := oldIndex(t)
	if r := done(t, "add", path, corpusFile(t)); !strings.Contains(r.err, "64 papers now") {
		t.Errorf("add says %s", r.err)
	}
	done(t, "remove", path, "astro-01")
	done(t, "verify", path)
}

// TestAnIndexOfALaterProgramSaysWhichReadsIt: it is read no further.
func TestAnIndexOfALaterProgramSaysWhichReadsIt(t *testing.T) {
	path := oldIndex(t)
	name := filepath.Join(path, "current")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	later := regexp.MustCompile(`"format": 1`).ReplaceAllString(string(b), `"format": 2`)
	if err := os.WriteFile(name, []byte(later), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "topics", path); r.code != exitFailed || !strings.Contains(r.err, "newer") && !strings.Contains(r.err, "version 2") {
		t.Errorf("%d %s", r.code, r.err)
	}
}
