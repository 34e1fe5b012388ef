package matrix

import "gonum.org/v1/gonum/mat"

// Blend sets dst to the sum of some rows of x times their weights, in that order, each product rounded before it is
// added. Cost: the rows times the columns. It panics if dst is not as long as a row, or if there is no such row or weight.
func (x *Rows) Blend(dst []float64, rows []int32, weights []float32) {
	if len(dst) != x.cols || len(rows) != len(weights) {
		panic(mat.ErrShape)
	}
	for _, i := range rows {
		if i < 0 || int(i) >= x.rows {
			panic(mat.ErrRowAccess)
		}
	}
	blend(dst, rows, weights, x.data)
}

// blendGo is Blend of rows of data.
func blendGo(dst []float64, rows []int32, weights []float32, data []float32) {
	clear(dst)
	for p, i := range rows {
		w := float64(weights[p])
		for j, v := range data[int(i)*len(dst):][:len(dst)] {
			dst[j] += float64(w * float64(v))
		}
	}
}
