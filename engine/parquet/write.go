package parquet

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// Kind says what the cells of a column are.
type Kind int

// The kinds of columns that are written.
const (
	String  Kind = iota // string, UTF-8
	Int                 // int64
	Float               // float64
	Bool                // bool
	Strings             // []string, a list of three levels
)

// CreatedBy is what files of this package say of their writer.
const CreatedBy = "kindred"

// Column is a column to write. Any cell of it may be null.
type Column struct {
	Name string
	Kind Kind
}

const (
	pageBytes = 1 << 20  // of a page, about, before compression
	groupRows = 1 << 17  // in a row group
	groupMost = 64 << 20 // bytes of a row group, about, compressed
)

// Writer writes a table: plain values, zstd, a checksum a page. The bytes depend on the columns and the rows alone. It
// holds a row group, compressed.
type Writer struct {
	w       io.Writer
	at      int64 // bytes written
	zstd    *zstd.Encoder
	columns []*columnWriter
	rows    int64 // in the row group
	total   int64
	groups  []writtenGroup
}

type writtenGroup struct {
	rows, at int64
	chunks   []writtenChunk
}

type writtenChunk struct {
	at, entries, nulls, plain, packed int64
}

// columnWriter gathers the page and the chunk of a column.
type columnWriter struct {
	Column
	reps, defs runs
	values     []byte
	bits       uint // truth values in the last byte
	entries    int64
	chunk      []byte
	written    writtenChunk
}

// NewWriter begins a file.
func NewWriter(w io.Writer, columns []Column) (*Writer, error) {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	p := &Writer{w: w, zstd: z}
	for _, c := range columns {
		p.columns = append(p.columns, &columnWriter{Column: c})
	}
	return p, p.put([]byte(Magic))
}

// Write adds a row: a cell a column, of the column's kind or nil.
func (w *Writer) Write(row []any) error {
	packed := 0
	for i, c := range w.columns {
		if err := c.add(row[i]); err != nil {
			return err
		}
		if len(c.values) >= pageBytes || c.entries >= pageBytes {
			c.endPage(w.zstd)
		}
		packed += len(c.chunk)
	}
	if w.rows++; w.rows == groupRows || packed >= groupMost {
		return w.endGroup()
	}
	return nil
}

// add appends a cell to the page. Definition levels: 0 null; 1 a value, or an empty list; 2 an element of a list.
func (c *columnWriter) add(cell any) error {
	if cell == nil {
		c.written.nulls++
		c.level(0, 0)
		return nil
	}
	switch v := cell.(type) {
	case string:
		c.level(0, 1)
		c.values = appendText(c.values, v)
		return c.want(String)
	case int64:
		c.level(0, 1)
		c.values = binary.LittleEndian.AppendUint64(c.values, uint64(v))
		return c.want(Int)
	case float64:
		c.level(0, 1)
		c.values = binary.LittleEndian.AppendUint64(c.values, math.Float64bits(v))
		return c.want(Float)
	case bool:
		c.level(0, 1)
		c.bit(v)
		return c.want(Bool)
	case []string:
		if len(v) == 0 {
			c.level(0, 1)
		}
		for i, s := range v {
			c.level(uint8(min(i, 1)), 2)
			c.values = appendText(c.values, s)
		}
		return c.want(Strings)
	}
	return fmt.Errorf("parquet: column %s: a cell of type %T", c.Name, cell)
}

// want complains of a cell that is of another kind.
func (c *columnWriter) want(k Kind) error {
	if c.Kind != k {
		return fmt.Errorf("parquet: column %s of kind %d has a cell of kind %d", c.Name, c.Kind, k)
	}
	return nil
}

func (c *columnWriter) level(rep, def uint8) {
	c.entries++
	c.reps.add(rep)
	c.defs.add(def)
}

func appendText(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...)
}

// bit appends a truth value, eight to a byte.
func (c *columnWriter) bit(v bool) {
	if c.bits%8 == 0 {
		c.values = append(c.values, 0)
	}
	if v {
		c.values[len(c.values)-1] |= 1 << (c.bits % 8)
	}
	c.bits++
}

// runs are levels, each as often as it comes, in the hybrid encoding.
type runs struct {
	b     []byte
	level uint8
	n     uint64
}

func (r *runs) add(level uint8) {
	if level != r.level {
		r.end()
		r.level = level
	}
	r.n++
}

func (r *runs) end() {
	if r.n > 0 {
		r.b = append(binary.AppendUvarint(r.b, r.n<<1), r.level)
		r.n = 0
	}
}

// appendTo writes the runs behind their length, and begins anew.
func (r *runs) appendTo(b []byte) []byte {
	r.end()
	b = append(binary.LittleEndian.AppendUint32(b, uint32(len(r.b))), r.b...)
	r.b = r.b[:0]
	return b
}

