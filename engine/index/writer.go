package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"iter"
	"math"
	"slices"
	"strings"
	"unsafe"

	"kindred/engine/wholefile"
)

// Write writes the sections that fill adds to a file that appears under path when it is whole, or not at all. The error
// is the first that came up, of the disk or of fill's use of the Writer.
func Write(path string, perm fs.FileMode, fill func(w *Writer)) error {
	return wholefile.Write(path, perm, func(to io.Writer) error {
		w := NewWriter(to)
		fill(w)
		return w.Close()
	})
}

// Writer writes sections one after the other. After an error it does nothing; Close returns it.
type Writer struct {
	to      io.Writer
	at      uint64 // bytes written
	entries []entry
	open    bool // the last entry is being written
	until   context.Context
	err     error

	current *File // whose sections may be handed in as they lie there; nil for a file that stands alone
	base    *File // that this one stands on
}

// Until makes the writer stop with the error of a context when that is done. It looks once in a piece of a megabyte.
func (w *Writer) Until(ctx context.Context) { w.until = ctx }

// NewWriter begins a file.
func NewWriter(to io.Writer) *Writer { return newWriter(to, nil) }

// newWriter begins a file that stands on another, or on what that stands on; or alone.
func newWriter(to io.Writer, on *File) *Writer {
	w := &Writer{to: to, until: context.Background(), current: on, base: on}
	if on != nil && on.base != nil {
		w.base = on.base
	}
	w.write(header(w.base))
	return w
}

// Extends tells whether sections that begin as they did leave that where it lies: see Folder.Extend.
func (w *Writer) Extends() bool { return w.base != nil }

// version is that of the file.
func (w *Writer) version() int {
	if w.base != nil {
		return standing
	}
	return alone
}

// Section begins a section of bytes, which is what is written to the result until the next section begins. Names are
// of 1 to 40 bytes without zeros, and each is used once.
func (w *Writer) Section(name string) io.Writer {
	w.begin(name, bytesKind)
	return section{w, len(w.entries)}
}

// Float32s writes a section of numbers, those of each part behind those of the part before. A part may lie in a mapped file: it goes
// from there to the new one a piece at a time, and needs no memory.
func (w *Writer) Float32s(name string, parts ...[]float32) { numbers(w, name, parts) }

// Int32s writes a section of numbers.
func (w *Writer) Int32s(name string, parts ...[]int32) { numbers(w, name, parts) }

// Int64s writes a section of numbers.
func (w *Writer) Int64s(name string, parts ...[]int64) { numbers(w, name, parts) }

// Uint64s writes a section of numbers.
func (w *Writer) Uint64s(name string, parts ...[]uint64) { numbers(w, name, parts) }

// Int32Seq writes a section of numbers that are made on the way; each part may be overwritten for the next.
func (w *Writer) Int32Seq(name string, parts iter.Seq[[]int32]) {
	w.begin(name, int32Kind)
	for part := range parts {
		addNumbers(w, part)
	}
}

// Int8s writes a section of bytes that are numbers with a sign.
func (w *Writer) Int8s(name string, parts ...[]int8) {
	w.begin(name, bytesKind)
	for _, part := range rest(w, parts) {
		w.add(bytesOfInt8s(part))
	}
}

// Int8Seq is Int32Seq for bytes that are numbers with a sign.
func (w *Writer) Int8Seq(name string, parts iter.Seq[[]int8]) {
	w.begin(name, bytesKind)
	for part := range parts {
		w.add(bytesOfInt8s(part))
	}
}

// Bytes writes a section of bytes, those of each part behind those of the part before.
func (w *Writer) Bytes(name string, parts ...[]byte) {
	w.begin(name, bytesKind)
	for _, part := range rest(w, parts) {
		w.add(part)
	}
}

// Text is Bytes of a text.
func (w *Writer) Text(name, text string) {
	w.Bytes(name, unsafe.Slice(unsafe.StringData(text), len(text)))
}

// rest are the parts of a section, which was begun, without what stays where it lies.
func rest[T any](w *Writer, parts [][]T) [][]T {
	parts = slices.DeleteFunc(slices.Clone(parts), func(part []T) bool { return len(part) == 0 })
	if w.base == nil || len(parts) == 0 || !littleEndian {
		return parts
	}
	size := int(unsafe.Sizeof(parts[0][0]))
	first := unsafe.Slice((*byte)(unsafe.Pointer(&parts[0][0])), len(parts[0])*size)
	parts[0] = parts[0][w.stays(first, len(parts) > 1)/size:]
	return parts
}

// stays is how many bytes of the section that was begun stay where they lie, given the first and whether others follow.
func (w *Writer) stays(first []byte, more bool) int {
	if w.err != nil {
		return 0
	}
	e := &w.entries[len(w.entries)-1]
	lies := w.lies(e, first)
	at, ok := w.base.places[e.name]
	if lies == 0 || !ok {
		return 0
	}
	if more || lies < len(first) {
		offset := int(w.base.entries[at].offset)
		if lies = (offset+lies)/joint*joint - offset; lies <= 0 {
			return 0
		}
		w.write(make([]byte, padTo(w.at, joint)-w.at))
		e.offset = w.at
	}
	e.before = uint64(lies)
	return lies
}

