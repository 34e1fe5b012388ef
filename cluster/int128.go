package cluster

import (
	"math"
	"math/bits"
)

// int128 is a whole number of 128 bits, in two's complement. |D_r|^2 has one: the sums are whole numbers below 2^63 in
// their fixed point, with the squares of all columns together below 2^126.
type int128 struct{ hi, lo uint64 }

// addProduct adds a times b.
func (w *int128) addProduct(a, b int64) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	hi -= uint64(a>>63)&uint64(b) + uint64(b>>63)&uint64(a) // what reading a negative number as unsigned added
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, lo, 0)
	w.hi += hi + carry
}

// addChange adds what the square of a number that was old has more when that becomes q more: q (old + new). Neither may exceed 2^62,
// as no sum does.
func (w *int128) addChange(old, q int64) { w.addProduct(q, old+(old+q)) }

// add adds another.
func (w *int128) add(v int128) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, v.lo, 0)
	w.hi += v.hi + carry
}

// float is the nearest float64, ties to even; w must not be negative.
func (w int128) float() float64 {
	if w.hi == 0 {
		return float64(w.lo)
	}
	zeros := bits.LeadingZeros64(w.hi)
	top := w.hi<<zeros | w.lo>>(64-zeros)
	if w.lo<<zeros != 0 {
		top |= 1 // beyond the 53 bits that stay, so that it breaks ties alone
	}
	return math.Ldexp(float64(top), 64-zeros)
}
