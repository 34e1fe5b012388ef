package matrix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestDotBytesByHand(t *testing.T) {
	rows, q, dst := make([]int8, 2*ByteStep), make([]int16, ByteStep), []int32{9, 9}
	rows[0], rows[15], rows[ByteStep+3] = 2, -128, 127
	q[0], q[3], q[15] = 1000, -32768, -3
	if DotBytes(dst, rows, q); !slices.Equal(dst, []int32{2384, -4161536}) {
		t.Errorf("%v, want 2 x 1000 + 128 x 3 and -127 x 32768", dst)
	}
}

func TestDotBytesIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 1))
	for n := range 14 {
		for _, width := range []int{0, 16, 32, 48, 208, 512} {
			rows, q := make([]int8, n*width+3)[3:], make([]int16, width+1)[1:]
			for j := range rows {
				rows[j] = int8(rng.IntN(256))
			}
			for j := range q {
				q[j] = int16(rng.IntN(1 << 16))
			}
			got, want := make([]int32, n), make([]int32, n)
			dotBytes(got, rows, q)
			dotBytesGo(want, rows, q)
			if !slices.Equal(got, want) {
				t.Errorf("%d rows of %d: %v, want %v", n, width, got, want)
			}
		}
	}
}

func TestDotBytesOfOtherShapesPanics(t *testing.T) {
	for _, f := range []func(){
		func() { DotBytes(make([]int32, 1), make([]int8, 15), make([]int16, 15)) },
		func() { DotBytes(make([]int32, 2), make([]int8, 16), make([]int16, 16)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		}()
	}
}

func BenchmarkDotBytes(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("rows=%d/width=208", n), func(b *testing.B) {
			rows, q, dst := make([]int8, n*208), make([]int16, 208), make([]int32, n)
			for j := range rows {
				rows[j] = int8(j)
			}
			b.SetBytes(int64(len(rows)))
			for b.Loop() {
				DotBytes(dst, rows, q)
			}
		})
	}
}
