package cluster

// StoredPlacement is a placement at places that are known, a pair a row.
func StoredPlacement(xs, ys []float64) *Placement {
	p := &Placement{make([]point, len(xs))}
	for i := range p.at {
		p.at[i] = point{xs[i], ys[i]}
	}
	return p
}

// Kept is the share of near, the nearest of some rows, that are among as many nearest to the row in the plane, ties to the lower
// row; 0 if there are none. Cost: some rows times all.
func (p *Placement) Kept(rows []int, near [][]Hit, workers int) float64 {
	kept, all := make([]int, len(rows)), 0
	threads(workers).blocks(len(rows), 16, func(lo, hi int) {
		for at := lo; at < hi; at++ {
			kept[at] = shared(p.nearest(rows[at], len(near[at])), near[at])
		}
	})
	sum := 0
	for at, hits := range near {
		sum, all = sum+kept[at], all+len(hits)
	}
	return float64(sum) / float64(max(1, all))
}

// nearest is the top of the other rows by how near they are.
func (p *Placement) nearest(row, top int) []Hit {
	var best heap
	best.reset(top)
	for j, q := range p.at {
		dx, dy := q.x-p.at[row].x, q.y-p.at[row].y
		h := Hit{j, 1 / (1 + float64(dx*dx) + float64(dy*dy))}
		if j != row && top > 0 && best.wants(h) {
			best.put(h)
		}
	}
	return best.sorted()
}

// shared counts the rows that both have.
func shared(a, b []Hit) int {
	count := 0
	for _, g := range a {
		for _, h := range b {
			if g.Row == h.Row {
				count++
			}
		}
	}
	return count
}
