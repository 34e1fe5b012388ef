package engine

import (
	"context"
	"math"

	"kindred/cluster"
)

// Sweep scores every k from 2 to most (0: see MostTopics) on the cuts of one bisecting tree and
// marks the one of the best silhouette, ties to the smaller k.
func (e *Engine) Sweep(ctx context.Context, most int, p Progress) ([]SweepRow, error) {
	rows, _, err := e.sweep(ctx, most, p)
	return rows, err
}

// MostTopics is the largest k that is tried for n papers. Twice Mardia's rule of thumb sqrt(n/2),
// so that the rule lies in the middle of what is tried, and 50 at most: a list that a person reads.
func MostTopics(n int) int {
	return min(max(2, int(math.Ceil(math.Sqrt(2*float64(n))))), 50)
}

func (e *Engine) sweep(ctx context.Context, most int, p Progress) ([]SweepRow, *cluster.Clustering, error) {
	if most == 0 {
		most = MostTopics(len(e.docs))
	}
	settings := cluster.Bisecting{KMeans: e.config.KMeans}
	settings.K, settings.Progress = most, p.stage("growing the topic tree")
	tree, err := settings.Fit(ctx, e.terms)
	if err != nil {
		return nil, nil, err
	}
	return e.scoreCuts(ctx, tree, p.stage("scoring every k"))
}

// scoreCuts scores the cuts of a tree; a tree of one leaf has one row and no silhouette.
func (e *Engine) scoreCuts(ctx context.Context, tree *cluster.Tree, progress func(done, total int)) (rows []SweepRow, best *cluster.Clustering, err error) {
	chosen := -1
	for k := min(2, tree.Leaves()); k <= tree.Leaves(); k++ {
		cut, err := tree.Cut(ctx, k)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, e.score(cut))
		if last := len(rows) - 1; chosen < 0 || rows[last].Silhouette > rows[chosen].Silhouette {
			chosen, best = last, cut
		}
		if progress != nil {
			progress(k, tree.Leaves())
		}
	}
	rows[chosen].Chosen = true
	return rows, best, nil
}

func (e *Engine) score(c *cluster.Clustering) SweepRow {
	return SweepRow{
		K: c.K(), Criterion: c.Criterion(), Stability: math.NaN(),
		Silhouette:       cluster.MeanSilhouette(c.Silhouette(e.config.Threads)),
		CalinskiHarabasz: c.CalinskiHarabasz(),
		DaviesBouldin:    c.DaviesBouldin(e.config.Threads),
	}
}
