package engine

import (
	"context"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// Point is a place on the map of a corpus. Both coordinates lie within -1 and 1.
type Point struct{ X, Y float64 }

// Layout places the papers in the plane, one a row in corpus order, each near those it is most like in the space that is clustered, drawn once:
// papers of one topic mostly lie together. See cluster.Layout for how, LayoutKept for what is kept of that space. Papers without a usable
// term or, with Config.Vectors, with zeros alone for a vector, lie in the corner (-1, -1), which is empty otherwise. It is worked out at every
// call, in a second of one core for five thousand papers and 16 for 40,000, of which p, which may be nil, is told; nothing of it is saved with
// the engine. The error is that of a done ctx, or says that an index is damaged.
func (e *Engine) Layout(ctx context.Context, p Progress) ([]Point, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	settings, x := e.config.Layout, e.mapped()
	settings.Threads, settings.Progress = e.config.Threads, p.stage("laying out the map")
	placed, err := e.placed(ctx, settings, x)
	if err != nil {
		return nil, err
	}
	out := make([]Point, placed.Len())
	for row := range out {
		out[row].X, out[row].Y = placed.At(row)
	}
	return out, nil
}

// placed lays out the rows of x by their neighbours there or, of too many papers to compare each with each, by those that directions were
// drawn to.
func (e *Engine) placed(ctx context.Context, settings cluster.Layout, x mat.Matrix) (*cluster.Placement, error) {
	if e.docs.Len() <= exactMost || e.space.wide == nil {
		return settings.Fit(ctx, x)
	}
	near := make([][]cluster.Hit, e.docs.Len())
	matrix.Blocks(len(near), e.config.Threads, func(lo, hi int) {
		for row := lo; row < hi; row++ {
			near[row] = e.space.wide.Nearest(row)
		}
	})
	return settings.FitNear(ctx, x, near)
}

const (
	keptNear = 15    // neighbours that a map is judged by
	keptRows = 2_000 // papers that it is judged on, spread evenly
)

// LayoutKept is the share of the 15 papers nearest to one, in the space that is laid out, that are among the 15 nearest on a map, mean of
// up to 2,000 papers; at is a place a paper, as Layout has it. No map of the plane has all. The error is that of a done ctx. Cost: each of
// these papers is compared with all.
func (e *Engine) LayoutKept(ctx context.Context, at []Point) (float64, error) {
	x := e.mapped()
	neighbors, err := cluster.NeighborSearch{Threads: e.config.Threads}.Fit(ctx, x)
	if err != nil {
		return 0, err
	}
	rows := make([]int, min(keptRows, len(at)))
	for i := range rows {
		rows[i] = i * len(at) / len(rows)
	}
	near, err := neighbors.QueryRows(ctx, rows, keptNear)
	if err != nil {
		return 0, err
	}
	xs, ys := make([]float64, len(at)), make([]float64, len(at))
	for row, p := range at {
		xs[row], ys[row] = p.X, p.Y
	}
	return cluster.StoredPlacement(xs, ys).Kept(rows, near, e.config.Threads), nil
}
