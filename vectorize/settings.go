package vectorize

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"kindred/vectorize/text"
)

// TF names a term-frequency weighting.
type TF string

// IDF names an inverse document frequency.
type IDF string

// Norm names a row norm.
type Norm string

// The weightings of the package comment.
const (
	RawTF    TF = "raw"
	LogTF    TF = "log"
	BinaryTF TF = "binary"
	BM25TF   TF = "bm25"

	SmoothIDF IDF = "smooth"
	PlainIDF  IDF = "plain"
	ProbIDF   IDF = "prob"
	NoIDF     IDF = "none"

	L2     Norm = "l2"
	L1     Norm = "l1"
	NoNorm Norm = "none"
)

// Vectorizer holds the settings of the vector space. The zero value of each weighting field means
// the default: BM25 x prob x l2.
type Vectorizer struct {
	Text text.Settings
	TF   TF
	IDF  IDF
	Norm Norm
	// K1 and B shape BM25: how soon a repeated term stops counting, and how far length is
	// discounted. 0 means 1.2 and 0.75; a negative value means a true 0.
	K1, B float64
	// MinDF and MaxDF drop terms found in too few or too many documents, with scikit-learn's
	// meaning. Unset, they adapt: see Limits.
	MinDF, MaxDF Limit
	// MaxTerms keeps the terms of highest corpus frequency. 0 means all.
	MaxTerms int
	// FullNGrams lets an n-gram weigh as much as a single word of its frequency. Otherwise its weight
	// is divided by n: its n words are counted beside it.
	FullNGrams bool
	// Adaptation is the power of a term's rate of repetition that its weight is multiplied by, 0 to 1. 0
	// leaves the weight alone; UsualAdaptation goes with BM25. See the package comment.
	Adaptation float64
	// Threads bounds the goroutines at work; 0 means all cores. It never changes the result.
	Threads int `json:"-"`
	// Progress, if not nil, is told how many documents are counted, from one goroutine at a time.
	Progress func(done, total int) `json:"-"`
}

// UsualAdaptation is the Adaptation of Default and of the weighting bm25. The other weightings have none, so that
// they are what their names say elsewhere.
const UsualAdaptation = 0.1

// Default returns the default settings: UAX #29 words, each document in its own language, stems, single
// words and bigrams, BM25 with UsualAdaptation.
func Default() Vectorizer {
	v := Vectorizer{Text: text.Settings{Language: text.Auto, MaxN: 2}}
	v.TF, v.IDF, v.Norm, v.Adaptation = BM25TF, ProbIDF, L2, UsualAdaptation
	return v
}

// Weightings lists the names that Weigh takes.
func Weightings() []string { return []string{"bm25", "tfidf", "log", "sklearn"} }

// Weigh returns v with a named weighting: bm25 (bm25 x prob, with UsualAdaptation), log (log x smooth), tfidf (raw x
// smooth) or sklearn, which is tfidf with the tokens and limits of scikit-learn's TfidfVectorizer:
// no stems, no stop words, single words, every document frequency, n-grams in full.
func (v Vectorizer) Weigh(name string) (Vectorizer, error) {
	v.Norm, v.Adaptation = L2, 0
	switch name {
	case "bm25":
		v.TF, v.IDF, v.Adaptation = BM25TF, ProbIDF, UsualAdaptation
	case "log":
		v.TF, v.IDF = LogTF, SmoothIDF
	case "tfidf":
		v.TF, v.IDF = RawTF, SmoothIDF
	case "sklearn":
		v.TF, v.IDF = RawTF, SmoothIDF
		v.Text = text.Settings{Language: v.Text.Language, Tokens: "sklearn", NoStem: true, StopWords: []string{}, KeepBoilerplate: true, MaxN: 1, Synonyms: v.Text.Synonyms}
		v.MinDF, v.MaxDF, v.FullNGrams = AtLeast(1), Proportion(1), true
	default:
		return v, fmt.Errorf("vectorize: weighting %q: use one of %s", name, strings.Join(Weightings(), ", "))
	}
	return v, nil
}

