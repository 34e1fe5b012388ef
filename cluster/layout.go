package cluster

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/vectorize/matrix"
)

// Layout holds the settings of a map: a place in the plane for each row, near those of the rows it is most like. No field
// need be set.
//
// Rows are joined to their nearest as UMAP joins them (affinity.go; McInnes, Healy and Melville 2018). In the plane two rows
// at a distance d are as near as q = 1/(1+d^2) says, and places are moved by gradient descent until the q of all pairs, as
// shares of their sum Z, are as the weights w of the joined ones, as shares of theirs, in Kullback-Leibler divergence (t-SNE; van der
// Maaten and Hinton 2008). With both sums brought to the number of rows, the force on row i is
//
//	Exaggeration sum_j w_ij q_ij (y_j - y_i)  +  n/Z sum_j q_ij^2 (y_i - y_j)
//
// What joined rows draw is a sum over few; what all rows repel is summed by a tree of squares (quadtree.go; Barnes and
// Hut 1986).
type Layout struct {
	Neighbors    int     // rows that each is joined to; 0 means 15
	Exaggeration float64 // how much stronger joined rows draw in the end than t-SNE has it: more makes clouds denser and further apart; 0 means 1
	Epochs       int     // steps; 0 means 500
	Groups       int     // of more rows, as many groups are laid out first, and then all rows from there in fewer steps; 0 means 50,000
	Seed         uint64  // same seed, same bytes
	Threads      int     `json:"-"` // 0 means all cores; never changes the result

	Progress func(done, total int) `json:"-"` // of the epochs, or in thousandths where groups come first; nil for none; called from one goroutine
}

// Placement is a place a row. It never changes.
type Placement struct{ at []point }

type point struct{ x, y float64 }

func (p point) length() float64 { return math.Sqrt(float64(p.x*p.x) + float64(p.y*p.y)) }

// Len is the number of rows.
func (p *Placement) Len() int { return len(p.at) }

// At returns the place of a row: both coordinates lie within -1 and 1.
func (p *Placement) At(row int) (x, y float64) { return p.at[row].x, p.at[row].y }

const (
	gathering     = 12  // Exaggeration of the first epochs, so that groups form while nothing is in their way
	gatheringPart = 3   // of the epochs: one in as many
	longestStep   = 5.0 // of a row in an epoch
	leastEpochs   = 50  // of all rows that start where their groups lie
)

// Fit finds the nearest rows of each row of x, which must have unit length or be zero, and lays them out. See FitNear.
func (l Layout) Fit(ctx context.Context, x mat.Matrix) (*Placement, error) {
	neighbors, err := NeighborSearch{Threads: l.Threads}.Fit(ctx, x)
	if err != nil {
		return nil, err
	}
	near, err := neighbors.All(ctx, l.withDefaults().Neighbors, nil)
	if err != nil {
		return nil, err
	}
	return l.FitNear(ctx, x, near)
}

// FitNear lays out the rows of x by the nearest of each that were found elsewhere, as by Neighbors.All, best first; of more than
// Neighbors the first count.
//
// Rows start at their two principal components (principal.go). A row of zeros has no place among others: all such rows
// lie in the corner (-1, -1), which is empty otherwise. One row lies at (0, 0). Errors: a bad setting; the context's, wrapped.
//
// Of more rows than Groups, groups of rows are laid out in place of rows, and then all rows from where their groups lie (coarse.go): what
// lies where is settled among few.
//
// Cost: an epoch takes the edges, and some hundred squares a row, 0.8 microseconds; all of them 16 seconds of one core for 40,000 rows.
func (l Layout) FitNear(ctx context.Context, x mat.Matrix, near [][]Hit) (*Placement, error) {
	l = l.withDefaults()
	if n, _ := x.Dims(); n != len(near) {
		return nil, fmt.Errorf("cluster: neighbours of %d rows for a layout of %d", len(near), n)
	}
	if l.Neighbors < 1 || l.Epochs < 1 || l.Groups < 1 || !(l.Exaggeration > 0) {
		return nil, fmt.Errorf("cluster: layout with %d neighbours, %d epochs, %d groups, exaggeration %g: none may be negative",
			l.Neighbors, l.Epochs, l.Groups, l.Exaggeration)
	}
	s, rows, err := usableRows(x)
	if err != nil && !errors.Is(err, ErrNoRows) {
		return nil, err
	}
	at, err := l.descend(ctx, fuzzyGraph(near, rows, l.Neighbors), start(s, rows, l.Seed))
	if err != nil {
		return nil, err
	}
	return framed(at, rows, s.n), nil
}

