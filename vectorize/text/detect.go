package text

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The language of a text is told by its function words, since they are the most frequent words of any
// text and each language has its own (Grefenstette, "Comparing two language identification schemes",
// 1995); the words that any abstract has (results, propose) serve beside them.
//
// A word that is common in n languages speaks for each of them with 1/n, once: "och" says Swedish, "de"
// says Dutch, French, Portuguese, Spanish or Swedish and so next to nothing. The language for which most
// is said is believed if it has
//
//   - evidence: as much as two words that it alone has, or one where letters have accents, since
//     English has none; so that El Niño in a title makes no Spanish of it;
//   - a share of all words, so that a list of names is not taken for prose;
//   - a lead over the second, since Spanish and Portuguese, or Swedish and Norwegian, share many.
//
// Words in capitals are acronyms (IL-2 is no Italian) unless most words are; letters beside a digit, and the s of
// Hardy's, are no words. Russian is told by its script. A text long enough for common words, with accents
// and without a language, is in none of ours: Unknown. A relative of a language passes for it (Danish for Norwegian)
// unless the record or its letters (Ukrainian) say otherwise, and a foreign language without accents
// (Indonesian) is told too little of and so read as English.
//
// Only the first 64 words are read, so the cost is bounded: two to four microseconds a document, a tenth of cutting
// an abstract into words.
const (
	sampleWords      = 64
	sampleBytes      = 600 // of one text
	leastEvidence    = 2.0
	accentedEvidence = 1.0
	leastShare       = 0.08
	lead             = 1.5
	// From enoughWords words on, this share of letters with accents speaks against English.
	enoughWords   = 20
	accentedShare = 0.02
)

// Auto as Settings.Language leaves the language to each text.
const Auto = "auto"

// Unknown is what Detect and Language call a language that is none of Languages: the BCP 47 code of
// "uncoded languages". Its words are counted as they are.
const Unknown = "mis"

// Detect finds the language of a document from the texts it is made of: one of Languages, or
// Unknown. ok is false, and the language "", where they hold too little to tell, as a bare title may.
// The cost is bounded: only the first words are read.
func Detect(texts ...string) (code string, ok bool) {
	e := evidence{table: commonWords()}
	for _, s := range texts {
		if e.words >= sampleWords {
			break
		}
		e.read(s)
	}
	return e.language()
}

// Language returns the language to read a document in, for Tokens and Terms: tag is what its record
// states ("" for nothing), texts are its parts, judged together so that the title is read as the
// abstract is. Unless the settings say Auto it is tag. With Auto it is tag too, but English where the
// texts plainly are: records often state the language of a paper beside an abstract in
// English. Without a tag it is what Detect finds, and where that is nothing the Fallback.
//
// Words of two languages may have equal terms (French "sort", English "sort"): they are one term, and
// share a column in a corpus of both. They are few, and the words around them tell the papers apart.
func (a *Analyzer) Language(tag string, texts ...string) string {
	if a.sklearn || !a.auto {
		return tag
	}
	found, ok := Detect(texts...)
	if stated := baseLanguage(tag); saysLanguage(stated) && (!ok || found != "en") {
		return stated
	}
	if !ok {
		return cmp.Or(a.settings.Fallback, "en")
	}
	return found
}

// saysLanguage is false for the codes of several languages, of none, and of one without a code.
func saysLanguage(code string) bool {
	return code != "" && code != Auto && code != "mul" && code != "zxx" && code != Unknown
}

// evidence is what the words read so far say.
type evidence struct {
	table                    *wordTable
	words, capital           int
	letters, cyrillic, other int // all of them, and those of neither script
	accented                 int // Latin letters beyond ASCII
	russian                  int // letters that Russian has and its neighbours lack, less those that it lacks
	said                     tally
	shouted                  tally // by words in capitals
	seen                     [mostCommonWords / 64]uint64
}

