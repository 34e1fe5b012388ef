// Package text turns prose into terms.
//
// An Analyzer takes a title or an abstract and yields what counts: each term, and how it was
// written, so that nobody ever reads a stem.
//
//	a, err := text.New(text.Settings{MaxN: 2})
//	a.Terms("Low-rank adaptation of BERTs", "en", func(key, surface string) { ... })
//
// yields low, rank, adapt, bert, "low rank" and "rank adapt", the last two written "low-rank" and
// "rank adaptation". A hyphenated word is the n-gram of its parts, so that low-rank is low rank;
// with single words alone (MaxN 1) it is a term of its own, low-rank. On its way the text is
//
//   - normalised (normalise.go): NFKC, HTML and LaTeX stripped, links dropped;
//   - freed of synonyms (thesaurus.go), if there are any: each is written as what it stands for;
//   - segmented (segment.go): the words of UAX #29, hyphenated words whole and as parts,
//     runs of Han and kana as character bigrams (cjk.go);
//   - told by its language (detect.go), if the settings leave that to the text;
//   - reduced (word.go, stem.go): case folded, stop words and boilerplate marked, stemmed;
//   - joined (ngrams.go): neighbouring words, never across a stop word or a punctuation mark.
//
// Tokens is the same walk with the stop words left in, for phrases and labels. BestSurface
// chooses among the spellings of one term. A Reader (reader.go) finds the same terms by numbers, and fast, for
// whoever counts those of many texts. Nothing here knows of documents or of weights.
package text

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
)

// Settings say how prose becomes terms. The zero value is the default analysis of English:
// UAX #29 words, stemmed, stop words and scientific boilerplate dropped, single words only.
type Settings struct {
	// Language is the BCP 47 language of text that does not name its own: one of Languages, or
	// Auto, which finds it from each text (see Analyzer.Language). "" means en. Text in any other
	// language is segmented, but neither stemmed nor freed of stop words.
	Language string
	// Fallback is the language of documents that hold too little to tell, if Language is Auto: best
	// the one that most of a corpus has. "" means en.
	Fallback string
	// Tokens is "uax29" (default, "") or "sklearn": the pattern \b\w\w+\b on lower-cased text,
	// with no stripping of markup, as scikit-learn's TfidfVectorizer has it. It never stems, has
	// no boilerplate, drops stop words only if StopWords names them, and its n-grams
	// close up over what was dropped and over punctuation.
	Tokens string
	// NoStem keeps words as they are (normalised) instead of their snowball stem.
	NoStem bool
	// StopWords replaces the built-in list of the language: nil means the built-in list, an
	// empty non-nil slice means none. Words are compared case folded.
	StopWords []string
	// KeepBoilerplate keeps scientific boilerplate ("paper", "propose", "results"), which is
	// otherwise treated as stop words.
	KeepBoilerplate bool
	// Synonyms are replaced before text is cut into words, so that whatever counts or shows words sees what
	// they stand for.
	Synonyms []Synonym
	// MaxN is the longest n-gram in words, at most 5: 0 and 1 mean single words. MinN is the
	// shortest (0 means 1).
	MinN, MaxN int
}

// LongestN is the largest Settings.MaxN.
const LongestN = 5

// Analyzer is Settings made ready. It never changes and is safe to share among goroutines.
type Analyzer struct {
	settings   Settings
	minN, maxN int
	sklearn    bool
	auto       bool            // Settings.Language is Auto
	language   string          // of text that names none, "" for en
	own        map[string]bool // Settings.StopWords, folded; nil for the built-in lists
	tongues    map[string]*tongue
	unknown    *tongue    // of languages without stemmer and stop words
	thesaurus  *thesaurus // nil without Settings.Synonyms
	readers    sync.Pool  // of *Reader, for Tokens
}

// New checks the settings and builds their analyzer.
func New(s Settings) (*Analyzer, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	a := &Analyzer{settings: s, minN: max(s.MinN, 1), maxN: max(s.MaxN, 1), sklearn: s.Tokens == "sklearn"}
	a.language = baseLanguage(s.Language)
	if a.auto = a.language == Auto; a.auto {
		a.language = baseLanguage(s.Fallback)
	}
	var err error
	if a.thesaurus, err = newThesaurus(s.Synonyms); err != nil {
		return nil, err
	}
	if s.StopWords != nil {
		a.own = foldedSet(s.StopWords)
	}
	a.tongues = make(map[string]*tongue, len(languages))
	for code := range languages {
		a.tongues[code] = newTongue(code, s, a.own)
	}
	a.unknown = newTongue("", s, a.own)
	return a, nil
}

