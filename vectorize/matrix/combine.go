package matrix

import "gonum.org/v1/gonum/mat"

// Combine sets dst to a sum of rows of b, stride apart, in float32: values[p] times the len(dst) numbers from
// b[rows[p]*stride] on. len(dst) must be a multiple of 8. Each number adds up alone, rows in their order, a product
// rounded before it is added; but where dst is 8 long, row p is added to partial sum p mod 4, and the four are added as
// (0 + 1) + (2 + 3). However that may be, it is within
//
//	u/(1-u) sum over p of |values[p]| |b|, u = (len(rows) + 4) 2^-24
//
// of the sum itself. It panics if the lengths do not fit; the rows are not checked, and must be in b.
func Combine(dst []float32, rows []int32, values []float32, b []float32, stride int) {
	if len(dst)%8 != 0 || len(rows) != len(values) {
		panic(mat.ErrShape)
	}
	if len(rows) == 0 || len(dst) == 0 {
		clear(dst)
		return
	}
	combine(dst, rows, values, b, stride)
}

// combineGo is combine for one part of dst: 8 numbers, or any but 8.
func combineGo(dst []float32, rows []int32, values []float32, b []float32, stride int) {
	if len(dst) == 8 {
		combine8Go((*[8]float32)(dst), rows, values, b, stride)
		return
	}
	clear(dst)
	for p, i := range rows {
		v := values[p]
		for r, w := range b[int(i)*stride:][:len(dst)] {
			dst[r] += float32(v * w) //nolint:unconvert // rounds the product
		}
	}
}

func combine8Go(dst *[8]float32, rows []int32, values []float32, b []float32, stride int) {
	var sum [4][8]float32
	for p, i := range rows {
		v, part := values[p], &sum[p%4]
		for r, w := range b[int(i)*stride:][:8] {
			part[r] += float32(v * w) //nolint:unconvert // rounds the product
		}
	}
	for r := range dst {
		dst[r] = (sum[0][r] + sum[1][r]) + (sum[2][r] + sum[3][r])
	}
}

// ScaleMost multiplies x by scale, caps each product, and sets most[g] to the largest of the eight numbers from 8g on.
// The lengths of x, scale and limit are the same multiple of 8, or it panics. There must be no NaN.
func ScaleMost(most, x, scale, limit []float32) {
	if len(x)%8 != 0 || len(scale) != len(x) || len(limit) != len(x) || len(most) != len(x)/8 {
		panic(mat.ErrShape)
	}
	if len(x) > 0 {
		scaleMost(most, x, scale, limit)
	}
}

func scaleMostGo(most, x, scale, limit []float32) {
	for r, v := range x {
		x[r] = min(v*scale[r], limit[r])
	}
	for g := range most {
		eight := x[8*g:][:8]
		top := eight[0]
		for _, v := range eight[1:] {
			top = max(top, v)
		}
		most[g] = top
	}
}

// AddFixed adds to dst a sum of rows of a table of whole numbers, stride apart: values[p] times the len(dst) numbers
// from b[rows[p]*stride] on, each number to the nearest float64 first, rows in their order, a product rounded before it
// is added. It panics if there are not as many values as rows; the rows are not checked, and must be in b.
func AddFixed(dst []float64, rows []int32, values []float32, b []int64, stride int) {
	if len(rows) != len(values) {
		panic(mat.ErrShape)
	}
	if len(rows) > 0 && len(dst) > 0 {
		addFixed(dst, rows, values, b, stride)
	}
}

func addFixedGo(dst []float64, rows []int32, values []float32, b []int64, stride int) {
	for p, i := range rows {
		v := float64(values[p])
		for r, w := range b[int(i)*stride:][:len(dst)] {
			dst[r] += float64(v * float64(w))
		}
	}
}

// combineWidth is how much of n more numbers, a multiple of 8, is combined at once.
func combineWidth(n int) int {
	for width := 64; width > 8; width /= 2 {
		if n >= width {
			return width
		}
	}
	return 8
}
