package corpus

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Precision says how much of a Date is known.
type Precision int

// The precisions of a date.
const (
	NoDate Precision = iota
	Year
	Month
	Day
)

// The kinds of identifiers that Document.IDs has by name; a record may bring others.
const (
	DOI   = "doi"
	ArXiv = "arxiv"
	PMID  = "pmid"  // of PubMed
	PMCID = "pmcid" // of PubMed Central
)

// Document is one paper. Every string is valid UTF-8 without NUL bytes.
//
// A record that brings no id has one made from its title and abstract, the same wherever it stands: "k" and ten
// hex digits. With Options.Pack its Abstract is empty, and Unpacked brings it back.
type Document struct {
	ID, Title, Abstract                   string
	Authors, Categories, Keywords, Labels []string
	IDs                                   map[string]string // DOI, ArXiv, PMID, PMCID, ...; nil without any
	Date                                  time.Time         // UTC; zero when unknown
	Precision                             Precision         // how much of Date was given
	URL, Venue, Lang                      string            // Lang is BCP 47, "" = detect
	Fields                                map[string]string // what has no place above, by its own name; nested values as JSON
	Origins                               []Origin          // several after a merge
	Also                                  []string          // other IDs and identifiers, of records merged into this one

	// TitleDerived says that the record had no title and that Title is the beginning of its text, for people to know it by:
	// its words stand in Abstract too.
	TitleDerived bool

	edition  int   // of records of one paper, all but those with the highest are left out; 0 without any
	pack     *pack // where the abstract is if it is packed; see Unpacked
	from, to int32 // of the text there

	names  map[string]personName // of the authors whose names one would take apart in another way; see settleNames
	made   bool                  // the ID was made from the content
	stages stage                 // of the records merged into one; 0 for a single record
	named  fieldSet              // the fields named in Options that the record had
	owns   bool                  // no other document has its maps: while records are gathered they grow in place
}

// untitled tells whether a document has a text but no title of its own.
func (d *Document) untitled() bool {
	return d.HasAbstract() && (d.Title == "" || d.TitleDerived)
}

// Origin says where a record stood. Bytes are counted after decompression (and, in a file that is in another encoding, after
// its conversion to UTF-8), without the line end; those of a row of a Parquet file are its bytes as JSON.
type Origin struct {
	File   string `json:"file"`
	Record int    `json:"record"` // from 1 in its file
	Line   int    `json:"line"`   // from 1
	Offset int64  `json:"offset"` // bytes
	Length int64  `json:"length"` // bytes
}

// String is file:line, as compilers and editors write a place.
func (o Origin) String() string {
	if o.Line == 0 {
		return called(o.File)
	}
	return fmt.Sprintf("%s:%d", printable(o.File), o.Line)
}

// called is what a person calls a file.
func called(name string) string {
	if name == "-" {
		return "standard input"
	}
	return printable(name)
}

// printable is a name as it stands, or quoted where it has line ends and the like.
func printable(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	return name
}

// MadeID tells whether the record brought no id, so that one was made from its content.
func (d Document) MadeID() bool { return d.made }

// DateString prints as much of the date as is known: "2021-03-04", "2021-03", "2021" or "".
func (d Document) DateString() string {
	switch d.Precision {
	case Year:
		return d.Date.Format("2006")
	case Month:
		return d.Date.Format("2006-01")
	case Day:
		return d.Date.Format(time.DateOnly)
	}
	return ""
}

// bare tells whether a record said nothing by which a paper is known.
func (d *Document) bare() bool {
	return d.ID == "" && d.Title == "" && !d.HasAbstract() && len(d.Authors) == 0
}
