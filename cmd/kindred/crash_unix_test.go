//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// kills is how often commands that write an index are killed: KINDRED_KILLS, or 20. make crash does it 200 times.
func kills() int {
	n, err := strconv.Atoi(os.Getenv("KINDRED_KILLS"))
	if err != nil {
		return 20
	}
	return n
}

// TestKilledCommands kills processes that make and change an index, at any moment: it holds what it held before or what it was to hold,
// it is whole, and nothing else stays.
func TestKilledCommands(t *testing.T) {
	first, rest := parted(t, 8)
	path := indexed(t, first, "-k", "4")
	commands := [][]string{
		{"index", first, "-k", "4", "-o", path}, {"add", path, rest}, {"compact", path}, {"remove", path, "--file", rest},
		{"add", path, rest}, {"index", first, "-k", "3", "-o", path},
	}
	holds := map[string][]string{"index": {"32"}, "add": {"40"}, "remove": {"32"}, "compact": nil}
	papers, longest, inside := "32", 300*time.Millisecond, 0
	for i := range kills() {
		args := commands[i%len(commands)]
		child, _ := program(t, append(args, "-q")...)
		start := time.Now()
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		wait := time.Duration(i*i*7919%1000) * longest / 1000
		time.Sleep(wait)
		_ = child.Process.Signal(syscall.SIGKILL) // it may have ended
		err := child.Wait()
		if took := time.Since(start); err == nil {
			longest = (longest + took) / 2
		} else if gone := new(exec.ExitError); !errors.As(err, &gone) || gone.Exited() {
			t.Fatalf("%q: %v", args, err)
		} else {
			inside++
		}
		r := done(t, "verify", path)
		got := strings.Fields(strings.TrimPrefix(r.out, path+" is whole: "))[0]
		if after := holds[args[0]]; got != papers && !slices.Contains(after, got) {
			t.Fatalf("kill %d, %q after %s: the index holds %s papers, before %s", i, args, wait, got, papers)
		}
		papers = got
		entries, err := os.ReadDir(path)
		if err != nil || len(entries) != 3 {
			t.Fatalf("kill %d, %q after %s: the folder holds %v, %v", i, args, wait, entries, err)
		}
	}
	t.Logf("%d processes, %d of them killed before they ended", kills(), inside)
	if inside == 0 {
		t.Error("all ended before they were killed")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("beside the index there are %v", left)
	}
}

// TestInterruptedIndex: SIGINT and SIGTERM leave the old index and nothing else.
func TestInterruptedIndex(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "4")
	before := done(t, "topics", path).out
	for i, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		child, _ := program(t, "index", source, "-k", "4", "-o", path, "-q")
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+30*i) * time.Millisecond)
		_ = child.Process.Signal(signal)
		_ = child.Wait() // however it ended
		if after := done(t, "topics", path).out; after != before {
			t.Error("the index changed")
		}
		if entries, err := os.ReadDir(path); err != nil || len(entries) != 3 {
			t.Errorf("the folder holds %v, %v", entries, err)
		}
	}
}
