//go:build !purego

package matrix

import "golang.org/x/sys/cpu"

// avx512 says whether there are registers of 512 bits.
var avx512 = cpu.X86.HasAVX512F

// stripTile adds the products of up to 8 rows of a strip, from the one that a begins with, and the 16 of another to rows
// of c, which are cRow apart, and returns of how many rows: 4, or 8 if there are more and the processor multiplies 16
// columns at once. It is tileGo to the bit.
func stripTile(c []float32, cRow int, a []float32, rows int, b []float32, n int) int {
	if !avx512 || rows <= tileRows || n == 0 {
		tile32(c, cRow, a, 1, stripRows, b, stripRows, n)
		return tileRows
	}
	strip8AVX512(&c[:7*cRow+stripRows][0], cRow, &a[:(n-1)*stripRows+2*tileRows][0], &b[:n*stripRows][0], n)
	return 2 * tileRows
}

//go:noescape
func strip8AVX512(c *float32, cRow int, a, b *float32, n int)
