package cluster

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/mat"
)

// Many rows say little more about where the clusters lie than a part of them does: a centroid of 200 rows is as near to
// that of all as the next start is far. So of more than Sample rows the starts, local search from the best of them and
// the tree see a part, drawn by the seed, which costs as much however many there are. What comes out best goes on to
// all rows: its sums are the seeds of Lloyd, then local search, each until it gains less than a ten-thousandth. On the way to
// the largest I2 a sweep of local search gains several times as much as a pass of Lloyd that costs the same, so that one
// pass is enough there.
//
// Nor need a start be taken to its end before it is known whether it is one of the best. In a part, each is a few passes of
// Lloyd and local search while a sweep gains a thousandth; the best three go on until one gains less than a
// ten-thousandth, as do cuts of the tree, whose splits have four starts at most.
const (
	sampleRows       = 20_000
	samplePerCluster = 200
	extendStop       = 1e-4 // share of the criterion that a pass or sweep over all rows must gain for there to be another
	partPasses       = 3    // of Lloyd from each start in a part
	partSplits       = 4    // starts of each split of a tree in a part, at most
	startStop        = 1e-3 // share of the criterion that a sweep of local search from there must gain for there to be another
	sampleStream     = 3 << 32
)

// Best clusters the rows of x from k-means++, as Fit does, and from the cut of a bisecting tree, unless there is to be
// one start alone, and returns what has the larger criterion (ties to Fit's). The tree finds groups of unequal size,
// which random starts often miss. Errors are those of Fit.
func (k KMeans) Best(ctx context.Context, x mat.Matrix) (*Clustering, error) {
	return k.fromPart(ctx, x, KMeans.flatOrTree)
}

// flatOrTree clusters some rows in both ways.
func (k KMeans) flatOrTree(ctx context.Context, s *space, rows []int) (*Clustering, error) {
	if k.Starts == 1 || k.Init != nil || k.Warm != nil {
		return k.flat(ctx, s, rows)
	}
	progress, first := k.Progress, 1/(1+treeCost)
	k.Progress = piece(progress, 0, first)
	flat, err := k.flat(ctx, s, rows)
	if err != nil {
		return nil, err
	}
	k.Progress = piece(progress, first, 1)
	tree, err := Bisecting{k}.tree(ctx, s, rows)
	if err != nil || tree.Leaves() < flat.K() {
		return flat, err
	}
	cut, err := tree.Cut(ctx, flat.K())
	if err != nil || cut.Criterion() <= flat.Criterion() {
		return flat, err
	}
	return cut, nil
}

// fromPart clusters the rows of x as cluster does, or, if there are many, a part of them, and goes on to all.
func (k KMeans) fromPart(ctx context.Context, x mat.Matrix, cluster func(KMeans, context.Context, *space, []int) (*Clustering, error)) (*Clustering, error) {
	k, err := k.withDefaults()
	if err != nil {
		return nil, err
	}
	s, rows, err := usableRows(x)
	if err != nil {
		return nil, err
	}
	drawn := k.draw(rows)
	if drawn == nil {
		return cluster(k, ctx, s, rows)
	}
	part, all := s.among(drawn)
	progress, first := k.Progress, k.partShare(len(rows), len(drawn))
	k.Progress = piece(progress, 0, first)
	k.part = true
	c, err := cluster(k, ctx, part, all)
	if err != nil {
		return nil, err
	}
	k.Progress = piece(progress, first, 1)
	return k.extend(ctx, s, rows, drawn, c.labels, c.K())
}

// partShare is the share of the time that Best spends on a part of the rows.
func (k KMeans) partShare(rows, drawn int) float64 {
	part := float64(float64(k.Starts) * (1 + treeCost))
	return part / (part + float64(extendCost*float64(rows))/float64(drawn))
}

// draw returns the rows of the part, ascending; nil if all take part.
func (k KMeans) draw(rows []int) []int {
	if k.Sample < 0 || len(rows) <= k.Sample || k.Init != nil || k.Warm != nil {
		return nil
	}
	return some(rand.New(rand.NewPCG(k.Seed, sampleStream)), rows, k.Sample)
}

// among is a space of some rows alone, and all its rows. Sums there have the same bits as sums of the same rows in s.
func (s *space) among(rows []int) (part *space, all []int) {
	part = &space{n: len(rows), d: s.d, bits: s.bits, longest: s.longest, full: s.full, squares: make([]float64, len(rows))}
	for at, i := range rows {
		part.squares[at] = s.squares[i]
	}
	if s.sparse != nil {
		part.sparse = s.sparse.Compact(rows)
		_, part.d = part.sparse.Dims()
	} else {
		part.dense = s.dense.Select(rows)
	}
	part.frequencies = sync.OnceValue(part.count)
	return part, ascending(len(rows))
}

// extend clusters the rows from the labels of some that were drawn among them.
func (k KMeans) extend(ctx context.Context, s *space, rows, drawn, labels []int, clusters int) (*Clustering, error) {
	k.K = clusters
	p, err := k.remembered(fmt.Sprintf("all in %d", clusters), nil, s, rows, func() (*partition, error) {
		p := newPartition(s, rows, clusters, threads(k.Threads))
		p.enough = extendStop
		p.start(func(sums table) {
			for at, i := range drawn {
				sums.add(i, labels[at], 1)
			}
		})
		passes := k.MaxIter
		if k.Criterion == I2 && !k.NoRefine {
			passes = 1
		}
		if err := p.lloyd(ctx, passes, func(pass int) { tell(k.Progress, 0.7*passed(pass)) }); err != nil || k.NoRefine {
			return p, err
		}
		return p, p.refine(ctx, k.Criterion)
	})
	if err != nil {
		return nil, err
	}
	tell(k.Progress, 1)
	return p.finish(k.Criterion), nil
}
