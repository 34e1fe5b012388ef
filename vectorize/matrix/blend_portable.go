//go:build !amd64 || purego

package matrix

func blend(dst []float64, rows []int32, weights []float32, data []float32) {
	blendGo(dst, rows, weights, data)
}
