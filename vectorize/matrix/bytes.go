package matrix

import "gonum.org/v1/gonum/mat"

// ByteStep is what the number of values of rows of bytes is a multiple of.
const ByteStep = 16

// DotBytes sets dst[r] to the product of q with row r of some rows of bytes, each as long as q, in whole numbers: no sum
// that is made on the way may leave 32 bits, in any order of additions, or the result has no meaning. It panics with
// mat.ErrShape unless the length of q is a multiple of ByteStep and there are as many rows as dst has places.
func DotBytes(dst []int32, rows []int8, q []int16) {
	if len(q)%ByteStep != 0 || len(rows) != len(dst)*len(q) {
		panic(mat.ErrShape)
	}
	dotBytes(dst, rows, q)
}

// dotBytesGo is DotBytes.
func dotBytesGo(dst []int32, rows []int8, q []int16) {
	for r := range dst {
		sum := int32(0)
		for j, v := range rows[r*len(q):][:len(q)] {
			sum += int32(v) * int32(q[j])
		}
		dst[r] = sum
	}
}
