package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// oldIndexes are the first index that was ever made, of 24 papers of the sample, in 3 topics and parents of them, and the first that stands on
// another: that one with papers more.
var oldIndexes = map[string]string{"v1": "64 papers now", "v2": "64 papers now"}

// oldIndex is a copy of one of them.
func oldIndex(t *testing.T, version string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), version+".kindred")
	if err := os.CopyFS(path, os.DirFS("../../testdata/"+version+".kindred")); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTheFirstIndexesOpenForEver and say what they always said.
func TestTheFirstIndexesOpenForEver(t *testing.T) {
	for version := range oldIndexes {
		path := oldIndex(t, version)
		var b strings.Builder
		for _, args := range [][]string{
			{"verify", path}, {"topics", path}, {"cluster", path}, {"related", path, "--id", "astro-01"},
			{"related", path, "--text", "how bees find their way home"}, {"explain", path, "astro-01", "astro-02"}, {"explain", path, "astro-03", "--topic", "own"}, {"dups", path},
		} {
			b.WriteString(done(t, args...).out)
		}
		got := strings.ReplaceAll(b.String(), path, version+".kindred")
		name := filepath.Join("..", "..", "testdata", version+".golden")
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
			t.Errorf("%s says\n%s\nand said\n%s", version, got, want)
		}
	}
}

// TestTheFirstIndexesTakePapersIn as any index does.
func TestTheFirstIndexesTakePapersIn(t *testing.T) {
	for version, says := range oldIndexes {
		path := oldIndex(t, version)
		if r := done(t, "add", path, corpusFile(t)); !strings.Contains(r.err, says) {
			t.Errorf("%s: add says %s", version, r.err)
		}
		done(t, "remove", path, "astro-01")
		done(t, "compact", path)
		done(t, "verify", path)
	}
}

// TestAnIndexOfALaterProgramSaysWhichReadsIt: it is read no further.
func TestAnIndexOfALaterProgramSaysWhichReadsIt(t *testing.T) {
	path := oldIndex(t, "v1")
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
