//go:build unix

package corpus

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestOddFiles: what is no file in a folder, or cannot be read, is said and passed over, and names of any bytes make clean ids.
func TestOddFiles(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a\nb\x1b.txt": "One of them\n\nA text.\n", "bad\xff.txt": "Two of them\n\nA text.\n", "q\"'.txt": "Three of them\n\nA text.\n"})
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo.jsonl"), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"nothing.jsonl": "gone", "x.jsonl": "y.jsonl", "y.jsonl": "x.jsonl", "self": ".", "null.jsonl": os.DevNull} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	odd := 5
	if l, err := net.Listen("unix", filepath.Join(dir, "s.jsonl")); err == nil { // a path may be too long for one
		defer l.Close()
		odd++
	}
	for _, name := range []string{dir, filepath.Join(dir, "*")} {
		c := load(t, name)
		if got := ids(c); !slices.Equal(got, []string{"a b ", "bad\uFFFD", "q\"'"}) {
			t.Errorf("%s: ids %q", name, got)
		}
		if p := problem(c, kindUnreadable); p.Count != odd || !strings.Contains(p.String(), "fifo.jsonl: skipped: is a named pipe") {
			t.Errorf("%s: %d of %d, %v", name, p.Count, odd, c.Problems)
		}
	}
}

// TestUnreadable: a file without the right to read it is said.
func TestUnreadable(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a.txt": "One of them\n\nA text.\n", "b.txt": "Two of them\n\nA text.\n", "c/d.txt": "Three\n"})
	for _, name := range []string{"b.txt", "c"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "c"), 0o700) })
	if f, err := os.Open(filepath.Join(dir, "b.txt")); err == nil {
		defer f.Close()
		t.Skip("this user reads every file")
	}
	c := load(t, dir)
	if p := problem(c, kindUnreadable); !slices.Equal(ids(c), []string{"a"}) || p.Count != 2 || !strings.Contains(p.Message, "permission denied") {
		t.Errorf("%q, %v", ids(c), c.Problems)
	}
}

// TestPlaceOfOddNames: a place is one line, whatever the name of the file.
func TestPlaceOfOddNames(t *testing.T) {
	name := filepath.Join(writeFiles(t, map[string]string{"a\nb.jsonl": "{\"title\":\"T\"}\n{\n"}), "a\nb.jsonl")
	s, err := Open([]string{name}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Load(context.Background())
	if err != nil || len(c.Problems) != 1 || !strings.Contains(c.Problems[0].String(), `a\nb.jsonl":2: record 2 skipped`) {
		t.Errorf("%v, %v", err, c.Problems)
	}
}
