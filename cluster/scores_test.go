package cluster

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// golden is one partition that scikit-learn scored; see testdata/scores.py.
type golden struct {
	Rows             [][]float64 // times 8
	Labels, Other    []int
	Silhouettes      []float64
	Silhouette       float64
	CalinskiHarabasz float64 `json:"calinski_harabasz"`
	DaviesBouldin    float64 `json:"davies_bouldin"`
	ARI              float64
}

func (g golden) matrix() *mat.Dense {
	x := mat.NewDense(len(g.Rows), len(g.Rows[0]), nil)
	for i, row := range g.Rows {
		x.SetRow(i, row)
	}
	x.Scale(1./8, x)
	return x
}

func TestScoresEqualScikitLearn(t *testing.T) {
	text, err := os.ReadFile("testdata/scores.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []golden }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) != 4 {
		t.Fatalf("%d cases, want 4", len(file.Cases))
	}
	for _, g := range file.Cases {
		d := g.matrix()
		n, columns := d.Dims()
		for _, x := range []mat.Matrix{d, readSparse(onlyNonZero{d}, n, columns)} {
			s := Silhouette(x, g.Labels, 1)
			for i, want := range g.Silhouettes {
				near(t, "silhouette of a row", s[i], want, 1e-10)
			}
			near(t, "silhouette", MeanSilhouette(s), g.Silhouette, 1e-10)
			near(t, "Calinski-Harabasz", CalinskiHarabasz(x, g.Labels), g.CalinskiHarabasz, 1e-10)
			near(t, "Davies-Bouldin", DaviesBouldin(x, g.Labels, 1), g.DaviesBouldin, 1e-10)
		}
		near(t, "ARI", ARI(g.Labels, g.Other), g.ARI, 1e-12)
	}
}

// plainSilhouette goes over all pairs.
func plainSilhouette(x *mat.Dense, labels []int, k int) []float64 {
	out := make([]float64, len(labels))
	for i, own := range labels {
		if own < 0 {
			out[i] = math.NaN()
			continue
		}
		sum, n := make([]float64, k), make([]float64, k)
		for j, r := range labels {
			if j != i && r >= 0 {
				sum[r] += 1 - mat.Dot(x.RowView(i), x.RowView(j))
				n[r]++
			}
		}
		if n[own] == 0 {
			continue
		}
		a, b := sum[own]/n[own], math.Inf(1)
		for r := range k {
			if r != own {
				b = min(b, sum[r]/n[r])
			}
		}
		out[i] = (b - a) / max(a, b)
	}
	return out
}

func TestSilhouetteIsItsDefinition(t *testing.T) {
	x := sample(1, 250, 50, 8, 4)
	labels := fit(t, KMeans{K: 6, Starts: 1}, x).Labels()
	want := plainSilhouette(dense(x), labels, 6)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for i, got := range Silhouette(m, labels, 1) {
			if math.IsNaN(want[i]) != math.IsNaN(got) || math.Abs(got-want[i]) > 1e-8 {
				t.Errorf("row %d: %v, want %v", i, got, want[i])
			}
		}
	}
}

// For rows 0 and 4 of the two pairs: a = 1 - .8 = .2; to the other pair (1 + 1)/2 = 1 for row
// 0, and (1 + 1 - .36)/2 = .82 for row 1, whose silhouette is (.82 - .2)/.82.
func TestSilhouetteByHand(t *testing.T) {
	s := Silhouette(twoPairs, []int{0, 0, 1, 1, 1}, 1)
	for i, want := range []float64{.8, .62 / .82, .8, math.NaN(), .62 / .82} {
		if math.IsNaN(want) != math.IsNaN(s[i]) || math.Abs(s[i]-want) > 1e-6 {
			t.Errorf("row %d: %v, want %v", i, s[i], want)
		}
	}
	near(t, "mean", MeanSilhouette(s), (.8+.62/.82)/2, 1e-6)
	alone := Silhouette(twoPairs, []int{0, 2, 2, -1, 2}, 1)
	if alone[0] != 0 || !math.IsNaN(alone[3]) {
		t.Errorf("row alone and row without a cluster: %v", alone)
	}
	for _, v := range Silhouette(twoPairs, []int{5, 5, 5, 5, 5}, 1) {
		if !math.IsNaN(v) {
			t.Errorf("one cluster: silhouette %v, want NaN", v)
		}
	}
	if v := MeanSilhouette([]float64{math.NaN()}); !math.IsNaN(v) {
		t.Errorf("mean of none: %v", v)
	}
	same := mat.NewDense(4, 2, []float64{.6, .8, .6, .8, .6, .8, .6, .8})
	equal(t, "identical rows in two clusters", Silhouette(same, []int{0, 0, 1, 1}, 1), []float64{0, 0, 0, 0})
}