// tally is what speaks for each language, by its place in codes, in parts of a word.
type tally [16]int

// wholeWord is what a word says that one language owns. It is divisible by 1 to 12.
const wholeWord = 27720

// run is a run of letters in small letters, packed into an integer.
type run struct {
	key              uint64
	bytes            int
	letters, capital int
	torn             bool // it touches a digit, or the apostrophe of a word that is not elided: S14, Hardy's
}

// longestKey is the most bytes that a key holds. The words that count are short.
const longestKey = 8

func (w *run) add(b byte) {
	w.key = w.key<<8 | uint64(b)
	w.bytes++
}

// read takes in the words of one text.
func (e *evidence) read(s string) {
	s = sample(s)
	var w run
	for i := 0; i < len(s) && e.words < sampleWords; {
		if n := w.plain(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= utf8.RuneSelf:
			e.readRune(&w, r)
		case '0' <= r && r <= '9':
			w.torn = true
		case r == '\'':
			e.elide(&w)
		default:
			e.end(&w)
		}
	}
	e.end(&w)
}

// plain takes in the ASCII letters at the head of s and returns how many they are.
func (w *run) plain(s string) int {
	key, capital, n := w.key, 0, 0
	for whole := true; whole && len(s)-n >= 8; {
		small, k, large := leadingLetters(eight(s[n:]))
		key, capital, n, whole = key<<(8*k)|small, capital+large, n+k, k == 8
		if !whole {
			s = s[:n]
		}
	}
	for ; n < len(s); n++ {
		small := s[n] | 0x20
		if small < 'a' || small > 'z' {
			break
		}
		key = key<<8 | uint64(small)
		capital += int(s[n]^small) >> 5
	}
	w.key, w.bytes, w.letters, w.capital = key, w.bytes+n, w.letters+n, w.capital+capital
	return n
}

// leadingLetters takes the ASCII letters at the head of eight bytes, the first the lowest: in small letters, the first the
// highest of n bytes, and how many of them were capitals.
func leadingLetters(x uint64) (key uint64, n, capital int) {
	small := x&^highs | ones*0x20
	letters := (small + ones*(0x80-'a')) &^ (small + ones*(0x80-'z'-1)) &^ x & highs
	n = bits.TrailingZeros64(^letters&highs) / 8
	return bits.ReverseBytes64(small) >> (64 - 8*n), n, bits.OnesCount64(^x & (ones * 0x20) & (1<<(8*n) - 1))
}

// readRune takes in a character beyond ASCII.
func (e *evidence) readRune(w *run, r rune) {
	switch {
	case isApostrophe(r):
		e.elide(w)
		return
	case !unicode.IsLetter(r):
		e.end(w)
		return
	case r < 0x250, 0x1E00 <= r && r < 0x1F00:
		e.accented++
	case 0x400 <= r && r < 0x530:
		e.cyrillic++
	default:
		e.other++
	}
	small := unicode.ToLower(r)
	switch small {
	case 'ы', 'э', 'ё':
		e.russian++
	case 'і', 'ї', 'є', 'ґ', 'ў', 'ј', 'љ', 'њ', 'ћ', 'ђ', 'џ', 'ѓ', 'ќ', 'ъ':
		e.russian--
	}
	w.letters++
	if small != r {
		w.capital++
	}
	var encoded [utf8.UTFMax]byte
	for _, b := range encoded[:utf8.EncodeRune(encoded[:], small)] {
		w.add(b)
	}
}

// elide ends a word at an apostrophe, which it keeps (l', qu'). If no language has it, what comes
// next is the ending of an English word.
func (e *evidence) elide(w *run) {
	w.add('\'')
	torn := w.letters > 0 && e.table.place(w.key).languages == 0
	e.end(w)
	w.torn = torn
}

