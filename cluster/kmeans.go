package cluster

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Criterion names what k-means maximises.
type Criterion string

// The criteria.
const (
	I1 Criterion = "i1" // sum of |D_r|^2 / n_r: for dense (LSA) rows
	I2 Criterion = "i2" // sum of |D_r|: for sparse rows
)

// KMeans holds the settings of spherical k-means with local search: Starts times k-means++ and
// Lloyd, and local search from the best of them. K alone is enough to set.
type KMeans struct {
	K         int                   // clusters wanted; fewer come out if there are fewer distinct rows
	Criterion Criterion             // "" means I2
	Starts    int                   // k-means++ starts; 0 means 10
	MaxIter   int                   // Lloyd passes a start; 0 means 100
	Sample    int                   // of more rows, the starts see as many (see Best); 0 means the larger of 20,000 and 200 K, negative all
	NoRefine  bool                  // leave out the local search
	Seed      uint64                // same seed, same bytes
	Init      []int                 // rows to start from, K of them: one start, no k-means++
	Warm      mat.Matrix            `json:"-"` // centroids to start from, K rows: one start, no k-means++
	Threads   int                   `json:"-"` // 0 means all cores; never changes the result
	Memo      Memo                  `json:"-"` // remembers starts and searches that are done; nil for none
	Progress  func(done, total int) `json:"-"` // nil for none; called from one goroutine, done never falls

	part bool // the rows are some of many (see part.go)
}

// Fit clusters the rows of x, which must have unit length or be zero. Errors: ErrNoRows if all
// rows are zero; a bad setting; a row that has another length; the context's, wrapped.
//
// A pass costs the stored values of x times K, and a tenth of that or less once the centroids settle; the sums take
// 12 bytes times columns times K, a fraction of that where there are many sparse columns (see termTable), what is known
// of similarities 4 bytes times rows times an eighth of K.
func (k KMeans) Fit(ctx context.Context, x mat.Matrix) (*Clustering, error) {
	return k.fromPart(ctx, x, KMeans.flat)
}

// Seeds draws K different rows of x by greedy k-means++ (Arthur and Vassilvitskii, SODA 2007), as a start of Fit from all rows does, in the order
// drawn; they may be given as Init. There are fewer if x has fewer rows that differ in direction. Of the settings it looks at K, Seed and
// Threads. Errors are those of Fit.
func (k KMeans) Seeds(ctx context.Context, x mat.Matrix) ([]int, error) {
	k, err := k.withDefaults()
	if err != nil {
		return nil, err
	}
	s, rows, err := usableRows(x)
	if err != nil {
		return nil, err
	}
	drawn := k.seeds(ctx, newSeeding(s, rows, k.K, threads(k.Threads)), 0)
	for q, at := range drawn {
		drawn[q] = rows[at]
	}
	if err := ctx.Err(); err != nil {
		return nil, interrupted(err)
	}
	return drawn, nil
}

// seeds draws those of a start, each of which has a PCG stream of its own.
func (k KMeans) seeds(ctx context.Context, s *seeding, start int) []int {
	return s.draw(ctx, k.K, rand.New(rand.NewPCG(k.Seed, uint64(start))))
}

// flat clusters some rows from every start.
func (k KMeans) flat(ctx context.Context, s *space, rows []int) (*Clustering, error) {
	p, err := k.search(ctx, s, rows)
	if err != nil {
		return nil, err
	}
	return p.finish(k.Criterion), nil
}

func (k KMeans) withDefaults() (KMeans, error) {
	switch k.Criterion {
	case "":
		k.Criterion = I2
	case I1, I2:
	default:
		return k, fmt.Errorf("cluster: unknown criterion %q: use i1 or i2", k.Criterion)
	}
	if k.K < 1 {
		return k, fmt.Errorf("cluster: %d clusters asked for: K must be at least 1", k.K)
	}
	if k.Starts < 0 || k.MaxIter < 0 {
		return k, fmt.Errorf("cluster: %d starts of %d passes: neither may be negative", k.Starts, k.MaxIter)
	}
	if k.Starts == 0 {
		k.Starts = 10
	}
	if k.MaxIter == 0 {
		k.MaxIter = 100
	}
	if k.Sample == 0 {
		k.Sample = max(sampleRows, samplePerCluster*k.K)
	}
	return k, nil
}

// search returns the best partition of the rows that the settings find: Lloyd from every start,
// then local search from the best few.
func (k KMeans) search(ctx context.Context, s *space, rows []int) (*partition, error) {
	next, starts, err := k.starter(ctx, s, rows)
	if err != nil {
		return nil, err
	}
	var p *partition
	found, searches := make([]outcome, starts), min(starts, k.refined(len(rows)))
	cost := float64(starts) + float64(searchCost*float64(searches))
	for start := range starts {
		tell(k.Progress, float64(start)/cost)
		p, err = k.remembered(fmt.Sprintf("start %d", start), p, s, rows, func() (*partition, error) {
			seeds, fill := next(start)
			p := p.resized(s, rows, seeds, threads(k.Threads))
			p.start(fill)
			return p, k.climb(ctx, p, func(pass int) { tell(k.Progress, (float64(start)+passed(pass))/cost) })
		})
		if err != nil {
			return nil, err
		}
		found[start] = p.outcome(k.Criterion)
	}
	slices.SortStableFunc(found, func(a, b outcome) int { return cmp.Compare(b.value, a.value) })
	k.Progress = piece(k.Progress, float64(starts)/cost, 1)
	return k.refineBest(ctx, p, found[:searches])
}

