package cluster

import "math"

// reach is what a block of local search needs of each cluster to bound what a row may gain by joining it, given that x.c_s
// is at most u: of I1, with q = |D_s|^2,
//
//	(q + 2 u |D_s| + |x|^2)/(n_s+1) - q/n_s = constant + slope u + |x|^2 inverse
//
// and of I2 sqrt(L^2 + 2 u L + |x|^2) - L with L = |D_s|, which goes from |x| to u as L grows: for a group of clusters
// that share u, what the shortest of them gives is the most.
type reach struct {
	criterion                Criterion
	lengths                  []float64 // |D_r|; next to nothing in place of 0, which infinite bounds could not be multiplied by
	constant, slope, inverse []float64 // of I1; -Inf, 0 and 0 for clusters that nobody is in
	shortest, second         []float64 // of I2: the two least lengths of each group, infinite where there are none
	first                    []int     // cluster of the shortest
}

func (p *partition) reach(c Criterion) *reach {
	r := &reach{criterion: c, lengths: make([]float64, p.k)}
	for s, square := range p.square {
		r.lengths[s] = max(math.Sqrt(square), 0x1p-60)
	}
	if c == I1 {
		r.lines(p)
	} else {
		r.least(p)
	}
	return r
}

func (r *reach) lines(p *partition) {
	r.constant, r.slope, r.inverse = make([]float64, p.k), make([]float64, p.k), make([]float64, p.k)
	for s, n := range p.size {
		if r.constant[s] = math.Inf(-1); n > 0 {
			r.inverse[s] = 1 / float64(n+1)
			r.constant[s] = float64(p.square[s]*r.inverse[s]) - p.square[s]/float64(n)
			r.slope[s] = 2 * r.lengths[s] * r.inverse[s]
		}
	}
}

func (r *reach) least(p *partition) {
	groups := (p.k + groupSize - 1) / groupSize
	r.shortest, r.second, r.first = make([]float64, groups), make([]float64, groups), make([]int, groups)
	for g := range groups {
		r.shortest[g], r.second[g], r.first[g] = math.Inf(1), math.Inf(1), -1
		for s := g * groupSize; s < min((g+1)*groupSize, p.k); s++ {
			switch length := r.lengths[s]; {
			case p.size[s] == 0:
			case length < r.shortest[g]:
				r.second[g], r.shortest[g], r.first[g] = r.shortest[g], length, s
			default:
				r.second[g] = min(r.second[g], length)
			}
		}
	}
}

// most is what a row of cluster own may gain by joining a cluster of group g, given u and |x|^2, but for rounding.
func (r *reach) most(g, own int, u, xx float64) float64 {
	if r.criterion == I1 {
		most := math.Inf(-1)
		for s := g * groupSize; s < min((g+1)*groupSize, len(r.slope)); s++ {
			if s != own {
				most = max(most, r.constant[s]+float64(r.slope[s]*u)+float64(r.inverse[s]*xx))
			}
		}
		return most
	}
	length := r.shortest[g]
	if r.first[g] == own {
		length = r.second[g]
	}
	switch {
	case math.IsInf(length, 1):
		return math.Inf(-1)
	case u*u >= xx:
		return max(u, math.Sqrt(xx))
	}
	return math.Sqrt(float64(length*length)+float64(2*u*length)+xx) - length
}
