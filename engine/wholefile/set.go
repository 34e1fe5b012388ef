package wholefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Set is several files that belong together. Add writes each under a temporary name; Commit gives all of them their
// names. The zero Set is empty and ready.
//
//	var set wholefile.Set
//	defer set.Discard()
//	for _, f := range files {
//		if err := set.Add(f.path, 0o644, f.write); err != nil {
//			return err
//		}
//	}
//	return set.Commit()
//
// No system renames several files at once. So the file added last is the seal of the set: its old version goes first
// and its new one comes last, and a folder that has it holds files of one set.
type Set struct{ files []*staged }

// Add writes a file of the set as Write does, but under a temporary name. A name that stands for something else than
// a file is an error.
func (s *Set) Add(path string, perm fs.FileMode, write func(io.Writer) error) error {
	f, err := stage(path, perm, write)
	if err != nil {
		return err
	}
	s.files = append(s.files, f)
	return nil
}

// Commit removes the old version of the last file and gives the files their names, in the order in which they were
// added. It stops at the first that fails: what has its name by then keeps it, the rest is discarded.
func (s *Set) Commit() error {
	defer s.Discard()
	if len(s.files) == 0 {
		return nil
	}
	seal := s.files[len(s.files)-1]
	if err := os.Remove(seal.target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("wholefile: %w", err)
	}
	for len(s.files) > 0 {
		f := s.files[0]
		s.files = s.files[1:]
		if err := f.appear(); err != nil {
			return err
		}
	}
	return nil
}

// Discard removes the temporary files of a set that was not committed.
func (s *Set) Discard() {
	for _, f := range s.files {
		f.vanish()
	}
	s.files = nil
}
