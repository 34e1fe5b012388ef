package text

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unsafe"
)

// The words of a text are found 64 bytes at a time: a bit is set for each byte that belongs to a word of ASCII, and where a
// bit differs from the one before it a word begins or ends. These edges are listed, so that whoever reads the words walks
// through a list, where a walk from byte to byte would have to guess at each one whether the word ends there.

const ones, highs = 0x0101010101010101, 0x8080808080808080

// edgesOf lists where each run of letters and digits of ASCII begins and ends in s, low lines among them if they count. It
// writes to room. ascii says that every byte is.
func edgesOf(room []int32, s string, lowLines bool) (edges []int32, ascii bool) {
	lines, beyond, before := uint64(0), uint64(0), uint64(0)
	if lowLines {
		lines = highs
	}
	edges = room[:0]
	b := unsafe.Slice(unsafe.StringData(s), len(s)) // nobody writes to it
	for at := 0; at < len(b); at += 64 {
		block := b[at:]
		if len(block) < 64 {
			var padded [64]byte
			copy(padded[:], block)
			block = padded[:]
		}
		word, seen := wordBits(block, lines)
		beyond |= seen
		changes := word ^ (word<<1 | before)
		before = word >> 63
		edges = appendEdges(edges, int32(at), changes)
	}
	if before != 0 {
		edges = append(edges, int32(len(s)))
	}
	return edges, beyond&highs == 0
}

// appendEdges appends the places of the bits that are set, counted from at. Most prose has up to 24, so that many are written
// whether there are as many or not: to ask would be to guess.
func appendEdges(edges []int32, at int32, changes uint64) []int32 {
	n, more := len(edges), bits.OnesCount64(changes)
	edges = slices.Grow(edges, 72)[:n+72]
	for from := 0; from == 0 || from < more; from += 24 {
		for i := range 24 {
			edges[n+from+i] = at + int32(bits.TrailingZeros64(changes))
			changes &= changes - 1
		}
	}
	return edges[:n+more]
}

// wordBits has a bit for each of the first 64 bytes of b, set for letters and digits, and for low lines if the high bits of
// lines are. seen is all bytes, eight by eight, in one.
func wordBits(b []byte, lines uint64) (word, seen uint64) {
	b = b[:64]
	for i := 0; i < 64; i += 8 {
		x := binary.LittleEndian.Uint64(b[i : i+8])
		seen |= x
		// Each byte of these sums has its high bit set if the byte is in the range, or above it; none carries.
		low := x &^ highs
		small := low | ones*0x20
		letters := (small + ones*(0x80-'a')) &^ (small + ones*(0x80-'z'-1))
		digits := (low + ones*(0x80-'0')) &^ (low + ones*(0x80-'9'-1))
		line := (highs - (low ^ ones*'_')) & lines
		found := (letters | digits | line) & highs &^ x
		word |= found >> 7 * 0x0102040810204080 >> 56 << i
	}
	return word, seen
}
