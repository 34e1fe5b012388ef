package engine

// Likeness is how similar the topics are to one another: the cosine of their centroids in the space that cohesion is
// measured in, a row and a column each of the K topics; 1 on the diagonal. Cost: K^2/2 products of centroids.
func (t *Topics) Likeness() [][]float64 {
	centres, out := make([]sparse, t.K), make([][]float64, t.K)
	for r := range centres {
		centres[r], out[r] = dense(t.centre(r)), make([]float64, t.K)
		out[r][r] = 1
		for s := range r {
			cosine := centres[r].dot(centres[s])
			out[r][s], out[s][r] = cosine, cosine
		}
	}
	return out
}

// LeafOrder lists the topics so that those which the tree joins lie side by side: of two groups that are joined, the larger first.
func (t *Topics) LeafOrder() []int {
	groups := make([][]int, t.K, t.K+len(t.Tree))
	for r := range t.K {
		groups[r] = []int{r}
	}
	for _, m := range t.Tree {
		a, b := groups[m.A], groups[m.B]
		if t.papers(b) > t.papers(a) {
			a, b = b, a
		}
		groups[m.A], groups[m.B] = nil, nil
		groups = append(groups, append(append(make([]int, 0, len(a)+len(b)), a...), b...))
	}
	var order []int
	for _, g := range groups {
		order = append(order, g...)
	}
	return order
}

// papers is how many papers some topics hold.
func (t *Topics) papers(topics []int) int {
	n := 0
	for _, r := range topics {
		n += t.Topics[r].Size
	}
	return n
}
