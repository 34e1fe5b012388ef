//go:build !amd64 || purego

package matrix

// stripTile adds the products of four rows of a strip, from the one that a begins with, and the 16 of another to rows of
// c, which are cRow apart, and returns of how many rows.
func stripTile(c []float32, cRow int, a []float32, _ int, b []float32, n int) int {
	tileGo(c, cRow, a, 1, stripRows, b, stripRows, n)
	return tileRows
}