func (e *evidence) end(w *run) {
	if w.letters == 0 {
		*w = run{}
		return
	}
	e.words++
	e.letters += w.letters
	into := &e.said
	if w.capital > 1 && w.capital == w.letters {
		e.capital++
		into = &e.shouted
	}
	if w.bytes <= longestKey && !w.torn {
		e.count(w.key, into)
	}
	*w = run{}
}

// count shares a word out among the languages that have it, the first time that it comes.
func (e *evidence) count(key uint64, into *tally) {
	w := e.table.place(key)
	if w.languages == 0 || e.seen[w.id/64]&(1<<(w.id%64)) != 0 {
		return
	}
	e.seen[w.id/64] |= 1 << (w.id % 64)
	part := wholeWord / bits.OnesCount16(w.languages)
	for set := w.languages; set != 0; set &= set - 1 {
		into[bits.TrailingZeros16(set)] += part
	}
}

// sample is the head of s, in the spelling of the lists.
func sample(s string) string {
	if len(s) > sampleBytes {
		s = s[:sampleBytes]
		if i := strings.LastIndexByte(s, ' '); i > 0 {
			s = s[:i]
		}
	}
	return compose(decodeEntities(s))
}

// language draws the conclusion.
func (e *evidence) language() (code string, ok bool) {
	latin := e.letters - e.cyrillic - e.other
	switch {
	case e.words == 0:
		return "", false
	case e.other > latin+e.cyrillic, e.cyrillic > latin+e.other && e.russian < 0:
		return Unknown, true
	case e.cyrillic > latin+e.other:
		return "ru", true
	}
	if 2*e.capital > e.words {
		for i, n := range e.shouted {
			e.said[i] += n
		}
	}
	least := leastEvidence
	if e.accented > 0 {
		least = accentedEvidence
	}
	if code, ok := e.said.language(least, e.words); ok {
		return code, true
	}
	if e.words >= enoughWords && float64(e.accented) >= accentedShare*float64(e.letters) {
		return Unknown, true
	}
	return "", false
}

// language finds the language with most evidence among so many words, if it has at least least.
func (t *tally) language(least float64, words int) (code string, ok bool) {
	best, second := 0, 1
	for i := 1; i < len(t); i++ {
		switch {
		case t[i] > t[best]:
			best, second = i, best
		case i == 1 || t[i] > t[second]:
			second = i
		}
	}
	most := float64(t[best]) / wholeWord
	if most < least || most < leastShare*float64(words) || float64(t[best]) < lead*float64(t[second]) {
		return "", false
	}
	return codes[best], true
}

// commonWord is a word of the lists: its run, its number and the set of languages that have it, a bit for
// each of codes.
type commonWord struct {
	key           uint64
	id, languages uint16
}

// wordTable finds the stop words, elisions and words of boilerplate of at most longestKey bytes, each at
// the first free place from that of its key on. It is at most half full.
type wordTable [2 * mostCommonWords]commonWord

// mostCommonWords bounds the words of the lists that fit a key.
const mostCommonWords = 1 << 13

// place is the word with the key, or the free place where it would stand.
func (t *wordTable) place(key uint64) *commonWord {
	for i := key * 0x9E3779B97F4A7C15 >> 50; ; i = (i + 1) % uint64(len(t)) {
		if w := &t[i]; w.key == key || w.languages == 0 {
			return w
		}
	}
}

// commonWords is the table of all languages.
var commonWords = sync.OnceValue(func() *wordTable {
	words, n := new(wordTable), uint16(0)
	for i, code := range codes {
		l := languages[code]
		for _, s := range slices.Concat(l.elisions, fields(l.stops), fields(l.boilerplate)) {
			var r run
			for _, b := range []byte(compose(strings.ToLower(s))) {
				r.add(b)
			}
			if r.bytes > longestKey {
				continue
			}
			w := words.place(r.key)
			if w.languages == 0 {
				w.key, w.id = r.key, n
				n++
			}
			w.languages |= 1 << i
		}
	}
	return words
})
