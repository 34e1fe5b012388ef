package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// Engine is a corpus turned into vectors, ready to answer. It never changes and is safe to share.
type Engine struct {
	config    Config
	docs      []corpus.Document
	counter   *vectorize.Counter
	model     *vectorize.Model
	terms     *matrix.CSR                        // a row a paper, in the term space
	neighbors func() (*cluster.Neighbors, error) // of terms, made when first asked for
}

// Build vectorizes the documents. It fails with ErrNoDocuments, with ErrNoText if not one document
// has a usable term, and with a vectorize.ErrEmptyVocabulary that says which limit left none.
func Build(ctx context.Context, docs []corpus.Document, cfg Config, p Progress) (*Engine, error) {
	if len(docs) == 0 {
		return nil, ErrNoDocuments
	}
	if err := checkFields(docs, cfg.Fields); err != nil {
		return nil, err
	}
	cfg.Vectorizer.Threads, cfg.KMeans.Threads = cfg.Threads, cfg.Threads
	e := &Engine{config: cfg.withFallback(docs), docs: docs}
	if err := e.vectorize(ctx, p); err != nil {
		return nil, err
	}
	e.neighbors = sync.OnceValues(func() (*cluster.Neighbors, error) {
		return cluster.NeighborSearch{Threads: cfg.Threads}.Fit(context.Background(), e.terms)
	})
	return e, nil
}

func (e *Engine) vectorize(ctx context.Context, p Progress) error {
	v := e.config.Vectorizer
	v.Progress = p.stage("reading words")
	fields := e.fields()
	var err error
	if e.counter, err = v.Counter(); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	e.model, e.terms, err = v.FitTransform(ctx, fields)
	if errors.Is(err, vectorize.ErrEmptyVocabulary) && !hasTerms(e.counter, fields) {
		return ErrNoText
	}
	return err
}

// fields are the texts of each paper that are read.
func (e *Engine) fields() [][]vectorize.Field {
	out := make([][]vectorize.Field, len(e.docs))
	for i, d := range e.docs {
		out[i] = fieldsOf(d, e.config.Fields)
	}
	return out
}

func hasTerms(c *vectorize.Counter, docs [][]vectorize.Field) bool {
	return slices.ContainsFunc(docs, func(fields []vectorize.Field) bool { return len(c.Count(fields...).Terms) > 0 })
}

// Documents returns the corpus, in row order. Do not change it.
func (e *Engine) Documents() []corpus.Document { return e.docs }

// Config returns the settings in force.
func (e *Engine) Config() Config { return e.config }

// Vocabulary returns the number of terms.
func (e *Engine) Vocabulary() int { return e.model.Terms() }
