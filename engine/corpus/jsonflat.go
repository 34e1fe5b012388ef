package corpus

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// flatObject reads the records that there are most of: an object whose values are strings, numbers and words, in one walk
// and without an allocation but for strings with escapes: the others are views of the record, whose bytes nobody writes
// to again, and keep it (see Document.detach). A list or an object inside is checked by encoding/json and left as it stands. Of whatever else it says that it
// is not flat, without saying why, and the record is read by the plain path: errors, names that come twice or hold an
// escape, halves of surrogate pairs.
type flatObject struct {
	raw   []byte
	at    int
	pairs []pair
	text  []byte // a string with its escapes undone
	// The first quotation mark and backslash from at on, or before at if that was not looked for yet.
	quote, slash int
}

// mostNames bounds the names of a flat object, since each is compared with those before.
const mostNames = 64

// pairRoom is what flatPairs writes to: most records have no more names.
type pairRoom struct {
	pairs [usualNames]pair
	text  []byte
}

const usualNames = 12

var pairRooms = sync.Pool{New: func() any { return new(pairRoom) }}

// release makes ready for another record, and holds no text of this one.
func (r *pairRoom) release() {
	clear(r.pairs[:])
	if cap(r.text) > batchBytes {
		r.text = nil
	}
	pairRooms.Put(r)
}

// flatPairs reads raw, which is valid UTF-8, into room.
func flatPairs(raw []byte, room *pairRoom) (pairs []pair, ok bool) {
	o := flatObject{raw: raw, pairs: room.pairs[:0], text: room.text, quote: -1, slash: -1}
	defer func() { room.text = o.text }()
	if o.skip() != '{' {
		return nil, false
	}
	for {
		o.at++
		if !o.pair() {
			return nil, false
		}
		switch o.skip() {
		case ',':
		case '}':
			o.at++
			return o.pairs, o.skip() == 0 && o.at == len(raw)
		default:
			return nil, false
		}
	}
}

// skip passes white space and returns the byte behind it, 0 at the end.
func (o *flatObject) skip() byte {
	for ; o.at < len(o.raw); o.at++ {
		if c := o.raw[o.at]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c
		}
	}
	return 0
}

func (o *flatObject) pair() bool {
	if o.skip() != '"' {
		return false
	}
	b, escaped, ok := o.str()
	if !ok || escaped || len(o.pairs) == mostNames || o.skip() != ':' {
		return false
	}
	name := view(b)
	for i := range o.pairs {
		if o.pairs[i].key == name {
			return false
		}
	}
	o.at++
	v, ok := o.value()
	o.pairs = append(o.pairs, pair{name, v})
	return ok
}

// view is b as a string, without a copy: b must never change again.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (o *flatObject) value() (v value, ok bool) {
	start := 0
	switch c := o.skip(); c {
	case '"':
		s, escaped, ok := o.str()
		if !escaped {
			return value{text: view(s)}, ok
		}
		if bytes.IndexByte(s, 0) >= 0 {
			s = bytes.ReplaceAll(s, []byte{0}, nil)
		}
		return value{text: string(s)}, ok
	case '[', '{':
		start = o.at
		o.at += nestedEnd(o.raw[o.at:])
		v.nested = o.raw[start:o.at:o.at]
		return v, json.Valid(v.nested)
	}
	start = o.at
	for o.at < len(o.raw) && bytes.IndexByte([]byte(",} \t\r\n"), o.raw[o.at]) < 0 {
		o.at++
	}
	word := o.raw[start:o.at]
	if len(word) == 0 || !json.Valid(word) {
		return value{}, false
	}
	if word[0] != 'n' {
		v.text = view(word)
	}
	return v, true
}

// nestedEnd is the length of the list or object that b begins with: up to the bracket that closes the first one. Whether
// it is a good one is left open.
func nestedEnd(b []byte) int {
	depth, inString := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(b)
}

// str reads a string. The bytes hold until the next call; escaped says that it had escapes.
func (o *flatObject) str() (s []byte, escaped, ok bool) {
	o.at++
	start := o.at
	o.at = o.plainEnd()
	if o.at < len(o.raw) && o.raw[o.at] == '"' {
		o.at++
		return o.raw[start : o.at-1], false, true
	}
	o.text = append(o.text[:0], o.raw[start:o.at]...)
	for o.at < len(o.raw) && o.raw[o.at] == '\\' {
		if !o.escape() {
			return nil, true, false
		}
		end := o.plainEnd()
		o.text = append(o.text, o.raw[o.at:end]...)
		o.at = end
	}
	if o.at == len(o.raw) || o.raw[o.at] != '"' {
		return nil, true, false
	}
	o.at++
	return o.text, true, true
}

// plainEnd is where the first quotation mark, backslash or control character stands from at on.
func (o *flatObject) plainEnd() int {
	end := min(o.first('"', &o.quote), o.first('\\', &o.slash))
	return o.at + noControl(o.raw[o.at:end])
}

// first is where c stands first from at on, the end of the record if it does nowhere. It is looked for once for all that comes before
// it.
func (o *flatObject) first(c byte, known *int) int {
	if *known < o.at {
		*known = len(o.raw)
		if n := bytes.IndexByte(o.raw[o.at:], c); n >= 0 {
			*known = o.at + n
		}
	}
	return *known
}

// noControl is how many bytes come before a control character, of which there are none nearly always.
func noControl(b []byte) int {
	n := 0
	for ; n+32 <= len(b); n += 32 {
		w := b[n : n+32 : n+32]
		if control(w)|control(w[8:])|control(w[16:])|control(w[24:]) != 0 {
			break
		}
	}
	for n < len(b) && b[n] >= ' ' {
		n++
	}
	return n
}

// control is not zero if one of the first eight bytes is a control character.
func control(b []byte) uint64 {
	x := binary.LittleEndian.Uint64(b)
	return (x - ones*' ') &^ x & highs
}

// escape undoes the escape that stands next.
func (o *flatObject) escape() bool {
	if o.at+1 == len(o.raw) {
		return false
	}
	c := o.raw[o.at+1]
	o.at += 2
	switch c {
	case '"', '\\', '/':
		o.text = append(o.text, c)
	case 'b':
		o.text = append(o.text, '\b')
	case 'f':
		o.text = append(o.text, '\f')
	case 'n':
		o.text = append(o.text, '\n')
	case 'r':
		o.text = append(o.text, '\r')
	case 't':
		o.text = append(o.text, '\t')
	case 'u':
		return o.hex()
	default:
		return false
	}
	return true
}

// hex reads the four digits of \u, if they are no half of a surrogate pair.
func (o *flatObject) hex() bool {
	if o.at+4 > len(o.raw) {
		return false
	}
	r := rune(0)
	for _, c := range o.raw[o.at : o.at+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return false
		}
		r = r<<4 | rune(c)
	}
	o.at += 4
	o.text = utf8.AppendRune(o.text, r)
	return r < 0xD800 || r > 0xDFFF
}
