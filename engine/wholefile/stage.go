package wholefile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// staged is a file that is whole and on the disk, under a temporary name beside its own.
type staged struct{ temporary, target string }

// stage writes a file under a temporary name, and removes it if write fails or panics.
func stage(path string, perm fs.FileMode, write func(io.Writer) error) (*staged, error) {
	target, old, err := destination(path)
	if err != nil {
		return nil, fmt.Errorf("wholefile: %w", err)
	}
	f, err := create(filepath.Dir(target), perm)
	if err != nil {
		return nil, fmt.Errorf("wholefile: %s: %w", target, err)
	}
	whole := false
	defer func() {
		if !whole {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := buffered(f, write); err != nil {
		return nil, err
	}
	if err := settle(f, old); err != nil {
		return nil, fmt.Errorf("wholefile: %s: %w", target, err)
	}
	whole = true
	return &staged{f.Name(), target}, nil
}

// appear gives the file its name. On failure the temporary file is gone.
func (s *staged) appear() error {
	if err := os.Rename(s.temporary, s.target); err != nil {
		s.vanish()
		return fmt.Errorf("wholefile: %w", err)
	}
	return SyncFolder(filepath.Dir(s.target))
}

// vanish removes the temporary file.
func (s *staged) vanish() { _ = os.Remove(s.temporary) }

// destination returns the file that a path leads to, and what is there now: nil for nothing, else a regular file.
func destination(path string) (target string, old fs.FileInfo, err error) {
	old, err = os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = nil
	case err != nil:
		return "", nil, err
	case old.IsDir():
		return "", nil, fmt.Errorf("%s is a folder", path)
	case !old.Mode().IsRegular():
		return "", nil, fmt.Errorf("%s is not a file", path)
	}
	target, err = follow(path)
	return target, old, err
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

// What temporary files are called begins and ends so.
const (
	temporary    = ".whole-"
	temporaryEnd = ".tmp"
)

// IsTemporary tells whether a name is one that this package gives files that are not whole yet. One stays where a process
// is killed while it writes.
func IsTemporary(name string) bool {
	return strings.HasPrefix(name, temporary) && strings.HasSuffix(name, temporaryEnd)
}

// create opens a new file of a name nobody has, with the mode that a plain creation would give it.
func create(folder string, perm fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(folder, temporary+rand.Text()+temporaryEnd)
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
