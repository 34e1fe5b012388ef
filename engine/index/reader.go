package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
)

// File is an open file. It never changes and is safe to share.
type File struct {
	name    string
	data    []byte
	entries []entry
	places  map[string]int // of entries, by name
	unmap   func() error   // nil for a file that was read

	base   *File                    // that it stands on, nil if it stands alone
	joined map[string]func() []byte // sections that lie in both
	unjoin []func() error
}

// Error says what is wrong with a file.
type Error struct {
	File    string
	Section string // "" is the frame around them
	Reason  string // and what to do
	newer   bool   // nothing is wrong with it, but this program is too old
}

func (e *Error) Error() string {
	if e.Section == "" {
		return fmt.Sprintf("index: %s: %s", e.File, e.Reason)
	}
	return fmt.Sprintf("index: %s: section %s: %s", e.File, e.Section, e.Reason)
}

// isNewer tells whether an error says that this program is too old.
func isNewer(err error) bool {
	wrong, is := errors.AsType[*Error](err)
	return is && wrong.newer
}

// Open reads a file and checks all but what is in its sections. Memory: the file.
func Open(path string) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	return Read(path, data)
}

// Read is Open of the bytes of a file; name is what errors call it. The bytes must not change any more.
func Read(name string, data []byte) (*File, error) {
	f := &File{name: name, data: data}
	if err := f.list(); err != nil {
		return nil, err
	}
	return f, nil
}

// list reads the table.
func (f *File) list() error {
	table, err := f.frame()
	if err != nil {
		return err
	}
	if f.version() == standing && f.base == nil {
		return f.wrong("", "it stands on another file: open the folder that they are in")
	}
	f.places = map[string]int{}
	for at := 0; at < len(table); at += block {
		e := decode(table[at:at+block], f.version())
		if err := f.check(e); err != nil {
			return err
		}
		f.places[e.name] = len(f.entries)
		f.entries = append(f.entries, e)
	}
	return nil
}

// version is that of the format, which frame has seen to.
func (f *File) version() int { return int(binary.LittleEndian.Uint32(f.data[len(magic):])) }

// frame checks header and trailer and returns the table.
func (f *File) frame() (table []byte, err error) {
	data, size := f.data, uint64(len(f.data))
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, f.wrong("", "it is no file of kindred's: name another")
	}
	if size < 2*block {
		return nil, f.wrong("", "it ends too soon: make it again")
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v < alone || v > standing {
		return nil, &Error{File: f.name, newer: v > standing, Reason: fmt.Sprintf("it has version %d of the format and this program reads versions %d and %d: "+
			"use the kindred that made it or a newer one, or make it again", v, alone, standing)}
	}
	last := data[size-block:]
	if !bytes.HasSuffix(last, []byte(magic)) {
		return nil, f.wrong("", "it ends too soon: make it again")
	}
	offset, sections := binary.LittleEndian.Uint64(last), binary.LittleEndian.Uint64(last[8:])
	if offset < block || offset > size-block || sections != (size-block-offset)/block || (size-block-offset)%block != 0 {
		return nil, f.wrong("", "its table of %d sections at byte %d does not fit: make it again", sections, offset)
	}
	table = data[offset : size-block]
	if binary.LittleEndian.Uint32(last[summed-4:]) != sum(slices.Concat(data[:block], table, last[:summed-4])) {
		return nil, f.wrong("", "its table is damaged: make it again")
	}
	return table, nil
}

// check finds what is wrong with an entry, given those before it.
func (f *File) check(e entry) error {
	size := uint64(len(f.data)) - block
	_, twice := f.places[e.name]
	switch {
	case e.name == "":
		return f.wrong("", "a section has no name: make it again")
	case twice:
		return f.wrong(e.name, "it is there twice: make the file again")
	case e.kind >= kind(len(kinds)):
		return f.wrong(e.name, "its kind %d is unknown: make the file again", e.kind)
	case e.offset%block != 0 || e.offset < block || e.offset > size || e.length > size-e.offset:
		return f.wrong(e.name, "%d bytes at byte %d do not fit: make the file again", e.length, e.offset)
	case e.length%kinds[e.kind].size != 0 || e.before%kinds[e.kind].size != 0:
		return f.wrong(e.name, "%d bytes are no whole number of %s: make the file again", e.length, e.kind)
	case e.before > 0:
		return f.checkBefore(e)
	}
	return nil
}

