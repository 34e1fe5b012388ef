package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kindred/vectorize/matrix"
)

// nearPairsByHand compares every two rows: the definition.
func nearPairsByHand(x *matrix.CSR, floor float64) []Pair {
	var out []Pair
	d := dense(x)
	n, _ := x.Dims()
	for i := range n {
		for j := i + 1; j < n; j++ {
			if s := dot(d.RawRowView(i), d.RawRowView(j)); s >= floor {
				out = append(out, Pair{i, j, s})
			}
		}
	}
	return out
}

func nearPairs(t *testing.T, x *matrix.CSR, floor float64, workers int) (out []Pair) {
	t.Helper()
	for pair, err := range NearPairs(background, x, floor, workers) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, pair)
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
	x := families(rand.New(rand.NewPCG(1, 2)), 600, 40) // more blocks than one window of two workers
	for _, floor := range []float64{0.3, 0.6, 0.9, 0.95, 0.999} {
		want := nearPairsByHand(x, floor)
		for _, workers := range []int{1, 2, 3, 8} {
			if got := nearPairs(t, x, floor, workers); !slices.Equal(got, want) {
				t.Errorf("floor %v, %d workers: %d pairs, want %d", floor, workers, len(got), len(want))
			}
		}
		if floor < 0.99 && len(want) < 100 {
			t.Errorf("floor %v: %d pairs, too few to test anything", floor, len(want))
		}
	}
}

// joined returns the lowest row that pairs join each row to.
func joined(n int, pairs []Pair) []int {
	lowest := make([]int, n)
	for i := range lowest {
		lowest[i] = i
	}
	for changed := true; changed; {
		changed = false
		for _, p := range pairs {
			if low := min(lowest[p.A], lowest[p.B]); low != lowest[p.A] || low != lowest[p.B] {
				lowest[p.A], lowest[p.B], changed = low, low, true
			}
		}
	}
	return lowest
}

// Rows drawn with repeats, and zero rows among them: fewer pairs come, and they join the same groups.
func TestNearPairsOfEqualRowsJoinTheSameGroups(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	few := families(rng, 60, 30)
	rows := make([]int, 400)
	for i := range rows {
		rows[i] = rng.IntN(60)
	}
	x := few.Select(rows)
	for _, floor := range []float64{0.5, 0.9, 0.98, 0.9999999, 1.5} {
		all, got := nearPairsByHand(x, floor), nearPairs(t, x, floor, 3)
		equal(t, "groups", joined(400, got), joined(400, all))
		if floor < 1 && 3*len(got) > len(all) {
			t.Errorf("floor %v: %d pairs of %d", floor, len(got), len(all))
		}
		if !slices.IsSortedFunc(got, func(p, q Pair) int { return slices.Compare([]int{p.A, p.B}, []int{q.A, q.B}) }) {
			t.Errorf("floor %v: pairs do not ascend", floor)
		}
		for _, p := range got {
			if _, found := slices.BinarySearchFunc(all, p, func(p, q Pair) int { return slices.Compare([]int{p.A, p.B}, []int{q.A, q.B}) }); !found {
				t.Errorf("floor %v: pair %v is none", floor, p)
			}
		}
	}
}

// By all pairs this would take minutes and gigabytes.
func TestManyEqualRowsAreQuick(t *testing.T) {
	const n = 20_000
	x := families(rand.New(rand.NewPCG(5, 6)), 8, 30)
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i % 8 * (i % 2) // half of them row 0
	}
	start := time.Now()
	got := nearPairs(t, x.Select(rows), 0.9999, 2)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d rows of which half are equal took %v", n, took)
	}
	if len(got) != n-5 { // rows 0, 1, 3, 5 and 7, and each other row with its first
		t.Errorf("%d pairs, want %d", len(got), n-5)
	}
}

