package matrix

import "gonum.org/v1/gonum/mat"

// SweepBlock is how many sums Sweep works on together.
const SweepBlock = 64

// Sweep adds to each of sums the products of some columns of bytes with their factors and sets bit j%64 of over[j/64]
// if sum j is then at least least, or else clears it. Column c, times factors[c], begins at data[columns[c]]. All of it
// is whole numbers, so the order of additions does not matter.
//
// There must be a multiple of 64 sums, and an even number of columns. The factors must be under 128, and no
// sum that is made may pass 32,767. It panics with mat.ErrShape if the lengths disagree.
func Sweep(sums []uint16, over []uint64, data []uint8, columns []int, factors []uint8, least uint16) {
	if len(sums)%SweepBlock != 0 || len(over) != len(sums)/SweepBlock || len(columns)%2 != 0 || len(columns) != len(factors) {
		panic(mat.ErrShape)
	}
	for _, at := range columns {
		if at < 0 || at+len(sums) > len(data) {
			panic(mat.ErrShape)
		}
	}
	if len(sums) > 0 {
		sweep(sums, over, data, columns, factors, least)
	}
}

// sweepGo is Sweep.
func sweepGo(sums []uint16, over []uint64, data []uint8, columns []int, factors []uint8, least uint16) {
	for c, at := range columns {
		factor := uint16(factors[c])
		for j, v := range data[at:][:len(sums)] {
			sums[j] += factor * uint16(v)
		}
	}
	for b := range over {
		bits := uint64(0)
		for j, sum := range sums[b*SweepBlock:][:SweepBlock] {
			if sum >= least {
				bits |= 1 << j
			}
		}
		over[b] = bits
	}
}
