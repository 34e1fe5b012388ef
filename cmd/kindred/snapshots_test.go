package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
)

func sampleAt(t *testing.T) string {
	path, err := filepath.Abs("../../testdata/sample/sample.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Every output of a run is one that a later run goes on from: the same papers are in the same topics then, by ids that are
// those of the earlier run, and each file is as it was.
func TestPreviousOutputs(t *testing.T) {
	source := sampleAt(t)
	t.Chdir(t.TempDir())
	done(t, "run", source, "-k", "6", "--levels", "2", "-o", "first")
	done(t, "run", source, "--previous", "first", "--levels", "2", "-o", "second")
	for _, name := range outputNames[:4] {
		if one, two := read(t, filepath.Join("first", name)), read(t, filepath.Join("second", name)); one != two {
			t.Errorf("%s is another", name)
		}
	}
	assigned := read(t, "first/assignments.csv")
	for name, args := range map[string][]string{
		"a.csv": nil, "a.json": nil, "a.jsonl": nil, "ids.csv": {"--columns", "doc_id,topic_id"}, "few.jsonl": {"--columns", "topic_id,doc_id"},
	} {
		done(t, append([]string{"cluster", source, "-k", "6", "-o", name}, args...)...)
		if got := done(t, "cluster", source, "--previous", name, "--format", "csv").out; got != assigned {
			t.Errorf("--previous %s: another assignment", name)
		}
	}
	if err := os.Remove("first/topics.json"); err != nil {
		t.Fatal(err)
	}
	if got := done(t, "cluster", source, "--previous", "first", "--format", "csv").out; got != assigned {
		t.Error("without topics.json: another assignment")
	}
}

func TestPreviousIndex(t *testing.T) {
	source := sampleAt(t)
	t.Chdir(t.TempDir())
	saveIndex(t, source, "old.kindred", 5)
	names := file(t, "names.csv", "topic_id,name\n1,Mine\n") // as in the index, which passes them on
	want := done(t, "cluster", source, "-k", "5", "--format", "csv", "--names", names).out
	if got := done(t, "cluster", source, "--previous", "old.kindred", "--format", "csv").out; got != want {
		t.Error("another assignment")
	}
}

// saveIndex makes an index of a source in k topics.
func saveIndex(t *testing.T, source, path string, k int) {
	t.Helper()
	from, err := corpus.Open([]string{source}, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	input, err := from.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	cfg := engine.DefaultConfig()
	cfg.K, cfg.Names = k, []engine.TopicName{{Topic: 1, Name: "Mine"}}
	e, err := engine.Build(context.Background(), input.Documents, cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	topics, err := e.Topics(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err = index.Write(path, 0o644, func(w *index.Writer) { err = e.Save(w, topics, engine.About{}) }); err != nil {
		t.Fatal(err)
	}
}

// Ids and names go on over several runs, and the number of one that died is not given again.
func TestPreviousOverRuns(t *testing.T) {
	source := sampleAt(t)
	t.Chdir(t.TempDir())
	lines := strings.SplitAfter(strings.TrimSpace(read(t, source)), "\n")
	some := file(t, "some.jsonl", strings.Join(lines[:60], ""))
	done(t, "run", source, "-k", "8", "-o", "one", "--names", file(t, "names.csv", "topic_id,name\n2,Mine\n"))
	done(t, "run", some, "-k", "6", "-o", "two", "--previous", "one")
	done(t, "run", source, "-k", "10", "-o", "three", "--previous", "two")
	ids := func(folder string) []string { return column(t, read(t, folder+"/topics.csv"), "topic_id") }
	for _, id := range ids("three") {
		if slices.Contains(ids("one"), id) && !slices.Contains(ids("two"), id) {
			t.Errorf("topic %s is back: %v, %v, %v", id, ids("one"), ids("two"), ids("three"))
		}
	}
	labels := func(folder string) map[string]string {
		out := map[string]string{}
		for i, label := range column(t, read(t, folder+"/topics.csv"), "label") {
			out[ids(folder)[i]] = label
		}
		return out
	}
	for _, folder := range []string{"two", "three"} {
		if id := "2"; slices.Contains(ids(folder), id) && labels(folder)[id] != "Mine" {
			t.Errorf("%s: topic 2 is called %q", folder, labels(folder)[id])
		}
	}
	if !slices.Contains(ids("two"), "2") {
		t.Error("topic 2 does not go on")
	}
	last := ids("three")[len(ids("three"))-1]
	if r := done(t, "explain", source, "--previous", "two", "-k", "10", "astro-01", "--topic", last); !strings.Contains(r.out, "topic:"+last) {
		t.Errorf("explain says %s", r.out)
	}
	related, err := csv.NewReader(strings.NewReader(read(t, "three/related.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(related[0], "topic_id")
	for _, row := range related[1:] {
		if !slices.Contains(ids("three"), row[at]) {
			t.Fatalf("related.csv names topic %s, of %v", row[at], ids("three"))
		}
	}
}

func TestPreviousIsRefused(t *testing.T) {
	source := corpusFile(t)
	for content, says := range map[string]string{
		"doc_id,title\na,b\n": "the first line must name the columns doc_id and topic_id", "doc_id,topic_id\na,x\n": `line 2: "x" is no topic_id`,
		"doc_id,topic_id\n": "there is no paper in it", "{\"doc_id\": \"a\"}\n": "paper 1: no topic_id", "{\"doc_id\"": "object 1",
		"doc_id,topic_id\na,-2\n": "is no topic_id", "doc_id,topic_id\na,9999999999\n": "is no topic_id", "kindred\x1a": "kindred",
	} {
		if r := kindred(t, "cluster", source, "--previous", file(t, "p", content)); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("%q: exit code %d, says %s; want %s", content, r.code, r.err, says)
		}
	}
	for path, says := range map[string]string{"none": "no such file", t.TempDir(): "neither an index nor a folder of kindred run"} {
		if r := kindred(t, "cluster", source, "--previous", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("%s: exit code %d, says %s", path, r.code, r.err)
		}
	}
}

func TestTopicsBesideAssignments(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, content string) {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.csv", "doc_id,topic_id,topic_label,similarity\np,4,bees,0.5\nq,-1,(no text),0\n")
	here := func() *engine.Snapshot {
		s, err := new(app).readSnapshot(context.Background(), "a", "a.csv")
		if err != nil {
			t.Fatal(err)
		}
		return s.Snapshot
	}
	for content, want := range map[string][]engine.SnapshotTopic{
		"topic_id,label,parent_id,top_terms\n4,bees,7,wax | hive\n7,all,,x\n": {{ID: 4, Parent: 7, Label: "bees", Terms: []string{"wax", "hive"}}, {ID: 7, Parent: -1, Label: "all", Terms: []string{"x"}}},
		"topic_id,label,top_terms\n4,ice,melt\n":                              {{ID: 4, Parent: -1, Label: "bees"}}, // of another run
	} {
		write("topics.csv", content)
		if got := here(); !reflect.DeepEqual(got.Topics, want) || got.Papers[0].Similarity != .5 || got.Papers[1].Topic != -1 {
			t.Errorf("%q: %+v", content, got)
		}
	}
}
