package parquet

import (
	"bufio"
	"errors"
	"io"
	"math"
)

// thrift reads the compact protocol of Apache Thrift, in which footers and page headers are written. The first error stays, and what
// is read after it is zero. Memory is that of the byte strings that are asked for; all else is passed over.
type thrift struct {
	r     *bufio.Reader
	n     int64 // bytes read
	depth int
	err   error
}

// The types of fields, as they are written.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftI32    = 5
	thriftI64    = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftMap    = 11
	thriftStruct = 12
)

// mostDepth bounds structs within structs; parquet.thrift has seven.
const mostDepth = 24

var errThrift = errors.New("a header is not well formed")

func (t *thrift) fail(err error) {
	if errors.Is(err, io.EOF) {
		err = errShort
	}
	if t.err == nil {
		t.err = err
	}
}

func (t *thrift) byte() byte {
	if t.err != nil {
		return 0
	}
	c, err := t.r.ReadByte()
	if err != nil {
		t.fail(err)
		return 0
	}
	t.n++
	return c
}

func (t *thrift) uvarint() uint64 {
	x := uint64(0)
	for shift := 0; shift < 64; shift += 7 {
		c := t.byte()
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return x
		}
	}
	t.fail(errThrift)
	return 0
}

func zigzag(x uint64) int64 { return int64(x>>1) ^ -int64(x&1) }

// int reads a whole number of any width, if the field is one.
func (t *thrift) int(kind byte) int64 {
	switch {
	case kind == thriftByte:
		return int64(int8(t.byte()))
	case kind > thriftByte && kind <= thriftI64:
		return zigzag(t.uvarint())
	}
	t.fail(errThrift)
	return 0
}

// int32 is a whole number that must not need more bits.
func (t *thrift) int32(kind byte) int32 {
	x := t.int(kind)
	if x < math.MinInt32 || x > math.MaxInt32 {
		t.fail(errThrift)
		return 0
	}
	return int32(x)
}

// string reads a byte string of at most so many bytes.
func (t *thrift) string(kind byte, most uint64) string {
	if kind != thriftBinary {
		t.fail(errThrift)
	}
	n := t.uvarint()
	if n > most {
		t.fail(errThrift)
	}
	if t.err != nil {
		return ""
	}
	b := make([]byte, n)
	read, err := io.ReadFull(t.r, b)
	t.n += int64(read)
	if err != nil {
		t.fail(errShort)
	}
	return string(b)
}

// fields reads a struct: read is called with each field and says whether it read it.
func (t *thrift) fields(kind byte, read func(id int64, kind byte) bool) {
	if kind != thriftStruct || t.depth == mostDepth {
		t.fail(errThrift)
	}
	t.depth++
	id := int64(0)
	for t.err == nil {
		head := t.byte()
		if head == 0 {
			break
		}
		if id += int64(head >> 4); head>>4 == 0 {
			id = zigzag(t.uvarint())
		}
		if t.err == nil && !read(id, head&0x0f) {
			t.skip(head & 0x0f)
		}
	}
	t.depth--
}

// list reads a list: each is called with the type of every element in turn.
func (t *thrift) list(kind byte, each func(kind byte)) {
	if kind != thriftList && kind != thriftSet {
		t.fail(errThrift)
	}
	head := t.byte()
	n := uint64(head >> 4)
	if n == 15 {
		n = t.uvarint()
	}
	for ; n > 0 && t.err == nil; n-- {
		each(head & 0x0f)
	}
}

// skip passes over a field.
func (t *thrift) skip(kind byte) {
	switch kind {
	case thriftTrue, thriftFalse:
	case thriftDouble:
		t.discard(8)
	case thriftBinary:
		t.discard(t.uvarint())
	case thriftList, thriftSet:
		t.list(kind, t.skipElement)
	case thriftMap:
		n := t.uvarint()
		kinds := byte(0)
		if n > 0 {
			kinds = t.byte()
		}
		for ; n > 0 && t.err == nil; n-- {
			t.skipElement(kinds >> 4)
			t.skipElement(kinds & 0x0f)
		}
	case thriftStruct:
		t.fields(kind, func(int64, byte) bool { return false })
	default:
		t.int(kind)
	}
}

// skipElement passes over an element of a list, where a truth value takes a byte.
func (t *thrift) skipElement(kind byte) {
	if kind == thriftTrue || kind == thriftFalse {
		t.byte()
		return
	}
	if t.depth++; t.depth > mostDepth {
		t.fail(errThrift)
	}
	t.skip(kind)
	t.depth--
}

func (t *thrift) discard(n uint64) {
	for n > 0 && t.err == nil {
		step := int(min(n, 1<<20))
		done, err := t.r.Discard(step)
		t.n += int64(done)
		n -= uint64(done)
		if err != nil {
			t.fail(err)
		}
	}
}
