package wholefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folderOf writes files, name to content, into a new folder.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// add adds files of the given names that hold "new".
func add(t *testing.T, s *Set, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := s.Add(filepath.Join(dir, name), 0o644, text("new")); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASetAppearsWhenAllOfItIsWhole(t *testing.T) {
	old := map[string]string{"a": "old", "seal": "old", "other": "other"}
	dir := folderOf(t, old)
	var s Set
	add(t, &s, dir, "a", "b", "seal")
	for name := range old {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != old[name] {
			t.Errorf("before Commit %s holds %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("b is there before Commit: %v", err)
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	s.Discard()
	holds(t, dir, map[string]string{"a": "new", "b": "new", "seal": "new", "other": "other"})
}

func TestADiscardedSetChangesNothing(t *testing.T) {
	old := map[string]string{"a": "old", "seal": "old"}
	dir := folderOf(t, old)
	var s Set
	add(t, &s, dir, "a", "b")
	broken := errors.New("broken")
	if err := s.Add(filepath.Join(dir, "seal"), 0o644, failing(broken)); err != broken {
		t.Errorf("error is %v, want that of the function, as it is", err)
	}
	s.Discard()
	holds(t, dir, old)
}

// TestACommitThatFailsLeavesNoSeal: b became a folder after it was staged, so it cannot be renamed over.
func TestACommitThatFailsLeavesNoSeal(t *testing.T) {
	dir := folderOf(t, map[string]string{"a": "old", "seal": "old"})
	var s Set
	add(t, &s, dir, "a", "b", "seal")
	if err := os.MkdirAll(filepath.Join(dir, "b", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(); err == nil || !strings.Contains(err.Error(), "wholefile: ") {
		t.Errorf("error is %v", err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, map[string]string{"a": "new"})
}

func TestASetHoldsFilesAlone(t *testing.T) {
	var s Set
	dir := t.TempDir()
	for path, says := range map[string]string{dir: "is a folder", os.DevNull: "is not a file"} {
		if err := s.Add(path, 0o644, text("x")); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: error is %v", path, err)
		}
	}
	if err := s.Commit(); err != nil {
		t.Errorf("an empty set: %v", err)
	}
}
