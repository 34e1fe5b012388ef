package wholefile

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// text returns a write function that writes s.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// failing returns a write function that writes more than a buffer holds and fails.
func failing(err error) func(io.Writer) error {
	return func(w io.Writer) error {
		_, writing := io.WriteString(w, strings.Repeat("new", 100_000))
		return cmp.Or(writing, err)
	}
}

// holds fails the test unless folder has just these files, name to content.
func holds(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := want[e.Name()]; !ok {
			t.Errorf("stray file %s", e.Name())
		}
	}
	for name, content := range want {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
		} else if string(got) != content {
			t.Errorf("%s holds %q, want %q", name, got, content)
		}
	}
}

func TestWriteCreatesAndReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	big := strings.Repeat("0123456789", 50_000)
	for _, content := range []string{"one", big, ""} {
		if err := Write(path, 0o644, text(content)); err != nil {
			t.Fatal(err)
		}
		holds(t, dir, map[string]string{"a.csv": content})
	}
}

func TestNothingUnderTheNameBeforeTheEnd(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	err := Write(path, 0o644, func(w io.Writer) error {
		if err := text(strings.Repeat("x", 1<<20))(w); err != nil {
			return err
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the file is there before it is whole: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFailureLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	if err := Write(path, 0o644, text("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := Write(path, 0o644, failing(broken)); err != broken {
		t.Errorf("error is %v, want that of the function, as it is", err)
	}
	holds(t, dir, map[string]string{"a.csv": "old"})
}

func TestPanicLeavesNoStrayFile(t *testing.T) {
	dir := t.TempDir()
	func() {
		defer func() {
			if got := recover(); got != "broken" {
				t.Errorf("recovered %v, want the panic of the function", got)
			}
		}()
		err := Write(filepath.Join(dir, "a.csv"), 0o644, func(io.Writer) error { panic("broken") })
		t.Errorf("the panic became %v", err)
	}()
	holds(t, dir, nil)
}

func TestFolderErrors(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, 0o644, text("x")); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("writing to a folder: %v", err)
	}
	missing := filepath.Join(dir, "no", "a.csv")
	if err := Write(missing, 0o644, text("x")); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), missing) {
		t.Errorf("writing into a folder that is not there: %v", err)
	}
	holds(t, dir, nil)
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "a")
	mode := func() fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	if err := Write(path, 0o600, text("x")); err != nil || mode() != 0o600 {
		t.Errorf("new file: %v, mode %o", err, mode())
	}
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, 0o600, text("y")); err != nil || mode() != 0o664 {
		t.Errorf("replaced file: %v, mode %o, want that of the old one", err, mode())
	}
}

func TestLinksAreWrittenThrough(t *testing.T) {
	dir, far := t.TempDir(), t.TempDir()
	link, target := filepath.Join(dir, "link"), filepath.Join(far, "target")
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for _, content := range []string{"dangling", "existing"} {
		if err := Write(link, 0o644, text(content)); err != nil {
			t.Fatal(err)
		}
		holds(t, far, map[string]string{"target": content})
		if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link is gone: %v", err)
		}
	}
	round := filepath.Join(dir, "round")
	if err := os.Symlink(round, round); err != nil {
		t.Fatal(err)
	}
	if err := Write(round, 0o644, text("x")); err == nil {
		t.Error("a link to itself was written")
	}
}

func TestDevicesAreWrittenDirectly(t *testing.T) {
	if err := Write(os.DevNull, 0o644, text("x")); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(os.DevNull)
	if err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is now a file: %v", os.DevNull, err)
	}
}
