package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kindred/engine/report"
)

// commands are those that print a table, with the columns they must have and arguments that give rows.
var commands = []struct {
	args    string
	columns string
}{
	{"cluster SOURCE -k 4", "doc_id,title,topic_id,topic_label,similarity,second_topic_id,second_similarity,margin,silhouette,rank_in_topic,is_representative,is_outlier,duplicate_of"},
	{"topics SOURCE -k 4", "topic_id,label,size,share,parent_id,isim,esim,silhouette,coherence_npmi,stability,top_terms,descriptive_terms,discriminating_terms,top_phrases,representative_ids"},
	{"related SOURCE --id p001", "query_id,rank,doc_id,title,similarity,topic_id,shared_terms"},
	{"explain SOURCE p001 p005", "query_id,doc_id,term,surface,weight_a,weight_b,contribution,share,cumulative_share"},
	{"sweep SOURCE --max-k 6", "k,criterion,silhouette,calinski_harabasz,davies_bouldin,stability,chosen"},
	{"dups SOURCE", "group,doc_id,title,similarity,kept"},
	{"info SOURCE", "source,format,records,kept,skipped,with_abstract,languages,years,problems,left_out,ids,made_ids,first,merged"},
}

func TestColumnsOfEveryCommand(t *testing.T) {
	source := corpusFile(t)
	for _, c := range commands {
		args := strings.Fields(strings.Replace(c.args, "SOURCE", source, 1))
		r := done(t, args...)
		if head, _, _ := strings.Cut(r.out, "\n"); head != c.columns {
			t.Errorf("%s: header %s", c.args, head)
		}
		if rows := rowsOf(t, r.out); len(rows) < 2 {
			t.Errorf("%s: no rows", c.args)
		}
		names := strings.Split(c.columns, ",")
		two := names[len(names)-1] + "," + names[0]
		r = done(t, append(args, "--columns", two)...)
		if head, _, _ := strings.Cut(r.out, "\n"); head != two {
			t.Errorf("%s --columns %s: header %s", c.args, two, head)
		}
	}
}

// Places on the map are there when they are asked for, in every format alike, and on any number of threads.
func TestColumnsOfPlaces(t *testing.T) {
	source := corpusFile(t)
	args := []string{"cluster", source, "-k", "4", "--columns", "doc_id,x,y"}
	rows := rowsOf(t, done(t, args...).out)
	for _, row := range rows[1:] {
		for _, cell := range row[1:] {
			if v, err := strconv.ParseFloat(cell, 64); err != nil || v < -1 || v > 1 {
				t.Errorf("%s lies at %s", row[0], row[1:])
			}
		}
	}
	one := done(t, append(args, "--format", "json", "--threads", "1")...).out
	if two := done(t, append(args, "--format", "json", "--threads", "3")...).out; one != two {
		t.Error("other places with 3 threads than with 1")
	}
	if want := fmt.Sprintf(`"x":%s,"y":%s}`, rows[1][1], rows[1][2]); !strings.Contains(one, want) {
		t.Errorf("no %s in JSON", want)
	}
}

func TestFormatsReadBackAlike(t *testing.T) {
	source := corpusFile(t)
	for _, c := range commands {
		args := strings.Fields(strings.Replace(c.args, "SOURCE", source, 1))
		names := strings.Split(c.columns, ",")
		want := len(rowsOf(t, done(t, args...).out)) - 1
		lines := strings.Split(strings.TrimSpace(done(t, append(args, "--format", "jsonl")...).out), "\n")
		if len(lines) != want {
			t.Errorf("%s: %d rows in csv, %d in jsonl", c.args, want, len(lines))
		}
		var object map[string]any
		if err := json.Unmarshal([]byte(lines[0]), &object); err != nil || len(object) != len(names) {
			t.Errorf("%s: %v in %s", c.args, err, lines[0])
		}
		var all any
		if err := json.Unmarshal([]byte(done(t, append(args, "--format", "json")...).out), &all); err != nil {
			t.Errorf("%s: json: %v", c.args, err)
		}
		if md := done(t, append(args, "--format", "md")...).out; strings.Count(md, "\n") != want+2 || !strings.HasPrefix(md, "| ") {
			t.Errorf("%s: md:\n%s", c.args, md)
		}
		if c.columns[:6] == "source" {
			continue // a block to read: TestInfoToRead
		}
		if table := done(t, append(args, "--format", "table")...).out; strings.Count(table, "\n") != want+4 {
			t.Errorf("%s: table:\n%s", c.args, table)
		}
	}
}

