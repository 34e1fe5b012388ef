package engine

import (
	"context"
	"sync"
	"testing"
)

// everything is every kind of answer, printed in full.
func everything(t testing.TB, e *Engine) map[string]string {
	t.Helper()
	ctx := context.Background()
	topics, err := e.Topics(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	related, err := relatedAll(ctx, e, 6, nil)
	if err != nil {
		t.Fatal(err)
	}
	sweep, err := e.Sweep(ctx, 6, nil)
	if err != nil {
		t.Fatal(err)
	}
	query, err := e.Related(ctx, Query{Rows: []int{1, 2}, Not: []int{3}, Text: "slow slip in the coral"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	time, err := e.OverTime(topics, PeriodAuto)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"OverTime": printed(*time), "Topics": printed(published(topics)), "EachRelated": printed(related), "Sweep": printed(sweep), "Duplicates": printed(e.Duplicates()),
		"Related": printed(*query), "Explain": printed(*e.Explain(1, 2, false)), "ExplainTopic": printed(*e.ExplainTopic(topics, 7, 0, false)),
	}
}

func sameAnswers(t testing.TB, how string, got, want map[string]string) {
	t.Helper()
	for question := range want {
		if got[question] != want[question] {
			t.Errorf("%s: %s is\n%s\nwant\n%s", how, question, got[question], want[question])
		}
	}
}

// The same bytes on any number of threads, and a second time.
func TestThreadsChangeNothing(t *testing.T) {
	for name, change := range spaces {
		t.Run(name, func(t *testing.T) {
			on := func(threads int) map[string]string {
				return everything(t, build(t, samplePapers(t), func(c *Config) {
					change(c)
					c.K, c.KMeans.Starts, c.Threads, c.Levels = 11, 3, threads, 3
				}))
			}
			want := on(1)
			sameAnswers(t, "a second time", on(1), want)
			sameAnswers(t, "2 threads", on(2), want)
			sameAnswers(t, "3 threads", on(3), want)
			sameAnswers(t, "8 threads", on(8), want)
		})
	}
}

// The seed is used: another one starts elsewhere.
func TestSeedsMatter(t *testing.T) {
	with := func(seed uint64) string {
		return printed(published(topicsOf(t, build(t, samplePapers(t), func(c *Config) {
			c.K, c.KMeans.Seed, c.KMeans.Starts, c.KMeans.NoRefine = 12, seed, 1, true
		}))))
	}
	if with(1) == with(2) {
		t.Error("two seeds give one answer")
	}
}

// An engine is shared: eight goroutines ask it everything at once, and asking changes no answer.
func TestSharedEngine(t *testing.T) {
	e := build(t, samplePapers(t), func(c *Config) { c.K, c.KMeans.Starts = 5, 2 })
	want := everything(t, e)
	answers := make([]map[string]string, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() { answers[i] = everything(t, e) })
	}
	wg.Wait()
	for _, got := range answers {
		sameAnswers(t, "beside seven others", got, want)
	}
}
