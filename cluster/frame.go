package cluster

import "slices"

// framed brings places into the circle of radius 1: their middle to (0, 0), and the radius that most keep within
// to inner. Those beyond are drawn in, the more the further out they are, in the order of their distances: a single row far away does not make
// all others small. Rows of zeros lie in the corner.
func framed(at []point, rows []int, n int) *Placement {
	out := &Placement{make([]point, n)}
	for i := range out.at {
		out.at[i] = point{-1, -1}
	}
	middle, radius := extent(at)
	for i, row := range rows {
		p := point{at[i].x - middle.x, at[i].y - middle.y}
		f := 0.0
		if r := p.length(); radius > 0 && r > 0 {
			f = drawnIn(r/radius) / r
		}
		out.at[row] = point{p.x * f, p.y * f}
	}
	return out
}

const (
	most  = 0.98 // share of the rows that lie within the inner radius
	inner = 0.9
)

// drawnIn is the radius in the frame.
func drawnIn(r float64) float64 {
	if r <= 1 {
		return inner * r
	}
	beyond := (r - 1) * inner / (1 - inner)
	return inner + (1-inner)*beyond/(1+beyond)
}

func extent(at []point) (middle point, radius float64) {
	if len(at) == 0 {
		return point{}, 0
	}
	xs, ys, rs := make([]float64, len(at)), make([]float64, len(at)), make([]float64, len(at))
	for i, p := range at {
		xs[i], ys[i] = p.x, p.y
	}
	slices.Sort(xs)
	slices.Sort(ys)
	cut := int(float64(len(at)) * (1 - most) / 2)
	last := len(at) - 1 - cut
	middle = point{float64((xs[cut] + xs[last]) / 2), float64((ys[cut] + ys[last]) / 2)}
	for i, p := range at {
		rs[i] = (point{p.x - middle.x, p.y - middle.y}).length()
	}
	slices.Sort(rs)
	return middle, rs[int(float64(len(rs)-1)*most)]
}
