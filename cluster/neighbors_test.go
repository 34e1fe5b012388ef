package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

func search(t *testing.T, x mat.Matrix) *Neighbors {
	t.Helper()
	n, err := NeighborSearch{}.Fit(background, x)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// plainQuery multiplies the query with every row and sorts.
func plainQuery(x mat.Matrix, columns []int32, values []float32, top int, skip func(int) bool) []Hit {
	n, d := x.Dims()
	var hits []Hit
	for i := range n {
		score := 0.0
		switch x := x.(type) {
		case *matrix.CSR:
			score = x.DotRow(i, columns, values)
		case *matrix.Rows:
			query := make([]float32, d)
			for p, c := range columns {
				query[c] = values[p]
			}
			score = matrix.Dot(x.Row(i), query)
		}
		if (top == 0 || score > 0) && (skip == nil || !skip(i)) {
			hits = append(hits, Hit{i, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		switch {
		case a.Similarity > b.Similarity:
			return -1
		case a.Similarity < b.Similarity:
			return 1
		}
		return 0
	})
	if top > 0 && len(hits) > top {
		hits = hits[:top]
	}
	return hits
}

// Rows at cosines 1, .8, 0, 0 (zero row) and 0 to row 0; from the vector (1, 0, -1): 1, .8, -1, 0, -.8.
func TestNeighborsByHand(t *testing.T) {
	for _, x := range []mat.Matrix{twoPairs, readSparse(onlyNonZero{twoPairs}, 5, 3)} {
		n := search(t, x)
		rows := func(hits []Hit) (out []int) {
			for _, h := range hits {
				out = append(out, h.Row)
			}
			return out
		}
		equal(t, "row 0", rows(n.QueryRow(0, 10)), []int{1})
		equal(t, "row 1", rows(n.QueryRow(1, 10)), []int{0, 4})
		equal(t, "row 1, best alone", rows(n.QueryRow(1, 1)), []int{0})
		equal(t, "row 0, all ranked", rows(n.QueryRow(0, 0)), []int{1, 2, 3, 4})
		equal(t, "the zero row", rows(n.QueryRow(3, 2)), nil)
		equal(t, "the zero row, all ranked", rows(n.QueryRow(3, 0)), []int{0, 1, 2, 4})
		apart := []float32{1, -1}
		equal(t, "a query against a row", rows(n.Query([]int32{0, 2}, apart, 5, nil)), []int{0, 1})
		equal(t, "and all ranked", rows(n.Query([]int32{0, 2}, apart, 0, nil)), []int{0, 1, 3, 4, 2})
		equal(t, "a query as a whole row", rows(n.Query(nil, []float32{1, 0, -1}, 0, nil)), []int{0, 1, 3, 4, 2})
		equal(t, "with rows left out", rows(n.Query([]int32{1}, []float32{1}, 5, func(i int) bool { return i == 1 })), []int{4})
		equal(t, "nothing asked", rows(n.Query(nil, nil, 3, nil)), nil)
		equal(t, "less than nothing", rows(n.QueryRow(0, -1)), nil)
		near(t, "similarity", n.QueryRow(1, 1)[0].Similarity, .8, 1e-6)
	}
}

func TestTiesGoToTheLowerRow(t *testing.T) {
	x := mat.NewDense(40, 2, nil)
	for i := range 40 {
		x.Set(i, 0, []float64{.5, 1}[i%2])
	}
	var got []int
	for _, h := range search(t, x).QueryRow(4, 23) {
		got = append(got, h.Row)
	}
	want := []int{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 0, 2, 6}
	equal(t, "rows", got, want)
}

func TestIndexIsBruteForceToTheBit(t *testing.T) {
	rare, common := sample(1, 400, 190, 9, 5), sample(1, 400, 20, 9, 5) // few postings a query, and many
	for _, x := range []*matrix.CSR{rare, common} {
		testBruteForce(t, x, x)
		testBruteForce(t, x, rowsOf(x))
	}
}

// testBruteForce compares answers over m to those of the definition, for queries made of rows of x.
func testBruteForce(t *testing.T, x *matrix.CSR, m mat.Matrix) {
	rng := rand.New(rand.NewPCG(5, 5))
	n := search(t, m)
	for i := range 60 {
		columns, values := x.Row(i)
		values = slices.Clone(values)
		for p := range values {
			if i%2 == 0 && rng.Float64() < .4 {
				values[p] = -values[p]
			}
		}
		skip := func(row int) bool { return row%7 == 3 }
		for _, top := range []int{0, 1, 2, 10, 1000} {
			equal(t, "hits", n.Query(columns, values, top, skip), plainQuery(m, columns, values, top, skip))
		}
		scores := n.Scores(columns, values, nil)
		for _, h := range plainQuery(m, columns, values, 0, nil) {
			if scores[h.Row] != h.Similarity {
				t.Errorf("score of row %d: %v, want %v", h.Row, scores[h.Row], h.Similarity)
			}
		}
	}
}

// More blocks than one worker takes at a time: of 16 rows, of 64 for a scan, of one for top 0.
func TestAllIsAQueryARowOnAnyThreads(t *testing.T) {
	for top, rows := range map[int]int{6: 600, 0: 130} {
		x := sample(2, rows, 90, 9, 5)
		for _, m := range []mat.Matrix{x, rowsOf(x), mixed(x, closeCalls(2, rows, 40))} {
			one := search(t, m)
			for _, threads := range []int{1, 2, 3, 8, 0} {
				n, err := NeighborSearch{Threads: threads}.Fit(background, m)
				if err != nil {
					t.Fatal(err)
				}
				last := 0
				all, err := n.All(background, top, func(done, total int) {
					if done <= last || done > total || total != rows {
						t.Errorf("progress %d of %d after %d", done, total, last)
					}
					last = done
				})
				if err != nil || len(all) != rows || last != rows {
					t.Fatalf("%d answers, progress ended at %d, error %v", len(all), last, err)
				}
				for i, hits := range all {
					equal(t, "hits", hits, one.QueryRow(i, top))
				}
			}
		}
	}
}

func TestEachComesInRowOrderAndEndsWithItsLoop(t *testing.T) {
	n := search(t, sample(2, 700, 60, 9, 5))
	next := 0
	for near, err := range n.Each(background, 3, nil) {
		if err != nil || near.Row != next {
			t.Fatalf("row %d, error %v, want row %d", near.Row, err, next)
		}
		equal(t, "hits", near.Hits, n.QueryRow(next, 3))
		if next++; next == 650 {
			break
		}
	}
	if next != 650 {
		t.Errorf("the walk ended after %d rows", next)
	}
}

// Whatever is being computed, a walk that is told to stop does so within a few queries.
func TestEachStopsWhenTold(t *testing.T) {
	x := sample(4, 3000, 60, 9, 5)
	for _, m := range []mat.Matrix{x, rowsOf(x), mixed(x, rowsOf(x))} {
		for _, top := range []int{0, 5} {
			n := search(t, m)
			ctx, cancel := context.WithCancel(background)
			rows, last := 0, error(nil)
			for _, err := range n.Each(ctx, top, nil) {
				if last = err; err == nil {
					rows++
				}
				cancel()
			}
			if !errors.Is(last, context.Canceled) || rows == 0 || rows > scanRows {
				t.Errorf("top %d: %d rows after the end was told, then error %v", top, rows, last)
			}
			cancel()
		}
	}
}

// closeCalls returns unit rows in families so close that float32 cannot tell which is nearer, some of
// them equal, some zero, some far.
func closeCalls(seed uint64, n, d int) *matrix.Rows {
	rng := rand.New(rand.NewPCG(seed, 11))
	data := make([]float32, n*d)
	for i := range n {
		row := data[i*d : (i+1)*d]
		switch {
		case i%50 == 49: // zero
		case i%10 == 0:
			for c := range row {
				row[c] = float32(rng.NormFloat64())
			}
		default:
			copy(row, data[i/10*10*d:]) // row i/10*10, a little off
			if i%3 > 0 {
				row[rng.IntN(d)] *= 1 + float32(rng.NormFloat64())*0x1p-18
			}
		}
	}
	return matrix.NewRows(n, d, data).Unit()
}

func TestScanIsQueryToTheBit(t *testing.T) {
	for _, d := range []int{1, 17, 130} {
		x := closeCalls(uint64(d), 450, d)
		n := search(t, x)
		if n.scan == nil {
			t.Fatal("there is no scan of unit rows")
		}
		for _, top := range []int{1, 12, 1000} {
			all, err := n.All(background, top, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, hits := range all {
				equal(t, "hits", hits, n.QueryRow(i, top))
			}
		}
	}
	if n := search(t, matrix.NewRows(2, 1, []float32{1, 1.1})); n.scan != nil {
		t.Error("there is a scan of rows that have not unit length")
	}
}

func TestQueriesShareASearch(t *testing.T) {
	x := sample(3, 300, 60, 8, 4)
	n := search(t, x)
	want, _ := n.All(background, 5, nil)
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := worker; i < 300; i += 3 {
				if got := n.QueryRow(i, 5); !slices.Equal(got, want[i]) {
					t.Errorf("row %d: %v, want %v", i, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func TestNeighborsOfFewRows(t *testing.T) {
	for n := range 4 {
		x := mat.Matrix(matrix.NewRows(n, 2, make([]float32, 2*n)))
		all, err := search(t, x).All(background, 3, nil)
		if err != nil || len(all) != n {
			t.Errorf("%d zero rows: %d answers, error %v", n, len(all), err)
		}
		for _, hits := range all {
			equal(t, "hits", hits, nil)
		}
	}
}

func TestNeighborErrors(t *testing.T) {
	_, err := NeighborSearch{}.Fit(background, withLast(math.NaN(), 0))
	if err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("error %v, want one that names row 2", err)
	}
	ctx, cancel := context.WithCancel(background)
	n := search(t, twoPairs)
	cancel()
	if _, err := n.All(ctx, 2, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, err := (NeighborSearch{}).Fit(ctx, twoPairs); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	for name, f := range map[string]func(){
		"column out of range": func() { n.Query([]int32{3}, []float32{1}, 1, nil) },
		"a value missing":     func() { n.Query([]int32{0, 1}, []float32{1}, 1, nil) },
		"a short dst":         func() { n.Scores([]int32{0}, []float32{1}, make([]float64, 4)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
