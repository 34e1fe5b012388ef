// Package wholefile writes files that appear under their name only when they are whole.
//
//	err := wholefile.Write("topics.csv", 0o644, func(w io.Writer) error {
//		return report.CSV(w, table)
//	})
//
// The bytes go to a temporary file in the same folder, which is synced and renamed over the name at the end, so a
// reader sees the old file or the new one and never a part of either. If anything fails, the old file stays and
// the temporary one is removed.
//
// Files that belong together are written as a [Set]: none appears before all of them are whole.
package wholefile

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Write calls write with a buffered writer and puts what it wrote under path, whole or not at all.
//
// A new file gets perm (less the umask); a file that exists keeps its mode. A symbolic link is followed and its
// target replaced, the link stays. A name that stands for something else than a file (/dev/null, a FIFO, a
// terminal) is written directly, since nothing can be renamed over it. An error of write is returned as it is;
// every other error names the path.
func Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return direct(path, write)
	}
	s, err := stage(path, perm, write)
	if err != nil {
		return err
	}
	return s.appear()
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
