package engine

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

// duplicateCosine is the similarity from which two papers are nearly the same text, and
// duplicateWords the fewest words of a title that says so by itself ("Editorial" does not).
const (
	duplicateCosine = 0.9
	duplicateWords  = 5
)

// Duplicates are the groups of papers that are nearly the same: a cosine of at least 0.9, or the
// same normalised title of five words or more. Groups and their rows ascend; the first of a group is
// the one to keep.
//
// The cosine is over all terms, those too rare or too common for the vocabulary included: two notes
// on algorithms may differ in nothing but the algorithm's name. They are found while the corpus is built, when all
// its terms are at hand.
func (e *Engine) Duplicates() []DuplicateGroup { return e.duplicates }

// findDuplicates finds them among papers with all their terms.
func (e *Engine) findDuplicates(ctx context.Context, x cluster.SparseRows, p Progress) error {
	p.reach("looking for duplicates", 0)
	first := newComponents(len(e.docs))
	for pair, err := range cluster.NearPairs(ctx, x, duplicateCosine, e.config.Threads) {
		if err != nil {
			return err
		}
		first.join(pair.A, pair.B)
		p.reach("looking for duplicates", 0.9*float64(pair.A)/float64(len(e.docs)))
	}
	p.reach("looking for duplicates", 0.9)
	e.joinTitles(first)
	e.duplicates = e.groups(first, x)
	p.reach("looking for duplicates", 1)
	return nil
}

// joinTitles joins the papers of one title. A title that is but the beginning of a text is none: many
// texts begin alike.
func (e *Engine) joinTitles(first components) {
	seen := map[titleKey]int{}
	for row, key := range e.titleKeys() {
		if key == (titleKey{}) {
			continue
		}
		if other, ok := seen[key]; ok {
			first.join(other, row)
		} else {
			seen[key] = row
		}
	}
}

// titleKey is a digest of a normalised title, zero for one that says nothing.
type titleKey [16]byte

func (e *Engine) titleKeys() []titleKey {
	out := make([]titleKey, len(e.docs))
	matrix.Blocks(len(out), e.config.Threads, func(lo, hi int) {
		for row := lo; row < hi; row++ {
			title := e.normalTitle(e.docs[row].Title)
			if !e.docs[row].TitleDerived && strings.Count(title, " ")+1 >= duplicateWords {
				sum := sha256.Sum256([]byte(title))
				copy(out[row][:], sum[:])
			}
		}
	})
	return out
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

func (e *Engine) groups(first components, x cluster.SparseRows) []DuplicateGroup {
	members := map[int][]int{} // but the first
	for row := range e.docs {
		if root := first.of(row); root != row {
			members[root] = append(members[root], row)
		}
	}
	var out []DuplicateGroup
	for _, root := range slices.Sorted(maps.Keys(members)) {
		rows := append([]int{root}, members[root]...)
		out = append(out, DuplicateGroup{rows, similarities(x, rows)})
	}
	return out
}

// similarities are those of some rows to the first of them.
func similarities(x cluster.SparseRows, rows []int) []float64 {
	out := make([]float64, len(rows))
	first := widened(x.Row(rows[0]))
	for i, r := range rows {
		out[i] = first.dot(widened(x.Row(r)))
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
