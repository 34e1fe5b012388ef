package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kindred/vectorize/matrix"
)

func layoutOf(t *testing.T, rows int, values ...float32) *Placement {
	t.Helper()
	p, err := Layout{}.Fit(background, matrix.NewRows(rows, len(values)/max(rows, 1), values))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Of no rows, one, two and three, and of zeros, it is said where they lie.
func TestLayoutOfFewRows(t *testing.T) {
	if p := layoutOf(t, 0); p.Len() != 0 {
		t.Errorf("%d places of no rows", p.Len())
	}
	if p := layoutOf(t, 1, 1, 0); p.at[0] != (point{}) {
		t.Errorf("one row lies at %v", p.at[0])
	}
	if p := layoutOf(t, 2, 0, 0, 0, 0); !slices.Equal(p.at, []point{{-1, -1}, {-1, -1}}) {
		t.Errorf("zeros lie at %v", p.at)
	}
	p := layoutOf(t, 3, 1, 0, 0, 0, 0, 1)
	if p.at[1] != (point{-1, -1}) || math.Abs(p.at[0].x+p.at[2].x) > 1e-9 || math.Abs(p.at[0].y+p.at[2].y) > 1e-9 || apart(p, 0, 2) < 1 {
		t.Errorf("two rows without likeness, and one of zeros, lie at %v", p.at)
	}
	p = layoutOf(t, 3, 1, 0, .8, .6, 0, 1)
	if !(apart(p, 0, 1) < apart(p, 0, 2)) {
		t.Errorf("three rows lie at %v: the first two should be nearer to each other than the first and the last", p.at)
	}
}

func apart(p *Placement, i, j int) float64 {
	return math.Hypot(p.at[i].x-p.at[j].x, p.at[i].y-p.at[j].y)
}

// Equal rows, more of them than neighbours, come near each other and have places that are numbers.
func TestLayoutOfEqualRows(t *testing.T) {
	values := make([]float32, 0, 120)
	for i := range 60 {
		values = append(values, float32(1-i/40), float32(i/40))
	}
	p := layoutOf(t, 60, values...)
	for i, at := range p.at {
		if !(math.Hypot(at.x, at.y) <= 1) {
			t.Fatalf("row %d lies at %v", i, at)
		}
	}
	for i := range 40 {
		if !(apart(p, i, (i+1)%40) < apart(p, i, 40+i%20)) {
			t.Errorf("row %d is nearer to a row of the other kind than to one like it", i)
		}
	}
}

// Twelve equal rows weigh all that a row gives: to what else is near them they are joined by weights of 0, of which groups are made like of others.
func TestLayoutFromGroupsOfEqualRows(t *testing.T) {
	const kinds, equal = 40, 12
	values := make([]float32, kinds*equal*kinds)
	for row := range kinds * equal {
		values[row*kinds+row/equal], values[row*kinds+(row/equal+1)%kinds] = .8, .6
	}
	p, err := Layout{Groups: 60, Epochs: 30}.Fit(background, matrix.NewRows(kinds*equal, kinds, values))
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range p.at {
		if !(math.Hypot(at.x, at.y) <= 1) {
			t.Errorf("row %d lies at %v", i, at)
		}
	}
}

// It tells how far it is, from groups too, and ends when its context does.
func TestLayoutTellsAndEnds(t *testing.T) {
	x := sample(7, 300, 300, 12, 6)
	for _, groups := range []int{0, 60} {
		ctx, cancel := context.WithCancel(background)
		defer cancel()
		last, whole, calls := 0, 0, 0
		l := Layout{Groups: groups, Epochs: 20, Progress: func(done, total int) {
			if calls++; done < last || done > total {
				t.Errorf("%d groups: %d of %d after %d", groups, done, total, last)
			}
			last, whole = done, total
		}}
		if _, err := l.Fit(ctx, x); err != nil || calls < 20 || last != whole {
			t.Errorf("%d groups: ended at %d of %d after %d calls, %v", groups, last, whole, calls, err)
		}
		l.Progress = func(done, total int) { cancel() }
		if p, err := l.Fit(ctx, x); p != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%d groups: stopped, it gives %v, %v", groups, p, err)
		}
	}
}

