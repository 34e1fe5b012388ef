package matrix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBlendByHand(t *testing.T) {
	x := NewRows(3, 2, []float32{1, 2, 3, 4, 5, 6})
	dst := []float64{9, 9}
	x.Blend(dst, []int32{2, 0}, []float32{10, -1})
	if !slices.Equal(dst, []float64{49, 58}) {
		t.Errorf("%v, want 10 times row 2 less row 0", dst)
	}
	for _, f := range []func(){
		func() { x.Blend(dst[:1], nil, nil) },
		func() { x.Blend(dst, []int32{3}, []float32{1}) },
		func() { x.Blend(dst, []int32{-1}, []float32{1}) },
		func() { x.Blend(dst, []int32{1}, nil) },
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

func TestBlendIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(24, 1))
	for width := range 70 {
		data := awkward[float32](rng, 30*width)
		for _, n := range []int{0, 1, 3, 30} {
			rows, weights := make([]int32, n), awkward[float32](rng, n)
			for p := range rows {
				rows[p] = int32(rng.IntN(30))
			}
			got, want := awkward[float64](rng, width), awkward[float64](rng, width)
			blend(got, rows, weights, data)
			blendGo(want, rows, weights, data)
			if !sameBits(got, want) {
				t.Errorf("%d rows of %d columns: %v, want %v", n, width, got, want)
			}
		}
	}
}

func BenchmarkBlend(b *testing.B) {
	rng := rand.New(rand.NewPCG(25, 1))
	for _, d := range []int{100, 200} {
		x := NewRows(2000, d, awkward[float32](rng, 2000*d))
		rows, weights, dst := make([]int32, 60), make([]float32, 60), make([]float64, d)
		for p := range rows {
			rows[p], weights[p] = int32(rng.IntN(2000)), 1
		}
		b.Run(fmt.Sprintf("rows=60/columns=%d", d), func(b *testing.B) {
			for b.Loop() {
				x.Blend(dst, rows, weights)
			}
		})
	}
}
