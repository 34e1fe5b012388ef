package cluster

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// |D_r|^2 = 3.6 and D_0.D_1 = .36, so ISim is 3.6/4 and ESim .36/4; row 0 has cosine
// 1.8/sqrt(3.6) to its own centroid and 0 to the other.
func TestCohesionByHand(t *testing.T) {
	c := NewCohesion(twoPairs, []int{0, 0, 1, 0, 1}, 1) // the zero row has no cluster, whatever it is told
	root := math.Sqrt(3.6)
	for r := range 2 {
		near(t, "isim", c.ISim[r], .9, 1e-6)
		near(t, "esim", c.ESim[r], .09, 1e-6)
	}
	for i, want := range []float64{1.8 / root, 1.8 / root, 1.8 / root, 0, 1.8 / root} {
		near(t, "similarity", c.Similarity[i], want, 1e-6)
	}
	equal(t, "second", c.Second, []int{1, 1, 0, -1, 0})
	for i, want := range []float64{0, .36 / root, 0, 0, .36 / root} {
		near(t, "similarity to the second", c.SecondSimilarity[i], want, 1e-6)
	}
}

func TestCohesionOfOneCluster(t *testing.T) {
	c := NewCohesion(twoPairs, []int{0, 0, 0, -1, 0}, 0)
	equal(t, "second", c.Second, []int{-1, -1, -1, -1, -1})
	near(t, "isim", c.ISim[0], (7.2+2*.36)/16, 1e-6)
	if !math.IsNaN(c.ESim[0]) {
		t.Errorf("esim %v, want NaN", c.ESim[0])
	}
	gap := NewCohesion(twoPairs, []int{0, 0, 2, -1, 2}, 0)
	if !math.IsNaN(gap.ISim[1]) || !math.IsNaN(gap.ESim[1]) {
		t.Errorf("cluster without rows: isim %v, esim %v, want NaN", gap.ISim[1], gap.ESim[1])
	}
	equal(t, "second past a cluster without rows", gap.Second, []int{2, 2, 0, -1, 0})
}

func TestCohesionIsMeanCosineOnAnyThreads(t *testing.T) {
	x := sample(3, 300, 50, 8, 4)
	labels := fit(t, KMeans{K: 5, Starts: 1}, x).Labels()
	d := dense(x)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		want := NewCohesion(m, labels, 1)
		for _, workers := range []int{2, 3, 8, 0} {
			got := NewCohesion(m, labels, workers)
			equal(t, "similarity", got.Similarity, want.Similarity)
			equal(t, "second", got.Second, want.Second)
			equal(t, "esim", got.ESim, want.ESim)
		}
		for r := range 5 {
			var in, out, pairsIn, pairsOut float64
			for i, a := range labels {
				for j, b := range labels {
					switch cos := mat.Dot(d.RowView(i), d.RowView(j)); {
					case a != r || b < 0:
					case a == b:
						in, pairsIn = in+cos, pairsIn+1
					default:
						out, pairsOut = out+cos, pairsOut+1
					}
				}
			}
			near(t, "isim", want.ISim[r], in/pairsIn, 1e-9)
			near(t, "esim", want.ESim[r], out/pairsOut, 1e-9)
		}
	}
}

func TestSumsOfAnyLabels(t *testing.T) {
	s := NewSums(twoPairs, []int{2, 2, 0, 1, 0}, 1) // row 3 is zero
	if s.K() != 3 || s.Size(1) != 0 || s.Size(2) != 2 || s.Rows() != 4 {
		t.Errorf("%d clusters, sizes %d and %d, %d rows", s.K(), s.Size(1), s.Size(2), s.Rows())
	}
	near(t, "|D_2|^2", s.Square(2), 3.6, 1e-6)
	equal(t, "sum of nothing", s.Sum(1), []float64{0, 0, 0})
	for c, want := range []float64{1.8, 1.2, 1.8} {
		near(t, "total", s.Total()[c], want, 1e-6)
		near(t, "total is the sum of sums", s.Sum(0)[c]+s.Sum(2)[c], want, 1e-6)
	}
	dots := make([]float64, 3)
	s.Dots(dots, 1)
	for r, want := range []float64{.36, 0, 1.8} {
		near(t, "dot", dots[r], want, 1e-6)
	}
	long := NewSums(mat.NewDense(2, 1, []float64{300, 500}), []int{0, 0}, 1) // rows of any length
	near(t, "sum of long rows", long.Sum(0)[0], 800, 1e-6)
	defer func() {
		if recover() == nil {
			t.Error("four labels for five rows: no panic")
		}
	}()
	NewSums(twoPairs, make([]int, 4), 1)
}

// Many rows are added up by several workers, and one pass finds what two do.
func TestSumsOnAnyThreads(t *testing.T) {
	x := sample(3, 3*manyMoves, 60, 8, 5)
	n, _ := x.Dims()
	labels := make([]int, n)
	for i := range labels {
		labels[i] = i%7 - 1
	}
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		one := NewSums(m, labels, 1)
		want, silhouette := one.Cohesion(1), one.Silhouette(1)
		for _, workers := range []int{1, 2, 3, 8} {
			s := NewSums(m, labels, workers)
			for r := range s.K() {
				equal(t, "sum", s.Sum(r), one.Sum(r))
			}
			equal(t, "squares", s.squares, one.squares)
			c, found := s.CohesionAndSilhouette(workers)
			equal(t, "similarity", c.Similarity, want.Similarity)
			equal(t, "second", c.Second, want.Second)
			equal(t, "second similarity", c.SecondSimilarity, want.SecondSimilarity)
			equal(t, "esim", c.ESim, want.ESim)
			equal(t, "silhouette", bitsOf(found), bitsOf(silhouette))
		}
	}
}
