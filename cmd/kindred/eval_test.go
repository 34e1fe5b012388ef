package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// scores reads the CSV that eval prints.
func scores(t *testing.T, r result) map[string]string {
	t.Helper()
	rows := rowsOf(t, r.out)
	if !slices.Equal(rows[0], []string{"measure", "value", "papers"}) {
		t.Fatalf("the columns are %v", rows[0])
	}
	values := map[string]string{}
	for _, row := range rows[1:] {
		values[row[0]] = row[1] + " of " + row[2]
	}
	return values
}

func TestEvalTopics(t *testing.T) {
	source := file(t, "papers.jsonl", papers()+`{"id": "p041", "title": "Glacier and moraine near the crevasse"}`+"\n")
	r := done(t, "eval", source, "-k", "4")
	got := scores(t, r)
	for _, name := range []string{"nmi", "ari", "homogeneity", "completeness", "v_measure", "bcubed_precision", "bcubed_recall", "bcubed_f", "purity"} {
		if got[name] != "1.000000 of 40" {
			t.Errorf("%s is %s though every topic is a label", name, got[name])
		}
	}
	if len(got) != 9 {
		t.Errorf("the measures are %v", got)
	}
	if !strings.Contains(r.err, "1 paper without a label left out") {
		t.Errorf("it says %s", r.err)
	}
	if one := scores(t, done(t, "eval", source, "-k", "1")); one["completeness"] != "1.000000 of 40" || one["homogeneity"] != "0.000000 of 40" {
		t.Errorf("one topic scores %v", one)
	}
}

func TestEvalClasses(t *testing.T) {
	mislabelled := strings.Replace(papers(), `"id":"p040","label":"bees"`, `"id":"p040","label":"proofs"`, 1)
	out := done(t, "eval", file(t, "papers.jsonl", mislabelled), "-k", "4", "--classes").out
	if labels := column(t, out, "label"); !slices.Equal(labels, []string{"bees", "proofs", "proofs", "glaciers", "batteries"}) { // short names first
		t.Errorf("labels are %v", labels)
	}
	if sizes := column(t, out, "papers"); !slices.Equal(sizes, []string{"10", "9", "1", "10", "10"}) { // p040 is about bees
		t.Errorf("papers are %v", sizes)
	}
	if topics := column(t, out, "topic_id"); topics[2] != topics[0] || topics[1] == topics[0] {
		t.Errorf("topics are %v", topics)
	}
	if shares := column(t, out, "label_share"); shares[1] != "0.900000" || shares[2] != "0.100000" {
		t.Errorf("shares of the label are %v", shares)
	}
	if shares := column(t, out, "topic_share"); shares[0] != "0.909091" || shares[2] != "0.090909" {
		t.Errorf("shares of the topic are %v", shares)
	}
	if names := column(t, out, "topic_label"); slices.Contains(names, "") {
		t.Errorf("topics are called %q", names)
	}
}

func TestEvalOfAssignmentsEqualsThatOfTopics(t *testing.T) {
	source := corpusFile(t)
	assigned := file(t, "a.csv", done(t, "cluster", source, "-k", "7", "--seed", "3").out)
	for _, more := range [][]string{nil, {"--classes"}} {
		fresh := done(t, append([]string{"eval", source, "-k", "7", "--seed", "3"}, more...)...).out
		if r := done(t, append([]string{"eval", source, "--assignments", assigned}, more...)...); r.out != fresh {
			t.Errorf("of a file\n%s\nanew\n%s", r.out, fresh)
		}
	}
}

func TestEvalOfSomeAssignments(t *testing.T) {
	source := file(t, "p.jsonl", `{"id":"1","title":"a","label":"x"}
{"id":"2","title":"b","label":"x"}
{"id":"3","title":"c","label":["y","x"]}
{"id":"4","title":"d","label":"y"}
`)
	r := done(t, "eval", source, "--assignments", file(t, "a.csv", "\ufefftopic_id,doc_id\nred,1\nblue,2\nred,2\nblue,3\nred,stray\n"))
	got := scores(t, r)                                                                                               // x: red, red; y: blue, (missing)
	if got["purity"] != "1.000000 of 4" || got["bcubed_recall"] != "0.750000 of 4" || got["ari"] != "0.571429 of 4" { // (1 - 1/3) / (3/2 - 1/3)
		t.Errorf("scores are %v", got)
	}
	for _, says := range []string{"a.csv: 1 row of a paper that has one already", "a.csv: 1 paper with a label not in it"} {
		if !strings.Contains(r.err, says) {
			t.Errorf("no %q in %s", says, r.err)
		}
	}
	classes := done(t, "eval", source, "--classes", "--format", "json", "--assignments", file(t, "a.csv", "topic_id,doc_id\n12,1\nred,2\n")).out
	var answer struct {
		Run     map[string]any
		Classes []map[string]any
	}
	if err := json.Unmarshal([]byte(classes), &answer); err != nil || len(answer.Classes) != 3 {
		t.Fatalf("%v in %s", err, classes)
	}
	if c := answer.Classes; c[0]["topic_id"] != 12.0 || c[1]["topic_id"] != "red" || c[2]["topic_id"] != "(missing)" || c[0]["topic_label"] != nil {
		t.Errorf("classes are %v", c)
	}
	if config := answer.Run["config"].(map[string]any); config["k"] != nil || config["strict"] != false {
		t.Errorf("nothing was clustered, by the settings %v", config)
	}
}

