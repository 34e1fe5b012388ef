package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestRelatedToOne(t *testing.T) {
	r := done(t, "related", corpusFile(t), "--id", "p001", "-n", "5")
	ids := column(t, r.out, "doc_id")
	if len(ids) != 5 || ids[0] != "p040" { // its copy
		t.Errorf("nearest to p001 are %v", ids)
	}
	if slices.Contains(ids, "p001") {
		t.Error("a paper is related to itself")
	}
	if q := column(t, r.out, "query_id"); q[0] != "p001" {
		t.Errorf("query_id is %s", q[0])
	}
	if topic := column(t, r.out, "topic_id"); topic[0] != "" {
		t.Errorf("topic_id is %s, though nothing was clustered", topic[0])
	}
	if ranks := column(t, r.out, "rank"); !slices.Equal(ranks, []string{"1", "2", "3", "4", "5"}) {
		t.Errorf("ranks are %v", ranks)
	}
}

// The seed is where the search for directions starts, so that answers depend on it: they say so, and so does the help.
func TestRelatedDependsOnTheSeed(t *testing.T) {
	source := corpusFile(t)
	for _, seed := range []float64{1, 2} {
		if got := configOf(t, "related", source, "--id", "p001", "--seed", fmt.Sprint(seed))["seed"]; got != seed {
			t.Errorf("made with the seed %v, want %v", got, seed)
		}
	}
	if help := done(t, "related", "--help").out; !strings.Contains(help, "--seed N") {
		t.Errorf("no seed in\n%s", help)
	}
}

func TestRelatedToSeveralAndNot(t *testing.T) {
	source := corpusFile(t)
	r := done(t, "related", source, "--id", "p001", "--id", "p002", "--id", "p001", "-n", "0")
	ids := column(t, r.out, "doc_id")
	if len(ids) != 38 || slices.Contains(ids, "p001") || slices.Contains(ids, "p002") {
		t.Errorf("-n 0 lists %d papers: %v", len(ids), ids)
	}
	if q := column(t, r.out, "query_id"); q[0] != "p001 | p002" {
		t.Errorf("query_id is %q", q[0])
	}
	plain := column(t, done(t, "related", source, "--id", "p001", "-n", "0").out, "doc_id")
	away := column(t, done(t, "related", source, "--id", "p001", "--not", "p005", "-n", "0").out, "doc_id")
	if before, after := slices.Index(plain, "p009"), slices.Index(away, "p009"); before < 0 || slices.Equal(plain, away) {
		t.Errorf("--not p005 changes nothing: p009 is %d and %d", before, after)
	}
}

func TestRelatedToATitle(t *testing.T) {
	r := done(t, "related", corpusFile(t), "--id", "near the crevasse number1")
	if q := column(t, r.out, "query_id"); q[0] != "p002" {
		t.Errorf("the piece of a title is taken for %s", q[0])
	}
}

func TestRelatedToADraft(t *testing.T) {
	source := corpusFile(t)
	draft := "Lithium dendrites on a graphite anode"
	text := done(t, "related", source, "--text", draft, "-n", "5").out
	for i, id := range column(t, text, "doc_id") {
		if title := column(t, text, "title")[i]; !strings.Contains(themes[2].words, strings.Fields(title)[1]) {
			t.Errorf("%s, %q, is not about batteries", id, title)
		}
	}
	if q := column(t, text, "query_id"); q[0] != "text" {
		t.Errorf("query_id is %q", q[0])
	}
	if fromFile := done(t, "related", source, "--file", file(t, "draft.txt", draft), "-n", "5").out; fromFile != text {
		t.Errorf("--file gives\n%s\n--text\n%s", fromFile, text)
	}
	if r := kindredFrom(t, draft, "related", source, "--file", "-", "-n", "5"); r.out != text {
		t.Errorf("--file - gives\n%s\n--text\n%s", r.out, text)
	}
	if r := done(t, "related", source, "--text", "zzz qqq"); len(rowsOf(t, r.out)) != 1 || !strings.Contains(r.err, "no paper shares a term") {
		t.Errorf("a text without a known word gives\n%s%s", r.out, r.err)
	}
	if r := kindred(t, "related", source, "--file", file(t, "draft.txt", " \n")); r.code != exitMisused || !strings.Contains(r.err, "no text") {
		t.Errorf("an empty draft: exit code %d, %s", r.code, r.err)
	}
}

