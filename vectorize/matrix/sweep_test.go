package matrix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSweepByHand(t *testing.T) {
	sums, over, data := make([]uint16, SweepBlock), []uint64{^uint64(0)}, make([]uint8, 2*SweepBlock)
	sums[3], data[5], data[SweepBlock+5], data[SweepBlock+63] = 7, 200, 2, 1
	Sweep(sums, over, data, []int{0, SweepBlock}, []uint8{100, 6}, 7)
	if sums[3] != 7 || sums[5] != 20012 || sums[63] != 6 || over[0] != 1<<3|1<<5 {
		t.Errorf("sums %v, over %b", sums, over)
	}
}

func TestSweepIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 1))
	for _, blocks := range []int{0, 1, 2, 7} {
		for _, count := range []int{0, 2, 4, 10} {
			n := blocks * SweepBlock
			data := make([]uint8, 5*n+1)
			for i := range data {
				data[i] = uint8(rng.IntN(256) * rng.IntN(2))
			}
			columns, factors, sums := make([]int, count), make([]uint8, count), make([]uint16, n)
			for c := range columns {
				columns[c], factors[c] = rng.IntN(4*n+1), uint8(rng.IntN(min(128, 32767/255/max(1, count))))
			}
			for _, least := range []uint16{0, 1, 900, 32767, 40000} {
				for j := range sums {
					sums[j] = uint16(rng.IntN(800))
				}
				got, want, over, bits := slices.Clone(sums), slices.Clone(sums), make([]uint64, blocks), make([]uint64, blocks)
				Sweep(got, over, data, columns, factors, least)
				sweepGo(want, bits, data, columns, factors, least)
				if !slices.Equal(got, want) || !slices.Equal(over, bits) {
					t.Fatalf("%d blocks, %d columns, least %d: %v %b, want %v %b", blocks, count, least, got, over, want, bits)
				}
			}
		}
	}
}

func BenchmarkSweep(b *testing.B) {
	for _, count := range []int{0, 8, 16} {
		b.Run(fmt.Sprintf("rows=4096/columns=%d", count), func(b *testing.B) {
			sums, over, data := make([]uint16, 4096), make([]uint64, 64), make([]uint8, 16*4096)
			columns, factors := make([]int, count), make([]uint8, count)
			for c := range columns {
				columns[c] = 4096 * c
			}
			for b.Loop() {
				Sweep(sums, over, data, columns, factors, 9)
			}
		})
	}
}
