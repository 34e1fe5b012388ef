package matrix

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAtLeastEitherByHand(t *testing.T) {
	x := []float32{.1, .2, .3, .4, .5, .1, .1, .1, .1, .6}
	leasts := []float32{9, 9, .35, 9, 9, 9, 9, 9, .1, 9}
	if got := AtLeastEither(make([]int32, 10), x, .5, leasts, .0625); !slices.Equal(got, []int32{2, 4, 8, 9}) {
		t.Errorf("places %v: .3 is near its own .35, .1 is its own, .5 and .6 are at least .5", got)
	}
}

func TestAtLeastEitherIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	for n := range 70 {
		x, leasts := awkward[float32](rng, n), awkward[float32](rng, n)
		for _, least := range []float32{-1, 0, .5, 9} {
			got, want := make([]int32, n), make([]int32, n)
			a, b := atLeastEither(got, x, least, leasts, .25), atLeastEitherGo(want, x, least, leasts, .25, 0)
			if !slices.Equal(got[:a], want[:b]) {
				t.Errorf("%d values: %v, want %v", n, got[:a], want[:b])
			}
		}
	}
}
