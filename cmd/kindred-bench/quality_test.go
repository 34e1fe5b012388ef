package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// subjects are seven groups of words without a word in common.
var subjects = []string{"honeybees dance combs", "glaciers carve fjords", "batteries store lithium", "volcanoes erupt basalt",
	"parrots mimic whistles", "bridges span estuaries", "orchards ripen apples"}

// folder makes a folder of corpora: three papers a subject, labelled by label. Cora's citations join the papers of one
// subject in a ring; of cran's two questions, one names a subject and its three papers, the other nothing.
func folder(t *testing.T, label func(paper int) string) string {
	t.Helper()
	dir := t.TempDir()
	var papers, cites bytes.Buffer
	z := gzip.NewWriter(&papers)
	for i := range 3 * len(subjects) {
		fmt.Fprintf(z, "{\"id\": \"p%d\", \"title\": %q, \"label\": %q}\n", i, subjects[i/3], label(i))
		fmt.Fprintf(&cites, "p%d\tp%d\n", i, i/3*3+(i+1)%3)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"wos210.jsonl.gz": papers.Bytes(), "cora_text.jsonl.gz": papers.Bytes(), "cran.docs.jsonl.gz": papers.Bytes(),
		"cora_text.cites.tsv": cites.Bytes(),
		"cran.queries.jsonl":  []byte("{\"id\": \"p3\", \"text\": \"parrots whistle\"}\n\n{\"id\": \"2\", \"text\": \"quasars\"}\n"),
		"cran.qrels.tsv":      []byte("p3\tp12\t-1\np3\tp13\t2\np3\tp14\t4\n2\tp20\t1\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func bySubject(paper int) string { return subjects[paper/3] }

// bench runs the program.
func bench(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// Topics are found whole: NMI 1. A paper's two like it come first of ten. Of the questions, one finds its three papers
// first and the other finds p20, the last of 21 that share no word with it, at the last rank: (1 + 1/21) / 2.
func TestQualityByHand(t *testing.T) {
	code, out, errs := bench("quality", "--corpora", folder(t, bySubject), "--seeds", "2", "--only", "cran,wos210,cora_text,med")
	want := `what                                    got    floor     goal  verdict
NMI cora_text k=7                    1.0000    0.389    0.540  goal
NMI wos210 k=7                       1.0000    0.268    0.630  goal
MAP cora_text.cites                  1.0000    0.298    0.340  goal
same label in 10, cora_text          0.2000    0.640    0.700  UNDER
MAP queries cran                     0.5238    0.394    0.420  goal
MAP queries med                           -    0.510    0.550  absent
`
	if code != exitUnder || out != want || errs != "" {
		t.Errorf("exit %d, %q\n%s\nwant\n%s", code, errs, out, want)
	}
}

func TestQualityAsJSON(t *testing.T) {
	code, out, errs := bench("quality", "--corpora", folder(t, bySubject), "--seeds", "1", "--only", "cran,med", "--format", "json")
	var got []map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got) != 2 {
		t.Fatalf("%v: %s", err, out)
	}
	if code != exitDone || errs != "" || got[0]["what"] != "MAP queries cran" || got[0]["got"] != .5238 || got[0]["floor"] != .394 ||
		got[0]["goal"] != .42 || got[0]["verdict"] != "goal" || got[1]["got"] != nil || got[1]["verdict"] != "absent" {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

// All in all, nothing is there: no line fails.
func TestQualityWithoutCorpora(t *testing.T) {
	code, out, errs := bench("quality", "--corpora", t.TempDir())
	if code != exitDone || errs != "" || strings.Count(out, "absent\n") != len(lines) {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

func TestQualityFailures(t *testing.T) {
	dir := folder(t, func(int) string { return "" })
	if err := os.WriteFile(filepath.Join(dir, "cran.qrels.tsv"), []byte("1\tp1\t1\n1\tp2\tmuch\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := bench("quality", "--corpora", dir, "--only", "cran,wos210", "--seeds", "1")
	if code != exitFailed || strings.Count(out, "FAILED") != 2 || !strings.Contains(errs, "cran.qrels.tsv: line 2") ||
		!strings.Contains(errs, "no labels") || !strings.Contains(errs, "2 of 2 lines failed") {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

func TestQualityMisuse(t *testing.T) {
	for want, args := range map[string][]string{
		"use one of classic4": {"--only", "nature"},
		"at least 1":          {"--seeds", "0"},
		"table or json":       {"--format", "xml"},
		`"Neighbours"`:        {"--set", `{"Neighbours": 1}`},
		"more than one":       {"--set", `{} {}`},
		"unknown flag":        {"--k", "3"},
	} {
		code, out, errs := bench(append([]string{"quality"}, args...)...)
		if code != exitFailed || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%q: exit %d, %q%s", args, code, errs, out)
		}
	}
}

// Settings reach the engine: without the words of titles there is nothing to go by, and the line says so.
func TestQualityWithOtherSettings(t *testing.T) {
	code, out, errs := bench("quality", "--corpora", folder(t, bySubject), "--only", "wos210", "--set", `{"Fields": [{"Name": "venue"}]}`)
	if code != exitFailed || !strings.Contains(out, "FAILED") || !strings.Contains(errs, "not one document has a usable term") {
		t.Errorf("exit %d, %q\n%s", code, errs, out)
	}
}

func TestLines(t *testing.T) {
	var names []string
	for _, l := range lines {
		if slices.Contains(names, l.what()) || l.floor <= 0 || l.goal <= l.floor || l.goal >= 1 || (l.kind == topics) != (l.k > 0) ||
			(l.kind == citations) != (l.links != "") {
			t.Errorf("%+v", l)
		}
		names = append(names, l.what())
	}
	if len(names) != 17 {
		t.Errorf("%d lines", len(names))
	}
}

func TestJudge(t *testing.T) {
	l := line{floor: .5, goal: .6}
	for score, want := range map[float64]verdict{.4999: under, .5: atFloor, .5999: atFloor, .6: atGoal} {
		if got := judge(score, l); got != want {
			t.Errorf("%v is %s, want %s", score, got, want)
		}
	}
}
