package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// randomPartition labels the rows of x at random.
func randomPartition(t *testing.T, x mat.Matrix, k int, seed uint64) *partition {
	s := newSpace(x)
	rows, err := s.usable()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	labels := make([]int, len(rows))
	for at := range labels {
		labels[at] = rng.IntN(k)
	}
	p := newPartition(s, rows, k, 2)
	p.adopt(labels)
	return p
}

func (p *partition) clone() *partition {
	q := newPartition(p.space, p.rows, p.k, p.threads)
	q.adopt(slices.Clone(p.labels))
	return q
}

// allSums are the sums of a table, cluster after cluster.
func allSums(t table) (out []float64) {
	row := make([]float64, t.base().d)
	for r := range t.base().k {
		t.vector(row, r)
		out = append(out, row...)
	}
	return out
}

func TestSumsComeBackToTheSameBits(t *testing.T) {
	x := sample(1, 300, 50, 8, 4)
	for q, m := range []mat.Matrix{x, rowsOf(x), sample(1, 300, 900, 8, 4)} {
		p := randomPartition(t, m, 5, 1)
		if q == 2 {
			p = listed(t, m, 40)
		}
		want := p.clone()
		rng := rand.New(rand.NewPCG(2, 2))
		for range 3 { // away, and back again
			next := slices.Clone(p.labels)
			rng.Shuffle(len(next), func(a, b int) { next[a], next[b] = next[b], next[a] })
			p.relabel(next)
		}
		if slices.Equal(allSums(p.sums), allSums(want.sums)) {
			t.Error("the sums did not follow the rows")
		}
		p.relabel(want.labels)
		equal(t, "sums", allSums(p.sums), allSums(want.sums))
		equal(t, "sums of the estimates", p.sums.base().near, want.sums.base().near)
		equal(t, "squares", p.square, want.square)
	}
}

// listed is randomPartition with lists for rare columns, however little memory would be saved.
func listed(t *testing.T, x mat.Matrix, k int) *partition {
	p := randomPartition(t, x, k, 1)
	p.full = 0
	q := newPartition(p.space, p.rows, k, 2)
	q.adopt(p.labels)
	return q
}

func TestTablesAreSumsAndProducts(t *testing.T) {
	x := sample(2, 120, 400, 8, 4)
	for _, k := range []int{3, 40} {
		for _, m := range []mat.Matrix{x, rowsOf(x)} {
			checkTable(t, randomPartition(t, m, k, 1), m)
		}
		p := listed(t, x, k)
		checkTable(t, p, x)
		if lists := len(p.sums.(*termTable).lists); (lists < 200) == (k == 40) {
			t.Errorf("%d clusters: %d columns are lists", k, lists)
		}
	}
}

// checkTable compares the sums and products of a table with what they are by definition.
func checkTable(t *testing.T, p *partition, m mat.Matrix) {
	t.Helper()
	_, d := m.Dims()
	want := mat.NewDense(p.k, d, nil)
	for at, i := range p.rows {
		row := want.RawRowView(p.labels[at])
		for c := range row {
			row[c] += m.At(i, c)
		}
	}
	dots, total := make([]float64, p.k), make([]float64, d)
	p.sums.total(total)
	for r := range p.k {
		got := make([]float64, d)
		p.sums.vector(got, r)
		for c := range got {
			near(t, "sum", got[c], want.At(r, c), 1e-10)
			total[c] -= got[c]
		}
		near(t, "square", p.square[r], dot(got, got), 1e-9)
		for _, i := range p.rows {
			p.sums.dots(dots, i)
			plain := dot(mat.Row(nil, i, m), got)
			near(t, "dot", dots[r], plain, 1e-10)
			if one := p.sums.dot(i, r); one != dots[r] || p.sparse != nil && one != plain {
				t.Errorf("row %d, cluster %d: dot %v, dots %v, plainly %v", i, r, one, dots[r], plain)
			}
		}
	}
	near(t, "total less all sums", mat.Norm(mat.NewVecDense(d, total), math.Inf(1)), 0, 1e-12)
}

func TestFractionBitsLeaveRoom(t *testing.T) {
	for _, c := range []struct {
		n      int
		length float64
		want   int
	}{{1, 1, 40}, {1 << 22, 1.001, 40}, {1<<22 + 1, 1, 39}, {1 << 23, 1, 39}, {1 << 30, 1, 32}, {10, 3, 38}, {10, 1024, 30}} {
		if got := FractionBits(c.n, c.length); got != c.want {
			t.Errorf("%d rows of length %v: %d bits, want %d", c.n, c.length, got, c.want)
		}
		if largest := float64(c.n) * c.length * math.Ldexp(1, c.want); largest >= math.MaxInt64 {
			t.Errorf("%d rows of length %v reach %v", c.n, c.length, largest)
		}
	}
}

