package cluster

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// split are the sparse parts of shortlists of the first rows of a matrix and of the others.
func split(t testing.TB, x mat.Matrix, at int) (first, rest ShortlistParts) {
	t.Helper()
	n, _ := x.Dims()
	first = shortlist(t, firstRows(x, at), 1).Parts()
	switch x := x.(type) {
	case *matrix.CSR:
		rest = shortlist(t, x.Select(ascending(n)[at:]), 1).Parts()
	case *matrix.Mixed:
		later := ascending(n)[at:]
		rest = shortlist(t, doubting(matrix.NewMixed(x.Sparse.Select(later), x.Dense.Select(later), x.Share[at:]), x.Doubt), 1).Parts()
	}
	return first.sparse(), rest.sparse()
}

// Queries in a batch are queries one at a time, whatever the workers and the parts that the rows are described in.
func TestABatchIsItsQueriesToTheBit(t *testing.T) {
	for name, x := range matrices() {
		if _, dense := x.(*matrix.Rows); dense || name == "the smallest and largest" {
			continue
		}
		s, n := shortlist(t, x, 1), 0
		n, _ = x.Dims()
		queries := queriesOf(s.rows, 11)
		for _, at := range []int{0, n / 3, n} {
			first, rest := split(t, x, at)
			for _, threads := range []int{1, 3} {
				b, err := NewBatch(x, []ShortlistParts{first, rest}, threads)
				if err != nil {
					t.Fatal(name, err)
				}
				for _, rows := range [][2]int{{0, n}, {0, at}, {at, n}, {n / 4, n - n/5}} {
					got, err := b.Nearest(context.Background(), queries, rows[0], rows[1], 7, nil)
					if err != nil {
						t.Fatal(name, err)
					}
					for q := range queries {
						want := byDot(s, queries[q], 7, func(row int) bool { return row < rows[0] || row >= rows[1] })
						equal(t, fmt.Sprintf("%s, query %d of rows %v, described to %d, %d threads", name, q, rows, at, threads), got[q], want)
					}
				}
			}
		}
	}
}

func TestABatchOfManyBlocks(t *testing.T) {
	n := 3*batchBlock + 100
	x := mixed(sample(6, n, 300, 20, 30), rowsOf(sample(7, n, 20, 12, 6)))
	s := shortlist(t, x, 2)
	b, err := NewBatch(x, []ShortlistParts{s.Parts().sparse()}, 2)
	if err != nil {
		t.Fatal(err)
	}
	rows := []int{0, 5, batchBlock, n - 1}
	var queries []matrix.MixedRow
	for _, i := range rows {
		queries = append(queries, x.Row(i))
	}
	got, err := b.Nearest(context.Background(), queries, 0, n, 10, nil)
	if err != nil {
		t.Fatal(err)
	}
	for q := range queries {
		want, err := s.Query(queries[q], 10, nil)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprintf("row %d", rows[q]), got[q], want)
	}
}

func TestBatchErrors(t *testing.T) {
	x := mixed(sample(6, 1100, 110, 9, 5), closeCalls(6, 1100, 20))
	p := shortlist(t, x, 1).Parts().sparse()
	if _, err := NewBatch(x, []ShortlistParts{p, p}, 1); err == nil || !strings.Contains(err.Error(), "shortlists of 2200 rows") {
		t.Errorf("error %v of too many rows", err)
	}
	damaged := shortlist(t, x, 1).Parts().sparse()
	damaged.Rows[1] = damaged.Rows[0]
	b, err := NewBatch(x, []ShortlistParts{damaged}, 2)
	if err != nil {
		t.Fatal(err)
	}
	whole := matrix.MixedRow{Columns: []int32{0}, Values: []float32{1}, Dense: make([]float32, 20)}
	if _, err := b.Nearest(context.Background(), []matrix.MixedRow{whole}, 0, 1100, 3, nil); err == nil || !strings.Contains(err.Error(), "in column 0") {
		t.Errorf("error %v of rows that do not ascend", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if b, err = NewBatch(x, []ShortlistParts{p}, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Nearest(ctx, []matrix.MixedRow{whole}, 0, 1100, 3, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v after the end of the context", err)
	}
}
