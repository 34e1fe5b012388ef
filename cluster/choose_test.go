package cluster

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Rows 0 and 1 have each other, row 2 has both with one half, and nobody has row 2. One cluster is 0. With
// row 2 apart 2 of 3 stay within, 3 - 1 of 3 leave cluster 0, all of 3 reach it: 2/3 - 2/3. With row 1 apart
// 1/2 of 3 stays; 2 leave {0, 2} and 1.5 reach it, 1 leaves {1} and 1.5 reach it: 1/6 - 3/9 - 1.5/9.
// Without row 2 and its edges 1 of 2 of each, and nothing within: -1/2.
func TestModularityByHand(t *testing.T) {
	g := &Graph{readSparse(onlyNonZero{mat.NewDense(3, 3, []float64{0, 1, 0, 1, 0, 0, .5, .5, 0})}, 3, 3)}
	for _, c := range []struct {
		labels []int
		want   float64
	}{{[]int{0, 0, 0}, 0}, {[]int{0, 0, 1}, 0}, {[]int{0, 1, 0}, 1./6 - 3./9 - 1.5/9}, {[]int{0, 1, -1}, -.5}, {[]int{-1, -1, 4}, 0}} {
		near(t, "modularity", g.Modularity(c.labels), c.want, 1e-15)
	}
}

// Two rings of neighbours that do not meet: half within by chance.
func TestModularityOfPiecesApart(t *testing.T) {
	g := NewGraph([][]Hit{{{1, 1}}, {{0, 1}}, {{3, 1}}, {{2, 1}}})
	near(t, "modularity", g.Modularity([]int{0, 0, 1, 1}), .5, 1e-15)
	near(t, "across", g.Modularity([]int{0, 1, 0, 1}), -.5, 1e-15)
}

// cuts of the tree of x, from 2 to most.
func cutsOf(t *testing.T, x mat.Matrix, most int) (labelings [][]int) {
	t.Helper()
	tree := grow(t, Bisecting{KMeans: KMeans{K: most, Criterion: I1, Seed: 1}}, x)
	for k := 2; k <= tree.Leaves(); k++ {
		labelings = append(labelings, cut(t, tree, k).Labels())
	}
	return labelings
}

func choose(t *testing.T, c Choice, x mat.Matrix, labelings [][]int) *Chosen {
	t.Helper()
	out, err := c.Fit(background, x, labelings)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// As many blobs as there are, in few rows and in many, of sparse rows and of dense. Blobs of fewer rows than a
// row has neighbours may be taken together.
func TestChoiceFindsTheBlobs(t *testing.T) {
	for _, n := range []int{60, 200, 600, 2000} {
		for _, k := range []int{2, 3, 5, 8} {
			if n < 15*k {
				continue
			}
			x := blobs(uint64(n), n, 20, k, 1)
			if got := choose(t, Choice{}, x, cutsOf(t, x, 12)).Best + 2; got != k {
				t.Errorf("%d rows: %d blobs, want %d", n, got, k)
			}
		}
	}
	x := sample(6, 700, 60, 12, 4)
	labelings := cutsOf(t, x, 9)
	sparse, dense := choose(t, Choice{}, x, labelings), choose(t, Choice{}, rowsOf(x), labelings)
	if sparse.Best+2 != 4 || dense.Best != sparse.Best {
		t.Errorf("sparse %d, dense %d", sparse.Best+2, dense.Best+2)
	}
	for l, q := range sparse.Modularity {
		near(t, "modularity", dense.Modularity[l], q, 1e-9)
	}
}

// The last labeling is ahead of the second by .2, 0, .2 and 0 in four samples, .1 and a standard error of
// .058: it is better. Ahead by .2, 0, .1 and -.1, that is .05 and .065, it may not be.
func TestChosenByHand(t *testing.T) {
	for _, c := range []struct {
		last [4]float64
		best int
		mean float64
	}{{[4]float64{.7, .5, .7, .5}, 2, .6}, {[4]float64{.7, .5, .6, .4}, 1, .55}} {
		var scores [][]float64
		for _, v := range c.last {
			scores = append(scores, []float64{.1, .5, v})
		}
		got := chosen(scores)
		if got.Best != c.best {
			t.Errorf("%v: chosen %d, want %d", c.last, got.Best, c.best)
		}
		near(t, "mean", got.Modularity[2], c.mean, 1e-15)
	}
	if got := chosen([][]float64{{.1, .5, .5, .4}}).Best; got != 1 {
		t.Errorf("of one sample: chosen %d, want the first of the best", got)
	}
}

func TestChoiceOnAnyNumberOfThreads(t *testing.T) {
	x := blobs(3, 900, 30, 6, 2)
	labelings := cutsOf(t, x, 9)
	one := choose(t, Choice{Seed: 2, Threads: 1}, x, labelings)
	equal(t, "modularity", bitsOf(choose(t, Choice{Seed: 2, Threads: 8}, x, labelings).Modularity), bitsOf(one.Modularity))
	if choose(t, Choice{Seed: 3}, x, labelings).Modularity[0] == one.Modularity[0] {
		t.Error("another seed drew the same samples")
	}
}

func TestChoiceOfFewRows(t *testing.T) {
	if got := choose(t, Choice{}, twoPairs, [][]int{{0, 0, 1, -1, 1}, {0, 1, 2, -1, 3}}).Best; got != 0 {
		t.Errorf("chosen %d, want the pairs", got)
	}
	one := mat.NewDense(1, 2, []float64{1, 0})
	if got := choose(t, Choice{}, one, [][]int{{0}}); got.Best != 0 || got.Modularity[0] != 0 {
		t.Errorf("%+v of one row", got)
	}
}

func TestChoiceOfNoLabelingPanics(t *testing.T) {
	for _, labelings := range [][][]int{nil, {{0, 0, 1, -1, 1}, {0, 0}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("chosen among %v", labelings)
				}
			}()
			choose(t, Choice{}, twoPairs, labelings)
		}()
	}
}

func TestChoiceSaysWhatIsWrong(t *testing.T) {
	if _, err := (Choice{Rows: -1}).Fit(background, twoPairs, [][]int{{0, 0, 1, -1, 1}}); err == nil || !strings.Contains(err.Error(), "negative") {
		t.Error(err)
	}
	if _, err := (Choice{}).Fit(background, mat.NewDense(2, 2, nil), [][]int{{0, 0}}); !isNoRows(err) {
		t.Error(err)
	}
	if _, err := (Choice{}).Fit(background, withLast(math.NaN(), 0), [][]int{{0, 0, 1}}); err == nil {
		t.Error("a row that is no number is taken")
	}
	done, stop := context.WithCancel(background)
	stop()
	if _, err := (Choice{}).Fit(done, twoPairs, [][]int{{0, 0, 1, -1, 1}}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
