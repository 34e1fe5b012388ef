package cluster

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Choice holds the settings of choosing one of several clusterings of the same rows, which differ in
// their number of clusters.
//
// Scores of compactness, such as the silhouette, go on rising with the number of clusters in text, which
// is made of topics within topics: they choose the largest number tried. The modularity of the graph of
// nearest neighbours has a maximum, but one that moves with the number of rows: fifteen neighbours of two
// hundred rows are a topic, fifteen of ten thousand are the few that treat one question, and the clusters
// found best are as small. So the scale is fixed: modularity is measured among two hundred rows at a time,
// fifteen neighbours each, and averaged over many such samples. What is chosen is a number of topics that
// can be told apart in two hundred papers, however many there are.
//
// Several numbers do about as well. Of those that the samples hardly tell from the best, the smallest is
// chosen: the first whose mean shortfall, sample by sample, is within one standard error (the rule of
// Breiman, Friedman, Olshen and Stone 1984 for trees).
//
// Cost: Samples times Rows^2 times columns, next to nothing, whatever the number of rows.
type Choice struct {
	Samples   int    // 0 means 20
	Rows      int    // of a sample; 0 means 200; one sample of all rows if there are no more
	Neighbors int    // 0 means 15
	Seed      uint64 // same seed, same bytes
	Threads   int    // 0 means all cores; never changes the result
}

// Chosen is the outcome of a Choice.
type Chosen struct {
	Best       int       // place of the clustering chosen
	Modularity []float64 // of each clustering, mean over the samples
}

// Fit chooses among labelings of the rows of x, a label a row, in order of their number of clusters. If
// smoothed rows were clustered, x had better be the rows before that: smoothing makes neighbours more alike
// than they are. It panics unless there is a labeling and each has a label a row. Errors: a
// bad setting, ErrNoRows if all rows are zero, a row whose length is not 1, the context's.
func (c Choice) Fit(ctx context.Context, x mat.Matrix, labelings [][]int) (*Chosen, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	s := newSpace(x)
	if len(labelings) == 0 || slices.ContainsFunc(labelings, func(labels []int) bool { return len(labels) != s.n }) {
		panic(mat.ErrShape)
	}
	rows, err := s.usable()
	if err != nil {
		return nil, err
	}
	if c.Rows >= len(rows) {
		c.Samples = 1
	}
	scores := make([][]float64, c.Samples)
	for sample := range scores {
		rng := rand.New(rand.NewPCG(c.Seed, choiceStream+uint64(sample)))
		if scores[sample], err = c.score(ctx, s, some(rng, rows, min(c.Rows, len(rows))), labelings); err != nil {
			return nil, err
		}
	}
	return chosen(scores), nil
}

// choiceStream is where the streams of the samples begin, apart from those of starts and parts.
const choiceStream = 2 << 32

func (c Choice) withDefaults() (Choice, error) {
	if c.Samples < 0 || c.Rows < 0 || c.Neighbors < 0 {
		return c, fmt.Errorf("cluster: %d samples of %d rows with %d neighbours: none may be negative", c.Samples, c.Rows, c.Neighbors)
	}
	for _, d := range []struct {
		setting *int
		usual   int
	}{{&c.Samples, 20}, {&c.Rows, 200}, {&c.Neighbors, 15}} {
		if *d.setting == 0 {
			*d.setting = d.usual
		}
	}
	return c, nil
}

// score returns the modularity of each labeling among some of the rows.
func (c Choice) score(ctx context.Context, s *space, rows []int, labelings [][]int) ([]float64, error) {
	n, err := NeighborSearch{Threads: c.Threads}.Fit(ctx, s.part(rows))
	if err != nil {
		return nil, err
	}
	hits, err := n.All(ctx, c.Neighbors, nil)
	if err != nil {
		return nil, err
	}
	g, out, some := NewGraph(hits), make([]float64, len(labelings)), make([]int, len(rows))
	for l, labels := range labelings {
		for at, i := range rows {
			some[at] = labels[i]
		}
		out[l] = g.Modularity(some)
	}
	return out, nil
}

// part returns some of the rows as a matrix.
func (s *space) part(rows []int) mat.Matrix {
	if s.dense != nil {
		return s.dense.Select(rows)
	}
	return s.sparse.Select(rows)
}

// chosen weighs the scores, a row a sample and a column a clustering.
func chosen(scores [][]float64) *Chosen {
	means := make([]float64, len(scores[0]))
	for l := range means {
		for _, s := range scores {
			means[l] += s[l]
		}
		means[l] /= float64(len(scores))
	}
	best := 0
	for l, m := range means {
		if m > means[best] {
			best = l
		}
	}
	for l := range best {
		if short, err := shortfall(scores, best, l); short <= err {
			return &Chosen{l, means}
		}
	}
	return &Chosen{best, means}
}

// shortfall is the mean by which clustering l stays behind the best, and its standard error.
func shortfall(scores [][]float64, best, l int) (mean, err float64) {
	n := float64(len(scores))
	for _, s := range scores {
		mean += (s[best] - s[l]) / n
	}
	if n < 2 {
		return mean, 0
	}
	square := 0.0
	for _, s := range scores {
		d := s[best] - s[l] - mean
		square += float64(d * d)
	}
	return mean, math.Sqrt(square / (n - 1) / n)
}
