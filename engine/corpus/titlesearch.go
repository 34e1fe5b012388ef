package corpus

import (
	"cmp"
	"context"
	"iter"
	mathbits "math/bits"
	"slices"
	"sort"
	"strings"
)

// Titles as lists of words, to be searched while somebody types. All different words are sorted, so that those with one beginning
// are neighbours: a range of numbers. A title is the numbers of its words, and beside it each word has the titles that hold
// it, word after word in one array, so that the titles for a range are a piece of that array too. A query takes the piece of
// the word that has the fewest titles, and of each title in it looks whether the other words are there. So no query looks at more
// than the titles of its rarest word, and none at more than all words of all titles.

// Bounds on what TitleSearch.Find reads of a query: what is behind them does not count.
const (
	queryBytes = 1000
	queryWords = 12
)

// TitleSearch finds papers by words of their titles. It never changes and is safe to share. Memory: 8 bytes a word of a title.
type TitleSearch struct {
	words  []string // sorted, each once
	starts []int32  // of each title in at, and the end of the last; a title has at most 2^31 words before it
	at     []int32  // the words of all titles
	lists  []int32  // where the titles of each word start in rows, and the end of the last
	rows   []int32  // ascending for each word
}

// TitleHit is a paper with the words asked for in its title.
type TitleHit struct {
	Row int

	phrase  int // 3 the whole title, 2 its beginning, 1 words in a row, 0 words anywhere
	whole   int // words asked for that stand there as they are, and do not only begin a word
	in      int // words of the title
	matched bool
}

// NewTitleSearch reads the titles. Cost: that of reading all papers and folding their titles, some 2 microseconds each. The error is
// the context's.
func NewTitleSearch(ctx context.Context, docs Documents) (*TitleSearch, error) {
	s := &TitleSearch{starts: []int32{0}}
	numbers := map[string]int32{}
	for row, d := range All(docs) {
		if row%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, word := range strings.Fields(fold(d.Title).padded) {
			n, known := numbers[word]
			if !known {
				n = int32(len(s.words))
				word = strings.Clone(word)
				numbers[word], s.words = n, append(s.words, word)
			}
			s.at = append(s.at, n)
		}
		s.starts = append(s.starts, int32(len(s.at)))
	}
	s.sort()
	s.invert()
	return s, nil
}

// sort puts the words in order and numbers them so.
func (s *TitleSearch) sort() {
	order := make([]int32, len(s.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(s.words[a], s.words[b]) })
	place, sorted := make([]int32, len(order)), make([]string, len(order))
	for i, n := range order {
		place[n], sorted[i] = int32(i), s.words[n]
	}
	for i, n := range s.at {
		s.at[i] = place[n]
	}
	s.words = sorted
}

// invert lists the titles of each word.
func (s *TitleSearch) invert() {
	s.lists, s.rows = make([]int32, len(s.words)+1), make([]int32, len(s.at))
	for _, n := range s.at {
		s.lists[n+1]++
	}
	for i := range s.words {
		s.lists[i+1] += s.lists[i]
	}
	next := slices.Clone(s.lists)
	for row := range len(s.starts) - 1 {
		for _, n := range s.title(row) {
			s.rows[next[n]] = int32(row)
			next[n]++
		}
	}
}

func (s *TitleSearch) title(row int) []int32 { return s.at[s.starts[row]:s.starts[row+1]] }

// wordRange is the words with one beginning: from the first to before the last. Exact tells whether the first is that beginning.
type wordRange struct {
	first, last int32
	exact       bool
}

func (r wordRange) holds(n int32) bool { return r.first <= n && n < r.last }

// rangeOf finds the words that begin so.
func (s *TitleSearch) rangeOf(beginning string) wordRange {
	first := sort.SearchStrings(s.words, beginning)
	many := sort.Search(len(s.words)-first, func(i int) bool { return !strings.HasPrefix(s.words[first+i], beginning) })
	exact := many > 0 && s.words[first] == beginning
	return wordRange{int32(first), int32(first + many), exact}
}

