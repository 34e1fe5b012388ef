package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACheckpointIsOfOneJob(t *testing.T) {
	papers, folder := corpusFile(t), filepath.Join(t.TempDir(), "a", "ck")
	synonyms := file(t, "same.txt", "LLM = large language model\n")
	args := []string{"cluster", papers, "-k", "4", "--starts", "2", "--synonyms", synonyms, "--checkpoint", folder}
	first := done(t, args...)
	if first.err != "" {
		t.Errorf("the first run says %q", first.err)
	}
	again := done(t, args...)
	if again.out != first.out || !strings.HasPrefix(again.err, "kindred: going on from "+folder+": 8 steps done before\n") {
		t.Errorf("the same output: %v; %s", again.out == first.out, again.err)
	}
	if err := os.WriteFile(synonyms, []byte("LLM = model\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := file(t, "papers.jsonl", `{"id":"a","title":"A paper on bees"}`+"\n")
	for says, change := range map[string][]string{
		"synonyms is a file with SHA-256": nil,
		"k is 4 there and 5 here":         {"-k", "5"},
		"input is SHA-256 ":               {other},
	} {
		got := kindred(t, append(args, change...)...)
		if got.code != exitMisused || !strings.Contains(got.err, "kindred: --checkpoint: "+folder+" is of another job: "+says) {
			t.Errorf("%v: exit %d, %s", change, got.code, got.err)
		}
	}
}

// TestWhatIsDoneWithTopicsKeepsTheCheckpoint: cluster, topics and run share the steps, whatever follows clustering.
func TestWhatIsDoneWithTopicsKeepsTheCheckpoint(t *testing.T) {
	papers, folder := corpusFile(t), t.TempDir()
	kept := []string{papers, "-k", "4", "--starts", "2", "--checkpoint", folder}
	done(t, append([]string{"cluster"}, kept...)...)
	for _, args := range [][]string{
		{"topics", "--merge", "0,1", "--levels", "2"}, {"topics", "--threads", "3", "--stability", "off"}, {"run", "-n", "3", "-o", t.TempDir()},
	} {
		if got := done(t, append(args, kept...)...); !strings.Contains(got.err, "going on from") {
			t.Errorf("%v begins anew: %s", args, got.err)
		}
	}
}

func TestCheckpointFolders(t *testing.T) {
	papers := corpusFile(t)
	for says, folder := range map[string]string{
		"--checkpoint: ":                   filepath.Join(papers, "below"),
		"is the folder that is read: name": filepath.Dir(papers),
	} {
		if got := kindred(t, "cluster", filepath.Dir(papers), "--checkpoint", folder); got.code == exitDone || !strings.Contains(got.err, says) {
			t.Errorf("%s: exit %d, %s", folder, got.code, got.err)
		}
	}
}

// TestDamagedCheckpoints: a damaged step is said and found anew; a damaged job is an error that says what to do.
func TestDamagedCheckpoints(t *testing.T) {
	papers, folder := corpusFile(t), t.TempDir()
	args := []string{"cluster", papers, "-k", "4", "--starts", "2", "--checkpoint", folder}
	want := done(t, args...).out
	cut := func(name string) {
		if err := os.Truncate(filepath.Join(folder, name), 100); err != nil {
			t.Fatal(err)
		}
	}
	cut("clustering-start-1.kindred")
	got := done(t, args...)
	if got.out != want || !strings.Contains(got.err, "clustering-start-1.kindred: it ends too soon; it is found anew\n") {
		t.Errorf("the same output: %v; %s", got.out == want, got.err)
	}
	cut("job.kindred")
	if got := kindred(t, args...); got.code != exitFailed || !strings.Contains(got.err, "job.kindred: it ends too soon; name another folder, or remove it") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
}
