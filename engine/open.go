package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// Saved is an engine on disk, and what is known of it.
type Saved struct {
	*Engine
	About About
	file  *index.File
}

// Open makes an engine of a file that Save wrote. Papers, terms, rows and directions are used where the file has them, which
// must stay open; topics are read when they are first asked for. threads 0 means all cores. Whatever does not fit is an
// error here or, inside the large sections, a panic with an error where it is read: see index.Guard. Cost: looks at where papers, packs, texts and rows end.
func Open(f *index.File, threads int) (*Saved, error) {
	var head savedHead
	if err := loadJSON(f, "head", &head); err != nil {
		return nil, err
	}
	c := head.Config
	c.Threads, c.Vectorizer.Threads, c.KMeans.Threads, c.LSA.Threads = threads, threads, threads, threads
	l := &loader{file: f, head: head}
	e := &Engine{config: c, unchecked: true, docs: l.papers(), model: l.model(c.Vectorizer)}
	if l.err != nil {
		return nil, l.err
	}
	n := e.docs.Len()
	e.terms, e.names = l.matrix("rows", n, e.model.Terms()), l.shown(e.model.Terms())
	e.space = l.space(e, n)
	e.duplicates = l.duplicates(n)
	if l.err != nil {
		return nil, l.err
	}
	if err := e.readers(head.Languages); err != nil {
		return nil, err
	}
	l.ready(e)
	if e.fitted = head.Fitted; e.fitted < 0 || e.fitted > n {
		l.fail("head", "weights of %d papers of %d", e.fitted, n)
	}
	return &Saved{e, head.About, f}, l.err
}

// ready readies what is made when it is first asked for.
func (l *loader) ready(e *Engine) {
	n := e.docs.Len()
	if e.later = max(len(l.optional("later.sparse_scale")), len(l.optional("later.dense_scale"))); e.later > n {
		l.fail("later.dense_scale", "%d papers of %d", e.later, n)
	}
	e.saved = sync.OnceValues(func() (*Topics, error) { return e.loadTopics(l.file, n) })
	e.topicOf = l.topicOf(n)
	if l.file.Has("shortlist.starts") {
		e.shortlist = sync.OnceValues(func() (shortlists, error) { return l.shortlist(e) })
	}
	e.neighbors = sync.OnceValues(func() (*cluster.Neighbors, error) {
		if err := e.check(); err != nil {
			return nil, err
		}
		return cluster.NeighborSearch{Threads: e.config.Threads}.Fit(context.Background(), e.space.compared())
	})
}

// readers makes what reads texts.
func (e *Engine) readers(languages []string) (err error) {
	if e.counter, err = e.config.Vectorizer.Counter(); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	e.prose, err = newProse(e.config.Vectorizer.Text, languages)
	return err
}

// Recluster is an engine on the same vectors whose topics are not those that were saved: change says by which settings they are
// found. Settings that vectors depend on must stay.
func (e *Engine) Recluster(change func(*Config)) *Engine {
	out := *e
	out.saved, out.topicOf = nil, nil
	change(&out.config)
	return &out
}

// check looks at all rows before a computation that goes over them.
func (e *Engine) check() error {
	if !e.unchecked {
		return nil
	}
	for _, x := range []*matrix.CSR{e.terms, weightsOf(e.space.graph), weightsOf(e.space.wide)} {
		if x == nil {
			continue
		}
		if err := x.Check(); err != nil {
			return fmt.Errorf("engine: the index is damaged (%w): make it again", err)
		}
	}
	return nil
}

func weightsOf(g *cluster.Graph) *matrix.CSR {
	if g == nil {
		return nil
	}
	return g.Weights()
}

// termsOfRow are the terms of a paper. Where rows come from a file it panics with an error if they are none.
func (e *Engine) termsOfRow(row int) (columns []int32, values []float32) {
	if e.unchecked {
		mustFit(e.terms.CheckRow(row))
	}
	return e.terms.Row(row)
}

// neighborsOf are the papers that one is drawn to, likewise.
func (e *Engine) neighborsOf(row int) (near []int32, weights []float32) {
	if e.unchecked {
		mustFit(e.space.graph.Weights().CheckRow(row))
	}
	return e.space.graph.Row(row)
}

