package cluster

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// threads is a number of workers; 0 means as many as there are cores.
type threads int

func (t threads) count() int {
	if t > 0 {
		return int(t)
	}
	return runtime.GOMAXPROCS(0)
}

// blocks cuts 0..n-1 into blocks of the given size and calls fn for each, on several workers
// and in no order: fn must write only what belongs to its block. Where the blocks fall never
// depends on the number of workers.
func (t threads) blocks(n, size int, fn func(lo, hi int)) {
	t.workers(n, size, func() func(lo, hi int) { return fn })
}

// workers is blocks for a fn that needs scratch memory: start is called once a worker.
func (t threads) workers(n, size int, start func() func(lo, hi int)) {
	count := (n + size - 1) / size
	var next atomic.Int64
	work := func() {
		fn := start()
		for b := int(next.Add(1)) - 1; b < count; b = int(next.Add(1)) - 1 {
			fn(b*size, min((b+1)*size, n))
		}
	}
	var wg sync.WaitGroup
	for range min(t.count(), count) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}
