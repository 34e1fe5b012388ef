package matrix

import (
	"math"
	"testing"
)

// Every estimate is as near as promised, for blocks that end anywhere.
func TestEstimate(t *testing.T) {
	for _, d := range []int{1, 5, 64, 300} {
		_, x := random(uint64(d), 200, d, .1)
		for _, b := range [][4]int{{0, 64, 0, 128}, {10, 11, 100, 101}, {150, 200, 72, 200}, {3, 3, 0, 5}} {
			lo, hi, from, to := b[0], b[1], b[2], b[3]
			got := make([]float32, (hi-lo)*(to-from)+7)
			x.Estimate(got, lo, hi, from, to)
			u := float64(d+4) * 0x1p-24
			for i := lo; i < hi; i++ {
				for j := from; j < to; j++ {
					most := u / (1 - u) * math.Sqrt(x.SquaredNorm(i)*x.SquaredNorm(j))
					if e, want := float64(got[(i-lo)*(to-from)+j-from]), Dot(x.Row(i), x.Row(j)); math.Abs(e-want) > most {
						t.Errorf("%d columns, rows %d and %d: %v, which is not within %v of %v", d, i, j, e, most, want)
					}
				}
			}
			if got[len(got)-1] != 0 {
				t.Error("an estimate was written beyond the block")
			}
		}
	}
}
