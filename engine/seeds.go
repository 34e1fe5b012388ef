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
	var warm [][]float64
	for _, s := range seeds {
		rows, err := e.seedRows(ctx, s, max(1, min(seedPapers, e.docs.Len()/(2*k))))
		if err != nil {
			return nil, err
		}
		centroid := meanRow(x, rows)
		if mat.Norm(mat.NewVecDense(len(centroid), centroid), 2) == 0 {
			t.Warnings = append(t.Warnings, fmt.Sprintf("the seed %q is left out: no paper has its words", s.Name))
			continue
		}
		warm, t.named = append(warm, centroid), append(t.named, e.remember(s.Name, rows))
	}
	if len(warm) == 0 {
		return c, nil
	}
	warm = append(warm, unclaimed(c, warm)...)
	settings := e.kMeans()
	settings.K, settings.Warm = len(warm), stacked(warm)
	return settings.Fit(ctx, x)
}

// seedRows finds the papers nearest to the words of a seed.
func (e *Engine) seedRows(ctx context.Context, s Seed, n int) ([]int, error) {
	if e.config.Vectors != nil {
		return e.rowsWith(ctx, s, n)
	}
	related, err := e.Related(ctx, Query{Text: strings.Join(s.Words, "; ")}, n)
	if err != nil {
		return nil, err
	}
	var rows []int
	for _, h := range related.Hits {
		rows = append(rows, h.Row)
	}
	return rows, nil
}

// rowsWith finds the papers whose terms are nearest to the words of a seed.
func (e *Engine) rowsWith(ctx context.Context, s Seed, n int) ([]int, error) {
	byTerms, err := cluster.NeighborSearch{Threads: e.config.Threads}.Fit(ctx, e.terms)
	if err != nil {
		return nil, err
	}
	columns, values := e.model.Vector(e.counter.Count(vectorize.Field{Text: strings.Join(s.Words, "; ")}))
	var rows []int
	for _, h := range byTerms.Query(columns, values, n, nil) {
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
