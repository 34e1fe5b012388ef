package index

import (
	"encoding/binary"
	"unsafe"
)

// Numbers are stored as most processors have them in memory, and sections start where a number may start, so they are used
// where they lie. Elsewhere, and in a file that does not lie so, they are copied.

// littleEndian tells whether this processor has the lowest byte of a number first.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// view is bytes as the numbers that they are; false if they must be copied to be read so.
func view[T number](b []byte) ([]T, bool) {
	var one T
	if len(b) == 0 {
		return []T{}, true
	}
	if !littleEndian || uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(one) != 0 {
		return nil, false
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), len(b)/int(unsafe.Sizeof(one))), true
}

// copied are the numbers that bytes are, on any processor.
func copied[T number](b []byte) []T {
	out := make([]T, len(b)/int(unsafe.Sizeof(*new(T))))
	_, _ = binary.Decode(b, binary.LittleEndian, out) // numbers of fixed size have no error
	return out
}

// bytesOf is numbers as the bytes that a file has of them; false if they must be encoded.
func bytesOf[T number](values []T) ([]byte, bool) {
	if len(values) == 0 {
		return nil, true
	}
	if !littleEndian {
		return nil, false
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(values[0]))), true
}

// int8s is bytes as numbers with a sign, where they lie.
func int8s(b []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}

// bytesOfInt8s is the contrary.
func bytesOfInt8s(v []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

// text is bytes as a string, where they lie.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
