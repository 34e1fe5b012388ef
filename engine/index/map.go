package index

import (
	"fmt"
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
	on, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	defer on.Close()
	info, err := on.Stat()
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{File: path, Reason: "it is no file: name another"}
	}
	if info.Size() < 2*block { // mmap refuses a file of nothing
		return Open(path)
	}
	mapped, err := mmap.Map(on, mmap.RDONLY, 0)
	if err != nil {
		return Open(path)
	}
	f, err := Read(path, mapped)
	if err != nil {
		_ = mapped.Unmap() // the first error tells more
		return nil, err
	}
	f.unmap = mapped.Unmap
	return f, nil
}

// Close gives the memory of a mapped file back: what was taken from it must not be used any more. Closing a file that was read
// does nothing.
func (f *File) Close() error {
	if f.unmap == nil {
		return nil
	}
	unmap := f.unmap
	f.unmap = nil
	if err := unmap(); err != nil {
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
