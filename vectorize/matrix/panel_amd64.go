//go:build !purego

package matrix

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// avx512bw says whether registers of 512 bits can be bytes and words.
var avx512bw = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL

// inBytes says whether a column that so many rows have, and is none of the top ones, is better off as bytes: as long as an
// addition to each sum takes as long as one to a register of 64.
func (p *Panel) inBytes(rows int) bool { return rows > p.groups }

// sortTerms is sortTermsGo.
func sortTerms(t *boundedTerms, p *Panel, columns []int32, values []float32, scale float32, at termCounts) rowTerms {
	if !avx512bw || len(columns) == 0 {
		return sortTermsGo(t, p, columns, values, scale, at)
	}
	var found rowTerms
	sortTermsAVX512(&found, &p.kinds[0], &columns[0], &values[0], len(columns), scale, &t.short[at.short], &t.long[at.long], &t.bytes[at.bytes], &t.top[at.top],
		&t.shortFactor[at.short], &t.longFactor[at.long], &t.bytesFactor[at.bytes], &t.topFactor[at.top])
	return found
}

//go:noescape
func sortTermsAVX512(found *rowTerms, kinds *uint32, columns *int32, values *float32, n int, scale float32, short, long, bytes, top *uint32,
	shortFactor, longFactor, bytesFactor, topFactor *uint16)

// scatter is scatterGo.
func scatter(b *Bounds, p *Panel, rows int) {
	scatterAMD64(b, unsafe.SliceData(p.short), unsafe.SliceData(p.long), rows)
}

//go:noescape
func scatterAMD64(b *Bounds, short, long *uint16, rows int)

// sweepGroup is sweepGroupGo.
func sweepGroup(b *Bounds, p *Panel, group, rows int) {
	bytes, lengths := unsafe.SliceData(p.bytes[group*p.columns*64:]), &p.lengths[group*64]
	switch {
	case avx512bw:
		sweepGroupAVX512(b, bytes, lengths, group, rows)
	case avx2:
		sweepGroupAVX2(b, bytes, lengths, group, rows)
	default:
		sweepGroupGo(b, p, group, rows)
	}
}

//go:noescape
func sweepGroupAVX512(b *Bounds, bytes *uint8, lengths *uint16, group, rows int)

//go:noescape
func sweepGroupAVX2(b *Bounds, bytes *uint8, lengths *uint16, group, rows int)
