package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/vectorize"
)

// A saved engine is a file of sections (see index), so laid out that opening it reads next to nothing: large parts are
// used where they are mapped. n is the number of papers, d of terms, r of directions, k of topics.
//
//	head                 JSON: settings, numbers, and what is known of the input (savedHead)
//	papers, packs        records of papers and packs of abstracts, with .ends, and packs.lengths (corpus.StoredParts)
//	names.hashes, .rows  what papers are called (corpus.NameParts)
//	terms, surfaces      texts of the d terms, with .ends; df, cf, chances, repeats, idf, discount, scale: d numbers each
//	shown                d bytes: 1 for a term that may be shown for a topic
//	live                 d numbers: the papers that hold a term now, those added included and those removed not
//	rows.starts, ...     the n rows of terms, compressed: starts, columns, values
//	directions           d x r, and singular: r numbers; without LSA neither
//	own, drawn, shares   n x r directions of papers, before and after they are drawn to neighbours, and what they weigh
//	near.*, wide.*       graphs of neighbours: starts, columns, values
//	shortlist.*          what finds the papers nearest to one (cluster.ShortlistParts)
//	later.*              the same of papers behind those; not there if these are all
//	duplicates.*         near duplicates: starts, rows, similarities
//	topics.*             see savedtopics.go
//
// What is not there is empty.
type savedHead struct {
	Config    Config
	Totals    vectorize.Totals
	Languages []string // that the papers are in
	Given     bool     // own are vectors that the user made
	Rank      int      // r; 0 without directions
	Recall    float64  // of the neighbours drawn to
	Fitted    int      // papers that the weights and directions come from; those behind them were added
	About     About
}

// About is what is known of a saved engine beside what it answers from.
type About struct {
	Program  string            // the version that made it
	Settings map[string]string // by the names of the tool's flags
	SHA256   string            // of the input, decompressed
	Info     Info              // see Update.Info
	Merged   []corpus.Merged   // records that are part of a paper which another stands for
	Changes  []Change          `json:",omitempty"` // papers added and removed since, oldest first
}

// Change is what came and went at one time.
type Change struct {
	Added, Replaced, Removed int
	Two                      int     // of those added, papers that bear an identifier of one that was there and are another
	SHA256                   string  // of what was added
	Unknown                  float64 // share of the added papers' terms that are not in the vocabulary
}

