// Package index is what is saved on disk: files of sections of numbers, texts or bytes, each found by its name and with a
// checksum of its own, and folders that hold one such file at a time, or two that are read as one, and change by replacing it.
//
//	d, err := index.Lock("papers.kindred") // this process alone writes; the folder is made if it is not there
//	err = d.Commit(func(w *index.Writer) error {
//		w.Strings("terms", terms)
//		w.Float32s("values", old, more) // old may lie in d.Current(): it is copied a piece at a time, or by d.Extend not at all
//		return nil
//	})
//	err = d.Close()
//
//	f, err := index.OpenFolder("papers.kindred") // mapped; the frame is checked: version, table, bounds of the sections
//	err = f.Verify()                             // and every byte of the sections
//	values, err := f.Float32s("values")          // where they lie in the file
//	err = f.Close()
//
// A single file is written with Write and opened with Map, or with Open, which reads all of it. What the numbers mean is the caller's:
// whoever reads row starts checks that they ascend and stay within the values. No file changes after it appeared under its name;
// where another program cuts one short all the same while it is mapped, Guard makes an error of it.
//
// # Folder
//
//	papers.kindred/
//	    current                 the manifest: JSON that names the generation that counts, its size and checksum, with a checksum of its own
//	    generation-7.kindred    that one: a file of sections
//	    generation-4.kindred    the one that it stands on, if it does
//	    lock                    held by who writes
//
// A writer makes the next generation under a temporary name, sees it on the disk, renames it, replaces the manifest in the same way, and
// then removes the old generation, which whoever has it open keeps. Killed at any moment, it leaves the old state or the new. Without
// a manifest the newest generation counts.
//
// Commit writes a generation that stands alone, which is all of it. Extend writes one that stands on another, its base: that has what
// sections begin with, and this one what comes behind, so that a thousand rows more in a million cost little more than a thousand. A base stands
// alone; what was written beside it is written again by the next Extend, so two files are the most there are, and a Commit makes one of them.
//
//	generation-4   | a a a a a a a | b b b b b b b b |     | e e e e e e |
//	generation-7                 a a |                 b b | d d d |            e stays, d is new and c is gone
//
// # File
//
// Version 1, a file that stands alone. Everything is little-endian and starts at a multiple of 64 bytes, so that a section can be mapped into memory
// and read where it lies; gaps are zeros. The table comes last, since the writer streams.
//
//	    0  header, 64 bytes    magic "kindred\x1a", uint32 version, zeros
//	   64  sections            one after the other
//	table  64 bytes a section  name, 40 bytes with zeros behind; uint64 offset, uint64 bytes; uint32 CRC; uint32 kind
//	       trailer, 64 bytes   uint64 offset of the table, uint64 sections; uint32 CRC; zeros; magic, 8 bytes
//
// A CRC is CRC-32C (Castagnoli): that in the table of the section's bytes, that in the trailer of the header, the table
// and the 16 bytes before it. Of gaps and the zeros of the trailer Verify sees that they are zeros. A kind is 0 for bytes, 1 for float32,
// 2 for int32, 3 for int64, 4 for uint64, 5 for float64; texts are a section of bytes, all texts in a row, and beside it one of int64
// called NAME.ends, where each ends.
//
// Version 2, a file that stands on another. The header and the table are
//
//	0  header, 64 bytes    magic, uint32 version, uint32 sum of the base as its manifest would have it; uint64 number of its
//	                       generation, uint64 its bytes; zeros
//	   64 bytes a section  name, 32 bytes; uint64 bytes that lie in the base; then offset, bytes, CRC and kind of those that do not
//
// The bytes in the base are the first of the section of the same name there. Where others follow, the former end and these start at a multiple of
// 64 KiB of their files, so that pages of both can be mapped as one piece: what the base has behind the last such multiple is written again. A section
// that ends as it did lies in the base as a whole.
//
// A file that is cut short, damaged or made to harm gives an error that says where, and never a panic.
package index

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

const (
	magic   = "kindred\x1a" // the last byte ends a text file on some systems: nobody's terminal prints the rest
	block   = 64            // bytes of the header, the trailer and an entry of the table; where sections start
	longest = 40            // bytes of a name; in a file that stands on another 8 less
	summed  = 20            // bytes of the trailer up to its checksum and with that
)

// The versions of the format.
const (
	alone    = 1
	standing = 2
)

// kind says what a section is made of.
type kind uint32

const (
	bytesKind kind = iota
	float32Kind
	int32Kind
	int64Kind
	uint64Kind
	float64Kind
)

// kinds are described by what they are called and the bytes of an element.
var kinds = []struct {
	name string
	size uint64
}{{"bytes", 1}, {"float32", 4}, {"int32", 4}, {"int64", 8}, {"uint64", 8}, {"float64", 8}}

func (k kind) String() string { return kinds[k].name }

// number is what sections of numbers hold.
type number interface {
	float32 | int32 | int64 | uint64 | float64
}

// kindOf is the kind of a section of numbers.
func kindOf[T number]() kind {
	switch any(*new(T)).(type) {
	case float32:
		return float32Kind
	case int32:
		return int32Kind
	case int64:
		return int64Kind
	case uint64:
		return uint64Kind
	}
	return float64Kind
}

// ends names the section that says where the texts of another end.
func ends(name string) string { return name + ".ends" }

// entry is what the table says of a section.
type entry struct {
	name           string
	before         uint64 // bytes of the section that lie in the file that this one stands on
	offset, length uint64 // of the others
	crc            uint32
	kind           kind
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// header is the first block of a file that stands on another, or alone if that is nil.
func header(on *File) []byte {
	b := make([]byte, block)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[len(magic):], alone)
	if on != nil {
		binary.LittleEndian.PutUint32(b[len(magic):], standing)
		baseOf(on).encode(b)
	}
	return b
}

// nameBytes is the room for a name in an entry.
func nameBytes(version int) int {
	if version == standing {
		return longest - 8
	}
	return longest
}

// encode appends the entry to the table of a file of a version.
func (e entry) encode(b []byte, version int) []byte {
	var name [longest]byte
	copy(name[:], e.name)
	b = append(b, name[:nameBytes(version)]...)
	if version == standing {
		b = binary.LittleEndian.AppendUint64(b, e.before)
	}
	b = binary.LittleEndian.AppendUint64(b, e.offset)
	b = binary.LittleEndian.AppendUint64(b, e.length)
	b = binary.LittleEndian.AppendUint32(b, e.crc)
	return binary.LittleEndian.AppendUint32(b, uint32(e.kind))
}

// decode is the contrary.
func decode(b []byte, version int) (e entry) {
	name, _, _ := bytes.Cut(b[:nameBytes(version)], []byte{0})
	e.name, b = string(name), b[nameBytes(version):]
	if version == standing {
		e.before, b = binary.LittleEndian.Uint64(b), b[8:]
	}
	e.offset, e.length = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	e.crc, e.kind = binary.LittleEndian.Uint32(b[16:]), kind(binary.LittleEndian.Uint32(b[20:]))
	return e
}

// padTo is the first multiple of a size from n on.
func padTo(n, size uint64) uint64 { return (n + size - 1) / size * size }
