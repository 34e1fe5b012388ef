package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestNotices(t *testing.T) {
	source := file(t, "papers.jsonl", papers()+"{broken\n{broken again\n")
	r := done(t, "topics", source)
	if strings.Count(r.err, "2 such in all") != 1 {
		t.Errorf("two bad records are reported as %s", r.err)
	}
	if r := done(t, "topics", source, "-q"); r.err != "" {
		t.Errorf("-q says %s", r.err)
	}
	if r := done(t, "topics", source, "-v"); !strings.Contains(r.err, "40 papers, ") {
		t.Errorf("-v says %s", r.err)
	}
	if r := kindred(t, "topics", source, "--strict"); r.code != exitFailed || !strings.Contains(r.err, "papers.jsonl:41") {
		t.Errorf("--strict exits with %d: %s", r.code, r.err)
	}
	if r := done(t, "related", corpusFile(t), "--id", "p001"); !strings.Contains(r.err, "fitted 40 papers in ") || !strings.Contains(r.err, "--queries") {
		t.Errorf("related says %s", r.err)
	}
}

func TestMoreNotices(t *testing.T) {
	source := corpusFile(t)
	if r := done(t, "topics", source, "--language", "xx"); strings.Count(r.err, "--language xx: there are no stop words or stems") != 1 {
		t.Errorf("an unknown language says %s", r.err)
	}
	for _, known := range []string{"fr-CA", "deu", "auto"} {
		if r := done(t, "topics", source, "--language", known); r.err != "" {
			t.Errorf("--language %s says %s", known, r.err)
		}
	}
	two := file(t, "two.jsonl", docs("Honeybee colonies dance", "Glaciers melt"))
	if r := done(t, "dups", two, "--format", "table"); r.err != "kindred: no near duplicates\n" {
		t.Errorf("no duplicates in a table say %s", r.err)
	}
	if r := done(t, "dups", two); r.err != "" {
		t.Errorf("no duplicates in csv say %s", r.err)
	}
	if r := kindred(t, "related", source, "--id", "\x1b[31mred"); strings.Contains(r.err, "\x1b") || r.code != exitMisused {
		t.Errorf("an error steers the terminal: %q", r.err)
	}
}

func TestProgress(t *testing.T) {
	source := corpusFile(t)
	quiet := done(t, "topics", source)
	shown := done(t, "topics", source, "--progress", "always")
	if len(shown.err) <= len(quiet.err) || shown.out != quiet.out {
		t.Errorf("--progress always writes %q to standard error; standard output is the same: %v", shown.err, shown.out == quiet.out)
	}
}

// TestNoBarIsShownAmongNotices: what follows a notice is on a line of its own, below it.
func TestNoBarIsShownAmongNotices(t *testing.T) {
	var err bytes.Buffer
	a := &app{stderr: &err, progress: "always"}
	progress, stop := a.bars()
	for _, notice := range []string{"first", "second"} {
		progress("reading", 1, 2)
		a.notice("%s", notice)
		if !strings.HasSuffix(err.String(), "kindred: "+notice+"\n") {
			t.Errorf("the notice is not the last thing written: %q", err.String())
		}
	}
	progress("writing", 1, 2)
	stop()
	stop()
	if s := err.String(); strings.Count(s, "reading") < 2 || !strings.Contains(s[strings.Index(s, "second"):], "writing") {
		t.Errorf("the bars are %q", s)
	}
}
