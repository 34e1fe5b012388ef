package matrix

import (
	"unsafe"

	"gonum.org/v1/gonum/mat"
)

// The kernels below are where every number comes from. Each fixes an order of additions, and
// each product is rounded to float64 before it is added, so that a faster kernel can be held
// to the same bits. The loops called ...Go have such twins in assembly for amd64 (kernels_amd64.s).

// float is what a dense kernel reads; every value is widened to float64 before it is used.
type float interface{ float32 | float64 }

// Dot returns the dot product of two dense vectors of equal length. Product j is added to
// partial sum j mod 16, ascending j; the 16 sums are then folded in halves: sum l takes sum
// l+8, then l+4, then l+2, then l+1. It panics if the lengths differ.
func Dot[X, Y float](x []X, y []Y) float64 {
	if len(x) != len(y) {
		panic(mat.ErrShape)
	}
	var sum [16]float64
	sumProducts(&sum, x, y)
	for l, j := 0, len(x)&^15; j < len(x); j, l = j+1, l+1 {
		sum[l] += float64(float64(x[j]) * float64(y[j]))
	}
	return fold(&sum)
}

// sumProductsGo adds the products of x and y, but for the last len(x) mod 16, to sums that are 0 yet.
func sumProductsGo[X, Y float](sum *[16]float64, x []X, y []Y) {
	for j := 0; j+16 <= len(x); j += 16 {
		a, b := x[j:j+16:j+16], y[j:j+16:j+16]
		for l := range sum {
			sum[l] += float64(float64(a[l]) * float64(b[l]))
		}
	}
}

func fold(s *[16]float64) float64 {
	for half := 8; half > 0; half /= 2 {
		for l := range half {
			s[l] += s[l+half]
		}
	}
	return s[0]
}

// MulRow computes dst = x_i B for a dense B of x's columns by len(dst), row after row: one
// row of B a column of x. Each dst[r] adds its products with columns ascending. Cost: the entries of
// row i times len(dst). It panics if B is too small.
func (x *CSR) MulRow(dst []float64, i int, b []float64) {
	if len(b) < x.cols*len(dst) {
		panic(mat.ErrShape)
	}
	columns, values := x.Row(i)
	mulSparse(dst, columns, values, b)
}

// mulSparseGo sets dst to the sum of the rows of b in the columns, times the values, one after another, four to a pass
// over dst. A row of b has as many values as dst.
func mulSparseGo(dst []float64, columns []int32, values []float32, b []float64) {
	clear(dst)
	for ; len(columns) >= 4; columns, values = columns[4:], values[4:] {
		addFour(dst, columns[:4:4], values[:4:4], b)
	}
	for p, c := range columns {
		v := float64(values[p])
		for r, w := range b[int(c)*len(dst):][:len(dst)] {
			dst[r] += float64(v * w)
		}
	}
}

// addFour adds four values times the rows of b in their columns to dst, one after another.
func addFour(dst []float64, columns []int32, values []float32, b []float64) {
	k := len(dst)
	r0, v0 := b[int(columns[0])*k:][:k], float64(values[0])
	r1, v1 := b[int(columns[1])*k:][:k], float64(values[1])
	r2, v2 := b[int(columns[2])*k:][:k], float64(values[2])
	r3, v3 := b[int(columns[3])*k:][:k], float64(values[3])
	for r, sum := range dst {
		sum += float64(v0 * r0[r])
		sum += float64(v1 * r1[r])
		sum += float64(v2 * r2[r])
		dst[r] = sum + float64(v3*r3[r])
	}
}

// tileGo adds products of n steps to four rows of c, which are cRow apart: 8 columns of float64, 16 of float32. Row i
// of c adds a[i aRow + k aStep] times the columns from b[k bStep] on, k ascending.
func tileGo[V float](c []V, cRow int, a []V, aRow, aStep int, b []V, bStep, n int) {
	for j := 0; j < 64/int(unsafe.Sizeof(V(0))); j += 2 {
		tilePairGo(c[j:], cRow, a, aRow, aStep, b[j:], bStep, n)
	}
}

// tilePairGo is two columns of a tile, whose eight sums have registers.
//
//nolint:unconvert // the conversions round the products, so that none is fused with a sum
func tilePairGo[V float](c []V, cRow int, a []V, aRow, aStep int, b []V, bStep, n int) {
	c0, c1, c2, c3 := c[:2], c[cRow:][:2], c[2*cRow:][:2], c[3*cRow:][:2]
	s0, s1, s2, s3, s4, s5, s6, s7 := c0[0], c0[1], c1[0], c1[1], c2[0], c2[1], c3[0], c3[1]
	for k, at := 0, 0; k < n; k, at = k+1, at+aStep {
		x, y := b[k*bStep], b[k*bStep+1]
		v0, v1, v2, v3 := a[at], a[at+aRow], a[at+2*aRow], a[at+3*aRow]
		s0, s1 = s0+V(v0*x), s1+V(v0*y)
		s2, s3 = s2+V(v1*x), s3+V(v1*y)
		s4, s5 = s4+V(v2*x), s5+V(v2*y)
		s6, s7 = s6+V(v3*x), s7+V(v3*y)
	}
	c0[0], c0[1], c1[0], c1[1], c2[0], c2[1], c3[0], c3[1] = s0, s1, s2, s3, s4, s5, s6, s7
}

// tileRows is how many rows of a product are computed together.
const tileRows = 4

// AtLeast writes to dst the places of the values of x that are no less than least, ascending, and returns that part
// of dst. It panics if dst is shorter than x.
func AtLeast(dst []int32, x []float32, least float32) []int32 {
	if len(dst) < len(x) {
		panic(mat.ErrShape)
	}
	return dst[:atLeast(dst, x, least)]
}

// atLeastGo returns how many there are; the place of x[0] is from.
func atLeastGo(dst []int32, x []float32, least float32, from int) int {
	found := 0
	for k, v := range x {
		if v >= least {
			dst[found] = int32(from + k)
			found++
		}
	}
	return found
}

// MulRowTrans computes dst[r] = x_i . b_r for the len(dst) rows b_r of a dense B of x's
// columns, each by Dot.
func (x *Rows) MulRowTrans(dst []float64, i int, b []float64) {
	row := x.Row(i)
	for r := range dst {
		dst[r] = Dot(row, b[r*x.cols:][:x.cols])
	}
}

// DotRow returns the dot product of row i with a sparse vector, columns ascending in both:
// products are added in column order.
func (x *CSR) DotRow(i int, columns []int32, values []float32) float64 {
	own, weights := x.Row(i)
	sum, p := 0.0, 0
	for q, c := range columns {
		for p < len(own) && own[p] < c {
			p++
		}
		if p < len(own) && own[p] == c {
			sum += float64(float64(weights[p]) * float64(values[q]))
		}
	}
	return sum
}

// DotSpread is DotRow of row i with a vector that is given as a whole row: zeros are added where it has none, which
// changes no sum. Cost: the entries of row i.
func (x *CSR) DotSpread(i int, whole []float32) float64 {
	columns, values := x.Row(i)
	sum := 0.0
	for p, c := range columns {
		sum += float64(float64(whole[c]) * float64(values[p]))
	}
	return sum
}
