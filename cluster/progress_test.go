package cluster

import (
	"context"
	"testing"
)

// TestProgressNeverFallsAndEndsWhole, whatever is fitted and however many rows take part.
func TestProgressNeverFallsAndEndsWhole(t *testing.T) {
	x, ctx := blobs(3, 400, 10, 5, 0.7), context.Background()
	c := fit(t, KMeans{K: 5, Criterion: I1}, x)
	for name, work := range map[string]func(k KMeans) error{
		"k-means":            func(k KMeans) error { _, err := k.Fit(ctx, x); return err },
		"k-means and a tree": func(k KMeans) error { _, err := k.Best(ctx, x); return err },
		"one start":          func(k KMeans) error { k.Starts = 1; _, err := k.Best(ctx, x); return err },
		"no local search":    func(k KMeans) error { k.NoRefine = true; _, err := k.Best(ctx, x); return err },
		"one cluster":        func(k KMeans) error { k.K = 1; _, err := k.Best(ctx, x); return err },
		"a tree":             func(k KMeans) error { _, err := Bisecting{k}.Fit(ctx, x); return err },
		"stability":          func(k KMeans) error { _, err := Stability{KMeans: k, Samples: 3}.Fit(ctx, x, c); return err },
		"stability of runs":  func(k KMeans) error { _, err := Stability{KMeans: k, Samples: 3}.Runs(ctx, x, 2, 3, 4); return err },
	} {
		for _, sample := range []int{-1, 100} {
			last, calls := -1, 0
			err := work(KMeans{K: 5, Criterion: I1, Starts: 3, Sample: sample, Progress: func(done, total int) {
				if calls++; done < last || done > total || total != thousandths {
					t.Errorf("%s of %d: %d of %d after %d", name, sample, done, total, last)
				}
				last = done
			}})
			if err != nil || last != thousandths || calls < 3 {
				t.Errorf("%s of %d: ended at %d after %d calls, %v", name, sample, last, calls, err)
			}
		}
	}
}