func (s Settings) check() error {
	switch s.Tokens {
	case "", "uax29", "sklearn":
	default:
		return fmt.Errorf("text: unknown tokens %q: use uax29 or sklearn", s.Tokens)
	}
	if s.MinN < 0 || s.MaxN < 0 {
		return fmt.Errorf("text: n-grams of %d to %d words: use numbers from 1 to %d", s.MinN, s.MaxN, LongestN)
	}
	if s.MaxN > LongestN {
		return fmt.Errorf("text: n-grams of up to %d words: use at most %d", s.MaxN, LongestN)
	}
	if s.MinN > max(s.MaxN, 1) {
		return fmt.Errorf("text: shortest n-gram %d is longer than the longest, %d", s.MinN, max(s.MaxN, 1))
	}
	for _, tag := range []string{s.Language, s.Fallback} {
		if strings.ContainsFunc(tag, func(r rune) bool { return !isTagRune(r) }) {
			return fmt.Errorf("text: language %q is not a BCP 47 tag: use one such as en or fr, or auto", tag)
		}
	}
	return nil
}

func isTagRune(r rune) bool {
	return r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// Settings returns the settings the analyzer was made of.
func (a *Analyzer) Settings() Settings { return a.settings }

// Token is one word of the text in reading order, stop words included.
type Token struct {
	Surface string // as written, after NFKC and the stripping of markup: "Transformers"
	Word    string // case folded: "transformers"
	Term    string // the term it counts as: "transform"; "" for stop words and dropped tokens
	Stop    bool   // a stop word (or boilerplate)
	Break   bool   // a sentence end or other punctuation stands before it: no n-gram crosses
	Part    bool   // a part of the hyphenated token before it
	First   bool   // it begins a sentence, which may be all that its capital means
}

// Spelling is the surface as it would stand inside a sentence, as far as can be told: the word that
// begins one gives up a capital that is its only one.
func (t Token) Spelling() string {
	if t.First && capitals(t.Surface) == 1 {
		return decapitalised(t.Surface)
	}
	return t.Surface
}

// SpellingBefore is the Spelling in front of another word: a capital there says that the capital here
// belongs to a name or a heading (World Wide Web).
func (t Token) SpellingBefore(next string) string {
	if unicode.IsUpper(firstRune(next)) {
		return t.Surface
	}
	return t.Spelling()
}

// Tokens returns the words of s, for phrases and labels. lang is the BCP 47 language of s, ""
// for the language of the settings. Where that is Auto it is found from s alone: give what Language
// says of the whole document instead.
//
// A hyphenated word comes whole, then part by part; the first part repeats the Break of the
// whole. Numbers, overlong words, lone letters and prefixes ("semi") are tokens without a Term. Every token has a
// Surface and a Word of valid UTF-8. The cost is linear in the length of s.
func (a *Analyzer) Tokens(s, lang string) []Token {
	if a.sklearn {
		return sklearnTokens(a.thesaurus.rewrite(s), a.own)
	}
	r, ok := a.readers.Get().(*Reader)
	if !ok {
		r = a.Reader()
	}
	tokens := r.words(s, lang)
	if len(r.tokens) < pooledReadings {
		a.readers.Put(r)
	}
	return tokens
}

// pooledReadings bounds what a pooled reader remembers, at about 200 bytes each.
const pooledReadings = 1 << 16

// words is Tokens.
func (r *Reader) words(s, lang string) []Token {
	marks := r.marks(s, lang)
	tokens := make([]Token, len(marks))
	for i, m := range marks {
		t := r.tokens[m.reading]
		if long, ok := r.segmenter.long[i]; ok {
			t = Token{Surface: long, Word: fold(long)}
		}
		t.Break, t.Part, t.First = m.brk, m.part, m.first
		tokens[i] = t
	}
	r.segmenter.long = nil
	return tokens
}

// Terms calls yield for each term of s, single words first, then n-grams by their first word:
// its key and its spelling. A hyphenated word whose parts make an n-gram of at most MaxN comes
// as that n-gram. The key of an n-gram is its words' terms joined by a space; its
// spelling joins theirs as they stood, by a hyphen or a space. lang is as in Tokens.
func (a *Analyzer) Terms(s, lang string, yield func(key, surface string)) {
	a.Places(s, lang, func(_ int, key, surface string) { yield(key, surface) })
}

// Places is Terms that also says where a term stands: at the token of that number, from 0, stop words counted; an
// n-gram where its first word does.
func (a *Analyzer) Places(s, lang string, yield func(place int, key, surface string)) {
	tokens := a.Tokens(s, lang)
	if a.minN == 1 {
		for i, t := range tokens {
			if t.Term != "" && (t.Part || !a.isGram(tokens[i:])) {
				yield(i, t.Term, t.Spelling())
			}
		}
	}
	if a.maxN > 1 {
		a.ngrams(tokens, yield)
	}
}

// IsStop reports whether word, as written, is a stop word or boilerplate of the language under
// these settings. An acronym is not: IsStop("US", "en") is false where IsStop("us", "en") is true.
func (a *Analyzer) IsStop(word, lang string) bool {
	if a.sklearn {
		return a.own[lower(word)]
	}
	e := a.tongue(lang).analyse(compose(word))
	return e.stop && !e.acronym
}
