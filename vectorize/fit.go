package vectorize

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"kindred/vectorize/matrix"
)

// rangeDocs is the number of documents counted together. It depends on nothing, so that the
// ranges, and every sum over them, are the same on any number of cores.
const rangeDocs = 256

// counted is the outcome of one range: a vocabulary of its own and each document's counts in it,
// so that a term's string is kept once a range and not once a document.
type counted struct {
	terms []vocabulary // local id -> term
	docs  []localCounts
}

type vocabulary struct {
	term  string
	stats TermStats // without Surface
	forms []Form
}

type localCounts struct {
	ids    []int32 // terms ascending
	tf     []float64
	length float64
}

// FitTransform fits the vocabulary on the documents, each given as its fields, and returns it
// with their matrix: a row a document, a column a term, terms ascending. The result equals that of
// Count, NewModel and Vector, and does not depend on Threads. Memory: the counts of all documents.
func (v Vectorizer) FitTransform(ctx context.Context, docs [][]Field) (*Model, *matrix.CSR, error) {
	v = v.withDefaults()
	if err := v.check(); err != nil {
		return nil, nil, err
	}
	counter, err := v.Counter()
	if err != nil {
		return nil, nil, err
	}
	ranges, err := v.countRanges(ctx, counter, docs)
	if err != nil {
		return nil, nil, err
	}
	totals, vocabulary, global := merge(ranges)
	m, err := v.NewModel(totals, statistics(vocabulary))
	if err != nil {
		return nil, nil, err
	}
	return m, m.matrix(ranges, columnsOf(m, vocabulary), global), nil
}

// countRanges counts the terms of every document, ranges in parallel.
func (v Vectorizer) countRanges(ctx context.Context, counter *Counter, docs [][]Field) ([]counted, error) {
	out := make([]counted, (len(docs)+rangeDocs-1)/rangeDocs)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(v.workers())
	report := v.progress(len(docs))
	for r := range out {
		part := docs[r*rangeDocs : min((r+1)*rangeDocs, len(docs))]
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			out[r] = countRange(counter, part)
			report(len(part))
			return nil
		})
	}
	return out, g.Wait()
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

func countRange(counter *Counter, docs [][]Field) counted {
	out, ids := counted{docs: make([]localCounts, len(docs))}, map[string]int32{}
	for i, fields := range docs {
		c := counter.Count(fields...)
		local := localCounts{make([]int32, len(c.Terms)), make([]float64, len(c.Terms)), c.Length}
		for j, t := range c.Terms {
			id, ok := ids[t.Term]
			if !ok {
				id = int32(len(out.terms))
				ids[t.Term] = id
				out.terms = append(out.terms, vocabulary{term: t.Term})
			}
			out.terms[id].add(c.stats(j), t.Forms)
			local.ids[j], local.tf[j] = id, t.TF
		}
		out.docs[i] = local
	}
	return out
}

// stats is what a document says of its term j.
func (c Counts) stats(j int) TermStats {
	s := TermStats{DF: 1, CF: c.Terms[j].TF}
	if c.Halved {
		s.Chances = 1
	}
	if c.Terms[j].Again {
		s.Repeats = 1
	}
	return s
}

func (t *vocabulary) add(s TermStats, forms []Form) {
	t.stats.DF += s.DF
	t.stats.CF += s.CF
	t.stats.Chances += s.Chances
	t.stats.Repeats += s.Repeats
	for _, f := range forms {
		t.forms = addForm(t.forms, f.Text, f.N)
	}
}

// merge joins the ranges' vocabularies in range order; global[r][id] is the merged id of range r's
// local id.
func merge(ranges []counted) (t Totals, all []vocabulary, global [][]int32) {
	ids := map[string]int32{}
	global = make([][]int32, len(ranges))
	for r, part := range ranges {
		global[r] = make([]int32, len(part.terms))
		for local, term := range part.terms {
			id, ok := ids[term.term]
			if !ok {
				id = int32(len(all))
				ids[term.term] = id
				all = append(all, vocabulary{term: term.term})
			}
			all[id].add(term.stats, term.forms)
			global[r][local] = id
		}
		for _, d := range part.docs {
			t.Docs++
			t.Length += d.length
		}
	}
	return t, all, global
}

// statistics walks the merged vocabulary as NewModel takes it.
func statistics(all []vocabulary) iter.Seq2[string, TermStats] {
	return func(yield func(string, TermStats) bool) {
		for _, t := range all {
			s := t.stats
			s.Surface = BestForm(t.forms)
			if !yield(t.term, s) {
				return
			}
		}
	}
}

// columnsOf maps merged ids to columns, -1 for terms that were not kept.
func columnsOf(m *Model, all []vocabulary) []int32 {
	out := make([]int32, len(all))
	for id, t := range all {
		out[id] = -1
		if c, ok := m.columns[t.term]; ok {
			out[id] = c
		}
	}
	return out
}

// matrix weighs the counted documents. The terms of a document ascend, so its columns do.
func (m *Model) matrix(ranges []counted, columns []int32, global [][]int32) *matrix.CSR {
	start, cols, values := []int64{0}, []int32{}, []float32{}
	weights := []float64{}
	for r, part := range ranges {
		for _, d := range part.docs {
			weights = weights[:0]
			relative := m.relativeLength(d.length)
			for j, id := range d.ids {
				if c := columns[global[r][id]]; c >= 0 {
					cols = append(cols, c)
					weights = append(weights, m.weight(c, d.tf[j], relative))
				}
			}
			values = normalized(weights, m.settings.Norm, values)
			start = append(start, int64(len(cols)))
		}
	}
	return matrix.NewCSR(len(start)-1, len(m.terms), start, cols, values)
}
