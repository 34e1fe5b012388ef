//go:build !amd64 || purego

package matrix

func stripTile(c []float32, cRow int, a []float32, _ int, b []float32, n int) int {
	return stripTileGo(c, cRow, a, b, n)
}
