package cluster

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Stability holds the settings of finding out which clusters are there again when the rows are other
// ones: parts of the rows are clustered anew, and what is found is compared.
//
// The stability of a cluster is that of Hennig ("Cluster-wise assessment of cluster stability", 2007):
// the mean over the parts of its largest Jaccard index |A and B| / |A or B| with a cluster B found
// there, A being its rows in that part. Above 0.75 a cluster is a stable one; below 0.5 another
// sample of papers would have dissolved it. The stability of a run is the mean over pairs of parts
// of the adjusted Rand index on the rows that both have.
//
// Each part is clustered by the cut of a bisecting tree, two starts a split. It costs about as much as one
// start of k-means and on thousands of rows comes within a percent of the best of ten, so that what differs is
// due to the rows rather than to a poor start. Starting from the clusters that are to be judged would find
// them again wherever they are.
//
// Of more than Sample rows (see KMeans) the parts are drawn from as many: what is judged then is how surely so many rows
// show the clusters, which is less than all do, and the cost is the same however many there are.
type Stability struct {
	KMeans          // Criterion, MaxIter, NoRefine, Sample, Seed, Threads, Memo, Progress as there; Starts are those of each split, 0 means 2; K, Init and Warm are not used
	Samples int     // parts; 0 means 10
	Share   float64 // of the rows in each part; 0 means 0.8
}

// Stabilities says how stable the clusters of a Clustering are.
type Stabilities struct {
	Topics []float64 // of each cluster, 0 to 1; NaN if no part has a row of it
	Run    float64   // at most 1; about 0 for what chance gives
}

// Fit judges a clustering of the rows of x. It panics unless c has a label a row. Errors are those of
// Bisecting.Fit, or say which setting is wrong. A cluster that a part has no row of takes no account of
// that part. Cost: Samples cuts of a tree, about as much as one k-means of as many starts.
func (s Stability) Fit(ctx context.Context, x mat.Matrix, c *Clustering) (*Stabilities, error) {
	out, err := s.Labelings(ctx, x, c.labels)
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// Labelings judges each of several labelings of the rows of x, whatever made them, against as many clusters
// as it has labels in use, from one tree a part. Rows labelled below 0 and zero rows have no cluster; a label
// that no part has a row of has a stability of NaN. It panics unless each labeling has a label a row, one of
// them at least 0. Errors are those of Fit. Cost: that of Fit for the most clusters, and Samples cuts for each
// other labeling.
func (s Stability) Labelings(ctx context.Context, x mat.Matrix, labelings ...[]int) ([]*Stabilities, error) {
	j, err := s.Judge(x, most(labelings))
	if err != nil {
		return nil, err
	}
	return j.Labelings(ctx, labelings...)
}

// most is how many labels are in use in the labeling with the most.
func most(labelings [][]int) int {
	k := 0
	for _, labels := range labelings {
		k = max(k, distinct(labels))
	}
	return k
}

// Judge holds the rows that a Stability looks at. Of more than Sample rows those are copies, and the matrix that they come from
// may go before they are clustered.
type Judge struct {
	settings Stability // complete
	space    *space
	rows     []int // of the space
	drawn    []int // the rows of the matrix that they are; nil for all
	n        int   // rows of the matrix
}

// Judge takes the rows of x by which labelings of at most k clusters can be judged. Errors say which setting is wrong, or are those of
// Fit for rows that cannot be clustered.
func (s Stability) Judge(x mat.Matrix, k int) (*Judge, error) {
	s, err := s.withDefaults(k)
	if err != nil {
		return nil, err
	}
	j := &Judge{settings: s, space: newSpace(x)}
	j.n = j.space.n
	if j.rows, err = j.space.usable(); err != nil {
		return nil, err
	}
	if j.drawn = s.draw(j.rows); j.drawn != nil {
		j.space, j.rows = j.space.among(j.drawn)
	}
	return j, nil
}

func (s Stability) withDefaults(k int) (Stability, error) {
	if s.Samples == 0 {
		s.Samples = 10
	}
	if s.Share == 0 {
		s.Share = 0.8
	}
	if s.Starts == 0 {
		s.Starts = 2
	}
	if s.Samples < 2 || !(s.Share > 0 && s.Share <= 1) {
		return s, fmt.Errorf("cluster: stability over %d parts of a share of %g: use two or more, and a share between 0 and 1", s.Samples, s.Share)
	}
	s.K = k
	trees, err := Bisecting{s.KMeans}.withDefaults()
	s.KMeans = trees.KMeans
	return s, err
}

// Labelings judges labelings as Stability.Labelings does, of no more clusters than Judge was given.
func (j *Judge) Labelings(ctx context.Context, labelings ...[]int) ([]*Stabilities, error) {
	ks := make([]int, len(labelings))
	for at, labels := range labelings {
		if len(labels) != j.n {
			panic(mat.ErrShape)
		}
		ks[at] = distinct(labels)
	}
	p, err := j.parts(ctx, ks)
	if err != nil {
		return nil, err
	}
	out := make([]*Stabilities, len(labelings))
	for at, labels := range labelings {
		found, err := p.cut(ctx, ks[at])
		if err != nil {
			return nil, err
		}
		out[at] = &Stabilities{Topics: p.recovered(labels, found), Run: agreement(found)}
	}
	return out, nil
}

// distinct counts the labels in use.
func distinct(labels []int) int {
	used := make([]bool, slices.Max(labels)+1)
	n := 0
	for _, r := range labels {
		if r >= 0 && !used[r] {
			used[r] = true
			n++
		}
	}
	return n
}

// recovered is the mean over the parts of the largest Jaccard index of each label.
func (p *parts) recovered(labels []int, found [][]int) []float64 {
	k := slices.Max(labels) + 1
	if p.drawn != nil {
		some := make([]int, len(p.drawn))
		for at, i := range p.drawn {
			some[at] = labels[i]
		}
		labels = some
	}
	out, seen := make([]float64, k), make([]int, k)
	for _, part := range found {
		for r, best := range jaccard(labels, part, k) {
			if best > 0 {
				out[r] += best
				seen[r]++
			}
		}
	}
	for r, n := range seen {
		out[r] /= float64(n) // NaN where no part has a row
	}
	return out
}

// Runs returns the stability of a run for each of several numbers of clusters, k from 1 up to the largest,
// from one tree a part. Errors are those of Fit. Cost: Samples cuts of a tree for each k.
func (s Stability) Runs(ctx context.Context, x mat.Matrix, ks ...int) ([]float64, error) {
	j, err := s.Judge(x, slices.Max(ks))
	if err != nil {
		return nil, err
	}
	p, err := j.parts(ctx, ks)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(ks))
	for at, k := range ks {
		labels, err := p.cut(ctx, k)
		if err != nil {
			return nil, err
		}
		out[at] = agreement(labels)
	}
	return out, nil
}

