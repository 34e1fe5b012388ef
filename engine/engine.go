package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// Engine is a corpus turned into vectors, ready to answer. It never changes and is safe to share.
type Engine struct {
	config     Config
	docs       corpus.Documents
	counter    *vectorize.Counter
	model      *vectorize.Model
	duplicates []DuplicateGroup
	prose      *prose
	names      []bool      // of each column: may it be shown for a topic, or as a shared term?
	terms      *matrix.CSR // a row a paper, in the term space
	space      *space
	neighbors  func() (*cluster.Neighbors, error) // in the space, made when first asked for
	shortlist  func() (shortlists, error)         // that were saved, in place of neighbors for one query; nil for an engine that was built
	later      int                                // papers, the last ones, that have one of their own
	saved      func() (*Topics, error)            // that were found before; nil for an engine that was built
	fitted     int                                // papers that weights and directions come from; those behind them were added
	unchecked  bool                               // rows come from a file and may be damaged
	topicOf    func(row int) int                  // the id of a paper's topic, of saved topics; nil without any
}

// Build vectorizes the documents and finds their directions. It fails with ErrNoDocuments, with ErrNoText if not one document
// has a usable term, and with a vectorize.ErrEmptyVocabulary that says which limit left none.
func Build(ctx context.Context, docs []corpus.Document, cfg Config, p Progress) (*Engine, error) {
	if len(docs) == 0 {
		return nil, ErrNoDocuments
	}
	if err := checkFields(docs, cfg.Fields); err != nil {
		return nil, err
	}
	if !(cfg.Mix >= 0 && cfg.Mix <= 1) {
		return nil, fmt.Errorf("engine: mix %g: use a share from 0 to 1", cfg.Mix)
	}
	if !(cfg.Doubt >= 0 && cfg.Doubt <= math.MaxInt32) {
		return nil, fmt.Errorf("engine: doubt %g: use a number of terms from 0 on", cfg.Doubt)
	}
	if err := checkVectors(cfg.Vectors, len(docs)); err != nil {
		return nil, err
	}
	cfg.Vectorizer.Threads, cfg.KMeans.Threads, cfg.LSA.Threads = cfg.Threads, cfg.Threads, cfg.Threads
	e := &Engine{config: cfg, docs: corpus.List(docs), fitted: len(docs)}
	if err := e.consent(); err != nil {
		return nil, err
	}
	languages := e.findLanguages()
	if err := e.vectorize(ctx, p); err != nil {
		return nil, err
	}
	err := e.consent()
	if err != nil {
		return nil, err
	}
	if e.prose, err = newProse(e.config.Vectorizer.Text, languages); err != nil {
		return nil, err
	}
	e.names = e.prose.names(e.model)
	p.reach("weighing terms", 1)
	if e.space, err = e.newSpace(ctx, p); err != nil {
		return nil, err
	}
	e.searches()
	return e, nil
}

// searches readies the search for neighbours, which is made when it is first asked for.
func (e *Engine) searches() {
	e.neighbors = sync.OnceValues(func() (*cluster.Neighbors, error) {
		return cluster.NeighborSearch{Threads: e.config.Threads}.Fit(context.Background(), e.space.compared())
	})
}

// checkVectors refuses vectors that are not a unit row, or zero, a document.
func checkVectors(x *matrix.Rows, docs int) error {
	if x == nil {
		return nil
	}
	if n, _ := x.Dims(); n != docs {
		return fmt.Errorf("engine: %d vectors for %d documents: a row a document is needed", n, docs)
	}
	for i := range docs {
		if row := x.Row(i); !unitOrZero(matrix.Dot(row, row)) {
			return fmt.Errorf("engine: vector %d (counted from 0) is neither a unit vector nor zero", i)
		}
	}
	return nil
}

// unitOrZero tells whether a square is that of a unit vector, but for rounding, or of none.
func unitOrZero(square float64) bool { return square == 0 || math.Abs(square-1) <= 1e-4 }

// consent asks whether to go on, given what is known so far.
func (e *Engine) consent() error {
	if e.config.Consent == nil {
		return nil
	}
	s := sizeOf(e.docs)
	if e.terms != nil {
		s.Terms, s.Values = e.model.Terms(), e.terms.NNZ()
	}
	return e.config.Consent(s)
}

func (e *Engine) vectorize(ctx context.Context, p Progress) error {
	v := e.config.Vectorizer
	v.Progress = p.stage("reading words")
	var err error
	if e.counter, err = v.Counter(); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	e.model, e.terms, err = v.FitTransformOf(ctx, e.docs.Len(), e.fields, func(all *vectorize.AllTerms) error {
		defer p.reach("weighing terms", 0)
		return e.findDuplicates(ctx, all, p)
	})
	if errors.Is(err, vectorize.ErrEmptyVocabulary) && !e.hasTerms() {
		return ErrNoText
	}
	p.reach("weighing terms", 0.8)
	return err
}

// fields are the texts of a paper that are read.
func (e *Engine) fields(row int) []vectorize.Field { return fieldsOf(e.docs.At(row), e.config.Fields) }

func (e *Engine) hasTerms() bool {
	for _, d := range corpus.All(e.docs) {
		if len(e.counter.Count(fieldsOf(d, e.config.Fields)...).Terms) > 0 {
			return true
		}
	}
	return false
}

// Documents returns the corpus as it was given, in row order. Do not change it.
func (e *Engine) Documents() corpus.Documents { return e.docs }

// Config returns the settings in force.
func (e *Engine) Config() Config { return e.config }

// Vocabulary returns the number of terms.
func (e *Engine) Vocabulary() int { return e.model.Terms() }