func mustFit(err error) {
	if err != nil {
		panic(fmt.Errorf("engine: the index is damaged: %w", err))
	}
}

// Lookup finds papers by what they are called, by the names in the file.
func (s *Saved) Lookup() (*corpus.Lookup, error) {
	names, err := s.names()
	if err != nil {
		return nil, err
	}
	return corpus.NewStoredLookup(corpus.NewStoredNames(s.docs, names)), nil
}

// names are those in the file.
func (s *Saved) names() (corpus.NameParts, error) {
	l := loader{file: s.file}
	hashes, err := s.file.Uint64s("names.hashes")
	if err != nil {
		return corpus.NameParts{}, err
	}
	rows := l.places("names.rows", len(hashes), s.docs.Len())
	return corpus.NameParts{Hashes: hashes, Rows: rows}, l.err
}

// Generation is a name for the file: those with other contents have other names (see index.File.Generation).
func (s *Saved) Generation() string { return s.file.Generation() }

// Close closes the file. Nothing that came from the engine may be used any more, not even the titles of its papers.
func (s *Saved) Close() error { return s.file.Close() }

// Fitted is the number of papers that weights and topics were made of; those behind them were added.
func (s *Saved) Fitted() int { return s.fitted }

// Live returns how many papers hold each term: those that were added since the weights were made count, those removed do not.
func (s *Saved) Live() ([]int32, error) {
	l := loader{file: s.file}
	return l.int32s("live", s.model.Terms()), l.err
}

// loader reads sections until one does not fit.
type loader struct {
	file *index.File
	head savedHead
	err  error
}

func (l *loader) fail(section, format string, args ...any) {
	l.keep(&index.Error{File: l.file.Name(), Section: section, Reason: fmt.Sprintf(format, args...) + ": make the index again"})
}

func (l *loader) keep(err error) {
	if l.err == nil {
		l.err = err
	}
}

// sized reads a section of numbers and checks how many there are; n -1 takes any.
func sized[T any](l *loader, name string, n int, read func(string) ([]T, error)) []T {
	if l.err != nil {
		return nil
	}
	v, err := read(name)
	if err != nil {
		l.keep(err)
		return nil
	}
	if n >= 0 && len(v) != n {
		l.fail(name, "it has %d values in place of %d", len(v), n)
		return nil
	}
	return v
}

func (l *loader) bytes(name string, n int) []byte { return sized(l, name, n, l.file.Bytes) }

func (l *loader) float64s(name string, n int) []float64 { return sized(l, name, n, l.file.Float64s) }

func (l *loader) float32s(name string, n int) []float32 { return sized(l, name, n, l.file.Float32s) }

// optional are numbers that need not be there.
func (l *loader) optional(name string) []float32 {
	if !l.file.Has(name) {
		return nil
	}
	return l.float32s(name, -1)
}

func (l *loader) int8s(name string) []int8 { return sized(l, name, -1, l.file.Int8s) }

func (l *loader) int32s(name string, n int) []int32 { return sized(l, name, n, l.file.Int32s) }

func (l *loader) int64s(name string, n int) []int64 { return sized(l, name, n, l.file.Int64s) }

// rows reads n numbers of rows, or of other things, of which there are so many; -1 is none.
func (l *loader) rows(name string, n, of int) []int32 { return l.between(name, n, -1, of) }

// places reads n numbers of things of which there are so many.
func (l *loader) places(name string, n, of int) []int32 { return l.between(name, n, 0, of) }

func (l *loader) between(name string, n, least, under int) []int32 {
	v := l.int32s(name, n)
	for i, value := range v {
		if int(value) < least || int(value) >= under {
			l.fail(name, "value %d is %d of %d", i, value, under)
			return nil
		}
	}
	return v
}

// starts reads where each of n lists starts, and the last ends.
func (l *loader) starts(name string, n int) []int64 {
	v := l.int64s(name+".starts", n+1)
	last := int64(0)
	for i, at := range v {
		if at < last || i == 0 && at != 0 {
			l.fail(name+".starts", "list %d starts at %d, after %d", i, at, last)
			return nil
		}
		last = at
	}
	return v
}

