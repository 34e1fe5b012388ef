package cluster

import (
	"encoding/binary"
	"math"
	"testing"

	"kindred/vectorize/matrix"
)

// FuzzShortlistParts makes parts of any bytes and lengths for a small matrix: a query answers or says what is wrong, and so does
// one after the parts were extended; what it answers is of rows that there are.
func FuzzShortlistParts(f *testing.F) {
	x := matrix.NewMixed(sample(1, 12, 5, 3, 1), closeCalls(1, 12, 4), []float64{0, .3, .6, .9, 1, .5, .5, .5, .5, .5, .5, .5})
	twice := append(ascending(12), ascending(12)...)
	longer := matrix.NewMixed(x.Sparse.Select(twice), x.Dense.Select(twice), append(x.Share, x.Share...))
	whole, err := NewShortlist(x, 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(storedParts(whole.Parts()), uint8(0))
	f.Add(storedParts(whole.Parts()), uint8(9))
	f.Fuzz(func(t *testing.T, data []byte, lengths uint8) {
		p := partsOf(data, whole.Parts(), lengths)
		if s, err := RestoreShortlist(x, p, 1); err == nil {
			for i := range 12 {
				hits, err := s.QueryRow(i, 5)
				if err != nil && hits != nil || len(hits) > 5 {
					t.Errorf("%d hits, error %v", len(hits), err)
				}
				for _, h := range hits {
					if h.Similarity != x.Dot(h.Row, i) {
						t.Errorf("row %d is %v from row %d, not %v", h.Row, x.Dot(h.Row, i), i, h.Similarity)
					}
				}
			}
		}
		if q, err := p.Extend(longer, 1); err == nil {
			if _, err := RestoreShortlist(longer, q, 1); err != nil {
				t.Errorf("what was extended is not whole: %v", err)
			}
		}
	})
}

// storedParts are the numbers of parts one after another, each in four bytes.
func storedParts(p ShortlistParts) (out []byte) {
	for _, start := range p.Starts {
		out = binary.LittleEndian.AppendUint32(out, uint32(start))
	}
	for _, row := range p.Rows {
		out = binary.LittleEndian.AppendUint32(out, uint32(row))
	}
	for _, numbers := range [][]float32{p.SparseScale, p.SparseError, p.DenseScale, p.DenseError} {
		for _, v := range numbers {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	for _, bytes := range [][]int8{p.Values, p.Bytes} {
		for _, v := range bytes {
			out = append(out, byte(v))
		}
	}
	return out
}

// partsOf reads parts as long as others, but that a bit of lengths makes each one shorter; zeros follow the data.
func partsOf(data []byte, like ShortlistParts, lengths uint8) (p ShortlistParts) {
	length := func(n, bit int) int { return n - int(lengths>>bit&1) }
	word := func() (v uint32) {
		if len(data) >= 4 {
			v, data = binary.LittleEndian.Uint32(data), data[4:]
		}
		return v
	}
	for range length(len(like.Starts), 0) {
		p.Starts = append(p.Starts, int64(int32(word())))
	}
	for range length(len(like.Rows), 1) {
		p.Rows = append(p.Rows, int32(word()))
	}
	for bit, numbers := range []*[]float32{&p.SparseScale, &p.SparseError, &p.DenseScale, &p.DenseError} {
		for range length(len(like.SparseScale), 2+bit) {
			*numbers = append(*numbers, math.Float32frombits(word()))
		}
	}
	p.Values, p.Bytes = make([]int8, length(len(like.Values), 6)), make([]int8, length(len(like.Bytes), 7))
	for _, bytes := range [][]int8{p.Values, p.Bytes} {
		for k := range bytes {
			if len(data) > 0 {
				bytes[k], data = int8(data[0]), data[1:]
			}
		}
	}
	return p
}
