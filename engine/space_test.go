package engine

import (
	"context"
	"math"
	"runtime"
	"slices"
	"testing"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// Topics say how many of the nearest papers are missed where not all are compared, if papers are drawn to them.
func TestMissedNeighborsAreTold(t *testing.T) {
	graph := cluster.NewGraph(nil)
	for _, c := range []struct {
		graph  *cluster.Graph
		recall float64
		want   bool
	}{{graph, 1, false}, {graph, 0.9, true}, {nil, 0, false}} {
		e := &Engine{space: &space{graph: c.graph, recall: c.recall}}
		topics := &Topics{}
		if e.doubt(topics); (len(topics.Warnings) > 0) != c.want {
			t.Errorf("recall %v: %q", c.recall, topics.Warnings)
		}
	}
}

// On the sample, twelve cells of which eight are looked in hold most of what is nearest, and the recall says how much.
func TestNearInCells(t *testing.T) {
	e := build(t, samplePapers(t), nil)
	s := &space{mixed: e.space.mixed}
	exact, recall, err := e.exactlyNear(context.Background(), s, nil)
	if err != nil || recall != 1 {
		t.Fatalf("recall %v, %v", recall, err)
	}
	found, recall, err := e.nearInCells(context.Background(), s, nil)
	if err != nil || recall <= 0.8 || recall >= 1 {
		t.Errorf("recall %v, %v", recall, err)
	}
	same := 0
	for i, hits := range found {
		for _, h := range hits {
			if slices.Contains(exact[i], h) {
				same++
			}
		}
	}
	if share := float64(same) / float64(manyNear*len(exact)); math.Abs(share-recall) > 0.1 {
		t.Errorf("%v of all are found, the recall is %v", share, recall)
	}
}

// Rows that nobody keeps are made again, those that somebody keeps are the same.
func TestRowsAreRecalled(t *testing.T) {
	made := 0
	again := func() *matrix.Rows {
		made++
		return matrix.NewRows(1, 2, []float32{.6, .8})
	}
	find := func() func() *matrix.Rows {
		first := again()
		find := recalled(first, again)
		if runtime.GC(); find() != first || made != 1 {
			t.Errorf("rows that are kept were made %d times", made)
		}
		runtime.KeepAlive(first)
		return find
	}()
	runtime.GC()
	if second := find(); made != 2 || !slices.Equal(second.Data(), []float32{.6, .8}) || find() != second {
		t.Errorf("rows that went were made %d times: %v", made, second.Data())
	}
}

// The more papers, the more directions they tell: 200 from 2,000 papers on, half as many of a quarter of them, unless it is said how many.
func TestDirectionsOfSoManyPapers(t *testing.T) {
	c := DefaultConfig()
	for papers, want := range map[int]int{0: 0, 1: 5, 80: 40, 500: 100, 2000: 200, 1_000_000: 200} {
		if got := c.directions(papers); got != want {
			t.Errorf("%d papers: %d directions, want %d", papers, got, want)
		}
	}
	if c.LSA.Rank = 300; c.directions(80) != 300 {
		t.Errorf("300 asked for: %d", c.directions(80))
	}
}
