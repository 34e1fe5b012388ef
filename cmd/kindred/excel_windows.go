package main

import (
	"syscall"
	"unsafe"
)

// decimalComma tells whether the user's settings write numbers with a comma; without them, whether the environment says so.
func decimalComma() bool {
	const decimalSign = 0x0e // LOCALE_SDECIMAL
	get := syscall.NewLazyDLL("kernel32.dll").NewProc("GetLocaleInfoEx")
	if get.Find() != nil {
		return environmentComma()
	}
	var sign [8]uint16
	n, _, _ := get.Call(0, decimalSign, uintptr(unsafe.Pointer(&sign[0])), uintptr(len(sign)))
	if n == 0 {
		return environmentComma()
	}
	return sign[0] == ','
}
