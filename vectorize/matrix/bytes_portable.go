//go:build !amd64 || purego

package matrix

func dotBytes(dst []int32, rows []int8, q []int16) { dotBytesGo(dst, rows, q) }
