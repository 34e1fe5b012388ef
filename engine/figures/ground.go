package figures

import "math"

// The squares that papers are counted in.
const (
	cell    = 10 // pixels a side
	columns = mapWidth / cell
	lines   = mapHeight / cell
)

// ground knows how densely papers lie where: a table of sums for all of them and for each topic, so that papers in any rectangle are
// counted at once (Crow, "Summed-area tables for texture mapping", 1984). Entry (i, j) is what lies left of column i and above line j.
type ground struct {
	spots []spot
	all   table
	of    []table
	r     float64 // of a paper's mark
	reach int     // cells on each side of one that lie together with it
}

type table []int32

// groundOf counts the papers of some of k topics, and all that there are.
func groundOf(spots []spot, k int, topics []int, r float64) *ground {
	g := &ground{spots: spots, all: newTable(), of: make([]table, k), r: r}
	g.reach = max(3, int(math.Sqrt(columns*lines/float64(max(1, k)))/4))
	for _, topic := range topics {
		g.of[topic] = newTable()
	}
	for _, s := range spots {
		i, j := cellOf(s.x, columns), cellOf(s.y, lines)
		g.all.count(i, j)
		g.of[s.topic].count(i, j)
	}
	g.all.sum()
	for _, t := range g.of {
		t.sum()
	}
	return g
}

func newTable() table { return make(table, (columns+1)*(lines+1)) }

// count counts a paper; a table of nothing counts none.
func (t table) count(i, j int) {
	if t != nil {
		t[(j+1)*(columns+1)+i+1]++
	}
}

func cellOf(v float64, most int) int { return min(max(int(v/cell), 0), most-1) }

// sum turns counts into sums.
func (t table) sum() {
	for j := 1; j <= lines && t != nil; j++ {
		for i := 1; i <= columns; i++ {
			at := j*(columns+1) + i
			t[at] += t[at-1] + t[at-columns-1] - t[at-columns-2]
		}
	}
}

// within counts the papers from column i0 and line j0 to before i1 and j1.
func (t table) within(i0, j0, i1, j1 int) int {
	i0, j0, i1, j1 = max(i0, 0), max(j0, 0), min(i1, columns), min(j1, lines)
	return int(t[j1*(columns+1)+i1] - t[j0*(columns+1)+i1] - t[j1*(columns+1)+i0] + t[j0*(columns+1)+i0])
}

// hidden is how many papers lie under something, and what share of that they cover, 1 at most.
type hidden struct {
	papers int
	share  float64
}

// under estimates what a name hides, of its own topic and of others.
func (g *ground) under(n name) (own, others hidden) {
	i0, j0 := cellOf(n.at.x0-g.r, columns), cellOf(n.at.y0-g.r, lines)
	i1, j1 := cellOf(n.at.x1+g.r, columns)+1, cellOf(n.at.y1+g.r, lines)+1
	part := math.Pi * g.r * g.r / float64((i1-i0)*(j1-j0)*cell*cell)
	mine, all := g.of[n.topic].within(i0, j0, i1, j1), g.all.within(i0, j0, i1, j1)
	return hidden{mine, min(1, part*float64(mine))}, hidden{all - mine, min(1, part*float64(all-mine))}
}

// home is the middle of a topic's papers where most of them lie together, and whether it has any on the map. Together is within a square
// of half the side that each of the topics would have of the picture.
func (g *ground) home(topic int) (x, y float64, some bool) {
	most, at, from, reach := 0, 0, g.of[topic], g.reach
	for j := range lines {
		for i := range columns {
			if n := from.within(i-reach, j-reach, i+reach+1, j+reach+1); n > most {
				most, at = n, j*columns+i
			}
		}
	}
	if most == 0 {
		return 0, 0, false
	}
	n := 0.0
	for _, s := range g.spots {
		i, j := cellOf(s.x, columns)-at%columns, cellOf(s.y, lines)-at/columns
		if s.topic == topic && max(i, -i) <= reach && max(j, -j) <= reach {
			x, y, n = x+s.x, y+s.y, n+1
		}
	}
	return x / n, y / n, true
}