// checkBefore finds what is wrong with what lies in the base.
func (f *File) checkBefore(e entry) error {
	at, ok := f.base.places[e.name]
	if !ok {
		return f.wrong(e.name, "it is missing in %s: make the index again", f.base.name)
	}
	there := f.base.entries[at]
	if there.kind != e.kind || e.before > there.length || e.length > 0 && ((there.offset+e.before)%joint != 0 || e.offset%joint != 0) {
		return f.wrong(e.name, "it does not begin with %d bytes of the %d in %s: make the index again", e.before, there.length, f.base.name)
	}
	return nil
}

func (f *File) wrong(section, format string, args ...any) error {
	return &Error{File: f.name, Section: section, Reason: fmt.Sprintf(format, args...)}
}

// Verify checks every section against its checksum, and that the gaps behind them are as they were written. Cost: a look at every byte.
func (f *File) Verify() error {
	if f.base != nil {
		if err := f.base.Verify(); err != nil {
			return err
		}
	}
	at, last := uint64(block), uint64(len(f.data))-block
	for _, e := range f.entries {
		switch {
		case e.offset < at || !zeros(f.data[at:e.offset]):
			return f.wrong(e.name, "what lies before it is damaged: make the file again")
		case sum(f.data[e.offset:e.offset+e.length]) != e.crc:
			return f.wrong(e.name, "it is damaged: make the file again")
		}
		at = e.offset + e.length
	}
	table := last - uint64(len(f.entries))*block
	if at > table || !zeros(f.data[at:table]) || !zeros(f.data[last+summed:len(f.data)-len(magic)]) {
		return f.wrong("", "what lies about its table is damaged: make it again")
	}
	return nil
}

func zeros(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}

// Names returns the names of the sections in their order.
func (f *File) Names() []string {
	out := make([]string, len(f.entries))
	for i, e := range f.entries {
		out[i] = e.name
	}
	return out
}

// Bytes returns a section of bytes, where it lies: do not change it.
func (f *File) Bytes(name string) ([]byte, error) {
	e, err := f.find(name, bytesKind)
	return f.bytes(e), err
}

// Text returns a section of bytes as a string, where it lies: good as long as the file is open.
func (f *File) Text(name string) (string, error) {
	b, err := f.Bytes(name)
	return text(b), err
}

// Float32s returns a section of such numbers, where it lies if it can: do not change them.
func (f *File) Float32s(name string) ([]float32, error) { return decoded[float32](f, name) }

// Int8s returns a section of bytes as numbers with a sign, where it lies.
func (f *File) Int8s(name string) ([]int8, error) {
	b, err := f.Bytes(name)
	return int8s(b), err
}

// Int32s is Float32s for such numbers.
func (f *File) Int32s(name string) ([]int32, error) { return decoded[int32](f, name) }

// Int64s is Float32s for such numbers.
func (f *File) Int64s(name string) ([]int64, error) { return decoded[int64](f, name) }

// Uint64s is Float32s for such numbers.
func (f *File) Uint64s(name string) ([]uint64, error) { return decoded[uint64](f, name) }

// Float64s is Float32s for such numbers.
func (f *File) Float64s(name string) ([]float64, error) { return decoded[float64](f, name) }

func decoded[T number](f *File, name string) ([]T, error) {
	e, err := f.find(name, kindOf[T]())
	if err != nil {
		return nil, err
	}
	b := f.bytes(e)
	if v, ok := view[T](b); ok {
		return v, nil
	}
	return copied[T](b), nil
}

// find looks a section up.
func (f *File) find(name string, k kind) (entry, error) {
	i, ok := f.places[name]
	if !ok {
		return entry{}, f.wrong(name, "it is missing: make the file again")
	}
	if e := f.entries[i]; e.kind != k {
		return entry{}, f.wrong(name, "it holds %s where %s is wanted: make the file again", e.kind, k)
	}
	return f.entries[i], nil
}

// bytes are those of a section, in one piece.
func (f *File) bytes(e entry) []byte {
	switch {
	case e.before == 0:
		return f.data[e.offset : e.offset+e.length : e.offset+e.length]
	case e.length == 0:
		there := f.base.entries[f.base.places[e.name]]
		return f.base.data[there.offset : there.offset+e.before : there.offset+e.before]
	}
	return f.joined[e.name]()
}
