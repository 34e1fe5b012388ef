package cluster

import (
	"context"

	"gonum.org/v1/gonum/mat"
)

// Criterion names what k-means maximises.
type Criterion string

const (
	I1 Criterion = "i1" // sum of |D_r|^2 / n_r: for dense (LSA) rows
	I2 Criterion = "i2" // sum of |D_r|: for sparse rows
)

// KMeans holds the settings of spherical k-means with local search.
type KMeans struct {
	K         int
	Criterion Criterion             // "" means I2
	Starts    int                   // k-means++ starts; 0 means 10
	MaxIter   int                   // Lloyd passes a start; 0 means 100
	NoRefine  bool                  // leave out the local search
	Seed      uint64                // same seed, same bytes
	Init      []int                 // rows to start from, K of them: one start, no k-means++
	Warm      mat.Matrix            // centroids to start from, K rows: one start, no k-means++
	Threads   int                   // 0 means all cores; never changes the result
	Progress  func(done, total int) // nil for none
}

// Clustering is a fitted partition. Cluster ids count from 0 by size, then lowest row.
type Clustering struct{}

func (k KMeans) Fit(ctx context.Context, x mat.Matrix) (*Clustering, error) { panic("unbuilt") }

// K returns the number of clusters, at most the number of distinct non-zero rows.
func (c *Clustering) K() int { panic("unbuilt") }

// Labels returns the cluster of each row, -1 for a zero row.
func (c *Clustering) Labels() []int { panic("unbuilt") }

// Criterion returns the value of the criterion that was maximised.
func (c *Clustering) Criterion() float64 { panic("unbuilt") }

// Bisecting holds the settings of the bisecting tree.
type Bisecting struct {
	KMeans // K is the number of leaves to grow to
}

// Tree is a fitted bisecting tree: Cut(k) is a clustering for every k from 1 to Leaves.
type Tree struct{}

func (b Bisecting) Fit(ctx context.Context, x mat.Matrix) (*Tree, error) { panic("unbuilt") }
func (t *Tree) Leaves() int                                              { panic("unbuilt") }

// Cut returns the k-way partition of the tree, refined by local search.
func (t *Tree) Cut(ctx context.Context, k int) (*Clustering, error) { panic("unbuilt") }

// Silhouette returns the exact cosine silhouette of each row: NaN for zero rows and for k = 1.
func Silhouette(x mat.Matrix, labels []int) []float64 { panic("unbuilt") }

// MeanSilhouette averages over the rows that have one; NaN if none.
func MeanSilhouette(s []float64) float64 { panic("unbuilt") }

// CalinskiHarabasz and DaviesBouldin score a partition as scikit-learn does (Euclidean).
func CalinskiHarabasz(x mat.Matrix, labels []int) float64 { panic("unbuilt") }
func DaviesBouldin(x mat.Matrix, labels []int) float64    { panic("unbuilt") }

// Cohesion holds what a clustering says of its rows and clusters, by the formulas of the package comment.
type Cohesion struct {
	Similarity       []float64 // of each row to its own centroid; 0 for zero rows
	Second           []int     // next nearest cluster of each row; -1 if none
	SecondSimilarity []float64
	ISim, ESim       []float64 // of each cluster; ESim NaN for k = 1
}

// NewCohesion computes it for any labels (-1 = no cluster).
func NewCohesion(x mat.Matrix, labels []int, threads int) *Cohesion { panic("unbuilt") }

// NeighborSearch holds the settings of exact cosine neighbour search.
type NeighborSearch struct {
	Threads  int
	Progress func(done, total int)
}

// Neighbors is a fitted search structure over the rows of a matrix.
type Neighbors struct{}

// Hit is one neighbour.
type Hit struct {
	Row        int
	Similarity float64
}

func (s NeighborSearch) Fit(ctx context.Context, x mat.Matrix) (*Neighbors, error) { panic("unbuilt") }

// Query returns the n rows most similar to a sparse query vector (columns ascending), best
// first, ties to the lower row, rows with similarity 0 left out unless n is 0, which ranks every
// row. skip, if not nil, leaves rows out. The score is the dot product in float64, so unit rows give the cosine.
func (n *Neighbors) Query(columns []int32, values []float32, top int, skip func(row int) bool) []Hit {
	panic("unbuilt")
}

// All returns for each row its top nearest other rows, as Query does. Cost: one self-join.
func (n *Neighbors) All(ctx context.Context, top int) ([][]Hit, error) { panic("unbuilt") }

// ARI is the adjusted Rand index of two labelings.
func ARI(a, b []int) float64 { panic("unbuilt") }
