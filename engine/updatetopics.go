package engine

import (
	"cmp"
	"context"
	"maps"
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
			if m.number[g.Rows[0]] < 0 { // similarities were to the one that went
				left.Similarity = nil
			}
			out = append(out, left)
		}
	}
	return out
}

// joinDuplicates puts papers that came beside the one that they nearly are: the nearest by all of their words among those found
// alike, those that came before and have an equal title, and those that came with them and share most terms.
func (u *Update) joinDuplicates(ctx context.Context, alike [][]cluster.Hit) error {
	e, groups := u.bare, map[int]int{} // of each row in one, its place
	for g, d := range e.duplicates {
		for _, row := range d.Rows {
			groups[row] = g
		}
	}
	nearest, err := u.likest(ctx, alike)
	if err != nil {
		return err
	}
	for i, best := range nearest {
		if best.Similarity >= duplicateCosine {
			e.joinDuplicate(groups, best.Row, len(u.kept)+i)
		}
	}
	slices.SortFunc(e.duplicates, func(a, b DuplicateGroup) int { return cmp.Compare(a.Rows[0], b.Rows[0]) })
	return nil
}

// likest is, of each paper that came, the one nearest by all of their words.
func (u *Update) likest(ctx context.Context, alike [][]cluster.Hit) ([]cluster.Hit, error) {
	out := make([]cluster.Hit, len(alike))
	others, err := u.amongNew(ctx)
	if err != nil {
		return nil, err
	}
	matrix.BlocksOf(16, len(alike), u.from.config.Threads, func() func(lo, hi int) {
		return func(lo, hi int) {
			for i := lo; i < hi; i++ {
				out[i] = u.likestOf(i, alike[i], others[i])
			}
		}
	})
	return out, ctx.Err()
}

// likestOf is that of a paper that came among those found alike and other rows.
func (u *Update) likestOf(i int, alike []cluster.Hit, others []int) cluster.Hit {
	best, words := cluster.Hit{Row: -1}, u.bare.allTerms(len(u.kept)+i)
	consider := func(row int) {
		if c := likeness(words, u.bare.allTerms(row)); c > best.Similarity {
			best = cluster.Hit{Row: row, Similarity: c}
		}
	}
	for _, h := range alike {
		if to := int(u.number[h.Row]); to >= 0 {
			consider(to)
		}
	}
	for _, other := range others {
		consider(other)
	}
	return best
}

// amongNew lists for each paper that came those before it among them that may be nearly the same.
func (u *Update) amongNew(ctx context.Context) ([][]int, error) {
	from, out, titles := len(u.kept), make([][]int, len(u.more)), map[string]int{}
	for i := range out {
		title := u.bare.normalTitle(u.docs.More[i].Title)
		if first, met := titles[title]; met {
			out[i] = append(out[i], first)
		} else {
			titles[title] = from + i
		}
	}
	search, err := cluster.NeighborSearch{Threads: u.from.config.Threads}.Fit(ctx, u.rows.came.terms)
	if err != nil {
		return nil, err
	}
	for i := range out {
		for _, h := range search.QueryRow(i, fewNear) {
			if h.Row < i {
				out[i] = append(out[i], from+h.Row)
			}
		}
	}
	return out, nil
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
	d.Similarity = append(slices.Clone(d.Similarity), e.likeness(d.Rows[0], row))
	d.Rows = append(slices.Clone(d.Rows), row)
	groups[row] = g
}

// likeness is the cosine of two papers over all of their terms.
func (e *Engine) likeness(a, b int) float64 { return likeness(e.allTerms(a), e.allTerms(b)) }

