package cluster

import "slices"

// framed brings places into the circle of radius 1: their middle to (0, 0), and the radius that innerRows keep within
// to innerRadius. Those beyond are drawn in, the more the further out they are, in the order of their distances: a single row far away does not make
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
	innerRows   = 0.98 // share of the rows that lie within the inner radius
	innerRadius = 0.9
)

// drawnIn is the radius in the frame of one that is r times that of the rows within: as steep on both sides of r = 1.
func drawnIn(r float64) float64 {
	if r <= 1 {
		return innerRadius * r
	}
	beyond := (r - 1) * innerRadius / (1 - innerRadius)
	return innerRadius + (1-innerRadius)*beyond/(1+beyond)
}

// extent is the middle of all rows but a few on each side, and how far innerRows of them lie from it at most.
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
	cut := int(float64(len(at)) * (1 - innerRows) / 2)
	last := len(at) - 1 - cut
	middle = point{float64((xs[cut] + xs[last]) / 2), float64((ys[cut] + ys[last]) / 2)}
	for i, p := range at {
		rs[i] = (point{p.x - middle.x, p.y - middle.y}).length()
	}
	slices.Sort(rs)
	return middle, rs[int(float64(len(rs)-1)*innerRows)]
}
