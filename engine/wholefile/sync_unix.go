//go:build unix

package wholefile

import (
	"errors"
	"os"
	"syscall"
)

// syncFolder makes a rename last through a power cut. Some file systems cannot sync a folder; they are left alone.
func syncFolder(folder string) error {
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
