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
