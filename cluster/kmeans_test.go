package cluster

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// Two pairs at right angles, and a row of zeros:
//
//	D_0 = (1.8, .6, 0), D_1 = (0, .6, 1.8), |D_r|^2 = 3.6
var twoPairs = mat.NewDense(5, 3, []float64{
	1, 0, 0,
	.8, .6, 0,
	0, 0, 1,
	0, 0, 0,
	0, .6, .8,
})

func TestTwoPairsByHand(t *testing.T) {
	for c, want := range map[Criterion]float64{I1: 3.6/2 + 3.6/2, I2: 2 * math.Sqrt(3.6)} {
		got := fit(t, KMeans{K: 2, Criterion: c}, twoPairs)
		equal(t, "labels", got.Labels(), []int{0, 0, 1, -1, 1})
		equal(t, "sizes", got.Sizes(), []int{2, 2})
		near(t, "criterion", got.Criterion(), want, 1e-6)
		near(t, "similarity of row 0", got.Similarity(0), 1.8/math.Sqrt(3.6), 1e-6)
		near(t, "similarity of the zero row", got.Similarity(3), 0, 0)
		near(t, "centroid", got.Centroid(1)[2], 1.8/math.Sqrt(3.6), 1e-6)
		near(t, "sum", got.Sum(1)[1], .6, 1e-6)
	}
}

// Four rows from (1,0) round to (0,1). From row 0 twice, all go to the first of two equal
// centroids, and the second, left empty, takes the row farthest off: row 3. Lloyd stops there:
// row 2 has cosine 2.2/sqrt(7.4) = .81 to (2.6, .8) and .80 to row 3. Moving it all the same
// takes I2 from sqrt(7.4) + 1 = 3.72 to 2 + sqrt(3.6) = 3.90.
func TestLocalSearchByHand(t *testing.T) {
	x := mat.NewDense(4, 2, []float64{1, 0, 1, 0, .6, .8, 0, 1})
	lloyd := fit(t, KMeans{K: 2, Init: []int{0, 0}, NoRefine: true}, x)
	equal(t, "Lloyd", lloyd.Labels(), []int{0, 0, 0, 1})
	near(t, "criterion of Lloyd", lloyd.Criterion(), math.Sqrt(7.4)+1, 1e-6)
	refined := fit(t, KMeans{K: 2, Init: []int{0, 0}}, x)
	equal(t, "local search", refined.Labels(), []int{0, 0, 1, 1})
	near(t, "criterion of local search", refined.Criterion(), 2+math.Sqrt(3.6), 1e-6)
}

// On nine rows every partition can be tried.
func TestFindsTheBestOfAllPartitions(t *testing.T) {
	for seed := range uint64(4) {
		x := sample(seed, 9, 12, 5, 3)
		for _, c := range []Criterion{I1, I2} {
			want := 0.0
			labels := make([]int, 9)
			for code := range 19683 { // 3^9
				for i := range labels {
					labels[i], code = code%3, code/3
				}
				want = max(want, plainCriterion(dense(x), labels, c))
			}
			got := fit(t, KMeans{K: 3, Criterion: c, Starts: 40}, x)
			near(t, string(c), got.Criterion(), want, 1e-9)
		}
	}
}

// plainCriterion is I1 or I2 by definition.
func plainCriterion(x *mat.Dense, labels []int, c Criterion) float64 {
	n, d := x.Dims()
	sums, sizes := map[int]*mat.VecDense{}, map[int]float64{}
	for i := range n {
		r := labels[i]
		if r < 0 {
			continue
		}
		if sums[r] == nil {
			sums[r] = mat.NewVecDense(d, nil)
		}
		sums[r].AddVec(sums[r], x.RowView(i))
		sizes[r]++
	}
	total := 0.0
	for r := range sums {
		if v := mat.Norm(sums[r], 2); c == I1 {
			total += v * v / sizes[r]
		} else {
			total += v
		}
	}
	return total
}

func TestCriterionAndSimilarityAreWhatTheLabelsSay(t *testing.T) {
	x := sample(5, 300, 60, 8, 4)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			got := fit(t, KMeans{K: 7, Criterion: c, Starts: 2}, m)
			near(t, "criterion", got.Criterion(), plainCriterion(dense(x), got.Labels(), c), 1e-8)
			for i, r := range got.Labels() {
				want := 0.0
				if r >= 0 {
					want = mat.Dot(dense(x).RowView(i), mat.NewVecDense(60, got.Centroid(r)))
				}
				near(t, "similarity", got.Similarity(i), want, 1e-9)
			}
		}
	}
}

