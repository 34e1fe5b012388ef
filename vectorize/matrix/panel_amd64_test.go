//go:build !purego

package matrix

import "testing"

// Where the processor has registers of 512 bits, the ways of those that have not are taken too.
func TestBoundsWithNarrowRegisters(t *testing.T) {
	defer func(wide, has bool) { avx512bw, avx2 = wide, has }(avx512bw, avx2)
	avx512bw = false
	TestBoundsAreThePortableLoops(t)
	TestBoundsAreUpperBounds(t)
	avx2 = false
	TestBoundsAreUpperBounds(t)
}