// lies is how many of the first bytes of a section are those that it has in the base.
func (w *Writer) lies(e *entry, first []byte) int {
	at, ok := w.current.places[e.name]
	if !ok || w.current.entries[at].kind != e.kind {
		return 0
	}
	now := w.current.entries[at]
	b := w.current.bytes(now)
	if len(b) == 0 || &b[0] != &first[0] {
		return 0
	}
	there := now.before
	if w.current == w.base {
		there = now.length
	}
	return min(int(there), len(first))
}

// Float64s writes a section of numbers.
func (w *Writer) Float64s(name string, parts ...[]float64) { numbers(w, name, parts) }

// Strings writes the two sections of a list of texts.
func (w *Writer) Strings(name string, texts []string) {
	w.begin(name, bytesKind)
	all := make([]int64, len(texts))
	end := int64(0)
	for i, s := range texts {
		w.add(unsafe.Slice(unsafe.StringData(s), len(s)))
		end += int64(len(s))
		all[i] = end
	}
	w.Int64s(ends(name), all)
}

// chunk is how many numbers are encoded together.
const chunk = 1 << 13

func numbers[T number](w *Writer, name string, parts [][]T) {
	w.begin(name, kindOf[T]())
	for _, values := range rest(w, parts) {
		addNumbers(w, values)
	}
}

// addNumbers writes numbers of the section that is open.
func addNumbers[T number](w *Writer, values []T) {
	if b, ok := bytesOf(values); ok {
		w.add(b)
		return
	}
	encode(w, values)
}

// encode writes numbers on a processor that has them in another order.
func encode[T number](w *Writer, values []T) {
	var b []byte
	for part := range slices.Chunk(values, chunk) {
		b, _ = binary.Append(b[:0], binary.LittleEndian, part) // numbers of fixed size have no error
		w.add(b)
	}
}

// Close ends the file with the table and the trailer. It does not close what is written to.
func (w *Writer) Close() error {
	w.end()
	var table, last []byte
	for _, e := range w.entries {
		table = e.encode(table, w.version())
	}
	last = binary.LittleEndian.AppendUint64(last, w.at)
	last = binary.LittleEndian.AppendUint64(last, uint64(len(w.entries)))
	last = binary.LittleEndian.AppendUint32(last, sum(slices.Concat(header(w.base), table, last)))
	last = append(last, make([]byte, block-len(last)-len(magic))...)
	w.write(table)
	w.write(append(last, magic...))
	return w.err
}

// begin ends the section before and begins another.
func (w *Writer) begin(name string, k kind) {
	w.end()
	switch {
	case w.err != nil:
		return
	case name == "" || len(name) > nameBytes(w.version()) || strings.ContainsRune(name, 0):
		w.err = fmt.Errorf("index: section %q: use a name of 1 to %d bytes without zeros", name, nameBytes(w.version()))
		return
	case slices.ContainsFunc(w.entries, func(e entry) bool { return e.name == name }):
		w.err = fmt.Errorf("index: section %q is written twice", name)
		return
	}
	w.entries = append(w.entries, entry{name: name, offset: w.at, kind: k})
	w.open = true
}

// piece is how many bytes are written together: few enough that their checksum finds them in the processor's cache, and more than
// buffers hold on the way, which then do not copy them.
const piece = 1 << 20

// add writes bytes of the section that is open.
func (w *Writer) add(b []byte) {
	for part := range slices.Chunk(b, piece) {
		if w.err == nil {
			w.err = w.until.Err()
		}
		w.write(part)
		if w.err != nil {
			return
		}
		e := &w.entries[len(w.entries)-1]
		e.crc = crc32.Update(e.crc, castagnoli, part)
		e.length += uint64(len(part))
	}
}

// end fills up the block of the section that is open.
func (w *Writer) end() {
	if w.open {
		w.write(make([]byte, padTo(w.at, block)-w.at))
		w.open = false
	}
}

func (w *Writer) write(b []byte) {
	if w.err != nil {
		return
	}
	if uint64(len(b)) > math.MaxInt64-w.at {
		w.err = fmt.Errorf("index: a file of more than %d bytes", int64(math.MaxInt64))
		return
	}
	n, err := w.to.Write(b)
	w.at, w.err = w.at+uint64(n), err
}

// section is a section of bytes while it is the last.
type section struct {
	w     *Writer
	place int
}

func (s section) Write(b []byte) (int, error) {
	if s.w.err == nil && (!s.w.open || s.place != len(s.w.entries)) {
		s.w.err = fmt.Errorf("index: a section is written to after the next began")
	}
	s.w.add(b)
	if s.w.err != nil {
		return 0, s.w.err
	}
	return len(b), nil
}
