package cluster

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// awkward is a sample with every fifth row given twice more, and a few rows along the axes, where many similarities
// are equal.
func awkward(seed uint64, n int) *mat.Dense {
	x := dense(sample(seed, n, 60, 8, 5))
	for i := 0; i+2 < n; i += 5 {
		x.SetRow(i+1, x.RawRowView(i))
		x.SetRow(i+2, x.RawRowView(i))
	}
	for i := n - 30; i < n; i++ {
		x.SetRow(i, make([]float64, 60))
		x.Set(i, i%4, 1)
	}
	return x
}

// spaces are the rows of x as sparse and as dense ones, and as sparse ones with lists for rare columns.
func spaces(x *mat.Dense) []*space {
	listed := newSpace(onlyNonZero{x})
	listed.full = 0
	return []*space{newSpace(onlyNonZero{x}), newSpace(x), listed}
}

// seeded is a partition that starts from k rows, some of them equal, and one of the same for the plain way.
func seeded(s *space, k int, seed uint64) (bounded, plain *partition) {
	rows, _ := s.usable()
	rng := rand.New(rand.NewPCG(seed, 3))
	at := make([]int, k)
	for r := range at {
		at[r] = rows[rng.IntN(len(rows))]
	}
	fill := func(sums table) {
		for r, i := range at {
			sums.add(i, r, 1)
		}
	}
	bounded, plain = newPartition(s, rows, k, 2), newPartition(s, rows, k, 1)
	plain.bounds = nil
	bounded.start(fill)
	plain.start(fill)
	return bounded, plain
}

// checkBounds compares what is known of every row with what is so.
func checkBounds(t *testing.T, p *partition) {
	t.Helper()
	dots := make([]float64, p.k)
	for at, i := range p.rows {
		p.sums.dots(dots, i)
		own := p.labels[at]
		for r, dot := range dots {
			g := r / groupSize
			bound := float64(p.bounds.row(at)[g]) + p.bounds.wide[g]
			if cos := cosine(dot, p.square[r]); r != own && p.size[r] > 0 && cos > bound+p.bounds.slack {
				t.Fatalf("row %d, cluster %d: similarity %v, bound %v", at, r, cos, bound)
			}
		}
		if cos, least := cosine(dots[own], p.square[own]), p.bounds.lower[at]-p.bounds.way[own]; cos < least-p.bounds.slack {
			t.Fatalf("row %d: similarity to its own cluster %v, bound %v", at, cos, least)
		}
	}
}

// settled counts the rows of which the bounds alone say that they stay.
func (p *partition) settled() (n int) {
	for at, own := range p.labels {
		if len(p.bounds.open(nil, at, p.bounds.lower[at]-p.bounds.way[own])) == 0 {
			n++
		}
	}
	return n
}

// assignPlainly finds the nearest centroid of each row from all exact products.
func (p *partition) assignPlainly(next []int) {
	dots := make([]float64, p.k)
	for at, i := range p.rows {
		p.sums.dots(dots, i)
		best := math.Inf(-1)
		for r, dot := range dots {
			if cos := cosine(dot, p.square[r]); p.size[r] > 0 && cos > best {
				next[at], best = r, cos
			}
		}
	}
}

// refinePlainly makes the moves of a block, every gain from exact products.
func (p *partition) refinePlainly(c Criterion, lo, hi int) (gained float64) {
	least, dots := refineLeast*p.criterion(c), make([]float64, p.k)
	var wants []int
	for at := lo; at < hi; at++ {
		p.sums.dots(dots, p.rows[at])
		if _, gain := p.bestMove(c, at, dots); gain > least {
			wants = append(wants, at)
		}
	}
	for _, at := range wants {
		p.sums.dots(dots, p.rows[at])
		if to, gain := p.bestMove(c, at, dots); gain > least {
			p.move(at, to)
			gained += gain
		}
	}
	return gained
}

func TestBoundsLeadToThePlainLabelsPassByPass(t *testing.T) {
	for _, s := range spaces(awkward(11, 700)) {
		for _, k := range []int{1, 2, 7, 40, 150} {
			p, plain := seeded(s, k, uint64(k))
			next, want := make([]int, len(p.rows)), make([]int, len(p.rows))
			pass := 0
			for ; pass < 60; pass++ {
				p.assign(next)
				plain.assignPlainly(want)
				equal(t, "assignment", next, want)
				p.refill(next, func() []float64 { return p.nearness(next) })
				plain.refill(want, func() []float64 { return plain.nearness(want) })
				equal(t, "assignment, clusters refilled", next, want)
				equal(t, "sizes", p.size, plain.size)
				n := p.relabel(next)
				if m := plain.relabel(want); n != m {
					t.Errorf("%d rows moved, %d should have", n, m)
				}
				if pass > 0 {
					checkBounds(t, p)
				}
				if n == 0 {
					break
				}
			}
			equal(t, "sums", allSums(p.sums), allSums(plain.sums))
			if k > 1 && (pass < 2 || pass == 60) {
				t.Errorf("k = %d: %d passes", k, pass)
			}
			if n := p.settled(); k == 7 && n < len(p.rows)/2 {
				t.Errorf("%d of %d rows are settled at the end", n, len(p.rows))
			}
		}
	}
}

