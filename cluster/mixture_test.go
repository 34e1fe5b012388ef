package cluster

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// mixed joins two matrices with a doubt of 2.5; the shares are 0, .3, .6, .9, 1, 0, ...
func mixed(sparse *matrix.CSR, dense *matrix.Rows) *matrix.Mixed {
	n, _ := sparse.Dims()
	share := make([]float64, n)
	for i := range share {
		share[i] = []float64{0, .3, .6, .9, 1}[i%5]
	}
	return doubting(matrix.NewMixed(sparse, dense, share), 2.5)
}

func doubting(x *matrix.Mixed, doubt float64) *matrix.Mixed {
	x.Doubt = doubt
	return x
}

// wide is of more rows than a scan multiplies at once, some so near that float32 cannot tell which is nearer,
// with dense parts longer than their heads, and sparse columns that are frequent and some that are not.
func wide(t *testing.T) *matrix.Mixed {
	x := mixed(sample(6, 1100, 110, 9, 5), fading(closeCalls(6, 1100, 70)))
	if n, d := x.Dense.Dims(); headColumns(x.Dense) >= d || n <= scanTile {
		t.Fatalf("%d rows, %d columns of %d in the heads", n, headColumns(x.Dense), d)
	}
	s := newScan(mixture{x, invert(x.Sparse)}, 1)
	if common := s.heads.Columns() - s.columns - 1; common < 20 || len(s.rare) < 1000 {
		t.Fatalf("%d frequent columns, and %d values in others", common, len(s.rare))
	}
	return x
}

// fading returns unit rows whose later columns count less and less.
func fading(x *matrix.Rows) *matrix.Rows {
	n, d := x.Dims()
	data := make([]float32, 0, n*d)
	for i := range n {
		for c, v := range x.Row(i) {
			data = append(data, v*float32(math.Pow(.96, float64(c))))
		}
	}
	return matrix.NewRows(n, d, data).Unit()
}

// rankedByDot is what DotRow says of every row but the one to skip, best first.
func rankedByDot(x *matrix.Mixed, q matrix.MixedRow, skip int) []Hit {
	n, _ := x.Dims()
	var hits []Hit
	for j := range n {
		if j != skip {
			hits = append(hits, Hit{j, x.DotRow(j, q)})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		if a.Similarity == b.Similarity {
			return 0
		}
		if a.Similarity > b.Similarity {
			return -1
		}
		return 1
	})
	return hits
}

// positive is the first of the hits, and those above 0.
func positive(hits []Hit, top int) []Hit {
	for at, h := range hits {
		if at == top || h.Similarity <= 0 {
			return hits[:at]
		}
	}
	return hits
}

