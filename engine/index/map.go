package index

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/edsrzf/mmap-go"
)

// Map opens a file and maps it into memory, read-only: nothing of its sections is read before it is used, and processes
// that map one file share it. Where mapping fails, it is read. Sections are good until Close. Cost: that of the frame, whatever the
// size of the file.
//
// A file that another program cuts short while it is mapped faults where it is read: see Guard.
func Map(path string) (*File, error) {
	f, on, err := mapped(path)
	if err != nil {
		return nil, err
	}
	defer on.Close()
	if err := f.list(); err != nil {
		_ = f.Close() // the first error tells more
		return nil, err
	}
	return f, nil
}

// mapped maps a file and looks at nothing of it. Mappings stay when the file is closed.
func mapped(path string) (f *File, on *os.File, err error) {
	on, err = os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("index: %w", err)
	}
	info, err := on.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &Error{File: path, Reason: "it is no file: name another"}
	}
	if err != nil {
		_ = on.Close() // the first error tells more
		return nil, nil, err
	}
	f = &File{name: path}
	if info.Size() >= 2*block { // mmap refuses a file of nothing
		if m, err := mmap.Map(on, mmap.RDONLY, 0); err == nil {
			f.data, f.unmap = m, m.Unmap
			return f, on, nil
		}
	}
	if f.data, err = io.ReadAll(on); err != nil {
		_ = on.Close() // the first error tells more
		return nil, nil, fmt.Errorf("index: %w", err)
	}
	return f, on, nil
}

// Close gives the memory of a mapped file back: what was taken from it must not be used any more. Closing a file that was read
// does nothing.
func (f *File) Close() error {
	all := f.unjoin
	if f.unmap != nil {
		all = append(all, f.unmap)
	}
	f.unmap, f.unjoin = nil, nil
	var err error
	for _, unmap := range all {
		err = errors.Join(err, unmap())
	}
	if f.base != nil {
		err = errors.Join(err, f.base.Close())
	}
	if err != nil {
		return fmt.Errorf("index: %s: %w", f.name, err)
	}
	return nil
}

// Guard calls what reads a file. What finds damage where it cannot return an error panics with one: Guard returns it. So it does
// with the fault that reading a mapped file causes which another program cut short. Other panics, those of the runtime and
// those with anything but an error, go on. Faults on goroutines that do not hand their panics on, as those of package matrix do, end
// the process.
func Guard(name string, read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		recovered := recover()
		if recovered == nil {
			return
		}
		_, runs := recovered.(runtime.Error)
		_, fault := recovered.(interface{ Addr() uintptr })
		damage, is := recovered.(error)
		switch {
		case fault:
			err = &Error{File: name, Reason: "it changed while it was read: open it again"}
		case is && !runs:
			err = damage
		default:
			panic(recovered)
		}
	}()
	return read()
}
