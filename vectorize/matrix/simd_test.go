package matrix

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The tests below hold the kernels that this build and processor use to the portable loops, to the bit: their values
// depend on the order of additions, and some are denormal or zero of either sign. Where the two are one, with the
// build tag purego, say, they prove nothing.

// awkward returns n values that begin at an odd place in memory.
func awkward[V float](rng *rand.Rand, n int) []V {
	out := make([]V, n+1)[1:]
	for j := range out {
		switch rng.IntN(12) {
		case 0:
			out[j] = V(math.SmallestNonzeroFloat32 * float64(1+rng.IntN(9)))
		case 1:
			out[j] = V(math.Copysign(0, rng.Float64()-.5))
		case 2:
			out[j] = V(math.Ldexp(rng.NormFloat64(), 20))
		default:
			out[j] = V(rng.NormFloat64())
		}
	}
	return out
}

func sameBits[V float](x, y []V) bool {
	return slices.EqualFunc(x, y, func(a, b V) bool {
		return math.Float64bits(float64(a)) == math.Float64bits(float64(b))
	})
}

func TestDotIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 1))
	for n := range 68 {
		x, y, z, w := awkward[float32](rng, n), awkward[float32](rng, n), awkward[float64](rng, n), awkward[float64](rng, n)
		comparesSums(t, x, y)
		comparesSums(t, x, z)
		comparesSums(t, z, x)
		comparesSums(t, z, w)
	}
}

func comparesSums[X, Y float](t *testing.T, x []X, y []Y) {
	t.Helper()
	var got, want [16]float64
	sumProducts(&got, x, y)
	sumProductsGo(&want, x, y)
	if !sameBits(got[:], want[:]) {
		t.Errorf("%T by %T, %d values: %v, want %v", x, y, len(x), got, want)
	}
}

func TestMulSparseIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 1))
	const rows = 30
	for width := range 70 {
		b := awkward[float64](rng, rows*width)
		for _, n := range []int{0, 1, 3, 4, 7, rows} {
			columns := make([]int32, n)
			for p := range columns {
				columns[p] = int32(p * rows / n)
			}
			values := awkward[float32](rng, n)
			got, want := awkward[float64](rng, width), awkward[float64](rng, width)
			mulSparse(got, columns, values, b)
			mulSparseGo(want, columns, values, b)
			if !sameBits(got, want) {
				t.Errorf("%d entries by %d columns: %v, want %v", n, width, got, want)
			}
		}
	}
}

func TestTilesAreThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 1))
	for n := range 68 {
		comparesTiles(t, rng, n, 16, tile32)
		comparesTiles(t, rng, n, 8, tile64)
	}
}

// comparesTiles has a's steps beside each other, then its rows.
func comparesTiles[V float](
	t *testing.T, rng *rand.Rand, n, columns int,
	tile func(c []V, cRow int, a []V, aRow, aStep int, b []V, bStep, n int),
) {
	t.Helper()
	a, b := awkward[V](rng, tileRows*(n+1)), awkward[V](rng, (columns+3)*(n+1))
	got := awkward[V](rng, tileRows*(columns+5))
	want := slices.Clone(got)
	for _, by := range [][2]int{{n + 1, 1}, {1, tileRows}} {
		tile(got, columns+5, a, by[0], by[1], b, columns+3, n)
		tileGo(want, columns+5, a, by[0], by[1], b, columns+3, n)
		if !sameBits(got, want) {
			t.Errorf("%T, %d steps: %v, want %v", a, n, got, want)
		}
	}
}

func TestAtLeastIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 1))
	for n := range 68 {
		x := awkward[float32](rng, n)
		for _, least := range append(x, 0, float32(math.Inf(1)), -2) {
			got, want := make([]int32, n), make([]int32, n)
			count := atLeastGo(want, x, least, 0)
			if !slices.Equal(AtLeast(got, x, least), want[:count]) {
				t.Errorf("%d values, at least %v: %v, want %v", n, least, got, want[:count])
			}
		}
	}
}

// Mul and Gram add up each entry in one order, whatever the tiles.
func TestTallProductsAddUpInOrder(t *testing.T) {
	for _, cols := range []int{1, 3, 8, 11, 21} {
		y, s := randomTall(uint64(cols), 150, cols), dense(randomTall(6, cols, 13))
		product, gram := y.Mul(s, 1), y.Gram(1)
		for i := range y.rows {
			for j := range 13 {
				want := 0.0
				for k, v := range y.Row(i) {
					want += float64(v * s.At(k, j))
				}
				if got := product.Row(i)[j]; got != want {
					t.Fatalf("%d columns: Mul(%d, %d) = %v, want %v", cols, i, j, got, want)
				}
			}
		}
		for i := range cols {
			for j := range cols {
				want := 0.0
				for r := range y.rows {
					want += float64(y.Row(r)[i] * y.Row(r)[j])
				}
				if got := gram.At(i, j); got != want {
					t.Fatalf("%d columns: Gram(%d, %d) = %v, want %v", cols, i, j, got, want)
				}
			}
		}
	}
}
