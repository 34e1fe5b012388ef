//go:build !windows

package main

// decimalComma tells whether numbers are written with a comma here.
func decimalComma() bool { return environmentComma() }
