package cluster

import "math"

// quadtree sums what all rows do to one, without looking at each: a square of rows that is seen under a small angle
// counts as so many rows at their mean (Barnes and Hut 1986). Squares are listed each before its four parts, with where to go on when
// they are passed over, so a walk needs no stack.
type quadtree struct {
	squares []quadrant
	angle   float64
	order   []int32 // rows, those of a square side by side
	at      []point // of the rows in that order
}

type quadrant struct {
	mean   point
	reach  float64 // the square of the distance from which on it counts as one
	rows   float64
	after  int32 // the square to go on with when this one is done
	lo, hi int32 // its rows in the order, of a square without parts; else 0, 0
}

const (
	angle    = 0.8 // angle under which a square counts as one: its side over its distance
	leafRows = 8   // rows of a square that is not parted
	deepest  = 40  // parts of parts
)

// newQuadtree sorts places; squares seen under less than an angle count as one. Cost: n log n.
func newQuadtree(at []point, under float64) *quadtree {
	t := &quadtree{angle: under, order: make([]int32, len(at)), at: make([]point, len(at))}
	low, high := at[0], at[0]
	for i, p := range at {
		t.order[i] = int32(i)
		low.x, low.y = math.Min(low.x, p.x), math.Min(low.y, p.y)
		high.x, high.y = math.Max(high.x, p.x), math.Max(high.y, p.y)
	}
	side := math.Max(high.x-low.x, high.y-low.y)
	copy(t.at, at)
	b := builder{quadtree: t, spareOrder: make([]int32, len(at)), spareAt: make([]point, len(at))}
	b.add(0, len(at), point{low.x + float64(side/2), low.y + float64(side/2)}, side, 0)
	return t
}

// builder parts squares; rows change places by way of the spare ones.
type builder struct {
	*quadtree
	spareOrder []int32
	spareAt    []point
}

// add lists a square of the rows lo to hi-1 of the order, and its parts.
func (b *builder) add(lo, hi int, middle point, side float64, depth int) {
	place := len(b.squares)
	b.squares = append(b.squares, quadrant{mean: meanOf(b.at[lo:hi]), rows: float64(hi - lo), reach: side * side / (b.angle * b.angle)})
	if hi-lo <= leafRows || depth == deepest {
		b.squares[place].lo, b.squares[place].hi = int32(lo), int32(hi)
	} else {
		ends := b.part(lo, hi, middle)
		from := lo
		for q, end := range ends {
			if end > from {
				b.add(from, end, quarter(middle, side, q), side/2, depth+1)
			}
			from = end
		}
	}
	b.squares[place].after = int32(len(b.squares))
}

func meanOf(at []point) point {
	var sum point
	for _, p := range at {
		sum.x += p.x
		sum.y += p.y
	}
	n := float64(len(at))
	return point{sum.x / n, sum.y / n}
}

func quarter(middle point, side float64, q int) point {
	dx, dy := float64(-side/4), float64(-side/4)
	if q&1 != 0 {
		dx = float64(side / 4)
	}
	if q&2 != 0 {
		dy = float64(side / 4)
	}
	return point{middle.x + dx, middle.y + dy}
}

// part sorts rows by quarter, keeping their order within each, and returns where each quarter ends.
func (b *builder) part(lo, hi int, middle point) [4]int {
	var count [4]int
	for _, p := range b.at[lo:hi] {
		count[quarterOf(p, middle)]++
	}
	var next, ends [4]int
	at := lo
	for q, c := range count {
		next[q] = at
		at += c
		ends[q] = at
	}
	for i := lo; i < hi; i++ {
		q := quarterOf(b.at[i], middle)
		b.spareAt[next[q]], b.spareOrder[next[q]] = b.at[i], b.order[i]
		next[q]++
	}
	copy(b.at[lo:hi], b.spareAt[lo:hi])
	copy(b.order[lo:hi], b.spareOrder[lo:hi])
	return ends
}

func quarterOf(p, middle point) int {
	q := 0
	if p.x >= middle.x {
		q = 1
	}
	if p.y >= middle.y {
		q |= 2
	}
	return q
}

// repelled is the sum of q^2 (y_i - y_j), and of q, over all rows j but row i, which lies at from. Where row i is in a corner and the mean of its square far
// away, the square may count as one with i in it; that errs as squares do, by what they hide.
func (t *quadtree) repelled(from point) (push point, near float64) {
	near = -1 // the q of row i itself
	squares := t.squares
	for s := 0; s < len(squares); {
		sq := &squares[s]
		if sq.hi > 0 {
			for _, p := range t.at[sq.lo:sq.hi] {
				dx, dy := from.x-p.x, from.y-p.y
				q := 1 / (1 + float64(dx*dx) + float64(dy*dy))
				near += q
				q = float64(q * q)
				push.x += float64(q * dx)
				push.y += float64(q * dy)
			}
			s = int(sq.after)
			continue
		}
		dx, dy := from.x-sq.mean.x, from.y-sq.mean.y
		square := float64(dx*dx) + float64(dy*dy)
		if square <= sq.reach {
			s++
			continue
		}
		q := 1 / (1 + square)
		rows := float64(sq.rows * q)
		near += rows
		q = float64(q * rows)
		push.x += float64(q * dx)
		push.y += float64(q * dy)
		s = int(sq.after)
	}
	return push, near
}