func TestClustersAreNumberedBySizeThenLowestRow(t *testing.T) {
	x := mat.NewDense(6, 3, []float64{0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0})
	got := fit(t, KMeans{K: 3}, x)
	equal(t, "labels", got.Labels(), []int{2, 1, 0, 0, 1, 0})
	x = mat.NewDense(4, 2, []float64{0, 1, 1, 0, 1, 0, 0, 1})
	equal(t, "labels of equal sizes", fit(t, KMeans{K: 2}, x).Labels(), []int{0, 1, 1, 0})
}

func TestAnyMatrixGivesTheSameLabels(t *testing.T) {
	x := sample(6, 400, 80, 10, 5)
	want := fit(t, KMeans{K: 6, Seed: 3}, x).Labels()
	for name, m := range map[string]mat.Matrix{
		"mat.Dense": dense(x), "Rows": rowsOf(x), "At alone": onlyAt{x}, "DoRowNonZero": onlyNonZero{x},
	} {
		equal(t, name, fit(t, KMeans{K: 6, Seed: 3}, m).Labels(), want)
	}
}

func TestThreadsNeverChangeTheResult(t *testing.T) {
	x := sample(7, 2500, 90, 8, 6)
	for _, m := range []mat.Matrix{x, rowsOf(x)} {
		for _, c := range []Criterion{I1, I2} {
			want := fit(t, KMeans{K: 7, Criterion: c, Starts: 3, Threads: 1}, m)
			for _, threads := range []int{2, 3, 8, 0} {
				got := fit(t, KMeans{K: 7, Criterion: c, Starts: 3, Threads: threads}, m)
				equal(t, "labels", got.Labels(), want.Labels())
				equal(t, "similarities", got.similarity, want.similarity)
				equal(t, "sum", got.Sum(3), want.Sum(3))
				if got.Criterion() != want.Criterion() {
					t.Errorf("%d threads: criterion %v, want %v", threads, got.Criterion(), want.Criterion())
				}
			}
		}
	}
}

func TestSeedsMatter(t *testing.T) {
	x := sample(8, 200, 60, 6, 2)
	a, b := fit(t, KMeans{K: 9, Seed: 1, Starts: 1}, x), fit(t, KMeans{K: 9, Seed: 2, Starts: 1}, x)
	if ARI(a.Labels(), b.Labels()) == 1 {
		t.Error("two seeds gave the same partition of rows that have no clear one")
	}
	more := fit(t, KMeans{K: 9, Seed: 1, Starts: 12}, x)
	if more.Criterion() < a.Criterion() {
		t.Errorf("twelve starts reach %v, the first of them alone %v", more.Criterion(), a.Criterion())
	}
}

func TestFewRows(t *testing.T) {
	same := func(n int) *mat.Dense {
		x := mat.NewDense(n, 3, nil)
		for i := range n {
			x.SetRow(i, []float64{.36, .48, .8})
		}
		return x
	}
	twins := mat.NewDense(6, 2, []float64{1, 0, 0, 1, .6, .8, 1, 0, 0, 1, .6, .8})
	for _, c := range []struct {
		name string
		x    *mat.Dense
		k    int
		want []int
	}{
		{"one row", same(1), 1, []int{0}},
		{"one row, k = 5", same(1), 5, []int{0}},
		{"two rows, k = 5", mat.NewDense(2, 2, []float64{1, 0, 0, 1}), 5, []int{0, 1}},
		{"three rows, one zero, k = 3", withLast(0, 0), 3, []int{0, 1, -1}},
		{"three rows, k = 3", withLast(.6, .8), 3, []int{0, 1, 2}},
		{"three rows, k = 1", withLast(.6, .8), 1, []int{0, 0, 0}},
		{"all identical", same(7), 3, make([]int, 7)},
		{"three kinds, k = 5", twins, 5, []int{0, 1, 2, 0, 1, 2}},
		{"opposite rows, k = 1", mat.NewDense(2, 2, []float64{1, 0, -1, 0}), 1, []int{0, 0}},
	} {
		for _, criterion := range []Criterion{I1, I2} {
			n, d := c.x.Dims()
			for _, m := range []mat.Matrix{c.x, readSparse(onlyNonZero{c.x}, n, d)} {
				got := fit(t, KMeans{K: c.k, Criterion: criterion}, m)
				equal(t, c.name, got.Labels(), c.want)
			}
		}
	}
	equal(t, "three identical rows to start from", fit(t, KMeans{K: 3, Init: []int{0, 1, 2}}, same(4)).Labels(), make([]int, 4))
}

