package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kindred/engine/index"
)

// parted writes the sample's papers to two files: all but the last few, and these.
func parted(t *testing.T, last int) (first, rest string) {
	t.Helper()
	lines := strings.SplitAfter(strings.TrimRight(papers(), "\n"), "\n")
	at := len(lines) - last
	return file(t, "first.jsonl", strings.Join(lines[:at], "")), file(t, "rest.jsonl", strings.Join(lines[at:], ""))
}

func TestAddAndRemove(t *testing.T) { testAddAndRemove(t) }

// TestAddBesideAnIndex is the same of papers that are written beside an index, as those of a large one are.
func TestAddBesideAnIndex(t *testing.T) {
	extending(t)
	testAddAndRemove(t)
}

// extending makes papers that come be written beside an index of any size.
func extending(t *testing.T) {
	least, most := leastToExtend, mostBeside
	leastToExtend, mostBeside = 0, 0
	t.Cleanup(func() { leastToExtend, mostBeside = least, most })
}

func testAddAndRemove(t *testing.T) {
	first, rest := parted(t, 8)
	path := indexed(t, first, "-k", "4")
	before := done(t, "topics", path).out
	assigned := done(t, "assign", path, rest)
	if after := done(t, "topics", path).out; after != before {
		t.Error("assign changes the index")
	}
	r := done(t, "add", path, rest)
	if !strings.Contains(r.err, "8 papers added, 0 replaced, 0 were there; 40 papers now") {
		t.Errorf("add says %s", r.err)
	}
	ids := column(t, r.out, "doc_id")
	if want := column(t, assigned.out, "doc_id"); len(ids) != 8 || !slices.Equal(ids, want) || !slices.Equal(column(t, r.out, "topic_id"), column(t, assigned.out, "topic_id")) {
		t.Errorf("add lists\n%s\nassign\n%s", r.out, assigned.out)
	}
	if n := len(column(t, done(t, "cluster", path).out, "doc_id")); n != 40 {
		t.Errorf("the index holds %d papers", n)
	}
	if related := column(t, done(t, "related", path, "--id", ids[0]).out, "doc_id"); len(related) == 0 {
		t.Error("a paper that was added has no neighbours")
	}
	if r := done(t, "add", path, rest); !strings.Contains(r.err, "0 papers added, 0 replaced, 8 were there; 40 papers now") || len(column(t, r.out, "doc_id")) != 0 {
		t.Errorf("adding again says %s%s", r.err, r.out)
	}
	if r := kindred(t, "remove", path, "none"); r.code != exitMisused || !strings.Contains(r.err, `no paper with the id "none"`) {
		t.Errorf("%d %s", r.code, r.err)
	}
	if r := done(t, "remove", path, ids[0], ids[3]); !strings.Contains(r.err, "2 papers removed; 38 papers now") {
		t.Errorf("remove says %s", r.err)
	}
	answers := done(t, "cluster", path).out
	if all := column(t, answers, "doc_id"); slices.Contains(all, ids[0]) || len(all) != 38 {
		t.Errorf("the index holds %v", all)
	}
	done(t, "compact", path)
	if done(t, "cluster", path).out != answers {
		t.Error("compact changes answers")
	}
	if r := done(t, "verify", path); !strings.Contains(r.out, "is whole: 38 papers") {
		t.Errorf("verify says %s", r.out)
	}
	if r := done(t, "remove", path, "--file", rest); !strings.Contains(r.err, "2 of its 8 papers not in") || !strings.Contains(r.err, "6 papers removed; 32 papers now") {
		t.Errorf("remove says %s", r.err)
	}
	if got := done(t, "topics", path).out; got != before {
		t.Errorf("with all that came gone the topics are\n%s\nand were\n%s", got, before)
	}
}

func TestWhatCannotBeDoneToAnIndex(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "3")
	for _, c := range []struct {
		says string
		args []string
	}{
		{"name the index first", []string{"add", source, path}},
		{"name the index first", []string{"remove"}},
		{"name the papers behind the index", []string{"add", path}},
		{"name the papers to remove", []string{"remove", path}},
		{"these are all the papers", []string{"remove", path, "--file", source}},
		{"compact takes one index", []string{"compact", path, path}},
		{"name one index", []string{"verify", source}},
	} {
		if r := kindred(t, c.args...); r.code != exitMisused || !strings.Contains(r.err, c.says) {
			t.Errorf("%q: %d %s", c.args, r.code, r.err)
		}
	}
	folder, err := index.Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if r := kindred(t, "add", path, source); r.code != exitFailed || !strings.Contains(r.err, "another process") {
		t.Errorf("%d %s", r.code, r.err)
	}
	done(t, "topics", path)
}