func (l *loader) papers() corpus.Documents {
	p := corpus.StoredParts{Records: l.blobs("papers"), Packs: l.blobs("packs")}
	p.Lengths = l.int32s("packs.lengths", len(p.Packs.Ends))
	if l.err != nil {
		return corpus.List(nil)
	}
	docs, err := corpus.NewStored(p)
	if err != nil {
		l.fail("papers", "%v", err)
	}
	if docs.Len() == 0 {
		l.fail("papers", "there is no paper")
	}
	return docs
}

func (l *loader) blobs(name string) corpus.Blobs {
	return corpus.Blobs{All: l.bytes(name, -1), Ends: l.int64s(name+".ends", -1)}
}

func (l *loader) model(v vectorize.Vectorizer) *vectorize.Model {
	p := vectorize.ModelParts{Totals: l.head.Totals, Terms: l.texts("terms"), Surfaces: l.texts("surfaces")}
	d := p.Terms.Len()
	p.DF, p.CF, p.Chances, p.Repeats = l.int32s("df", d), l.float64s("cf", d), l.int32s("chances", d), l.int32s("repeats", d)
	p.IDF, p.Scale = l.float64s("idf", d), l.float64s("scale", d)
	if p.Discount = l.float64s("discount", -1); len(p.Discount) == 0 {
		p.Discount = nil
	}
	if l.err != nil {
		return nil
	}
	m, err := v.Restore(p)
	if err != nil {
		l.fail("terms", "%v", err)
	}
	return m
}

func (l *loader) texts(name string) vectorize.Texts {
	all, err := l.file.Text(name)
	if err != nil {
		l.keep(err)
	}
	return vectorize.Texts{All: all, Ends: l.int64s(name+".ends", -1)}
}

func (l *loader) shown(d int) []bool {
	out := make([]bool, d)
	for c, may := range l.bytes("shown", d) {
		out[c] = may != 0
	}
	return out
}

// matrix reads n rows of d columns.
func (l *loader) matrix(name string, n, d int) *matrix.CSR {
	start, columns := l.int64s(name+".starts", -1), l.int32s(name+".columns", -1)
	values := l.float32s(name+".values", len(columns))
	if l.err != nil {
		return nil
	}
	x, err := matrix.StoredCSR(n, d, start, columns, values)
	if err != nil {
		l.fail(name, "%v", err)
	}
	return x
}

// dense reads n rows of r columns.
func (l *loader) dense(name string, n, r int) *matrix.Rows {
	values := l.float32s(name, n*r)
	if l.err != nil {
		return nil
	}
	return matrix.NewRows(n, r, values)
}

func (l *loader) graph(name string, n int) *cluster.Graph {
	if !l.file.Has(name + ".starts") {
		return nil
	}
	return cluster.StoredGraph(l.matrix(name, n, n))
}

// space puts together where papers are compared.
func (l *loader) space(e *Engine, n int) *space {
	s, r := &space{terms: e.terms, recall: l.head.Recall}, l.head.Rank
	if r < 0 || r > 1<<20 {
		l.fail("head", "%d directions", r)
	}
	if r == 0 || l.err != nil {
		return s
	}
	own := l.dense("own", n, r)
	s.own = held(own)
	latent := own
	if l.file.Has("drawn") {
		latent = l.dense("drawn", n, r)
	}
	s.wide = l.graph("wide", n)
	shares := l.float64s("shares", n)
	if l.err != nil {
		return s
	}
	if l.head.Given {
		e.config.Vectors = own
		s.place()
		return s
	}
	s.graph = l.graph("near", n)
	directions, singular := l.dense("directions", e.model.Terms(), r), l.float64s("singular", r)
	if l.err != nil {
		return s
	}
	s.projection = vectorize.NewProjection(directions, singular, e.config.LSA.Taper)
	s.hold(latent, e.config.mixed(e.terms, latent, shares))
	return s
}

func (l *loader) duplicates(n int) []DuplicateGroup {
	all := l.int64s("duplicates.starts", -1)
	starts := l.starts("duplicates", max(0, len(all)-1))
	if l.err != nil {
		return nil
	}
	last := int(starts[len(starts)-1])
	rows, similarities := l.places("duplicates.rows", last, n), l.float64s("duplicates.similarities", last)
	if l.err != nil {
		return nil
	}
	var out []DuplicateGroup
	for g := range len(starts) - 1 {
		var group DuplicateGroup
		for at := starts[g]; at < starts[g+1]; at++ {
			group.Rows, group.Similarity = append(group.Rows, int(rows[at])), append(group.Similarity, similarities[at])
		}
		if len(group.Rows) > 0 {
			out = append(out, group)
		}
	}
	return out
}

