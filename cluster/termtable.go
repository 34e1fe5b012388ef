package cluster

import (
	"slices"

	"kindred/vectorize/matrix"
)

// termTable holds the sums of sparse rows. Common columns have a sum for each cluster, side by side. But most terms stand
// in few rows, and so in few clusters: of many columns, one that is in at
// most a quarter as many rows as there are clusters is a list of the clusters it has a sum in, and takes 16 bytes a
// sum in place of 12 bytes times k. Zipf's law makes these nine in ten of the columns, which would take nearly all
// the memory, and a seventh of the values.
type termTable struct {
	sums
	x     *matrix.CSR
	place []int32 // of each column: its place among the common ones, or -1-p for p among the lists
	fixed []int64 // D_rt of common columns at place*k + r
	lists [][]cell
	first []cell // what the lists begin in: room for as many sums as there can be
	room  []int32
}

// cell is one sum of a rare column.
type cell struct {
	r    int32
	near float32
	sum  int64
}

// A column in at most k/listedShare rows is a list, where all columns in full would take more than fullMost bytes: what
// is in full is quicker to read.
const (
	listedShare = 4
	fullMost    = 1 << 28
)

func newTermTable(b sums, s *space) *termTable {
	t := &termTable{sums: b, x: s.sparse, place: make([]int32, s.d)}
	rare := int32(-1)
	if s.d > s.full/(12*b.k) {
		rare = int32(b.k / listedShare)
	}
	t.divide(s.frequencies(), rare)
	return t
}

// divide makes columns in up to rare rows lists.
func (t *termTable) divide(frequencies []int32, rare int32) {
	common, cells := int32(0), 0
	for c, n := range frequencies {
		if n > rare {
			t.place[c] = common
			common++
			continue
		}
		t.place[c] = -1 - int32(len(t.room))
		t.room = append(t.room, n)
		cells += int(n)
	}
	t.near, t.fixed = make([]float32, int(common)*t.stride), make([]int64, int(common)*t.k)
	t.first, t.lists = make([]cell, cells), make([][]cell, len(t.room))
	t.empty()
}

// empty gives each list the room it begins in.
func (t *termTable) empty() {
	at := 0
	for l, n := range t.room {
		t.lists[l] = t.first[at : at : at+int(n)]
		at += int(n)
	}
}

func (t *termTable) reset() {
	clear(t.fixed)
	clear(t.near)
	clear(t.squares)
	t.empty()
}

func (t *termTable) add(i, r int, sign int64) { t.addPart(&t.squares[r], i, r, sign, 0, t.d) }

func (t *termTable) addPart(square *int128, i, r int, sign int64, lo, hi int) {
	columns, values := t.part(i, lo, hi)
	sum := *square
	for p, c := range columns {
		t.addTo(&sum, c, r, t.fix(float64(values[p]), sign))
	}
	*square = sum
}

// movePart goes through the columns once: the sums of all clusters in one lie together.
func (t *termTable) movePart(squares []int128, i, from, to int, lo, hi int) {
	columns, values := t.part(i, lo, hi)
	left, joined := squares[from], squares[to]
	for p, c := range columns {
		q := t.fix(float64(values[p]), 1)
		t.addTo(&left, c, from, -q)
		t.addTo(&joined, c, to, q)
	}
	squares[from], squares[to] = left, joined
}

// part is row i from column lo to hi-1.
func (t *termTable) part(i, lo, hi int) (columns []int32, values []float32) {
	columns, values = t.x.Row(i)
	from, to := 0, len(columns)
	if lo > 0 {
		from, _ = slices.BinarySearch(columns, int32(lo))
	}
	if hi < t.d {
		to, _ = slices.BinarySearch(columns, int32(hi))
	}
	return columns[from:to], values[from:to]
}

func (t *termTable) addVector(v []float64, r int) {
	for c, w := range v {
		if q := t.fix(w, 1); q != 0 {
			t.addTo(&t.squares[r], int32(c), r, q)
		}
	}
}