// descend moves places from where they start to where they stay.
func (l Layout) descend(ctx context.Context, graph *matrix.CSR, at []point) ([]point, error) {
	if len(at) <= l.Groups {
		return l.walk(ctx, graph, at, l.Epochs/gatheringPart, l.Epochs)
	}
	group, about := groupsOf(graph, l.Groups)
	first := make([]point, len(about))
	for g, row := range about {
		first[g] = at[row]
	}
	told := l.Progress
	l.Progress = piece(told, 0, 0.5)
	coarse, err := l.walk(ctx, quotient(graph, group, len(about)), first, l.Epochs/gatheringPart, l.Epochs)
	if err != nil {
		return nil, err
	}
	l.Progress = piece(told, 0.5, 1)
	return l.walk(ctx, graph, spreadOut(coarse, group, l.Seed), 0, max(leastEpochs, l.Epochs*l.Groups/len(at)))
}

// walk takes some epochs of gathering and the others.
func (l Layout) walk(ctx context.Context, graph *matrix.CSR, at []point, gatheringEpochs, epochs int) ([]point, error) {
	if len(at) < 2 {
		return at, nil
	}
	d := newDescent(graph, at, l.Threads)
	for epoch := range epochs {
		if err := ctx.Err(); err != nil {
			return nil, interrupted(err)
		}
		if epoch == 0 || epoch == gatheringEpochs {
			d.rest()
		}
		d.forces()
		if epoch < gatheringEpochs {
			d.move(gathering, 0.5)
		} else {
			d.move(l.Exaggeration, 0.8)
		}
		if l.Progress != nil {
			l.Progress(epoch+1, epochs)
		}
	}
	return d.at, nil
}

func (l Layout) withDefaults() Layout {
	if l.Neighbors == 0 {
		l.Neighbors = 15
	}
	if l.Exaggeration == 0 {
		l.Exaggeration = 1
	}
	if l.Epochs == 0 {
		l.Epochs = 500
	}
	if l.Groups == 0 {
		l.Groups = 50_000
	}
	return l
}

// descent moves places down the gradient. Momentum and gains are those of van der Maaten's program, the size of a step is that
// of Belkina and others (2019).
type descent struct {
	threads threads
	graph   *matrix.CSR
	at      []point
	pull    []point   // force of joined rows, without exaggeration
	push    []point   // of all rows, without n/Z
	near    []float64 // sum of q over all rows
	step    []point   // of the epoch before
	gain    []point
}

func newDescent(graph *matrix.CSR, at []point, workers int) *descent {
	n := len(at)
	return &descent{
		threads: threads(workers), graph: graph, at: at, pull: make([]point, n), push: make([]point, n), near: make([]float64, n),
		step: make([]point, n), gain: make([]point, n),
	}
}

// rest forgets the steps before.
func (d *descent) rest() {
	for i := range d.at {
		d.step[i], d.gain[i] = point{}, point{1, 1}
	}
}

// forces computes pull, push and near of every row.
func (d *descent) forces() {
	tree := newQuadtree(d.at, angle)
	d.threads.blocks(len(d.at), 256, func(lo, hi int) {
		for _, i := range tree.order[lo:hi] {
			d.pull[i] = d.drawn(int(i))
			d.push[i], d.near[i] = tree.repelled(d.at[i])
		}
	})
}

// drawn is what the rows that are joined to row i draw it by.
func (d *descent) drawn(i int) point {
	neighbors, weights := d.graph.Row(i)
	at, sum := d.at[i], point{}
	for p, j := range neighbors {
		dx, dy := d.at[j].x-at.x, d.at[j].y-at.y
		f := float64(weights[p]) / (1 + float64(dx*dx) + float64(dy*dy))
		sum.x += float64(f * dx)
		sum.y += float64(f * dy)
	}
	return sum
}

// move takes a step of each row by its force: see Layout.
func (d *descent) move(exaggeration, momentum float64) {
	z := 0.0
	for _, q := range d.near {
		z += q
	}
	rate := 4 / exaggeration
	share := float64(len(d.at)) / math.Max(z, math.SmallestNonzeroFloat64)
	for i := range d.at {
		fx := float64(exaggeration*d.pull[i].x) + float64(share*d.push[i].x)
		fy := float64(exaggeration*d.pull[i].y) + float64(share*d.push[i].y)
		s, g := &d.step[i], &d.gain[i]
		g.x, g.y = gained(g.x, fx, s.x), gained(g.y, fy, s.y)
		s.x = float64(momentum*s.x) + float64(rate*g.x*fx)
		s.y = float64(momentum*s.y) + float64(rate*g.y*fy)
		if length := s.length(); length > longestStep {
			s.x, s.y = s.x*(longestStep/length), s.y*(longestStep/length)
		}
		d.at[i].x += s.x
		d.at[i].y += s.y
	}
	d.centre()
}

// centre brings the mean of all places to (0, 0): the forces leave open where it is.
func (d *descent) centre() {
	mean := meanOf(d.at)
	for i := range d.at {
		d.at[i].x -= mean.x
		d.at[i].y -= mean.y
	}
}

// gained is the gain of a coordinate whose force and last step are known: more while they agree.
func gained(gain, force, step float64) float64 {
	if force*step > 0 {
		return gain + 0.2
	}
	return math.Max(0.01, float64(gain*0.8))
}