// shortlists find the papers nearest to one: those of a file that another stands on, and those that came since.
type shortlists []shortlistFrom

type shortlistFrom struct {
	*cluster.Shortlist
	first int // row
}

// Query is that of cluster.Shortlist for all rows.
func (s shortlists) Query(q matrix.MixedRow, top int, skip func(row int) bool) ([]cluster.Hit, error) {
	var all []cluster.Hit
	for _, of := range s {
		skips := skip
		if skip != nil {
			skips = func(row int) bool { return skip(of.first + row) }
		}
		hits, err := of.Shortlist.Query(q, top, skips)
		if err != nil {
			return nil, err
		}
		for i := range hits {
			hits[i].Row += of.first
		}
		all = append(all, hits...)
	}
	return bestOf(all, top), nil
}

// bestOf are the best of hits, ties to the one before; all in order if top is 0, none if it is below.
func bestOf(hits []cluster.Hit, top int) []cluster.Hit {
	slices.SortStableFunc(hits, func(a, b cluster.Hit) int { return cmp.Compare(b.Similarity, a.Similarity) })
	if top == 0 {
		return hits
	}
	return hits[:min(max(0, top), len(hits))]
}

// shortlist puts together what finds the papers nearest to one.
func (l *loader) shortlist(e *Engine) (shortlists, error) {
	of := &loader{file: l.file}
	var out shortlists
	rows := []int{0, e.docs.Len() - e.later, e.docs.Len()}
	for k, p := range of.described(e.later) {
		s, err := cluster.RestoreShortlist(rowsBetween(e.space.compared(), rows[k], rows[k+1]), p, e.config.Threads)
		if err != nil {
			of.fail(described+".starts", "%v", err)
			break
		}
		out = append(out, shortlistFrom{s, rows[k]})
	}
	return out, of.err
}

// rowsBetween are rows of a matrix, where they lie.
func rowsBetween(x mat.Matrix, from, to int) mat.Matrix {
	if n, _ := x.Dims(); from == 0 && to == n {
		return x
	}
	if x, ok := x.(*matrix.Mixed); ok {
		_, r := x.Dense.Dims()
		part := matrix.NewMixed(x.Sparse.Between(from, to), matrix.NewRows(to-from, r, x.Dense.Data()[from*r:to*r]), x.Share[from:to])
		part.Doubt = x.Doubt
		return part
	}
	return x.(*matrix.CSR).Between(from, to)
}

// described is what the shortlists of the papers consist of, given how many came later.
func (l *loader) described(later int) []cluster.ShortlistParts {
	out := []cluster.ShortlistParts{l.describedAs(described)}
	if later > 0 {
		out = append(out, l.describedAs(describedLater))
	}
	if l.err != nil {
		return nil
	}
	return out
}

func (l *loader) describedAs(name string) cluster.ShortlistParts {
	return cluster.ShortlistParts{
		Starts: l.int64s(name+".starts", -1), Rows: l.int32s(name+".rows", -1), Values: l.int8s(name + ".values"),
		SparseScale: l.float32s(name+".sparse_scale", -1), SparseError: l.float32s(name+".sparse_error", -1),
		Bytes: l.int8s(name + ".bytes"), DenseScale: l.float32s(name+".dense_scale", -1), DenseError: l.float32s(name+".dense_error", -1),
	}
}

// described are shortlists of rows that follow one another, which are looked at by their shape alone.
func (s *Saved) described() ([]cluster.ShortlistParts, error) {
	l := &loader{file: s.file}
	if _, err := l.shortlist(s.Engine); err != nil {
		return nil, err
	}
	return l.described(s.later), l.err
}

// topicOf tells the id of the topic of a row without reading all topics.
func (l *loader) topicOf(n int) func(row int) int {
	of := l.int32s("topics.of", n)
	if !l.file.Has("topics.ids") {
		return func(row int) int { return int(of[row]) }
	}
	ids := l.int32s("topics.ids", -1)
	of = l.rows("topics.of", n, len(ids))
	return func(row int) int {
		if of[row] < 0 {
			return -1
		}
		return int(ids[of[row]])
	}
}
