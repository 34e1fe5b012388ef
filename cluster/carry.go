package cluster

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Carry goes on from labels that rows of x have already, from 0 to K-1, negative for none, where K is one more than the
// largest: settings other than Criterion, NoRefine, Sample and Threads are ignored. Rows without a label join the nearest centroid of
// those that have one (ties to the lower); that is the first clustering. The second is what local search makes of it. Where
// nothing gains and every row has a label, both are the labels given. Errors: ErrNoRows; a label that no row which is not zero has; a bad setting; the
// context's.
//
// The labels alone say where local search starts from, and no pass of Lloyd comes before it: that would undo moves by which local search
// improved criterion I1. Cost: K sums, a pass over the rows, and the local search.
func (k KMeans) Carry(ctx context.Context, x mat.Matrix, labels []int) (kept, refined *Clustering, err error) {
	k.K = 1
	for _, r := range labels {
		k.K = max(k.K, r+1)
	}
	if k, err = k.withDefaults(); err != nil {
		return nil, nil, err
	}
	s, rows, err := usableRows(x)
	if err != nil {
		return nil, nil, err
	}
	p, err := k.carried(s, rows, labels)
	if err != nil {
		return nil, nil, err
	}
	from := p.outcome(k.Criterion)
	if k.NoRefine {
		kept = p.finish(k.Criterion)
		return kept, kept, nil
	}
	if k.Sample > 0 && len(rows) > k.Sample {
		p.enough = extendStop
	}
	if err := p.refine(ctx, k.Criterion); err != nil {
		return nil, nil, err
	}
	refined = p.finish(k.Criterion)
	p = newPartition(s, rows, k.K, threads(k.Threads))
	p.adopt(from.labels)
	return p.finish(k.Criterion), refined, nil
}

// carried is the partition in which rows keep their labels and the others join the nearest centroid.
func (k KMeans) carried(s *space, rows, labels []int) (*partition, error) {
	if len(labels) != s.n {
		panic(mat.ErrShape)
	}
	p, held := newPartition(s, rows, k.K, threads(k.Threads)), make([]int, k.K)
	p.start(func(sums table) {
		for _, i := range rows {
			if r := labels[i]; r >= 0 {
				sums.add(i, r, 1)
				held[r]++
			}
		}
	})
	for r, n := range held {
		if n == 0 {
			return nil, fmt.Errorf("cluster: no row that is not zero has the label %d of 0 to %d", r, k.K-1)
		}
	}
	next := make([]int, len(rows))
	p.assign(next)
	for at, i := range rows {
		if r := labels[i]; r >= 0 {
			next[at] = r
		}
	}
	p.adopt(next)
	return p, nil
}
