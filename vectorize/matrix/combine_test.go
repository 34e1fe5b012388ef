package matrix

import (
	"math"
	"math/rand/v2"
	"testing"
)

// combined is a random sum of rows, asked for in a part of a table.
func combined[V any](rng *rand.Rand, n, width int, draw func() V) (rows []int32, values []float32, b []V, stride int) {
	stride = width + rng.IntN(20)
	b = make([]V, 30*stride+width)
	for j := range b {
		b[j] = draw()
	}
	rows = make([]int32, n)
	for p := range rows {
		rows[p] = int32(rng.IntN(30))
	}
	return rows, awkward[float32](rng, n), b, stride
}

func TestCombineIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	for width := 0; width <= 208; width += 8 {
		for n := range 10 {
			rows, values, b, stride := combined(rng, n, width, func() float32 { return float32(rng.NormFloat64()) })
			got, want := awkward[float32](rng, width), make([]float32, width)
			Combine(got, rows, values, b, stride)
			for at := 0; at < width; {
				part := combineWidth(width - at)
				combineGo(want[at:at+part], rows, values, b[at:], stride)
				at += part
			}
			if !sameBits(got, want) {
				t.Errorf("%d rows of %d: %v, want %v", n, width, got, want)
			}
		}
	}
}

func TestCombineIsNear(t *testing.T) {
	rng := rand.New(rand.NewPCG(22, 1))
	for _, width := range []int{8, 16, 40, 104} {
		for n := range 200 {
			rows, values, b, stride := combined(rng, n, width, func() float32 { return float32(rng.NormFloat64()) })
			got := make([]float32, width)
			Combine(got, rows, values, b, stride)
			for r, v := range got {
				want, all := 0.0, 0.0
				for p, i := range rows {
					product := float64(values[p]) * float64(b[int(i)*stride+r])
					want += product
					all += math.Abs(product)
				}
				if off := math.Abs(float64(v) - want); off > float64(n+4)*0x1p-24*all {
					t.Fatalf("%d rows of %d: off by %v of %v", n, width, off, all)
				}
			}
		}
	}
}

func TestScaleMostIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 1))
	for n := 0; n < 100; n += 8 {
		x, scale, limit := awkward[float32](rng, n), awkward[float32](rng, n), awkward[float32](rng, n)
		y := append([]float32(nil), x...)
		got, want := make([]float32, n/8), make([]float32, n/8)
		ScaleMost(got, x, scale, limit)
		scaleMostGo(want, y, scale, limit)
		for r := range x {
			if x[r] != y[r] || got[r/8] != want[r/8] {
				t.Fatalf("%d numbers: %v and %v, want %v and %v", n, x, got, y, want)
			}
		}
	}
}

// Whole numbers of any size, among them those that a float64 cannot hold.
func TestAddFixedIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(24, 1))
	draw := func() int64 {
		v := int64(rng.Uint64()) >> rng.IntN(64)
		switch rng.IntN(10) {
		case 0:
			v = math.MaxInt64 - v&7
		case 1:
			v = math.MinInt64 + v&7
		case 2:
			v = v&^0x7ff | 0x400 // halfway, for the largest
		}
		return v
	}
	for width := range 40 {
		for n := range 12 {
			rows, values, b, stride := combined(rng, n, width, draw)
			got := awkward[float64](rng, width)
			want := append([]float64(nil), got...)
			AddFixed(got, rows, values, b, stride)
			addFixedGo(want, rows, values, b, stride)
			if !sameBits(got, want) {
				t.Errorf("%d rows of %d: %v, want %v", n, width, got, want)
			}
		}
	}
}

func TestCombineByHand(t *testing.T) {
	b := []float32{1, 2, 3, 4, 5, 6, 7, 8, -1, 10, 20, 30, 40, 50, 60, 70, 80}
	got, most := make([]float32, 8), make([]float32, 1)
	Combine(got, []int32{0, 1}, []float32{2, .5}, b, 9)
	want := []float32{7, 14, 21, 28, 35, 42, 49, 56}
	if !sameBits(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	ScaleMost(most, got, []float32{1, 1, 1, 1, 1, 1, 2, 2}, []float32{9, 9, 9, 9, 99, 99, 99, -2})
	if want := []float32{7, 9, 9, 9, 35, 42, 98, -2}; !sameBits(got, want) || most[0] != 98 {
		t.Errorf("%v and %v, want %v", got, most, want)
	}
	dst := []float64{1, 1}
	AddFixed(dst, []int32{1, 0}, []float32{.5, 2}, []int64{1, 2, 3, 4}, 2)
	if dst[0] != 4.5 || dst[1] != 7 {
		t.Errorf("%v, want 1 + 3/2 + 2 and 1 + 4/2 + 4", dst)
	}
}
