package text

import (
	"strings"
	"unicode"
)

// reading is one way to take a word: how it is written, what it counts as, and whether it is a stop word. The same
// spelling has several, depending on what stands around it.
type reading struct {
	form  int32 // as it stands: the form of its key, -1 if it has none
	small int32 // the form of its Token.Spelling where it begins a sentence
	term  int32 // of both
	is    readingFlags
}

type readingFlags uint8

const (
	isTerm       readingFlags = 1 << iota // it has a Term
	isBound                               // a lone letter or prefix, which has a key but no Term
	isBare                                // it keeps the compound that it is a part of from being an n-gram alone
	isStop                                // Token.Stop
	beginsUpper                           // its Surface begins with a capital
	longCapitals                          // its Surface is in capitals, and no acronym
)

// flagsOf says what there is to know of a token apart from its neighbours.
func flagsOf(t Token) readingFlags {
	var is readingFlags
	set := func(flag readingFlags, on bool) {
		if on {
			is |= flag
		}
	}
	set(isTerm, t.Term != "")
	set(isBound, t.Term == "" && !t.Stop && hasLetter(t.Word) && len(t.Surface) <= longestWord)
	set(isBare, t.Term == "" && (t.Stop || !hasLetter(t.Word)))
	set(isStop, t.Stop)
	set(beginsUpper, unicode.IsUpper(firstRune(t.Surface)))
	set(longCapitals, isCapitals(t.Surface, longestAcronym+1, longestWord))
	return is
}

// lexicon is what a Reader knows of the words of one language.
type lexicon struct {
	tongue    *tongue
	spelt     spellings
	joined    spellings
	compounds []compound // of the joined spellings
	pairs     map[[2]rune]int32
	elided    map[string]int32
	lowerings map[int32]int32 // what acronyms are where they turn out to be none
	asStop    map[int32]int32 // what words are, by their plain reading, as parts of a compound that is a stop word
}

// compound is the reading of a hyphenated word as a whole.
type compound struct {
	reading  int32
	lettered bool // it has a letter, so that its parts count
	capitals bool // it has two or more
}

func newLexicon(t *tongue) *lexicon {
	return &lexicon{tongue: t, pairs: map[[2]rune]int32{}, elided: map[string]int32{}, lowerings: map[int32]int32{}, asStop: map[int32]int32{}}
}

// wordReadings are the reading of a word, and that of an acronym, in text that does not shout, or -1.
type wordReadings [2]int32

func (w wordReadings) plain() int32   { return w[0] }
func (w wordReadings) acronym() int32 { return w[1] }

// word finds the readings of a spelling.
func (r *Reader) word(l *lexicon, spelling string) wordReadings {
	return r.wordOf(l, spelling, pack(spelling))
}

// wordOf is word with the key at hand.
func (r *Reader) wordOf(l *lexicon, spelling string, key packed) wordReadings {
	known := l.spelt.look(spelling, key)
	if known == nil {
		spelling, known = l.spelt.add(spelling, key)
		known.is = r.newWord(l, spelling)
	}
	return known.is
}

func (r *Reader) newWord(l *lexicon, spelling string) wordReadings {
	e := l.tongue.analyse(spelling)
	w := wordReadings{r.read(Token{Surface: e.surface, Word: e.word, Term: e.term, Stop: e.stop}), -1}
	if e.acronym {
		w[1] = r.read(Token{Surface: e.surface, Word: e.word, Term: e.acronymTerm})
	}
	return w
}

// asStop is the reading of a spelling that is a stop word whatever it is.
func (r *Reader) asStop(l *lexicon, spelling string) int32 {
	plain := r.word(l, spelling).plain()
	n, ok := l.asStop[plain]
	if !ok {
		t := r.tokens[plain]
		n = r.read(Token{Surface: t.Surface, Word: t.Word, Stop: true})
		l.asStop[plain] = n
	}
	return n
}

// lowered is what the reading of an acronym is where it turns out to be none.
func (r *Reader) lowered(l *lexicon, acronym int32) int32 {
	n, ok := l.lowerings[acronym]
	if !ok {
		t := r.tokens[acronym]
		plain := r.tokens[r.word(l, t.Surface).plain()]
		n = r.read(Token{Surface: t.Surface, Word: t.Word, Term: plain.Term, Stop: plain.Stop})
		l.lowerings[acronym] = n
	}
	return n
}

// compound finds the reading of a hyphenated word.
func (r *Reader) compound(l *lexicon, parts []string) compound {
	r.join = r.join[:0]
	for i, p := range parts {
		if i > 0 {
			r.join = append(r.join, '-')
		}
		r.join = append(r.join, p...)
	}
	n, hash, ok := l.joined.find(string(r.join))
	if !ok {
		surface, _ := l.joined.add(string(r.join), hash)
		t := l.tongue.compound(surface, parts, r.entry(l, parts[len(parts)-1]))
		l.compounds = append(l.compounds, compound{r.read(t), hasLetter(surface), capitals(t.Surface) >= 2})
	}
	return l.compounds[n]
}

// entry is the entry of a spelling, but for what only an acronym counts as.
func (r *Reader) entry(l *lexicon, spelling string) entry {
	x := r.word(l, spelling)
	t := r.tokens[x.plain()]
	return entry{surface: t.Surface, word: t.Word, term: t.Term, stop: t.Stop, acronym: x.acronym() >= 0}
}

// pair is the reading of two characters of Chinese or Japanese, or of one, with a 0 behind it.
func (r *Reader) pair(l *lexicon, a, b rune) int32 {
	n, ok := l.pairs[[2]rune{a, b}]
	if !ok {
		s := string(a)
		if b != 0 {
			s += string(b)
		}
		t := Token{Surface: s, Word: fold(s), Stop: l.tongue.stops[s]}
		if !t.Stop {
			t.Term = t.Word
		}
		n = r.read(t)
		l.pairs[[2]rune{a, b}] = n
	}
	return n
}

// elided is the reading of a word in front of an apostrophe.
func (r *Reader) elided(l *lexicon, surface, word string) int32 {
	n, ok := l.elided[surface]
	if !ok {
		surface = strings.Clone(surface)
		n = r.read(Token{Surface: surface, Word: word, Stop: true})
		l.elided[surface] = n
	}
	return n
}
