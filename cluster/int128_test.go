package cluster

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// big is the number as the standard library has it.
func (w int128) big() *big.Int {
	hi := new(big.Int).Lsh(big.NewInt(int64(w.hi)), 64)
	return hi.Add(hi, new(big.Int).SetUint64(w.lo))
}

func TestInt128SumsAreThoseOfBigNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 1))
	edges := []int64{0, 1, -1, math.MaxInt32, 1 << 62, -1 << 62, math.MaxInt64}
	var w, half int128
	want := new(big.Int)
	for range 2000 {
		a, b := rng.Int64()>>rng.IntN(63), rng.Int64()>>rng.IntN(63)
		if rng.IntN(2) == 0 {
			a, b = -a, edges[rng.IntN(len(edges))]
		}
		a >>= 6 // 2000 products stay below 2^127
		w.addProduct(a, b)
		half.addProduct(a, b)
		product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want.Add(want, product)
		if rng.IntN(3) == 0 { // the same once more, by way of another
			w.add(half)
			want.Add(want, half.big())
			w.addProduct(-a, b)
			want.Sub(want, product)
			half = int128{}
		}
		if got := w.big(); got.Cmp(want) != 0 {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func TestInt128IsRoundedOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(32, 1))
	check := func(w int128) {
		if want, _ := new(big.Float).SetInt(w.big()).Float64(); w.float() != want {
			t.Errorf("%x %x: %v, want %v", w.hi, w.lo, w.float(), want)
		}
	}
	for range 3000 {
		check(int128{rng.Uint64() >> (1 + rng.IntN(63)), rng.Uint64() >> rng.IntN(64)})
	}
	for bit := range 62 { // halfway between two float64, just below, just above
		for _, odd := range []uint64{0, 1} {
			w := int128{(1<<53 | odd<<1 | 1) << 9 >> (62 - bit), (1<<53 | odd<<1 | 1) << 9 << (2 + bit)}
			check(w)
			check(int128{w.hi, w.lo + 1})
			check(int128{w.hi, w.lo - 1})
		}
	}
}

// plainSquare is |D_r|^2 of the sums as they are, added up anew.
func plainSquare(t table, r int) float64 {
	row := make([]float64, t.base().d)
	t.vector(row, r)
	total := new(big.Int)
	for _, v := range row {
		q := big.NewInt(int64(v * t.base().scale))
		total.Add(total, q.Mul(q, q))
	}
	f, _ := new(big.Float).SetInt(total).Float64()
	return f * t.base().unscale * t.base().unscale
}

func TestSquaresFollowTheRowsExactly(t *testing.T) {
	x := dense(sample(33, 200, 40, 8, 4))
	x.Set(3, 5, -.5) // a sum may fall as a row comes
	for _, m := range []mat.Matrix{onlyNonZero{x}, x} {
		s := newSpace(m)
		p := newPartition(s, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 4, 1)
		labels := []int{0, 1, 2, 3, 0, 1, 2, 3, 0, 1}
		p.adopt(slices.Clone(labels))
		rng := rand.New(rand.NewPCG(34, 1))
		for range 50 {
			labels[rng.IntN(10)] = rng.IntN(4)
			p.relabel(labels)
			for r, got := range p.square {
				if want := plainSquare(p.sums, r); got != want {
					t.Fatalf("|D_%d|^2 = %v, want %v", r, got, want)
				}
			}
		}
	}
}
