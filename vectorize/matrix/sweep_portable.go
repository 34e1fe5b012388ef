//go:build !amd64 || purego

package matrix

func sweep(sums []uint16, over []uint64, data []uint8, columns []int, factors []uint8, least uint16) {
	sweepGo(sums, over, data, columns, factors, least)
}

func addPostings(sums *Sums, p *Postings, columns []int32, factors []uint16) {
	addPostingsGo(sums, p, columns, factors)
}
