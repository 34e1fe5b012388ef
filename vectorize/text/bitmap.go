package text

import (
	"math/bits"
)

// bitmap has a bit for each byte of a text, set where it belongs to a word of ASCII. Words are then found from bit to bit,
// where a walk from byte to byte would have to guess at each one whether the word ends there. One more bit is set behind
// the last byte.
type bitmap []uint64

const ones, highs = 0x0101010101010101, 0x8080808080808080

// bitmapOf marks the letters and digits of s, and its low lines if they count, eight bytes at a time. It writes to room. ascii
// says that every byte is.
func bitmapOf(room bitmap, s string, lowLines bool) (m bitmap, ascii bool) {
	m = append(room[:0], make(bitmap, len(s)/64+1)...)
	lines, beyond, i := uint64(0), uint64(0), 0
	if lowLines {
		lines = highs
	}
	for ; i+8 <= len(s); i += 8 {
		x := eight(s[i:])
		beyond |= x
		// Each byte of these sums has its high bit set if the byte is in the range, or above it; none carries.
		low := x &^ highs
		small := low | ones*0x20
		letters := (small + ones*(0x80-'a')) &^ (small + ones*(0x80-'z'-1))
		digits := (low + ones*(0x80-'0')) &^ (low + ones*(0x80-'9'-1))
		line := (highs - (low ^ ones*'_')) & lines
		found := (letters | digits | line) & highs &^ x
		m[i/64] |= found >> 7 * 0x0102040810204080 >> 56 << (i % 64)
	}
	for ; i < len(s); i++ {
		c := byteClasses[s[i]]
		beyond |= uint64(s[i])
		if c&(letterByte|digitByte) != 0 || lowLines && c == lowLine {
			m[i/64] |= 1 << (i % 64)
		}
	}
	m[len(s)/64] |= 1 << (len(s) % 64)
	return m, beyond&highs == 0
}

// set is the first place from i on that is marked. There is one, behind the last byte.
func (m bitmap) set(i int) int {
	at := uint(i) / 64
	for w := m[at] >> (uint(i) % 64); ; {
		if w != 0 {
			return i + bits.TrailingZeros64(w)
		}
		at++
		i, w = int(at*64), m[at]
	}
}

// clear is the first place from i on that is not marked.
func (m bitmap) clear(i int) int {
	at := uint(i) / 64
	if w := ^m[at] >> (uint(i) % 64); w != 0 {
		return i + bits.TrailingZeros64(w)
	}
	for at++; at < uint(len(m)); at++ {
		if m[at] != ^uint64(0) {
			return int(at*64) + bits.TrailingZeros64(^m[at])
		}
	}
	return len(m) * 64
}

// wordEnd is where the word that begins at start ends, in a text of n bytes; start itself if none does.
func (m bitmap) wordEnd(start, n int) int { return min(m.clear(start), n) }