func TestClusterAndTopicsAreOneObjectInJSON(t *testing.T) {
	source := corpusFile(t)
	type object struct {
		SchemaVersion           int              `json:"schema_version"`
		Run                     map[string]any   `json:"run"`
		Topics, Documents, Tree []map[string]any `json:",omitempty"`
		Metrics                 map[string]any   `json:"metrics"`
	}
	decoded := func(args ...string) (o object) {
		if err := json.Unmarshal([]byte(done(t, args...).out), &o); err != nil {
			t.Fatal(err)
		}
		return o
	}
	o := decoded("cluster", source, "-k", "4", "--format", "json")
	if o.SchemaVersion != 1 || len(o.Topics) != 4 || len(o.Documents) != 40 || o.Metrics["k"] != 4.0 {
		t.Errorf("got version %d, %d topics, %d documents, metrics %v", o.SchemaVersion, len(o.Topics), len(o.Documents), o.Metrics)
	}
	if text, _ := json.Marshal(o.Run); strings.Contains(string(text), filepath.Dir(source)) || strings.Contains(string(text), "threads") {
		t.Errorf("run holds a path or a thread count: %s", text)
	}
	if own := o.Documents[0]["memberships"].([]any)[0].(map[string]any); own["topic_id"] != o.Documents[0]["topic_id"] || own["similarity"] != o.Documents[0]["similarity"] {
		t.Errorf("the first topic of %v is %v", o.Documents[0], own)
	}
	if run, ok := o.Metrics["stability"].(float64); !ok || run <= 0 || run > 1 || len(o.Tree) != 3 || o.Topics[0]["stability"] == nil {
		t.Errorf("metrics %v, tree %v, topic %v", o.Metrics, o.Tree, o.Topics[0])
	}
	o = decoded("cluster", source, "-k", "4", "--format", "json", "--columns", "memberships,doc_id", "--stability", "off", "--levels", "2")
	if len(o.Documents[0]) != 2 || o.Metrics["stability"] != nil {
		t.Errorf("document %v, metrics %v", o.Documents[0], o.Metrics)
	}
	children := 0
	for _, topic := range o.Topics {
		if topic["parent_id"] != nil {
			children++
		}
	}
	if last := o.Topics[len(o.Topics)-1]; len(o.Topics) < 5 || children < 2 || last["parent_id"] != nil || last["stability"] != nil {
		t.Errorf("%d of %d topics have a parent, the last is %v", children, len(o.Topics), last)
	}
	o = decoded("topics", source, "-k", "4", "--format", "json", "--columns", "label")
	if len(o.Topics[0]) != 1 || len(o.Documents[0]) != 14 {
		t.Errorf("--columns of topics: a topic is %v, a document %v", o.Topics[0], o.Documents[0])
	}
}

func TestEveryOtherCommandIsOneObjectInJSONToo(t *testing.T) {
	source := corpusFile(t)
	for _, c := range commands {
		args := strings.Fields(strings.Replace(c.args, "SOURCE", source, 1))
		if slices.Contains([]string{"cluster", "topics", "info"}, args[0]) {
			continue
		}
		one, eight := done(t, append(args, "--format", "json", "--threads", "1")...).out, done(t, append(args, "--format", "json", "--threads", "8")...).out
		var object map[string]any
		if err := json.Unmarshal([]byte(one), &object); err != nil {
			t.Fatalf("%s: %v", c.args, err)
		}
		rows, _ := object[args[0]].([]any)
		if want := len(rowsOf(t, done(t, args...).out)) - 1; len(object) != 3 || object["schema_version"] != 1.0 || len(rows) != want {
			t.Errorf("%s: %d rows, want %d, in %.200s", c.args, len(rows), want, one)
		}
		made := object["run"].(map[string]any)
		if made["papers"] != 40.0 || made["sha256"] == "" || made["config"].(map[string]any)["weighting"] != "bm25" {
			t.Errorf("%s: run is %v", c.args, made)
		}
		if one != eight || strings.Contains(one, filepath.Dir(source)) {
			t.Errorf("%s: the object holds a path, or differs with the number of threads", c.args)
		}
		if _, clusters := made["config"].(map[string]any)["starts"]; clusters != (args[0] == "sweep" || args[0] == "explain") {
			t.Errorf("%s: the settings are %v", c.args, made["config"])
		}
	}
}

