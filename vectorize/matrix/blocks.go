package matrix

import (
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Everything that runs on several cores is cut into blocks by the loops below. Where a block begins
// and ends depends on the work alone, never on the number of workers, and results are added up block
// after block: so every sum has one order, on any number of cores.

// blockRows is the number of rows that Blocks works on together.
const blockRows = 1024

// Workers is the number of goroutines that a setting of threads means: 0 is one a core.
func Workers(threads int) int {
	if threads > 0 {
		return threads
	}
	return runtime.GOMAXPROCS(0)
}

// Blocks cuts 0..n-1 into blocks of 1,024 and calls fn for each, on several workers (0 means all
// cores) and in no order: fn must write only what belongs to its block.
func Blocks(n, workers int, fn func(lo, hi int)) {
	BlocksOf(blockRows, n, workers, func() func(lo, hi int) { return fn })
}

// BlocksOf is Blocks for blocks of another size, and for a fn that needs scratch memory: start makes
// one for each worker. When fn panics, or reads memory that is gone, all workers stop and the caller panics with it.
func BlocksOf(size, n, workers int, start func() func(lo, hi int)) {
	count := (n + size - 1) / size
	var next atomic.Int64
	var failed failure
	work := func() {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer func() {
			if failed.keep(recover()) {
				next.Store(int64(count))
			}
		}()
		fn := start()
		for b := int(next.Add(1)) - 1; b < count; b = int(next.Add(1)) - 1 {
			fn(b*size, min((b+1)*size, n))
		}
	}
	var wg sync.WaitGroup
	for range min(Workers(workers), count) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	failed.again()
}

// failure is what the first of some goroutines panicked with that panicked; their caller is to have it, for a panic that nobody can
// recover would end a server whose other requests are well.
type failure struct {
	mu    sync.Mutex
	first any
}

// keep takes what was recovered. An error, such as one that says which input is bad, stays as it is, and so does a fault, of
// memory that was mapped and is gone. What is left are faults of the program: they become a text with the stack where they happened.
func (f *failure) keep(recovered any) bool {
	if recovered == nil {
		return false
	}
	_, is := recovered.(error)
	if fault, runs := recovered.(runtime.Error); runs {
		_, is = fault.(interface{ Addr() uintptr })
	}
	if !is {
		recovered = fmt.Sprintf("%v\n\non a worker:\n%s", recovered, debug.Stack())
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first == nil {
		f.first = recovered
	}
	return true
}

// again panics with what was kept.
func (f *failure) again() {
	if f.first != nil {
		panic(f.first)
	}
}

// ahead is how many blocks a worker InOrder computes before they are taken.
const ahead = 8

// InOrder is BlocksOf for results that are wanted in order: compute makes the result of a block, on
// any worker, and the loop is handed them block after block. No more than 8 results a worker are held
// at a time: the workers rest while the loop takes them.
func InOrder[T any](size, n, workers int, compute func(lo, hi int) T) iter.Seq[T] {
	window := size * ahead * Workers(workers)
	return func(yield func(T) bool) {
		results := make([]T, (min(window, n)+size-1)/size)
		for from := 0; from < n; from += window {
			rows := min(window, n-from)
			BlocksOf(size, rows, workers, func() func(lo, hi int) {
				return func(lo, hi int) { results[lo/size] = compute(from+lo, from+hi) }
			})
			for lo := 0; lo < rows; lo += size {
				if !yield(results[lo/size]) {
					return
				}
			}
		}
	}
}
