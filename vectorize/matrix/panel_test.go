package matrix

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// By hand: a row of length 1 with one column is 255.9 - 1 long in whole numbers, but no more than 126 where its column is one of
// bytes, as that of both rows is, and 1 is added.
func TestPanelByHand(t *testing.T) {
	x := NewCSR(2, 2, []int64{0, 1, 3}, []int32{0, 0, 1}, []float32{1, .6, .8})
	p, b := NewPanel(x), new(Bounds)
	b.Least = [PanelRows]uint16{1, 100 * 100}
	b.Of(p, NewCSR(2, 2, []int64{0, 0, 1}, []int32{0}, []float32{.5}), 0, 2, 200)
	if p.Scale(0) != 126 || b.Over[0][0] != 0 || b.Over[1][0] != 1 || b.Sums[1][0] != 127*101 {
		t.Errorf("scale %v, over %b and %b, sum %d, want 126, 0, 1 and 127*101", p.Scale(0), b.Over[0][0], b.Over[1][0], b.Sums[1][0])
	}
	b.Least[1] = 7000
	b.Of(p, NewCSR(1, 2, []int64{0, 1}, []int32{0}, []float32{.5}), 0, 1, 200)
	if sum := uint16(101 * (int(p.Scale(1)*.6) + 1)); b.Over[0][0] != 3 || b.Sums[0][1] != sum {
		t.Errorf("over %b, sum %d, want 11 and %d", b.Over[0][0], b.Sums[0][1], sum)
	}
}

// frequentFirst are rows whose columns are the rarer the higher their number, and of which some have large values.
func frequentFirst(rng *rand.Rand, rows, cols, most int) *CSR {
	start, columns, values := []int64{0}, []int32(nil), []float32(nil)
	for i := range rows {
		var some []int32
		for range rng.IntN(most) + 1 {
			some = append(some, int32(float64(cols)*rng.Float64()*rng.Float64()*rng.Float64()))
		}
		slices.Sort(some)
		columns = append(columns, slices.Compact(some)...)
		for len(values) < len(columns) {
			values = append(values, (rng.Float32()-.2)*rng.Float32()*float32(1+i%5/4*3)+.001)
		}
		start = append(start, int64(len(columns)))
	}
	return NewCSR(rows, cols, start, columns, values)
}

// panels calls fn with panels of few rows and many, and rows that pass by.
func panels(fn func(what string, p *Panel, of, x *CSR, b *Bounds)) {
	rng := rand.New(rand.NewPCG(21, 1))
	for _, rows := range []int{1, 64, 65, 300, PanelRows} {
		for _, most := range []int{1, 12, 90, 900} {
			of, x, b := frequentFirst(rng, rows, 3000, most), frequentFirst(rng, BoundsRows, 3000, 300), new(Bounds)
			for i := range b.Least {
				b.Least[i] = uint16(rng.IntN(20000))
			}
			fn(fmt.Sprintf("%d rows of %d columns", rows, most), NewPanel(of), of, x, b)
		}
	}
}

func TestBoundsAreThePortableLoops(t *testing.T) {
	panels(func(what string, p *Panel, _, x *CSR, b *Bounds) {
		b.Of(p, x, 0, BoundsRows, wholeScaleOf(x))
		got := *b
		scatter(b, p, BoundsRows)
		sums := b.sums
		clear(b.sums[:])
		scatterGo(b, p, BoundsRows)
		if sums != b.sums {
			t.Fatalf("%s: other sums of lists", what)
		}
		for g := range p.groups {
			sweepGroupGo(b, p, g, BoundsRows)
		}
		if got.Over != b.Over || got.Sums != b.Sums {
			t.Fatalf("%s: other sums of bytes", what)
		}
	})
}

func TestSortTermsIsThePortableLoop(t *testing.T) {
	panels(func(what string, p *Panel, _, x *CSR, _ *Bounds) {
		for i := range BoundsRows {
			columns, values := x.Row(i)
			var got, want boundedTerms
			got.grow(len(columns) + termStep)
			want.grow(len(columns) + termStep)
			found, wanted := sortTerms(&got, p, columns, values, 60, termCounts{}), sortTermsGo(&want, p, columns, values, 60, termCounts{})
			same := found == wanted && slices.Equal(got.short[:found.short], want.short[:found.short]) && slices.Equal(got.long[:found.long], want.long[:found.long]) &&
				slices.Equal(got.bytes[:found.bytes], want.bytes[:found.bytes]) && slices.Equal(got.top[:found.top], want.top[:found.top]) &&
				slices.Equal(got.shortFactor[:found.short], want.shortFactor[:found.short]) && slices.Equal(got.longFactor[:found.long], want.longFactor[:found.long]) &&
				slices.Equal(got.bytesFactor[:found.bytes], want.bytesFactor[:found.bytes]) && slices.Equal(got.topFactor[:found.top], want.topFactor[:found.top])
			if !same {
				t.Fatalf("%s: row %d: %v %v, want %v %v", what, i, found, got, wanted, want)
			}
		}
	})
}

func wholeScaleOf(x *CSR) float64 {
	longest := 0.0
	for i := range x.rows {
		longest = max(longest, math.Sqrt(x.SquaredNorm(i)))
	}
	return WholeScale(longest * (1 + 0x1p-30))
}

// A sum is at least the product, and no product that is enough is missed.
func TestBoundsAreUpperBounds(t *testing.T) {
	panels(func(what string, p *Panel, of, x *CSR, b *Bounds) {
		scale := wholeScaleOf(x)
		b.Of(p, x, 0, BoundsRows, scale)
		for i := range BoundsRows {
			for place := range of.rows {
				columns, values := x.Row(i)
				product := of.DotRow(place, columns, values) * scale * p.Scale(place) * (1 - 0x1p-20)
				over := b.Over[i][place/64]>>(place%64)&1 == 1
				if product > 0 && product >= float64(b.Least[place]) && !over {
					t.Fatalf("%s: row %d and %d: a product of %v, of which %d is enough, is missed", what, i, place, product, b.Least[place])
				}
				if sum := float64(b.Sums[i][place]); over && sum < product*float64(b.given[i].scale)/(1<<16) {
					t.Fatalf("%s: row %d and %d: a sum of %v for a product of %v", what, i, place, sum, product)
				}
			}
		}
	})
}

func BenchmarkBounds(b *testing.B) {
	rng := rand.New(rand.NewPCG(22, 1))
	for _, rows := range []int{64, PanelRows} {
		p, x, bounds := NewPanel(frequentFirst(rng, rows, 20000, 90)), frequentFirst(rng, 6400, 20000, 90), new(Bounds)
		for i := range bounds.Least {
			bounds.Least[i] = 30000
		}
		b.Run(fmt.Sprintf("rows=64/panel=%d", rows), func(b *testing.B) {
			for at := 0; b.Loop(); at = (at + 64) % 6400 {
				bounds.Of(p, x, at, at+64, 200)
			}
		})
	}
}
