package cluster

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

func shortlist(t testing.TB, x mat.Matrix, threads int) *Shortlist {
	t.Helper()
	s, err := NewShortlist(x, threads)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// byDot is what a Shortlist is to answer: the products with all rows, sorted.
func byDot(s *Shortlist, q matrix.MixedRow, top int, skip func(int) bool) []Hit {
	hits := []Hit{}
	for i := range s.rows.n {
		if h := (Hit{i, s.rows.dot(i, s.rows.fitting(q))}); (top == 0 || h.Similarity > 0) && (skip == nil || !skip(i)) {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, compare)
	if top > 0 {
		hits = hits[:min(top, len(hits))]
	}
	return hits
}

// signed returns n rows about as short as long, with d columns and values of either sign, some of them 0, some rows twice.
func signed(seed uint64, n, d, entries int) *matrix.CSR {
	rng := rand.New(rand.NewPCG(seed, 3))
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for i := range n {
		for c := range d {
			if rng.IntN(d) < entries && i%50 != 49 {
				columns, values = append(columns, int32(c)), append(values, float32(rng.NormFloat64()*math.Ldexp(1, rng.IntN(9)-4)))
			}
		}
		if i%10 == 9 {
			a, b := start[i/2], start[i/2+1]
			columns, values = append(columns[:start[i]], columns[a:b]...), append(values[:start[i]], values[a:b]...)
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(n, d, start, columns, values)
}

// matrices are what shortlists are made of in tests, several blocks of rows among them.
func matrices() map[string]mat.Matrix {
	terms, directions := sample(3, 20000, 60, 5, 7), closeCalls(4, 20000, 24)
	return map[string]mat.Matrix{
		"unit rows of terms":         sample(1, 700, 90, 8, 5),
		"terms of either sign":       signed(2, 700, 40, 6),
		"near ties":                  closeCalls(1, 900, 70),
		"rows of one value":          closeCalls(2, 90, 1),
		"both":                       mixed(sample(6, 1100, 110, 9, 5), fading(closeCalls(6, 1100, 70))),
		"both, of any length":        mixed(signed(7, 600, 40, 6), rowsOf(signed(8, 600, 33, 30))),
		"many rows":                  mixed(terms, directions),
		"both, no sparse columns":    mixed(matrix.NewCSR(300, 0, make([]int64, 301), nil, nil), closeCalls(5, 300, 17)),
		"both, no dense columns":     mixed(sample(9, 300, 40, 5, 4), matrix.NewRows(300, 0, nil)),
		"equal rows":                 mixed(sample(1, 1, 5, 3, 1).Select(make([]int, 500)), closeCalls(3, 1, 9).Select(make([]int, 500))),
		"zeros":                      mixed(matrix.NewCSR(9, 4, make([]int64, 10), nil, nil), matrix.NewRows(9, 3, make([]float32, 27))),
		"one row":                    matrix.NewRows(1, 2, []float32{3, -4}),
		"no rows":                    matrix.NewRows(0, 2, nil),
		"no rows of terms":           matrix.NewCSR(0, 2, []int64{0}, nil, nil),
		"the smallest numbers":       matrix.NewRows(3, 2, []float32{1e-45, 3e-45, -1e-45, 1e-38, 0, 1e-44}),
		"the smallest and largest":   matrix.NewCSR(3, 2, []int64{0, 2, 4, 5}, []int32{0, 1, 0, 1, 1}, []float32{1e-45, 3e38, 1e-45, 1e-44, -3e38}),
		"a large value among others": matrix.NewRows(4, 3, []float32{1e9, 1, 2, 1e9, 1, 2.5, 0, 1, 2, -1e9, 5, 5}),
	}
}

// queriesOf are rows of x, but for those that are too long to be queries, and others.
func queriesOf(x twoParts, seed uint64) []matrix.MixedRow {
	rng := rand.New(rand.NewPCG(seed, 77))
	_, d, e := x.shape()
	out := []matrix.MixedRow{{}}
	for range min(x.n, 12) {
		if q := x.row(rng.IntN(x.n)); lengthOf(q.Values)+lengthOf(q.Dense) < 0x1p60 {
			out = append(out, q)
		}
	}
	for at := range 12 {
		q := matrix.MixedRow{Share: float64(at%5) / 4, Dense: make([]float32, e)}
		for c := range d {
			if rng.IntN(d) < 6 {
				q.Columns, q.Values = append(q.Columns, int32(c)), append(q.Values, float32(rng.NormFloat64()))
			}
		}
		for j := range q.Dense {
			q.Dense[j] = float32(rng.NormFloat64())
		}
		out = append(out, q)
	}
	return out
}

func TestShortlistIsEveryProductToTheBit(t *testing.T) {
	for name, x := range matrices() {
		for _, threads := range []int{1, 2, 3, 8} {
			s := shortlist(t, x, threads)
			tops := []int{1, 10, 0, -1, s.rows.n + 3}
			for at, q := range queriesOf(s.rows, uint64(threads)) {
				top := tops[at%len(tops)]
				want := byDot(s, q, top, nil)
				if top < 0 {
					want = nil
				}
				got, err := s.Query(q, top, nil)
				if err != nil {
					t.Fatal(err)
				}
				equal(t, fmt.Sprintf("%s, %d threads, query %d, the first %d", name, threads, at, top), got, want)
				third := func(row int) bool { return row%3 == 0 }
				if got, err = s.Query(q, 7, third); err != nil {
					t.Fatal(err)
				}
				equal(t, fmt.Sprintf("%s, query %d, some rows left out", name, at), got, byDot(s, q, 7, third))
			}
		}
	}
}

func TestShortlistIsNeighborsToTheBit(t *testing.T) {
	for name, x := range matrices() {
		n, s := search(t, x), shortlist(t, x, 2)
		for i := 0; i < s.rows.n; i += max(1, s.rows.n/7) {
			got, err := s.QueryRow(i, 9)
			if name == "the smallest and largest" && i != 1 {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprintf("%s, row %d", name, i), got, n.plainRow(i, 9))
		}
	}
}

// Two columns of terms and two directions, in halves: the largest values are 127, the others 95.25 and 63.5, rounded.
func TestShortlistPartsByHand(t *testing.T) {
	sparse := matrix.NewCSR(2, 3, []int64{0, 2, 3}, []int32{0, 2, 2}, []float32{1, .75, -2})
	x := matrix.NewMixed(sparse, matrix.NewRows(2, 2, []float32{1, .5, 0, 0}), []float64{.5, 0})
	p := shortlist(t, x, 1).Parts()
	equal(t, "starts", p.Starts, []int64{0, 1, 1, 3})
	equal(t, "rows", p.Rows, []int32{0, 0, 1})
	equal(t, "values", p.Values, []int8{127, 95, -127})
	equal(t, "scales", p.SparseScale, []float32{float32(math.Sqrt(.5) / 127), 2. / 127})
	bytes := make([]int8, 32)
	bytes[0], bytes[1] = 127, 64
	equal(t, "bytes", p.Bytes, bytes)
	equal(t, "scales of bytes", p.DenseScale, []float32{float32(math.Sqrt(.5) / 127), 0})
	near(t, "error", float64(p.DenseError[0]), math.Sqrt(.5)*.5/127, 1e-8)
	if e, least := float64(p.SparseError[0]), math.Sqrt(.5)*.25/127; e < least || e > least+1e-5 {
		t.Errorf("error %v, want a little more than %v", e, least)
	}
	if p.DenseError[1] != 0 || p.SparseError[1] <= 0 || p.SparseError[1] > 2e-5 {
		t.Errorf("errors %v and %v of a row whose values are whole", p.DenseError[1], p.SparseError[1])
	}
}

// What is said of a row is as near to it as it says.
func TestShortlistEstimatesAreAsFarOffAsTheySay(t *testing.T) {
	for name, x := range matrices() {
		s := shortlist(t, x, 1)
		for at, q := range queriesOf(s.rows, 5) {
			q = s.rows.fitting(q)
			scan, err := s.newScan(q, 3, nil, 1)
			if err != nil {
				t.Fatal(err)
			}
			for lo := 0; lo < s.rows.n; lo += shortStep {
				hi := min(lo+shortStep, s.rows.n)
				sums, products := make([]float32, hi-lo), make([]int32, hi-lo)
				if err := scan.sum(sums, lo); err != nil {
					t.Fatal(err)
				}
				if width := len(scan.dense); width > 0 {
					matrix.DotBytes(products, s.parts.Bytes[lo*width:hi*width], scan.dense)
				}
				for i := lo; i < hi; i++ {
					estimate, off := scan.estimate(i, sums[i-lo], products[i-lo])
					if want := s.rows.dot(i, q); !(math.Abs(estimate-want) <= off) {
						t.Fatalf("%s, query %d, row %d: %v is more than %v from %v", name, at, i, estimate, off, want)
					}
				}
			}
		}
	}
}

func TestShortlistLooksAtFewRowsAgain(t *testing.T) {
	x := mixed(sample(6, 20000, 500, 40, 30), rowsOf(sample(7, 20000, 64, 30, 6)))
	s := shortlist(t, x, 1)
	scan, err := s.newScan(x.Row(5), 10, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	bounds, err := scan.bounds()
	if err != nil || len(bounds) > 200 {
		t.Errorf("%d of 20,000 rows are left: error %v", len(bounds), err)
	}
}

func TestShortlistExtendedIsOneMadeAnew(t *testing.T) {
	for name, x := range matrices() {
		n, _ := x.Dims()
		whole := shortlist(t, x, 1).Parts()
		for _, from := range []int{0, 1, n / 3, n - 1, n} {
			if from < 0 || from > n {
				continue
			}
			p := shortlist(t, firstRows(x, from), 1).Parts()
			got, err := p.Extend(x, 2)
			if err != nil {
				t.Fatal(name, err)
			}
			same(t, fmt.Sprintf("%s, from row %d", name, from), got, whole)
		}
	}
}

// New rows may have columns that come after all others.
func TestShortlistExtendedByColumns(t *testing.T) {
	x := matrix.NewCSR(3, 4, []int64{0, 1, 2, 4}, []int32{1, 0, 1, 3}, []float32{1, 2, 3, 4})
	p := shortlist(t, matrix.NewCSR(2, 2, []int64{0, 1, 2}, []int32{1, 0}, []float32{1, 2}), 1).Parts()
	got, err := p.Extend(x, 1)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "two rows and columns and then more", got, shortlist(t, x, 1).Parts())
}

func firstRows(x mat.Matrix, n int) mat.Matrix {
	rows := ascending(n)
	switch x := x.(type) {
	case *matrix.CSR:
		return x.Select(rows)
	case *matrix.Rows:
		return x.Select(rows)
	}
	m := x.(*matrix.Mixed)
	return doubting(matrix.NewMixed(m.Sparse.Select(rows), m.Dense.Select(rows), m.Share[:n]), m.Doubt)
}

func same(t *testing.T, what string, got, want ShortlistParts) {
	t.Helper()
	equal(t, what+": Starts", got.Starts, want.Starts)
	equal(t, what+": Rows", got.Rows, want.Rows)
	equal(t, what+": Values", got.Values, want.Values)
	equal(t, what+": SparseScale", got.SparseScale, want.SparseScale)
	equal(t, what+": SparseError", got.SparseError, want.SparseError)
	equal(t, what+": Bytes", got.Bytes, want.Bytes)
	equal(t, what+": DenseScale", got.DenseScale, want.DenseScale)
	equal(t, what+": DenseError", got.DenseError, want.DenseError)
}

func TestShortlistErrors(t *testing.T) {
	sparse, rows := sample(9, 3, 4, 2, 1), matrix.NewRows(3, 1, []float32{1, 1, 1})
	for want, x := range map[string]mat.Matrix{
		"row 1 has a share of 1.5": matrix.NewMixed(sparse, rows, []float64{0, 1.5, 0}),
		"row 2 has a share of NaN": matrix.NewMixed(sparse, rows, []float64{0, 0, math.NaN()}),
		"row 1 has a value":        matrix.NewRows(3, 1, []float32{1, float32(math.NaN()), 1}),
		"row 0 has a value":        matrix.NewCSR(1, 1, []int64{0, 1}, []int32{0}, []float32{float32(math.Inf(-1))}),
		"a shortlist of a *mat":    mat.NewDense(1, 1, nil),
	} {
		if s, err := NewShortlist(x, 1); s != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	s := shortlist(t, matrix.NewMixed(sparse, rows, []float64{0, .5, 1}), 1)
	for want, q := range map[string]matrix.MixedRow{
		"share of 2": {Share: 2},
		"finite":     {Columns: []int32{0}, Values: []float32{float32(math.Inf(1))}, Share: .5},
		"2^60":       {Dense: []float32{1e20}, Share: 1},
		"under 2^60": {Columns: []int32{0}, Values: []float32{3e38}, Share: math.Nextafter(1, 0)},
	} {
		if hits, err := s.Query(q, 1, nil); hits != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("hits %v, error %v, want %q", hits, err, want)
		}
	}
	p := s.Parts()
	if _, err := p.Extend(firstRows(s.rows.mixed, 2), 1); err == nil || !strings.Contains(err.Error(), "cannot be extended to 2") {
		t.Errorf("error %v of fewer rows", err)
	}
	if _, err := p.Extend(matrix.NewMixed(sparse.Compact([]int{0, 1, 2}), matrix.NewRows(3, 17, make([]float32, 51)), []float64{0, .5, 1}), 1); err == nil {
		t.Error("there is no error of more dense columns")
	}
}

// Each of the parts damaged in some way, and what is said of it.
func TestShortlistOfDamagedParts(t *testing.T) {
	x := mixed(sample(6, 1100, 110, 9, 5), closeCalls(6, 1100, 20))
	nan := float32(math.NaN())
	for name, c := range map[string]struct {
		damage func(p *ShortlistParts)
		want   string
	}{
		"starts missing":       {func(p *ShortlistParts) { p.Starts = p.Starts[1:] }, "part Starts has a length of 110, not 111"},
		"starts from 1":        {func(p *ShortlistParts) { p.Starts[0] = 1 }, "part Starts has 1 after 0 at place 0"},
		"starts descend":       {func(p *ShortlistParts) { p.Starts[7] = p.Starts[5] - 1 }, "at place 7"},
		"starts too far":       {func(p *ShortlistParts) { p.Starts[110]++ }, "part Starts ends at"},
		"rows missing":         {func(p *ShortlistParts) { p.Rows = p.Rows[1:] }, "part Values has a length"},
		"rows descend":         {func(p *ShortlistParts) { slices.Reverse(p.Rows) }, "part Rows does not ascend from 0 to 1099 in column"},
		"a row twice":          {func(p *ShortlistParts) { p.Rows[1] = p.Rows[0] }, "in column 0"},
		"a row below 0":        {func(p *ShortlistParts) { p.Rows[0] = -1 }, "in column 0"},
		"a row too far":        {func(p *ShortlistParts) { p.Rows[p.Starts[1]-1] = 1100 }, "in column 0"},
		"the farthest row":     {func(p *ShortlistParts) { p.Rows[p.Starts[1]-1] = math.MaxInt32 }, "in column 0"},
		"scales missing":       {func(p *ShortlistParts) { p.SparseScale = nil }, "part SparseScale has a length of 0, not 1100"},
		"errors missing":       {func(p *ShortlistParts) { p.SparseError = nil }, "part SparseError"},
		"bytes missing":        {func(p *ShortlistParts) { p.Bytes = p.Bytes[:1100*20] }, "part Bytes has a length of 22000, not 35200"},
		"scales of bytes miss": {func(p *ShortlistParts) { p.DenseScale = nil }, "part DenseScale"},
		"errors of bytes miss": {func(p *ShortlistParts) { p.DenseError = nil }, "part DenseError"},
		"a scale no number":    {func(p *ShortlistParts) { p.SparseScale[7] = nan }, "row 7 that is not a number"},
		"an error no number":   {func(p *ShortlistParts) { p.DenseError[7] = nan }, "row 7 that is not a number"},
		"an infinite scale of 0": {func(p *ShortlistParts) {
			p.DenseScale[99], p.DenseError[99] = float32(math.Inf(1)), float32(math.Inf(-1))
		}, "row 99"},
	} {
		p := shortlist(t, x, 1).Parts()
		c.damage(&p)
		s, err := RestoreShortlist(x, p, 2)
		if err == nil {
			whole := matrix.MixedRow{Share: .5, Values: slices.Repeat([]float32{1}, 110), Columns: make([]int32, 110), Dense: slices.Repeat([]float32{1}, 20)}
			for c := range whole.Columns {
				whole.Columns[c] = int32(c)
			}
			_, err = s.Query(whole, 5, nil)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

// Queries that come one by one have the same answers before there is a shortlist and after.
func TestManySinglesAreFewToTheBit(t *testing.T) {
	for name, x := range matrices() {
		n, m := search(t, x), search(t, x)
		if n.singles == nil {
			continue
		}
		n.singles.asked.Store(fewSingles)
		third := func(row int) bool { return row%3 == 0 }
		for at, q := range queriesOf(n.singles.rows, 8) {
			what := fmt.Sprintf("%s, query %d", name, at)
			if _, ok := x.(*matrix.Mixed); ok {
				equal(t, what, n.QueryMixed(q, 7, third), m.QueryMixed(q, 7, third))
			} else {
				equal(t, what, n.Query(nil, q.Dense, 7, third), m.Query(nil, q.Dense, 7, third))
			}
		}
		for i := 0; i < n.n; i += max(1, n.n/7) {
			equal(t, fmt.Sprintf("%s, row %d", name, i), n.QueryRow(i, 5), m.plainRow(i, 5))
		}
		equal(t, name+", a part of a row", n.Query(nil, []float32{1}[:min(1, n.d)], 5, nil), m.Query(nil, []float32{1}[:min(1, n.d)], 5, nil))
	}
}

func TestAFewSinglesMakeNoShortlist(t *testing.T) {
	n := search(t, closeCalls(1, 60, 9))
	for range fewSingles {
		n.QueryRow(3, 5)
	}
	if _, ok := n.singles.nearestRow(3, 5, 1); !ok {
		t.Errorf("there is none after %d queries", fewSingles)
	}
	if _, ok := search(t, closeCalls(1, 60, 9)).singles.nearestRow(3, 5, 1); ok {
		t.Error("there is one at once")
	}
}

func TestShortlistOfADamagedRow(t *testing.T) {
	x := sample(1, 5, 9, 3, 1)
	start, columns, values := x.Parts()
	columns = slices.Clone(columns)
	s := shortlist(t, x, 1)
	columns[0] = 9
	stored, err := matrix.StoredCSR(5, 9, start, columns, values)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = RestoreShortlist(stored, s.Parts(), 1); err != nil {
		t.Fatal(err)
	}
	if hits, err := s.QueryRow(0, 3); hits != nil || err == nil || !strings.Contains(err.Error(), "row 0: column 9") {
		t.Errorf("hits %v, error %v", hits, err)
	}
	if _, err := s.QueryRow(1, 3); err != nil {
		t.Error(err)
	}
}

// Rows of 60 terms, most of them frequent ones, and 200 directions.
func BenchmarkShortlist(b *testing.B) {
	const n, d = 100_000, 50_000
	rng := rand.New(rand.NewPCG(9, 9))
	zipf := rand.NewZipf(rng, 1.1, 20, d-1)
	start, columns, values := []int64{0}, []int32{}, []float32{}
	for range n {
		row := make([]int32, 60)
		for k := range row {
			row[k] = int32(zipf.Uint64())
		}
		slices.Sort(row)
		columns = append(columns, slices.Compact(row)...)
		start = append(start, int64(len(columns)))
	}
	for _, c := range columns {
		values = append(values, float32(math.Log(float64(c+20)))*rng.Float32())
	}
	data := make([]float32, n*200)
	for j := range data {
		data[j] = float32(rng.NormFloat64())
	}
	share := slices.Repeat([]float64{.35}, n)
	x := matrix.NewMixed(matrix.NewCSR(n, d, start, columns, values).Unit(), matrix.NewRows(n, 200, data).Unit(), share)
	plain, err := NeighborSearch{}.Fit(background, x)
	if err != nil {
		b.Fatal(err)
	}
	s := shortlist(b, x, 0)
	row := 0
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			row = (row + 7) % n
			plain.plainRow(row, 10)
		}
	})
	b.Run("shortlist", func(b *testing.B) {
		for b.Loop() {
			row = (row + 7) % n
			if _, err := s.QueryRow(row, 10); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("restored", func(b *testing.B) {
		for b.Loop() {
			if _, err := RestoreShortlist(x, s.Parts(), 0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("made", func(b *testing.B) {
		for b.Loop() {
			shortlist(b, x, 0)
		}
	})
}
