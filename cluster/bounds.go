package cluster

import "math"

// Most rows of a pass stay where they are, and that can often be told without a product. Let c_r be the unit
// centroid D_r/|D_r|, and c'_r what it was when x.c'_r was last computed. By Cauchy and Schwarz
//
//	|x.c_r - x.c'_r| <= |x| |c_r - c'_r| <= |x| (the way that c_r has gone since)
//
// so an old similarity and the way since bound the new one from both sides, and a cluster whose upper bound is below
// what the row has already need not be looked at. (Elkan, ICML 2003, on Euclidean distances; Schubert, Lang and
// Feher, "Accelerating Spherical k-Means", SISAP 2021, on cosines, whose arcs are a little tighter than these
// chords and cost more.) Only chords are added up: with way_r the sum of all that c_r has gone, x.c'_r - way'_r is
// stored once, and the bound is that plus way_r. Nothing has to be brought up to date for a row that is skipped.
//
// There is one upper bound for a group of clusters that are estimated together (estimate.go), of the largest similarity
// to one of them but the row's own, and the group's way is the largest of each pass (Ding and others, "Yinyang
// K-Means", ICML 2015): an eighth of the memory, and to look at a group costs no more than at a cluster.
//
// The way of a pass follows from the rows that moved alone. With E = D_r - D'_r, the rows gained less those lost,
//
//	|c_r - c'_r|^2 = 2 - 2 (D_r.D'_r)/(|D_r||D'_r|)    D_r.D'_r = |D_r|^2 - E.D_r
//
// What rounding may do to any of this is added to the bounds, so that the plain way, all clusters for every row,
// would come to the same labels; a test compares them pass by pass.
type bounds struct {
	groups int
	known  bool      // false: nothing has been estimated yet, or the sums were filled anew
	upper  []float32 // x.c_r <= upper[at*groups+g] + wide[g] for every r of group g but the one the row is in
	lower  []float64 // x.c_r >= lower[at] - way[r] for the cluster r that the row is in
	way    []float64 // of each cluster, times the length of the longest row
	wide   []float64 // of each group
	before []float64 // |D_r|^2 when way was last brought up to date
	shift  []float64 // E.D_r, while that is done
	slack  float64   // what rounding may add to the difference of two similarities
}

// boundsMost is how many bounds there may be: 4 bytes each.
const boundsMost = 1 << 27

// rounding is how much a sum of n products of unit vectors may be off, relative to 1.
func rounding(n int) float64 { return float64(float64(n) * 0x1p-52) }

// newBounds returns bounds of which nothing is known yet; nil if there would be too many.
func newBounds(s *space, n, k int) *bounds {
	groups := (k + groupSize - 1) / groupSize
	if n > boundsMost/groups {
		return nil
	}
	return &bounds{
		groups: groups, upper: make([]float32, n*groups), lower: make([]float64, n),
		way: make([]float64, k), wide: make([]float64, groups), before: make([]float64, k), shift: make([]float64, k),
		slack: 8 * rounding(s.d+16),
	}
}

// row returns the upper bounds of one row, without the ways.
func (b *bounds) row(at int) []float32 { return b.upper[at*b.groups:][:b.groups] }

// open lists the groups that may have a cluster, other than the row's own, whose similarity reaches cos.
func (b *bounds) open(dst []int32, at int, cos float64) []int32 {
	cos -= b.slack
	row := b.row(at)
	wide := b.wide[:len(row)]
	for g, v := range row {
		if float64(v)+wide[g] >= cos {
			dst = append(dst, int32(g))
		}
	}
	return dst
}

// set notes the upper bound of a group; conversion to float32 must not lower it.
func (b *bounds) set(at, g int, cos float64) {
	v := cos - b.wide[g]
	b.upper[at*b.groups+g] = float32(v + float64(math.Abs(v)*0x1p-23) + 0x1p-100)
}

// stay notes the similarity of a row to the cluster that it is in from now on.
func (b *bounds) stay(at, r int, cos float64) { b.lower[at] = cos + b.way[r] }

// leave says that a row, which was in cluster r, is in another, of which nothing is known.
func (b *bounds) leave(at, r int) {
	b.lower[at] = math.Inf(-1)
	b.upper[at*b.groups+r/groupSize] = float32(math.Inf(1))
}

// note notes the estimates of some groups for a row that is in cluster own from now on.
func (b *bounds) note(e *estimate, at, own int, groups []int32) {
	for _, g := range groups {
		b.set(at, int(g), e.upper(int(g), own))
	}
	b.stay(at, own, float64(e.sims[own])-float64(e.off))
}

// begin makes the partition's clusters those from which ways are measured; what was estimated of them stays good.
func (b *bounds) begin(p *partition) { copy(b.before, p.square) }

// clear makes the bounds hold though nothing has been estimated.
func (b *bounds) clear(p *partition) {
	for at := range b.upper {
		b.upper[at] = float32(math.Inf(1))
	}
	for at := range b.lower {
		b.lower[at] = math.Inf(-1)
	}
	b.known = true
	b.begin(p)
}

// moved is a row, by its place, that went from one cluster to another.
type moved struct{ at, from, to int }

// follow adds what the clusters have gone since begin or the last follow, given the rows that moved; the squares are
// those of the sums. Cost: two products a row that moved.
func (b *bounds) follow(p *partition, rows []moved) {
	clear(b.shift)
	lost, gained := make([]float64, len(rows)), make([]float64, len(rows))
	p.threads.blocks(len(rows), assignBlock, func(lo, hi int) {
		for q := lo; q < hi; q++ {
			m := rows[q]
			lost[q], gained[q] = p.sums.dot(p.rows[m.at], m.from), p.sums.dot(p.rows[m.at], m.to)
		}
	})
	count := make([]int, p.k)
	for q, m := range rows {
		b.shift[m.from] -= lost[q]
		b.shift[m.to] += gained[q]
		count[m.from]++
		count[m.to]++
	}
	for g := range b.wide {
		most := 0.0
		for r := g * groupSize; r < min((g+1)*groupSize, p.k); r++ {
			if count[r] > 0 {
				chord := float64(p.longest * b.chord(p, r, count[r]))
				b.way[r] += chord
				b.before[r] = p.square[r]
				most = max(most, chord)
			}
		}
		b.wide[g] += most
	}
}

// chord returns at least |c_r - c'_r|, given that n rows came or went.
func (b *bounds) chord(p *partition, r, n int) float64 {
	now, before := p.square[r], b.before[r]
	if now <= 0 || before <= 0 {
		return 2
	}
	cos := (now - b.shift[r]) / math.Sqrt(now) / math.Sqrt(before)
	// A row of the sums is one in fixed point, off by half a last bit a column.
	row := rounding(p.d+16+n) + float64(math.Sqrt(float64(p.d))*math.Ldexp(1, -p.bits))
	off := float64(4 * (rounding(p.d+16) + float64(row*float64(n))/math.Sqrt(before)))
	return min(2, math.Sqrt(2*max(0, 1-cos+off)))
}