func TestNewFitsKeepTheIDsOfTopics(t *testing.T) {
	first, rest := parted(t, 4)
	path := indexed(t, first, "-k", "4")
	before := done(t, "cluster", path).out
	if r := done(t, "add", "-q", path, rest, "--format", "json"); !strings.Contains(r.out, `"papers":40,`) {
		t.Errorf("add says of what its answer is made\n%.600s", r.out)
	}
	done(t, "index", "-q", first, rest, "-o", path, "--previous", path)
	of := map[string]string{}
	topics := column(t, before, "topic_id")
	for i, id := range column(t, before, "doc_id") {
		of[id] = topics[i]
	}
	after, kept := done(t, "cluster", path).out, 0
	topics = column(t, after, "topic_id")
	for i, id := range column(t, after, "doc_id") {
		if of[id] == topics[i] {
			kept++
		}
	}
	if kept < 30 {
		t.Errorf("%d of 36 papers keep their topic", kept)
	}
}

// TestAnIndexWithoutItsManifest takes papers in as before; one whose manifest is damaged says what to do, and that it does.
func TestAnIndexWithoutItsManifest(t *testing.T) {
	first, rest := parted(t, 3)
	path := indexed(t, first, "-k", "4")
	manifest := filepath.Join(path, "current")
	before := done(t, "topics", path).out
	if err := os.WriteFile(manifest, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"topics", path}, {"add", path, rest}} {
		if r := kindred(t, args...); r.code != exitFailed || !strings.Contains(r.err, "it is damaged: remove it, and the newest generation beside it counts") {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
	}
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	if got := done(t, "topics", path).out; got != before {
		t.Errorf("the topics are\n%s\nand were\n%s", got, before)
	}
	if r := done(t, "add", path, rest); !strings.Contains(r.err, "3 papers added") {
		t.Errorf("add says %s", r.err)
	}
	done(t, "verify", path)
}

// TestPapersWithoutAKnownWord are in no topic, and it is said why; one without a word was so when the index was made.
func TestPapersWithoutAKnownWord(t *testing.T) {
	path := indexed(t, file(t, "bees.jsonl", papers()+`{"id":"empty","title":"the of"}`+"\n"), "-k", "3")
	strange := file(t, "strange.jsonl", `{"id":"strange","title":"Zzyzx qwrtp vvkkw","abstract":"Xyzzy plugh."}`+"\n")
	for _, command := range []string{"assign", "add"} {
		r := done(t, command, path, strange)
		if row := rowsOf(t, r.out)[1]; row[2] != "-1" || row[3] != "(no known word)" || row[4] != "0.000000" {
			t.Errorf("%s: %q", command, row)
		}
		if !strings.Contains(r.err, "1 paper in no topic: the index knows none of their words") {
			t.Errorf("%s says %s", command, r.err)
		}
	}
	labels := map[string]string{}
	out := done(t, "cluster", path).out
	for i, id := range column(t, out, "doc_id") {
		labels[id] = column(t, out, "topic_label")[i]
	}
	if labels["empty"] != "(no text)" || labels["strange"] != "(no known word)" {
		t.Errorf("labels are %q and %q", labels["empty"], labels["strange"])
	}
}

