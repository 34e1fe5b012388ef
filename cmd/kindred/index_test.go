package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// indexed makes an index of a source and returns its path.
func indexed(t *testing.T, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "papers.kindred")
	done(t, append([]string{"index", "-q", "-o", path}, args...)...)
	return path
}

func TestAnIndexAnswersAsItsSource(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "5")
	for _, args := range [][]string{
		{"topics", "SRC", "-k", "5"},
		{"topics", "SRC", "-k", "5", "--format", "json"},
		{"topics", "SRC", "-k", "7"}, // found anew
		{"topics", "SRC", "-k", "5", "--show", "over-time"},
		{"cluster", "SRC", "-k", "5"},
		{"cluster", "SRC", "-k", "5", "--format", "json"},
		{"explain", "SRC", "p001", "p002"},
		{"explain", "SRC", "p003", "--topic", "own", "-k", "5"},
		{"dups", "SRC"},
		{"sweep", "SRC", "--max-k", "6"},
		{"related", "SRC", "--id", "no such paper"},
	} {
		var got [2]result
		for i, name := range []string{source, path} {
			asked := slices.Clone(args)
			asked[slices.Index(asked, "SRC")] = name
			got[i] = kindred(t, asked...)
		}
		if got[0].code != got[1].code || got[0].out != got[1].out {
			t.Errorf("%q: the index says %d\n%s%s\nthe source %d\n%s%s", args, got[1].code, got[1].out, got[1].err, got[0].code, got[0].out, got[0].err)
		}
	}
	of := func(name string, args ...string) []string {
		return column(t, done(t, append([]string{"related", name}, args...)...).out, "doc_id")
	}
	for _, args := range [][]string{{"--id", "p001"}, {"--id", "p001", "--id", "p004", "--not", "p009"}, {"--text", "how bees find home"}, {"--all", "-n", "3"}} {
		if got, want := of(path, args...), of(source, args...); !slices.Equal(got, want) {
			t.Errorf("related %q of the index are %v, of the source %v", args, got, want)
		}
	}
	if topics := column(t, done(t, "related", path, "--id", "p001").out, "topic_id"); slices.Contains(topics, "") {
		t.Errorf("the topics of related papers are %q", topics)
	}
}

func TestRunOfAnIndexWritesTheFilesOfItsSource(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "5")
	from, of := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	done(t, "run", source, "-k", "5", "-q", "-o", from)
	done(t, "run", path, "-q", "-o", of)
	for _, name := range outputNames {
		if name == manifestName {
			continue
		}
		want, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(of, name)); err != nil || string(got) != string(want) {
			t.Errorf("%s of the index is\n%.1000s\nof the source\n%.1000s\n%v", name, got, want, err)
		}
	}
}

func TestSettingsThatAnIndexWasNotMadeWith(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "5", "--lsa", "off")
	for _, args := range [][]string{{"--lsa", "20"}, {"--weighting", "log"}, {"--no-stem"}, {"--limit", "5"}, {"--where", "year>=2000"}, {"--seed", "4"}} {
		r := kindred(t, append([]string{"topics", path}, args...)...)
		if r.code != exitMisused || !strings.Contains(r.err, "was made with") || r.out != "" {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
	}
	if r := kindred(t, "info", path, "--where", "year>=2000"); r.code != exitMisused || !strings.Contains(r.err, "was made with none") {
		t.Errorf("info --where: %d %s", r.code, r.err)
	}
	done(t, "topics", path, "--lsa", "off", "--seed", "1", "-k", "5", "--threads", "1")
	for _, path := range []string{path, oldIndex(t, "v1")} {
		done(t, "topics", path, "--strict", "--max-record", "1MiB", "--max-input", "1GiB")
	}
}

func TestNamesOfAnIndex(t *testing.T) {
	source := corpusFile(t)
	for path, says := range map[string]string{
		"":             "name the index",
		"papers":       "end in .kindred",
		".kindred":     "end in .kindred",
		"no/a.kindred": "there is no folder no",
	} {
		if r := kindred(t, "index", source, "-o", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("%q: %d %s", path, r.code, r.err)
		}
	}
	path := indexed(t, source, "-k", "3")
	for _, args := range [][]string{{"topics", path, source}, {"index", path, "-o", path}, {"cluster", path, "--format", "bibtex"}} {
		if r := kindred(t, args...); r.code != exitMisused || !strings.Contains(r.err, "is an index") {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
	}
	empty := filepath.Join(t.TempDir(), "empty.kindred")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "topics", empty); r.code != exitMisused || !strings.Contains(r.err, "holds no index") {
		t.Errorf("%d %s", r.code, r.err)
	}
	mine := filepath.Join(t.TempDir(), "mine.kindred")
	if err := os.WriteFile(mine, []byte("my thesis"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "index", source, "-o", mine); r.code != exitFailed || !strings.Contains(r.err, "is a file and no index") {
		t.Errorf("%d %s", r.code, r.err)
	}
}

// TestAnIndexIsReplacedWhenTheNewOneIsWhole: a source that cannot be read leaves the old one.
func TestAnIndexIsReplacedWhenTheNewOneIsWhole(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "3")
	before := done(t, "topics", path).out
	if r := kindred(t, "index", "none.jsonl", "-o", path); r.code == 0 {
		t.Fatal("a source that is not there makes an index")
	}
	if after := done(t, "topics", path).out; after != before {
		t.Error("the old index changed")
	}
	done(t, "index", source, "-k", "4", "-q", "-o", path)
	if n := len(column(t, done(t, "topics", path).out, "topic_id")); n != 4 {
		t.Errorf("the new index has %d topics", n)
	}
}

