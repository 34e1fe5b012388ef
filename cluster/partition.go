package cluster

import (
	"math"
	"slices"

	"kindred/vectorize/matrix"
)

// partition is a clustering in the making: rows, their labels, and the sums that go with them.
type partition struct {
	*space
	threads threads
	rows    []int // the rows that take part, ascending; a row is known by its place in here
	labels  []int // of rows[p]; -1 before the first assignment
	k       int
	sums    table
	size    []int     // n_r; 0 is a cluster that was dropped
	square  []float64 // |D_r|^2
	seeded  bool      // the sums hold seeds, not yet rows
	passes  int       // of Lloyd, the last time
	went    []moved   // the rows that relabel moved
	bounds  *bounds   // of similarities; nil if there would be too many
	enough  float64   // share of the criterion that a pass or sweep must gain for there to be another; 0 is any move, and refineStop
}

func newPartition(s *space, rows []int, k int, t threads) *partition {
	p := &partition{space: s, threads: t, rows: rows, k: k, sums: s.newTable(k)}
	p.labels = make([]int, len(rows))
	p.size, p.square = make([]int, k), make([]float64, k)
	p.bounds = newBounds(s, len(rows), k)
	return p
}

// resized returns p if it has k clusters, else a new partition that has. p may be nil.
func (p *partition) resized(s *space, rows []int, k int, t threads) *partition {
	if p != nil && p.k == k {
		return p
	}
	return newPartition(s, rows, k, t)
}

// outcome is what a start led to.
type outcome struct {
	labels []int
	k      int
	value  float64 // of the criterion
}

func (p *partition) outcome(c Criterion) outcome {
	return outcome{slices.Clone(p.labels), p.k, p.criterion(c)}
}

// start empties the partition and lets fill put a seed into each of the k sums.
func (p *partition) start(fill func(sums table)) {
	p.sums.reset()
	fill(p.sums)
	for i := range p.labels {
		p.labels[i] = -1
	}
	for r := range p.size {
		p.size[r] = 1
	}
	p.refresh()
	p.seeded = true
	if p.bounds != nil {
		p.bounds.known = false
	}
}

// adopt makes labels (from 0 to k-1) the partition's own. If they are that already, what is known of similarities stays.
func (p *partition) adopt(labels []int) {
	if p.holds(labels) {
		return
	}
	p.start(func(table) {})
	p.relabel(labels)
	clear(p.size)
	for _, r := range labels {
		p.size[r]++
	}
}

// holds says whether the partition is one by some labels.
func (p *partition) holds(labels []int) bool {
	n := 0
	for _, size := range p.size {
		n += size
	}
	return !p.seeded && n == len(labels) && slices.Equal(p.labels, labels)
}

// relabel moves every row whose label differs from next and returns how many did. The caller
// sees to the sizes.
func (p *partition) relabel(next []int) int {
	filled := p.seeded
	if filled { // the sums are to be those of the rows alone
		p.sums.reset()
		p.seeded = false
		for at := range p.labels {
			p.labels[at] = -1
		}
	}
	p.went = p.went[:0]
	for at, r := range next {
		if from := p.labels[at]; from != r {
			p.labels[at] = r
			p.went = append(p.went, moved{at, from, r})
		}
	}
	p.space.addAll(p.sums, p.rows, p.went, p.threads)
	p.refresh()
	if !filled {
		p.follow()
	}
	return len(p.went)
}

// manyMoves is from how many rows on several workers see to the sums.
const manyMoves = 256

// addAll takes rows away from the sums of the clusters they leave, if any, and adds them to those they join. Every
// worker has columns of its own, so each sum is one worker's; squares are whole numbers, so it matters not in which
// parts they grow. Rows that join one cluster come one after another, since their sums lie together.
func (s *space) addAll(t table, rows []int, moves []moved, workers threads) {
	parts, k := 1, t.base().k
	if len(moves) >= manyMoves {
		parts = matrix.Workers(int(workers))
		moves = byCluster(moves, k)
	}
	cuts, grown := s.cuts(parts), make([][]int128, parts)
	workers.blocks(parts, 1, func(part, _ int) {
		squares := make([]int128, k)
		for _, m := range moves {
			if m.from < 0 {
				t.addPart(&squares[m.to], rows[m.at], m.to, 1, cuts[part], cuts[part+1])
				continue
			}
			t.movePart(squares, rows[m.at], m.from, m.to, cuts[part], cuts[part+1])
		}
		grown[part] = squares
	})
	for _, squares := range grown {
		for r, square := range squares {
			t.base().squares[r].add(square)
		}
	}
}

// byCluster sorts moves by the cluster joined, those of one as they came.
func byCluster(moves []moved, k int) []moved {
	at := make([]int, k+1)
	for _, m := range moves {
		at[m.to+1]++
	}
	for r := range k {
		at[r+1] += at[r]
	}
	out := make([]moved, len(moves))
	for _, m := range moves {
		out[at[m.to]] = m
		at[m.to]++
	}
	return out
}

// cuts divides the columns in parts with about as many values each.
func (s *space) cuts(parts int) []int {
	out := make([]int, parts+1)
	out[parts] = s.d
	if s.sparse == nil || parts == 1 {
		for part := range parts {
			out[part] = part * s.d / parts
		}
		return out
	}
	part, values, all := 1, 0, s.sparse.NNZ()
	for c, n := range s.frequencies() {
		for part < parts && values >= part*all/parts {
			out[part] = c
			part++
		}
		values += int(n)
	}
	for ; part < parts; part++ {
		out[part] = s.d
	}
	return out
}

// follow brings the bounds up to date with the rows that went elsewhere; the squares are fresh.
func (p *partition) follow() {
	if p.bounds != nil && p.bounds.known {
		p.bounds.follow(p, p.went)
	}
}

// refresh brings |D_r|^2 up to date with the sums.
func (p *partition) refresh() {
	for r := range p.square {
		p.square[r] = p.sums.base().square(r)
	}
}

// cosine of a row to cluster r, given x_i.D_r; 0 if the rows of the cluster cancel out.
func cosine(dot, square float64) float64 {
	if square == 0 {
		return 0
	}
	return dot / math.Sqrt(square)
}

// criterion returns the value of I1 or I2, clusters ascending.
func (p *partition) criterion(c Criterion) float64 {
	sum := 0.0
	for r, n := range p.size {
		sum += c.of(p.square[r], n)
	}
	return sum
}

// of returns what one cluster adds to the criterion, given |D_r|^2 and n_r.
func (c Criterion) of(square float64, n int) float64 {
	switch {
	case n == 0:
		return 0
	case c == I1:
		return square / float64(n)
	}
	return math.Sqrt(max(0, square))
}
