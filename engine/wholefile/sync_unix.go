//go:build unix

package wholefile

import (
	"errors"
	"os"
	"syscall"
)

// SyncFolder makes a file that was made, renamed or removed in a folder stay so through a power cut. Some file systems cannot sync a
// folder; they are left alone.
func SyncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return nil // the folder may be written but not read: the rename is done, and stands
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
