package engine

import (
	"context"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
)

// judge finds how stable the run, the topics and their parents are: Config.Stability parts of the papers, four in
// five each, are clustered anew (see cluster.Stability). One topic is found again whatever the papers, and has
// none.
func (e *Engine) judge(ctx context.Context, t *Topics, x mat.Matrix, levels []level, p Progress) error {
	if e.config.Stability == 0 || t.K == 1 {
		return nil
	}
	s := cluster.Stability{KMeans: e.kMeans(), Samples: e.config.Stability}
	s.Starts, s.Progress, s.Memo = 0, p.stage("clustering parts of the papers"), e.config.Checkpoint.memo("stability")
	labelings := make([][]int, len(levels))
	for at, l := range levels {
		labelings[at] = l.labels
	}
	judged, err := s.Labelings(ctx, x, labelings...)
	if err != nil {
		return err
	}
	t.Stability = judged[0].Run
	for at, l := range levels {
		for group, topic := range l.topics {
			if topic >= 0 {
				t.Topics[topic].Stability = judged[at].Topics[group]
			}
		}
	}
	return nil
}
