package text

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

func TestStemsThatAreStopWordsStayWhole(t *testing.T) {
	checkTerms(t, Settings{}, "en", []termCase{{"wills and wells", "wills, wells"}})
}

// A hit, a miss and a lookup after the shard began anew must agree.
func TestCacheChangesNothing(t *testing.T) {
	a, _ := New(Settings{})
	tongue := a.tongue("en")
	var words []string
	for i := range cacheShards * shardCapacity / 64 {
		words = append(words, fmt.Sprintf("networks%d", i), fmt.Sprintf("Running%dings", i))
	}
	words = append(words, "US", "Networks", "LSTMs", "model's", "D", "the")
	for range 2 {
		for _, w := range words {
			if got, want := tongue.entry(w), tongue.analyse(w); got != want {
				t.Fatalf("entry(%q) = %+v, want %+v", w, got, want)
			}
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	for i := range 2 * cacheShards * shardCapacity {
		c.put(fmt.Sprint(i), entry{})
	}
	for i := range c.shards {
		if n := len(c.shards[i].entries); n == 0 || n > shardCapacity {
			t.Fatalf("shard %d holds %d entries", i, n)
		}
	}
}

func TestSharedAnalyzer(t *testing.T) {
	a, _ := New(Settings{MaxN: 2})
	in := "Low-rank adaptation of large networks, and LSTMs for the forests of Norway."
	want := a.Tokens(in, "en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := a.Tokens(in, "en"); !slices.Equal(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}
