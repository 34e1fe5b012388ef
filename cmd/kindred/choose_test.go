package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every command that reads papers takes the three flags; what was left out is said once.
func TestChoosing(t *testing.T) {
	source := corpusFile(t)
	for _, args := range [][]string{{"cluster"}, {"topics"}, {"dups"}, {"info"}, {"sweep", "--max-k", "3"}, {"related", "--id", "p002"}, {"related", "--all"},
		{"eval"}, {"run", "-o", filepath.Join(t.TempDir(), "out")}} {
		r := done(t, append([]string{args[0], source, "--where", "label=glaciers or label=bees", "--limit", "15"}, args[1:]...)...)
		if n := strings.Count(r.err, "25 of 40 papers left out: 19 by --where, 6 by --limit"); n != 1 {
			t.Errorf("%v says %d times what was left out: %s", args, n, r.err)
		}
	}
	r := done(t, "cluster", source, "--where", "year>=2003", "--sample", "9", "-k", "2")
	ids := column(t, r.out, "doc_id")
	if len(ids) != 9 || !strings.Contains(r.err, "19 by --where, 12 by --sample") {
		t.Errorf("%v, %s", ids, r.err)
	}
	if again := done(t, "cluster", source, "--where", "year>=2003", "--sample", "9", "-k", "2", "--threads", "3"); again.out != r.out {
		t.Error("three threads draw other papers")
	}
	if other := done(t, "cluster", source, "--where", "year>=2003", "--sample", "9", "-k", "2", "--seed", "5"); strings.Join(column(t, other.out, "doc_id"), " ") == strings.Join(ids, " ") {
		t.Error("another seed draws the same papers")
	}
}

func TestChoosingErrors(t *testing.T) {
	source := corpusFile(t)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--where", "year>=2050"}, exitNoDocuments, "no documents: --where year>=2050 holds for none of 40 papers"},
		{[]string{"--where", "jahr>=2000"}, exitNoDocuments, `no paper has a field "jahr", which the condition names`},
		{[]string{"--where", "year>=20x"}, exitMisused, "kindred: --where: column 7: a year is a whole number"},
		{[]string{"-c", file(t, "c.yaml", "where: year>=20x\n")}, exitMisused, `c.yaml:1: where: "year>=20x": column 7: a year is a whole number`},
		{[]string{"--limit", "0"}, exitMisused, "use a whole number of at least 1"},
		{[]string{"--sample", "off"}, exitMisused, "use a whole number of at least 1"},
	} {
		if r := kindred(t, append([]string{"topics", source}, c.args...)...); r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%q: exit code %d, %s", c.args, r.code, r.err)
		}
	}
}

// run.json records the condition and what was left out, the report says it, and info does.
func TestChoosingIsRecorded(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	done(t, "run", corpusFile(t), "-o", folder, "--where", "label~b", "--sample", "12")
	b, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Config map[string]any
		Input  struct {
			Papers, Kept int
			LeftOut      map[string]int `json:"left_out"`
		}
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	if m.Config["where"] != "label~b" || m.Config["sample"] != 12.0 || m.Config["limit"] != nil || m.Input.Papers != 12 || m.Input.Kept != 40 ||
		m.Input.LeftOut["where"] != 19 || m.Input.LeftOut["sample"] != 9 {
		t.Errorf("%+v", m)
	}
	text, err := os.ReadFile(filepath.Join(folder, "report.md"))
	if err != nil || !strings.Contains(string(text), "- 28 papers left out by what was asked for, 12 left\n") {
		t.Errorf("%v, %s", err, text)
	}
}

// A paper whose record states no language has the one its words tell, as info says it.
func TestWhereLanguage(t *testing.T) {
	source := file(t, "p.jsonl", docs("The bees and the flowers that we have seen in these meadows were of many kinds",
		"Les abeilles et les fleurs que nous avons vues dans ces prés étaient de toutes les sortes"))
	if ids := column(t, done(t, "info", source, "--where", "lang=fr").out, "languages"); len(ids) != 1 || ids[0] != "fr 1" {
		t.Errorf("%v", ids)
	}
}