func TestQueries(t *testing.T) {
	source := corpusFile(t)
	lines := done(t, "related", source, "--queries", file(t, "q.txt", "\ufeffp001\n\n p002 \n"), "-n", "3").out
	if q := column(t, lines, "query_id"); !slices.Equal(q, []string{"p001", "p001", "p001", "p002", "p002", "p002"}) {
		t.Errorf("query_id is %v", q)
	}
	one := done(t, "related", source, "--id", "p001", "-n", "3").out
	if !strings.HasPrefix(lines, one) {
		t.Errorf("alone:\n%s\nin a batch:\n%s", one, lines)
	}
	mixed := done(t, "related", source, "--queries", file(t, "q.jsonl",
		`{"id": "p002", "text": "On glacier and moraine near the crevasse number1", "other": [1]}`+"\n"+`{"id": "p002"}`+"\n"+`{"text": "glacier"}`+"\n"), "-n", "0").out
	ids, queries := column(t, mixed, "doc_id"), column(t, mixed, "query_id")
	if len(ids) != 40+39+40 || ids[0] != "p002" {
		t.Errorf("a text that bears the id of a paper must find it: %d hits, first %s", len(ids), ids[0])
	}
	if queries[0] != "p002" || queries[len(queries)-1] != "3" {
		t.Errorf("query_id is %s first and %s last", queries[0], queries[len(queries)-1])
	}
	numbered := file(t, "n.jsonl", `{"id": 7, "text": "glacier"}`)
	if q := column(t, done(t, "related", source, "--queries", numbered).out, "query_id"); q[0] != "7" {
		t.Errorf("a number as id prints as %s", q[0])
	}
}

func TestBadQueries(t *testing.T) {
	source := corpusFile(t)
	for content, says := range map[string]string{
		"p999\np998\n":             `q.txt:1: no paper has the id or the title "p999"`,
		"{\"id\": \"p001\"\n":      "q.txt:1: not a JSON object such as",
		"{} {}\n":                  "q.txt:1: not a JSON object such as",
		"\n{\"other\": 1}\n":       "q.txt:2: neither an id nor a text",
		"{\"id\": [1]}\n":          "q.txt:1: the id is neither a text nor a number",
		"{\"text\": 1}\n":          "q.txt:1: not a JSON object such as",
		" \n":                      "there is no question in it",
		"{\"id\": \"p999\"}\np998": `q.txt:1: no paper has the id or the title "p999"`,
	} {
		if r := kindred(t, "related", source, "--queries", file(t, "q.txt", content)); r.code != exitMisused || !strings.Contains(r.err, says) || r.out != "" {
			t.Errorf("%q: exit code %d, %s", content, r.code, r.err)
		}
	}
}

func TestABadQueryIsPassedOver(t *testing.T) {
	source := corpusFile(t)
	path := file(t, "q.txt", "p001\np999\n{broken\nglacier\np002\n")
	r := done(t, "related", source, "--queries", path, "-n", "2")
	if want := done(t, "related", source, "--queries", file(t, "q.txt", "p001\np002\n"), "-n", "2").out; r.out != want {
		t.Errorf("prints\n%s\nwant\n%s", r.out, want)
	}
	if strings.Count(r.err, "\n") != 1 || !strings.Contains(r.err, path+`:2: no paper has the id or the title "p999"`) || !strings.HasSuffix(r.err, "(3 questions passed over in all)\n") {
		t.Errorf("says %s", r.err)
	}
	ambiguous := done(t, "related", source, "--queries", file(t, "q.txt", "near the\np001\n")).err
	if strings.Count(ambiguous, "\n") != 1 || strings.Count(ambiguous, "; p") != 2 || !strings.HasSuffix(ambiguous, "(1 question passed over in all)\n") {
		t.Errorf("an ambiguous line says %s", ambiguous)
	}
	if r := kindred(t, "related", source, "--queries", path, "--strict"); r.code != exitMisused || r.out != "" || !strings.Contains(r.err, path+":2: no paper") {
		t.Errorf("--strict: exit code %d, %s", r.code, r.err)
	}
}

