package cluster

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

var background = context.Background()

// sample returns n rows of unit length about the given number of topics: entries columns each,
// half of them from the topic's own. Every hundredth row is zero.
func sample(seed uint64, n, d, entries, topics int) *matrix.CSR {
	rng := rand.New(rand.NewPCG(seed, 99))
	start, columns, values := []int64{0}, []int32{}, []float32{}
	own := d / topics
	for i := range n {
		row := map[int]float32{}
		for e := 0; e < entries && i%100 != 99; e++ {
			c := rng.IntN(d)
			if e%2 == 0 {
				c = rng.IntN(own) + own*(i%topics)
			}
			row[c] = rng.Float32() + .1
		}
		for c := range d {
			if v, ok := row[c]; ok {
				columns, values = append(columns, int32(c)), append(values, v)
			}
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values).Unit()
}

// dense returns the same values as a matrix of gonum's own, whose rows are RawRowViews.
func dense(x mat.Matrix) *mat.Dense { return mat.DenseCopyOf(x) }

// rowsOf returns the same values as float32 Rows.
func rowsOf(x *matrix.CSR) *matrix.Rows {
	n, d := x.Dims()
	return readDense(dense(x), n, d)
}

// onlyAt hides all but the methods of mat.Matrix; onlyNonZero adds DoRowNonZero, columns descending.
type onlyAt struct{ mat.Matrix }

type onlyNonZero struct{ mat.Matrix }

func (x onlyNonZero) DoRowNonZero(i int, fn func(i, j int, v float64)) {
	_, d := x.Dims()
	for j := d - 1; j >= 0; j-- {
		if v := x.At(i, j); v != 0 {
			fn(i, j, v)
		}
	}
}

func fit(t *testing.T, k KMeans, x mat.Matrix) *Clustering {
	t.Helper()
	c, err := k.Fit(background, x)
	if err != nil {
		t.Fatalf("%v clusters: %v", k.K, err)
	}
	return c
}

func equal[S ~[]E, E comparable](t *testing.T, what string, got, want S) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(got-want <= tolerance && want-got <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// withLast is two unit rows and one more.
func withLast(row ...float64) *mat.Dense {
	x := mat.NewDense(3, 2, []float64{1, 0, 0, 1, 0, 0})
	x.SetRow(2, row)
	return x
}

func isNoRows(err error) bool { return errors.Is(err, ErrNoRows) }
