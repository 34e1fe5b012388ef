// Package text turns prose into terms: normalise, segment, drop stop words, stem, join n-grams,
// and remember how each term was written so that nobody ever reads a stem.
package text

// Settings say how prose becomes terms. The zero value is the default analysis of English:
// UAX #29 words, stemmed, stop words and scientific boilerplate dropped, single words only.
type Settings struct {
	// Language is the BCP 47 language of text that does not name its own: en, es, fr, ru, sv, no
	// or hu. "" means en.
	Language string
	// Tokens is "uax29" (default, "") or "sklearn": the pattern \b\w\w+\b on lower-cased text,
	// with no stripping of markup, as scikit-learn's TfidfVectorizer has it.
	Tokens string
	// NoStem keeps words as they are (normalised) instead of their snowball stem.
	NoStem bool
	// StopWords replaces the built-in list of the language: nil means the built-in list, an
	// empty non-nil slice means none.
	StopWords []string
	// KeepBoilerplate keeps scientific boilerplate ("paper", "propose", "results"), which is
	// otherwise treated as stop words.
	KeepBoilerplate bool
	// MaxN is the longest n-gram in words: 0 and 1 mean single words. MinN is the shortest (0 means 1).
	MinN, MaxN int
}

// Analyzer is Settings made ready. It never changes and is safe to share among goroutines.
type Analyzer struct{ settings Settings }

// New checks the settings and builds their analyzer.
func New(s Settings) (*Analyzer, error) { return &Analyzer{s}, nil }

// Token is one word of the text in reading order, stop words included.
type Token struct {
	Surface string // as written, after NFKC and the stripping of markup: "Transformers"
	Word    string // case folded: "transformers"
	Term    string // the term it counts as: "transform"; "" for stop words and dropped tokens
	Stop    bool   // a stop word (or boilerplate)
	Break   bool   // a sentence end or other punctuation stands before it: no n-gram crosses
	Part    bool   // a part of the hyphenated token before it
}

// Tokens returns the words of s, for phrases and labels.
func (a *Analyzer) Tokens(s, lang string) []Token { panic("unbuilt") }

// Terms calls yield for each term of s, single words and n-grams: its key and its surface form.
func (a *Analyzer) Terms(s, lang string, yield func(key, surface string)) { panic("unbuilt") }