// Sums are the same whatever columns a worker has, and a list that a sum leaves is as if it had never been there.
func TestWorkersShareTheColumns(t *testing.T) {
	x := sample(14, 3000, 900, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		want := listed(t, m, 40)
		for _, workers := range []threads{1, 3, 8} {
			p := newPartition(want.space, want.rows, 40, workers)
			p.adopt(make([]int, len(p.rows)))
			p.relabel(want.labels)
			equal(t, "sums", allSums(p.sums), allSums(want.sums))
			equal(t, "squares", p.square, want.square)
			for r, square := range p.square {
				if plain := plainSquare(p.sums, r); square != plain {
					t.Errorf("|D_%d|^2 = %v, want %v", r, square, plain)
				}
			}
		}
	}
}

func TestCutsHoldAboutAsManyValues(t *testing.T) {
	s := newSpace(sample(15, 500, 90, 8, 5))
	for parts := 1; parts < 6; parts++ {
		cuts := s.cuts(parts)
		if len(cuts) != parts+1 || cuts[0] != 0 || cuts[parts] != 90 {
			t.Fatalf("%d parts: %v", parts, cuts)
		}
		for part := range parts {
			values := 0
			for _, n := range s.frequencies()[cuts[part]:cuts[part+1]] {
				values += int(n)
			}
			if share := float64(values*parts) / float64(s.sparse.NNZ()); share < .8 || share > 1.2 {
				t.Errorf("part %d of %d has %v times its share", part, parts, share)
			}
		}
	}
}

// plainAssign is an assignment step by definition.
func plainAssign(x *mat.Dense, rows, labels []int, k int) []int {
	centroids := mat.NewDense(k, x.RawMatrix().Cols, nil)
	for at, i := range rows {
		row := centroids.RawRowView(labels[at])
		for c, v := range x.RawRowView(i) {
			row[c] += v
		}
	}
	next := make([]int, len(rows))
	for at, i := range rows {
		best := math.Inf(-1)
		for r := range k {
			c := unit(slices.Clone(centroids.RawRowView(r)))
			if cos := dot(x.RawRowView(i), c); cos > best {
				best, next[at] = cos, r
			}
		}
	}
	return next
}

func TestLloydIsItsDefinitionAndNeverFalls(t *testing.T) {
	x := sample(3, 500, 60, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		p := randomPartition(t, m, 6, 4)
		next := make([]int, len(p.rows))
		value, passes := p.criterion(I2), 0
		for ; passes < 100; passes++ {
			p.assign(next)
			equal(t, "assignment", next, plainAssign(dense(x), p.rows, p.labels, 6))
			p.refill(next, func() []float64 { return p.nearness(next) })
			if p.relabel(next) == 0 {
				break
			}
			if v := p.criterion(I2); v < value-1e-9 {
				t.Errorf("pass %d: I2 fell from %v to %v", passes, value, v)
			} else {
				value = v
			}
		}
		if passes < 3 || passes == 100 {
			t.Errorf("%d passes", passes)
		}
	}
}

func TestRefillTakesTheFarthestRowThatIsNotAlone(t *testing.T) {
	p := randomPartition(t, sample(4, 6, 20, 5, 2), 3, 1)
	p.size = []int{2, 2, 2}
	next, cos := []int{0, 0, 0, 0, 1, 0}, []float64{.9, .5, .4, .4, .1, .6}
	p.refill(next, func() []float64 { return cos })
	equal(t, "labels", next, []int{0, 0, 2, 0, 1, 0}) // not row 4, alone; row 2 before row 3
	equal(t, "sizes", p.size, []int{4, 1, 1})
	if !math.IsInf(p.bounds.lower[2], -1) || !math.IsInf(float64(p.bounds.row(2)[0]), 1) {
		t.Error("the row keeps the bounds it had in the cluster it left")
	}
	p.size = []int{2, 2, 2}
	next, cos = []int{0, 0, 0, 0, 0, 0}, []float64{1, 1, .2, 1, 1, 1}
	p.refill(next, func() []float64 { return cos })
	equal(t, "labels when one row alone is off", next, []int{0, 0, 1, 0, 0, 0})
	equal(t, "sizes, one cluster dropped", p.size, []int{5, 1, 0})
}

