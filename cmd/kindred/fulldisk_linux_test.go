package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFullDiskLeavesTheOldIndex fills a small file system: what cannot be written leaves everything as it was.
func TestAFullDiskLeavesTheOldIndex(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("no file system of a few megabytes can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	first, rest := parted(t, 8)
	path := filepath.Join(disk, "papers.kindred")
	done(t, "index", first, "-k", "4", "-q", "-o", path)
	before := done(t, "cluster", path).out
	left := free(t, disk)
	if err := os.WriteFile(filepath.Join(disk, "film"), make([]byte, left-20<<10), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", path, rest}, {"compact", path}, {"remove", path, "p001"}, {"index", first, "-k", "3", "-o", path}} {
		r := kindred(t, args...)
		if r.code != exitFailed || !strings.Contains(r.err, "no space left") {
			t.Errorf("%q on a full disk: %d %s", args, r.code, r.err)
		}
		if after := done(t, "cluster", path, "--verify").out; after != before {
			t.Errorf("%q on a full disk changes the index", args)
		}
		if entries, err := os.ReadDir(path); err != nil || len(entries) != 3 {
			t.Errorf("%q on a full disk leaves %v, %v", args, entries, err)
		}
	}
	if err := os.Remove(filepath.Join(disk, "film")); err != nil {
		t.Fatal(err)
	}
	done(t, "add", path, rest, "-q")
}

// free is how many bytes a file system has left.
func free(t *testing.T, path string) int64 {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Bavail) * s.Bsize
}
