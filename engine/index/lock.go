package index

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// The lock is the kernel's and goes with the process that holds it, so a file called lock that a killed process left
// locks nobody out. Who writes holds it from Lock to Close, and a reader for a moment, to tidy up.

const lockName = "lock"

// How long a writer asks for the lock before it says that another process writes: longer than a reader has it.
const (
	triesToLock = 20
	untilNext   = 20 * time.Millisecond
)

// LockedError says that another process writes to a folder.
type LockedError struct{ Folder string }

func (e *LockedError) Error() string {
	return fmt.Sprintf("index: %s is being written to by another process: wait until it is done", e.Folder)
}

// lockFolder takes the lock of a folder, and makes the folder if it is not there.
func lockFolder(path string) (lock *flock.Flock, made bool, err error) {
	for try := range triesToLock {
		if try > 0 {
			time.Sleep(untilNext)
		}
		_, err := os.Stat(path)
		made = made || os.IsNotExist(err)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, false, fmt.Errorf("index: %w", err)
		}
		if lock, err := tryLock(path); lock != nil || err != nil {
			return lock, made, err
		}
	}
	return nil, false, &LockedError{path}
}

// tryLock takes the lock if nobody has it; nil if somebody does. A lock on a file that was removed since it was opened locks
// nobody out, and counts as none.
func tryLock(path string) (*flock.Flock, error) {
	name := filepath.Join(path, lockName)
	lock := flock.New(name, flock.SetPermissions(0o644))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if !got {
		return nil, nil
	}
	held, err1 := lock.Stat()
	there, err2 := os.Stat(name)
	if err1 != nil || err2 != nil || !os.SameFile(held, there) {
		return nil, lock.Unlock()
	}
	return lock, nil
}