func TestErrorsSayWhereAndWhat(t *testing.T) {
	x := withLast(.6, .8)
	for _, c := range []struct {
		want string
		k    KMeans
		x    mat.Matrix
	}{
		{"K must be at least 1", KMeans{}, x},
		{"unknown criterion \"i3\"", KMeans{K: 1, Criterion: "i3"}, x},
		{"neither may be negative", KMeans{K: 1, Starts: -1}, x},
		{"row 2 has length 1.005", KMeans{K: 2}, withLast(.603, .804)},
		{"row 2 has length NaN", KMeans{K: 2}, withLast(math.NaN(), 0)},
		{"row 2 has length +Inf", KMeans{K: 2}, withLast(math.Inf(1), 0)},
		{"names 1 rows for 2 clusters", KMeans{K: 2, Init: []int{0}}, x},
		{"names row 3", KMeans{K: 2, Init: []int{0, 3}}, x},
		{"names row 2", KMeans{K: 2, Init: []int{0, 2}}, withLast(0, 0)},
		{"Warm is 1 x 2; 2 centroids of 2", KMeans{K: 2, Warm: mat.NewDense(1, 2, nil)}, x},
		{"Warm row 1 is zero", KMeans{K: 2, Warm: mat.NewDense(2, 2, []float64{1, 0, 0, 0})}, x},
	} {
		_, err := c.k.Fit(background, c.x)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "cluster: ") {
			t.Errorf("error %q, want one with %q", err, c.want)
		}
	}
	for _, x := range []mat.Matrix{
		mat.NewDense(2, 2, nil), matrix.NewCSR(0, 0, []int64{0}, nil, nil), matrix.NewRows(0, 3, nil), matrix.NewRows(3, 0, nil),
	} {
		if _, err := (KMeans{K: 2}).Fit(background, x); !isNoRows(err) {
			t.Errorf("error %v, want ErrNoRows", err)
		}
	}
}

func TestWarmStartGoesOnFromCentroids(t *testing.T) {
	x := sample(9, 300, 60, 8, 4)
	first := fit(t, KMeans{K: 5}, x)
	centroids := mat.NewDense(5, 60, nil)
	for r := range 5 {
		centroids.SetRow(r, first.Sum(r)) // of any length
	}
	again := fit(t, KMeans{K: 5, Warm: centroids, MaxIter: 3}, x)
	if a := ARI(first.Labels(), again.Labels()); a < .95 {
		t.Errorf("ARI %v to the clustering it started from", a)
	}
	turned := mat.NewDense(2, 3, []float64{0, 0, 5, 7, 0, 0})
	equal(t, "two pairs", fit(t, KMeans{K: 2, Warm: turned}, twoPairs).Labels(), []int{0, 0, 1, -1, 1})
}

func TestProgressRisesToItsTotal(t *testing.T) {
	x := sample(10, 200, 60, 8, 4)
	last, calls := -1, 0
	k := KMeans{K: 4, Starts: 3, Progress: func(done, total int) {
		calls++
		if done < last || done > total || total != thousandths {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}}
	fit(t, k, x)
	if last != thousandths || calls < 6 {
		t.Errorf("ended at %d of %d after %d calls", last, thousandths, calls)
	}
}

func TestStopsWhenTold(t *testing.T) {
	x := sample(11, 200, 60, 8, 4)
	for after := range 4 {
		ctx, cancel := context.WithCancel(background)
		calls := 0
		_, err := KMeans{K: 4, Starts: 3, Progress: func(int, int) {
			if calls++; calls > after {
				cancel()
			}
		}}.Fit(ctx, x)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after %d reports: error %v", after, err)
		}
		cancel()
	}
}

// Two groups that lie apart take a pass that puts the rows, and one that moves none; a pass at most is a pass.
func TestPasses(t *testing.T) {
	x := mat.NewDense(4, 2, []float64{1, 0, 1, 0, 0, 1, 0, 1})
	for most, want := range map[int]int{0: 2, 1: 1} {
		c, err := KMeans{K: 2, Init: []int{0, 2}, MaxIter: most, NoRefine: true}.Fit(context.Background(), x)
		if err != nil || c.Passes() != want {
			t.Errorf("%d passes of at most %d, %v", c.Passes(), most, err)
		}
	}
}