func TestLayoutRefusesWhatIsNegative(t *testing.T) {
	x := matrix.NewRows(2, 1, []float32{1, 1})
	for _, l := range []Layout{{Neighbors: -1}, {Epochs: -1}, {Groups: -1}, {Exaggeration: -1}, {Exaggeration: math.NaN()}} {
		if _, err := l.Fit(background, x); err == nil {
			t.Errorf("%+v is accepted", l)
		}
	}
	if _, err := (Layout{}).FitNear(background, x, make([][]Hit, 3)); err == nil {
		t.Error("neighbours of three rows are accepted for two")
	}
}

// The places are the same on any number of threads, of sparse rows and dense ones, and differ by seed.
func TestLayoutThreads(t *testing.T) {
	x := sample(7, 700, 300, 12, 6)
	dense := rowsOf(x)
	one := layoutsOf(t, x, dense, 1)
	for _, threads := range []int{2, 3, 8} {
		for k, p := range layoutsOf(t, x, dense, threads) {
			if !slices.Equal(p.at, one[k].at) {
				t.Errorf("layout %d: other places with %d threads than with one", k, threads)
			}
		}
	}
	if slices.Equal(one[0].at, one[2].at) {
		t.Error("two seeds give the same places")
	}
}

func layoutsOf(t *testing.T, x *matrix.CSR, dense *matrix.Rows, threads int) []*Placement {
	t.Helper()
	var out []*Placement
	for seed := range uint64(2) {
		l := Layout{Epochs: 30, Seed: seed, Threads: threads}
		a, err := l.Fit(background, x)
		if err != nil {
			t.Fatal(err)
		}
		b, err := l.Fit(background, dense)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a, b)
	}
	return out
}

func somePlaces(n int, seed uint64) []point {
	rng := rand.New(rand.NewPCG(seed, 1))
	at := make([]point, n)
	for i := range at {
		at[i] = point{20 * rng.NormFloat64(), 5 * rng.NormFloat64()}
		if i%10 == 9 {
			at[i] = at[i-1]
		}
	}
	return at
}

// Of squares that never count as one the tree's sums are those of all pairs; else they are off by what a square hides.
func TestQuadtreeSumsAllRows(t *testing.T) {
	at := somePlaces(900, 1)
	for under, most := range map[float64]float64{0: 1e-13, angle: .05} {
		tree := newQuadtree(at, under)
		var off, size, seen, all float64
		for i := range at {
			push, near := tree.repelled(at[i])
			want, sum := repelledBy(at, i)
			off += math.Hypot(push.x-want.x, push.y-want.y)
			size += math.Hypot(want.x, want.y)
			seen, all = seen+near, all+sum
		}
		if off > most*size || math.Abs(seen-all) > most*all {
			t.Errorf("angle %v: forces are off by %g of %g, the sum of q is %v of %v", under, off, size, seen, all)
		}
	}
}

// repelledBy is the sum over all other rows, one after another.
func repelledBy(at []point, i int) (push point, near float64) {
	for j, p := range at {
		if j == i {
			continue
		}
		dx, dy := at[i].x-p.x, at[i].y-p.y
		q := 1 / (1 + float64(dx*dx) + float64(dy*dy))
		near += q
		push.x += float64(q * q * dx)
		push.y += float64(q * q * dy)
	}
	return push, near
}

