package vectorize

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kindred/vectorize/matrix"
)

// Fitting. Documents are dealt out to the goroutines in ranges. Each goroutine counts with a tally of its own, in which
// words and terms are numbers; the terms of a document are noted in the order they came. Then the tallies are merged,
// the vocabulary is chosen by document frequency, and only of the terms kept is anything spelt out, sorted and
// weighed. Who counted which range depends on chance, and so do the numbers, but no result does: whole numbers add up
// alike in any order, and what is summed in floating point is summed document by document.

// rangeDocs is the number of documents counted together.
const rangeDocs = 512

// FitTransform fits the vocabulary on the documents, each given as its fields, and returns it
// with their matrix: a row a document, a column a term, terms ascending. The result equals that of
// Count, NewModel and Vector, and does not depend on Threads. Memory: the counts of all documents, and for each
// goroutine the terms that it met.
func (v Vectorizer) FitTransform(ctx context.Context, docs [][]Field) (*Model, *matrix.CSR, error) {
	return v.FitTransformOf(ctx, len(docs), func(doc int) []Field { return docs[doc] }, nil)
}

// FitTransformOf is FitTransform of so many documents, the fields of each asked for when it is read, from several
// goroutines: texts that come from elsewhere need not all be at hand. Once all are counted, look is shown them with all their
// terms, unless it is nil; an error of it ends the fit.
func (v Vectorizer) FitTransformOf(ctx context.Context, docs int, fields func(doc int) []Field, look func(*AllTerms) error) (*Model, *matrix.CSR, error) {
	v = v.withDefaults()
	if err := v.check(); err != nil {
		return nil, nil, err
	}
	counter, err := v.Counter()
	if err != nil {
		return nil, nil, err
	}
	ranges, tallies, err := v.countRanges(ctx, counter, docs, fields)
	if err != nil {
		return nil, nil, err
	}
	all := merge(tallies)
	if look != nil {
		if err := look(v.newAllTerms(all, ranges)); err != nil {
			return nil, nil, err
		}
	}
	terms := all.occurring()
	chosen, err := v.choose(docs, len(terms), func(i int) int { return int(all.counts[terms[i]].df) })
	if err != nil {
		return nil, nil, err
	}
	kept := make([]int32, len(chosen))
	for i, n := range chosen {
		kept[i] = terms[n]
	}
	m, columns := v.modelOf(all, totals(ranges), kept)
	return m, m.matrix(ranges, all.columns(kept, columns)), nil
}

// countRanges counts the terms of every document, ranges in parallel, and returns who counted them.
func (v Vectorizer) countRanges(ctx context.Context, counter *Counter, docs int, fields func(doc int) []Field) ([]counted, []*tally, error) {
	out := make([]counted, (docs+rangeDocs-1)/rangeDocs)
	tallies := make([]*tally, min(v.workers(), max(len(out), 1)))
	report := v.progress(docs)
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for w := range tallies {
		tallies[w] = newTally(counter)
		g.Go(func() error {
			for r := int(next.Add(1)) - 1; r < len(out); r = int(next.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				from, to := r*rangeDocs, min((r+1)*rangeDocs, docs)
				out[r] = tallies[w].countRange(from, to, fields)
				report(to - from)
			}
			return nil
		})
	}
	return out, tallies, g.Wait()
}

func (v Vectorizer) workers() int {
	if v.Threads > 0 {
		return v.Threads
	}
	return runtime.GOMAXPROCS(0)
}

func (v Vectorizer) progress(total int) func(more int) {
	if v.Progress == nil {
		return func(int) {}
	}
	var mu sync.Mutex
	done := 0
	return func(more int) {
		mu.Lock()
		defer mu.Unlock()
		done += more
		v.Progress(done, total)
	}
}

// inParallel calls work of 0 to n-1 on several goroutines, each with a work of its own.
func (v *Vectorizer) inParallel(n int, newWork func() func(i int)) {
	var next atomic.Int64
	var g errgroup.Group
	for range min(v.workers(), n) {
		g.Go(func() error {
			work := newWork()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
			return nil
		})
	}
	_ = g.Wait() // no error comes
}

// modelOf weighs the kept terms. columns are theirs, -1 for those that MaxTerms leaves out. The spellings are chosen
// beside the weights.
func (v Vectorizer) modelOf(all corpusTerms, t Totals, kept []int32) (m *Model, columns []int32) {
	surfaces := make([]string, len(kept))
	var ranked []vocable
	var g errgroup.Group
	g.SetLimit(v.workers())
	g.Go(func() error {
		for i, forms := range all.forms(kept) {
			surfaces[i] = BestForm(forms)
		}
		return nil
	})
	g.Go(func() error {
		vocabulary := make([]vocable, len(kept))
		for i, term := range kept {
			c := all.counts[term]
			vocabulary[i] = vocable{all.reader.Key(term), TermStats{DF: int(c.df), CF: all.cf[term], Chances: int(c.chances), Repeats: int(c.repeats)}, int32(i)}
		}
		ranked = v.rank(vocabulary)
		m = newModel(v, t, ranked)
		return nil
	})
	_ = g.Wait() // no error comes
	columns, spelt := slices.Repeat([]int32{-1}, len(kept)), make([]string, len(ranked))
	for column, term := range ranked {
		columns[term.at], spelt[column] = int32(column), surfaces[term.at]
	}
	m.parts.Surfaces = NewTexts(spelt)
	return m, columns
}

// totals describes the documents of all ranges.
func totals(ranges []counted) (t Totals) {
	for r := range ranges {
		for _, length := range ranges[r].length {
			t.Docs++
			t.Length += length
		}
	}
	return t
}
