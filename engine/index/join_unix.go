//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package index

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// joins tells whether pages can be mapped behind others here.
const joins = true

// mapJoined maps bytes of a file and behind them bytes of another; offsets and the length of the first are multiples of pages.
func mapJoined(first *os.File, firstAt, firstBytes uint64, rest *os.File, restAt, restBytes uint64) ([]byte, func() error, error) {
	size := uintptr(firstBytes + restBytes)
	room, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return nil, nil, fmt.Errorf("index: %w", err)
	}
	unmap := func() error { return unix.MunmapPtr(room, size) }
	put := func(f *os.File, offset uint64, at unsafe.Pointer, bytes uint64) error {
		_, err := unix.MmapPtr(int(f.Fd()), int64(offset), at, uintptr(bytes), unix.PROT_READ, unix.MAP_SHARED|unix.MAP_FIXED)
		return err
	}
	err = put(first, firstAt, room, firstBytes)
	if err == nil {
		err = put(rest, restAt, unsafe.Add(room, firstBytes), restBytes)
	}
	if err != nil {
		_ = unmap() // the first error tells more
		return nil, nil, fmt.Errorf("index: %w", err)
	}
	return unsafe.Slice((*byte)(room), size), unmap, nil
}