// parts are the trees of some of the rows each.
type parts struct {
	trees    []*Tree
	drawn    []int                 // the rows that parts are drawn from; nil for all
	progress func(done, total int) // of the cuts
	cuts     float64               // to come, counted as the largest
	done     float64               // of them
	largest  int                   // cut
}

// parts draws the parts, each from its own PCG stream, and grows a tree on each, for cuts into ks clusters.
func (j *Judge) parts(ctx context.Context, ks []int) (*parts, error) {
	s := j.settings
	out := &parts{trees: make([]*Tree, s.Samples), drawn: j.drawn, largest: slices.Max(ks)}
	for _, k := range ks {
		out.cuts += float64(k) / float64(out.largest)
	}
	first := 1 / (1 + float64(partCutCost*out.cuts))
	trees := piece(s.Progress, 0, first)
	out.progress = piece(s.Progress, first, 1)
	grow := Bisecting{s.KMeans}
	grow.K = out.largest
	size := max(1, int(math.Round(s.Share*float64(len(j.rows)))))
	for part := range out.trees { // whose rows depend on how many they are drawn from
		rng := rand.New(rand.NewPCG(s.Seed, partStream+uint64(part)))
		grow.Progress = piece(trees, float64(part)/float64(s.Samples), float64(part+1)/float64(s.Samples))
		grow.Memo = s.Memo.under(fmt.Sprintf("part %d of %d", part, len(j.rows)))
		var err error
		if out.trees[part], err = grow.tree(ctx, j.space, some(rng, j.rows, size)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// partStream is where the streams of the parts begin, far from those of starts.
const partStream = 1 << 32

// some draws n of the rows and keeps their order.
func some(rng *rand.Rand, rows []int, n int) []int {
	rows = slices.Clone(rows)
	rng.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
	rows = rows[:n]
	slices.Sort(rows)
	return rows
}

// cut returns the labels of each part cut into k clusters, or as many as its rows make; -1 for rows that
// are not in it.
func (p *parts) cut(ctx context.Context, k int) ([][]int, error) {
	out := make([][]int, len(p.trees))
	for part, tree := range p.trees {
		weight := float64(k) / float64(p.largest)
		tell(p.progress, (p.done+float64(weight*float64(part)/float64(len(p.trees))))/p.cuts)
		c, err := tree.Cut(ctx, min(k, tree.Leaves()))
		if err != nil {
			return nil, err
		}
		out[part] = c.labels
	}
	p.done += float64(k) / float64(p.largest)
	tell(p.progress, p.done/p.cuts)
	return out, nil
}

// agreement is the mean ARI over pairs of labelings, on the rows that both have.
func agreement(labels [][]int) float64 {
	sum, n := 0.0, 0
	for p, a := range labels {
		for _, b := range labels[:p] {
			sum += ARI(common(a, b))
			n++
		}
	}
	return sum / float64(n)
}

// common returns the labels of the rows that have one in both.
func common(a, b []int) (inA, inB []int) {
	for i, r := range a {
		if r >= 0 && b[i] >= 0 {
			inA, inB = append(inA, r), append(inB, b[i])
		}
	}
	return inA, inB
}

// jaccard returns the largest Jaccard index of each of the k clusters of labels with one of a part, on
// the rows of the part: 0 for a cluster that has none there.
func jaccard(labels, part []int, k int) []float64 {
	found := slices.Max(part) + 1
	both, sizes, sizesPart := make([]int, k*found), make([]int, k), make([]int, found)
	for i, b := range part {
		if a := labels[i]; a >= 0 && b >= 0 {
			both[a*found+b]++
			sizes[a]++
			sizesPart[b]++
		}
	}
	out := make([]float64, k)
	for a := range out {
		for b, n := range both[a*found : (a+1)*found] {
			if n > 0 {
				out[a] = max(out[a], float64(n)/float64(sizes[a]+sizesPart[b]-n))
			}
		}
	}
	return out
}
