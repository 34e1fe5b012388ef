package figures

import "math"

// rectangle has its upper left corner at x0, y0.
type rectangle struct{ x0, y0, x1, y1 float64 }

func (a rectangle) meets(b rectangle) bool {
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

// wider is a rectangle with a margin around it.
func (a rectangle) wider(by float64) rectangle {
	return rectangle{a.x0 - by, a.y0 - by, a.x1 + by, a.y1 + by}
}

// away is how far a place is from a rectangle, and the place in it that is nearest.
func (a rectangle) away(x, y float64) (distance, nearX, nearY float64) {
	nearX, nearY = min(max(x, a.x0), a.x1), min(max(y, a.y0), a.y1)
	return math.Hypot(x-nearX, y-nearY), nearX, nearY
}

// cut tells whether the line from x, y to u, v touches a rectangle: whether a part of it is within both pairs of sides (Liang and
// Barsky, "A new concept and method for line clipping", 1984).
func (a rectangle) cut(x, y, u, v float64) bool {
	from, to := 0.0, 1.0
	for _, side := range [...]struct{ start, way, least, most float64 }{{x, u - x, a.x0, a.x1}, {y, v - y, a.y0, a.y1}} {
		if side.way == 0 {
			if side.start < side.least || side.start > side.most {
				return false
			}
			continue
		}
		p, q := (side.least-side.start)/side.way, (side.most-side.start)/side.way
		from, to = max(from, min(p, q)), min(to, max(p, q))
	}
	return from <= to
}
