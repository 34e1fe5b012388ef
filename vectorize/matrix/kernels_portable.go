//go:build !amd64 || purego

package matrix

// Without kernels of its own a processor has the portable loops.

func sumProducts[X, Y float](sum *[16]float64, x []X, y []Y) { sumProductsGo(sum, x, y) }

func mulSparse(dst []float64, columns []int32, values []float32, b []float64) {
	mulSparseGo(dst, columns, values, b)
}

func tile64(c []float64, cRow int, a []float64, aRow, aStep int, b []float64, bStep, n int) {
	tileGo(c, cRow, a, aRow, aStep, b, bStep, n)
}

func tile32(c []float32, cRow int, a []float32, aRow, aStep int, b []float32, bStep, n int) {
	tileGo(c, cRow, a, aRow, aStep, b, bStep, n)
}

func atLeast(dst []int32, x []float32, least float32) int { return atLeastGo(dst, x, least, 0) }

func combine(dst []float32, rows []int32, values []float32, b []float32, stride int) {
	for at := 0; at < len(dst); {
		width := combineWidth(len(dst) - at)
		combineGo(dst[at:at+width], rows, values, b[at:], stride)
		at += width
	}
}

func scaleMost(most, x, scale, limit []float32) { scaleMostGo(most, x, scale, limit) }

func addFixed(dst []float64, rows []int32, values []float32, b []int64, stride int) {
	addFixedGo(dst, rows, values, b, stride)
}