func TestMixedSearchIsDotToTheBit(t *testing.T) {
	x := wide(t)
	n := search(t, x)
	if n.scan == nil {
		t.Fatal("there is no scan of unit parts")
	}
	for _, top := range []int{1, 12} {
		all, err := n.All(background, top, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < 1100; i += 7 {
			want := rankedByDot(x, x.Row(i), i)
			equal(t, "all", all[i], positive(want, top))
			equal(t, "a row", n.QueryRow(i, top), positive(want, top))
			equal(t, "a row, every one ranked", n.QueryRow(i, 0), want)
			equal(t, "a row as a query", n.QueryMixed(x.Row(i), top, func(j int) bool { return j == i }), positive(want, top))
		}
	}
}

// The plain twin reads both as one sparse matrix, in float64.
func TestMixedSearchIsThatOfTheJoinedRows(t *testing.T) {
	x := mixed(sample(7, 300, 60, 9, 5), closeCalls(7, 300, 40))
	n := search(t, x)
	whole := dense(x)
	for i := range 40 {
		scores := make([]float64, 300)
		for _, h := range n.QueryRow(i, 0) {
			scores[h.Row] = h.Similarity
		}
		columns, values := []int32{}, []float32{}
		x.DoRowNonZero(i, func(_, j int, v float64) { columns, values = append(columns, int32(j)), append(values, float32(v)) })
		joined := n.Scores(columns, values, nil)
		narrow := make([]float64, 100)
		for p, c := range columns {
			narrow[c] = float64(values[p])
		}
		for j := range 300 {
			if j != i {
				near(t, "a row", scores[j], dot(whole.RawRowView(i), whole.RawRowView(j)), 1e-12)
			}
			near(t, "a query over the columns of both", joined[j], dot(narrow, whole.RawRowView(j)), 1e-12)
		}
		full := make([]float32, 100)
		for c, v := range narrow {
			full[c] = float32(v)
		}
		equal(t, "a whole row", n.Query(nil, full, 5, nil), n.Query(columns, values, 5, nil))
	}
}

// Rows (1 | 1), (1 | -1) and (-1 | 1), halves of each part: the products with the first are 0 and 0; from
// the sparse part alone they are 1/sqrt2, 1/sqrt2 and -1/sqrt2.
func TestMixedQueriesByHand(t *testing.T) {
	sparse := matrix.NewCSR(3, 1, []int64{0, 1, 2, 3}, []int32{0, 0, 0}, []float32{1, 1, -1})
	x := matrix.NewMixed(sparse, matrix.NewRows(3, 1, []float32{1, -1, 1}), []float64{.5, .5, .5})
	n := search(t, x)
	half := math.Sqrt(.5)
	terms := matrix.MixedRow{Columns: []int32{0}, Values: []float32{1}}
	equal(t, "terms", n.QueryMixed(terms, 0, nil), []Hit{{0, half}, {1, half}, {2, -half}})
	equal(t, "terms, the best", n.QueryMixed(terms, 3, func(row int) bool { return row == 0 }), []Hit{{1, half}})
	equal(t, "a direction", n.QueryMixed(matrix.MixedRow{Dense: []float32{1}, Share: 1}, 5, nil), []Hit{{0, half}, {2, half}})
	equal(t, "both", n.QueryMixed(matrix.UnitRow([]int32{0}, []float64{3}, []float64{3}), 0, nil), []Hit{{0, 1}, {1, 0}, {2, 0}})
	equal(t, "row 0", n.QueryRow(0, 5), nil)
}

// Bounds are bounds, and closer is close, whatever the tile.
func TestScanBoundsTheSimilarities(t *testing.T) {
	x := wide(t)
	s := newScan(mixture{x, invert(x.Sparse)}, 1)
	for lo := 0; lo < 1100; lo += 5 * scanRows {
		hi := min(lo+scanRows, 1100)
		b := s.block(lo, hi, 1)
		for from := 0; from < 1100; from += scanTile {
			to := min(from+scanTile, 1100)
			b.bound(from, to)
			for i := lo; i < hi; i++ {
				for j := from; j < to; j++ {
					margin, want, bound := b.margins[i-lo], x.Dot(i, j), float64(b.bounds[(i-lo)*scanTile+j-from])
					if bound < want-margin {
						t.Errorf("rows %d and %d: %v is no bound of %v", i, j, bound, want)
					}
					if got := s.closer(i, j, bound); math.Abs(got-want) > margin {
						t.Errorf("rows %d and %d: %v is not close to %v", i, j, got, want)
					}
				}
			}
		}
	}
}

func TestMixedRowsThatAreNotUnitAreSearchedToo(t *testing.T) {
	x := sample(8, 200, 60, 9, 5)
	long := matrix.NewRows(200, 1, slices.Repeat([]float32{3}, 200))
	n := search(t, mixed(x, long))
	if n.scan != nil {
		t.Error("there is a scan of rows that have not unit length")
	}
	all, err := n.All(background, 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, hits := range all {
		equal(t, "hits", hits, positive(rankedByDot(mixed(x, long), mixed(x, long).Row(i), i), 4))
	}
}

func TestMixedErrors(t *testing.T) {
	sparse, rows := sample(9, 3, 4, 2, 1), matrix.NewRows(3, 1, []float32{1, 1, 1})
	for want, x := range map[string]*matrix.Mixed{
		"row 1 has a share of 1.5": matrix.NewMixed(sparse, rows, []float64{0, 1.5, 0}),
		"row 2 has a share of NaN": matrix.NewMixed(sparse, rows, []float64{0, 0, math.NaN()}),
		"row 1 has a value":        matrix.NewMixed(sparse, matrix.NewRows(3, 1, []float32{1, float32(math.NaN()), 1}), []float64{0, 0, 0}),
	} {
		if n, err := (NeighborSearch{}).Fit(background, x); n != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	n := search(t, mixed(sparse, rows))
	for name, f := range map[string]func(){
		"a column of the dense part": func() { n.QueryMixed(matrix.MixedRow{Columns: []int32{4}, Values: []float32{1}}, 1, nil) },
		"a value missing":            func() { n.QueryMixed(matrix.MixedRow{Columns: []int32{0}}, 1, nil) },
		"a longer dense part":        func() { n.QueryMixed(matrix.MixedRow{Dense: []float32{1, 0}}, 1, nil) },
		"a column of neither":        func() { n.Query([]int32{5}, []float32{1}, 1, nil) },
		"rows that are not mixed":    func() { search(t, mat.Matrix(rows)).QueryMixed(matrix.MixedRow{}, 1, nil) },
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
