package engine

import (
	"cmp"
	"math"
	"slices"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// Topics with papers that came and without those that went: see update.go.

// duplicatesLeft are the groups of near duplicates of the papers that stay.
func (s *Saved) duplicatesLeft(m *merging) []DuplicateGroup {
	var out []DuplicateGroup
	for _, g := range s.duplicates {
		var left DuplicateGroup
		for i, row := range g.Rows {
			if to := m.number[row]; to >= 0 {
				left.Rows, left.Similarity = append(left.Rows, int(to)), append(left.Similarity, g.Similarity[i])
			}
		}
		if len(left.Rows) > 1 {
			out = append(out, left)
		}
	}
	return out
}

// joinDuplicates puts papers that came beside the one that they nearly are: the nearest by terms among those found near
// them and those that came before under the same title, if it is near enough.
func (e *Engine) joinDuplicates(from int, near [][]cluster.Hit, m *merging) {
	groups := map[int]int{} // of each row in one, its place
	for g, d := range e.duplicates {
		for _, row := range d.Rows {
			groups[row] = g
		}
	}
	titles := map[string]int{} // of papers that came, the first
	for i, hits := range near {
		row, best := from+i, cluster.Hit{Row: -1}
		for _, h := range hits {
			if to := int(m.number[h.Row]); to >= 0 {
				best = e.nearer(best, row, to)
			}
		}
		title := e.normalTitle(e.docs.At(row).Title)
		if first, met := titles[title]; met {
			best = e.nearer(best, row, first)
		} else {
			titles[title] = row
		}
		if best.Similarity >= duplicateCosine {
			e.joinDuplicate(groups, best.Row, row)
		}
	}
	slices.SortFunc(e.duplicates, func(a, b DuplicateGroup) int { return cmp.Compare(a.Rows[0], b.Rows[0]) })
}

// joinDuplicate puts a row into the group of another, which it makes if there is none.
func (e *Engine) joinDuplicate(groups map[int]int, first, row int) {
	g, in := groups[first]
	if !in {
		g = len(e.duplicates)
		e.duplicates = append(e.duplicates, DuplicateGroup{[]int{first}, []float64{1}})
		groups[first] = g
	}
	d := &e.duplicates[g]
	d.Similarity = append(slices.Clone(d.Similarity), e.cosineOfTerms(d.Rows[0], row))
	d.Rows = append(slices.Clone(d.Rows), row)
	groups[row] = g
}

// nearer is the nearer to a row by terms of two others.
func (e *Engine) nearer(best cluster.Hit, row, other int) cluster.Hit {
	if c := e.cosineOfTerms(row, other); c > best.Similarity {
		return cluster.Hit{Row: other, Similarity: c}
	}
	return best
}

func (e *Engine) cosineOfTerms(a, b int) float64 {
	columns, values := e.termsOfRow(b)
	return e.terms.DotRow(a, columns, values)
}

// moved are the topics with the papers that stay and those that came, each of which goes to the nearest centroid.
func (e *Engine) moved(old *Topics, m *merging) *Topics {
	t := *old
	t.sums, t.cohesion, t.Duplicates = nil, nil, e.duplicates
	t.Topics, t.Assignments, t.NoText = slices.Clone(old.Topics), make([]Assignment, e.docs.Len()), 0
	for i, row := range m.kept {
		a := old.Assignments[row]
		a.Row, a.DuplicateOf, a.Representative = i, -1, false
		t.Assignments[i] = a
	}
	centres := make([][]float64, t.K)
	for r := range centres {
		centres[r] = t.centre(r)
	}
	for i := len(m.kept); i < len(t.Assignments); i++ {
		t.Assignments[i] = e.assigned(i, centres)
	}
	markDuplicates(t.Assignments, e.duplicates)
	t.recount(m)
	return &t
}

// assigned is the place of a paper among topics, given their centroids.
func (e *Engine) assigned(row int, centres [][]float64) Assignment {
	a := Assignment{Row: row, Topic: -1, Second: -1, SecondSimilarity: math.NaN(), Margin: math.NaN(), Silhouette: math.NaN(), DuplicateOf: -1}
	hits := e.nearestCentres(row, centres)
	if len(hits) == 0 {
		return a
	}
	a.Topic, a.Similarity = hits[0].Row, hits[0].Similarity
	if len(hits) > 1 {
		a.Second, a.SecondSimilarity, a.Margin = hits[1].Row, hits[1].Similarity, a.Similarity-hits[1].Similarity
	}
	for _, h := range hits[:min(topicsEach, len(hits))] {
		if h.Row == a.Topic || h.Similarity > 0 && h.Similarity >= alsoIn*a.Similarity {
			a.Memberships = append(a.Memberships, Membership{h.Row, h.Similarity})
		}
	}
	return a
}

// nearestCentres ranks topics by the cosine of a paper and their centroids, ties to the lower; none for a paper without terms.
func (e *Engine) nearestCentres(row int, centres [][]float64) []cluster.Hit {
	columns, values := e.termsOfRow(row)
	if len(columns) == 0 {
		return nil
	}
	out := make([]cluster.Hit, len(centres))
	for r, centre := range centres {
		similarity := 0.0
		if e.space.latent != nil {
			similarity = matrix.Dot(e.space.latent.Row(row), centre)
		} else {
			for p, c := range columns {
				similarity += float64(float64(values[p]) * centre[c])
			}
		}
		out[r] = cluster.Hit{Row: r, Similarity: similarity}
	}
	slices.SortStableFunc(out, func(a, b cluster.Hit) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return out
}

// recount ranks the papers of each topic anew and counts them. Representatives that went are followed by the next.
func (t *Topics) recount(m *merging) {
	for i := range t.Assignments {
		if t.Assignments[i].Topic < 0 {
			t.NoText++
		}
	}
	t.members = membersOf(t.Assignments, t.K)
	for r, rows := range t.members {
		rank(t.Assignments, rows)
		markOutliers(t.Assignments, rows)
		t.Topics[r].Size = len(rows)
		t.Topics[r].Representatives = nil
		if len(rows) > 0 {
			t.Topics[r].Representatives = chooseRepresentatives(t, r)
		}
	}
	t.sizeParents(m)
	for r := range t.Topics {
		t.Topics[r].Share = float64(t.Topics[r].Size) / float64(max(1, len(t.Assignments)-t.NoText))
	}
	for s := range t.Tree {
		t.Tree[s].Size = t.sizeOf(t.Tree[s].A) + t.sizeOf(t.Tree[s].B)
	}
}

// sizeOf is the size of a group of the tree.
func (t *Topics) sizeOf(group int) int {
	if group < t.K {
		return t.Topics[group].Size
	}
	return t.Tree[group-t.K].Size
}

// sizeParents sums up the topics below each parent, which come before it, and renumbers their representatives.
func (t *Topics) sizeParents(m *merging) {
	for r := t.K; r < len(t.Topics); r++ {
		t.Topics[r].Size = 0
		var left []int
		for _, row := range t.Topics[r].Representatives {
			if to := m.number[row]; to >= 0 {
				left = append(left, int(to))
			}
		}
		t.Topics[r].Representatives = left
	}
	for r := range t.Topics {
		if parent := t.Topics[r].Parent; parent > r {
			t.Topics[parent].Size += t.Topics[r].Size
		}
	}
}