// Input is a SHA-256, in hex, of all that the papers came from: that of the input, or with changes of that and theirs.
func (a About) Input() string {
	if len(a.Changes) == 0 {
		return a.SHA256
	}
	h := sha256.New()
	fmt.Fprintln(h, a.SHA256)
	for _, c := range a.Changes {
		fmt.Fprintln(h, c.SHA256, c.Added, c.Replaced, c.Removed)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Save writes the engine and its topics as sections of a file. An error is the writer's or one of JSON.
func (e *Engine) Save(w *index.Writer, t *Topics, about About) error {
	if err := e.saveHead(w, about); err != nil {
		return err
	}
	if err := e.savePapers(w); err != nil {
		return err
	}
	e.saveTerms(w)
	w.Int32s("live", e.live())
	e.whole().save(w)
	e.saveProjection(w)
	if err := e.saveShortlist(w); err != nil {
		return err
	}
	e.saveDuplicates(w)
	return t.save(w)
}

// Save writes what the engine has become, as its Save does, and for that goes over what stays once. Memory: little beside the topics.
func (u *Update) Save(w *index.Writer, about About) error {
	e := u.bare
	if err := e.saveHead(w, about); err != nil {
		return err
	}
	if err := u.savePapers(w); err != nil {
		return err
	}
	e.saveTerms(w)
	live, err := u.live()
	if err != nil {
		return err
	}
	w.Int32s("live", live)
	u.rows.save(w)
	e.saveProjection(w)
	if err := u.saveShortlist(w); err != nil {
		return err
	}
	e.saveDuplicates(w)
	return u.Topics.save(w)
}

func (e *Engine) saveHead(w *index.Writer, about About) error {
	head := savedHead{
		Config: e.config, Totals: e.model.Totals(), Languages: e.prose.languages, Given: e.config.Vectors != nil,
		Recall: e.space.recall, Fitted: e.fitted, About: about,
	}
	if e.space.own != nil {
		_, head.Rank = e.space.own().Dims()
	}
	return saveJSON(w, "head", head)
}

func saveJSON(w *index.Writer, name string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	_, err = w.Section(name).Write(b)
	return err
}

// savePapers writes papers with their abstracts packed.
func (e *Engine) savePapers(w *index.Writer) error {
	docs := e.docs
	if list, ok := docs.(corpus.List); ok {
		docs = corpus.Packed(list)
	}
	s := corpus.NewSaving(docs)
	ends, err := s.Records(w.Section("papers"))
	if err != nil {
		return err
	}
	w.Int64s("papers.ends", ends)
	ends, lengths, err := s.Packs(w.Section("packs"))
	if err != nil {
		return err
	}
	w.Int64s("packs.ends", ends)
	w.Int32s("packs.lengths", lengths)
	saveNames(w, corpus.NamesOf(docs))
	return nil
}

func saveNames(w *index.Writer, names corpus.NameParts) {
	w.Uint64s("names.hashes", names.Hashes)
	w.Int32s("names.rows", names.Rows)
}

// savePapers writes papers that stay as they are stored, and those that came behind them.
func (u *Update) savePapers(w *index.Writer) error {
	if u.repack {
		return u.savePapersAnew(w)
	}
	p, stored, err := u.docs.Pieces()
	if err != nil {
		return err
	}
	if !stored {
		return u.bare.savePapers(w)
	}
	w.Bytes("papers", p.Records...)
	w.Int64s("papers.ends", p.RecordEnds)
	w.Bytes("packs", p.Packs...)
	w.Int64s("packs.ends", p.PackEnds)
	w.Int32s("packs.lengths", p.Lengths)
	return u.saveNames(w)
}

// savePapersAnew writes papers with their abstracts packed anew.
func (u *Update) savePapersAnew(w *index.Writer) error {
	r := corpus.NewRepacking(u.docs)
	ends, lengths, err := r.Packs(w.Section("packs"))
	if err != nil {
		return err
	}
	w.Int64s("packs.ends", ends)
	w.Int32s("packs.lengths", lengths)
	if ends, err = r.Records(w.Section("papers")); err != nil {
		return err
	}
	w.Int64s("papers.ends", ends)
	return u.saveNames(w)
}

// saveNames writes the names of papers that stay, and of those that came.
func (u *Update) saveNames(w *index.Writer) error {
	names, err := u.from.names()
	if err != nil {
		return err
	}
	saveNames(w, names.Renumbered(u.Number, u.docs.More, len(u.kept)))
	return nil
}

func (e *Engine) saveTerms(w *index.Writer) {
	p := e.model.Parts()
	saveTexts(w, "terms", p.Terms)
	saveTexts(w, "surfaces", p.Surfaces)
	w.Int32s("df", p.DF)
	w.Float64s("cf", p.CF)
	w.Int32s("chances", p.Chances)
	w.Int32s("repeats", p.Repeats)
	w.Float64s("idf", p.IDF)
	w.Float64s("discount", p.Discount)
	w.Float64s("scale", p.Scale)
	shown := make([]byte, len(e.names))
	for c, may := range e.names {
		if may {
			shown[c] = 1
		}
	}
	_, _ = w.Section("shown").Write(shown) // the writer keeps its error
}

func saveTexts(w *index.Writer, name string, t vectorize.Texts) {
	w.Text(name, t.All)
	w.Int64s(name+".ends", t.Ends)
}

// live counts the papers that hold each term.
func (e *Engine) live() []int32 {
	df := make([]int32, e.model.Terms())
	_, columns, _ := e.terms.Parts()
	for _, c := range columns {
		df[c]++
	}
	return df
}

// live is that of the index and what came and went.
func (u *Update) live() ([]int32, error) {
	before, err := u.from.Live()
	if err != nil {
		return nil, err
	}
	df := slices.Clone(before)
	for row, to := range u.Number {
		if to < 0 {
			columns, _ := u.from.termsOfRow(row)
			for _, c := range columns {
				df[c]--
			}
		}
	}
	_, columns, _ := u.rows.came.terms.Parts()
	for _, c := range columns {
		df[c]++
	}
	return df, nil
}

func (e *Engine) saveProjection(w *index.Writer) {
	if p := e.space.projection; p != nil {
		w.Float32s("directions", p.Terms().Data())
		w.Float64s("singular", p.Singular())
	}
}

// whole are the numbers of all papers in one piece each.
func (e *Engine) whole() *arrangement {
	s := e.space
	a := &arrangement{terms: wholeRows(e.terms)}
	if s.own == nil {
		return a
	}
	own := s.own()
	a.own, a.shares = chain[float32]{own.Data()}, chain[float64]{s.mixed().Share}
	if latent := s.latent(); latent != own {
		a.drawn = chain[float32]{latent.Data()}
	}
	a.near, a.wide = wholeRows(weightsOf(s.graph)), wholeRows(weightsOf(s.wide))
	return a
}

// save writes the numbers of papers.
func (a *arrangement) save(w *index.Writer) {
	a.terms.save(w, "rows")
	if a.own == nil {
		return
	}
	w.Float32s("own", a.own...)
	if a.drawn != nil {
		w.Float32s("drawn", a.drawn...)
	}
	w.Float64s("shares", a.shares...)
	a.near.save(w, "near")
	a.wide.save(w, "wide")
}

// save writes rows if there are any.
func (c *compressed) save(w *index.Writer, name string) {
	if c == nil {
		return
	}
	w.Int64s(name+".starts", c.starts)
	w.Int32s(name+".columns", c.columns...)
	w.Float32s(name+".values", c.values...)
}

func (e *Engine) saveDuplicates(w *index.Writer) {
	starts, rows, similarities := []int64{0}, []int32{}, []float64{}
	for _, g := range e.duplicates {
		for i, row := range g.Rows {
			rows, similarities = append(rows, int32(row)), append(similarities, g.Similarity[i])
		}
		starts = append(starts, int64(len(rows)))
	}
	w.Int64s("duplicates.starts", starts)
	w.Int32s("duplicates.rows", rows)
	w.Float64s("duplicates.similarities", similarities)
}
