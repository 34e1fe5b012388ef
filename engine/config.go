package engine

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize"
	"kindred/vectorize/matrix"
)

// FieldWeight names a part of a Document and how often each of its terms counts (0 means 1).
type FieldWeight struct {
	Name   string // title, abstract, keywords, categories, authors, venue, or a key of Document.Fields
	Weight float64
}

// Config is every setting that can change a result.
type Config struct {
	Fields     []FieldWeight
	Vectorizer vectorize.Vectorizer
	LSA        vectorize.LSA    // its Rank is the most, 0 as many as the papers tell (see MostDirections); a negative one leaves LSA out
	Mix        float64          // the most that LSA weighs in the similarity of two papers, 0 to 1 (see space)
	Doubt      float64          // terms that a paper is taken to lack, beside LSA: similarities of papers with few are the lower for it (see space)
	Vectors    *matrix.Rows     `json:"-"` // the user's own, a unit row or zero a document, in place of LSA and Mix; nil for none
	Smooth     int              // rounds in which what is clustered is drawn to neighbours and theirs; 0 leaves it as it is
	K          int              // topics to find; 0 chooses
	KMeans     cluster.KMeans   // K is ignored; no Criterion means I1 on LSA rows and I2 on terms
	Seeds      []Seed           // topics that clustering starts from
	Merge      [][]int          // topics to make one of after clustering, by their ids without Merge and Split
	Split      []Split          // topics to cut, by the same ids
	Names      []TopicName      // what topics are called
	Previous   *Snapshot        `json:"-"` // an earlier run to go on from (see previous.go); nil for none
	Layout     cluster.Layout   // of the map
	Levels     int              // of topics and their parents; 0 and 1 mean topics alone
	Stability  int              // parts of the papers that topics are judged by, 2 or more; 0 means not at all
	Threads    int              `json:"-"` // 0 means all cores; never changes the result
	Consent    func(Size) error `json:"-"` // asked before long work, when papers are read and again when words are counted; an error ends it; may be nil
	Checkpoint *Checkpoint      `json:"-"` // keeps what long work found; nil for none; never changes the result
}

// DefaultConfig returns the settings that configs/default.yaml spells out.
func DefaultConfig() Config {
	v := vectorize.Default()
	v.Text.KeepBoilerplate = true
	return Config{
		Fields:     []FieldWeight{{"title", 2}, {"abstract", 1}, {"keywords", 1}},
		Vectorizer: v,
		LSA:        vectorize.LSA{Taper: true, Seed: 1},
		Mix:        0.4,
		Doubt:      3,
		Smooth:     4,
		KMeans:     cluster.KMeans{Starts: 10, MaxIter: 100, Seed: 1},
		Layout:     cluster.Layout{Seed: 1},
		Levels:     1,
		Stability:  10,
	}
}

// Progress is told of long work: a stage's name and how much of it is done. It may be nil.
type Progress func(stage string, done, total int)

// stage narrows a Progress to one stage.
func (p Progress) stage(name string) func(done, total int) {
	if p == nil {
		return nil
	}
	return func(done, total int) { p(name, done, total) }
}

// part narrows a Progress to a part of a stage, from one share of its time to another.
func (p Progress) part(name string, from, to float64) func(done, total int) {
	if p == nil {
		return nil
	}
	return func(done, total int) {
		p(name, int(1000*(from+float64((to-from)*(float64(done)/float64(total))))), 1000)
	}
}

// reach says that a share of a stage's time is over.
func (p Progress) reach(name string, share float64) {
	if p != nil {
		p(name, int(1000*share), 1000)
	}
}

// The reasons why a corpus gives no answer.
var (
	ErrNoDocuments  = errors.New("engine: no documents")
	ErrNoText       = errors.New("engine: not one document has a usable term")
	ErrVectorsAsked = errors.New("engine: new papers have no vectors beside those that were made elsewhere: make the index again with vectors of all")
	ErrTextAsked    = errors.New("engine: a text has no place among vectors that were made elsewhere: ask by papers")
)

// fieldsOf picks the weighted parts of a document.
func fieldsOf(d corpus.Document, names []FieldWeight) []vectorize.Field {
	var out []vectorize.Field
	for f, s := range parts(d, names) {
		out = append(out, vectorize.Field{Text: s, Weight: f.Weight, Lang: d.Lang})
	}
	return out
}

// parts walks the texts of a document that are read, each with its field. A title that was made of
// the abstract is not read beside it.
func parts(d corpus.Document, names []FieldWeight) iter.Seq2[FieldWeight, string] {
	abstract := slices.ContainsFunc(names, func(f FieldWeight) bool { return f.Name == "abstract" })
	if abstract {
		d = d.Unpacked()
	}
	return func(yield func(FieldWeight, string) bool) {
		for _, f := range names {
			if f.Name == "title" && d.TitleDerived && abstract {
				continue
			}
			for _, s := range part(d, f.Name) {
				if !yield(f, s) {
					return
				}
			}
		}
	}
}

// standardFields are the names that part knows beside the keys of Document.Fields.
var standardFields = []string{"title", "abstract", "keywords", "categories", "authors", "venue"}

func part(d corpus.Document, name string) []string {
	switch name {
	case "title":
		return []string{d.Title}
	case "abstract":
		return []string{d.Abstract}
	case "keywords":
		return d.Keywords
	case "categories":
		return d.Categories
	case "authors":
		return d.Authors
	case "venue":
		return []string{d.Venue}
	}
	if s, ok := d.Fields[name]; ok {
		return []string{s}
	}
	return nil
}

// checkFields says which field name no document has, before any counting.
func checkFields(docs []corpus.Document, names []FieldWeight) error {
	if len(names) == 0 {
		return errors.New("engine: no field to read: name at least one, such as title or abstract")
	}
	for _, f := range names {
		if f.Weight < 0 {
			return fmt.Errorf("engine: field %s: weight %g is negative", f.Name, f.Weight)
		}
		known := slices.Contains(standardFields, f.Name) || slices.ContainsFunc(docs, func(d corpus.Document) bool {
			_, ok := d.Fields[f.Name]
			return ok
		})
		if !known {
			return fmt.Errorf("engine: no document has a field %q: use %v or a field of the records", f.Name, standardFields)
		}
	}
	return nil
}
