package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kindred/engine"
)

func TestParseNames(t *testing.T) {
	for _, c := range []struct {
		content string
		want    []engine.TopicName
		says    string
	}{
		{"\ufefftopic_id,name\n1,Bees\n 0 ,\"Ice, old\"\n2,\n", []engine.TopicName{{Topic: 1, Name: "Bees"}, {Topic: 0, Name: "Ice, old"}}, ""},
		{"label,papers,name,topic_id\nx,a | b,Bees,3\ny,,Ice,4\n", []engine.TopicName{{Topic: 3, Name: "Bees", Papers: []string{"a", "b"}}, {Topic: 4, Name: "Ice"}}, ""},
		{"topic_id,name\n", nil, ""},
		{"", nil, "line 1: the columns topic_id and name are needed"},
		{"topic_id;name\n1;Bees\n", nil, "line 1: the columns topic_id and name are needed"},
		{"topic_id,name\n1,Bees\n\n2,Ice\n1,Wasps\n", nil, "line 5: topic 1 stands in line 2 already"},
		{"topic_id,name\nx,Bees\n", nil, `line 2: "x" is no topic_id`},
		{"topic_id,name\n-1,Bees\n", nil, `line 2: "-1" is no topic_id`},
		{"topic_id,name\n1,Bees,too many\n", nil, "line 2"},
		{"topic_id, name \n1,Bees\n", []engine.TopicName{{Topic: 1, Name: "Bees"}}, ""},
		{"topic_id,name,papers\n,Bees,a | b\n,Ice,\"[\"\"a | b\"\"]\"\n", []engine.TopicName{{Topic: -1, Name: "Bees", Papers: []string{"a", "b"}}, {Topic: -1, Name: "Ice", Papers: []string{"a | b"}}}, ""},
		{"topic_id,name,papers\n,Bees,\n", nil, `line 2: "" is no topic_id`},
	} {
		got, err := parseNames(strings.NewReader(c.content))
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %+v, %v; want %+v, %s", c.content, got, err, c.want, c.says)
		}
	}
}

func TestParseSeeds(t *testing.T) {
	for _, c := range []struct {
		content string
		want    []engine.Seed
		says    string
	}{
		{"\ufeff# expected\nBees: honeybee, waggle dance ,\n\nOld ice:glacier # and snow\n", []engine.Seed{{Name: "Bees", Words: []string{"honeybee", "waggle dance"}}, {Name: "Old ice", Words: []string{"glacier"}}}, ""},
		{"C#: c#, F# # and others\n", []engine.Seed{{Name: "C#", Words: []string{"c#", "F#"}}}, ""},
		{"Bees: " + strings.Repeat("wax, ", 20000) + "honey\n", []engine.Seed{{Name: "Bees", Words: append(slices.Repeat([]string{"wax"}, 20000), "honey")}}, ""},
		{"Bees: wax\n" + strings.Repeat("x", maxText), nil, "line 2: the line is longer than 16 MiB: is this the right file?"},
		{"# nothing\n", nil, "there is no seed in it"},
		{"Bees: honeybee\nice\n", nil, "line 2: use a name, a colon"},
		{": honeybee\n", nil, "line 1: use a name, a colon"},
		{"Bees: ,\n", nil, "line 1: use a name, a colon"},
		{"Bees: honeybee\nBees: wasp\n", nil, "line 2: Bees is named twice"},
	} {
		got, err := parseSeeds(strings.NewReader(c.content))
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %+v, %v; want %+v, %s", c.content, got, err, c.want, c.says)
		}
	}
}

