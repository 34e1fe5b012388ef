package matrix

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Each product has its place, is added to what is there, columns ascending, and nothing is written beyond the tiles.
func TestStrips(t *testing.T) {
	for _, d := range []int{1, 5, 64} {
		_, x := random(uint64(d), 90, d, .1)
		s := NewStrips(x)
		for _, b := range [][4]int{{0, 64, 0, 80}, {8, 9, 64, 65}, {88, 90, 80, 90}, {4, 4, 0, 16}, {4, 8, 16, 16}, {4, 31, 0, 33}} {
			lo, hi, from, to := b[0], b[1], b[2], b[3]
			const stride, before, beyond = 97, 3, -7
			got := make([]float32, 64*stride)
			for at := range got {
				if got[at] = beyond; at%stride < 80 {
					got[at] = before
				}
			}
			s.Add(got, stride, lo, hi, from, to)
			for i := lo; i < hi; i++ {
				for j := from; j < to; j++ {
					want := float32(before)
					for c, v := range x.Row(i) {
						want += float32(v * x.Row(j)[c])
					}
					if e := got[(i-lo)*stride+j-from]; e != want {
						t.Errorf("%d columns, rows %d and %d: %v, want %v", d, i, j, e, want)
					}
				}
			}
			for at, v := range got {
				if at%stride >= 80 && v != beyond || at/stride >= (hi-lo+3)/4*4 && at%stride < 80 && v != before {
					t.Fatalf("%d columns, rows %d to %d by %d to %d: written at %d", d, lo, hi, from, to, at)
				}
			}
		}
	}
}

// Every product with rows of another matrix is as near as promised.
func TestStripsOfTwoMatrices(t *testing.T) {
	for _, d := range []int{1, 5, 64, 300} {
		_, x := random(uint64(d), 21, d, .1)
		_, y := random(uint64(d)+1, 50, d, .1)
		got, u := make([]float32, 24*64), float64(d+4)*0x1p-24
		NewStrips(y).AddWith(got, 64, NewStrips(x), 0, 21, 0, 50)
		for i := range 21 {
			for j := range 50 {
				most := u / (1 - u) * math.Sqrt(x.SquaredNorm(i)*y.SquaredNorm(j))
				if e, want := float64(got[i*64+j]), Dot(x.Row(i), y.Row(j)); math.Abs(e-want) > most {
					t.Errorf("%d columns, rows %d and %d: %v, which is not within %v of %v", d, i, j, e, most, want)
				}
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for unequal columns")
		}
	}()
	NewStrips(NewRows(1, 2, make([]float32, 2))).AddWith(make([]float32, 64), 16, NewStrips(NewRows(1, 1, make([]float32, 1))), 0, 1, 0, 1)
}

func BenchmarkStrips(b *testing.B) {
	const n, d = 1024, 128
	data := make([]float32, n*d)
	rng := rand.New(rand.NewPCG(1, 1))
	for j := range data {
		data[j] = float32(rng.NormFloat64())
	}
	s, out := NewStrips(NewRows(n, d, data)), make([]float32, 64*n)
	for b.Loop() {
		s.Add(out, n, 0, 64, 0, n)
	}
	b.ReportMetric(64*n*d*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmadd/s")
}
