package parquet

import (
	"cmp"
	"encoding/binary"
	"errors"
)

// scalar is one value: text of byte arrays and of the 12 bytes of an INT96, bits of all else (numbers with their sign, or as IEEE 754 has
// them). The text is good until the next value is read.
type scalar struct {
	bits uint64
	text []byte
}

// values gives out the values of a page, one after the other. Their memory is that of the page.
type values interface {
	next(*scalar) error
}

// The encodings, by their numbers in the format.
const (
	encPlain           = 0
	encPlainDictionary = 2
	encRuns            = 3
	encDelta           = 5
	encDeltaLength     = 6
	encDeltaPrefix     = 7
	encDictionary      = 8
	encSplit           = 9
)

var errValue = errors.New("a value is not what its column says")

// width is how many bytes a value takes, 0 if that differs or it is a bit.
func (l leaf) width() int {
	switch l.kind {
	case int32s, float32s:
		return 4
	case int64s, float64s:
		return 8
	case int96s:
		return 12
	case fixedBytes:
		return l.size
	}
	return 0
}

// set makes a scalar of the bytes of a value of fixed width.
func (l leaf) set(v *scalar, b []byte) {
	switch l.kind {
	case int32s:
		v.bits = uint64(int32(binary.LittleEndian.Uint32(b)))
	case float32s:
		v.bits = uint64(binary.LittleEndian.Uint32(b))
	case int64s, float64s:
		v.bits = binary.LittleEndian.Uint64(b)
	default:
		v.text = b
	}
}

// reader finds the reader for an encoding.
func (l leaf) reader(encoding int32, data []byte, d *dictionary) (values, error) {
	whole := l.kind == int32s || l.kind == int64s
	switch {
	case encoding == encPlain && l.kind == boolean:
		return &plainBits{data: data}, nil
	case encoding == encPlain && l.kind == byteArray:
		return &plainTexts{data}, nil
	case encoding == encPlain:
		return &plainFixed{l, l.width(), data}, nil
	case encoding == encPlainDictionary || encoding == encDictionary:
		if d == nil || len(data) == 0 || data[0] > 32 {
			return nil, errors.New("a page has no dictionary")
		}
		return &looked{hybrid{data: data[1:], width: uint(data[0])}, d}, nil
	case encoding == encRuns && l.kind == boolean:
		runs, _, err := prefixed(data)
		return &bitRuns{hybrid{data: runs, width: 1}}, err
	case encoding == encDelta && whole:
		deltas, _, err := newDeltas(data)
		return &deltaNumbers{deltas, l.kind == int32s}, err
	case encoding == encDeltaLength && l.kind == byteArray:
		return newDeltaTexts(data)
	case encoding == encDeltaPrefix && (l.kind == byteArray || l.kind == fixedBytes):
		return newDeltaPrefixes(data, l.width())
	case encoding == encSplit && l.kind != boolean && l.kind != byteArray && l.kind != int96s:
		return &split{leaf: l, width: l.width(), data: data, count: len(data) / l.width(), room: make([]byte, min(l.width(), len(data)))}, nil // a page without a value has no data
	}
	return nil, errors.New("a page has an encoding that is not known for its type")
}

// plainFixed are values of one width, one after the other.
type plainFixed struct {
	leaf  leaf
	width int
	data  []byte
}

func (p *plainFixed) next(v *scalar) error {
	if len(p.data) < p.width {
		return errShort
	}
	p.leaf.set(v, p.data[:p.width])
	p.data = p.data[p.width:]
	return nil
}

// plainTexts are byte strings behind their lengths.
type plainTexts struct{ data []byte }

func (p *plainTexts) next(v *scalar) (err error) {
	v.text, p.data, err = prefixed(p.data)
	return err
}

// plainBits are truth values, the lowest bit first.
type plainBits struct {
	data []byte
	at   uint
}

func (p *plainBits) next(v *scalar) error {
	if len(p.data) == 0 {
		return errShort
	}
	v.bits = uint64(p.data[0] >> p.at & 1)
	if p.at++; p.at == 8 {
		p.data, p.at = p.data[1:], 0
	}
	return nil
}

// bitRuns are truth values in runs.
type bitRuns struct{ hybrid }

func (r *bitRuns) next(v *scalar) error {
	x, err := r.hybrid.next()
	v.bits = uint64(x)
	return err
}

// split has the first bytes of all values, then their second ones, and so on.
type split struct {
	leaf             leaf
	width, at, count int
	data, room       []byte
}

func (s *split) next(v *scalar) error {
	if s.at == s.count {
		return errShort
	}
	for i := range s.room {
		s.room[i] = s.data[i*s.count+s.at]
	}
	s.at++
	s.leaf.set(v, s.room)
	return nil
}

// dictionary holds the values of a chunk that its pages refer to by number.
type dictionary struct {
	leaf  leaf
	width int // of a value, 0 of byte strings
	count uint32
	data  []byte
	ends  []uint32 // of byte strings
}

// newDictionary cuts a page of plain values, as many as it is said to have, in room for where they end.
func newDictionary(l leaf, data []byte, count int64, room func(n int64) ([]uint32, error)) (*dictionary, error) {
	d := &dictionary{leaf: l, width: l.width(), data: data}
	least := int64(cmp.Or(d.width, 4)) // what a value takes
	if l.kind == boolean || count < 0 || count > int64(len(data))/least {
		return nil, errors.New("a dictionary is not as long as it is said to be")
	}
	d.count = uint32(count)
	if d.width > 0 {
		return d, nil
	}
	var err error
	if d.ends, err = room(count); err != nil {
		return nil, err
	}
	at := uint64(0)
	for i := range d.ends {
		if uint64(len(data)) < at+4 {
			return nil, errShort
		}
		if at += 4 + uint64(binary.LittleEndian.Uint32(data[at:])); at > uint64(len(data)) {
			return nil, errShort
		}
		d.ends[i] = uint32(at)
	}
	return d, nil
}

func (d *dictionary) get(i uint32, v *scalar) error {
	if i >= d.count {
		return errValue
	}
	if d.width > 0 {
		d.leaf.set(v, d.data[int(i)*d.width:][:d.width])
		return nil
	}
	start := uint32(0)
	if i > 0 {
		start = d.ends[i-1]
	}
	v.text = d.data[start+4 : d.ends[i]]
	return nil
}

// looked are numbers into a dictionary.
type looked struct {
	numbers hybrid
	in      *dictionary
}

func (l *looked) next(v *scalar) error {
	i, err := l.numbers.next()
	if err != nil {
		return err
	}
	return l.in.get(i, v)
}
