package parquet

import (
	"encoding/binary"
	"errors"
)

// deltas reads DELTA_BINARY_PACKED: a first number, then the differences of neighbours less the smallest of their block, in miniblocks
// that are packed as wide as they need.
//
//	numbers in a block | miniblocks in it | numbers | the first
//	block: smallest difference | a width a miniblock | miniblocks
type deltas struct {
	data    []byte
	perMini uint64
	minis   uint64
	left    uint64 // numbers not given out
	begun   bool
	last    uint64
	least   uint64
	widths  []byte // of the miniblocks of the block that have not begun
	mini    []byte // the one being read
	at      uint   // the bit in it
	width   uint
	inMini  uint64 // numbers left in it
}

var errDelta = errors.New("its deltas are not well formed")

// newDeltas also finds what stands behind the numbers, without reading them.
func newDeltas(data []byte) (d deltas, rest []byte, err error) {
	var block uint64
	for _, x := range []*uint64{&block, &d.minis, &d.left, &d.last} {
		n := 0
		if *x, n = binary.Uvarint(data); n <= 0 {
			return d, nil, errShort
		}
		data = data[n:]
	}
	if block == 0 || block > 1<<20 || d.minis == 0 || d.minis > block || block%(8*d.minis) != 0 {
		return d, nil, errDelta
	}
	d.perMini, d.last, d.data = block/d.minis, uint64(zigzag(d.last)), data
	over := d
	for left := max(over.left, 1) - 1; left > 0; left -= min(left, d.perMini) {
		if err := over.miniblock(); err != nil {
			return d, nil, err
		}
	}
	return d, over.data, nil
}

// miniblock begins the next miniblock. The last one may lack what pads it.
func (d *deltas) miniblock() error {
	if len(d.widths) == 0 {
		least, n := binary.Uvarint(d.data)
		if n <= 0 || uint64(len(d.data)-n) < d.minis {
			return errShort
		}
		d.least = uint64(zigzag(least))
		d.widths, d.data = d.data[n:n+int(d.minis)], d.data[n+int(d.minis):]
	}
	d.width, d.widths = uint(d.widths[0]), d.widths[1:]
	if d.width > 64 {
		return errDelta
	}
	size := min(d.perMini/8*uint64(d.width), uint64(len(d.data)))
	d.mini, d.data = d.data[:size], d.data[size:]
	d.at, d.inMini = 0, d.perMini
	return nil
}

func (d *deltas) next() (int64, error) {
	if d.left == 0 {
		return 0, errShort
	}
	d.left--
	if !d.begun {
		d.begun = true
		return int64(d.last), nil
	}
	if d.inMini == 0 {
		if err := d.miniblock(); err != nil {
			return 0, err
		}
	}
	d.inMini--
	if uint(len(d.mini))*8-d.at < d.width {
		return 0, errShort
	}
	x := uint64(0)
	for got := uint(0); got < d.width; {
		shift := d.at % 8
		take := min(8-shift, d.width-got)
		x |= uint64(d.mini[d.at/8]>>shift) & (1<<take - 1) << got
		got += take
		d.at += take
	}
	d.last += d.least + x
	return int64(d.last), nil
}

// deltaNumbers are whole numbers, which wrap at their width.
type deltaNumbers struct {
	deltas
	narrow bool
}

func (d *deltaNumbers) next(v *scalar) error {
	x, err := d.deltas.next()
	if d.narrow {
		x = int64(int32(x))
	}
	v.bits = uint64(x)
	return err
}

// deltaTexts are byte strings, one behind the other, with their lengths before them all.
type deltaTexts struct {
	lengths deltas
	data    []byte
}

func newDeltaTexts(data []byte) (*deltaTexts, error) {
	lengths, rest, err := newDeltas(data)
	return &deltaTexts{lengths, rest}, err
}

func (d *deltaTexts) next(v *scalar) error {
	n, err := d.lengths.next()
	if err != nil {
		return err
	}
	if n < 0 || n > int64(len(d.data)) {
		return errShort
	}
	v.text, d.data = d.data[:n], d.data[n:]
	return nil
}

// deltaPrefixes are byte strings that begin as the one before does: how long so, then the rest. None is longer than all rests together.
type deltaPrefixes struct {
	prefixes deltas
	rests    *deltaTexts
	last     []byte
	width    int // that they must have, or 0
}

func newDeltaPrefixes(data []byte, width int) (*deltaPrefixes, error) {
	prefixes, rest, err := newDeltas(data)
	if err != nil {
		return nil, err
	}
	rests, err := newDeltaTexts(rest)
	return &deltaPrefixes{prefixes: prefixes, rests: rests, width: width}, err
}

func (d *deltaPrefixes) next(v *scalar) error {
	n, err := d.prefixes.next()
	if err != nil {
		return err
	}
	if err := d.rests.next(v); err != nil {
		return err
	}
	if n < 0 || n > int64(len(d.last)) || d.width > 0 && int(n)+len(v.text) != d.width {
		return errValue
	}
	d.last = append(d.last[:n], v.text...)
	v.text = d.last
	return nil
}
