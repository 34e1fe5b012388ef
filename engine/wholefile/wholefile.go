// Package wholefile writes files that appear under their name only when they are whole.
//
//	err := wholefile.Write("topics.csv", 0o644, func(w io.Writer) error {
//		return report.CSV(w, table)
//	})
//
// The bytes go to a temporary file in the same folder, which is synced and renamed over the name at the end, so a
// reader sees the old file or the new one and never a part of either. If anything fails, the old file stays and
// the temporary one is removed.
package wholefile

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write calls write with a buffered writer and puts what it wrote under path, whole or not at all.
//
// A new file gets perm (less the umask); a file that exists keeps its mode. A symbolic link is followed and its
// target replaced, the link stays. A name that stands for something else than a file (/dev/null, a FIFO, a
// terminal) is written directly, since nothing can be renamed over it. An error of write is returned as it is;
// every other error names the path.
func Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("wholefile: %s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return direct(path, write)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("wholefile: %w", err)
	}
	target, err := follow(path)
	if err != nil {
		return fmt.Errorf("wholefile: %w", err)
	}
	return replace(target, perm, info, write)
}

// direct writes to something that is not a regular file.
func direct(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("wholefile: %w", err)
	}
	if err := buffered(f, write); err != nil {
		_ = f.Close() // the first error tells more
		return err
	}
	return f.Close()
}

// maxLinks bounds a chain of symbolic links, as kernels do.
const maxLinks = 40

// follow resolves symbolic links, also one whose target does not exist yet.
func follow(path string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		link, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(path), link)
		}
		path = link
	}
	return "", fmt.Errorf("%s: too many symbolic links", path)
}

// replace writes a temporary file beside target and renames it over target. old is nil for a new file.
func replace(target string, perm fs.FileMode, old fs.FileInfo, write func(io.Writer) error) (err error) {
	f, err := create(filepath.Dir(target), perm)
	if err != nil {
		return fmt.Errorf("wholefile: %s: %w", target, err)
	}
	renamed := false
	defer func() { // also when write panics
		if !renamed {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := buffered(f, write); err != nil {
		return err
	}
	if err := settle(f, old); err != nil {
		return fmt.Errorf("wholefile: %s: %w", target, err)
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return fmt.Errorf("wholefile: %w", err)
	}
	renamed = true
	return syncFolder(filepath.Dir(target))
}

// create opens a new file of a name nobody has, with the mode that a plain creation would give it.
func create(folder string, perm fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(folder, ".whole-"+rand.Text()+".tmp")
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// settle gives the file the mode of the one it replaces, and sees it on the disk and closed.
func settle(f *os.File, old fs.FileInfo) error {
	if old != nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

// buffered runs write on a buffer in front of f and flushes it.
func buffered(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("wholefile: %w", err)
	}
	return nil
}