// Find returns the n papers whose titles fit best, and how many fit: those in which each word of the query begins a word. Case, accents and
// punctuation do not count. The whole title comes before titles that begin with the words, then those that have
// them in a row, then the others; among these those with more of the words as they are, the shorter, the lower row.
//
// Cost: a bisection a word, and a look at each title that has the rarest of the words; a query of one letter, all titles that have a word
// with it: 20 milliseconds or so of a million. The error is the context's.
func (s *TitleSearch) Find(ctx context.Context, query string, n int) (hits []TitleHit, total int, err error) {
	words := s.wordsOf(query)
	if len(words) == 0 {
		return nil, 0, nil
	}
	for i, row := range s.candidates(words) {
		if i%(1<<16) == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if hit := s.match(row, words); hit.matched {
			total++
			hits = keepBest(hits, hit, n)
		}
	}
	return hits, total, nil
}

// wordsOf are the ranges of the words of a query.
func (s *TitleSearch) wordsOf(query string) []wordRange {
	query = strings.ToValidUTF8(query[:min(len(query), queryBytes)], "")
	var out []wordRange
	for _, word := range strings.Fields(fold(query).padded) {
		if len(out) < queryWords {
			out = append(out, s.rangeOf(word))
		}
	}
	return out
}

// candidates are the titles of the rarest of the words, numbered, ascending, each once.
func (s *TitleSearch) candidates(words []wordRange) iter.Seq2[int, int] {
	rarest := slices.MinFunc(words, func(a, b wordRange) int { return cmp.Compare(s.many(a), s.many(b)) })
	rows := s.rows[s.lists[rarest.first]:s.lists[rarest.last]]
	return func(yield func(i, row int) bool) {
		marked := make([]uint64, len(s.starts)/64+1)
		for _, row := range rows {
			marked[row/64] |= 1 << (row % 64)
		}
		i := 0
		for block, bits := range marked {
			for ; bits != 0; bits &= bits - 1 {
				if !yield(i, 64*block+mathbits.TrailingZeros64(bits)) {
					return
				}
				i++
			}
		}
	}
}

func (s *TitleSearch) many(r wordRange) int32 { return s.lists[r.last] - s.lists[r.first] }

// match says how well a title fits.
func (s *TitleSearch) match(row int, words []wordRange) TitleHit {
	title := s.title(row)
	hit := TitleHit{Row: row, in: len(title)}
	for _, w := range words {
		found := false
		for _, n := range title {
			if w.exact && n == w.first {
				hit.whole, found = hit.whole+1, true
				break
			}
			found = found || w.holds(n)
		}
		if !found {
			return hit
		}
	}
	hit.matched, hit.phrase = true, phrase(title, words)
	return hit
}

// phrase tells how the words of a query stand together in a title.
func phrase(title []int32, words []wordRange) int {
	for i := 0; i+len(words) <= len(title); i++ {
		whole := true
		for j, w := range words {
			if !w.holds(title[i+j]) {
				whole = false
				break
			}
		}
		switch {
		case whole && i == 0 && len(title) == len(words):
			return 3
		case whole && i == 0:
			return 2
		case whole:
			return 1
		}
	}
	return 0
}

// before tells whether a hit comes before another.
func (h TitleHit) before(other TitleHit) bool {
	return cmp.Or(cmp.Compare(other.phrase, h.phrase), cmp.Compare(other.whole, h.whole), cmp.Compare(h.in, other.in), cmp.Compare(h.Row, other.Row)) < 0
}

// keepBest puts a hit among the n best.
func keepBest(hits []TitleHit, hit TitleHit, n int) []TitleHit {
	if len(hits) == n && (n == 0 || !hit.before(hits[n-1])) {
		return hits
	}
	at := sort.Search(len(hits), func(i int) bool { return hit.before(hits[i]) })
	if len(hits) == n {
		hits = hits[:n-1]
	}
	return slices.Insert(hits, at, hit)
}