// plainRefine is local search by definition: every gain is the difference of two criteria, of
// sums added up anew.
type plainRefine struct {
	x         *mat.Dense
	rows      []int
	labels    []int
	k         int
	criterion Criterion
}

// value returns the criterion if row at were in cluster r.
func (p *plainRefine) value(at, r int) float64 {
	labels := make([]int, p.x.RawMatrix().Rows)
	for i := range labels {
		labels[i] = -1
	}
	for q, i := range p.rows {
		labels[i] = p.labels[q]
	}
	labels[p.rows[at]] = r
	return plainCriterion(p.x, labels, p.criterion)
}

func (p *plainRefine) best(at int) (to int, gain float64) {
	now := p.value(at, p.labels[at])
	to, gain = p.labels[at], 0
	alone := true
	for q, r := range p.labels {
		alone = alone && (q == at || r != p.labels[at])
	}
	for r := 0; r < p.k && !alone; r++ {
		if g := p.value(at, r) - now; g > gain && g > refineLeast*now {
			to, gain = r, g
		}
	}
	return to, gain
}

func (p *plainRefine) sweep() (gained float64) {
	for lo := 0; lo < len(p.rows); lo += refineBlock {
		hi := min(lo+refineBlock, len(p.rows))
		var wanting []int
		for at := lo; at < hi; at++ {
			if _, gain := p.best(at); gain > 0 {
				wanting = append(wanting, at)
			}
		}
		for _, at := range wanting {
			to, gain := p.best(at)
			p.labels[at] = to
			gained += gain
		}
	}
	return gained
}

func TestRefineIsItsDefinition(t *testing.T) {
	x := sample(5, 90, 30, 6, 4)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			p := randomPartition(t, m, 5, 6)
			plain := &plainRefine{dense(x), p.rows, slices.Clone(p.labels), p.k, c}
			for range refineSweeps {
				if plain.sweep() <= refineStop*plain.value(0, plain.labels[0]) {
					break
				}
			}
			before := slices.Clone(p.labels)
			if err := p.refine(background, c); err != nil {
				t.Fatal(err)
			}
			equal(t, "labels after local search on "+string(c), p.labels, plain.labels)
			if slices.Equal(before, p.labels) {
				t.Error("nothing moved")
			}
		}
	}
}

func TestRefineNeverFallsAndKeepsItsBooks(t *testing.T) {
	x := sample(6, 2300, 60, 8, 5) // three blocks
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			p := randomPartition(t, m, 20, 8)
			for range 3 {
				for lo := 0; lo < len(p.rows); lo += refineBlock {
					before := p.criterion(c)
					gained := p.refineBlock(c, lo, min(lo+refineBlock, len(p.rows)))
					p.refresh()
					near(t, "criterion after a block", p.criterion(c), before+gained, 1e-8*before)
					if p.criterion(c) < before {
						t.Errorf("%s fell from %v to %v", c, before, p.criterion(c))
					}
				}
			}
			fresh := p.clone()
			equal(t, "sizes", p.size, fresh.size)
			equal(t, "sums", allSums(p.sums), allSums(fresh.sums))
			equal(t, "squares", p.square, fresh.square)
		}
	}
}

func TestRefineNeverEmptiesACluster(t *testing.T) {
	// One row alone, though joining the pair it nearly equals would raise I1 and I2 if it could.
	x := mat.NewDense(4, 2, []float64{1, 0, .8, .6, .6, .8, 0, 1})
	for _, c := range []Criterion{I1, I2} {
		s := newSpace(x)
		p := newPartition(s, []int{0, 1, 2, 3}, 2, 1)
		p.adopt([]int{0, 1, 1, 1})
		if err := p.refine(background, c); err != nil {
			t.Fatal(err)
		}
		equal(t, "labels", p.labels, []int{0, 0, 1, 1})
		p = newPartition(s, []int{0, 1}, 2, 1)
		p.adopt([]int{0, 1})
		if _, gain := p.bestMove(c, 0, []float64{1, .8}); !math.IsInf(gain, -1) {
			t.Errorf("leaving a cluster of one gains %v", gain)
		}
	}
}

func TestSeedsAreDistinctAndSpread(t *testing.T) {
	x := mat.NewDense(9, 3, []float64{
		1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0,
		0, 1, 0, 0, 0, 1,
	})
	s := newSpace(x)
	rows, _ := s.usable()
	for seed := range uint64(50) {
		got := newSeeding(s, rows, 5, 1).draw(background, 5, rand.New(rand.NewPCG(seed, 0)))
		if len(got) != 3 {
			t.Fatalf("%d seeds among three distinct rows: %v", len(got), got)
		}
		for i, at := range got {
			got[i] = max(6, at) // the first seven are one
		}
		slices.Sort(got)
		equal(t, "seeds", got, []int{6, 7, 8})
	}
}

