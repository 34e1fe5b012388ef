package engine

import (
	"context"
	"strings"

	"kindred/cluster"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// duplicateCosine is the similarity from which two papers are nearly the same text, and
// duplicateWords the fewest words of a title that says so by itself ("Editorial" does not).
const (
	duplicateCosine = 0.9
	duplicateWords  = 5
)

// Duplicates finds the groups of papers that are nearly the same: a cosine of at least 0.9, or the
// same normalised title of five words or more. Groups and their rows ascend; the first of a group is
// the one to keep.
//
// The cosine is over all terms, those too rare or too common for the vocabulary included: two notes
// on algorithms may differ in nothing but the algorithm's name. Cost: the corpus is vectorized once
// more, unless its vocabulary holds every term.
func (e *Engine) Duplicates(ctx context.Context, p Progress) ([]DuplicateGroup, error) {
	x, err := e.allTerms(ctx, p)
	if err != nil {
		return nil, err
	}
	first := newComponents(len(e.docs))
	for pair, err := range cluster.NearPairs(ctx, x, duplicateCosine, e.config.Threads) {
		if err != nil {
			return nil, err
		}
		first.join(pair.A, pair.B)
	}
	e.joinTitles(first)
	return e.groups(first, x), nil
}

// allTerms is the matrix of the papers with every term that stands in them.
func (e *Engine) allTerms(ctx context.Context, p Progress) (*matrix.CSR, error) {
	v := e.config.Vectorizer
	if low, high := v.Limits(len(e.docs)); low <= 1 && high >= float64(len(e.docs)) && v.MaxTerms == 0 {
		return e.terms, nil
	}
	v.MinDF, v.MaxDF, v.MaxTerms = vectorize.AtLeast(1), vectorize.Proportion(1), 0
	v.Progress = p.stage("looking for duplicates")
	_, x, err := v.FitTransformOf(ctx, len(e.docs), e.fields)
	return x, err
}

// joinTitles joins the papers of one title. A title that is but the beginning of a text is none: many
// texts begin alike.
func (e *Engine) joinTitles(first components) {
	seen := map[string]int{}
	for row, d := range e.docs {
		title := e.normalTitle(d.Title)
		if d.TitleDerived || strings.Count(title, " ")+1 < duplicateWords {
			continue
		}
		if other, ok := seen[title]; ok {
			first.join(other, row)
		} else {
			seen[title] = row
		}
	}
}

// normalTitle is a title's words, folded, without markup and punctuation.
func (e *Engine) normalTitle(title string) string {
	var words []string
	for _, t := range e.counter.Analyzer().Tokens(title, "") {
		if !t.Part {
			words = append(words, t.Word)
		}
	}
	return strings.Join(words, " ")
}

func (e *Engine) groups(first components, x *matrix.CSR) []DuplicateGroup {
	members := map[int][]int{}
	for row := range e.docs {
		root := first.of(row)
		members[root] = append(members[root], row)
	}
	var out []DuplicateGroup
	for row := range e.docs {
		if rows := members[row]; len(rows) > 1 {
			out = append(out, DuplicateGroup{rows, similarities(x, rows)})
		}
	}
	return out
}

// similarities are those of some rows to the first of them.
func similarities(x *matrix.CSR, rows []int) []float64 {
	out := make([]float64, len(rows))
	columns, values := x.Row(rows[0])
	for i, r := range rows {
		out[i] = x.DotRow(r, columns, values)
	}
	return out
}

// components joins rows into sets, each known by its lowest row.
type components []int

func newComponents(n int) components {
	c := make(components, n)
	for i := range c {
		c[i] = i
	}
	return c
}

func (c components) of(row int) int {
	for c[row] != row {
		c[row] = c[c[row]]
		row = c[row]
	}
	return row
}

func (c components) join(a, b int) {
	a, b = c.of(a), c.of(b)
	c[max(a, b)] = min(a, b)
}
