package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

func TestDated(t *testing.T) {
	for _, c := range []struct {
		record, since string
		want          bool
	}{
		{"2024", "2024", true}, {"2023", "2024", false}, {"2024-05", "2024-05", true}, {"2024-04", "2024-05", false}, {"2024", "2024-05", true},
		{"2024-05-30", "2024-05-31", false}, {"2024-05-31", "2024-05-31", true}, {"2024-05", "2024-05-31", true}, {"2025-01-01", "2024-12", true},
	} {
		docs, err := corpus.Open([]string{file(t, "one.jsonl", `{"id": "a", "title": "Bees dance", "date": "`+c.record+`"}`)}, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for d, err := range docs.Documents(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if got := dated(d, c.since); got != c.want {
				t.Errorf("a paper of %s is since %s: %v", c.record, c.since, got)
			}
		}
	}
}

// Papers of the test corpus are of 2000 to 2006 in turn.
func TestSince(t *testing.T) {
	source := corpusFile(t)
	r := done(t, "related", source, "--id", "p001", "-n", "0", "--since", "2005")
	ids := column(t, r.out, "doc_id")
	if len(ids) != 10 || slices.ContainsFunc(ids, func(id string) bool { return id < "p006" }) || r.err != "" && strings.Contains(r.err, "--since") {
		t.Errorf("of 2005 and 2006 are %v; says %s", ids, r.err)
	}
	undated := file(t, "more.jsonl", papers()+`{"id": "new", "title": "A honeybee colony"}`+"\n")
	if r := done(t, "related", undated, "--id", "p001", "-n", "0", "--since", "2005-06"); len(column(t, r.out, "doc_id")) != 10 ||
		strings.Count(r.err, "--since 2005-06: 1 paper without a date left out\n") != 1 {
		t.Errorf("a paper without a date: %s%s", r.out, r.err)
	}
	if r := done(t, "related", source, "--id", "p001", "--since", "2007"); len(rowsOf(t, r.out)) != 1 || !strings.Contains(r.err, "no paper is left to list") || strings.Contains(r.err, "shares a term") {
		t.Errorf("a date after all papers: %s%s", r.out, r.err)
	}
}

func TestNotIn(t *testing.T) {
	source := corpusFile(t)
	plain := column(t, done(t, "related", source, "--id", "p001", "-n", "0").out, "doc_id")
	want := slices.DeleteFunc(slices.Clone(plain), func(id string) bool { return id == "p005" || id == "p040" })
	for name, content := range map[string]string{
		"read.txt":   "p040\n\n p005\nelsewhere\n",
		"read.jsonl": `{"id": "p040"}` + "\n" + `{"id": "p005"}` + "\n" + `{"id": "elsewhere"}` + "\n",
		"full.jsonl": `{"id": "p040", "title": "x"}` + "\n" + `{"id": "p005", "title": "y"}` + "\n" + `{"id": "elsewhere", "title": "z"}` + "\n",
		"read.csv":   "doc_id,title\np040,a\np005,b\nelsewhere,c\n",
	} {
		path := file(t, name, content)
		r := done(t, "related", source, "--id", "p001", "-n", "0", "--not-in", path)
		if ids := column(t, r.out, "doc_id"); !slices.Equal(ids, want) {
			t.Errorf("%s leaves %v", name, ids)
		}
		if strings.Count(r.err, "not in the source") != 1 || !strings.Contains(r.err, "--not-in "+path+": 1 of its 3 papers not in the source\n") {
			t.Errorf("%s says %s", name, r.err)
		}
	}
	if r := done(t, "related", source, "--id", "p001", "-n", "0", "--not-in", file(t, "none.txt", "")); len(column(t, r.out, "doc_id")) != len(plain) {
		t.Errorf("an empty file leaves papers out: %s", r.err)
	}
	for path, says := range map[string]string{"no.txt": "--not-in: no.txt: no such file", "-": "--not-in: name a file"} {
		if r := kindred(t, "related", source, "--id", "p001", "--not-in", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("--not-in %s: exit code %d, %s", path, r.code, r.err)
		}
	}
}

// The paper and its copy are alike: a diverse list has one of them, and all others in another order.
func TestDiverse(t *testing.T) {
	source := corpusFile(t)
	text := "honeybee colony nectar"
	off := done(t, "related", source, "--text", text, "-n", "3").out
	if zero := done(t, "related", source, "--text", text, "-n", "3", "--diverse", "0").out; zero != off {
		t.Errorf("--diverse 0 prints\n%s\nwithout it\n%s", zero, off)
	}
	ids := column(t, done(t, "related", source, "--text", text, "-n", "3", "--diverse", "0.5").out, "doc_id")
	if slices.Contains(ids, "p001") && slices.Contains(ids, "p040") || ids[0] != column(t, off, "doc_id")[0] {
		t.Errorf("a diverse list: %v", ids)
	}
	if before := column(t, off, "doc_id"); !slices.Contains(before, "p001") || !slices.Contains(before, "p040") {
		t.Errorf("without --diverse: %v", before)
	}
	if r := kindred(t, "related", source, "--text", text, "--diverse", "2"); r.code != exitMisused || !strings.Contains(r.err, "from 0 to 1") {
		t.Errorf("--diverse 2: %d, %s", r.code, r.err)
	}
}

// With --all, the filters do to each paper's list what they do to its own.
func TestFiltersOfAll(t *testing.T) {
	source := corpusFile(t)
	filters := []string{"-n", "3", "--since", "2001", "--not-in", file(t, "read.txt", "p040\n"), "--diverse", "0.2"}
	all := done(t, append([]string{"related", source, "--all"}, filters...)...).out
	var one strings.Builder
	for i, id := range []string{"p001", "p002", "p003"} {
		out := done(t, append([]string{"related", source, "--id", id}, filters...)...).out
		if i > 0 {
			_, out, _ = strings.Cut(out, "\n")
		}
		one.WriteString(out)
	}
	if !strings.HasPrefix(all, one.String()) || len(column(t, all, "query_id")) != 3*40 {
		t.Errorf("alone:\n%s\nof all:\n%s", one.String(), all)
	}
	if same := done(t, "related", source, "--all", "-n", "3", "--since", "1000").out; same != done(t, "related", source, "--all", "-n", "3").out {
		t.Error("a filter that leaves nothing out changes the lists")
	}
}

func TestNotInAFolderOfTextIsNamed(t *testing.T) {
	text := file(t, "note.txt", "Just a note.\n")
	r := kindred(t, "related", corpusFile(t), "--id", "p001", "--not-in", filepath.Dir(text))
	if r.code != exitMisused || !strings.Contains(r.err, "--not-in: "+text+": plain text") {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
}

// TestKnownPapersOfAnIndex are left out by --not-in and taken out by remove --file, as those of a source are.
func TestKnownPapersOfAnIndex(t *testing.T) {
	first, rest := parted(t, 8)
	known := indexed(t, rest, "-k", "2")
	source := corpusFile(t)
	args := []string{"related", source, "--id", "p001", "-n", "0", "-q", "--not-in"}
	want, got := done(t, append(args, rest)...).out, done(t, append(args, known)...).out
	if got != want || len(column(t, got, "doc_id")) != 31 {
		t.Errorf("beside an index\n%s\nbeside its source\n%s", got, want)
	}
	path := indexed(t, source, "-k", "3")
	if r := done(t, "remove", path, "--file", known); !strings.Contains(r.err, "8 papers removed; 32 papers now") {
		t.Errorf("remove says %s", r.err)
	}
	if r := done(t, "remove", path, "--file", file(t, "none.txt", "")); !strings.Contains(r.err, "0 papers removed; 32 papers now") {
		t.Errorf("remove says %s", r.err)
	}
	if r := kindred(t, "remove", path, "--file", filepath.Join(t.TempDir(), "none")); r.code != exitMisused || strings.Contains(r.err, "--not-in") {
		t.Errorf("%d %s", r.code, r.err)
	}
	if r := kindred(t, "remove", path, "--file", first); r.code != exitMisused || !strings.Contains(r.err, "all the papers") {
		t.Errorf("%d %s", r.code, r.err)
	}
}
