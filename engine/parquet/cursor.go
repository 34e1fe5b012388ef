package parquet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strconv"
)

// headerBuffer is how much of a chunk is read ahead for the headers of its pages.
const headerBuffer = 4 << 10

// cursor goes through a column of a row group. It stands before an entry: a value, or the place of one that is not there.
type cursor struct {
	leaf  leaf
	rows  *Rows
	in    *bufio.Reader
	codec codec
	left  int64 // bytes of the chunk
	more  int64 // entries of the chunk in pages not begun

	page     []byte   // unpacked
	words    []byte   // of the dictionary
	ends     []uint32 // of its values
	dict     *dictionary
	entries  int64 // left in the page
	reps     hybrid
	defs     hybrid
	values   values
	rep, def int   // of the entry
	row      int64 // rows begun
	err      error // where the entry would be; nothing is read behind it
	value    scalar
}

// begin puts the cursor before the first entry of a chunk.
func (c *cursor) begin(f *File, at chunk) {
	section := io.NewSectionReader(f.r, at.offset, at.length)
	if c.in == nil {
		c.in = bufio.NewReaderSize(section, headerBuffer)
	}
	c.in.Reset(section)
	c.codec, c.left, c.more = at.codec, at.length, at.entries
	c.entries, c.dict, c.row, c.err = 0, nil, 0, nil
	c.advance()
}

// advance reads the levels of the next entry. At the end of the chunk, and at an error, the cursor stands before an
// entry that begins a row.
func (c *cursor) advance() {
	c.rep, c.def = 0, 0
	for c.entries == 0 && c.err == nil {
		c.err = c.nextPage()
	}
	if c.err != nil {
		return
	}
	c.entries--
	rep, err := c.reps.next()
	if err == nil && c.leaf.def > 0 {
		var def uint32
		def, err = c.defs.next()
		c.def = int(def)
	}
	if c.rep = int(rep); err == nil && (c.rep > c.leaf.rep || c.def > c.leaf.def) {
		err = errLevels
	}
	if err != nil {
		c.fail(err)
	}
}

// fail ends the cursor.
func (c *cursor) fail(err error) {
	c.rep, c.def = 0, 0
	c.err = fmt.Errorf("column %s: %w", strconv.Quote(c.leaf.name), err)
}

// take reads the value of the entry, if it has one, and goes on to the next.
func (c *cursor) take() error {
	if c.err != nil {
		return c.err
	}
	if c.rep == 0 {
		c.row++
	}
	if c.def == c.leaf.def {
		if err := c.values.next(&c.value); err != nil {
			c.fail(err)
			return c.err
		}
	}
	return c.rows.spend(1)
}

// pass is take and advance, for values that are not wanted.
func (c *cursor) pass() error {
	err := c.take()
	if err == nil {
		c.advance()
	}
	return err
}

var errEnd = errors.New("it ends before the row group does")

// nextPage reads pages up to the next one with values.
func (c *cursor) nextPage() error {
	err := c.readPage()
	if err != nil {
		err = fmt.Errorf("column %s: %w", strconv.Quote(c.leaf.name), err)
	}
	return err
}

func (c *cursor) readPage() error {
	if c.more == 0 || c.left == 0 {
		return errEnd
	}
	t := &thrift{r: c.in}
	h := t.pageHeader()
	if t.err != nil {
		return t.err
	}
	c.left -= t.n
	if err := h.check(c.left); err != nil {
		return err
	}
	c.left -= h.packed
	switch h.kind {
	case pageDictionary:
		return c.dictionaryPage(h)
	case pageData, pageDataV2:
		return c.dataPage(h)
	}
	_, err := c.in.Discard(int(h.packed))
	return err
}

func (c *cursor) dictionaryPage(h pageHeader) (err error) {
	if c.dict != nil {
		return errors.New("it has two dictionaries")
	}
	if c.words, err = c.unpack(c.words, h, 0); err != nil {
		return err
	}
	c.dict, err = newDictionary(c.leaf, c.words, h.entries, c.roomForEnds)
	return err
}

// roomForEnds is that of the row group before, if it is enough.
func (c *cursor) roomForEnds(n int64) ([]uint32, error) {
	if more := n - int64(cap(c.ends)); more > 0 {
		if err := c.rows.hold(4 * more); err != nil {
			return nil, err
		}
		c.ends = make([]uint32, n)
	}
	return c.ends[:n], nil
}

// dataPage lays the levels and the values of a page out for reading.
func (c *cursor) dataPage(h pageHeader) (err error) {
	if h.entries > c.more {
		return errors.New("its pages have more entries than it")
	}
	levels := int64(0)
	if h.kind == pageDataV2 {
		levels = h.repBytes + h.defBytes
	}
	if c.page, err = c.unpack(c.page, h, levels); err != nil {
		return err
	}
	reps, defs, data, err := c.levels(h)
	if err != nil {
		return err
	}
	c.reps = hybrid{data: reps, width: uint(bits.Len(uint(c.leaf.rep)))}
	c.defs = hybrid{data: defs, width: uint(bits.Len(uint(c.leaf.def)))}
	c.entries = h.entries
	c.more -= h.entries
	if h.entries == 0 || len(data) == 0 && c.leaf.def > 0 {
		c.values = noValues{} // every value is missing
		return nil
	}
	c.values, err = c.leaf.reader(h.encoding, data, c.dict)
	return err
}

// levels cuts an unpacked page into its levels and its values. Levels that a column has no need of are not there.
func (c *cursor) levels(h pageHeader) (reps, defs, data []byte, err error) {
	data = c.page
	if h.kind == pageDataV2 {
		levels := h.repBytes + h.defBytes
		return data[:h.repBytes], data[h.repBytes:levels], data[levels:], nil
	}
	if c.leaf.rep > 0 && h.repEnc != encRuns || c.leaf.def > 0 && h.defEnc != encRuns {
		return nil, nil, nil, errors.New("a page has levels in an encoding of old that is not read")
	}
	if c.leaf.rep > 0 {
		reps, data, err = prefixed(data)
	}
	if c.leaf.def > 0 && err == nil {
		defs, data, err = prefixed(data)
	}
	return reps, defs, data, err
}

// noValues is for a page where every value is missing, in which some writers put nothing.
type noValues struct{}

func (noValues) next(v *scalar) error {
	v.text = nil
	return errShort
}

// unpack reads a page into room. Its first bytes, levels, are not packed.
func (c *cursor) unpack(room []byte, h pageHeader, levels int64) ([]byte, error) {
	if err := c.rows.spend(h.unpacked); err != nil {
		return room, err
	}
	raw, err := c.rows.roomFor(c.rows.packed, h.packed)
	if err != nil {
		return room, err
	}
	c.rows.packed = raw
	if _, err := io.ReadFull(c.in, raw); err != nil {
		return room, err
	}
	if !h.intact(raw) {
		return room, errors.New("the checksum of a page is wrong")
	}
	method := c.codec
	if h.plain || int64(len(raw)) == levels && h.unpacked == levels {
		method = uncompressed
	}
	if err := c.rows.unpacker.believe(method, h.unpacked-levels, raw[levels:]); err != nil {
		return room, err
	}
	if room, err = c.rows.roomFor(room, h.unpacked); err != nil {
		return room, err
	}
	copy(room, raw[:levels])
	return room, c.rows.unpacker.unpack(method, room[levels:], raw[levels:])
}
