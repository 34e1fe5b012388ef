package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"

	"kindred/cluster"
	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// A stage is one part of kindred's work, measured by itself.
type stage struct {
	name, what string
	// prepare makes what the stage starts from, unmeasured, and returns the work.
	prepare func(ctx context.Context, s *setup) (func() (done, error), error)
}

// done is what a stage did.
type done struct {
	multiplyAdds float64 // 0 where there is no such count
	passes       int     // of k-means
	detail       string  // to compare with what others found
	parts        []part  // of a job
	docs, terms  int     // of a job, which has no matrix to count them in
}

var stages = []stage{
	{"vectorize", "files to the matrix of scikit-learn's TfidfVectorizer: its words, stop words left out, min_df 2, max_df 0.5", prepareVectorize(sklearnAnalysis)},
	{"vectorize-default", "files to the matrix of kindred's own analysis: stems, pairs, BM25", prepareVectorize(defaultAnalysis)},
	{"kmeans", "spherical k-means, one start from given rows, criterion I1, without local search", prepareKMeans},
	{"seed", "k-means++ alone", prepareSeed},
	{"knn", "index the rows and find the ten nearest of some, exact", prepareNearest},
	{"graph", "index the rows and find the ten nearest of each, exact", prepareGraph},
	{"lsa", "truncated SVD", prepareLSA},
	{"silhouette", "cosine silhouette of every row, random clusters", prepareSilhouette},
	{"job", "files to a topic for each paper as CSV: all that kindred cluster does", prepareJob(func(*engine.Config) {})},
	{"job-terms", "the same with --lsa off", prepareJob(func(c *engine.Config) { c.LSA.Rank = -1 })},
}

func stageNamed(name string) (stage, error) {
	for _, s := range stages {
		if s.name == name {
			return s, nil
		}
	}
	return stage{}, fmt.Errorf("stage %q: use one of %v", name, stageNames())
}

func stageNames() []string {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = s.name
	}
	return names
}

// setup is what stages start from.
type setup struct {
	files   []string
	dump    string   // a folder that scikit-learn's matrix, seeds and queries lie in, or ""
	stops   []string // words that the stage vectorize leaves out
	k       int
	rank    int
	queries int
	maxIter int
	threads int
	x       *matrix.CSR // once made
}

func sklearnAnalysis(s *setup) (vectorize.Vectorizer, error) {
	v, err := vectorize.Default().Weigh("sklearn")
	v.Text.Language, v.Text.StopWords = "en", s.stops
	v.MinDF, v.MaxDF = vectorize.AtLeast(2), vectorize.Proportion(0.5)
	return v, err
}

func defaultAnalysis(*setup) (vectorize.Vectorizer, error) {
	return engine.DefaultConfig().Vectorizer, nil
}

// vectorize reads the files and makes their matrix.
func (s *setup) vectorize(ctx context.Context, analysis func(*setup) (vectorize.Vectorizer, error)) (*matrix.CSR, error) {
	v, err := analysis(s)
	if err != nil {
		return nil, err
	}
	v.Threads = s.threads
	source, err := corpus.Open(s.files, corpus.Options{Threads: s.threads, NoDigest: true})
	if err != nil {
		return nil, err
	}
	c, err := source.Load(ctx)
	if err != nil {
		return nil, err
	}
	docs := make([][]vectorize.Field, len(c.Documents))
	for i, d := range c.Documents {
		docs[i] = []vectorize.Field{{Text: d.Title, Lang: d.Lang}, {Text: d.Abstract, Lang: d.Lang}}
	}
	_, x, err := v.FitTransform(ctx, docs)
	return x, err
}

func prepareVectorize(analysis func(*setup) (vectorize.Vectorizer, error)) func(context.Context, *setup) (func() (done, error), error) {
	return func(ctx context.Context, s *setup) (func() (done, error), error) {
		return func() (done, error) {
			var err error
			s.x, err = s.vectorize(ctx, analysis)
			return done{}, err
		}, nil
	}
}

// matrix is that of the dump, or else scikit-learn's of the files.
func (s *setup) matrix(ctx context.Context) (*matrix.CSR, error) {
	var err error
	switch {
	case s.x != nil:
	case s.dump != "":
		s.x, err = readDump(s.dump)
	default:
		s.x, err = s.vectorize(ctx, sklearnAnalysis)
	}
	return s.x, err
}

func prepareKMeans(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	if err != nil {
		return nil, err
	}
	seeds, err := s.rows("seeds.txt", s.k)
	if err != nil {
		return nil, err
	}
	return func() (done, error) {
		settings := cluster.KMeans{K: len(seeds), Init: seeds, Criterion: cluster.I1, MaxIter: s.maxIter, NoRefine: true, Threads: s.threads}
		c, err := settings.Fit(ctx, x)
		if err != nil {
			return done{}, err
		}
		d := done{passes: c.Passes()}
		d.multiplyAdds = float64(x.NNZ()) * float64(len(seeds)) * float64(d.passes)
		d.detail, err = s.agreement(c.Labels())
		return d, err
	}, nil
}

