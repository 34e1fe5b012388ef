package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestAcronym is the most letters that a word in capitals may have to be taken for an acronym:
// AIDS is no plural of aid, and US no pronoun. Longer ones are headings (METHODS) more often.
const longestAcronym = 5

// entry is all there is to know of one spelling of a word in one language, apart from its neighbours.
type entry struct {
	surface string // without possessive 's
	word    string // folded
	term    string // "" for a stop word, a word without a letter, a lone letter, a prefix
	stop    bool
	acronym bool // two to five capitals: in text that does not shout acronymTerm holds, and no stop
	// acronymTerm is the word unstemmed.
	acronymTerm string
}

// prefixes mean nothing alone. Where one stands by itself, mostly in front of a hyphen, it is treated as a lone
// letter is: no term, but part of an n-gram (semi supervis).
var prefixes = map[string]bool{
	"anti": true, "bi": true, "co": true, "ex": true, "inter": true, "intra": true, "multi": true, "non": true, "pre": true,
	"pseudo": true, "quasi": true, "re": true, "semi": true, "sub": true, "tri": true, "ultra": true, "un": true,
}

// analyse finds the entry of a spelling, which depends on nothing else. A stemmer does under two million words a second:
// a Reader asks once for each.
func (t *tongue) analyse(surface string) entry {
	word := fold(surface)
	for !t.stops[word] && isPossessive(word) {
		surface, word = dropPossessive(surface, word)
	}
	letters := surface
	if isAbbreviation(word) {
		letters, word = strings.ReplaceAll(surface, ".", ""), strings.ReplaceAll(word, ".", "")
	}
	e := entry{surface: surface, word: word, stop: t.stops[word]}
	if !hasLetter(word) || isLone(surface) {
		return e
	}
	if isCapitals(letters, 2, longestAcronym) {
		e.acronym, e.acronymTerm = true, word
	}
	if !e.stop && !prefixes[word] {
		e.term = t.stemmed(surface, word)
	}
	return e
}

// stemmed is the stem of a word that is no stop word; a plural of an acronym (LSTMs) loses its s. A stem
// that is itself a stop word would be lost: then the word stays whole ("wills" is not "will").
func (t *tongue) stemmed(surface, word string) string {
	if t.stem == nil {
		return word
	}
	stem := ""
	if isAcronymPlural(surface) {
		stem = strings.TrimSuffix(word, "s")
	} else {
		stem = t.stem(word, true)
	}
	if stem == "" || t.stops[stem] || !hasLetter(stem) || !utf8.ValidString(stem) {
		return word
	}
	return stem
}

// compound is the token of a hyphenated word as a whole: its last part is stemmed, so that fine-tuned
// and fine-tuning meet. end is the entry of that part.
func (t *tongue) compound(surface string, parts []string, end entry) Token {
	last := len(parts) - 1
	surface = surface[:len(surface)-len(parts[last])] + end.surface
	word := fold(surface)
	token := Token{Surface: surface, Word: word, Stop: t.stops[word] || t.stopCompounds && t.allStops(parts)}
	if token.Stop || !hasLetter(word) {
		return token
	}
	token.Term = word
	if stem := end.term; stem != "" && !end.acronym && strings.HasSuffix(word, end.word) {
		token.Term = strings.TrimSuffix(word, end.word) + stem
	}
	if t.stops[token.Term] {
		token.Term = word
	}
	return token
}

// allStops holds if every part is a stop word or a lone letter (a-t-il).
func (t *tongue) allStops(parts []string) bool {
	stops := 0
	for _, p := range parts {
		e := t.analyse(p)
		if e.stop {
			stops++
		} else if !isLone(p) {
			return false
		}
	}
	return stops > 0
}

func isPossessive(word string) bool { return len(word) >= 3 && strings.HasSuffix(word, "'s") }

func dropPossessive(surface, word string) (string, string) {
	_, n := utf8.DecodeLastRuneInString(surface)
	surface = surface[:len(surface)-n]
	_, n = utf8.DecodeLastRuneInString(surface)
	return surface[:len(surface)-n], strings.TrimSuffix(word, "'s")
}

func hasLetter(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				return true
			}
		} else if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// isLone holds for a single letter. Alone it says nothing, so it is no term; but vitamin D is not vitamin B, so it keeps
// its place in n-grams.
func isLone(surface string) bool {
	r, n := utf8.DecodeRuneInString(surface)
	return n == len(surface) && unicode.IsLetter(r) && !isKana(r)
}

// isCapitals holds for words of least to most capitals and nothing else.
func isCapitals(s string, least, most int) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return least <= n && n <= most
}

// isAcronymPlural holds for capitals and digits with a small s behind: LSTMs, 3Ds.
func isAcronymPlural(s string) bool {
	body, ok := strings.CutSuffix(s, "s")
	if !ok || len(body) < 2 {
		return false
	}
	return !strings.ContainsFunc(body, func(r rune) bool { return !unicode.IsUpper(r) && !unicode.IsDigit(r) })
}
