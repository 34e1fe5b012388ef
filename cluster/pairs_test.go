package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kindred/vectorize/matrix"
)

// nearPairsByHand compares every two rows: the definition.
func nearPairsByHand(x *matrix.CSR, floor float64) []Pair {
	var out []Pair
	n, d := x.Dims()
	for i := range n {
		for j := i + 1; j < n; j++ {
			s := 0.0
			for c := range d {
				s += float64(x.At(i, c) * x.At(j, c))
			}
			if s >= floor {
				out = append(out, Pair{i, j, s})
			}
		}
	}
	return out
}

// families makes unit rows in families of near copies, so that some pairs pass any floor.
func families(rng *rand.Rand, n, d int) *matrix.CSR {
	start, columns, values := []int64{0}, []int32{}, []float32{}
	base := make([]float64, d)
	for i := range n {
		if i%4 == 0 {
			for c := range base {
				base[c] = max(0, rng.Float64()-0.7)
			}
		}
		row, sum := slices.Clone(base), 0.0
		for c := range row {
			row[c] = max(0, row[c]+0.1*float64(i%4)*(rng.Float64()-0.5))
			sum += row[c] * row[c]
		}
		for c, v := range row {
			if v > 0 {
				columns, values = append(columns, int32(c)), append(values, float32(v/math.Sqrt(sum)))
			}
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

func TestNearPairsEqualsEveryPair(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := families(rng, 120, 40)
	for _, floor := range []float64{0.3, 0.6, 0.9, 0.95, 0.999} {
		want := nearPairsByHand(x, floor)
		for _, workers := range []int{1, 3} {
			got, err := NearPairs(context.Background(), x, floor, workers)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("floor %v, %d workers: %d pairs, want %d (%v)", floor, workers, len(got), len(want), err)
			}
		}
		if floor < 0.99 && len(want) == 0 {
			t.Errorf("floor %v: no pair, so nothing was tested", floor)
		}
	}
}
