package engine

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"kindred/vectorize/text"
)

const (
	readPapers   = 200 // most central papers of a topic whose prose is read for phrases
	longestWords = 4   // of a phrase, hyphenated words counting once
	longestParts = 6   // of a phrase, hyphenated words counting by their parts
)

// phrase is a run of words that no stop word, number or punctuation interrupts, as the papers of
// one topic use it.
type phrase struct {
	key      string         // terms of its parts joined by spaces, as n-grams of the vocabulary are
	parts    []string       // terms of its parts: "low-rank adaptation" has three
	words    int            // 2 there
	papers   []int          // that use it, as places among the papers read, ascending
	titles   []int          // those that use it in their title
	starting []int          // those in which it somewhere begins a run, and not behind a number
	ending   []int          // those in which it somewhere ends one
	forms    map[string]int // its spellings outside titles
	inTitles map[string]int // its spellings in titles
	score    float64
	surface  string // the spelling to show
}

// use is one occurrence of a phrase.
type use struct {
	words        []word
	place        int // of the paper among those read
	title        bool
	starts, ends bool // a run of words
}

// word is one written word, hyphenated or not. A bound one (a lone letter, a prefix) means something
// only beside others: T cells. A counted one stands behind a number, and may be its unit: 30 mm Hg.
type word struct {
	token          text.Token
	term           string
	parts          []string
	bound, counted bool
}

// readPhrases collects the phrases of some papers, by key.
func (e *Engine) readPhrases(rows []int) []*phrase {
	found := map[string]*phrase{}
	for place, row := range rows {
		d := e.docs.At(row)
		language := e.counter.Language(fieldsOf(d, e.config.Fields)...)
		for f, s := range parts(d, e.config.Fields) {
			e.addPhrases(found, s, language, place, f.Name == "title")
		}
	}
	out := make([]*phrase, 0, len(found))
	for _, key := range slices.Sorted(maps.Keys(found)) {
		out = append(out, found[key])
	}
	return out
}

func (e *Engine) addPhrases(found map[string]*phrase, s, lang string, place int, title bool) {
	for _, run := range runs(e.prose.analyzer.Tokens(s, lang)) {
		for i := range run {
			for j := i + 1; j <= min(i+longestWords, len(run)); j++ {
				addPhrase(found, use{run[i:j], place, title, i == 0 && !run[0].counted, j == len(run)})
			}
		}
	}
}

// runs cuts tokens into runs of words at breaks, stop words and dropped tokens.
func runs(tokens []text.Token) [][]word {
	var out [][]word
	var run []word
	number := false
	end := func() {
		if len(run) > 0 {
			out, run = append(out, run), nil
		}
	}
	for _, t := range tokens {
		switch {
		case t.Part:
			if len(run) > 0 && key(t) != "" {
				last := &run[len(run)-1]
				last.parts = append(last.parts, key(t))
			}
		case key(t) == "":
			end()
			number = !t.Stop
		default:
			if t.Break {
				end()
			}
			run = append(run, word{token: t, term: key(t), bound: t.Term == "", counted: number && !t.Break})
			number = false
		}
	}
	end()
	return out
}

// key is what a token counts as in a phrase: its term, or itself if it is bound; "" if it ends one.
func key(t text.Token) string {
	if t.Term == "" && !t.Stop && strings.ContainsFunc(t.Word, unicode.IsLetter) {
		return t.Word
	}
	return t.Term
}

func addPhrase(found map[string]*phrase, u use) {
	run, parts := u.words, partsOf(u.words)
	if len(parts) > longestParts || run[len(run)-1].bound || len(run) == 1 && run[0].bound {
		return
	}
	key := strings.Join(parts, " ")
	p := found[key]
	if p == nil {
		p = &phrase{key: key, parts: parts, words: len(run), forms: map[string]int{}, inTitles: map[string]int{}}
		found[key] = p
	}
	p.words = min(p.words, len(run))
	p.papers = withPlace(p.papers, u.place)
	if u.starts {
		p.starting = withPlace(p.starting, u.place)
	}
	if u.ends {
		p.ending = withPlace(p.ending, u.place)
	}
	if u.title {
		p.titles = withPlace(p.titles, u.place)
		p.inTitles[spelling(run)]++
	} else {
		p.forms[spelling(run)]++
	}
}

// withPlace adds a paper to those that ascend to it, once.
func withPlace(papers []int, place int) []int {
	if n := len(papers); n > 0 && papers[n-1] == place {
		return papers
	}
	return append(papers, place)
}

func partsOf(run []word) []string {
	var parts []string
	for _, w := range run {
		if len(w.parts) == 0 {
			parts = append(parts, w.term)
		}
		parts = append(parts, w.parts...)
	}
	return parts
}

func spelling(run []word) string {
	first := run[0].token.Spelling()
	if len(run) > 1 {
		first = run[0].token.SpellingBefore(run[1].token.Surface)
	}
	surfaces := []string{first}
	for _, w := range run[1:] {
		surfaces = append(surfaces, w.token.Surface)
	}
	return strings.Join(surfaces, " ")
}
