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
}

// Until makes the writer stop with the error of a context when that is done. It looks once in a piece of a megabyte.
func (w *Writer) Until(ctx context.Context) { w.until = ctx }

// NewWriter begins a file.
func NewWriter(to io.Writer) *Writer {
	w := &Writer{to: to, until: context.Background()}
	w.write(header())
	return w
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
func (w *Writer) Int8s(name string, parts ...[]int8) { w.Int8Seq(name, slices.Values(parts)) }

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
	for _, part := range parts {
		w.add(part)
	}
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
	for _, values := range parts {
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
		table = e.encode(table)
	}
	last = binary.LittleEndian.AppendUint64(last, w.at)
	last = binary.LittleEndian.AppendUint64(last, uint64(len(w.entries)))
	last = binary.LittleEndian.AppendUint32(last, sum(slices.Concat(header(), table, last)))
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
	case name == "" || len(name) > longest || strings.ContainsRune(name, 0):
		w.err = fmt.Errorf("index: section %q: use a name of 1 to %d bytes without zeros", name, longest)
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
		w.write(make([]byte, padded(w.at)-w.at))
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
