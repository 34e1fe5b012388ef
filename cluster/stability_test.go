package cluster

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kindred/vectorize/matrix"
)

// blobs returns n unit rows about k directions at right angles, noise as long as it says in all d columns:
// k 0 is noise alone.
func blobs(seed uint64, n, d, k int, noise float64) *matrix.Rows {
	rng := rand.New(rand.NewPCG(seed, 5))
	data := make([]float32, 0, n*d)
	for i := range n {
		row := make([]float64, d)
		for c := range row {
			row[c] = noise * rng.NormFloat64() / math.Sqrt(float64(d))
		}
		if k > 0 {
			row[i%k]++
		}
		for _, v := range unit(row) {
			data = append(data, float32(v))
		}
	}
	return matrix.NewRows(n, d, data)
}

func stabilityOf(t *testing.T, s Stability, x *matrix.Rows, k int) *Stabilities {
	t.Helper()
	out, err := s.Fit(background, x, fit(t, KMeans{K: k, Criterion: I1, Seed: 1}, x))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBlobsAreStableAndNoiseIsNot(t *testing.T) {
	s := Stability{KMeans: KMeans{Criterion: I1}}
	found := stabilityOf(t, s, blobs(1, 300, 20, 5, .5), 5)
	near(t, "run of blobs", found.Run, 1, 0)
	for r, v := range found.Topics {
		near(t, "blob", v, 1, 0)
		if v > 1 {
			t.Errorf("cluster %d: %v", r, v)
		}
	}
	noise := stabilityOf(t, s, blobs(1, 300, 20, 0, 1), 5)
	if !(noise.Run < .5) {
		t.Errorf("run of noise: %v", noise.Run)
	}
	for r, v := range noise.Topics {
		if !(v > 0 && v < .75) {
			t.Errorf("cluster %d of noise: %v", r, v)
		}
	}
}

// Blobs that a clustering is told to split are not stable, those beside them are.
func TestStabilityTellsClustersApart(t *testing.T) {
	x := blobs(2, 300, 20, 3, .5)
	c := fit(t, KMeans{K: 4, Criterion: I1}, x)
	out, err := Stability{KMeans: KMeans{Criterion: I1}}.Fit(background, x, c)
	if err != nil {
		t.Fatal(err)
	}
	for r, size := range c.Sizes() {
		if whole := size == 100; whole && out.Topics[r] < .85 || !whole && out.Topics[r] > .85 {
			t.Errorf("cluster %d of %d rows: %v", r, size, out.Topics[r])
		}
	}
}

// Of the first cluster rows 0, 1 and 2 are in the part, of the second rows 3 and 4, of the third none. The
// part has 0, 1 together: 2/3; and 2, 3, 4: 2/3. Row 6 belongs to no cluster.
func TestJaccardByHand(t *testing.T) {
	got := jaccard([]int{0, 0, 0, 1, 1, 2, -1, 1}, []int{0, 0, 1, 1, 1, -1, 1, -1}, 3)
	for r, want := range []float64{2. / 3, 2. / 3, 0} {
		near(t, "Jaccard index", got[r], want, 0)
	}
}

// On rows 1 and 2 the first two agree: 1. On rows 0 to 2 the first and third have a pair each, none in
// common, of three: (0 - 1/3) / (1 - 1/3) = -1/2. On rows 1 and 2 the others have a pair and none: 0.
func TestAgreementByHand(t *testing.T) {
	labels := [][]int{{0, 0, 1, -1}, {-1, 1, 0, 0}, {0, 1, 1, -1}}
	near(t, "agreement", agreement(labels), 1./6, 1e-15)
}

func TestStabilityOnAnyNumberOfThreads(t *testing.T) {
	x := blobs(4, 400, 15, 6, 2)
	one := stabilityOf(t, Stability{KMeans: KMeans{Criterion: I1, Seed: 3, Threads: 1}, Samples: 4}, x, 6)
	eight := stabilityOf(t, Stability{KMeans: KMeans{Criterion: I1, Seed: 3, Threads: 8}, Samples: 4}, x, 6)
	equal(t, "topics", bitsOf(eight.Topics), bitsOf(one.Topics))
	equal(t, "run", bitsOf([]float64{eight.Run}), bitsOf([]float64{one.Run}))
	other := stabilityOf(t, Stability{KMeans: KMeans{Criterion: I1, Seed: 4}, Samples: 4}, x, 6)
	if other.Run == one.Run {
		t.Errorf("another seed drew the same parts")
	}
}

// A zero row is in no part, and parts of few rows make fewer clusters than asked for.
func TestStabilityOfFewRows(t *testing.T) {
	out, err := Stability{Samples: 3, Share: .5}.Fit(background, twoPairs, fit(t, KMeans{K: 4}, twoPairs))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range append(out.Topics, out.Run) {
		if !(v >= 0 && v <= 1) {
			t.Errorf("%+v", out)
		}
	}
}

// Ten parts of four in five rows each, rounded: 8 of 10 and 9 of 11.
func TestPartsByDefault(t *testing.T) {
	for n, want := range map[int]int{10: 8, 11: 9} {
		j, err := Stability{}.Judge(blobs(1, n, 4, 2, .5), 2)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := j.parts(background, []int{2})
		if err != nil || len(parts.trees) != 10 {
			t.Fatalf("%v, %v", parts, err)
		}
		for _, part := range parts.trees {
			if len(part.rows) != want {
				t.Errorf("%d rows in a part of %d, want %d", len(part.rows), n, want)
			}
		}
	}
}

func TestStabilitySettings(t *testing.T) {
	c := fit(t, KMeans{K: 2}, twoPairs)
	for _, s := range []Stability{{Samples: 1}, {Share: 1.5}, {Share: -1}, {Share: math.NaN()}} {
		if _, err := s.Fit(background, twoPairs, c); err == nil || !strings.Contains(err.Error(), "two or more") {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if _, err := (Stability{KMeans: KMeans{Criterion: "i3"}}).Fit(background, twoPairs, c); err == nil {
		t.Error("an unknown criterion is taken")
	}
}

// The run of every k is that of a tree grown further: the same as Fit says of that k alone.
func TestRunsAgreeWithFit(t *testing.T) {
	x := blobs(4, 200, 15, 4, 1.5)
	s := Stability{KMeans: KMeans{Criterion: I1, Seed: 3}, Samples: 3}
	runs, err := s.Runs(background, x, 2, 4, 6)
	if err != nil {
		t.Fatal(err)
	}
	for at, k := range []int{2, 4, 6} {
		near(t, "run", runs[at], stabilityOf(t, s, x, k).Run, 0)
	}
}

// Labels in use are counted, not those up to the largest: rows of labels 0 and 2 are two clusters. Label 1, which
// nobody bears, is unknown; the coarser labeling, of all rows in one, is found in every part.
func TestStabilityOfLabels(t *testing.T) {
	x := blobs(1, 60, 10, 2, .3)
	labels, one := make([]int, 60), make([]int, 60)
	for i := range labels {
		labels[i] = 2 * (i % 2)
	}
	labels[7] = -1
	out, err := Stability{KMeans: KMeans{Criterion: I1}, Samples: 4}.Labelings(background, x, labels, one)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "label 0", out[0].Topics[0], 1, 0)
	near(t, "label 2", out[0].Topics[2], 1, 0)
	if len(out[0].Topics) != 3 || !math.IsNaN(out[0].Topics[1]) {
		t.Errorf("%v", out[0].Topics)
	}
	near(t, "run", out[0].Run, 1, 0)
	near(t, "one label", out[1].Topics[0], 1, 0)
	near(t, "run of one", out[1].Run, 1, 0)
}

// Judging several labelings at once says of each what judging it alone does.
func TestLabelingsAgreeWithFit(t *testing.T) {
	x := blobs(4, 200, 15, 4, 1.5)
	s := Stability{KMeans: KMeans{Criterion: I1, Seed: 3}, Samples: 3}
	fine, coarse := fit(t, KMeans{K: 6, Criterion: I1, Seed: 1}, x), fit(t, KMeans{K: 3, Criterion: I1, Seed: 1}, x)
	out, err := s.Labelings(background, x, fine.labels, coarse.labels)
	if err != nil {
		t.Fatal(err)
	}
	for at, k := range []int{6, 3} {
		alone := stabilityOf(t, s, x, k)
		equal(t, "topics", bitsOf(out[at].Topics), bitsOf(alone.Topics))
		near(t, "run", out[at].Run, alone.Run, 0)
	}
}
