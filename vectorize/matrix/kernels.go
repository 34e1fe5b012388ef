package matrix

import "gonum.org/v1/gonum/mat"

// The kernels below are where every number comes from. Each fixes an order of additions, and
// each product is rounded to float64 before it is added, so that a faster kernel can be held
// to the same bits.

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
	j := 0
	for ; j+16 <= len(x); j += 16 {
		a, b := x[j:j+16:j+16], y[j:j+16:j+16]
		for l := range sum {
			sum[l] += float64(float64(a[l]) * float64(b[l]))
		}
	}
	for l := 0; j < len(x); j, l = j+1, l+1 {
		sum[l] += float64(float64(x[j]) * float64(y[j]))
	}
	return fold(&sum)
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
// row of B a column of x. Each dst[r] adds its products with columns ascending, four to a pass over
// dst. Cost: the entries of row i times len(dst).
func (x *CSR) MulRow(dst []float64, i int, b []float64) {
	clear(dst)
	columns, values := x.Row(i)
	for ; len(columns) >= 4; columns, values = columns[4:], values[4:] {
		addFour(dst, b, columns[:4:4], values[:4:4])
	}
	for p, c := range columns {
		v := float64(values[p])
		for r, w := range b[int(c)*len(dst):][:len(dst)] {
			dst[r] += float64(v * w)
		}
	}
}

// addFour adds four values times the rows of b in their columns to dst, one after another.
func addFour(dst, b []float64, columns []int32, values []float32) {
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
