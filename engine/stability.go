package engine

import (
	"context"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
)

// judgeOf readies what judge looks at, which of many papers are a part: the rest of what was clustered may go then. It is nil if
// nothing is to be judged: one topic is found again whatever the papers.
func (e *Engine) judgeOf(x mat.Matrix, k int, p Progress) (*cluster.Judge, error) {
	if e.config.Stability == 0 || k == 1 {
		return nil, nil
	}
	s := cluster.Stability{KMeans: e.kMeans(), Samples: e.config.Stability}
	s.Starts, s.Progress, s.Memo = 0, p.stage("clustering parts of the papers"), e.config.Checkpoint.memo("stability")
	return s.Judge(x, k)
}

// judge finds how stable the run, the topics and their parents are: Config.Stability parts of the papers, four in
// five each, are clustered anew (see cluster.Stability).
func (t *Topics) judge(ctx context.Context, j *cluster.Judge, levels []level) error {
	if j == nil {
		return nil
	}
	labelings := make([][]int, len(levels))
	for at, l := range levels {
		labelings[at] = l.labels
	}
	judged, err := j.Labelings(ctx, labelings...)
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
