package parquet

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Magic is how a Parquet file begins and ends.
const Magic = "PAR1"

// Limits bound what a file may take. Zero values are the defaults.
type Limits struct {
	Footer int64 // bytes of the footer; 0 means 64 MiB
	Pages  int64 // bytes of unpacked pages and dictionaries held at once, and of a packed page; 0 means 256 MiB
	Row    int64 // bytes of a row as JSON; 0 means 16 MiB

	// Unpacked is how many bytes of pages, of JSON and of values together a file may come to that are more than 200 times its size, which no
	// table of texts does; 0 means 256 MiB.
	Unpacked int64
}

const bombRatio = 200

// File is an opened Parquet file, of which the footer was read and checked. It holds no more than that.
type File struct {
	Total     int64  // rows, as the row groups say
	CreatedBy string // the program that wrote the file, as it says

	r      io.ReaderAt
	size   int64 // bytes
	end    int64 // where the footer begins
	limits Limits
	root   *node
	leaves []leaf
	footer []byte
	groups []int32 // where each begins in the footer
}

// Open reads the footer of a file of so many bytes and checks that all parts it names lie in the file and
// do not overlap in sum. The error is an ErrFormat, an ErrTooLarge or of the device.
func Open(r io.ReaderAt, size int64, l Limits) (*File, error) {
	f := &File{r: r, size: size, limits: Limits{cmp.Or(l.Footer, 64<<20), cmp.Or(l.Pages, 256<<20), cmp.Or(l.Row, 16<<20), cmp.Or(l.Unpacked, 256<<20)}}
	if err := f.readFooter(); err != nil {
		return nil, err
	}
	if err := f.parse(); err != nil {
		return nil, err
	}
	return f, nil
}

// readFooter finds the footer by the last eight bytes.
func (f *File) readFooter() error {
	var head [4]byte
	var tail [8]byte
	if f.size < int64(len(head)+len(tail)) {
		return unreadable("it has %d bytes", f.size)
	}
	if _, err := f.r.ReadAt(head[:], 0); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	if _, err := f.r.ReadAt(tail[:], f.size-int64(len(tail))); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	switch {
	case string(head[:]) == "PARE" || string(tail[4:]) == "PARE":
		return unreadable("it is encrypted")
	case string(head[:]) != Magic:
		return unreadable("it does not begin as a Parquet file")
	case string(tail[4:]) != Magic:
		return unreadable("its end is missing: it was cut off, or is still being written")
	}
	length := int64(binary.LittleEndian.Uint32(tail[:]))
	f.end = f.size - int64(len(tail)) - length
	if f.end < int64(len(head)) {
		return unreadable("its footer is said to be longer than the file")
	}
	if length > f.limits.Footer {
		return fmt.Errorf("%w: a footer of %d bytes", ErrTooLarge, length)
	}
	f.footer = make([]byte, length)
	if _, err := f.r.ReadAt(f.footer, f.end); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	return nil
}

// parse reads the schema, and every row group once, so as to know that all will be found.
func (f *File) parse() error {
	t := &thrift{r: bufio.NewReader(bytes.NewReader(f.footer))}
	packed := int64(0) // of the row groups so far
	t.fields(thriftStruct, func(id int64, kind byte) bool {
		switch id {
		case 2:
			f.readSchema(t, kind)
		case 4:
			t.list(kind, func(kind byte) { f.readGroup(t, kind, &packed) })
		case 6:
			f.CreatedBy = t.string(kind, mostName)
		case 8:
			t.fail(unreadable("it is encrypted"))
		default:
			return false
		}
		return true
	})
	switch {
	case errors.Is(t.err, errThrift) || errors.Is(t.err, errShort):
		return unreadable("its footer is damaged: %v", t.err)
	case t.err == nil && f.root == nil:
		return unreadable("its footer has no schema")
	}
	return t.err
}

// readSchema reads the lines of the schema and makes a tree of them.
func (f *File) readSchema(t *thrift, kind byte) {
	s := &schema{}
	t.list(kind, func(kind byte) {
		if s.elements = append(s.elements, t.element(kind)); len(s.elements) > 2*mostColumns {
			t.fail(unreadable("its schema has more than %d lines", 2*mostColumns))
		}
	})
	if t.err != nil {
		return
	}
	if err := f.setSchema(s); err != nil {
		t.fail(err)
	}
}