// The force on a row is the steepest way down for the divergence, found by moving it a little to either side; times n/4, as the sums are brought to n.
func TestForcesLeadDownTheDivergence(t *testing.T) {
	const n, little = leafRows, 1e-5 // so few that the tree looks at each
	edges := make([][]Hit, n)
	for i := range n {
		for j := range i {
			if w := float64((i*j + 3*i) % 4); w > 0 {
				edges[i], edges[j] = append(edges[i], Hit{j, w}), append(edges[j], Hit{i, w})
			}
		}
	}
	d := newDescent(weighted(edges), somePlaces(n, 4), 1)
	d.forces()
	z := 0.0
	for _, q := range d.near {
		z += q
	}
	for i := range n {
		for axis, at := range map[string]*float64{"x": &d.at[i].x, "y": &d.at[i].y} {
			here := *at
			*at = here + little
			up := divergence(d.graph, d.at)
			*at = here - little
			down := divergence(d.graph, d.at)
			*at = here
			got := map[string]float64{"x": d.pull[i].x + n/z*d.push[i].x, "y": d.pull[i].y + n/z*d.push[i].y}[axis]
			if want := n / 4.0 * (down - up) / (2 * little); math.Abs(got-want) > 1e-6 {
				t.Errorf("row %d is moved along %s by %v, want %v", i, axis, got, want)
			}
		}
	}
}

// divergence is that of the q of all pairs from the weights, both as shares of their sums (Kullback and Leibler).
func divergence(graph *matrix.CSR, at []point) (sum float64) {
	z, n := 0.0, len(at)
	q := func(i, j int) float64 {
		return 1 / (1 + (at[i].x-at[j].x)*(at[i].x-at[j].x) + (at[i].y-at[j].y)*(at[i].y-at[j].y))
	}
	for i := range n {
		for j := range n {
			if i != j {
				z += q(i, j)
			}
		}
	}
	for i := range n {
		columns, weights := graph.Row(i)
		for p, j := range columns {
			w := float64(weights[p]) / float64(n)
			sum += w * math.Log(w*z/q(i, int(j)))
		}
	}
	return sum
}

// Each row is in the tree once, within its square, and places that are all one do not go deeper than allowed.
func TestQuadtreeHasEachRowOnce(t *testing.T) {
	for _, at := range [][]point{somePlaces(500, 2), make([]point, 100), {{1, 2}}} {
		tree := newQuadtree(at, angle)
		if got := slices.Sorted(slices.Values(tree.order)); !slices.Equal(got, ascending32(len(at))) {
			t.Errorf("the order of %d rows has %d", len(at), len(got))
		}
		for k, row := range tree.order {
			if tree.at[k] != at[row] {
				t.Errorf("place %d is not that of row %d", k, row)
			}
		}
	}
}

// Worked by hand: of .9, .8 and .7 the weights are 1, v and v^2 with 1 + v + v^2 = 1.8, three fifths of 3; of three equal ones and
// one apart they would be 1, 1, 1 and less than nothing, so the last has none.
func TestLocalWeights(t *testing.T) {
	got := localWeights([]Hit{{1, .9}, {2, .8}, {3, .7}})
	v := (-1 + math.Sqrt(1+4*.8)) / 2
	for p, want := range []float64{1, v, v * v} {
		if math.Abs(got[p].Similarity-want) > 1e-9 || got[p].Row != p+1 {
			t.Errorf("weight %d is %v, not %v", p, got[p], want)
		}
	}
	got = localWeights([]Hit{{1, .9}, {2, .9}, {3, .9}, {4, .5}})
	if got[0].Similarity != 1 || got[2].Similarity != 1 || got[3].Similarity > 1e-6 {
		t.Errorf("weights are %v", got)
	}
}

// Rows 0 and 1 name each other by 1, row 2 names both, row 3 is left out: 0 and 1 are joined by 1 + 1 - 1, and all weights have a mean of 1 a row.
func TestFuzzyGraph(t *testing.T) {
	near := [][]Hit{{{1, .5}, {3, .4}}, {{0, .5}}, {{0, .3}, {1, .3}}, {}}
	g := fuzzyGraph(near, []int{0, 1, 2}, 15)
	sum := 0.0
	for i := range 3 {
		columns, values := g.Row(i)
		for p, j := range columns {
			sum += float64(values[p])
			if other := g.At(int(j), i); other != float64(values[p]) {
				t.Errorf("%d and %d are joined by %v and %v", i, j, values[p], other)
			}
		}
	}
	if math.Abs(sum-3) > 1e-6 || g.NNZ() != 6 || g.At(0, 1) != g.At(0, 2) {
		t.Errorf("%d edges of a sum of %v", g.NNZ(), sum)
	}
}

