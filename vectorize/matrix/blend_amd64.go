//go:build !purego

package matrix

import "unsafe"

// blend is blendGo, sixteen columns at a time, whose sums stay in registers. Where sixteens do not fill dst, the last
// one begins early: what is computed twice is the same twice.
func blend(dst []float64, rows []int32, weights []float32, data []float32) {
	n := len(dst)
	if !avx2 || n < 16 || len(rows) == 0 {
		blendGo(dst, rows, weights, data)
		return
	}
	for from := 0; from < n; from += 16 {
		at := min(from, n-16)
		blend16AVX2(&dst[at], &data[at], n, unsafe.SliceData(rows), unsafe.SliceData(weights), len(rows))
	}
}

//go:noescape
func blend16AVX2(dst *float64, data *float32, stride int, rows *int32, weights *float32, n int)
