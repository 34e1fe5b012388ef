package engine

import (
	"context"
	"math"
	"slices"
	"testing"
)

func TestMostTopics(t *testing.T) {
	// 2 sqrt(n/2) = sqrt(2n), rounded up: sqrt 162 = 12.7, sqrt 290 = 17.03, sqrt 2500 = 50.
	for n, want := range map[int]int{0: 2, 1: 2, 2: 2, 3: 3, 8: 4, 81: 13, 145: 18, 1250: 50, 1000000: 50} {
		if got := MostTopics(n); got != want {
			t.Errorf("MostTopics(%d) = %d, want %d", n, got, want)
		}
	}
}

func sweepOf(t testing.TB, e *Engine, most int) []SweepRow {
	t.Helper()
	rows, err := e.Sweep(context.Background(), most, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkSweep(t, rows)
	for _, r := range rows {
		if r.K > 1 && !(r.Stability > -1 && r.Stability <= 1) || r.K == 1 && !math.IsNaN(r.Stability) {
			t.Errorf("k = %d: stability %v", r.K, r.Stability)
		}
	}
	return rows
}

// checkSweep checks that one row is chosen and what each must hold.
func checkSweep(t testing.TB, rows []SweepRow) {
	t.Helper()
	chosen := 0
	for i, r := range rows {
		if i > 0 && r.K != rows[i-1].K+1 || !(r.Criterion > 0) {
			t.Errorf("row %d: %+v", i, r)
		}
		if math.IsNaN(r.Silhouette) != (r.K == 1) {
			t.Errorf("k = %d: silhouette %v", r.K, r.Silhouette)
		}
		if r.Chosen {
			chosen++
		}
	}
	if len(rows) == 0 || chosen != 1 {
		t.Errorf("chosen of %+v", rows)
	}
}

// withoutStability is what the topics tell of a sweep.
func withoutStability(rows []SweepRow) []SweepRow {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Stability = math.NaN()
	}
	return rows
}

func TestSweepOfTheSample(t *testing.T) {
	e := sampleEngine(t, 0)
	rows := sweepOf(t, e, 0)
	if rows[0].K != 2 || rows[len(rows)-1].K != MostTopics(145) {
		t.Errorf("k from %d to %d", rows[0].K, rows[len(rows)-1].K)
	}
	for i, r := range rows {
		if i > 0 && r.Criterion < rows[i-1].Criterion {
			t.Errorf("the criterion falls from %v to %v at k = %d", rows[i-1].Criterion, r.Criterion, r.K)
		}
		if !(r.CalinskiHarabasz > 0) || !(r.DaviesBouldin > 0) {
			t.Errorf("k = %d: %+v", r.K, r)
		}
	}
	topics := topicsOf(t, e)
	if printed(topics.Chosen) != printed(withoutStability(rows)) {
		t.Errorf("Topics chose from %+v, Sweep tells %+v", topics.Chosen, rows)
	}
	for _, r := range rows {
		if r.Chosen && (topics.K != r.K || topics.Criterion != r.Criterion || topics.Silhouette != r.Silhouette) {
			t.Errorf("chosen is %+v, Topics has k = %d, criterion %v, silhouette %v", r, topics.K, topics.Criterion, topics.Silhouette)
		}
	}
	if fewer := sweepOf(t, e, 5); len(fewer) != 4 || fewer[3].K != 5 {
		t.Errorf("to 5: %+v", fewer)
	}
}

// Three clear groups of words and nothing between them: three topics.
func TestSweepFindsPlainGroups(t *testing.T) {
	e := build(t, titled("alpha beta", "alpha gamma", "beta gamma", "kappa lambda", "kappa sigma", "lambda sigma",
		"omega rho", "omega tau", "rho tau", "rho tau omega"), plain(0))
	topics := topicsOf(t, e)
	if topics.K != 3 || topics.Topics[0].Size != 4 {
		t.Errorf("%d topics: %+v", topics.K, topics.Chosen)
	}
}

func TestSweepOfTooFew(t *testing.T) {
	for _, docs := range [][]string{{"bees"}, {"bees", ""}, {"bees", "bees", "bees"}} {
		e := build(t, titled(docs...), plain(0))
		for _, most := range []int{0, 1, 2, 9} {
			if rows := sweepOf(t, e, most); len(rows) != 1 || rows[0].K != 1 {
				t.Errorf("%q to %d: %+v", docs, most, rows)
			}
		}
	}
	if rows, err := build(t, titled("bees", "moths"), plain(0)).Sweep(context.Background(), -1, nil); err == nil {
		t.Errorf("to -1: %+v", rows)
	}
}

// Of many papers a part is scored, and all are in the topics that come of it.
func TestSweepOfAPart(t *testing.T) {
	e := build(t, samplePapers(t), func(c *Config) { c.K, c.KMeans.Sample = 0, 60 })
	rows := sweepOf(t, e, 0)
	topics := topicsOf(t, e)
	if printed(topics.Chosen) != printed(withoutStability(rows)) {
		t.Errorf("Topics chose from %+v, Sweep tells %+v", topics.Chosen, rows)
	}
	for _, r := range rows {
		if r.Criterion > 60 {
			t.Errorf("k = %d: criterion %v of 60 papers", r.K, r.Criterion)
		}
		if r.Chosen && (topics.K != r.K || topics.Criterion <= r.Criterion) {
			t.Errorf("chosen is %+v, Topics has k = %d, criterion %v", r, topics.K, topics.Criterion)
		}
	}
	if n := len(topics.labels()); n != e.Documents().Len() || slices.Contains(topics.labels(), -1) {
		t.Errorf("%d papers, or one without a topic", n)
	}
}
