package index

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

// disk is a file system of 256 KB, where one may be mounted.
func disk(t *testing.T) string {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Skip("nothing can be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestFullDisksKeepTheOldState, whatever did not fit: the generation or the manifest.
func TestFullDisksKeepTheOldState(t *testing.T) {
	path := filepath.Join(disk(t), "a.kindred")
	commit(t, path, 1)
	d, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	failed := 0
	for pages := 40; pages < 70; pages++ {
		err := d.Commit(func(w *Writer) error {
			w.Int32s("numbers", make([]int32, pages*page/4))
			return nil
		})
		if err == nil {
			continue
		}
		if failed++; !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%d pages: error is %v", pages, err)
		}
		tidy(t, path)
		if f, err := OpenFolder(path); err != nil || f.Verify() != nil || f.Close() != nil {
			t.Errorf("%d pages: %v", pages, err)
		}
	}
	if failed == 0 {
		t.Error("the disk was never full")
	}
	if err := errors.Join(d.Commit(filled(2)), d.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := holds(path); got != 2 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
}

// TestReadOnlyDisksAreRead, and not written to.
func TestReadOnlyDisksAreRead(t *testing.T) {
	dir := disk(t)
	path := filepath.Join(dir, "a.kindred")
	commit(t, path, 1)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("nothing can be made read-only here:", err)
	}
	if got, err := holds(path); got != 1 || err != nil {
		t.Errorf("it holds %d, %v", got, err)
	}
	d, err := Lock(path)
	if err == nil {
		err = errors.Join(d.Commit(filled(2)), d.Close())
	}
	if !errors.Is(err, syscall.EROFS) {
		t.Errorf("error is %v", err)
	}
	if _, err := Lock(filepath.Join(dir, "b.kindred")); !errors.Is(err, syscall.EROFS) {
		t.Errorf("error is %v", err)
	}
}