// likeness is the cosine over all terms, those too that are not in the vocabulary and weigh what a term of one
// paper does: two notes may differ in nothing but such terms.
func likeness(one, other map[string]float64) float64 {
	terms := slices.Sorted(maps.Keys(one))
	var ab, aa, bb float64
	for _, term := range terms {
		ab += float64(one[term] * other[term])
		aa += float64(one[term] * one[term])
	}
	for _, term := range slices.Sorted(maps.Keys(other)) {
		bb += float64(other[term] * other[term])
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(float64(aa*bb))
}

// allTerms are the terms of a paper with how often they stand there times their inverse document frequency.
func (e *Engine) allTerms(row int) map[string]float64 {
	out, n := map[string]float64{}, float64(e.model.Docs())
	for _, t := range e.counter.Count(fieldsOf(e.docs.At(row), e.config.Fields)...).Terms {
		df := 1.0
		if c, ok := e.model.Column(t.Term); ok {
			df = float64(e.model.DF(c))
		}
		out[t.Term] = t.TF * math.Log(1+n/df)
	}
	return out
}

// moved are the topics with the papers that stay and those that came, each of which goes to the nearest centroid.
func (u *Update) moved(old *Topics) *Topics {
	t := *old
	t.sums, t.cohesion, t.Duplicates, t.Fitted = nil, nil, u.bare.duplicates, u.bare.fitted
	t.Topics, t.Tree = slices.Clone(old.Topics), slices.Clone(old.Tree)
	t.Assignments, t.NoText = make([]Assignment, u.docs.Len()), 0
	for i, row := range u.kept {
		a := old.Assignments[row]
		a.Row, a.DuplicateOf, a.Representative = i, -1, false
		t.Assignments[i] = a
	}
	centres := make([][]float64, t.K)
	for r := range centres {
		centres[r] = t.centre(r)
	}
	for i := range u.more {
		t.Assignments[len(u.kept)+i] = u.rows.came.assigned(i, len(u.kept)+i, centres)
	}
	markDuplicates(t.Assignments, u.bare.duplicates)
	t.recount(u.merging)
	return &t
}

// assigned is the place of a paper that came, which gets a row, among topics, given their centroids.
func (c *came) assigned(i, row int, centres [][]float64) Assignment {
	a := Assignment{Row: row, Topic: -1, Second: -1, SecondSimilarity: math.NaN(), Margin: math.NaN(), Silhouette: math.NaN(), DuplicateOf: -1}
	hits := c.nearestCentres(i, centres)
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

// nearestCentres ranks topics by the cosine of a paper and their centroids, ties to the lower; none for a paper without terms, or
// that has no direction, which is in no topic of a new fit either.
func (c *came) nearestCentres(i int, centres [][]float64) []cluster.Hit {
	columns, values := c.terms.Row(i)
	if len(columns) == 0 || c.latent != nil && isZero(c.latent, i) {
		return nil
	}
	out := make([]cluster.Hit, len(centres))
	for r, centre := range centres {
		similarity := 0.0
		if c.latent != nil {
			similarity = matrix.Dot(c.latent.Row(i), centre)
		} else {
			for p, column := range columns {
				similarity += float64(float64(values[p]) * centre[column])
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
		for child := range r { // those below it follow those that went
			if t.Topics[child].Parent == r && len(left) < representatives {
				left = appendMissing(left, t.Topics[child].Representatives)
			}
		}
		t.Topics[r].Representatives = left[:min(representatives, len(left))]
	}
	for r := range t.Topics {
		if parent := t.Topics[r].Parent; parent > r {
			t.Topics[parent].Size += t.Topics[r].Size
		}
	}
}

// appendMissing adds the rows that a list has not.
func appendMissing(list, rows []int) []int {
	for _, row := range rows {
		if !slices.Contains(list, row) {
			list = append(list, row)
		}
	}
	return list
}

// compareAgain fills in the similarities of groups whose first paper went: to the one that is first now.
func (e *Engine) compareAgain() {
	for g := range e.duplicates {
		d := &e.duplicates[g]
		if d.Similarity != nil {
			continue
		}
		for _, row := range d.Rows {
			d.Similarity = append(d.Similarity, e.likeness(d.Rows[0], row))
		}
		d.Similarity[0] = 1
	}
}