// Rows that are left out do not weigh on those that are not, however many are named before these.
func TestFuzzyGraphOfRowsThatCount(t *testing.T) {
	near := make([][]Hit, 14)
	for other := 2; other < 14; other++ {
		near[0] = append(near[0], Hit{other, 0})
	}
	near[0] = append(near[0], Hit{1, -1})
	if g := fuzzyGraph(near, []int{0, 1}, 12); g.NNZ() != 2 || g.At(0, 1) != 1 || g.At(1, 0) != 1 {
		t.Errorf("%d edges, %v and %v between the two rows", g.NNZ(), g.At(0, 1), g.At(1, 0))
	}
}

// A row far away leaves the others their room, and stays the furthest.
func TestFrame(t *testing.T) {
	at := somePlaces(400, 3)
	at[17] = point{1e6, 0}
	p := framed(at, ascending(400), 400)
	far, wide := 0, 0
	for i, q := range p.at {
		r := math.Hypot(q.x, q.y)
		if r > 1 {
			t.Errorf("row %d lies %v from the middle", i, r)
		}
		if r > math.Hypot(p.at[far].x, p.at[far].y) {
			far = i
		}
		if r > .4 {
			wide++
		}
	}
	if far != 17 || wide < 50 {
		t.Errorf("row %d is the furthest, and %d rows lie in the outer part", far, wide)
	}
}

// Worked by hand: five places on a line at 0, 1, 3, 4 and 8. The two nearest of the first are 1 and 2, of the last 3 and 2.
func TestKept(t *testing.T) {
	p := StoredPlacement([]float64{0, .1, .3, .4, .8}, make([]float64, 5))
	near := [][]Hit{{{Row: 1}, {Row: 4}}, {{Row: 2}, {Row: 3}}}
	if got := p.Kept([]int{0, 4}, near, 2); got != .75 {
		t.Errorf("%v kept, not 3 of 4", got)
	}
	if got := p.Kept([]int{0}, [][]Hit{nil}, 1); got != 0 {
		t.Errorf("%v kept of nothing", got)
	}
}

// Worked by hand: a path 0-1-2-3-4-5 and a pair 6-7 apart. About rows 0 and 4, which are spread evenly, lie 0, 1, 2 and 4, 3, 5: row 2 is as near to
// both and 0 comes first. The pair has a group of its own. Between the first two runs the edge 2-3 alone, of weight 2 both ways.
func TestGroups(t *testing.T) {
	edges := make([][]Hit, 8)
	for _, e := range [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {6, 7}} {
		edges[e[0]], edges[e[1]] = append(edges[e[0]], Hit{e[1], 2}), append(edges[e[1]], Hit{e[0], 2})
	}
	graph := weighted(edges)
	group, about := groupsOf(graph, 2)
	if !slices.Equal(group, []int32{0, 0, 0, 1, 1, 1, 2, 2}) || !slices.Equal(about, []int{0, 4, 6}) {
		t.Errorf("groups %v about %v", group, about)
	}
	q := quotient(graph, group, 3)
	if q.NNZ() != 2 || q.At(0, 1) != 1.5 || q.At(1, 0) != 1.5 {
		t.Errorf("%d edges, %v and %v between the first two", q.NNZ(), q.At(0, 1), q.At(1, 0))
	}
}

// From groups, too, places are the same on any number of threads, and rows about one topic lie together.
func TestLayoutFromGroups(t *testing.T) {
	x := sample(7, 900, 300, 12, 6)
	var one *Placement
	for _, threads := range []int{1, 2, 3, 8} {
		p, err := Layout{Groups: 60, Epochs: 100, Threads: threads}.Fit(background, x)
		if err != nil {
			t.Fatal(err)
		}
		if one == nil {
			one = p
		}
		if !slices.Equal(p.at, one.at) {
			t.Errorf("other places with %d threads than with one", threads)
		}
	}
	same, near := 0, one.nearest(0, 15)
	for _, h := range near {
		if h.Row%6 == 0 {
			same++
		}
	}
	if same < 10 {
		t.Errorf("%d of the 15 nearest to row 0 are of its topic", same)
	}
}
