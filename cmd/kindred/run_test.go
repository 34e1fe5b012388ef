package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// batchFiles are the files of a job, in the order of their names.
var batchFiles = []string{"assignments.csv", "related.csv", "report.html", "report.md", "run.json", "terms.csv", "topics.csv", "topics.json", "topics_over_time.csv", "trends.csv"}

// sums returns the SHA-256 of each file of a folder but run.json.
func sums(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all, names := map[string]string{}, []string{}
	for _, e := range entries {
		names = append(names, e.Name())
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if e.Name() != "run.json" {
			all[e.Name()] = hex.EncodeToString(sum[:])
		}
	}
	if !slices.Equal(names, batchFiles) {
		t.Errorf("%s holds %v", folder, names)
	}
	return all
}

func TestRunIsTheSameOnAnyNumberOfThreadsAndEveryTime(t *testing.T) {
	source, dir := corpusFile(t), t.TempDir()
	var first map[string]string
	for _, threads := range []string{"1", "2", "3", "8", "8"} {
		folder := filepath.Join(dir, "out"+threads)
		done(t, "run", source, "-o", folder, "--threads", threads)
		got := sums(t, folder)
		if first == nil {
			first = got
		}
		if !maps.Equal(got, first) {
			t.Errorf("%s threads: %v, want %v", threads, got, first)
		}
	}
}

// manyPapers is a corpus of n papers from a seed: each takes words of one or two of 30 themes and of a common stock.
func manyPapers(n int, seed uint64) string {
	random := rand.New(rand.NewPCG(seed, 0))
	word := func(stock int) string { // 25 words a stock, of syllables that spell its number and theirs
		const syllables = "babebibobudadedidodufafefifofugagegigoguhahehihohu"
		i, j := 2*(stock%25), 2*random.IntN(25)
		return syllables[i:i+2] + "l" + syllables[j:j+2] + "nt" + syllables[2*(stock/25):2*(stock/25)+2]
	}
	text := func(words, first, second int) string {
		list := make([]string, words)
		for i := range list {
			list[i] = word([]int{first, first, second, 30 + random.IntN(20)}[random.IntN(4)])
		}
		return strings.Join(list, " ")
	}
	var b strings.Builder
	for i := range n {
		first, second := random.IntN(30), random.IntN(30)
		fmt.Fprintf(&b, "{\"id\": \"m%d\", \"title\": \"%s\", \"abstract\": \"%s. %s.\"}\n", i,
			text(5, first, second), text(12+random.IntN(10), first, first), text(12+random.IntN(10), first, second))
	}
	return b.String()
}

// TestALargerRunIsTheSameOnAnyNumberOfThreads: 2,600 papers are several blocks of rows wherever work is shared out.
func TestALargerRunIsTheSameOnAnyNumberOfThreads(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	source, dir := file(t, "many.jsonl", manyPapers(2600, 1)), t.TempDir()
	var first map[string]string
	for _, threads := range []string{"1", "2", "3", "8"} {
		folder := filepath.Join(dir, threads)
		done(t, "run", source, "-o", folder, "-k", "20", "-n", "5", "--threads", threads)
		got := sums(t, folder)
		if first == nil {
			first = got
		}
		if !maps.Equal(got, first) {
			t.Errorf("%s threads: %v, want %v", threads, got, first)
		}
	}
}

func TestTheDemoIsTheSameOnAnyNumberOfThreads(t *testing.T) {
	dir := t.TempDir()
	var first map[string]string
	for _, threads := range []string{"1", "2", "3", "8"} {
		folder := filepath.Join(dir, threads)
		r := done(t, "demo", "-o", folder, "--threads", threads)
		for _, name := range batchFiles {
			if !strings.Contains(r.out, filepath.Join(folder, name)+"\n") {
				t.Errorf("the demo does not say where %s is:\n%s", name, r.out)
			}
		}
		got := sums(t, folder)
		if first == nil {
			first = got
		}
		if !maps.Equal(got, first) {
			t.Errorf("%s threads: %v, want %v", threads, got, first)
		}
	}
}

func TestManifest(t *testing.T) {
	source, folder := corpusFile(t), filepath.Join(t.TempDir(), "a", "b")
	done(t, "run", source, "-o", folder, "-k", "4", "--seed", "7", "--threads", "2")
	b, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	if m.Seed != 7 || m.Threads != 2 || m.Metrics.K != 4 || m.Vocabulary == 0 || m.Config["weighting"] != "bm25" || m.Config["adaptation"] != "auto" || m.Config["k"] != 4.0 {
		t.Errorf("the manifest is %+v", m)
	}
	want := sha256.Sum256([]byte(papers()))
	if m.Input.SHA256 != hex.EncodeToString(want[:]) || m.Input.Papers != 40 || m.Input.Files[0].Name != source || m.Input.Records != 40 {
		t.Errorf("the input is %+v", m.Input)
	}
	got := sums(t, folder)
	for _, f := range m.Files {
		if got[f.Name] != f.SHA256 {
			t.Errorf("%s has another SHA-256 than the manifest says", f.Name)
		}
		delete(got, f.Name)
	}
	if len(got) > 0 {
		t.Errorf("the manifest leaves out %v", got)
	}
}

