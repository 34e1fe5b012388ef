package cluster

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func bestOf(t *testing.T, k KMeans, x mat.Matrix) *Clustering {
	t.Helper()
	c, err := k.Best(background, x)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestBestIsTheBetterOfStartsAndTree(t *testing.T) {
	flats, cuts := 0, 0
	for seed := range uint64(6) {
		x := sample(40+seed, 150, 60, 6, 4)
		k := KMeans{K: 9, Starts: 2, Seed: seed}
		flat, got := fit(t, k, x), bestOf(t, k, x)
		cut := cut(t, grow(t, Bisecting{k}, x), 9)
		if got.Criterion() != max(flat.Criterion(), cut.Criterion()) {
			t.Errorf("%v, of %v and %v", got.Criterion(), flat.Criterion(), cut.Criterion())
		}
		want := flat
		if cut.Criterion() > flat.Criterion() {
			want = cut
			cuts++
		} else {
			flats++
		}
		equal(t, "labels", got.Labels(), want.Labels())
		k.Starts = 1
		equal(t, "labels of one start", bestOf(t, k, x).Labels(), fit(t, k, x).Labels())
	}
	if flats == 0 || cuts == 0 {
		t.Errorf("%d times the starts were better, %d times the tree", flats, cuts)
	}
}

func TestFewRowsAreAllSeen(t *testing.T) {
	x := sample(46, 400, 60, 8, 5)
	rows, _ := newSpace(x).usable()
	for _, k := range []KMeans{{K: 5}, {K: 5, Sample: len(rows)}, {K: 5, Sample: -1}, {K: 3, Sample: 20, Init: rows[:3]}} {
		want := fit(t, KMeans{K: k.K, Init: k.Init, Sample: -1}, x)
		equal(t, "labels", fit(t, k, x).Labels(), want.Labels())
	}
	if k, _ := (KMeans{K: 90}).withDefaults(); k.Sample != 20_000 {
		t.Errorf("90 clusters: %d rows seen", k.Sample)
	}
	if k, _ := (KMeans{K: 1000}).withDefaults(); k.Sample != 200_000 {
		t.Errorf("1000 clusters: %d rows seen", k.Sample)
	}
}

// Lloyd ends where a pass gains under a ten-thousandth; no more is lost than that.
func TestAPartOfTheRowsShowsTheClusters(t *testing.T) {
	x := sample(47, 2000, 80, 10, 6)
	differ := 0
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			all := KMeans{K: 6, Criterion: c, Sample: -1}
			some := KMeans{K: 6, Criterion: c, Sample: 500}
			for _, f := range []func(*testing.T, KMeans, mat.Matrix) *Clustering{fit, bestOf, cutOf} {
				want, got := f(t, all, m), f(t, some, m)
				if got.Criterion() < .999*want.Criterion() || got.K() != 6 {
					t.Errorf("%s: %d clusters of criterion %v from a part, %v from all", c, got.K(), got.Criterion(), want.Criterion())
				}
				if !slices.Equal(got.Labels(), want.Labels()) {
					differ++
				}
				checkLabels(t, m, got)
				some.Threads = 3
				equal(t, "labels on other threads", f(t, some, m).Labels(), got.Labels())
				some.Threads = 0
			}
		}
	}
	if differ < 6 {
		t.Errorf("the part changes %d of 12 clusterings: is it there?", differ)
	}
}

// cutOf is the cut of a tree.
func cutOf(t *testing.T, k KMeans, x mat.Matrix) *Clustering {
	t.Helper()
	return cut(t, grow(t, Bisecting{k}, x), k.K)
}

// checkLabels sees that every row but the zero ones has a label, and the criterion is that of the labels.
func checkLabels(t *testing.T, x mat.Matrix, c *Clustering) {
	t.Helper()
	s := newSpace(x)
	for i, r := range c.Labels() {
		if r < 0 != (s.squares[i] == 0) {
			t.Fatalf("row %d, of length %v, has label %d", i, math.Sqrt(s.squares[i]), r)
		}
	}
	value, sums := 0.0, NewSums(x, c.Labels(), 1)
	for r := range sums.K() {
		value += math.Sqrt(sums.Square(r))
	}
	if i2 := math.Abs(value/c.Criterion() - 1); i2 < 1e-9 {
		return
	}
	value = 0
	for r := range sums.K() {
		value += sums.Square(r) / float64(sums.Size(r))
	}
	near(t, "criterion", c.Criterion(), value, 1e-9*value)
}

// Columns that no row of the part has are gone, and nothing else is: products have the same bits.
func TestAPartIsThoseRows(t *testing.T) {
	x := sample(48, 60, 300, 8, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		s := newSpace(m)
		some := []int{3, 9, 10, 40}
		part, all := s.among(some)
		if len(all) != 4 || part.n != 4 || part.sparse != nil && part.d >= 60 {
			t.Errorf("%d rows of %d columns", part.n, part.d)
		}
		labels := []int{0, 1, 0, 1}
		p, q := newPartition(part, all, 2, 1), newPartition(s, some, 2, 1)
		p.adopt(labels)
		q.adopt(slices.Clone(labels))
		equal(t, "squares", p.square, q.square)
		a, b := make([]float64, 2), make([]float64, 2)
		for at, i := range some {
			p.sums.dots(a, at)
			q.sums.dots(b, i)
			equal(t, "products", a, b)
		}
	}
}

func TestStabilityOfManyRowsIsThatOfAPart(t *testing.T) {
	x := blobs(49, 3000, 12, 4, .5)
	c := fit(t, KMeans{K: 4, Criterion: I1}, x)
	s := Stability{KMeans: KMeans{Criterion: I1, Sample: 200}, Samples: 4}
	j, err := s.Judge(x, 4)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := j.parts(background, []int{4})
	if err != nil || len(parts.drawn) != 200 || len(parts.trees[0].rows) != 160 {
		t.Fatalf("%d rows drawn, %d in a part, %v", len(parts.drawn), len(parts.trees[0].rows), err)
	}
	got, err := s.Fit(background, x, c)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "run", got.Run, 1, 0)
	for _, v := range got.Topics {
		near(t, "blob", v, 1, 0)
	}
}

func TestACutOfAPartIsOfItsRows(t *testing.T) {
	x := sample(49, 600, 80, 10, 6)
	tree := grow(t, Bisecting{KMeans{K: 8, Sample: 200}}, x)
	part := tree.Part()
	if len(part) != 200 || !slices.IsSorted(part) {
		t.Fatalf("a part of %d rows", len(part))
	}
	c, err := tree.CutPart(background, 6)
	if err != nil {
		t.Fatal(err)
	}
	checkLabels(t, x.Select(part), c)
	whole := cut(t, tree, 6)
	checkLabels(t, x, whole)
	if c.K() != 6 || whole.Criterion() < c.Criterion() {
		t.Errorf("%d clusters of criterion %v in the part, %v of all", c.K(), c.Criterion(), whole.Criterion())
	}
	all := grow(t, Bisecting{KMeans{K: 8}}, x)
	c, err = all.CutPart(background, 6)
	if err != nil || all.Part() != nil {
		t.Fatalf("a part of %d rows where there is none, %v", len(all.Part()), err)
	}
	equal(t, "labels without a part", c.Labels(), cut(t, all, 6).Labels())
	if _, err := tree.CutPart(background, 9); err == nil {
		t.Error("nine clusters of eight leaves: no error")
	}
}