// TestFlippedBits flips a bit in each section: verify says so, and with --verify nothing is answered.
func TestFlippedBits(t *testing.T) {
	path := indexed(t, corpusFile(t), "-k", "4")
	names, _ := filepath.Glob(filepath.Join(path, "generation-*"))
	whole, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	f, err := index.Read("whole", whole)
	if err != nil {
		t.Fatal(err)
	}
	flips := 0
	for _, section := range f.Names() {
		from, to := f.Bounds(section)
		if from == to {
			continue
		}
		for _, at := range []int64{from, (from + to) / 2, to - 1} {
			flips++
			bad := bytes.Clone(whole)
			bad[at] ^= 1 << (at % 8)
			if err := os.WriteFile(names[0], bad, 0o644); err != nil {
				t.Fatal(err)
			}
			r := kindred(t, "verify", path)
			if r.code != exitFailed || !strings.Contains(r.err, section) {
				t.Errorf("byte %d of %s flipped: verify says %d %s%s", at, section, r.code, r.out, r.err)
			}
			if r := kindred(t, "related", path, "--id", "p001", "--verify"); r.code != exitFailed || r.out != "" {
				t.Errorf("byte %d of %s flipped: related --verify says %d %s%s", at, section, r.code, r.out, r.err)
			}
			for _, args := range [][]string{{"related", path, "--id", "p001"}, {"topics", path}, {"topics", path, "-k", "5"}, {"topics", path, "--show", "over-time"}, {"explain", path, "p001", "p002"}} {
				_ = kindred(t, args...) // it may be wrong or right, and must not crash
			}
		}
	}
	t.Logf("%d flips in %d sections", flips, len(f.Names()))
	if flips < 100 {
		t.Errorf("only %d flips", flips)
	}
}

// TestATopicThatLosesAllItsPapers stays, with its number and its label, and no command minds.
func TestATopicThatLosesAllItsPapers(t *testing.T) {
	path := indexed(t, corpusFile(t), "-k", "5")
	var gone []string
	r := done(t, "cluster", path)
	topics := column(t, r.out, "topic_id")
	for i, id := range column(t, r.out, "doc_id") {
		if topics[i] == "2" {
			gone = append(gone, id)
		}
	}
	done(t, append([]string{"remove", path}, gone...)...)
	for _, args := range [][]string{
		{"topics", path, "--format", "json"}, {"topics", path, "--show", "trends"}, {"cluster", path}, {"run", path, "-o", t.TempDir()},
		{"related", path, "--all"}, {"topics", path, "-k", "4"}, {"compact", path}, {"explain", path, "p001", "--topic", "2"},
	} {
		if slices.Contains(gone, "p001") {
			t.Fatal("p001 is in topic 2: ask for another")
		}
		done(t, args...)
	}
	if sizes := column(t, done(t, "topics", path).out, "size"); len(sizes) != 5 || sizes[2] != "0" {
		t.Errorf("sizes are %v", sizes)
	}
}

// TestSettingsOfTheEnvironmentCountForAnIndex as flags do.
func TestSettingsOfTheEnvironmentCountForAnIndex(t *testing.T) {
	path := indexed(t, corpusFile(t), "-k", "5")
	t.Setenv("KINDRED_K", "3")
	if n := len(column(t, done(t, "topics", path).out, "topic_id")); n != 3 {
		t.Errorf("KINDRED_K=3 gives %d topics", n)
	}
	t.Setenv("KINDRED_K", "")
	if r := kindred(t, "topics", path, "-c", file(t, "job.yaml", "min-df: 5\n")); r.code != exitMisused || !strings.Contains(r.err, "was made with") {
		t.Errorf("min-df in a config file: %d %s", r.code, r.err)
	}
}

// TestPapersThatComeAreReadAsTheOthersWere by names of fields and what is merged, where no flag says otherwise.
func TestPapersThatComeAreReadAsTheOthersWere(t *testing.T) {
	odd := strings.NewReplacer(`"title"`, `"heading"`, `"abstract"`, `"long"`).Replace(papers())
	source := file(t, "odd.jsonl", odd)
	path := indexed(t, source, "--title-field", "heading", "--abstract-field", "long", "-k", "3")
	if r := done(t, "add", path, source); !strings.Contains(r.err, "0 papers added, 0 replaced, 40 were there") {
		t.Errorf("adding again says %s", r.err)
	}
	if r := done(t, "add", path, corpusFile(t)); !strings.Contains(r.err, "0 papers added, 0 replaced, 40 were there") {
		t.Errorf("adding papers with the usual names says %s", r.err)
	}
	twice := file(t, "twice.jsonl", `{"id":"a","title":"Tides on the moon of a cold planet","doi":"10.1000/x"}
{"id":"b","title":"Tides on the moon of a cold planet","doi":"10.1000/x"}
`)
	path = indexed(t, corpusFile(t), twice, "--merge-duplicates", "off", "-k", "3")
	if r := done(t, "add", path, twice); !strings.Contains(r.err, "0 papers added, 0 replaced, 2 were there; 42 papers now") {
		t.Errorf("adding what is not merged says %s", r.err)
	}
}