func TestSeedsAreTheSameOnAnyThreads(t *testing.T) {
	x := sample(9, 5000, 60, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		s := newSpace(m)
		rows, _ := s.usable()
		var want []int
		for _, workers := range []threads{1, 2, 3, 8} {
			got := newSeeding(s, rows, 8, workers).draw(background, 8, rand.New(rand.NewPCG(4, 4)))
			if want == nil {
				want = got
			}
			equal(t, "seeds", got, want)
		}
	}
}

func TestSeedingEndsWhenTold(t *testing.T) {
	s := newSpace(sample(10, 300, 60, 8, 5))
	rows, _ := s.usable()
	ctx, cancel := context.WithCancel(background)
	cancel()
	if got := newSeeding(s, rows, 50, 1).draw(ctx, 50, rand.New(rand.NewPCG(1, 1))); len(got) != 1 {
		t.Errorf("%d seeds were drawn after the end was told", len(got))
	}
}

// Greedy seeding keeps the draw that leaves the least potential: by definition, here. Some rows are left out, and some
// have values below zero, so that they are further than 1 from others.
func TestSeedingIsItsDefinition(t *testing.T) {
	x := dense(sample(7, 600, 60, 8, 5))
	for i := range 40 {
		x.SetRow(i, unit(append(mat.Row(nil, i, x)[:59], -.7)))
	}
	for _, s := range spaces(x) {
		rows, _ := s.usable()
		checkSeeding(t, s, x, rows)
		checkSeeding(t, s, x, rows[100:])
	}
}

func checkSeeding(t *testing.T, s *space, d *mat.Dense, rows []int) {
	t.Helper()
	distance := func(a, b int) float64 {
		ra, rb := d.RawRowView(rows[a]), d.RawRowView(rows[b])
		return 1 - dot(ra, rb)/math.Sqrt(dot(ra, ra)*dot(rb, rb))
	}
	potential := func(seeds []int) (sum float64) {
		for at := range rows {
			least := math.Inf(1)
			for _, seed := range seeds {
				least = min(least, distance(at, seed))
			}
			sum += max(0, least)
		}
		return sum
	}
	seeding := newSeeding(s, rows, 8, 3)
	seeding.begin()
	var seeds []int
	for _, drawn := range [][]int{{5}, {10, 20, 30, 40}, {7, 77, 177, 277}, {9, 99, 199, 299}} {
		trials := seeding.try(drawn)
		best := bestTrial(trials)
		left := make([]float64, len(drawn))
		for l, seed := range drawn {
			left[l] = potential(append(slices.Clone(seeds), seed))
			if seeds != nil {
				near(t, "gain", trials[l].gain, potential(seeds)-left[l], 1e-5)
			}
		}
		near(t, "potential of the best", left[best], slices.Min(left), 1e-5)
		seeding.keep(trials[best])
		seeds = append(seeds, drawn[best])
		near(t, "potential kept", seeding.accumulate(), potential(seeds), 1e-5)
	}
	if at := seeding.pick(math.Nextafter(1, 0)); seeding.gap[at] <= 0 {
		t.Errorf("drew row %d, which has no weight", at)
	}
	if at := seeding.pick(0); seeding.gap[at] <= 0 || at > 0 && seeding.gap[0] > 0 {
		t.Errorf("drew row %d at the start of the weights", at)
	}
}

// Seeds are where a start of Fit begins, on sparse and dense rows.
func TestSeedsAreThoseOfFit(t *testing.T) {
	x := sample(9, 1500, 60, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		settings := KMeans{K: 12, Starts: 1, NoRefine: true, Seed: 3, Criterion: I1}
		seeds, err := settings.Seeds(background, m)
		if err != nil || len(seeds) != 12 {
			t.Fatal(seeds, err)
		}
		want := fit(t, settings, m)
		settings.Init = seeds
		equal(t, "labels", fit(t, settings, m).Labels(), want.Labels())
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	if seeds, err := (KMeans{K: 12}).Seeds(ctx, x); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v after the end was told", seeds, err)
	}
	if _, err := (KMeans{}).Seeds(background, x); err == nil {
		t.Error("no seeds were drawn without an error")
	}
}