// A form that is filled in names topics from then on, whatever their numbers, and writes itself anew.
func TestTheFormOfNames(t *testing.T) {
	source, form := corpusFile(t), filepath.Join(t.TempDir(), "names.csv")
	plain := done(t, "topics", source, "-k", "4").out
	if out := done(t, "topics", source, "-k", "4", "--write-names", form).out; out != plain {
		t.Errorf("--write-names changes what is printed:\n%s", out)
	}
	blank := read(t, form)
	if rows := rowsOf(t, blank); len(rows) != 5 || strings.Join(rows[0], ",") != "topic_id,name,label,papers" || rows[1][1] != "" || rows[1][2] != column(t, plain, "label")[0] {
		t.Fatalf("the form is\n%s", blank)
	}
	if out := done(t, "topics", source, "-k", "4", "--names", form).out; out != plain {
		t.Errorf("a form that is not filled in changes topics:\n%s", out)
	}
	filled := strings.Replace(blank, "\n3,,", "\n9,\"Mine, all mine\",", 1)
	if err := os.WriteFile(form, []byte(filled), 0o644); err != nil {
		t.Fatal(err)
	}
	named := done(t, "topics", source, "-k", "4", "--names", form, "--write-names", form)
	if labels := column(t, named.out, "label"); labels[3] != "Mine, all mine" || named.err != "" {
		t.Errorf("labels are %q; says %s", labels, named.err)
	}
	if again := column(t, read(t, form), "name"); !slices.Equal(again, []string{"", "", "", "Mine, all mine"}) {
		t.Errorf("the form written again holds the names %q", again)
	}
	clusters := done(t, "cluster", source, "-k", "4", "--names", form).out
	if ids, labels := column(t, clusters, "topic_id"), column(t, clusters, "topic_label"); labels[slices.Index(ids, "3")] != "Mine, all mine" {
		t.Errorf("cluster prints %q", labels)
	}
}

// A form is the user's work: writing one loses no name.
func TestNamesAreNotLost(t *testing.T) {
	source, form := corpusFile(t), filepath.Join(t.TempDir(), "names.csv")
	done(t, "topics", source, "-k", "4", "--write-names", form)
	rows := strings.Split(read(t, form), "\n")
	for i, row := range rows[1:5] {
		number, rest, _ := strings.Cut(row, ",,")
		rows[i+1] = number + ",Name " + number + "," + rest
	}
	filled := strings.Join(rows, "\n") + "9,Name 9,,\n"
	if err := os.WriteFile(form, []byte(filled), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "topics", source, "-k", "4", "--write-names", form); r.code != exitMisused || !strings.Contains(r.err, "holds 5 names already") || read(t, form) != filled {
		t.Errorf("a form with names is written over: exit code %d, %s", r.code, r.err)
	}
	done(t, "topics", source, "-k", "2", "--names", form, "--write-names", form)
	names := column(t, read(t, form), "name")
	if all := slices.Sorted(slices.Values(names)); !slices.Equal(all, []string{"Name 0", "Name 1", "Name 2", "Name 3", "Name 9"}) {
		t.Errorf("of five names for two topics the form holds %q", names)
	}
	labels := column(t, done(t, "topics", source, "-k", "4", "--names", form).out, "label")
	for _, name := range names[2:4] {
		if !slices.Contains(labels, name) {
			t.Errorf("%s found no topic among two, and none among four again: they are called %q", name, labels)
		}
	}
}

func TestNamesAndTopicsGoToTwoFiles(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	fresh, there := filepath.Join(folder, "x.csv"), file(t, "there.csv", "")
	for _, path := range []string{fresh, there} {
		same := filepath.Dir(path) + "/./" + filepath.Base(path)
		if r := kindred(t, "topics", source, "-k", "4", "--write-names", path, "-o", same); r.code != exitMisused || !strings.Contains(r.err, "name two files") {
			t.Errorf("-o %s: exit code %d, %s", same, r.code, r.err)
		}
	}
}

