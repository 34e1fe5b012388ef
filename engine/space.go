package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"sync"
	"weak"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// space is where papers are compared: by their terms and, unless LSA is left out, by the directions in which
// terms occur together, where papers that use different words for one thing come near each other.
//
// The similarity of two papers mixes both cosines. What LSA knows of a paper it knows from the company of
// its terms, so the more terms a paper has, the more its direction can be trusted: the direction of paper i weighs
//
//	s_i = Mix m_i / (m_i + trusted)
//
// with m_i its number of different terms, nearly Mix for an abstract and a third of it for a bare title. Its terms weigh the rest
// times what of them is known, as if it had Doubt more, all of its own:
//
//	t_i = (1 - s_i) m_i / (m_i + Doubt)
//
// The similarity of two is sqrt(t_i t_j) of the cosine of terms and sqrt(s_i s_j) of that of directions. It is
// itself the dot product of two vectors that are no longer than 1, so it never exceeds 1. A title of two words that both stand in another
// is not for that the nearest there is: with as little said, chance does it often.
//
// A paper's direction is drawn to those of the papers most similar to it (see cluster.Graph): what a paper
// leaves unsaid, its neighbours say. Similarities, and all that is printed, take one round among few neighbours, which
// sharpens; what is clustered takes Smooth rounds among more, by default four, which gathers: see cluster.Graph.Propagate.
//
// Vectors that the user made (Config.Vectors) take the place of all that: similarities, and all that is printed, are the cosines of
// these as they are, and what is clustered are these drawn to their neighbours among them. Words are still those of the terms.
type space struct {
	terms      *matrix.CSR           // a unit row a paper
	projection *vectorize.Projection // nil without LSA, as are those below, and with vectors given, as are graph and it alone
	own        func() *matrix.Rows   // directions, a unit row a paper, or zero; of many papers made again where nobody has kept them
	graph      *cluster.Graph        // of few neighbours; nil if nothing is drawn
	wide       *cluster.Graph        // of more
	latent     func() *matrix.Rows   // directions, drawn to few neighbours when first asked for: clustering needs only those drawn to more
	mixed      func() *matrix.Mixed  // of terms and latent
	recall     float64               // of the neighbours drawn to; 1 if they are exact
}

// MostDirections is how many directions papers are compared by, unless the settings say how many.
const MostDirections = 200

const (
	toldFrom    = 2_000  // papers that tell so many directions: those of fewer are their own words more than what is common to several
	trusted     = 15     // different terms of which a direction weighs half of what it may: those of a long title, with pairs
	fewNear     = 3      // neighbours that a paper's direction is drawn to
	manyNear    = 10     // and for clustering
	smoothLeast = 20     // papers: of fewer, ten are so many that all would be drawn to one place
	exactMost   = 50_000 // papers whose neighbours are found exactly for drawing: comparing each with each costs their square
	recallRows  = 50     // papers that the recall of the neighbours of more is measured on
)

// newSpace projects the papers, or takes the vectors given.
func (e *Engine) newSpace(ctx context.Context, p Progress) (*space, error) {
	s := &space{terms: e.terms}
	if e.config.Vectors != nil {
		s.own = held(e.config.Vectors)
		s.place()
		return s, e.draw(ctx, s, p)
	}
	if e.config.LSA.Rank < 0 {
		return s, nil
	}
	settings := e.config.LSA
	settings.Rank = e.config.directions(e.docs.Len())
	settings.Progress = p.part("finding directions", 0, 0.5)
	full := e.model.FullNGrams(e.terms)
	projection, err := e.config.Checkpoint.projection(e.model.Terms(), settings.Taper, func() (*vectorize.Projection, error) {
		return settings.Fit(ctx, full)
	})
	if errors.Is(err, vectorize.ErrNoRank) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	p.reach("finding directions", 0.8)
	collect(e.docs.Len())
	own := projection.Transform(full, e.config.Threads)
	p.reach("finding directions", 1)
	s.projection, s.own = projection, held(own)
	if e.docs.Len() > exactMost {
		s.own = recalled(own, func() *matrix.Rows { return projection.Transform(e.model.FullNGrams(e.terms), e.config.Threads) })
	}
	s.mix(e, held(own))
	return s, e.draw(ctx, s, p)
}

