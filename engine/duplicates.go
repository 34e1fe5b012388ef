package engine

import (
	"cmp"
	"context"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// duplicateCosine is the similarity from which two papers are nearly the same text, duplicateWords the fewest words of a
// title that says so by itself ("Editorial" does not), and duplicateYears how far apart papers of one title may be: from a preprint to its
// publication it may take two years, and an annual report has one title for ever.
const (
	duplicateCosine = 0.9
	duplicateWords  = 5
	duplicateYears  = 2
)

// Duplicates are the groups of papers that are nearly the same: a cosine of at least 0.9, or the
// same normalised title of five words or more in the same years, that is at most two apart, or unknown. Where two papers have
// nothing but a title, the years count for a cosine too. Groups and their rows ascend; the first of a group is
// the one to keep.
//
// The cosine is over all terms, those too rare or too common for the vocabulary included: two notes
// on algorithms may differ in nothing but the algorithm's name. They are found while the corpus is built, when all
// its terms are at hand.
func (e *Engine) Duplicates() []DuplicateGroup { return e.duplicates }

// findDuplicates finds them among papers with all their terms.
func (e *Engine) findDuplicates(ctx context.Context, x cluster.SparseRows, p Progress) error {
	p.reach("looking for duplicates", 0)
	first := newComponents(e.docs.Len())
	for pair, err := range cluster.NearPairs(ctx, x, duplicateCosine, e.config.Threads) {
		if err != nil {
			return err
		}
		if a, b := e.docs.At(pair.A), e.docs.At(pair.B); a.HasAbstract() || b.HasAbstract() || sameYears(yearOf(a), yearOf(b)) {
			first.join(pair.A, pair.B)
		}
		p.reach("looking for duplicates", 0.9*float64(pair.A)/float64(e.docs.Len()))
	}
	p.reach("looking for duplicates", 0.9)
	e.joinTitles(first)
	e.duplicates = e.groups(first, x)
	p.reach("looking for duplicates", 1)
	return nil
}

// edition is the papers of one title and of the same years; next is another of the title, -1 for none.
type edition struct {
	row, year int // of the first paper, and the first year known
	next      int
}

// joinTitles joins the papers of one title and of the same years as the first of them. A title that is but the beginning of a text
// is none: many texts begin alike.
func (e *Engine) joinTitles(first components) {
	var editions []edition
	seen := map[titleKey]int{} // the first edition of a title
	for row, key := range e.titleKeys() {
		if key == (titleKey{}) {
			continue
		}
		at, met := seen[key]
		if !met {
			seen[key] = len(editions)
			editions = append(editions, edition{row, yearOf(e.docs.At(row)), -1})
			continue
		}
		e.joinTitle(first, &editions, at, row)
	}
}

// joinTitle joins a paper to the first edition of its title that is of its years, or makes it one; they begin at the given one.
func (e *Engine) joinTitle(first components, editions *[]edition, at, row int) {
	year := yearOf(e.docs.At(row))
	for {
		one := &(*editions)[at]
		if sameYears(one.year, year) {
			first.join(one.row, row)
			one.year = cmp.Or(one.year, year)
			return
		}
		if one.next < 0 {
			one.next = len(*editions)
			*editions = append(*editions, edition{row, year, -1})
			return
		}
		at = one.next
	}
}

// yearOf is the year of a paper, 0 if it is not known.
func yearOf(d corpus.Document) int {
	if d.Precision == corpus.NoDate {
		return 0
	}
	return d.Date.Year()
}

// sameYears tells whether two years may be those of one paper; 0 is unknown.
func sameYears(a, b int) bool {
	return a == 0 || b == 0 || max(a, b)-min(a, b) <= duplicateYears
}

// titleKey is a digest of a normalised title, zero for one that says nothing.
type titleKey [16]byte

func (e *Engine) titleKeys() []titleKey {
	out := make([]titleKey, e.docs.Len())
	matrix.Blocks(len(out), e.config.Threads, func(lo, hi int) {
		for row := lo; row < hi; row++ {
			d := e.docs.At(row)
			title := e.normalTitle(d.Title)
			if !d.TitleDerived && strings.Count(title, " ")+1 >= duplicateWords {
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
	for row := range corpus.All(e.docs) {
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
