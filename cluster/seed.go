package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"sort"
)

// seeding is greedy k-means++ (Arthur and Vassilvitskii, SODA 2007): the first seed is any
// row, each later one is drawn with probability proportional to 1 - cos to the nearest seed so
// far. Each time 2 + floor(ln k) rows are drawn, and the one kept is that which lowers the sum
// of all 1 - cos, the potential, the most (ties to the first drawn). Cost: one pass over the
// stored values a trial.
type seeding struct {
	*space
	threads threads
	rows    []int
	trials  int
	sums    table     // a trial a column
	gap     []float64 // 1 - cos of each row to the nearest seed
	trial   []float64 // the same if trial l were a seed, at place*trials + l
	upTo    []float64 // sum of the gaps of the rows up to each
}

// seedBlock is how many rows are summed together; potentials add up block by block.
const seedBlock = 256

func newSeeding(s *space, rows []int, k int, t threads) *seeding {
	n, trials := len(rows), 2+int(math.Log(float64(k)))
	return &seeding{
		space: s, threads: t, rows: rows, trials: trials, sums: s.newTable(trials),
		gap: make([]float64, n), trial: make([]float64, n*trials), upTo: make([]float64, n),
	}
}

// draw returns k places in rows, fewer if there are fewer distinct rows, and as many as there are by
// then if ctx is done: whoever goes on from them is to look at it.
func (s *seeding) draw(ctx context.Context, k int, rng *rand.Rand) []int {
	for at := range s.gap {
		s.gap[at] = math.Inf(1)
	}
	first := rng.IntN(len(s.rows))
	s.try([]int{first})
	s.keep(0)
	seeds := []int{first}
	for len(seeds) < k && ctx.Err() == nil && s.accumulate() > 0 {
		drawn := make([]int, s.trials)
		for l := range drawn {
			drawn[l] = s.pick(rng.Float64())
		}
		best := s.keep(s.bestOf(s.try(drawn)))
		seeds = append(seeds, drawn[best])
	}
	return seeds
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

// try computes the gaps that each drawn row would leave, and their sums.
func (s *seeding) try(drawn []int) (potentials []float64) {
	for l, at := range drawn {
		s.sums.add(s.rows[at], l, 1)
	}
	blocks := (len(s.rows) + seedBlock - 1) / seedBlock
	parts := make([]float64, blocks*s.trials)
	s.threads.workers(len(s.rows), seedBlock, func() func(lo, hi int) {
		dots := make([]float64, s.trials)
		return func(lo, hi int) {
			part := parts[lo/seedBlock*s.trials:]
			for at := lo; at < hi; at++ {
				s.sums.dots(dots, s.rows[at])
				for l, seed := range drawn {
					g := min(s.gap[at], s.distance(dots[l], at, seed))
					s.trial[at*s.trials+l] = g
					part[l] += g
				}
			}
		}
	})
	potentials = make([]float64, len(drawn))
	for b := range blocks {
		for l := range potentials {
			potentials[l] += parts[b*s.trials+l]
		}
	}
	for l, at := range drawn {
		s.sums.add(s.rows[at], l, -1)
	}
	return potentials
}

// distance is 1 - cos of two rows given their product, and 0 if they are the same point.
func (s *seeding) distance(dot float64, a, b int) float64 {
	d := 1 - dot/math.Sqrt(float64(s.squares[s.rows[a]]*s.squares[s.rows[b]]))
	if d < samePoint {
		return 0
	}
	return d
}

func (s *seeding) bestOf(potentials []float64) int {
	best := 0
	for l, v := range potentials {
		if v < potentials[best] {
			best = l
		}
	}
	return best
}

// keep makes trial l a seed.
func (s *seeding) keep(l int) int {
	for at := range s.gap {
		s.gap[at] = s.trial[at*s.trials+l]
	}
	return l
}