// directions is how many are found of so many papers, if there are as many: MostDirections of toldFrom papers and of more, and of
// fewer in proportion to the root of their number.
func (c *Config) directions(papers int) int {
	if c.LSA.Rank != 0 {
		return c.LSA.Rank
	}
	return min(MostDirections, int(math.Ceil(MostDirections*math.Sqrt(float64(papers)/toldFrom))))
}

// collect frees what nobody needs any longer of many papers: before directions of all of them are made, which are as large, and after. Left
// to itself, the collector would come when both are there, and keep what it freed.
func collect(papers int) {
	if papers > exactMost {
		debug.FreeOSMemory()
	}
}

// place makes similarities the cosines of vectors given, as they are: a mixture with no terms in it.
func (s *space) place() {
	own := s.own()
	n, _ := own.Dims()
	s.hold(own, matrix.NewMixed(matrix.NewCSR(n, 0, make([]int64, n+1), nil, nil), own, slices.Repeat([]float64{1}, n)))
}

// hold takes directions that are there, and their mixture.
func (s *space) hold(latent *matrix.Rows, mixed *matrix.Mixed) {
	s.latent, s.mixed = held(latent), held(mixed)
}

// held gives what is there.
func held[T any](x T) func() T { return func() T { return x } }

// recalled gives rows as long as somebody else keeps them, and then makes the same again.
func recalled(rows *matrix.Rows, again func() *matrix.Rows) func() *matrix.Rows {
	var mutex sync.Mutex
	known := weak.Make(rows)
	return func() *matrix.Rows {
		mutex.Lock()
		defer mutex.Unlock()
		rows := known.Value()
		if rows == nil {
			rows = again()
			known = weak.Make(rows)
		}
		return rows
	}
}

// mix puts directions beside the terms, once they are asked for.
func (s *space) mix(e *Engine, directions func() *matrix.Rows) {
	s.latent = sync.OnceValue(directions)
	s.mixed = sync.OnceValue(func() *matrix.Mixed { return e.config.mixed(s.terms, s.latent(), e.shares(s.latent())) })
}

// mixed puts directions beside terms, with the doubt of the settings.
func (c *Config) mixed(terms *matrix.CSR, directions *matrix.Rows, shares []float64) *matrix.Mixed {
	x := matrix.NewMixed(terms, directions, shares)
	x.Doubt = c.Doubt
	return x
}

// draw draws each direction to its neighbours, which are those of the mixed similarity. Of too few papers none is drawn.
func (e *Engine) draw(ctx context.Context, s *space, p Progress) error {
	if e.config.Smooth == 0 || e.docs.Len() < smoothLeast {
		return nil
	}
	find := e.exactlyNear
	if e.docs.Len() > exactMost {
		find = e.nearInCells
	}
	near, recall, err := e.config.Checkpoint.neighbours("neighbours", e.docs.Len(), func() ([][]cluster.Hit, float64, error) { return find(ctx, s, p) })
	if err != nil {
		return err
	}
	s.recall = recall
	s.wide = cluster.NewGraph(near)
	if e.config.Vectors != nil {
		return nil
	}
	for i, hits := range near {
		near[i] = hits[:min(fewNear, len(hits))]
	}
	s.graph = cluster.NewGraph(near)
	s.mix(e, func() *matrix.Rows { return e.smoothed(s.graph, s) })
	return nil
}

func (e *Engine) exactlyNear(ctx context.Context, s *space, p Progress) (near [][]cluster.Hit, recall float64, err error) {
	neighbors, err := cluster.NeighborSearch{Threads: e.config.Threads}.Fit(ctx, s.mixed())
	if err != nil {
		return nil, 0, err
	}
	near, err = neighbors.All(ctx, manyNear, p.stage("finding neighbours"))
	return near, 1, err
}