func TestEvalOfLinks(t *testing.T) {
	source := corpusFile(t)
	nearest := column(t, done(t, "related", source, "--id", "p001", "-n", "3").out, "doc_id")
	links := file(t, "links.tsv", fmt.Sprintf("\ufeffp001\t%s\n\np001\t%s\t2\nno such\tp001\np001\tp001\np002\tp003\t0\n", nearest[0], nearest[2]))
	r := done(t, "eval", source, "--links", links)
	got := scores(t, r) // p001: found at 1 and 3; "no such" scores 0
	if got["map"] != fmt.Sprintf("%.6f of 2", (1+2.0/3)/2/2) || got["mrr"] != "0.500000 of 2" || got["p10"] != "0.100000 of 2" || got["r10"] != "0.500000 of 2" {
		t.Errorf("scores are %v", got)
	}
	if !strings.Contains(r.err, "links.tsv: 1 of 2 papers not in the source: they score 0") {
		t.Errorf("it says %s", r.err)
	}
	if shallow := scores(t, done(t, "eval", source, "--links", links, "-n", "1")); shallow["map"] != "0.250000 of 2" {
		t.Errorf("-n 1: %v", shallow)
	}
	if graded := scores(t, done(t, "eval", source, "--links", links, "--min-grade", "2")); graded["mrr"] != "0.333333 of 1" || graded["ndcg20"] != "0.500000 of 1" {
		t.Errorf("--min-grade 2: %v", graded)
	}
	both := scores(t, done(t, "eval", source, "--links", links, "--symmetric"))
	if !strings.HasSuffix(both["map"], " of 4") {
		t.Errorf("--symmetric: %v", both)
	}
	if binary := scores(t, done(t, "eval", source, "--links", links, "--symmetric", "--binary")); binary["ndcg20"] == both["ndcg20"] || binary["map"] != both["map"] {
		t.Errorf("--binary: %v, graded: %v", binary, both)
	}
}

func TestEvalRanksDeep(t *testing.T) {
	var all strings.Builder
	for i := range 300 {
		fmt.Fprintf(&all, `{"id": "%d", "title": "honeybee %s"}`+"\n", i, strings.Repeat("waggle ", i+1))
	}
	source := file(t, "p.jsonl", all.String())
	ranked := column(t, done(t, "related", source, "--max-df", "1.0", "--id", "0", "-n", "0").out, "doc_id")
	links := file(t, "links.tsv", "0\t"+ranked[199]+"\n0\t"+ranked[200]+"\n")
	for _, c := range []struct{ more, score string }{{"", "0.002500 of 1"}, {" -n 0", "0.007475 of 1"}, {" -n 199", "0.000000 of 1"}} {
		args := strings.Fields("eval " + source + " --max-df 1.0 --links " + links + c.more)
		if got := scores(t, done(t, args...)); got["map"] != c.score { // 1/200, and then 2/201, over 2
			t.Errorf("%q: %v", c.more, got)
		}
	}
}

func TestEvalSaysWhatItsScoresDependOn(t *testing.T) {
	source, links := corpusFile(t), file(t, "links.tsv", "p001\tp005\n")
	queries := file(t, "q.jsonl", `{"id": "p001", "text": "honeybee"}`)
	for args, want := range map[string]string{
		"-k 4":             "k 4, n <nil>, seed 1, stability off",
		"--links " + links: "k <nil>, n 200, seed 1, stability <nil>",
		"--queries " + queries + " --qrels " + links: "k <nil>, n 0, seed 1, stability <nil>",
	} {
		config := configOf(t, append([]string{"eval", source}, strings.Fields(args)...)...)
		if got := fmt.Sprintf("k %v, n %v, seed %v, stability %v", config["k"], config["n"], config["seed"], config["stability"]); got != want {
			t.Errorf("%s: made with %s, want %s", args, got, want)
		}
	}
}