func TestNearPairsWithoutRows(t *testing.T) {
	zeros := matrix.NewCSR(3, 2, []int64{0, 0, 0, 0}, nil, nil)
	equal(t, "zero rows", nearPairs(t, zeros, 0.1, 2), nil)
	equal(t, "no rows", nearPairs(t, matrix.NewCSR(0, 2, []int64{0}, nil, nil), 0.1, 2), nil)
}

func TestNearPairsErrorsAndEarlyEnd(t *testing.T) {
	x := families(rand.New(rand.NewPCG(7, 8)), 2000, 30)
	for _, floor := range []float64{0, -1, math.NaN()} {
		for _, err := range NearPairs(background, x, floor, 1) {
			if err == nil || !strings.Contains(err.Error(), "above 0") {
				t.Errorf("floor %v: error %v", floor, err)
			}
		}
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	pairs, last := 0, error(nil)
	for _, err := range NearPairs(ctx, x, 0.9, 2) {
		if last = err; err == nil {
			pairs++
		}
		cancel()
	}
	if all := len(nearPairs(t, x, 0.9, 2)); !errors.Is(last, context.Canceled) || pairs == 0 || pairs > all/2 {
		t.Errorf("cancelled at the first pair: %d of %d pairs, then error %v", pairs, all, last)
	}
	pairs = 0
	for _, err := range NearPairs(background, x, 0.9, 2) {
		if err != nil {
			t.Fatal(err)
		}
		if pairs++; pairs == 3 {
			break
		}
	}
	if pairs != 3 {
		t.Errorf("%d pairs, want 3", pairs)
	}
}

func TestEqualRowsAreThoseOfEqualBits(t *testing.T) {
	x := matrix.NewCSR(7, 3, []int64{0, 1, 2, 2, 3, 5, 5, 7},
		[]int32{0, 1, 0, 0, 2, 0, 2}, []float32{.5, .5, .5, .5, .25, .5, .25})
	hashes := make([]uint64, 7)
	for i := range hashes {
		hashes[i] = hash(x.Row(i)) & 3 // that different rows share
	}
	got := equalRows(x, hashes) // (.5, 0, 0), (0, .5, 0), nothing, the first, (.5, 0, .25), nothing, the last but two
	equal(t, "again", got.again, []bool{false, false, false, true, false, true, true})
	for first, want := range [][]int{{3}, nil, {5}, nil, {6}, nil, nil} {
		equal(t, "same", got.same[first], want)
	}
}

func TestListsTransposed(t *testing.T) {
	l := lists{[]int{0, 2, 2, 4, 7}, []int32{0, 3, 3, 1, 0, 1, 3}, []uint8{5, 4, 9, 9, 6, 8, 4}}
	got := l.transposed(5, []bool{false, false, true, false})
	check := func(wants [][]int32, codes [][]uint8) {
		for c, want := range wants {
			list, theirs := got.at(c)
			equal(t, "list", list, want)
			equal(t, "codes", theirs, codes[c])
		}
	}
	check([][]int32{{0, 3}, {3}, {}, {0, 3}, {}}, [][]uint8{{5, 6}, {8}, {}, {4, 4}, {}})
	got.sort(2)
	check([][]int32{{3, 0}, {3}, {}, {0, 3}, {}}, [][]uint8{{6, 5}, {8}, {}, {4, 4}, {}})
}

// An outline never says less than the rows do, whatever the signs of their values.
func TestOutlinesBoundProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, x := range []*matrix.CSR{families(rng, 80, 30), families(rng, 80, 700), families(rng, 40, 5)} {
		n, _ := x.Dims()
		for i := range n {
			for j := range n {
				a, av := x.Row(i)
				b, bv := x.Row(j)
				av = slices.Clone(av)
				for p := range av {
					av[p] *= float32(1 - 2*(p%2))
				}
				of, other := newOutline(a, av), newOutline(b, bv)
				if got, want := float64(of.times(&other))/(outlineUnit*outlineUnit), dotSparse(a, av, b, bv); got < want {
					t.Fatalf("rows %d and %d: the outlines say %v, the rows %v", i, j, got, want)
				}
			}
		}
	}
}