// nearInCells looks for the neighbours of a paper among the papers of its cell and of the cells nearest to it, and
// measures how many of them that finds.
func (e *Engine) nearInCells(ctx context.Context, s *space, p Progress) (near [][]cluster.Hit, recall float64, err error) {
	p.reach("finding neighbours", 0)
	cells, err := cluster.CellSearch{Seed: e.config.LSA.Seed, Threads: e.config.Threads}.Fit(ctx, s.mixed())
	if err != nil {
		return nil, 0, err
	}
	near, err = cells.All(ctx, manyNear, p.part("finding neighbours", 0.2, 0.9))
	if err != nil {
		return nil, 0, err
	}
	recall, err = cells.Recall(ctx, near, recallRows)
	p.reach("finding neighbours", 1)
	return near, recall, err
}

// shares are the weights s_i of the papers; a paper without direction has 0.
func (e *Engine) shares(latent *matrix.Rows) []float64 {
	out := make([]float64, e.docs.Len())
	for i := range out {
		if columns, _ := e.terms.Row(i); latent.SquaredNorm(i) > 0 {
			out[i] = e.share(len(columns))
		}
	}
	return out
}

// share is s_i of a text of so many different terms.
func (e *Engine) share(terms int) float64 {
	return e.config.Mix * float64(terms) / float64(terms+trusted)
}

// compared is the matrix whose rows' cosines are the similarities of papers.
func (s *space) compared() mat.Matrix {
	if s.mixed == nil {
		return s.terms
	}
	return s.mixed()
}

// measured is the matrix that cohesion is measured in.
func (s *space) measured() mat.Matrix {
	if s.latent == nil {
		return s.terms
	}
	return s.latent()
}

// undrawn is the matrix of the papers as they are by themselves.
func (s *space) undrawn() mat.Matrix {
	if s.own == nil {
		return s.terms
	}
	return s.own()
}

// clustered is the matrix that is clustered: directions, drawn to their neighbours Smooth rounds deep.
func (e *Engine) clustered() mat.Matrix {
	if e.space.wide == nil {
		return e.space.measured()
	}
	defer collect(e.docs.Len())
	return e.space.wide.Propagate(e.space.own(), e.config.Smooth, e.config.Threads)
}

// mapped is the matrix that is laid out: that which is clustered, but drawn one round, of which the plane keeps more.
func (e *Engine) mapped() mat.Matrix {
	if e.space.wide == nil {
		return e.space.measured()
	}
	return e.smoothed(e.space.wide, e.space)
}

// smoothed are the directions drawn along a graph, one round. Those undrawn may go then.
func (e *Engine) smoothed(g *cluster.Graph, s *space) *matrix.Rows {
	defer collect(e.docs.Len())
	return g.Smooth(s.own(), 1, e.config.Threads)
}

// kMeans are the settings of clustering with the criterion that suits the space: I1 prefers even groups, which
// smoothed directions form; on sparse rows I2 does better (Zhao and Karypis 2004).
func (e *Engine) kMeans() cluster.KMeans {
	settings := e.config.KMeans
	if settings.Criterion == "" {
		settings.Criterion = cluster.I1
		if e.space.latent == nil {
			settings.Criterion = cluster.I2
		}
	}
	return settings
}

// Spaces says, by kind of answer, which vectors a similarity is the cosine of.
func (e *Engine) Spaces() map[string]string {
	terms := "terms: single words and n-grams"
	out := map[string]string{
		"assignments": terms, "topics": terms, "related": terms,
		"duplicates": "every term, whatever the limits of document frequency leave out",
	}
	if e.config.Vectors != nil {
		_, d := e.config.Vectors.Dims()
		given := fmt.Sprintf("vectors given, of %d values", d)
		out["assignments"], out["topics"], out["related"] = given, given, given
		return out
	}
	if e.space.latent != nil {
		directions := fmt.Sprintf("%d directions of LSA", e.space.projection.Rank())
		out["assignments"], out["topics"] = directions, directions
		out["related"] = fmt.Sprintf("terms, and beside them %s, which weigh s = %g m/(m+%d) in a text of m different terms, and those terms (1-s) m/(m+%g)", directions, e.config.Mix, trusted, e.config.Doubt)
	}
	return out
}
