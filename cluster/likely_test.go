package cluster

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The best of many, whatever comes in which order, are the first of all when they are sorted: equal products and
// those of 0 or less included.
func TestLikelyAreTheFirstOfTheSorted(t *testing.T) {
	rng := rand.New(rand.NewPCG(22, 1))
	for range 300 {
		n, want := rng.IntN(60), 1+rng.IntN(12)
		var l likely
		l.reset(want)
		var all []candidate
		for _, row := range rng.Perm(n) {
			c := candidate{float32(rng.IntN(9)-1) / 8, int32(row)}
			l.put(c)
			if c.product > 0 {
				all = append(all, c)
			}
		}
		order := func(a, b candidate) int {
			if a.before(b) {
				return -1
			}
			return 1
		}
		slices.SortFunc(all, order)
		got := slices.SortedFunc(slices.Values(l.best()), order)
		if all = all[:min(want, len(all))]; !slices.Equal(got, all) {
			t.Fatalf("the best %d of %d: %v, want %v", want, n, got, all)
		}
	}
}

func BenchmarkLikely(b *testing.B) {
	rng := rand.New(rand.NewPCG(23, 1))
	products := make([]float32, 2500)
	for i := range products {
		products[i] = rng.Float32()
	}
	b.Run("rows=2500/wanted=80", func(b *testing.B) {
		var l likely
		for b.Loop() {
			l.reset(80)
			for row, p := range products {
				l.put(candidate{p, int32(row)})
			}
			l.best()
		}
	})
}
