package matrix

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func TestBlocksCoverEveryRowOnce(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 8} {
		for _, n := range []int{0, 1, 6, 7, 8, 700} {
			seen := make([]int32, n)
			var starts atomic.Int32
			BlocksOf(7, n, workers, func() func(lo, hi int) {
				starts.Add(1)
				return func(lo, hi int) {
					if lo%7 != 0 || hi != min(lo+7, n) {
						t.Errorf("%d rows: block %d to %d", n, lo, hi)
					}
					for i := lo; i < hi; i++ {
						atomic.AddInt32(&seen[i], 1)
					}
				}
			})
			if slices.ContainsFunc(seen, func(times int32) bool { return times != 1 }) {
				t.Errorf("%d rows, %d workers: rows were seen %v times", n, workers, seen)
			}
			if most := max(1, min(Workers(workers), (n+6)/7)); int(starts.Load()) != most {
				t.Errorf("%d rows, %d workers: scratch was made %d times, want %d", n, workers, starts.Load(), most)
			}
		}
	}
}

func TestInOrderIsInOrderAndNotFarAhead(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		for _, n := range []int{0, 1, 3, 500} {
			var computed atomic.Int64
			var got []int
			for lo := range InOrder(3, n, workers, func(lo, _ int) int { computed.Add(1); return lo }) {
				got = append(got, lo)
				if held := int(computed.Load()) - len(got); held >= ahead*workers {
					t.Fatalf("%d workers: %d results held", workers, held)
				}
			}
			var want []int
			for lo := 0; lo < n; lo += 3 {
				want = append(want, lo)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d rows, %d workers: blocks %v, want %v", n, workers, got, want)
			}
		}
	}
}

func TestInOrderStopsWithItsLoop(t *testing.T) {
	var computed atomic.Int64
	for lo := range InOrder(1, 1000, 2, func(lo, _ int) int { computed.Add(1); return lo }) {
		if lo == 5 {
			break
		}
	}
	if n := computed.Load(); n < 6 || n > 2*ahead {
		t.Errorf("%d blocks were computed for a loop that took six", n)
	}
}

// recovered is what a call panics with.
func recovered(call func()) (r any) {
	defer func() { r = recover() }()
	call()
	return nil
}

// TestPanicsOfWorkersReachTheCaller: with an error as it is, from whichever worker. All workers are done by then.
func TestPanicsOfWorkersReachTheCaller(t *testing.T) {
	bad := errors.New("bad row")
	for _, workers := range []int{1, 2, 8} {
		var running atomic.Int64
		work := func(lo int) {
			running.Add(1)
			defer running.Add(-1)
			if lo == 37 {
				panic(bad)
			}
		}
		for name, call := range map[string]func(){
			"BlocksOf": func() { BlocksOf(1, 100, workers, func() func(lo, hi int) { return func(lo, hi int) { work(lo) } }) },
			"Blocks":   func() { Blocks(38*blockRows, workers, func(lo, hi int) { work(lo / blockRows) }) },
			"InOrder": func() {
				for range InOrder(1, 100, workers, func(lo, hi int) int { work(lo); return lo }) {
				}
			},
		} {
			if got := recovered(call); got != bad || running.Load() != 0 {
				t.Errorf("%s, %d workers: %v, %d still at work", name, workers, got, running.Load())
			}
		}
	}
}

// TestFaultsOfWorkersSayWhere: what is wrong with the program reaches the caller too, with the stack of the worker.
func TestFaultsOfWorkersSayWhere(t *testing.T) {
	none := []int{}
	for says, fault := range map[string]func(){
		"index out of range [3]":                func() { _ = none[3] },
		"invalid memory address or nil pointer": func() { _ = *(*int)(nil) },
		"a text":                                func() { panic("a text") },
	} {
		got, _ := recovered(func() { Blocks(1, 2, func(_, _ int) { fault() }) }).(string)
		if !strings.Contains(got, says) || !strings.Contains(got, "blocks_test.go") {
			t.Errorf("the panic is %q, want %q and where", got, says)
		}
	}
}
