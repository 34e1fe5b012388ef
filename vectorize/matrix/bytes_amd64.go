//go:build !purego

package matrix

// dotBytes is dotBytesGo, four rows at a time.
func dotBytes(dst []int32, rows []int8, q []int16) {
	fours := len(dst) / 4
	if !avx2 || len(q) == 0 {
		fours = 0
	}
	if fours > 0 {
		dotBytesAVX2(&dst[0], &rows[0], &q[0], fours, len(q)/ByteStep)
	}
	dotBytesGo(dst[fours*4:], rows[fours*4*len(q):], q)
}

//go:noescape
func dotBytesAVX2(dst *int32, rows *int8, q *int16, fours, steps int)
