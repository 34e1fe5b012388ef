package cluster

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// The nearest of each row are those by the scores of all rows, to the bit: of more rows than a panel has, with equal rows, where
// fewer than wanted share a column, and where values are negative or of all lengths.
func TestCrowdIsQueryToTheBit(t *testing.T) {
	for what, x := range map[string]*matrix.CSR{
		"abstracts":                  sample(5, 2300, 400, 14, 12),
		"titles":                     sample(5, 1300, 3000, 3, 40),
		"few words, many equal rows": sample(5, 1500, 12, 2, 3),
		"negative":                   scaled(sample(6, 1200, 300, 20, 8), func(i, p int) float32 { return float32(1 - 2*((i+p)%3/2)) }),
		"of all lengths":             scaled(sample(7, 1200, 300, 20, 8), func(i, _ int) float32 { return float32(i%50) * 3e7 }),
		"with large values":          scaled(sample(8, 1200, 300, 20, 8), func(i, p int) float32 { return float32(1 + p%7/6*(i%40)) }),
	} {
		n := search(t, x)
		rows := evenly(ascending(n.n), 150)
		for _, top := range []int{1, 10, 60, n.n} {
			got, err := n.QueryRows(background, rows, top)
			if err != nil {
				t.Fatal(err)
			}
			for at, hits := range got {
				if want := n.plainRow(rows[at], top); !slices.Equal(hits, want) {
					t.Fatalf("%s: row %d: %v, want %v", what, rows[at], hits, want)
				}
			}
		}
		all, err := n.All(background, 3, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row, hits := range all {
			if want := n.plainRow(row, 3); !slices.Equal(hits, want) {
				t.Fatalf("%s: row %d of all: %v, want %v", what, row, hits, want)
			}
		}
	}
}

// scaled multiplies each value by what factor says of its row and place.
func scaled(x *matrix.CSR, factor func(i, p int) float32) *matrix.CSR {
	n, d := x.Dims()
	start, columns, values := x.Parts()
	values = slices.Clone(values)
	for i := range n {
		for p := start[i]; p < start[i+1]; p++ {
			values[p] *= factor(i, int(p-start[i]))
		}
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

// Most rows are not multiplied, or the bounds would be of no use.
func TestCrowdMultipliesFewRows(t *testing.T) {
	x := sample(5, 12000, 400, 60, 12)
	c := newCrowd(x, 1.0001, 1)
	q := c.queries(evenly(ascending(12000), 300), 5)
	q.begin(5)
	w, looked := q.newWork(), 0
	for i := range q.found {
		w.bounds.Least[i] = w.least(i, q.found[i].floor())
	}
	for lo := 0; lo < 12000; lo += matrix.BoundsRows {
		w.each(lo, min(lo+matrix.BoundsRows, 12000), func(int, int, uint16) { looked++ })
	}
	if looked < 300*5 || looked > 300*300 {
		t.Errorf("%d products for 300 rows, without floors that rise", looked)
	}
}

// Rows of more columns than a panel takes are answered, and rows of more than can be bounded leave none for the crowd.
func TestLongRowsAreNotInTheCrowd(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	for _, long := range []int{matrix.PanelColumns + 1, matrix.BoundedColumns + 1} {
		start, columns, values := []int64{0}, []int32(nil), []float32(nil)
		for i := range 60 {
			count := 3
			if i == 7 {
				count = long
			}
			for k := range count {
				columns, values = append(columns, int32(k*(1+i%3))), append(values, rng.Float32())
			}
			start = append(start, int64(len(columns)))
		}
		n := search(t, matrix.NewCSR(60, 3*long, start, columns, values))
		if got := n.crowd != nil; got != (long <= matrix.BoundedColumns) {
			t.Errorf("a row of %d columns: crowd %v", long, got)
		}
		got, err := n.QueryRows(background, ascending(60), 4)
		if err != nil {
			t.Fatal(err)
		}
		for row, hits := range got {
			equal(t, "hits", hits, n.plainRow(row, 4))
		}
	}
}

// Rows one by one, a block at a time and all at once have the same answers.
func TestQueryRowsIsQueryRow(t *testing.T) {
	x := sample(2, 700, 90, 9, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x), mixed(x, closeCalls(2, 700, 40))} {
		for _, threads := range []int{1, 2, 3, 8} {
			n, err := NeighborSearch{Threads: threads}.Fit(background, m)
			if err != nil {
				t.Fatal(err)
			}
			for _, count := range []int{5, 333} {
				rows := evenly(ascending(700), count)
				for _, top := range []int{4, 0} {
					got, err := n.QueryRows(background, rows, top)
					if err != nil {
						t.Fatal(err)
					}
					for at, row := range rows {
						equal(t, "hits", got[at], n.QueryRow(row, top))
					}
				}
			}
		}
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	for _, count := range []int{1, 300} {
		if _, err := search(t, x).QueryRows(ctx, ascending(count), 2); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want context.Canceled", err)
		}
	}
}

func BenchmarkSparseQueries(b *testing.B) {
	for _, d := range []int{500, 20000} {
		x := sample(5, 20000, d, 45, 12)
		n, err := NeighborSearch{}.Fit(background, x)
		if err != nil {
			b.Fatal(err)
		}
		rows := evenly(ascending(20000), 256)
		b.Run(fmt.Sprintf("rows=20000/columns=%d/queries=256", d), func(b *testing.B) {
			for b.Loop() {
				_, _ = n.QueryRows(background, rows, 10)
			}
		})
	}
}
