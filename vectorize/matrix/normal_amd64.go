//go:build !purego

package matrix

import "unsafe"

// addSparse is addSparseGo, with a kernel for rows of 16 values.
func addSparse(b []float64, columns []int32, values []float32, y []float64) {
	if !avx2 || len(y) != 16 || len(columns) == 0 {
		addSparseGo(b, columns, values, y)
		return
	}
	addSparse16AVX2(&b[0], unsafe.SliceData(columns), unsafe.SliceData(values), len(columns), &y[0])
}

//go:noescape
func addSparse16AVX2(b *float64, columns *int32, values *float32, n int, y *float64)