// agreement compares labels with those of the dump.
func (s *setup) agreement(labels []int) (string, error) {
	if s.dump == "" {
		return "", nil
	}
	theirs, err := readRows(s.dump, "labels.txt")
	if err != nil {
		return "", err
	}
	if len(theirs) != len(labels) {
		return "", fmt.Errorf("%s/labels.txt: %d labels for %d rows", s.dump, len(theirs), len(labels))
	}
	return fmt.Sprintf("ARI %.4f with labels.txt", cluster.ARI(labels, theirs)), nil
}

func prepareSeed(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	return func() (done, error) {
		_, err := cluster.KMeans{K: s.k, Seed: 1, Threads: s.threads}.Seeds(ctx, x)
		return done{multiplyAdds: float64(x.NNZ()) * float64(s.k)}, err
	}, err
}

func prepareNearest(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.rows("queries.txt", s.queries)
	if err != nil {
		return nil, err
	}
	d := done{multiplyAdds: sharedColumns(x, rows)}
	return func() (done, error) {
		n, err := cluster.NeighborSearch{Threads: s.threads}.Fit(ctx, x)
		if err != nil {
			return done{}, err
		}
		near, err := n.QueryRows(ctx, rows, 10)
		d.detail = similarities(near)
		return d, err
	}, nil
}

func prepareGraph(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	if err != nil {
		return nil, err
	}
	rows, _ := x.Dims()
	all := make([]int, rows)
	for i := range all {
		all[i] = i
	}
	d := done{multiplyAdds: sharedColumns(x, all)}
	return func() (done, error) {
		n, err := cluster.NeighborSearch{Threads: s.threads}.Fit(ctx, x)
		if err != nil {
			return done{}, err
		}
		near, err := n.All(ctx, 10, nil)
		d.detail = similarities(near)
		return d, err
	}, nil
}

func (s *setup) workers() int {
	if s.threads > 0 {
		return s.threads
	}
	return runtime.GOMAXPROCS(0)
}

// sharedColumns counts the multiply-adds of a product of some rows with every row that shares a column.
func sharedColumns(x *matrix.CSR, rows []int) (count float64) {
	n, columns := x.Dims()
	held := make([]int, columns)
	for i := range n {
		c, _ := x.Row(i)
		for _, j := range c {
			held[j]++
		}
	}
	for _, i := range rows {
		c, _ := x.Row(i)
		for _, j := range c {
			count += float64(held[j])
		}
	}
	return count
}

// similarities tells the sum of those found.
func similarities(near [][]cluster.Hit) string {
	sum := 0.0
	for _, hits := range near {
		for _, h := range hits {
			sum += h.Similarity
		}
	}
	return fmt.Sprintf("sum of similarities %.4f", sum)
}

func prepareLSA(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	return func() (done, error) {
		settings := vectorize.LSA{Rank: s.rank, Seed: 1, Threads: s.threads}
		p, err := settings.Fit(ctx, x)
		if err != nil {
			return done{}, err
		}
		p.Transform(x, s.threads)
		captured, whole := 0.0, 0.0
		for _, v := range p.Singular() {
			captured += float64(v * v)
		}
		rows, _ := x.Dims()
		for i := range rows {
			whole += x.SquaredNorm(i)
		}
		return done{detail: fmt.Sprintf("captured %.5f of the energy", captured/whole)}, nil
	}, err
}

func prepareSilhouette(ctx context.Context, s *setup) (func() (done, error), error) {
	x, err := s.matrix(ctx)
	if err != nil {
		return nil, err
	}
	rows, _ := x.Dims()
	labels, chance := make([]int, rows), rand.New(rand.NewPCG(1, 1))
	for i := range labels {
		labels[i] = chance.IntN(s.k)
	}
	return func() (done, error) {
		mean := cluster.MeanSilhouette(cluster.NewSums(x, labels, s.threads).Silhouette(s.threads))
		return done{multiplyAdds: float64(x.NNZ()) * float64(s.k), detail: fmt.Sprintf("mean %.6f", mean)}, nil
	}, nil
}

// rows are those of a file of the dump, or n at random of those that are not zero, ascending.
func (s *setup) rows(file string, n int) ([]int, error) {
	if s.dump != "" {
		return readRows(s.dump, file)
	}
	var full []int
	rows, _ := s.x.Dims()
	for i := range rows {
		if s.x.SquaredNorm(i) > 0 {
			full = append(full, i)
		}
	}
	chance := rand.New(rand.NewPCG(42, 42))
	chance.Shuffle(len(full), func(i, j int) { full[i], full[j] = full[j], full[i] })
	full = full[:min(n, len(full))]
	slices.Sort(full)
	return full, nil
}
