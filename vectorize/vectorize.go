package vectorize

import (
	"context"
	"iter"

	"kindred/vectorize/matrix"
	"kindred/vectorize/text"
)

// Field is one part of a document. Its terms count Weight times (0 means 1).
type Field struct {
	Text   string
	Weight float64
	Lang   string // BCP 47; "" = Settings.Language
}

// TF names a term-frequency weighting.
type TF string

// IDF names an inverse document frequency.
type IDF string

// Norm names a row norm.
type Norm string

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

// Limit bounds a document frequency: a count of documents or a share of them. The zero value
// means "choose for this corpus".
type Limit struct {
	Count int
	Share float64
	Set   bool
}

// Vectorizer holds the settings of the vector space model.
type Vectorizer struct {
	Text         text.Settings
	TF           TF
	IDF          IDF
	Norm         Norm
	K1, B        float64 // BM25; 0 means 1.2 and 0.75 (use a negative value for a true 0)
	MinDF, MaxDF Limit
	MaxTerms     int // keep the terms of highest corpus frequency; 0 means all
	Threads      int // 0 means all cores; never changes the result
}

// Count is one term of one document.
type Count struct {
	Term, Surface string
	TF            float64 // weighted occurrences
}

// Counts is what Vectorizer.Count finds in a document: terms ascending.
type Counts struct {
	Terms  []Count
	Length float64 // weighted number of terms, after stop words, n-grams included
}

// Totals describes the documents of a corpus.
type Totals struct {
	Docs   int
	Length float64 // sum of Counts.Length
}

// TermStats describes one term of a corpus.
type TermStats struct {
	DF      int
	CF      float64
	Surface string
}

// Model is a fitted vocabulary with its weights.
type Model struct{}

func (v Vectorizer) Count(fields ...Field) Counts { panic("unbuilt") }
func (v Vectorizer) NewModel(t Totals, terms iter.Seq2[string, TermStats]) (*Model, error) {
	panic("unbuilt")
}
func (v Vectorizer) FitTransform(ctx context.Context, docs [][]Field) (*Model, *matrix.CSR, error) {
	panic("unbuilt")
}
func (m *Model) Vector(c Counts) (columns []int32, values []float32) { panic("unbuilt") }

// Terms returns the number of terms, the columns of the matrix.
func (m *Model) Terms() int { panic("unbuilt") }

// Term returns the key of a column: a stem, or stems joined by a space.
func (m *Model) Term(column int) string { panic("unbuilt") }

// Surface returns the spelling that the column's term had most often.
func (m *Model) Surface(column int) string { panic("unbuilt") }

// Column finds the column of a term key.
func (m *Model) Column(term string) (column int, ok bool) { panic("unbuilt") }

// DF returns the number of documents that hold the column's term.
func (m *Model) DF(column int) int { panic("unbuilt") }

// Docs returns the number of documents fitted.
func (m *Model) Docs() int { panic("unbuilt") }
