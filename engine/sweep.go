package engine

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
)

// Sweep scores every k from 2 to most (0: see MostTopics) on the cuts of one bisecting tree and marks the one
// that cluster.Choice takes. Of many papers the table is that of the part which the tree is grown on (see
// cluster.KMeans.Sample), as far as which k is best can be told from it. Stability is of parts of the papers, grown and cut anew.
func (e *Engine) Sweep(ctx context.Context, most int, p Progress) ([]SweepRow, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	x := e.clustered()
	rows, _, err := e.sweep(ctx, x, most, p)
	if err != nil {
		return nil, err
	}
	return rows, e.repeat(ctx, x, rows, p.stage("clustering parts of the papers"))
}

// MostTopics is the largest k that is tried for n papers. Twice Mardia's rule of thumb sqrt(n/2),
// so that the rule lies in the middle of what is tried, and 50 at most: a list that a person reads.
func MostTopics(n int) int {
	return min(max(2, int(math.Ceil(math.Sqrt(2*float64(n))))), 50)
}

// sweep does what Sweep does without the stability, which the choice does not need, and returns the clustering
// chosen.
func (e *Engine) sweep(ctx context.Context, x mat.Matrix, most int, p Progress) ([]SweepRow, *cluster.Clustering, error) {
	if most == 0 {
		most = MostTopics(e.docs.Len())
	}
	settings := cluster.Bisecting{KMeans: e.kMeans()}
	settings.K, settings.Progress, settings.Memo = most, p.stage("growing the topic tree"), e.config.Checkpoint.memo("clustering")
	tree, err := settings.Fit(ctx, x)
	if err != nil {
		return nil, nil, err
	}
	measured, undrawn := e.space.measured(), e.space.undrawn()
	if part := tree.Part(); part != nil {
		measured, undrawn = selected(measured, part), selected(undrawn, part)
	}
	rows, labelings, err := e.scoreCuts(ctx, tree, measured, p.stage("scoring every k"))
	if err != nil {
		return nil, nil, err
	}
	choice := cluster.Choice{Seed: settings.Seed, Threads: e.config.Threads}
	chosen, err := choice.Fit(ctx, undrawn, labelings)
	if err != nil {
		return nil, nil, err
	}
	rows[chosen.Best].Chosen = true
	best, err := tree.Cut(ctx, rows[chosen.Best].K)
	return rows, best, err
}

// scoreCuts scores the cuts of a tree, given where its rows are measured, and returns their labels; a tree of one leaf has one row and no
// silhouette.
func (e *Engine) scoreCuts(ctx context.Context, tree *cluster.Tree, measured mat.Matrix, progress func(done, total int)) (rows []SweepRow, labelings [][]int, err error) {
	for k := min(2, tree.Leaves()); k <= tree.Leaves(); k++ {
		cut, err := tree.CutPart(ctx, k)
		if err != nil {
			return nil, nil, err
		}
		rows, labelings = append(rows, e.score(cut, measured)), append(labelings, cut.Labels())
		if progress != nil {
			progress(k*(k+1), tree.Leaves()*(tree.Leaves()+1)) // a cut takes the longer the more clusters it has
		}
	}
	return rows, labelings, nil
}

// repeats is how many parts of the papers a sweep clusters anew. Half of what one clustering is judged by: every
// k takes as many.
const repeats = 5

// repeat fills the stability of each row; one topic has none.
func (e *Engine) repeat(ctx context.Context, x mat.Matrix, rows []SweepRow, progress func(done, total int)) error {
	if rows[0].K == 1 {
		return nil
	}
	ks := make([]int, len(rows))
	for i, r := range rows {
		ks[i] = r.K
	}
	s := cluster.Stability{KMeans: e.kMeans(), Samples: repeats}
	s.Starts, s.Progress, s.Memo = 0, progress, e.config.Checkpoint.memo("stability")
	runs, err := s.Runs(ctx, x, ks...)
	for i, v := range runs {
		rows[i].Stability = v
	}
	return err
}

// score measures a clustering where Topics does.
func (e *Engine) score(c *cluster.Clustering, measured mat.Matrix) SweepRow {
	sums := cluster.NewSums(measured, c.Labels(), e.config.Threads)
	return SweepRow{
		K: c.K(), Criterion: c.Criterion(), Stability: math.NaN(),
		Silhouette:       cluster.MeanSilhouette(sums.Silhouette(e.config.Threads)),
		CalinskiHarabasz: sums.CalinskiHarabasz(),
		DaviesBouldin:    sums.DaviesBouldin(e.config.Threads),
	}
}