func TestFilesOfARunAgree(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	done(t, "run", source, "-o", folder, "-k", "4", "-n", "3")
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got, want := read("assignments.csv"), done(t, "cluster", source, "-k", "4").out; got != want {
		t.Error("assignments.csv is not what cluster prints")
	}
	if got, want := read("topics.csv"), done(t, "topics", source, "-k", "4").out; got != want {
		t.Error("topics.csv is not what topics prints")
	}
	assigned := map[string]string{}
	for i, id := range column(t, read("assignments.csv"), "doc_id") {
		assigned[id] = column(t, read("assignments.csv"), "topic_id")[i]
	}
	related := read("related.csv")
	topics := column(t, related, "topic_id")
	for i, id := range column(t, related, "doc_id") {
		if topics[i] != assigned[id] {
			t.Fatalf("related.csv puts %s in topic %s, assignments.csv in %s", id, topics[i], assigned[id])
		}
	}
	for _, kind := range []string{"top", "descriptive", "discriminating"} {
		if !slices.Contains(column(t, read("terms.csv"), "kind"), kind) {
			t.Errorf("no %s terms in terms.csv", kind)
		}
	}
	if md := read("report.md"); !strings.HasPrefix(md, "# 40 papers in 4 topics\n") || !strings.Contains(md, "## Near duplicates") {
		t.Errorf("report.md starts %.200s", md)
	}
}

func TestARerunReplacesItsOwnFilesAlone(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	for name, content := range map[string]string{"mine.txt": "mine", "topics.csv": "old"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	done(t, "run", source, "-o", folder)
	if b, _ := os.ReadFile(filepath.Join(folder, "mine.txt")); string(b) != "mine" {
		t.Error("a file of somebody else is gone")
	}
	if b, _ := os.ReadFile(filepath.Join(folder, "topics.csv")); string(b) == "old" {
		t.Error("topics.csv is the old one")
	}
}

func TestAFailedRunWritesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	if r := kindred(t, "run", file(t, "e.jsonl", ""), "-o", folder); r.code != exitNoDocuments {
		t.Errorf("exit code %d", r.code)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder is there")
	}
}

// tree returns the files of a folder, name to content.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		b, _ := os.ReadFile(filepath.Join(folder, e.Name())) // a folder has no content
		files[e.Name()] = string(b)
	}
	return files
}

// TestAFailureToWriteChangesNothing: the last file but one cannot be written, for a folder has its name.
func TestAFailureToWriteChangesNothing(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	done(t, "run", source, "-o", folder, "-k", "3")
	if err := os.Remove(filepath.Join(folder, "report.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "report.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := tree(t, folder)
	if r := kindred(t, "run", source, "-o", folder, "-k", "4"); r.code != exitFailed || !strings.Contains(r.err, "report.md is a folder") {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
	if after := tree(t, folder); !maps.Equal(after, before) {
		t.Errorf("the folder holds %v, it held %v", slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before)))
	}
}

func TestAnInterruptWhileWritingChangesNothing(t *testing.T) {
	parent := t.TempDir()
	a := &app{stdout: &pipe{to: io.Discard}, stderr: io.Discard}
	cmd, args, err := a.command().Find([]string{"run", "-o", filepath.Join(parent, "new", "out")})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(cmd.ParseFlags(args), a.layer(cmd)); err != nil {
		t.Fatal(err)
	}
	j, err := a.newJob(cmd)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := j.work(ctx, []string{corpusFile(t)}, nil, nil); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := j.write(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if left := tree(t, parent); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRunIntoWhatItReads(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "topics.csv"), []byte("id,title\n1,Bees dance\n2,Ice melts\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := tree(t, folder)
	for source, says := range map[string]string{folder: "is the folder that is read", filepath.Join(folder, "topics.csv"): "topics.csv would replace what is read"} {
		if r := kindred(t, "run", source, "-o", folder+"/."); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("exit code %d, %s", r.code, r.err)
		}
	}
	if after := tree(t, folder); !maps.Equal(after, before) {
		t.Errorf("the folder holds %v", after)
	}
}
