//go:build !purego

package matrix

import "testing"

// Where the processor multiplies sixteen columns at once, the way of those that do not is taken too.
func TestStripsEightColumnsAtOnce(t *testing.T) {
	defer func(has bool) { avx512 = has }(avx512)
	avx512 = false
	TestStrips(t)
	TestStripsOfTwoMatrices(t)
}
