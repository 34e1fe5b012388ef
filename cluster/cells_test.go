package cluster

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"kindred/vectorize/matrix"
)

// grouped is a mixture of n rows in some topics.
func grouped(n int) *matrix.Mixed {
	x := sample(11, n, 60, 12, 9)
	return mixed(x, rowsOf(x))
}

func cellsOf(t *testing.T, s CellSearch, x *matrix.Mixed) *Cells {
	t.Helper()
	c, err := s.Fit(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func allOf(t *testing.T, c *Cells, top int) [][]Hit {
	t.Helper()
	found, err := c.All(context.Background(), top, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Where every cell is looked in and every row is a candidate, nothing is missed.
func TestCellsThatHoldAllAreExact(t *testing.T) {
	x := grouped(60)
	exact, err := search(t, x).All(context.Background(), 8, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := cellsOf(t, CellSearch{Cells: 5, Probe: 5, Seed: 1}, x)
	found := allOf(t, c, 8)
	if !reflect.DeepEqual(found, exact) {
		t.Errorf("found %v, want %v", found[0], exact[0])
	}
	if recall, err := c.Recall(context.Background(), found, 60); recall != 1 || err != nil {
		t.Errorf("recall %v, %v", recall, err)
	}
}

// Every row is in one cell, and what is found is as similar as it is said to be; the recall is that of all rows.
func TestCellsFindMost(t *testing.T) {
	x := grouped(2000)
	exact, err := search(t, x).All(context.Background(), 10, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := cellsOf(t, CellSearch{Seed: 1}, x)
	usable, err := newSpace(x.Dense).usable()
	if rows := slices.Sorted(slices.Values(slices.Concat(c.members...))); len(c.members) != 45 || !slices.Equal(rows, usable) || err != nil {
		t.Fatalf("%d cells hold %d rows of %d, %v", len(c.members), len(rows), len(usable), err)
	}
	found, shared := allOf(t, c, 10), 0
	for i, hits := range found {
		for _, h := range hits {
			if h.Similarity != x.Dot(h.Row, i) {
				t.Fatalf("row %d: %v, want %v", i, h, x.Dot(h.Row, i))
			}
			if slices.Contains(exact[i], h) {
				shared++
			}
		}
	}
	recall, err := c.Recall(context.Background(), found, 2000)
	near(t, "recall", recall, float64(shared)/float64(10*len(usable)), 1e-12)
	if recall < 0.7 || err != nil {
		t.Errorf("recall %v, %v", recall, err)
	}
}

func TestCellsAreTheSameOnAnyThreads(t *testing.T) {
	x := grouped(700)
	want := allOf(t, cellsOf(t, CellSearch{Seed: 3, Threads: 1}, x), 5)
	for _, threads := range []int{2, 3, 8} {
		if found := allOf(t, cellsOf(t, CellSearch{Seed: 3, Threads: threads}, x), 5); !reflect.DeepEqual(found, want) {
			t.Errorf("other neighbours on %d threads", threads)
		}
	}
}

// Row 1 has no dense part: it finds nothing and is not found.
func TestCellsLeaveOutRowsWithoutDensePart(t *testing.T) {
	x := grouped(40)
	data := slices.Clone(x.Dense.Select(ascending(40)).Row(0))
	for i := 1; i < 40; i++ {
		data = append(data, x.Dense.Row(i)...)
	}
	_, d := x.Dense.Dims()
	clear(data[d : 2*d])
	bare := mixed(x.Sparse, matrix.NewRows(40, d, data))
	found := allOf(t, cellsOf(t, CellSearch{Cells: 3, Probe: 3}, bare), 39)
	for i, hits := range found {
		if i == 1 && len(hits) > 0 || slices.ContainsFunc(hits, func(h Hit) bool { return h.Row == 1 }) {
			t.Errorf("row %d: %v", i, hits)
		}
	}
}

func TestCellErrors(t *testing.T) {
	none := mixed(sample(1, 5, 4, 2, 1), matrix.NewRows(5, 3, make([]float32, 15)))
	if _, err := (CellSearch{}).Fit(context.Background(), none); !errors.Is(err, ErrNoRows) {
		t.Errorf("rows without dense part: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := cellsOf(t, CellSearch{}, grouped(50))
	told := 0
	_, err := c.All(ctx, 3, func(done, total int) {
		if told++; done == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || told != 2 {
		t.Errorf("%v after %d cells", err, told)
	}
	if _, err := (CellSearch{}).Fit(ctx, grouped(50)); !errors.Is(err, context.Canceled) {
		t.Errorf("fit: %v", err)
	}
}