// readGroup reads a row group and adds its bytes to those of the groups before it.
func (f *File) readGroup(t *thrift, kind byte, packed *int64) {
	f.groups = append(f.groups, int32(t.n))
	g, err := f.group(t, kind)
	for _, c := range g.chunks {
		*packed += c.length
	}
	f.Total += g.rows
	switch {
	case err != nil:
		t.fail(err)
	case *packed > f.size || f.Total < 0:
		t.fail(unreadable("its parts are said to be longer than the file"))
	}
}

func (f *File) setSchema(s *schema) error {
	if f.root != nil {
		return unreadable("its footer has two schemas")
	}
	root, err := s.build("", 0, 0, 0)
	if err != nil {
		return err
	}
	if root.shape != group || len(s.elements) > 0 {
		return unreadable("its schema is not well formed")
	}
	f.root, f.leaves = root, s.leaves
	return nil
}

// rowGroup is what the footer says of one.
type rowGroup struct {
	rows   int64
	chunks []chunk
}

// chunk is where the pages of a column are.
type chunk struct {
	kind           physical
	codec          codec
	entries        int64 // values, with those that are not there
	offset, length int64
}

// group reads a RowGroup, which has a chunk a column.
func (f *File) group(t *thrift, kind byte) (rowGroup, error) {
	if f.root == nil {
		return rowGroup{}, unreadable("its footer has no schema before its row groups")
	}
	g := rowGroup{chunks: make([]chunk, 0, len(f.leaves))}
	t.fields(kind, func(id int64, kind byte) bool {
		switch id {
		case 1:
			t.list(kind, func(kind byte) { f.addChunk(&g, t, t.chunk(kind)) })
		case 3:
			g.rows = t.int(kind)
		default:
			return false
		}
		return true
	})
	switch {
	case t.err != nil:
		return g, t.err
	case g.rows < 0 || len(g.chunks) != len(f.leaves):
		return g, unreadable("row group %d has %d columns and %d rows, where the schema has %d columns", len(f.groups), len(g.chunks), g.rows, len(f.leaves))
	}
	return g, nil
}

// addChunk checks and adds the chunk of the next column; t fails where it is wrong.
func (f *File) addChunk(g *rowGroup, t *thrift, c chunk) {
	if len(g.chunks) == len(f.leaves) {
		t.fail(unreadable("row group %d has more columns than the schema", len(f.groups)))
		return
	}
	if err := f.checkChunk(c, f.leaves[len(g.chunks)]); err != nil {
		t.fail(err)
	}
	g.chunks = append(g.chunks, c)
}

// checkChunk proves that a chunk lies in the file and is of its column.
func (f *File) checkChunk(c chunk, l leaf) error {
	switch {
	case c.offset < int64(len(Magic)) || c.length < 0 || c.entries < 0 || c.offset > f.end || c.length > f.end-c.offset:
		return unreadable("column %s is said to stand outside the file, or in another", strconv.Quote(l.name))
	case c.kind != l.kind:
		return unreadable("column %s has one type in the schema and another in a row group", strconv.Quote(l.name))
	}
	return nil
}

// chunk reads a ColumnChunk. What stands in another file, or is encrypted, is given a place that no chunk can have.
func (t *thrift) chunk(kind byte) chunk {
	var c chunk
	elsewhere := false
	t.fields(kind, func(id int64, kind byte) bool {
		switch id {
		case 1, 8, 9:
			elsewhere = true
			return false
		case 3:
			c = t.columnMetaData(kind)
		default:
			return false
		}
		return true
	})
	if elsewhere {
		c.offset = -1
	}
	return c
}

// columnMetaData reads a ColumnMetaData. A chunk begins with its dictionary, if it has one.
func (t *thrift) columnMetaData(kind byte) chunk {
	var c chunk
	dictionary := int64(0)
	t.fields(kind, func(id int64, kind byte) bool {
		switch id {
		case 1:
			c.kind = physical(t.int32(kind))
		case 4:
			c.codec = codec(t.int32(kind))
		case 5:
			c.entries = t.int(kind)
		case 7:
			c.length = t.int(kind)
		case 9:
			c.offset = t.int(kind)
		case 11:
			dictionary = t.int(kind)
		default:
			return false
		}
		return true
	})
	if dictionary > 0 && dictionary < c.offset {
		c.offset = dictionary
	}
	return c
}
