package parquet

import "encoding/binary"

// compact writes what thrift reads.
type compact struct {
	b    []byte
	last int64 // the field before, in the struct being written
}

func (c *compact) uvarint(x uint64) { c.b = binary.AppendUvarint(c.b, x) }

func (c *compact) field(id int64, kind byte) {
	c.b = append(c.b, byte(id-c.last)<<4|kind)
	c.last = id
}

// number writes a whole number; 32 bits are written as 64 are, but for their type.
func (c *compact) number(id int64, kind byte, x int64) {
	c.field(id, kind)
	c.uvarint(uint64(x<<1) ^ uint64(x>>63))
}

func (c *compact) i32(id int64, x int) { c.number(id, thriftI32, int64(x)) }

func (c *compact) i64(id, x int64) { c.number(id, thriftI64, x) }

func (c *compact) text(s string) {
	c.uvarint(uint64(len(s)))
	c.b = append(c.b, s...)
}

func (c *compact) string(id int64, s string) {
	c.field(id, thriftBinary)
	c.text(s)
}

// body writes a struct's fields and its end.
func (c *compact) body(fields func()) {
	outer := c.last
	c.last = 0
	fields()
	c.b = append(c.b, 0)
	c.last = outer
}

func (c *compact) structure(id int64, fields func()) {
	c.field(id, thriftStruct)
	c.body(fields)
}

// list writes the head of a list; its elements follow.
func (c *compact) list(id int64, kind byte, n int) {
	c.field(id, thriftList)
	if n < 15 {
		c.b = append(c.b, byte(n)<<4|kind)
		return
	}
	c.b = append(c.b, 15<<4|kind)
	c.uvarint(uint64(n))
}
