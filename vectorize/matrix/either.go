package matrix

import "gonum.org/v1/gonum/mat"

// AtLeastEither writes to dst the places of the values of x that come within margin of least, or of their own place in
// leasts, or are more, ascending, and returns that part of dst: value v at place j if v >= min(least, leasts[j]) - margin
// in float32. It panics if dst or leasts is shorter than x.
func AtLeastEither(dst []int32, x []float32, least float32, leasts []float32, margin float32) []int32 {
	if len(dst) < len(x) || len(leasts) < len(x) {
		panic(mat.ErrShape)
	}
	return dst[:atLeastEither(dst, x, least, leasts, margin)]
}

// atLeastEitherGo returns how many there are; the place of x[0] is from.
func atLeastEitherGo(dst []int32, x []float32, least float32, leasts []float32, margin float32, from int) int {
	found := 0
	for k, v := range x {
		if v >= min(least, leasts[k])-margin {
			dst[found] = int32(from + k)
			found++
		}
	}
	return found
}
