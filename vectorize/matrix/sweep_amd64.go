//go:build !purego

package matrix

import "unsafe"

// sweep is sweepGo.
func sweep(sums []uint16, over []uint64, data []uint8, columns []int, factors []uint8, least uint16) {
	if !avx2 || least == 0 || least > 1<<15-1 {
		sweepGo(sums, over, data, columns, factors, least)
		return
	}
	sweepAVX2(&sums[0], &over[0], unsafe.SliceData(data), unsafe.SliceData(columns), unsafe.SliceData(factors),
		len(columns)/2, len(over), int(least)-1)
}

//go:noescape
func sweepAVX2(sums *uint16, over *uint64, data *uint8, columns *int, factors *uint8, pairs, blocks, below int)

// addPostings is addPostingsGo.
func addPostings(sums *Sums, p *Postings, columns []int32, factors []uint16) {
	addPostingsAMD64(sums, &p.starts[0], &p.places[0], &p.weights[0], &columns[0], &factors[0], len(columns))
}

//go:noescape
func addPostingsAMD64(sums *Sums, starts *uint32, places *uint16, weights *uint8, columns *int32, factors *uint16, n int)