func (t *termTable) addTo(square *int128, c int32, r int, q int64) {
	place := t.place[c]
	if place < 0 {
		t.addListed(square, -1-place, r, q)
		return
	}
	cell := int(place)*t.k + r
	old := t.fixed[cell]
	t.fixed[cell] = old + q
	t.near[int(place)*t.stride+r] = float32(float64(old+q) * t.unscale)
	square.addChange(old, q)
}

// addListed adds to a sum of a rare column; one that becomes zero leaves the list.
func (t *termTable) addListed(square *int128, l int32, r int, q int64) {
	list := t.lists[l]
	at := find(list, r)
	if at < 0 {
		at = len(list)
		list = append(list, cell{r: int32(r)})
	}
	old := list[at].sum
	list[at].sum, list[at].near = old+q, float32(float64(old+q)*t.unscale)
	if old+q == 0 {
		list[at] = list[len(list)-1]
		list = list[:len(list)-1]
	}
	t.lists[l] = list
	square.addChange(old, q)
}

// find returns where a list has cluster r; -1 if nowhere.
func find(list []cell, r int) int {
	for at := range list {
		if list[at].r == int32(r) {
			return at
		}
	}
	return -1
}

// dots adds up run by run: columns ascending, common ones between rare ones together. Up to the end it counts in units
// of the fixed point, a power of two, which changes no bit.
func (t *termTable) dots(dst []float64, i int) {
	clear(dst)
	columns, values := t.x.Row(i)
	var places [64]int32
	for len(columns) > 0 {
		n := 0
		for n < min(len(places), len(columns)) && t.place[columns[n]] >= 0 {
			places[n] = t.place[columns[n]]
			n++
		}
		matrix.AddFixed(dst, places[:n], values[:n], t.fixed, t.k)
		if n < len(columns) && n < len(places) {
			v := float64(values[n])
			for _, c := range t.lists[-1-t.place[columns[n]]] {
				dst[c.r] += float64(v * float64(c.sum))
			}
			n++
		}
		columns, values = columns[n:], values[n:]
	}
	for r := range dst {
		dst[r] *= t.unscale
	}
}

func (t *termTable) dot(i, r int) float64 {
	columns, values := t.x.Row(i)
	sum := 0.0
	for p, c := range columns {
		sum += float64(float64(values[p]) * float64(t.at(c, r)))
	}
	return sum * t.unscale
}

// at is one sum.
func (t *termTable) at(c int32, r int) int64 {
	place := t.place[c]
	if place >= 0 {
		return t.fixed[int(place)*t.k+r]
	}
	list := t.lists[-1-place]
	if at := find(list, r); at >= 0 {
		return list[at].sum
	}
	return 0
}

func (t *termTable) read(e *estimate, i int) {
	columns, values := t.x.Row(i)
	e.listed = false
	if len(t.lists) == 0 { // each column's place is its number
		e.places, e.values = columns, values
		return
	}
	e.room(len(columns))
	n := 0
	for p, c := range columns {
		if place := t.place[c]; place >= 0 {
			e.places[n], e.values[n] = place, values[p]
			n++
		} else if list := t.lists[-1-place]; len(list) > 0 {
			e.list(list, values[p])
		}
	}
	e.places, e.values = e.places[:n], e.values[:n]
}

func (t *termTable) vector(dst []float64, r int) {
	for c := range dst {
		dst[c] = float64(t.at(int32(c), r)) * t.unscale
	}
}

func (t *termTable) total(dst []float64) {
	for c := range dst {
		sum := int64(0)
		if place := t.place[c]; place >= 0 {
			for _, v := range t.fixed[int(place)*t.k:][:t.k] {
				sum += v
			}
		} else {
			for _, cell := range t.lists[-1-place] {
				sum += cell.sum
			}
		}
		dst[c] = float64(sum) * t.unscale
	}
}
