package engine

import (
	"context"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
)

// FieldWeight names a part of a Document ("title", "abstract", "keywords", ...) and how much its terms count.
type FieldWeight struct {
	Name   string
	Weight float64
}

// Config is every setting that can change a result.
type Config struct {
	Fields     []FieldWeight
	Vectorizer vectorize.Vectorizer
	K          int // 0: choose
	KMeans     cluster.KMeans
	Threads    int
}

// DefaultConfig returns the settings that configs/default.yaml spells out.
func DefaultConfig() Config { return Config{} }

// Progress is told of long work: a stage's name and how much of it is done. It may be nil.
type Progress func(stage string, done, total int)

// Engine is a corpus turned into vectors, ready to answer. It never changes.
type Engine struct {
	docs []corpus.Document
}

// Build vectorizes the documents. ErrNoText if not one of them has a usable term.
func Build(ctx context.Context, docs []corpus.Document, cfg Config, p Progress) (*Engine, error) {
	panic("unbuilt")
}

func (e *Engine) Documents() []corpus.Document { return e.docs }

// Topics clusters the corpus.
func (e *Engine) Topics(ctx context.Context, p Progress) (*Topics, error) { panic("unbuilt") }

// Related answers a query with the n nearest papers; n = 0 ranks every paper.
func (e *Engine) Related(ctx context.Context, q Query, n int) (*Related, error) { panic("unbuilt") }

// RelatedAll answers for every paper of the corpus.
func (e *Engine) RelatedAll(ctx context.Context, n int, p Progress) ([]Related, error) {
	panic("unbuilt")
}

// Explain says why two papers are near. full keeps contributions under 1 %.
func (e *Engine) Explain(a, b int, full bool) *Explanation { panic("unbuilt") }

// ExplainTopic says why a paper is near a topic's centroid.
func (e *Engine) ExplainTopic(t *Topics, row, topic int, full bool) *Explanation { panic("unbuilt") }

// Sweep scores every k from 2 to max (0: choose).
func (e *Engine) Sweep(ctx context.Context, max int, p Progress) ([]SweepRow, error) {
	panic("unbuilt")
}

// Duplicates finds near-duplicate groups.
func (e *Engine) Duplicates(ctx context.Context, p Progress) ([]DuplicateGroup, error) {
	panic("unbuilt")
}
