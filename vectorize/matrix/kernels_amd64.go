//go:build !purego

package matrix

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// avx2 says whether the processor, and the system on it, has the registers of 256 bits that the kernels in
// kernels_amd64.s use. Where it has not, and with the build tag purego, the loops they are twins of do their work.
var avx2 = cpu.X86.HasAVX2

// sumProducts is sumProductsGo.
func sumProducts[X, Y float](sum *[16]float64, x []X, y []Y) {
	if !avx2 {
		sumProductsGo(sum, x, y)
		return
	}
	p, q, sixteens := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y)), len(x)/16
	switch narrowX, narrowY := unsafe.Sizeof(X(0)) == 4, unsafe.Sizeof(Y(0)) == 4; {
	case narrowX && narrowY:
		dot32AVX2((*float32)(p), (*float32)(q), sixteens, sum)
	case narrowX:
		dot3264AVX2((*float32)(p), (*float64)(q), sixteens, sum)
	case narrowY:
		dot3264AVX2((*float32)(q), (*float64)(p), sixteens, sum)
	default:
		dot64AVX2((*float64)(p), (*float64)(q), sixteens, sum)
	}
}

// mulSparse is mulSparseGo, a part of dst at a time, whose sums stay in registers. Where the parts do not fill dst,
// the last one begins early: what is computed twice is the same twice.
func mulSparse(dst []float64, columns []int32, values []float32, b []float64) {
	switch n := len(dst); {
	case !avx2 || n < 8 || len(columns) == 0:
		mulSparseGo(dst, columns, values, b)
	case n < 16:
		for from := 0; from < n; from += 8 {
			at := min(from, n-8)
			mulSparse8AVX2(&dst[at], &b[at], n, unsafe.SliceData(columns), unsafe.SliceData(values), len(columns))
		}
	case n < 32:
		for from := 0; from < n; from += 16 {
			at := min(from, n-16)
			mulSparse16AVX2(&dst[at], &b[at], n, unsafe.SliceData(columns), unsafe.SliceData(values), len(columns))
		}
	default:
		for from := 0; from < n; from += 32 {
			at := min(from, n-32)
			mulSparse32AVX2(&dst[at], &b[at], n, unsafe.SliceData(columns), unsafe.SliceData(values), len(columns))
		}
	}
}

// tile64 is tileGo.
func tile64(c []float64, cRow int, a []float64, aRow, aStep int, b []float64, bStep, n int) {
	if !avx2 {
		tileGo(c, cRow, a, aRow, aStep, b, bStep, n)
		return
	}
	tile64AVX2(&c[0], cRow, &a[0], aRow, aStep, &b[0], bStep, n)
}

// tile32 is tileGo with 16 columns.
func tile32(c []float32, cRow int, a []float32, aRow, aStep int, b []float32, bStep, n int) {
	if !avx2 {
		tileGo(c, cRow, a, aRow, aStep, b, bStep, n)
		return
	}
	tile32AVX2(&c[0], cRow, &a[0], aRow, aStep, &b[0], bStep, n)
}

// atLeast is atLeastGo.
func atLeast(dst []int32, x []float32, least float32) int {
	if !avx2 {
		return atLeastGo(dst, x, least, 0)
	}
	whole := len(x) &^ 7
	found := atLeastAVX2(unsafe.SliceData(dst), unsafe.SliceData(x), whole/8, least)
	return found + atLeastGo(dst[found:], x[whole:], least, whole)
}

//go:noescape
func dot32AVX2(x, y *float32, sixteens int, sum *[16]float64)

//go:noescape
func dot3264AVX2(x *float32, y *float64, sixteens int, sum *[16]float64)

//go:noescape
func dot64AVX2(x, y *float64, sixteens int, sum *[16]float64)

//go:noescape
func mulSparse32AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)

//go:noescape
func mulSparse16AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)

//go:noescape
func mulSparse8AVX2(dst, b *float64, stride int, columns *int32, values *float32, n int)

//go:noescape
func tile64AVX2(c *float64, cRow int, a *float64, aRow, aStep int, b *float64, bStep, n int)

//go:noescape
func tile32AVX2(c *float32, cRow int, a *float32, aRow, aStep int, b *float32, bStep, n int)

//go:noescape
func atLeastAVX2(dst *int32, x *float32, eights int, least float32) int

// combine is combineGo of one part of dst after another.
func combine(dst []float32, rows []int32, values []float32, b []float32, stride int) {
	for at := 0; at < len(dst); {
		width := combineWidth(len(dst) - at)
		part := dst[at : at+width]
		switch i, v, n := unsafe.SliceData(rows), unsafe.SliceData(values), len(rows); {
		case !avx2:
			combineGo(part, rows, values, b[at:], stride)
		case width == 64:
			combine64AVX2(&part[0], &b[at], stride, i, v, n)
		case width == 32:
			combine32AVX2(&part[0], &b[at], stride, i, v, n)
		case width == 16:
			combine16AVX2(&part[0], &b[at], stride, i, v, n)
		default:
			combine8AVX2(&part[0], &b[at], stride, i, v, n)
		}
		at += width
	}
}

// scaleMost is scaleMostGo.
func scaleMost(most, x, scale, limit []float32) {
	if !avx2 {
		scaleMostGo(most, x, scale, limit)
		return
	}
	scaleMostAVX2(&most[0], &x[0], &scale[0], &limit[0], len(most))
}

// addFixed is addFixedGo.
func addFixed(dst []float64, rows []int32, values []float32, b []int64, stride int) {
	whole := len(dst) &^ 7
	if !avx2 {
		whole = 0
	}
	for at := 0; at < whole; at += 8 {
		addFixed8AVX2(&dst[at], &b[at], stride, unsafe.SliceData(rows), unsafe.SliceData(values), len(rows))
	}
	if whole < len(dst) {
		addFixedGo(dst[whole:], rows, values, b[whole:], stride)
	}
}

//go:noescape
func combine64AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)

//go:noescape
func combine32AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)

//go:noescape
func combine16AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)

//go:noescape
func combine8AVX2(dst, b *float32, stride int, rows *int32, values *float32, n int)

//go:noescape
func scaleMostAVX2(most, x, scale, limit *float32, eights int)

//go:noescape
func addFixed8AVX2(dst *float64, b *int64, stride int, rows *int32, values *float32, n int)
