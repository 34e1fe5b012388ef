package cluster

import "kindred/vectorize/matrix"

// threads is a number of workers; 0 means as many as there are cores.
type threads int

// blocks cuts 0..n-1 into blocks of the given size and calls fn for each, on several workers
// and in no order: fn must write only what belongs to its block.
func (t threads) blocks(n, size int, fn func(lo, hi int)) {
	t.workers(n, size, func() func(lo, hi int) { return fn })
}

// workers is blocks for a fn that needs scratch memory: start is called once a worker.
func (t threads) workers(n, size int, start func() func(lo, hi int)) {
	matrix.BlocksOf(size, n, int(t), start)
}
