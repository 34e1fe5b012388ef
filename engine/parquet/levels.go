package parquet

import "encoding/binary"

// hybrid reads numbers of at most 32 bits, each width bits wide, in runs: of one number many times, or of packed numbers by the eight
// (RLE and bit packing). A run is counted out and never laid out.
type hybrid struct {
	data   []byte
	width  uint
	left   uint64 // numbers left in the run
	packed bool
	value  uint32 // of a run of one number
	room   uint64 // bits read ahead of a packed run
	bits   uint
}

func (h *hybrid) next() (uint32, error) {
	if h.width == 0 {
		return 0, nil
	}
	for h.left == 0 {
		if err := h.run(); err != nil {
			return 0, err
		}
	}
	h.left--
	if !h.packed {
		return h.value, nil
	}
	for h.bits < h.width {
		if len(h.data) == 0 {
			return 0, errShort
		}
		h.room |= uint64(h.data[0]) << h.bits
		h.data = h.data[1:]
		h.bits += 8
	}
	v := uint32(h.room & (1<<h.width - 1))
	h.room >>= h.width
	h.bits -= h.width
	return v, nil
}

// run begins the next run. Eight numbers take width bytes, so a packed run ends with a byte.
func (h *hybrid) run() error {
	head, n := binary.Uvarint(h.data)
	if n <= 0 {
		return errShort
	}
	h.data = h.data[n:]
	h.left, h.packed, h.room, h.bits = head>>1, head&1 == 1, 0, 0
	if h.packed {
		h.left *= 8
		return nil
	}
	wide := int(h.width+7) / 8
	if len(h.data) < wide {
		return errShort
	}
	h.value = 0
	for i, c := range h.data[:wide] {
		h.value |= uint32(c) << (8 * i)
	}
	h.data = h.data[wide:]
	return nil
}

// prefixed cuts off bytes that stand behind their length.
func prefixed(data []byte) (part, rest []byte, err error) {
	if len(data) < 4 {
		return nil, nil, errShort
	}
	n := uint64(binary.LittleEndian.Uint32(data))
	if n > uint64(len(data)-4) {
		return nil, nil, errShort
	}
	return data[4 : 4+n], data[4+n:], nil
}