func TestQuestionsWithoutAnAnswerAreNamedOnce(t *testing.T) {
	var content strings.Builder
	for i := range 9 {
		fmt.Fprintf(&content, "{\"id\": \"q%d\", \"text\": \"zzz\"}\n", i)
	}
	r := done(t, "related", corpusFile(t), "--queries", file(t, "q.jsonl", content.String()))
	if want := "kindred: no paper shares a term with q0, q1, q2, q3, q4 and 4 more\n"; r.err != want || len(rowsOf(t, r.out)) != 1 {
		t.Errorf("says %s, want %s; prints %s", r.err, want, r.out)
	}
}

func TestQueriesAreAnsweredInOrderOnAnyNumberOfThreads(t *testing.T) {
	source := corpusFile(t)
	var content strings.Builder
	for i := range 100 {
		fmt.Fprintf(&content, "p%03d\n{\"id\": \"t%d\", \"text\": \"%s\"}\n", 40-i%40, i, strings.Fields(themes[i%4].words)[i%12])
	}
	path := file(t, "q.jsonl", content.String())
	args := []string{"related", source, "--queries", path, "-n", "3", "--threads"}
	one := done(t, append(args, "1")...)
	if ids := slices.Compact(column(t, one.out, "query_id")); len(ids) != 200 || ids[1] != "t0" || ids[199] != "t99" {
		t.Errorf("the queries are %v", ids)
	}
	for _, threads := range []string{"2", "8"} {
		if r := done(t, append(args, threads)...); r.out != one.out || r.err != one.err {
			t.Errorf("%s threads print something else than one", threads)
		}
	}
}

func TestRelatedToAll(t *testing.T) {
	source := corpusFile(t)
	all := done(t, "related", source, "--all", "-n", "2").out
	queries := column(t, all, "query_id")
	if len(queries) != 80 || queries[0] != "p001" || queries[79] != "p040" {
		t.Errorf("%d hits, of %s to %s", len(queries), queries[0], queries[len(queries)-1])
	}
	if one := done(t, "related", source, "--id", "p001", "-n", "2").out; !strings.HasPrefix(all, one) {
		t.Errorf("alone:\n%s\nof all:\n%s", one, all)
	}
}

// A draft saved as UTF-16 is the same draft.
func TestADraftInUTF16(t *testing.T) {
	source, draft := corpusFile(t), "glacier ablation and icefall"
	plain := done(t, "related", source, "--file", file(t, "d.txt", draft)).out
	if out := done(t, "related", source, "--file", file(t, "d.txt", utf16Text(draft))).out; out != plain || strings.Count(out, "\n") < 3 {
		t.Errorf("got\n%s\nwant\n%s", out, plain)
	}
}

// A file of questions is read no further once the program is interrupted.
func TestReadingLinesStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	lines := 0
	err := (&app{}).eachLine(ctx, "queries", file(t, "q.txt", strings.Repeat("p001\n", 100)), func(string, int) bool {
		lines++
		stop()
		return true
	})
	if lines != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d lines read, %v", lines, err)
	}
	err = (&app{}).eachLine(t.Context(), "queries", file(t, "q.txt", "p001\n\n"+strings.Repeat("x", maxText)), func(string, int) bool { return true })
	if err == nil || !strings.HasSuffix(err.Error(), "q.txt:3: the line is longer than 16 MiB: is this the right file?") {
		t.Errorf("a long line: %v", err)
	}
}