// refined is how many starts local search goes on from. The start that leads after Lloyd often
// does not after local search, and on small data, where starts differ most, trying them all
// costs nothing: it is all of ten up to 2,000 rows, and three for many.
func (k KMeans) refined(rows int) int {
	if k.part {
		return 3
	}
	return max(3, 20000/rows)
}

// climb goes on from seeds by Lloyd, until nothing moves; in a part of many rows by a few passes, and by local search while
// that gains much.
func (k KMeans) climb(ctx context.Context, p *partition, tick func(pass int)) error {
	p.enough = 0
	if !k.part || k.NoRefine {
		return p.lloyd(ctx, k.MaxIter, tick)
	}
	if err := p.lloyd(ctx, min(k.MaxIter, partPasses), tick); err != nil {
		return err
	}
	p.enough = startStop
	return p.refine(ctx, k.Criterion)
}

// enough is what local search to the end must gain in a sweep.
func (k KMeans) enough() float64 {
	if k.part {
		return extendStop
	}
	return 0
}

// refineBest applies local search to each outcome, best first, and returns the one that is best then
// (ties to the first).
func (k KMeans) refineBest(ctx context.Context, p *partition, found []outcome) (*partition, error) {
	best := found[0]
	for at, f := range found {
		tell(k.Progress, float64(at)/float64(len(found)))
		if k.NoRefine {
			break
		}
		var err error
		p, err = k.remembered(fmt.Sprintf("search %d", at), p, p.space, p.rows, func() (*partition, error) {
			p := p.resized(p.space, p.rows, f.k, p.threads)
			p.adopt(f.labels)
			p.enough = k.enough()
			return p, p.refine(ctx, k.Criterion)
		})
		if err != nil {
			return nil, err
		}
		if o := p.outcome(k.Criterion); at == 0 || o.value > best.value {
			best = o
		}
	}
	p = p.resized(p.space, p.rows, best.k, p.threads)
	p.adopt(best.labels)
	tell(k.Progress, 1)
	return p, nil
}

// starter returns how many starts there are and a function that makes each: how many seeds it
// has, and what puts them into the sums.
func (k KMeans) starter(ctx context.Context, s *space, rows []int) (next func(start int) (seeds int, fill func(table)), starts int, err error) {
	switch {
	case k.Init != nil:
		next, err = k.fromRows(s)
		return next, 1, err
	case k.Warm != nil:
		next, err = k.fromCentroids(s)
		return next, 1, err
	}
	draw := newSeeding(s, rows, k.K, threads(k.Threads))
	return func(start int) (int, func(table)) {
		seeds := k.seeds(ctx, draw, start)
		return len(seeds), func(sums table) {
			for r, at := range seeds {
				sums.add(rows[at], r, 1)
			}
		}
	}, k.Starts, nil
}

// fromRows starts from the rows named in Init.
func (k KMeans) fromRows(s *space) (func(int) (int, func(table)), error) {
	if len(k.Init) != k.K {
		return nil, fmt.Errorf("cluster: Init names %d rows for %d clusters", len(k.Init), k.K)
	}
	for _, i := range k.Init {
		if i < 0 || i >= s.n || s.squares[i] == 0 {
			return nil, fmt.Errorf("cluster: Init names row %d, which is zero or none of the %d rows", i, s.n)
		}
	}
	return func(int) (int, func(table)) {
		return k.K, func(sums table) {
			for r, i := range k.Init {
				sums.add(i, r, 1)
			}
		}
	}, nil
}

// fromCentroids starts from the rows of Warm.
func (k KMeans) fromCentroids(s *space) (func(int) (int, func(table)), error) {
	n, d := k.Warm.Dims()
	if n != k.K || d != s.d {
		return nil, fmt.Errorf("cluster: Warm is %d x %d; %d centroids of %d columns are needed", n, d, k.K, s.d)
	}
	row := make([]float64, d)
	for r := range n {
		if square := dot(mat.Row(row, r, k.Warm), row); !(square > 0) || math.IsInf(square, 0) {
			return nil, fmt.Errorf("cluster: Warm row %d is zero or not finite: it has no direction to start from", r)
		}
	}
	return func(int) (int, func(table)) {
		return k.K, func(sums table) {
			for r := range n {
				sums.addVector(unit(mat.Row(row, r, k.Warm)), r)
			}
		}
	}, nil
}

func interrupted(err error) error { return fmt.Errorf("cluster: stopped: %w", err) }
