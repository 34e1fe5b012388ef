//go:build !amd64 || purego

package matrix

func atLeastEither(dst []int32, x []float32, least float32, leasts []float32, margin float32) int {
	return atLeastEitherGo(dst, x, least, leasts, margin, 0)
}
