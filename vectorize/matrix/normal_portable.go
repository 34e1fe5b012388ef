//go:build !amd64 || purego

package matrix

func addSparse(b []float64, columns []int32, values []float32, y []float64) {
	addSparseGo(b, columns, values, y)
}