// TestSettingsThatPapersCannotComeBy are refused, and those of the index and of reading are not.
func TestSettingsThatPapersCannotComeBy(t *testing.T) {
	first, rest := parted(t, 4)
	path := indexed(t, first, "-k", "4")
	for _, command := range []string{"add", "assign"} {
		for says, args := range map[string][]string{
			"--k: topics":     {"-k", "5"},
			"--weighting log": {"--weighting", "log"},
			"--seed 7":        {"--seed", "7"},
			"--lsa off":       {"--lsa", "off"},
			"--vectors":       {"--vectors", "none.npy"},
		} {
			if r := kindred(t, append([]string{command, path, rest}, args...)...); r.code != exitMisused || !strings.Contains(r.err, says) {
				t.Errorf("%s %q: %d %s", command, args, r.code, r.err)
			}
		}
	}
	if r := done(t, "add", path, rest, "-k", "4", "--where", "id!=p040", "--sample", "2", "--seed", "7", "--strict"); !strings.Contains(r.err, "2 papers added") {
		t.Errorf("add says %s", r.err)
	}
}

// TestMergedRecordsAreListedWhicheverWayTheyCame with the papers that the index was made of, with others that came, or into one
// that was there.
func TestMergedRecordsAreListedWhicheverWayTheyCame(t *testing.T) {
	tides := `{"id":"a","title":"Tides on the moon of a cold planet","doi":"10.1000/x"}` + "\n"
	later := strings.Replace(tides, `"a"`, `"b"`, 1)
	again := strings.Replace(strings.Replace(tides, `"a"`, `"c"`, 1), `"doi"`, `"abstract":"Ice moves.","doi"`, 1)
	path := indexed(t, corpusFile(t), file(t, "tides.jsonl", tides+later), "-k", "3")
	dups := func() []string { return column(t, done(t, "dups", path).out, "doc_id") }
	before := dups()
	if !slices.Contains(before, "b") {
		t.Fatalf("the index lists %v", before)
	}
	done(t, "add", path, file(t, "again.jsonl", again))
	if got := dups(); !slices.Contains(got, "b") || !slices.Contains(got, "c") || len(got) != len(before)+1 {
		t.Errorf("after a record that is merged into a paper it lists %v, before %v", got, before)
	}
	done(t, "add", path, file(t, "again.jsonl", again))
	done(t, "add", path, file(t, "new.jsonl", strings.NewReplacer("Tides", "Storms", "10.1000/x", "10.1000/y", `"a"`, `"d"`, `"b"`, `"e"`).Replace(tides+later)))
	got := dups()
	if !slices.Contains(got, "d") || !slices.Contains(got, "e") || len(got) != len(before)+3 {
		t.Errorf("after papers that were merged it lists %v, before %v", got, before)
	}
	run := filepath.Join(t.TempDir(), "run")
	done(t, "run", "-q", path, "-o", run)
	b, err := os.ReadFile(filepath.Join(run, "run.json"))
	if err != nil || !strings.Contains(string(b), `"id": "c"`) || strings.Count(string(b), `"10.1000/x"`) != 2 {
		t.Errorf("%v: run.json has\n%s", err, b)
	}
	done(t, "remove", path, "a", "d")
	if got := dups(); slices.Contains(got, "c") || slices.Contains(got, "e") {
		t.Errorf("records of papers that went are listed: %v", got)
	}
}

// TestDamageIsNotPassedOn to a new generation, where its checksum would fit.
func TestDamageIsNotPassedOn(t *testing.T) {
	first, rest := parted(t, 3)
	path := indexed(t, first, "-k", "4")
	name := filepath.Join(path, "generation-1.kindred")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := index.Read("whole", whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range []string{"papers", "rows.values", "directions", "idf"} {
		bad := bytes.Clone(whole)
		from, to := f.Bounds(section)
		bad[(from+to)/2] ^= 1
		if err := os.WriteFile(name, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"add", path, rest}, {"remove", path, "p001"}, {"compact", path}} {
			if r := kindred(t, args...); r.code != exitFailed || !strings.Contains(r.err, section) {
				t.Errorf("%s of an index with damage in %s: %d %s", args[0], section, r.code, r.err)
			}
		}
		if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, bad) {
			t.Errorf("damage in %s: the index has changed, %v", section, err)
		}
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "add", path, rest); r.code != exitFailed || !strings.Contains(r.err, "its manifest names is missing") {
		t.Errorf("%d %s", r.code, r.err)
	}
}
