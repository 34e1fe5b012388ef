package cluster

import (
	"context"
	"reflect"
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
	}{{"abstracts", 2*sparseTile + 700, 400, 14, 12}, {"titles", sparseTile + 100, 3000, 3, 40}, {"few words, many equal rows", 1500, 12, 2, 3}} {
		x := sample(5, c.n, c.d, c.entries, c.topic)
		n := search(t, x)
		if n.sparse == nil {
			t.Fatal("no scan")
		}
		rows := evenly(ascending(c.n), 200)
		for _, top := range []int{1, 10, 60} {
			for at, hits := range n.scanSparse(context.Background(), rows, top) {
				if want := n.queryRow(rows[at], top); !slices.Equal(hits, want) {
					t.Fatalf("%s: row %d: %v, want %v", c.what, rows[at], hits, want)
				}
			}
		}
	}
}

// Columns do stay out, or the bound would never be used.
func TestSparseScanLeavesColumnsOut(t *testing.T) {
	n := search(t, sample(5, 3*sparseTile, 400, 60, 12))
	columns, values := n.sparse.index.row(17)
	q := n.sparse.query(columns, values, 5, nil)
	n.sparse.search(context.Background(), []*sparseQuery{q})
	last := q.order[len(q.order)-1]
	if rows, _ := n.sparse.index.postings(columns[last]); q.at[len(q.at)-1] == len(rows) {
		t.Error("the postings of the most frequent column were all read")
	}
}

// A query is answered as by the scores of all rows, whatever is skipped, and where a value is negative.
func TestSparseQueriesSkip(t *testing.T) {
	x := sample(5, sparseTile+900, 400, 14, 12)
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

// left is what the columns from each on can add: by hand, to rows of length 1.
func TestSparseQueryByHand(t *testing.T) {
	x := matrix.NewCSR(3, 2, []int64{0, 2, 3, 4}, []int32{0, 1, 0, 0}, []float32{0.6, 0.8, 1, 1})
	q := search(t, x).sparse.query([]int32{0, 1}, []float32{0.8, 0.6}, 1, nil)
	if !reflect.DeepEqual(q.order, []int{1, 0}) {
		t.Errorf("order %v, want the column of one row first", q.order)
	}
	for p, want := range []float64{1, 0.8, 0} {
		near(t, "left", q.left[p], want, 1e-6)
	}
}

func TestNegativeValuesAreNotScanned(t *testing.T) {
	x := matrix.NewCSR(2, 2, []int64{0, 2, 3}, []int32{0, 1, 0}, []float32{0.6, -0.8, 1})
	n := search(t, x)
	if n.sparse != nil {
		t.Fatal("values that cancel out are scanned")
	}
	if hits := n.QueryRow(1, 1); len(hits) != 1 || hits[0].Row != 0 {
		t.Errorf("nearest %v", hits)
	}
}