func TestInfoOfAnIndex(t *testing.T) {
	first, rest := parted(t, 3)
	path := indexed(t, first, "-k", "4", "--stability", "off")
	done(t, "add", "-q", path, rest)
	r := done(t, "info", path, "--format", "table")
	for _, says := range []string{
		"\n  no problems\n\n  the index\n    holds      40 papers, 4 topics,", "37 of them; 3 added and 0 replaced since, 0 removed", "stability off",
		"file       generation-2.kindred, ", " kB\n",
	} {
		if !strings.Contains(r.out, says) {
			t.Errorf("no %q in\n%s", says, r.out)
		}
	}
	table := done(t, "info", first, path, "--format", "csv").out
	for name, want := range map[string][]string{"kept": {"37", "40"}, "papers": {"", "40"}, "added": {"", "3"}, "file": {"", "generation-2.kindred"}} {
		if got := column(t, table, name); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := done(t, "info", first, "--columns", "kept,papers").out; got != "kept,papers\n37,\n" {
		t.Errorf("columns of an index for a source are %q", got)
	}
	var got struct {
		Records int
		Index   struct {
			Papers, Topics, Fitted int
			Settings               map[string]string
			Sections               []struct{ Name string }
		}
	}
	if err := json.Unmarshal([]byte(done(t, "info", path, "--format", "json").out), &got); err != nil {
		t.Fatal(err)
	}
	if i := got.Index; got.Records != 40 || i.Papers != 40 || i.Topics != 4 || i.Fitted != 37 || i.Settings["k"] != "4" || len(i.Sections) < 40 {
		t.Errorf("%+v", got)
	}
}

// TestRunOfAnIndexThatGrew counts what was read for it when it was made and since.
func TestRunOfAnIndexThatGrew(t *testing.T) {
	first, rest := parted(t, 3)
	path, folder := indexed(t, first, "-k", "4", "--stability", "off"), t.TempDir()
	done(t, "add", "-q", path, rest)
	done(t, "remove", "-q", path, "p001")
	done(t, "run", "-q", path, "-o", folder)
	var got struct {
		Input struct {
			Papers, Records int
			Files           []any
			WithAbstract    int `json:"with_abstract"`
			Index           struct{ Papers, Fitted, Added, Removed int }
		}
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(folder, manifestName))), &got); err != nil {
		t.Fatal(err)
	}
	if i := got.Input; i.Papers != 39 || i.Records != 40 || i.WithAbstract != 39 || i.Files == nil || i.Index.Papers != 39 || i.Index.Fitted != 36 || i.Index.Added != 3 || i.Index.Removed != 1 {
		t.Errorf("%+v", i)
	}
	for _, says := range []string{"40 records read", "39 with an abstract", "of 39 papers in the index 3 came after weights and topics were made: 3 added and 0 replaced, 1 removed"} {
		if summary := read(t, filepath.Join(folder, "report.md")); !strings.Contains(summary, says) {
			t.Errorf("no %q in\n%.600s", says, summary)
		}
	}
}

// TestAFileOfWordsThatChanged since an index was made is another setting; under another name it is the same.
func TestAFileOfWordsThatChanged(t *testing.T) {
	for _, flag := range []string{"--synonyms", "--stopwords"} {
		one, other := "hive = swarm\n", "hive = apiary\n"
		words := file(t, "words.txt", one)
		path := indexed(t, corpusFile(t), "-k", "4", flag, words)
		want := done(t, "topics", path).out
		for _, same := range []string{words, file(t, "copy.txt", one)} {
			if got := done(t, "topics", path, flag, same).out; got != want {
				t.Errorf("%s %s: other topics", flag, same)
			}
		}
		if err := os.WriteFile(words, []byte(other), 0o644); err != nil {
			t.Fatal(err)
		}
		if r := kindred(t, "topics", path, flag, words); r.code != exitMisused || !strings.Contains(r.err, "made with another content") {
			t.Errorf("%s: %d %s", flag, r.code, r.err)
		}
		if err := os.Remove(words); err != nil {
			t.Fatal(err)
		}
		if got := done(t, "topics", path).out; got != want {
			t.Errorf("%s: without the file there are other topics", flag)
		}
	}
}
