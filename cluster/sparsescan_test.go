package cluster

import (
	"math"
	"slices"
	"testing"

	"kindred/vectorize/matrix"
)

// The nearest of each row are those by the scores of all rows, to the bit: over several tiles, with equal rows, where
// columns stay out, and where fewer rows than wanted share a column.
func TestSparseScanIsQueryToTheBit(t *testing.T) {
	for _, c := range []struct {
		what                 string
		n, d, entries, topic int
	}{{"abstracts", 2*tileWidth + 700, 400, 14, 12}, {"titles", tileWidth + 100, 3000, 3, 40}, {"few words, many equal rows", 1500, 12, 2, 3}} {
		x := sample(5, c.n, c.d, c.entries, c.topic)
		n := search(t, x)
		if n.sparse() == nil {
			t.Fatal("no scan")
		}
		for _, row := range evenly(ascending(c.n), 200) {
			for _, top := range []int{1, 10, 60} {
				if hits, want := n.QueryRow(row, top), n.plainRow(row, top); !slices.Equal(hits, want) {
					t.Fatalf("%s: row %d: %v, want %v", c.what, row, hits, want)
				}
			}
		}
	}
}

// Most rows are not multiplied, or the bounds would be of no use.
func TestSparseScanMultipliesFewRows(t *testing.T) {
	n := search(t, sample(5, 3*tileWidth, 400, 60, 12))
	columns, values := n.sparse().x.Row(17)
	looked := 0
	n.sparse().nearest(columns, values, 5, func(int) bool { looked++; return false })
	if looked < 5 || looked > 500 {
		t.Errorf("%d of %d rows were looked at", looked, 3*tileWidth)
	}
}

// A sum is at least the product, whatever lengths rows and query have, and never more than can be compared.
func TestTilesBoundProducts(t *testing.T) {
	for _, length := range []float32{1, 1e-9, 3e8} {
		x := sample(6, 900, 300, 40, 8)
		start, columns, values := []int64{0}, []int32(nil), []float32(nil)
		for i := range 900 {
			c, v := x.Row(i)
			for p := range c {
				columns, values = append(columns, c[p]), append(values, v[p]*length*float32(i%7+1))
			}
			start = append(start, int64(len(columns)))
		}
		x = matrix.NewCSR(900, 300, start, columns, values)
		n := search(t, x)
		if n.sparse() == nil {
			t.Fatal("no scan")
		}
		for i := range 50 {
			c, v := x.Row(i)
			testBounds(t, n.sparse(), c, v)
		}
	}
}

func testBounds(t *testing.T, s *sparseScan, columns []int32, values []float32) {
	t.Helper()
	q, sums := s.tiles.query(columns, values), new(matrix.Sums)
	over := make([]uint64, s.width/matrix.SweepBlock)
	for at, tile := range s.tiles.tiles {
		clear(sums[:])
		tile.postings.Add(sums, q.columns, q.times)
		matrix.Sweep(sums[:s.width], over, tile.bytes, q.bytes, q.factors, 1)
		rows, _ := s.x.Dims()
		for place := range min(s.width, rows-at*s.width) {
			product := s.x.DotRow(at*s.width+place, columns, values)
			if sum := sums[place]; sum < q.least(product) && product > 0 || sum > largestSum {
				t.Fatalf("row %d: a sum of %d for a product of %v, of which %v is 1", at*s.width+place, sum, product, 1/q.scale)
			}
		}
	}
}

// A query is answered as by the scores of all rows, whatever is skipped, and where a value is negative.
func TestSparseQueriesSkip(t *testing.T) {
	x := sample(5, tileWidth+900, 400, 14, 12)
	n := search(t, x)
	for i := range 40 {
		columns, values := x.Row(i * 100)
		values = slices.Clone(values)
		if i%4 == 3 {
			values[0] = -values[0]
		}
		skip := func(row int) bool { return row%(i+1) == 0 || row < 20*i }
		want := n.query(func(s *scores) { n.score(s, columns, values) }, 7, skip)
		if hits := n.Query(columns, values, 7, skip); !slices.Equal(hits, want) {
			t.Fatalf("query %d: %v, want %v", i, hits, want)
		}
	}
}

// By hand: with rows of length 1 and a query of 0.8 and 0.6, each is 178 long in whole numbers, and 1 longer a column
// at most.
func TestTileQueryByHand(t *testing.T) {
	x := matrix.NewCSR(3, 2, []int64{0, 2, 3, 4}, []int32{0, 1, 0, 0}, []float32{0.6, 0.8, 1, 1})
	s := search(t, x).sparse()
	q := s.tiles.query([]int32{0, 1}, []float32{0.8, 0.6})
	if len(q.columns) != 0 || !slices.Equal(q.factors, []uint8{127, 95}) {
		t.Errorf("query %+v, want all in bytes: 0.8 of 157.5, and 0.6, each and 1", q)
	}
	testBounds(t, s, []int32{0, 1}, []float32{0.8, 0.6})
}

// Too many columns to be rounded up, and values that no whole number stands for, have the scores of all rows.
func TestOddQueriesAreNotScanned(t *testing.T) {
	n := search(t, sample(5, 100, 3000, 14, 12))
	long := make([]float32, mostColumns+1)
	for p := range long {
		long[p] = 1
	}
	for what, values := range map[string][]float32{"long": long, "zero": {0, 0}, "none": {}, "negative": {1, -1}, "infinite": {float32(math.Inf(1))}} {
		if n.sparse().suits(values) {
			t.Errorf("%s: is scanned", what)
		}
	}
	if got, want := n.Query(ascending32(len(long)), long, 5, nil), n.query(func(s *scores) { n.score(s, ascending32(len(long)), long) }, 5, nil); !slices.Equal(got, want) {
		t.Errorf("long: %v, want %v", got, want)
	}
	tiny := matrix.NewCSR(2, 1, []int64{0, 1, 2}, []int32{0, 0}, []float32{1e-40, 2e-40})
	if n := search(t, tiny); n.sparse() != nil {
		t.Error("denormal rows are scanned")
	}
}

func ascending32(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

func TestNegativeValuesAreNotScanned(t *testing.T) {
	x := matrix.NewCSR(2, 2, []int64{0, 2, 3}, []int32{0, 1, 0}, []float32{0.6, -0.8, 1})
	n := search(t, x)
	if n.sparse() != nil {
		t.Fatal("values that cancel out are scanned")
	}
	if hits := n.QueryRow(1, 1); len(hits) != 1 || hits[0].Row != 0 {
		t.Errorf("nearest %v", hits)
	}
}
