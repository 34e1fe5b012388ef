package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLocaleComma(t *testing.T) {
	for name, want := range map[string]bool{"": false, "C": false, "POSIX": false, "C.UTF-8": false, "en_US.UTF-8": false, "en_GB": false, "en_ZA": true, "zh_CN": false,
		"de_DE.UTF-8@euro": true, "de-AT": true, "de_CH": false, "fr": true, "fr_CH": true, "es_ES": true, "es_MX.UTF-8": false, "pt_BR": true, "ru_RU.KOI8-R": true} {
		if localeComma(name) != want {
			t.Errorf("%q", name)
		}
	}
}

func TestExcelAsInTheUsersCountry(t *testing.T) {
	source := corpusFile(t)
	for _, name := range []string{"LC_ALL", "LC_NUMERIC", "LANG"} {
		t.Setenv(name, "")
	}
	t.Setenv("LANG", "en_US.UTF-8")
	head := func(args ...string) string {
		line, _, _ := strings.Cut(done(t, append([]string{"cluster", source, "-k", "3", "--columns", "doc_id,similarity"}, args...)...).out, "\r\n")
		return line
	}
	if got := head("--excel"); got != "\ufeffdoc_id,similarity" {
		t.Errorf("%q", got)
	}
	if got := head("--excel=semicolon"); got != "\ufeffdoc_id;similarity" {
		t.Errorf("%q", got)
	}
	if t.Setenv("LC_NUMERIC", "de_DE.UTF-8"); head("--excel") != "\ufeffdoc_id;similarity" || head("--excel=comma") != "\ufeffdoc_id,similarity" {
		t.Errorf("%q", head("--excel"))
	}
	if t.Setenv("LC_ALL", "C"); head("--excel") != "\ufeffdoc_id,similarity" {
		t.Errorf("%q", head("--excel"))
	}
	for _, args := range [][]string{{"--format", "json"}, {"-o", filepath.Join(t.TempDir(), "x.jsonl")}, {"--format", "csv-augmented"}, {"--format", "table"}} {
		if r := kindred(t, append([]string{"cluster", source, "--excel"}, args...)...); r.code != exitMisused || !strings.Contains(r.err, "--excel") {
			t.Errorf("%v: %d %s", args, r.code, r.err)
		}
	}
}

// TestExcelFiles: the files of run are for spreadsheets too, and are known as results when their folder is read.
func TestExcelFiles(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "papers.jsonl"), []byte(papers()), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	done(t, "run", folder, "-k", "3", "-o", out, "--excel=semicolon")
	for _, name := range []string{"assignments.csv", "topics.csv", "terms.csv", "related.csv"} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil || !strings.HasPrefix(string(text), "\ufeff") || strings.Count(string(text), "\n") != strings.Count(string(text), "\r\n") {
			t.Errorf("%s: %v %.60q", name, err, text)
		}
	}
	if err := os.Rename(filepath.Join(out, "assignments.csv"), filepath.Join(folder, "a.csv")); err != nil {
		t.Fatal(err)
	}
	if r := done(t, "topics", folder, "-k", "3"); !strings.Contains(r.err, "a.csv: skipped") {
		t.Errorf("a.csv was read: %s", r.err)
	}
}
