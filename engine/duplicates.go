package engine

import (
	"context"
	"fmt"
	"strings"

	"kindred/cluster"
	"kindred/vectorize"
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
// on algorithms may differ in nothing but the algorithm's name. Candidates are the pairs that are as
// near in the term space, where those terms are missing and can only be missed apart.
func (e *Engine) Duplicates(ctx context.Context, p Progress) ([]DuplicateGroup, error) {
	first := newComponents(len(e.docs))
	for pair, err := range cluster.NearPairs(ctx, e.terms, duplicateCosine, e.content, e.config.Threads) {
		if err != nil {
			return nil, err
		}
		if e.similarity(pair.A, pair.B) >= duplicateCosine {
			first.join(pair.A, pair.B)
		}
	}
	e.joinTitles(first)
	return e.groups(first), nil
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

func (e *Engine) groups(first components) []DuplicateGroup {
	members := map[int][]int{}
	for row := range e.docs {
		root := first.of(row)
		members[root] = append(members[root], row)
	}
	var out []DuplicateGroup
	for row := range e.docs {
		if rows := members[row]; len(rows) > 1 {
			out = append(out, DuplicateGroup{rows, e.similarities(rows)})
		}
	}
	return out
}

func (e *Engine) similarities(rows []int) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = e.similarity(rows[0], r)
	}
	return out
}

// similarity is the cosine of two papers over all their terms.
func (e *Engine) similarity(a, b int) float64 {
	return e.model.Cosine(e.count(a), e.count(b))
}

// content is what a paper is compared by: all its terms and how often each occurs.
func (e *Engine) content(row int) string {
	var b strings.Builder
	for _, t := range e.count(row).Terms {
		fmt.Fprintf(&b, "%s\x00%v\x00", t.Term, t.TF)
	}
	return b.String()
}

func (e *Engine) count(row int) vectorize.Counts {
	return e.counter.Count(fieldsOf(e.docs[row], e.config.Fields)...)
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