// endPage compresses the page into the chunk.
func (c *columnWriter) endPage(z *zstd.Encoder) {
	if c.entries == 0 {
		return
	}
	var plain []byte
	if c.Kind == Strings {
		plain = c.reps.appendTo(plain)
	}
	c.reps = runs{}
	plain = append(c.defs.appendTo(plain), c.values...)
	packed := z.EncodeAll(plain, nil)
	h := compact{}
	h.body(func() {
		h.i32(1, pageData)
		h.i32(2, len(plain))
		h.i32(3, len(packed))
		h.i32(4, int(int32(crc32.ChecksumIEEE(packed))))
		h.structure(5, func() {
			h.i32(1, int(c.entries))
			h.i32(2, encPlain)
			h.i32(3, encRuns)
			h.i32(4, encRuns)
		})
	})
	c.chunk = append(append(c.chunk, h.b...), packed...)
	c.written.entries += c.entries
	c.written.plain += int64(len(h.b) + len(plain))
	c.written.packed += int64(len(h.b) + len(packed))
	c.values, c.bits, c.entries = c.values[:0], 0, 0
}

// endGroup writes the chunks of a row group one after the other.
func (w *Writer) endGroup() error {
	if w.rows == 0 {
		return nil
	}
	g := writtenGroup{rows: w.rows, at: w.at}
	for _, c := range w.columns {
		c.endPage(w.zstd)
		c.written.at = w.at
		g.chunks = append(g.chunks, c.written)
		if err := w.put(c.chunk); err != nil {
			return err
		}
		c.chunk, c.written = c.chunk[:0], writtenChunk{}
	}
	w.groups = append(w.groups, g)
	w.total += w.rows
	w.rows = 0
	return nil
}

func (w *Writer) put(b []byte) error {
	n, err := w.w.Write(b)
	w.at += int64(n)
	return err
}

// Close writes the last row group and the footer. It does not close what is written to.
func (w *Writer) Close() error {
	if err := w.endGroup(); err != nil {
		return err
	}
	b := w.footer()
	b = binary.LittleEndian.AppendUint32(b, uint32(len(b)))
	return w.put(append(b, Magic...))
}

// stored is how the values of each kind are stored, elements of Strings as those of String.
var stored = [...]physical{String: byteArray, Int: int64s, Float: float64s, Bool: boolean, Strings: byteArray}

func (w *Writer) footer() []byte {
	f := &compact{}
	f.body(func() {
		f.i32(1, 1)
		w.schema(f)
		f.i64(3, w.total)
		f.list(4, thriftStruct, len(w.groups))
		for _, g := range w.groups {
			f.body(func() { w.group(f, g) })
		}
		f.string(6, CreatedBy)
	})
	return f.b
}

// schema lists the columns below a root.
func (w *Writer) schema(f *compact) {
	lines := 1
	for _, c := range w.columns {
		if lines++; c.Kind == Strings {
			lines += 2
		}
	}
	f.list(2, thriftStruct, lines)
	f.body(func() {
		f.string(4, "schema")
		f.i32(5, len(w.columns))
	})
	for _, c := range w.columns {
		c.schema(f)
	}
}

// schema writes the lines of a column: one, or those of a list, which is a group of a repeated group of elements.
func (c *columnWriter) schema(f *compact) {
	if c.Kind != Strings {
		c.line(f, c.Name, optional)
		return
	}
	f.body(func() {
		f.i32(3, optional)
		f.string(4, c.Name)
		f.i32(5, 1)
		f.i32(6, 3) // ConvertedType LIST, and the LogicalType of that name
		f.structure(10, func() { f.structure(3, func() {}) })
	})
	f.body(func() {
		f.i32(3, repeated)
		f.string(4, "list")
		f.i32(5, 1)
	})
	c.line(f, "element", required)
}

// line writes the line of the schema that has the values.
func (c *columnWriter) line(f *compact, name string, repetition int) {
	f.body(func() {
		f.i32(1, int(stored[c.Kind]))
		f.i32(3, repetition)
		f.string(4, name)
		if stored[c.Kind] == byteArray {
			f.i32(6, 0) // ConvertedType UTF8, and the LogicalType STRING
			f.structure(10, func() { f.structure(1, func() {}) })
		}
	})
}

func (w *Writer) group(f *compact, g writtenGroup) {
	f.list(1, thriftStruct, len(g.chunks))
	plain, packed := int64(0), int64(0)
	for i, c := range g.chunks {
		plain, packed = plain+c.plain, packed+c.packed
		f.body(func() {
			f.i64(2, 0)
			f.structure(3, func() { w.columns[i].describe(f, c) })
		})
	}
	f.i64(2, plain)
	f.i64(3, g.rows)
	f.i64(5, g.at)
	f.i64(6, packed)
}

// describe writes a ColumnMetaData.
func (c *columnWriter) describe(f *compact, at writtenChunk) {
	f.i32(1, int(stored[c.Kind]))
	f.list(2, thriftI32, 2)
	f.uvarint(encPlain << 1)
	f.uvarint(encRuns << 1)
	path := []string{c.Name}
	if c.Kind == Strings {
		path = append(path, "list", "element")
	}
	f.list(3, thriftBinary, len(path))
	for _, name := range path {
		f.text(name)
	}
	f.i32(4, int(zstandard))
	f.i64(5, at.entries)
	f.i64(6, at.plain)
	f.i64(7, at.packed)
	f.i64(9, at.at)
	if c.Kind != Strings {
		f.structure(12, func() { f.i64(3, at.nulls) })
	}
}
