package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"sort"

	"kindred/vectorize/matrix"
)

// seeding is greedy k-means++ (Arthur and Vassilvitskii, SODA 2007): the first seed is any
// row, each later one is drawn with probability proportional to 1 - cos to the nearest seed so
// far. Each time 2 + floor(ln k) rows are drawn, and the one kept is that which lowers the sum
// of all 1 - cos, the potential, the most (ties to the first drawn).
//
// A row drawn meets the others in the columns it has, which are lists of rows for that: sparse rows have few columns, and
// most rows have none of them but the commonest, so this is far less than all rows' entries. Only where the product is large
// enough is 1 - cos computed. Cost of a trial: the rows in the columns of the row drawn, and a look at every product.
type seeding struct {
	*space
	threads threads
	rows    []int
	trials  int
	columns *matrix.CSR // of sparse rows: a row a column, whose columns are places in rows
	gap     []float64   // 1 - cos of each row to the nearest seed
	cover   []float64   // the product with a row of length 1 from which on 1 - cos would be less
	upTo    []float64   // sum of the gaps of the rows up to each
	scale   float64     // of fixed point: a seed is as the sums have it
}

// trial is what one row drawn would do as a seed.
type trial struct {
	places []int     // rows that would be nearer to it than to any seed
	gaps   []float64 // theirs then
	gain   float64   // what they would have less, altogether
}

func newSeeding(s *space, rows []int, k int, t threads) *seeding {
	n := len(rows)
	out := &seeding{
		space: s, threads: t, rows: rows, trials: 2 + int(math.Log(float64(k))),
		gap: make([]float64, n), cover: make([]float64, n), upTo: make([]float64, n), scale: math.Ldexp(1, s.bits),
	}
	switch {
	case s.sparse == nil:
	case n == s.n:
		out.columns = s.sparse.Transposed()
	default:
		out.columns = s.sparse.Select(rows).Transposed()
	}
	return out
}

// draw returns k places in rows, fewer if there are fewer distinct rows, and as many as there are by
// then if ctx is done: whoever goes on from them is to look at it.
func (s *seeding) draw(ctx context.Context, k int, rng *rand.Rand) []int {
	s.begin()
	first := rng.IntN(len(s.rows))
	s.keep(s.try([]int{first})[0])
	seeds := []int{first}
	for len(seeds) < k && ctx.Err() == nil && s.accumulate() > 0 {
		drawn := make([]int, s.trials)
		for l := range drawn {
			drawn[l] = s.pick(rng.Float64())
		}
		trials := s.try(drawn)
		best := bestTrial(trials)
		s.keep(trials[best])
		seeds = append(seeds, drawn[best])
	}
	return seeds
}

// begin forgets all seeds.
func (s *seeding) begin() {
	for at := range s.gap {
		s.gap[at], s.cover[at] = math.Inf(1), math.Inf(-1)
	}
}

// accumulate sums the gaps in row order and returns the potential.
func (s *seeding) accumulate() float64 {
	sum := 0.0
	for at, g := range s.gap {
		sum += g
		s.upTo[at] = sum
	}
	return sum
}

// pick returns the row at a share u, from 0 up to 1, of the potential.
func (s *seeding) pick(u float64) int {
	goal := u * s.upTo[len(s.upTo)-1]
	at := sort.Search(len(s.upTo), func(at int) bool { return s.upTo[at] > goal })
	for at = min(at, len(s.gap)-1); s.gap[at] == 0; at-- { // u rounded up to the very end
	}
	return at
}

// try finds out what each drawn row would do.
func (s *seeding) try(drawn []int) []trial {
	out := make([]trial, len(drawn))
	s.threads.workers(len(drawn), 1, func() func(lo, hi int) {
		dots := make([]float64, len(s.rows))
		return func(l, _ int) { out[l] = s.trial(drawn[l], dots) }
	})
	return out
}

// trial finds out what one row would do; dots is room for a product a row.
func (s *seeding) trial(seed int, dots []float64) (t trial) {
	s.multiply(dots, seed)
	length := math.Sqrt(s.squares[s.rows[seed]])
	for at, dot := range dots {
		if dot <= float64(s.cover[at]*length)-samePoint {
			continue
		}
		if g := s.distance(dot, at, seed); g < s.gap[at] {
			t.places, t.gaps = append(t.places, at), append(t.gaps, g)
			t.gain += s.gap[at] - g
		}
	}
	return t
}

// multiply computes the products of one row with all, as a sum of that row alone would have them.
func (s *seeding) multiply(dots []float64, seed int) {
	if s.columns == nil {
		row := make([]float64, s.d)
		for c, v := range s.dense.Row(s.rows[seed]) {
			row[c] = s.fixed(v)
		}
		for at, i := range s.rows {
			dots[at] = matrix.Dot(s.dense.Row(i), row)
		}
		return
	}
	clear(dots)
	columns, values := s.sparse.Row(s.rows[seed])
	for p, c := range columns {
		places, others := s.columns.Row(int(c))
		v := s.fixed(values[p])
		for q, at := range places {
			dots[at] += float64(v * float64(others[q]))
		}
	}
}

// fixed is a value as the sums have it.
func (s *seeding) fixed(v float32) float64 { return math.RoundToEven(float64(v)*s.scale) / s.scale }

// distance is 1 - cos of two rows given their product, and 0 if they are the same point.
func (s *seeding) distance(dot float64, a, b int) float64 {
	d := 1 - dot/math.Sqrt(float64(s.squares[s.rows[a]]*s.squares[s.rows[b]]))
	if d < samePoint {
		return 0
	}
	return d
}

func bestTrial(trials []trial) int {
	best := 0
	for l, t := range trials {
		if t.gain > trials[best].gain {
			best = l
		}
	}
	return best
}

// keep makes the row of a trial a seed.
func (s *seeding) keep(t trial) {
	for q, at := range t.places {
		s.gap[at] = t.gaps[q]
		s.cover[at] = float64((1 - t.gaps[q]) * math.Sqrt(s.squares[s.rows[at]]))
	}
}
