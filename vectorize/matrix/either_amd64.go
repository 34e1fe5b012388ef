//go:build !purego

package matrix

import "unsafe"

// atLeastEither is atLeastEitherGo.
func atLeastEither(dst []int32, x []float32, least float32, leasts []float32, margin float32) int {
	if !avx2 {
		return atLeastEitherGo(dst, x, least, leasts, margin, 0)
	}
	whole := len(x) &^ 7
	found := atLeastEitherAVX2(unsafe.SliceData(dst), unsafe.SliceData(x), unsafe.SliceData(leasts), whole/8, least, margin)
	return found + atLeastEitherGo(dst[found:], x[whole:], least, leasts[whole:], margin, whole)
}

//go:noescape
func atLeastEitherAVX2(dst *int32, x, leasts *float32, eights int, least, margin float32) int
