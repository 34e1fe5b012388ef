package engine

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/vectorize"
)

// Seed is a topic that a reader expects, told by words.
//
// A seed stands for the papers that are most similar to its words. Clustering starts once more from what it found,
// with the mean of these papers in place of the centroid that is nearest to it, and goes on until nothing moves: a seed
// pulls a topic towards its words and takes no paper that fits better elsewhere. The topic with more than half of
// the seed's papers is called by its name.
type Seed struct {
	Name  string
	Words []string // words and phrases
}

// seedPapers is how many papers stand for a seed; fewer where topics are so small that half of one is less.
const seedPapers = 10

// seeded clusters x from a clustering of it and the seeds. There are as many topics as before, or as many as there are seeds; a seed
// whose words no paper has is left out with a warning. Cost: a query a seed and one start of k-means. Memory: a float64 a column
// and topic.
func (e *Engine) seeded(ctx context.Context, x mat.Matrix, t *Topics, c *cluster.Clustering) (*cluster.Clustering, error) {
	seeds := e.config.Seeds
	if len(seeds) == 0 {
		return c, nil
	}
	if e.config.K > 0 && len(seeds) > e.config.K {
		return nil, ByHandError(fmt.Sprintf("%d seeds for %d topics: ask for as many topics at least", len(seeds), e.config.K))
	}
	k := max(c.K(), len(seeds))
	warm, err := e.seedCentroids(ctx, x, t, max(1, min(seedPapers, e.docs.Len()/(2*k))))
	if err != nil {
		return nil, err
	}
	if len(warm) == 0 {
		return c, nil
	}
	warm = append(warm, unclaimed(c, warm)...)
	settings := e.kMeans()
	settings.K, settings.Warm = len(warm), stacked(warm)
	return settings.Fit(ctx, x)
}

// seedCentroids are the means of the n papers that stand for each seed, which t then knows by its name.
func (e *Engine) seedCentroids(ctx context.Context, x mat.Matrix, t *Topics, n int) ([][]float64, error) {
	find, err := e.seedFinder(ctx)
	if err != nil {
		return nil, err
	}
	var centroids [][]float64
	for _, s := range e.config.Seeds {
		rows, err := find(s, n)
		if err != nil {
			return nil, err
		}
		centroid := meanRow(x, rows)
		if mat.Norm(mat.NewVecDense(len(centroid), centroid), 2) == 0 {
			t.Warnings = append(t.Warnings, fmt.Sprintf("the seed %q is left out: no paper has its words", s.Name))
			continue
		}
		centroids, t.named = append(centroids, centroid), append(t.named, e.remember(s.Name, rows))
	}
	return centroids, nil
}

// seedFinder makes what finds the n papers nearest to the words of a seed: by its text, or by terms alone where papers are compared by
// vectors that nothing makes of a text.
func (e *Engine) seedFinder(ctx context.Context) (func(s Seed, n int) ([]int, error), error) {
	if e.config.Vectors == nil {
		return func(s Seed, n int) ([]int, error) { return e.nearText(ctx, s.text(), n) }, nil
	}
	byTerms, err := cluster.NeighborSearch{Threads: e.config.Threads}.Fit(ctx, e.terms)
	if err != nil {
		return nil, err
	}
	return func(s Seed, n int) ([]int, error) {
		columns, values := e.model.Vector(e.counter.Count(vectorize.Field{Text: s.text()}))
		var rows []int
		for _, h := range byTerms.Query(columns, values, n, nil) {
			rows = append(rows, h.Row)
		}
		return rows, ctx.Err()
	}, nil
}

// text is the words of a seed as those of a paper, no two of them a phrase unless they are one.
func (s Seed) text() string { return strings.Join(s.Words, "; ") }

// nearText finds the n papers nearest to a text.
func (e *Engine) nearText(ctx context.Context, text string, n int) ([]int, error) {
	related, err := e.Related(ctx, Query{Text: text}, n)
	if err != nil {
		return nil, err
	}
	var rows []int
	for _, h := range related.Hits {
		rows = append(rows, h.Row)
	}
	return rows, nil
}

// remember makes a name that remembers papers.
func (e *Engine) remember(name string, rows []int) TopicName {
	out := TopicName{Topic: -1, Name: name}
	for _, row := range rows {
		out.Papers = append(out.Papers, e.docs.At(row).ID)
	}
	return out
}

// meanRow is the mean of some rows of a matrix, at any scale.
func meanRow(x mat.Matrix, rows []int) []float64 {
	_, columns := x.Dims()
	out := make([]float64, columns)
	if len(rows) == 0 {
		return out
	}
	return cluster.NewSums(selected(x, rows), make([]int, len(rows)), 1).Sum(0)
}

// unclaimed are the centroids of a clustering that are left when each of some vectors has taken the nearest: of all pairs
// the nearest first, ties to the first vector and the lower cluster.
func unclaimed(c *cluster.Clustering, vectors [][]float64) [][]float64 {
	centroids := make([][]float64, c.K())
	for r := range centroids {
		centroids[r] = c.Centroid(r)
	}
	vectors = slices.Clone(vectors)
	for len(vectors) > 0 && len(centroids) > 0 {
		best, vector, centroid := math.Inf(-1), 0, 0
		for i, v := range vectors {
			for r, u := range centroids {
				if cos := cosine(v, u); cos > best {
					best, vector, centroid = cos, i, r
				}
			}
		}
		vectors, centroids = slices.Delete(vectors, vector, vector+1), slices.Delete(centroids, centroid, centroid+1)
	}
	return centroids
}

func cosine(a, b []float64) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab, aa, bb = ab+float64(a[i]*b[i]), aa+float64(a[i]*a[i]), bb+float64(b[i]*b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// stacked makes a matrix of rows.
func stacked(rows [][]float64) mat.Matrix {
	out := mat.NewDense(len(rows), len(rows[0]), nil)
	for r, row := range rows {
		out.SetRow(r, row)
	}
	return out
}