// Rows that go back and forth at random move the centroids as no k-means would.
func TestBoundsHoldWhateverMoves(t *testing.T) {
	for _, s := range spaces(awkward(12, 400)) {
		p, _ := seeded(s, 9, 5)
		next := make([]int, len(p.rows))
		p.assign(next)
		p.relabel(next)
		p.assign(next)
		p.relabel(next)
		rng := rand.New(rand.NewPCG(6, 6))
		for range 30 {
			p.assign(next)
			for range rng.IntN(200) {
				at := rng.IntN(len(next))
				p.bounds.leave(at, next[at])
				next[at] = rng.IntN(9)
			}
			p.refill(next, func() []float64 { return p.nearness(next) })
			p.relabel(next)
			checkBounds(t, p)
		}
	}
}

func TestBoundsLeadToThePlainLocalSearchBlockByBlock(t *testing.T) {
	for _, s := range spaces(awkward(13, 2300)) {
		for _, c := range []Criterion{I1, I2} {
			for _, k := range []int{2, 7, 60} {
				p, plain := seeded(s, k, uint64(k))
				next := make([]int, len(p.rows))
				plain.assignPlainly(next)
				p.adopt(next)
				plain.adopt(next)
				p.bounds.clear(p)
				moves, skipped := 0, 0
				for range 8 {
					for lo := 0; lo < len(p.rows); lo += refineBlock {
						hi := min(lo+refineBlock, len(p.rows))
						skipped += p.skipped(c, lo, hi)
						if got, want := p.refineBlock(c, lo, hi), plain.refinePlainly(c, lo, hi); got != want {
							t.Errorf("%s, k = %d: a block gained %v, want %v", c, k, got, want)
						}
						moves += len(p.went)
						checkBounds(t, p)
					}
				}
				equal(t, "labels", p.labels, plain.labels)
				equal(t, "squares", p.square, plain.square)
				if moves == 0 || k == 7 && skipped < len(p.rows) {
					t.Errorf("%s, k = %d: %d moves, rows skipped %d times", c, k, moves, skipped)
				}
			}
		}
	}
}

// skipped counts the rows of a block of which the bounds alone say that no move gains.
func (p *partition) skipped(c Criterion, lo, hi int) (n int) {
	reach, e := p.reach(c), p.newEstimate(p.scales())
	for at := lo; at < hi; at++ {
		if !p.mayGain(at, refineLeast*p.criterion(c), reach, e) {
			n++
		}
	}
	return n
}

func TestTooManyBoundsAreNotKept(t *testing.T) {
	s := newSpace(twoPairs)
	if newBounds(s, boundsMost/16+1, 128) != nil {
		t.Error("bounds were kept")
	}
}

// Equal centroids: a row in the second of them belongs to the first, however little its own bound leaves open.
func TestBoundsLeaveTiesToTheLowerCluster(t *testing.T) {
	s := newSpace(mat.NewDense(5, 2, []float64{1, 0, 1, 0, 1, 0, 1, 0, 0, 1}))
	p := newPartition(s, []int{0, 1, 2, 3, 4}, 3, 1)
	p.adopt([]int{0, 0, 1, 1, 2})
	next := make([]int, 5)
	p.assign(next)
	for at := range next {
		next[at] = -1
		p.bounds.stay(at, p.labels[at], 1)
	}
	p.assign(next)
	equal(t, "labels", next, []int{0, 0, 0, 0, 2})
}

// From (1,0) to (.6,.8) is sqrt(.8); where rows cancel out there is no telling.
func TestChordByHand(t *testing.T) {
	s := newSpace(mat.NewDense(4, 2, []float64{1, 0, .6, .8, -1, 0, 0, 1}))
	p := newPartition(s, []int{0, 1, 2, 3}, 2, 1)
	p.adopt([]int{0, 1, 1, 1})
	p.assign(make([]int, 4))
	p.relabel([]int{1, 0, 1, 1})
	near(t, "way of the first", p.bounds.way[0], math.Sqrt(.8), 1e-6)
	for _, labels := range [][]int{{1, 1, 1, 0}, {0, 1, 0, 1}, {1, 1, 1, 0}} {
		before := p.bounds.way[0]
		p.relabel(labels)
		if before = p.bounds.way[0] - before; p.square[0] == 0 && before < 1 {
			t.Errorf("the rows of a cluster cancel out, and it went %v", before)
		}
	}
}
