package matrix

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Two rows, 0.5 and 0.25 in column 1, 0.125 in column 2: times 8 and one more they weigh 5, 3 and 2.
func TestPostingsByHand(t *testing.T) {
	x := NewCSR(3, 4, []int64{0, 0, 1, 3}, []int32{1, 1, 2}, []float32{.5, .25, .125})
	p := NewPostings(x, 1, 3, 8)
	sums := new(Sums)
	p.Add(sums, []int32{1, 2, 3}, []uint16{10, 7, 1})
	if sums[0] != 50 || sums[1] != 44 {
		t.Errorf("sums %v, want 50 and 44", sums[:2])
	}
	dst := make([]uint8, 2)
	p.Spread(dst, 1)
	if !slices.Equal(dst, []uint8{5, 3}) || p.Held(1) < 2 || p.Held(3) != 0 || p.Longest() != 5 {
		t.Errorf("column %v held by %d, longest %v", dst, p.Held(1), p.Longest())
	}
}

func randomPostings(rng *rand.Rand, rows, cols, entries int) *Postings {
	start, columns, values := []int64{0}, []int32(nil), []float32(nil)
	for range rows {
		for _, c := range rng.Perm(cols)[:rng.IntN(entries+1)] {
			columns, values = append(columns, int32(c)), append(values, rng.Float32()*.9)
		}
		slices.Sort(columns[start[len(start)-1]:])
		start = append(start, int64(len(columns)))
	}
	return NewPostings(NewCSR(rows, cols, start, columns, values), 0, rows, 200)
}

func TestAddPostingsIsThePortableLoop(t *testing.T) {
	rng := rand.New(rand.NewPCG(18, 1))
	for range 60 {
		p := randomPostings(rng, 1+rng.IntN(40), 30, 9)
		columns, factors := make([]int32, rng.IntN(9)), make([]uint16, 9)
		for q := range columns {
			columns[q], factors[q] = int32(rng.IntN(30)), uint16(rng.IntN(30))
		}
		got, want := new(Sums), new(Sums)
		p.Add(got, columns, factors)
		addPostingsGo(want, p, columns, factors)
		if *got != *want {
			t.Fatalf("columns %v: %v, want %v", columns, got[:40], want[:40])
		}
	}
}

func TestPostingsPanicOutOfRange(t *testing.T) {
	p := randomPostings(rand.New(rand.NewPCG(19, 1)), 9, 5, 3)
	for _, f := range []func(){
		func() { p.Add(new(Sums), []int32{5}, []uint16{1}) },
		func() { p.Add(new(Sums), []int32{-1}, []uint16{1}) },
		func() { p.Add(new(Sums), []int32{1, 2}, []uint16{1}) },
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

func BenchmarkAddPostings(b *testing.B) {
	rng := rand.New(rand.NewPCG(20, 1))
	for _, entries := range []int{8, 64} {
		p := randomPostings(rng, 4096, 2000, entries)
		b.Run(fmt.Sprintf("rows=4096/entries=%d", entries/2), func(b *testing.B) {
			sums, columns, factors := new(Sums), make([]int32, 40), make([]uint16, 40)
			for q := range columns {
				columns[q] = int32(q * 50)
			}
			for b.Loop() {
				p.Add(sums, columns, factors)
			}
		})
	}
}