// Limit bounds a document frequency: a count of documents or a share of them. The zero value is
// unset.
type Limit struct {
	Count int
	Share float64
	Set   bool
}

// AtLeast is a limit counted in documents.
func AtLeast(count int) Limit { return Limit{Count: count, Set: true} }

// Proportion is a limit as a share of the documents, between 0 and 1.
func Proportion(share float64) Limit { return Limit{Share: share, Set: true} }

// of turns the limit into documents out of n.
func (l Limit) of(n int) float64 {
	if l.Share > 0 {
		return l.Share * float64(n)
	}
	return float64(l.Count)
}

// smallCorpus is the number of documents under which every term counts: a word that two of five
// papers share is no rarity, and one that three share is no stop word.
const smallCorpus = 20

// Limits returns the document frequencies kept among n documents, at least low and at most high.
// Unset limits adapt to n: from 20 documents on, a term must stand in two (a term of one document
// relates it to nothing) and at most half of them (one that most share separates nothing).
func (v Vectorizer) Limits(n int) (low, high float64) {
	low, high = 1, float64(n)
	if n >= smallCorpus {
		low, high = 2, float64(n)/2
	}
	if v.MinDF.Set {
		low = v.MinDF.of(n)
	}
	if v.MaxDF.Set {
		high = v.MaxDF.of(n)
	}
	return low, high
}

// ErrEmptyVocabulary means that no term is left to count.
var ErrEmptyVocabulary = errors.New("vectorize: no term left")

func (v Vectorizer) withDefaults() Vectorizer {
	v.TF = orDefault(v.TF, BM25TF)
	v.IDF = orDefault(v.IDF, ProbIDF)
	v.Norm = orDefault(v.Norm, L2)
	v.K1 = orNumber(v.K1, 1.2)
	v.B = orNumber(v.B, 0.75)
	return v
}

func orDefault[T ~string](v, d T) T {
	if v == "" {
		return d
	}
	return v
}

func orNumber(v, d float64) float64 {
	if v == 0 {
		return d
	}
	return max(v, 0)
}

// check says what is wrong with the settings, before any text is read.
func (v Vectorizer) check() error {
	return errors.Join(
		oneOf("tf", v.TF, RawTF, LogTF, BinaryTF, BM25TF),
		oneOf("idf", v.IDF, SmoothIDF, PlainIDF, ProbIDF, NoIDF),
		oneOf("norm", v.Norm, L2, L1, NoNorm),
		v.MinDF.check("min_df"),
		v.MaxDF.check("max_df"),
		atLeastZero("k1", v.K1), atLeastZero("b", v.B), atLeastZero("max_terms", float64(v.MaxTerms)),
		upToOne("adaptation", v.Adaptation),
	)
}

func oneOf[T ~string](name string, v T, allowed ...T) error {
	if slices.Contains(allowed, v) {
		return nil
	}
	return fmt.Errorf("vectorize: %s %q: use one of %v", name, v, allowed)
}

func (l Limit) check(name string) error {
	if l.Share < 0 || l.Share > 1 || math.IsNaN(l.Share) {
		return fmt.Errorf("vectorize: %s %v: a share lies between 0.0 and 1.0", name, l.Share)
	}
	if l.Count < 0 {
		return fmt.Errorf("vectorize: %s %d: a count of documents cannot be negative", name, l.Count)
	}
	return nil
}

func atLeastZero(name string, v float64) error {
	if v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return fmt.Errorf("vectorize: %s %v: must be a number of at least 0", name, v)
	}
	return nil
}

func upToOne(name string, v float64) error {
	if !(v >= 0 && v <= 1) {
		return fmt.Errorf("vectorize: %s %v: must be a number from 0 to 1", name, v)
	}
	return nil
}