func TestExtensionChoosesTheFormat(t *testing.T) {
	source, dir := corpusFile(t), t.TempDir()
	for name, start := range map[string]string{"a.csv": "doc_id,", "a.json": "{\n\"schema", "a.jsonl": `{"doc_id":`, "a.md": "| doc\\_id", "a": "doc_id,"} {
		path := filepath.Join(dir, name)
		if r := done(t, "cluster", source, "-o", path); r.out != "" {
			t.Errorf("%s: standard output holds %s", name, r.out)
		}
		if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), start) {
			t.Errorf("%s: %v, %.40s", name, err, b)
		}
	}
	done(t, "cluster", source, "-o", filepath.Join(dir, "b.csv.gz"), "--format", "csv") // as asked, whatever the name
	path := filepath.Join(dir, "b.csv")
	done(t, "cluster", source, "-o", path, "--format", "jsonl")
	if b, _ := os.ReadFile(path); !strings.HasPrefix(string(b), "{") {
		t.Errorf("--format does not win over the extension: %.40s", b)
	}
	if r := done(t, "cluster", source, "-o", "-"); !strings.HasPrefix(r.out, "doc_id,") {
		t.Errorf("-o - prints %.40s", r.out)
	}
}

func TestAFailureLeavesTheOldOutput(t *testing.T) {
	path := file(t, "a.csv", "old")
	if r := kindred(t, "cluster", file(t, "e.jsonl", ""), "-o", path); r.code != exitNoDocuments {
		t.Errorf("exit code %d", r.code)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "old" {
		t.Errorf("the old output is %q, %v", b, err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestTheShortTableNamesColumnsThatExist(t *testing.T) {
	out := done(t, "cluster", corpusFile(t), "--format", "table").out
	for _, c := range report.AssignmentColumns {
		if strings.Contains(out, " "+c.Name+" ") != c.Short {
			t.Errorf("column %s is in the table: %v", c.Name, !c.Short)
		}
	}
}

// sealed is a folder in which no file can be made, whoever asks.
func sealed(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{dir, "/proc"} {
		f, err := os.CreateTemp(folder, "")
		if err != nil && isFolder(folder) {
			return folder
		}
		if err == nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}
	t.Skip("every folder takes files here")
	return ""
}

// An error about a file that could not be written names the file, not the temporary one that was to become it.
func TestWhatCannotBeWrittenIsNamed(t *testing.T) {
	source, folder := corpusFile(t), sealed(t)
	for _, c := range []struct{ args, path string }{
		{"topics SOURCE -k 4 -o PATH", "x.csv"}, {"run SOURCE -k 4 -o FOLDER", outputNames[0]}, {"topics SOURCE -k 4 --write-names PATH", "x.csv"},
	} {
		path := filepath.Join(folder, c.path)
		args := strings.NewReplacer("SOURCE", source, "PATH", path, "FOLDER", folder).Replace(c.args)
		if r := kindred(t, strings.Fields(args)...); r.code != exitFailed || !strings.HasPrefix(r.err, "kindred: "+path+": ") || strings.Contains(r.err, ".whole-") {
			t.Errorf("%s: exit code %d, %s", args, r.code, r.err)
		}
	}
}

func TestAnOutputIsGivenOnce(t *testing.T) {
	for _, command := range []string{"topics", "run", "index"} {
		if r := kindred(t, command, corpusFile(t), "-o", "a.csv", "-o", "b.csv"); r.code != exitMisused || !strings.Contains(r.err, "keep one") {
			t.Errorf("%s: %d, %s", command, r.code, r.err)
		}
	}
}

// One config serves several commands: each takes the output that it can write to.
func TestAnOutputOfTheEnvironment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "topics.csv")
	t.Setenv("KINDRED_OUTPUT", path)
	if r := done(t, "topics", corpusFile(t), "-k", "3"); r.out != "" {
		t.Errorf("beside the file there is %s", r.out)
	}
	if b, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(b), "topic_id,") {
		t.Errorf("%v: %.40s", err, b)
	}
	t.Setenv("KINDRED_OUTPUT", filepath.Join(t.TempDir(), "results"))
	if r := done(t, "topics", corpusFile(t), "-k", "3"); !strings.HasPrefix(r.out, "topic_id,") {
		t.Errorf("a folder takes the table: %s", r.out)
	}
}