// bitsOf makes NaN equal to itself.
func bitsOf(values []float64) (out []uint64) {
	for _, v := range values {
		out = append(out, math.Float64bits(v))
	}
	return out
}

// A clustering scores itself as the functions score its labels, on any number of threads. There are
// many blocks of rows and more clusters than threads.
func TestScoresOfAClusteringOnAnyThreads(t *testing.T) {
	x := sample(2, 1500, 90, 8, 6)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		c := fit(t, KMeans{K: 20, Starts: 1}, m)
		silhouette, cohesion, db := Silhouette(m, c.Labels(), 1), NewCohesion(m, c.Labels(), 1), DaviesBouldin(m, c.Labels(), 1)
		if v := c.CalinskiHarabasz(); v != CalinskiHarabasz(m, c.Labels()) || !(v > 0) {
			t.Errorf("Calinski-Harabasz %v, want %v", v, CalinskiHarabasz(m, c.Labels()))
		}
		for _, workers := range []int{1, 2, 3, 8, 0} {
			equal(t, "silhouette", bitsOf(c.Silhouette(workers)), bitsOf(silhouette))
			if v := c.DaviesBouldin(workers); v != db || !(v > 0) {
				t.Errorf("Davies-Bouldin %v, want %v", v, db)
			}
			h := c.Cohesion(workers)
			equal(t, "isim", h.ISim, cohesion.ISim)
			equal(t, "esim", h.ESim, cohesion.ESim)
			equal(t, "similarity", h.Similarity, cohesion.Similarity)
			equal(t, "similarity to the second", h.SecondSimilarity, cohesion.SecondSimilarity)
		}
	}
}

func TestScoresOfDegeneratePartitions(t *testing.T) {
	x := withLast(.6, .8)
	for name, labels := range map[string][]int{"k = 1": {0, 0, 0}, "k = n": {0, 1, 2}, "none": {-1, -1, -1}} {
		if ch, db := CalinskiHarabasz(x, labels), DaviesBouldin(x, labels, 1); !math.IsNaN(ch) || !math.IsNaN(db) {
			t.Errorf("%s: %v and %v, want NaN", name, ch, db)
		}
	}
	pairs := mat.NewDense(4, 2, []float64{1, 0, 1, 0, .6, .8, .6, .8})
	labels := []int{0, 0, 4, 4} // numbers 1 to 3 are not used
	near(t, "Calinski-Harabasz of nothing within", CalinskiHarabasz(pairs, labels), 1, 0)
	near(t, "Davies-Bouldin of nothing within", DaviesBouldin(pairs, labels, 1), 0, 0)
	near(t, "Davies-Bouldin of equal means", DaviesBouldin(pairs, []int{0, 1, 0, 1}, 1), 0, 0)
}

func TestARIByHand(t *testing.T) {
	for _, c := range []struct {
		a, b []int
		want float64
	}{
		{[]int{0, 0, 1, 1}, []int{7, 7, -1, -1}, 1},
		{[]int{0, 0, 0, 0}, []int{0, 1, 2, 3}, 0},
		{[]int{0, 0, 0}, []int{1, 1, 1}, 1},
		{[]int{0, 1, 2}, []int{2, 1, 0}, 1},
		{nil, nil, 1},
		{[]int{3}, []int{4}, 1},
		{[]int{0, 0, 1, 2}, []int{0, 0, 1, 1}, 4. / 7}, // 1 pair together, 1 and 2 pairs of 6: (1 - 1/3)/(3/2 - 1/3)
		{[]int{0, 0, 1, 1}, []int{0, 1, 0, 1}, -.5},    // (0 - 2/3)/(2 - 2/3)
	} {
		near(t, "ARI", ARI(c.a, c.b), c.want, 1e-15)
		near(t, "ARI the other way round", ARI(c.b, c.a), c.want, 1e-15)
	}
}