// configOf is what the program says in JSON that its answer depends on.
func configOf(t *testing.T, args ...string) map[string]any {
	t.Helper()
	var answer struct {
		Run struct{ Config map[string]any }
	}
	r := done(t, append(args, "--format", "json")...)
	if err := json.Unmarshal([]byte(r.out), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Run.Config
}

func TestEvalOfQueries(t *testing.T) {
	source := corpusFile(t)
	queries := file(t, "q.jsonl", `{"id": "p002", "text": "On glacier and moraine near the crevasse number1"}
{"id": "q2", "text": "lithium cathode"}
{"id": "unjudged", "text": "honeybee"}
`)
	last := column(t, done(t, "related", source, "--text", "lithium cathode", "-n", "0").out, "doc_id")[39]
	r := done(t, "eval", source, "--queries", queries, "--qrels", file(t, "qrels.tsv", "p002\tp002\t3\nq2\t"+last+"\nq3\tp001\n"))
	got := scores(t, r) // a text finds the paper whose id it bears; q2 the very last; q3 is not asked
	if want := fmt.Sprintf("%.6f of 3", (1+1.0/40)/3); got["map"] != want || got["mrr"] != want {
		t.Errorf("scores are %v, want MAP %s", got, want)
	}
	if !strings.Contains(r.err, "qrels.tsv: 1 of 3 questions not in "+queries) {
		t.Errorf("it says %s", r.err)
	}
}

func TestEvalIsTheSameOnAnyNumberOfThreads(t *testing.T) {
	source := corpusFile(t)
	var links strings.Builder
	for i := range 80 {
		fmt.Fprintf(&links, "p%03d\tp%03d\t%d\n", i%40+1, i*7%40+1, i%3)
	}
	path := file(t, "links.tsv", links.String())
	one := done(t, "eval", source, "--links", path, "--threads", "1").out
	for _, threads := range []int{2, 8} {
		if out := done(t, "eval", source, "--links", path, "--threads", strconv.Itoa(threads)).out; out != one {
			t.Errorf("%d threads print\n%s\none prints\n%s", threads, out, one)
		}
	}
}

func TestEvalPassesOverBadLinks(t *testing.T) {
	source := corpusFile(t)
	path := file(t, "links.tsv", "p001\tp005\t\np001 p009\np001\tp013\t1e9\np001\tp017\tgood\np001\tp021\t0.9\n")
	r := done(t, "eval", source, "--links", path)
	if !strings.Contains(r.err, path+":2: not a query and a paper with a tab between (4 lines passed over in all)") {
		t.Errorf("it says %s", r.err)
	}
	if alone := done(t, "eval", source, "--links", file(t, "links.tsv", "p001\tp005\n")); alone.out != r.out {
		t.Errorf("with bad lines\n%s\nwithout\n%s", r.out, alone.out)
	}
	if r := kindred(t, "eval", source, "--links", path, "--strict"); r.code != exitMisused || !strings.Contains(r.err, path+":2: ") || r.out != "" {
		t.Errorf("--strict: exit code %d, %s", r.code, r.err)
	}
}

func TestEvalWithoutLabels(t *testing.T) {
	source := file(t, "p.jsonl", `{"id":"1","title":"Honeybees dance","field":"bees"}`+"\n"+`{"id":"2","title":"Glaciers melt","field":"ice"}`+"\n")
	for _, more := range [][]string{nil, {"--classes"}, {"--assignments", file(t, "a.csv", "doc_id,topic_id\n1,0\n")}} {
		r := kindred(t, append([]string{"eval", source}, more...)...)
		if r.code != exitNoDocuments || !strings.Contains(r.err, "no paper has a label") || !strings.Contains(r.err, "--label-field") || r.out != "" {
			t.Errorf("%q: exit code %d, %s", more, r.code, r.err)
		}
	}
	if got := scores(t, done(t, "eval", source, "--label-field", "field", "-k", "2")); got["purity"] != "1.000000 of 2" {
		t.Errorf("with --label-field: %v", got)
	}
}

func TestEvalMisused(t *testing.T) {
	source := corpusFile(t)
	empty, links := file(t, "empty", ""), file(t, "links.tsv", "p001\tp005\n")
	trec := file(t, "trec.tsv", "q\t0\tp001\t1\n") // with its column of iterations
	for args, says := range map[string]string{
		"--links LINKS --assignments LINKS":     "--assignments and --links exclude each other",
		"--links LINKS --classes":               "--classes and --links exclude each other",
		"--queries LINKS":                       "--queries and --qrels need each other",
		"--qrels LINKS":                         "--queries and --qrels need each other",
		"--symmetric":                           "--symmetric is about --links or --qrels",
		"--links LINKS --min-grade x":           "use a whole number of at least -50",
		"--links LINKS --min-grade 2":           "no link of grade 2 or more",
		"--links EMPTY":                         "no link of grade 1 or more",
		"--links NO":                            "no such file",
		"--links TREC":                          `trec.tsv:1: the grade is "p001"`,
		"--assignments NO":                      "no such file",
		"--assignments EMPTY":                   "the first line must name the columns doc_id and topic_id",
		"--assignments LINKS":                   "the first line must name the columns doc_id and topic_id",
		"--queries - --qrels -":                 "standard input can be one of the inputs",
		"--links LINKS -o LINKS --format csv":   "would replace what is read",
		"--columns label":                       `unknown column "label"; the columns are measure, value, papers`,
		"--classes --columns value":             `unknown column "value"; the columns are label, topic_id`,
		"--assignments LINKS --columns nothing": `unknown column "nothing"`,
	} {
		args := strings.NewReplacer("LINKS", links, "TREC", trec, "EMPTY", empty, "NO", empty+".no").Replace(args)
		r := kindred(t, append([]string{"eval", source}, strings.Fields(args)...)...)
		if r.code != exitMisused || !strings.Contains(r.err, says) || r.out != "" {
			t.Errorf("%s: exit code %d, %s", args, r.code, r.err)
		}
	}
	broken := file(t, "a.csv", "doc_id,topic_id\np001,0\np002\n")
	if r := kindred(t, "eval", source, "--assignments", broken); r.code != exitMisused || !strings.Contains(r.err, "record on line 3") {
		t.Errorf("a short row: exit code %d, %s", r.code, r.err)
	}
}

// Judgments of papers that are not there score 0, and it is said: ids of another collection.
func TestEvalSaysWhichPapersAreNotThere(t *testing.T) {
	source, queries := corpusFile(t), file(t, "q.jsonl", `{"id": "q", "text": "theorem"}`)
	for judgments, says := range map[string]string{"q\tp999\t1\n": "1 of 1 paper to be found not in the source", "q\tp001\nq\tp999\nq\tp998\t0\n": "1 of 2 papers to be found not in the source", "q\tp001\n": ""} {
		r := done(t, "eval", source, "--queries", queries, "--qrels", file(t, "q.tsv", judgments))
		if says == "" && strings.Contains(r.err, "to be found") || !strings.Contains(r.err, says) {
			t.Errorf("%q: says %s, want %s", judgments, r.err, says)
		}
	}
}

func TestEvalReadsUTF16(t *testing.T) {
	source, links := corpusFile(t), "p001\tp002\np003\tp004\n"
	plain := done(t, "eval", source, "--links", file(t, "l.tsv", links))
	wide := done(t, "eval", source, "--links", file(t, "l.tsv", utf16Text(links)))
	if plain != wide {
		t.Errorf("links in UTF-16 give %+v, want %+v", wide, plain)
	}
}

// Links and assignments may call a paper by the id of any record that was merged into it.
func TestEvalByOtherIDs(t *testing.T) {
	first := strings.Replace(papers(), `"id":"p001"`, `"id":"p001","doi":"10.1000/one"`, 1)
	line, _, _ := strings.Cut(first, "\n")
	second := strings.Replace(line, `"id":"p001"`, `"id":"other"`, 1) + "\n"
	source := []string{file(t, "a.jsonl", first), file(t, "b.jsonl", second)}
	eval := func(name, content string) result {
		return done(t, append([]string{"eval", "--" + name, file(t, name, content)}, source...)...)
	}
	for by, links := range map[string][2]string{"query": {"other\tp005\n", "p001\tp005\n"}, "document": {"p005\tother\n", "p005\tp001\n"}} {
		got, want := eval("links", links[0]), eval("links", links[1])
		if got.out != want.out || strings.Contains(got.err, "not in the source") {
			t.Errorf("by %s: %s%s\nwant %s", by, got.out, got.err, want.out)
		}
	}
	assigned := "doc_id,topic_id\nother,1\np005,1\n"
	if got, want := eval("assignments", assigned), eval("assignments", strings.Replace(assigned, "other", "p001", 1)); got.out != want.out {
		t.Errorf("assignments: %s, want %s", got.out, want.out)
	}
}