// Ids with what stands between ids in them, or with white space that is easily lost, are remembered too.
func TestNamesOfPapersWithOddIDs(t *testing.T) {
	for _, ids := range [][]string{{"a", "b"}, {"a | b", "c"}, {" a", "b  c"}, {"[1]"}, {`["x"]`}, {"[", "]"}, {""}, {"a\nb"}} {
		if got := splitIDs(joinIDs(ids)); !slices.Equal(got, ids) {
			t.Errorf("%q is read as %q", ids, got)
		}
	}
	source := file(t, "odd.jsonl", strings.ReplaceAll(papers(), `"id":"`, `"id":"a |  `))
	form := filepath.Join(t.TempDir(), "names.csv")
	done(t, "topics", source, "-k", "4", "--write-names", form)
	if err := os.WriteFile(form, []byte(strings.Replace(read(t, form), "\n3,,", "\n9,Mine,", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if labels := column(t, done(t, "topics", source, "-k", "4", "--names", form).out, "label"); labels[3] != "Mine" {
		t.Errorf("labels are %q", labels)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNamesByNumber(t *testing.T) {
	source := corpusFile(t)
	r := done(t, "topics", source, "-k", "4", "--names", file(t, "n.csv", "topic_id,name\n1,Mine\n7,Nobody's\n"))
	if labels := column(t, r.out, "label"); labels[1] != "Mine" || !strings.Contains(r.err, `no topic is called "Nobody's": there is no topic 7`) {
		t.Errorf("labels are %q; says %s", labels, r.err)
	}
	for path, says := range map[string]string{"no.csv": "--names: open no.csv", file(t, "x.csv", "topic_id,name\n1,a\n1,b\n"): "line 3: topic 1 stands in line 2"} {
		if r := kindred(t, "topics", source, "--names", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("--names %s: exit code %d, %s", path, r.code, r.err)
		}
	}
}

func TestNamesAreNotWrittenOverWhatIsRead(t *testing.T) {
	source := corpusFile(t)
	for path, says := range map[string]string{source: "would replace what is read", filepath.Dir(source): "name a file", "-": "name a file", "no/such/n.csv": "a folder that is there"} {
		if r := kindred(t, "topics", source, "--write-names", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("--write-names %s: exit code %d, %s", path, r.code, r.err)
		}
	}
	if read(t, source) != papers() {
		t.Error("the source has changed")
	}
}

func TestMergeAndSplitByHand(t *testing.T) {
	source := corpusFile(t)
	sizes := func(args ...string) []string {
		return column(t, done(t, append([]string{"topics", source, "-k", "4"}, args...)...).out, "size")
	}
	if got := sizes("--merge", "0,1"); len(got) != 3 {
		t.Errorf("two of four merged: sizes %v", got)
	}
	if got := sizes("--merge", "0,1", "--merge", "2,3"); len(got) != 2 || !slices.Equal(got, sizes("--merge", "0, 1; 2,3")) || !slices.Equal(got, sizes("-c", file(t, "c.yaml", "merge: [\"0,1\", \"2,3\"]\n"))) {
		t.Errorf("four merged to two: sizes %v", got)
	}
	if got := sizes("--split", "1", "--split", "0:3"); len(got) != 7 {
		t.Errorf("four, one of them split in two and one in three: sizes %v", got)
	}
	if got := setting(t, "split", "--split", "1", "--split", "0:3"); got != "1:2; 0:3" {
		t.Errorf("config show prints %v", got)
	}
	for args, says := range map[string]string{"--merge 0": "two topics or more", "--merge 0,0": "two topics or more", "--merge 0,x": "two topics or more",
		"--split x": "number of a topic", "--split 0:1": "number of a topic", "--merge 0,9": "there is no topic 9; topics are 0 to 3",
		"--merge 0,1 --split 1": "topic 1 is named twice"} {
		if r := kindred(t, append([]string{"topics", source, "-k", "4"}, strings.Fields(args)...)...); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("%s: exit code %d, %s", args, r.code, r.err)
		}
	}
}

func TestSeeds(t *testing.T) {
	source := corpusFile(t)
	seeds := file(t, "seeds.txt", "Mathematics: theorem, lemma\nIce: glacier\n")
	r := done(t, "cluster", source, "-k", "4", "--seeds", seeds)
	labels := column(t, r.out, "topic_label")
	if labels[3] != "Mathematics" || labels[1] != "Ice" || labels[0] == "Ice" || labels[0] == "Mathematics" {
		t.Errorf("labels are %q", labels[:4])
	}
	for path, says := range map[string]string{"no.txt": "--seeds: open no.txt", file(t, "x.txt", "x\n"): "line 1: use a name", file(t, "five.txt", "A: ice\nB: ice\nC: ice\nD: ice\nE: ice\n"): "5 seeds for 4 topics"} {
		if r := kindred(t, "cluster", source, "-k", "4", "--seeds", path); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("--seeds %s: exit code %d, %s", path, r.code, r.err)
		}
	}
	run := done(t, "cluster", source, "-k", "4", "--seeds", seeds, "--merge", "0,1", "--format", "json").out
	if !strings.Contains(run, `"seeds":"file"`) && !strings.Contains(run, `"seeds": "file"`) || !strings.Contains(run, `"0,1"`) {
		t.Errorf("the run holds no seeds and merge: %s", run[:600])
	}
}
