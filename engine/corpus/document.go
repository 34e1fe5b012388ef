package corpus

import (
	"context"
	"io"
	"iter"
	"time"
)

// Precision says how much of a Date is known.
type Precision int

const (
	NoDate Precision = iota
	Year
	Month
	Day
)

// Document is one paper.
type Document struct {
	ID, Title, Abstract                   string
	Authors, Categories, Keywords, Labels []string
	IDs                                   map[string]string // doi, arxiv, pmid, ...
	Date                                  time.Time         // zero when unknown
	Precision                             Precision
	URL, Venue, Lang                      string // Lang is BCP 47, "" = detect
	Fields                                map[string]string
	Origins                               []Origin
}

// Origin says where a record stood.
type Origin struct {
	File           string
	Record, Line   int   // from 1
	Offset, Length int64 // bytes, after decompression
}

// Options say how sources are read. The zero value detects everything.
type Options struct {
	IDField, TitleField, AbstractField, DateField, LabelField string    // "" = by synonyms
	Strict                                                    bool      // the first bad record ends the walk
	MaxRecord                                                 int64     // bytes of one record; 0 means 64 MiB
	MaxInput                                                  int64     // bytes after decompression, all sources; 0 means 64 GiB
	Stdin                                                     io.Reader // what "-" reads
}

// Source is one or more files, folders, globs or "-", ready to be read.
type Source struct{}

// Open resolves the names; it fails if one names nothing.
func Open(names []string, o Options) (*Source, error) { panic("unbuilt") }

// Documents is the flat view: every record in order. A *RecordError is one bad record, and the walk goes on
// (unless Options.Strict); any other error ends it.
func (s *Source) Documents(ctx context.Context) iter.Seq2[Document, error] { panic("unbuilt") }

// RecordError is one record that could not be used.
type RecordError struct {
	Origin Origin
	Err    error
}

func (e *RecordError) Error() string { panic("unbuilt") }
func (e *RecordError) Unwrap() error { return e.Err }

// Collection is everything a source held, with identity settled: ids unique, records read twice merged.
type Collection struct {
	Documents []Document
	Files     []FileInfo // one a file, in order
	Problems  []Problem  // each kind once, with a count and the first place
	SHA256    string     // hex, of the decompressed input in order
}

// FileInfo describes one file of a source.
type FileInfo struct {
	Name, Format           string
	Records, Kept, Skipped int
}

// Problem is one kind of trouble.
type Problem struct {
	Kind, Message string
	Count         int
	First         Origin
}

// Load reads a source to its end and settles identity. The error is nil when some records
// were skipped (see Problems), unless Options.Strict.
func (s *Source) Load(ctx context.Context) (*Collection, error) { panic("unbuilt") }

// Find returns the index of the document that a user means by name: its id, a DOI (with or without
// https://doi.org/), an arXiv id, or an unambiguous piece of its title. Otherwise a *LookupError.
func Find(docs []Document, name string) (int, error) { panic("unbuilt") }

// LookupError lists what the user may have meant.
type LookupError struct {
	Name       string
	Ambiguous  bool
	Candidates []int // nearest titles or all matches, best first, at most 10
}

func (e *LookupError) Error() string { panic("unbuilt") }
