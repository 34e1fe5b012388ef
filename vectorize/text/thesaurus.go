package text

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestPhrase and mostBytes bound either side of a synonym, in words (of Chinese and Japanese each character is one)
// and in bytes, so that no text grows out of bounds.
const (
	longestPhrase = 16
	mostBytes     = 256
)

// thesaurus is a list of synonyms made ready. It rewrites text before it is cut into words, so that stems,
// n-grams and spellings are those of what stands there then: "LLM-based" becomes "large language model-based".
// From left to right the longest spelling is taken first. Cost: a walk over the text and a few look-ups
// a word; a nil thesaurus costs nothing.
//
// A right side that holds its own left one (language model = large language model) is a spelling
// itself, which stays: it must not grow with each reading.
type thesaurus struct {
	entries map[string]*spelling
	longest map[string]int // the most words of the spellings that begin with a word
}

// spelling is the left side of a synonym.
type spelling struct {
	Synonym
	to    string // what it is written as, after synonyms of its own
	kept  bool   // it is written as it stands
	state int8   // of resolve
}

const (
	untouched int8 = iota
	open
	resolved
)

// newThesaurus checks a list of synonyms and resolves those that build on others.
func newThesaurus(list []Synonym) (*thesaurus, error) {
	if len(list) == 0 {
		return nil, nil
	}
	t := &thesaurus{map[string]*spelling{}, map[string]int{}}
	var all []*spelling
	for _, s := range list {
		added, err := t.add(s)
		if err != nil {
			return nil, err
		}
		all = append(all, added)
	}
	for _, s := range all {
		t.keep(s)
	}
	for _, s := range all {
		if err := t.resolve(s); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// add enters one synonym.
func (t *thesaurus) add(s Synonym) (*spelling, error) {
	from, err := s.phrase(s.From)
	if err != nil {
		return nil, err
	}
	to, err := s.phrase(s.To)
	if err != nil {
		return nil, err
	}
	if keyOf(from, folded) == keyOf(to, folded) {
		return nil, s.wrong("%q and %q are the same words already: leave the line out", s.From, s.To)
	}
	form := folded
	if isAbbreviated(s.From) {
		form = written
	}
	key := keyOf(from, form)
	if other, ok := t.entries[key]; ok {
		if keyOf(wordsOf(other.to), folded) != keyOf(to, folded) {
			return nil, s.wrong("%q stands for %q here and for %q%s: keep one", s.From, s.To, other.To, other.place())
		}
		return other, nil
	}
	return t.enter(key, from, form, &spelling{Synonym: s, to: trimmed(s.To)}), nil
}

func (s Synonym) place() string {
	if s.Line == 0 {
		return " elsewhere"
	}
	return " on line " + strconv.Itoa(s.Line)
}

func (t *thesaurus) enter(key string, words []phraseWord, form func(phraseWord) string, s *spelling) *spelling {
	t.entries[key] = s
	first := form(words[0])
	t.longest[first] = max(t.longest[first], len(words))
	return s
}

// keep enters the right side of a synonym that holds its left one.
func (t *thesaurus) keep(s *spelling) {
	words := wordsOf(s.to)
	holds := false
	for i := range words {
		for n := 1; i+n <= len(words); n++ {
			holds = holds || slices.ContainsFunc(keysOf(words[i:i+n]), func(key string) bool { return t.entries[key] == s })
		}
	}
	key := keyOf(words, folded)
	if _, taken := t.entries[key]; holds && !taken {
		t.enter(key, words, folded, &spelling{Synonym: s.Synonym, to: s.to, kept: true, state: resolved})
	}
}

// resolve replaces the spellings within the right side of s.
func (t *thesaurus) resolve(s *spelling) error {
	switch s.state {
	case resolved:
		return nil
	case open:
		return s.wrong("%q leads back to itself: let one spelling be on the right alone", s.From)
	}
	s.state = open
	for m := range t.matches(s.to) {
		if err := t.resolve(m.spelling); err != nil {
			return err
		}
	}
	s.to = t.rewrite(s.to)
	s.state = resolved
	_, err := s.phrase(s.to)
	return err
}

// rewrite replaces the spellings in a text.
func (t *thesaurus) rewrite(s string) string {
	if t == nil {
		return s
	}
	var b strings.Builder
	done := 0
	for m := range t.matches(s) {
		if !m.spelling.kept {
			b.WriteString(s[done:m.start])
			b.WriteString(m.spelling.to)
			done = m.end
		}
	}
	return b.String() + s[done:]
}

// match is a place of a text that holds a spelling.
type match struct {
	start, end int
	spelling   *spelling
}

// matches walks the spellings in a text from left to right, the longest first.
func (t *thesaurus) matches(s string) iter.Seq[match] {
	return func(yield func(match) bool) {
		for words := wordsOf(s); len(words) > 0; {
			n, found := t.match(words)
			if found != nil && !yield(match{words[0].start, words[n-1].end, found}) {
				return
			}
			words = words[n:]
		}
	}
}

// match returns the longest spelling at the head of words, and its number of words; 1 and nil if there is
// none.
func (t *thesaurus) match(words []phraseWord) (int, *spelling) {
	most := 0
	for _, first := range keysOf(words[:1]) {
		most = max(most, t.longest[first])
	}
	for n := min(most, len(words)); n > 0; n-- {
		for _, key := range keysOf(words[:n]) {
			if found := t.entries[key]; found != nil {
				return n, found
			}
		}
	}
	return 1, nil
}

// phraseWord is a run of letters, marks and digits, or one character of Chinese or Japanese.
type phraseWord struct {
	start, end      int
	written, folded string
	joint           string // what stands in front of it: "" for nothing, a space for white space and for a hyphen
}

func written(w phraseWord) string { return w.written }
func folded(w phraseWord) string  { return w.folded }

func wordsOf(s string) []phraseWord {
	var out []phraseWord
	last := 0
	for i := 0; i < len(s); {
		end := i + wordLength(s[i:])
		if end == i {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		out = append(out, phraseWord{i, end, s[i:end], fold(s[i:end]), joint(s[last:i])})
		i, last = end, end
	}
	return out
}

// wordLength is the length of the word that s begins with, 0 if there is none.
func wordLength(s string) int {
	for i, r := range s {
		if isKana(r) {
			return cmp.Or(i, utf8.RuneLen(r))
		}
		if !isAlphanumeric(r) {
			return i
		}
	}
	return len(s)
}

// joint is what stands between two words, in the form that is compared. A blank line joins nothing to
// anything.
func joint(between string) string {
	r, n := utf8.DecodeRuneInString(between)
	single := n == len(between)
	switch {
	case single && isHyphen(r), between != "" && strings.TrimSpace(between) == "" && strings.Count(between, "\n") < 2:
		return " "
	case single && isApostrophe(r):
		return "'"
	}
	return between
}

// keyOf is the words as they are looked up.
func keyOf(words []phraseWord, form func(phraseWord) string) string {
	if len(words) == 1 {
		return form(words[0])
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(w.joint)
		}
		b.WriteString(form(w))
	}
	return b.String()
}

// keysOf is the words as they may be entered: as written, in any case, and both without a plural s.
func keysOf(words []phraseWord) []string {
	last := words[len(words)-1]
	keys := append(make([]string, 0, 4), keyOf(words, written), keyOf(words, folded))
	if isAcronymPlural(last.written) {
		keys = append(keys, strings.TrimSuffix(keys[0], "s"))
	}
	if strings.HasSuffix(last.folded, "s") && utf8.RuneCountInString(last.folded) > 3 {
		keys = append(keys, strings.TrimSuffix(keys[1], "s"))
	}
	return keys
}

// isAbbreviated holds for what is found as it is written: capitals, with a small s behind or none, and up to
// three letters with a capital among them.
func isAbbreviated(s string) bool {
	capitals, letters := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			capitals++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	plural := strings.HasSuffix(s, "s") && capitals == letters-1
	return capitals > 0 && (capitals == letters || plural || letters <= 3)
}

// phrase is the words of one side of a synonym.
func (s Synonym) phrase(side string) ([]phraseWord, error) {
	side = trimmed(side)
	words := wordsOf(side)
	switch {
	case side == "":
		return nil, s.wrong("nothing stands on one side of %.80q = %.80q: write a word or a phrase", s.From, s.To)
	case len(words) == 0 || words[0].start > 0 || words[len(words)-1].end < len(side):
		return nil, s.wrong("%.80q: begin and end with a letter or a digit", side)
	case len(words) > longestPhrase || len(side) > mostBytes:
		return nil, s.wrong("%.80q comes to %d words in %d bytes: use at most %d in %d", side, len(words), len(side), longestPhrase, mostBytes)
	}
	return words, nil
}

// trimmed is one side of a synonym as text is normalised, without the full stop of an abbreviation (U.S.).
func trimmed(side string) string {
	return strings.TrimSuffix(strings.TrimSpace(compose(side)), ".")
}
