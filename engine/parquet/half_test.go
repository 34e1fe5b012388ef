package parquet

import (
	"math"
	"testing"
)

// Halves by hand: 1, -2, the largest, the smallest normal one, the smallest of all, a third.
func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 0x0400: 0x1p-14, 0x0001: 0x1p-24, 0x3555: 0.33325195, 0x8000: float32(math.Copysign(0, -1))} {
		if got := Half(bits); math.Float32bits(got) != math.Float32bits(want) {
			t.Errorf("%04x is %v, want %v", bits, got, want)
		}
	}
	if !math.IsInf(float64(Half(0xfc00)), -1) || !math.IsNaN(float64(Half(0x7e00))) {
		t.Error("infinity or not a number")
	}
}
