package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// BibTeX and BibLaTeX. A record is an entry; an @string names a piece of text for the entries that follow; and an entry with
// a crossref takes what it lacks, such as the year, from the one that it names, which mostly stands behind it. Records are decoded
// apart from one another, so the splitter hands each on with what it needs from elsewhere, as more BibTeX behind it:
//
//	@inproceedings{lee, title = {...}, month = jan, booktitle = icml, crossref = {icml20}}
//	@string{icml = {...}}
//	@proceedings{icml20, booktitle = {...}, year = {...}}
//
// An entry waits for one that it names and that was not met yet, and all that follow wait with it, up to a limit of bytes.

// bibtex is the splitter.
type bibtex struct {
	blocks     *bibBlocks
	in         *input
	macros     map[string]string    // values with all macros replaced, by name in lower case
	parents    map[string]bibParent // by key in lower case
	awaited    map[string]bool      // keys that entries name
	remembered int                  // bytes of both
	queue      []bibRecord
	queued     int64 // bytes
	taken      int64 // bytes handed on behind entries
	ended      bool
	record     int
}

// bibParent is what can be taken from an entry, as BibTeX, and the key of the one that it names itself.
type bibParent struct {
	text  string
	links []string // the keys of the entries that it names itself
}

// bibRecord is an entry that waits for its turn.
type bibRecord struct {
	text  []byte
	entry bibEntry // of one that needs something from elsewhere
	at    Origin
	err   error
}

const (
	mostRemembered = 64 << 20 // bytes of macros, and of entries that others may name
	longestMacro   = 64 << 10 // bytes of what is taken from an @string, or from a field of another entry
	mostParents    = 8        // entries that one inherits from, through crossref and xdata
	overhead       = 256      // bytes, about, that anything remembered takes beside its text

	// What entries take from elsewhere is mostly less than they say themselves. A file in which it is much more is made to fill memory.
	mostTaken  = 64 << 20
	takenRatio = 16
)

func newBibTeX(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return &bibtex{blocks: newBibBlocks(in, o), in: in, macros: map[string]string{}, parents: map[string]bibParent{}, awaited: map[string]bool{}}, m.decodeBibTeX, nil
}

// isBibTeX looks for a block at the beginning of a line, with nothing but a few lines of comment before it.
func isBibTeX(head []byte) bool {
	comments := 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '%':
		case line[0] == '@':
			kind, size := blockStart(line)
			return size > 0 && (kind == "comment" || beginsBlock(line) || bibTypes[kind] && comments == 0)
		case comments == mostComments || strings.IndexByte("{[<", line[0]) >= 0:
			return false
		default:
			comments++
		}
	}
	return false
}

// mostComments is how many lines of plain text may stand before the first block.
const mostComments = 20

func (b *bibtex) next() ([]byte, Origin, error) {
	for {
		if len(b.queue) > 0 && b.ready(b.queue[0]) {
			r := b.queue[0]
			b.queue[0] = bibRecord{}
			b.queue = b.queue[1:]
			b.queued -= int64(len(r.text)) + overhead
			return b.complete(r), r.at, r.err
		}
		if b.ended {
			return nil, b.blocks.at, io.EOF
		}
		block, err := b.blocks.next()
		if b.ended = errors.Is(err, io.EOF); b.ended {
			continue
		}
		if err != nil {
			return nil, b.blocks.at, err
		}
		r, ok := b.take(block)
		switch {
		case !ok:
		case len(b.queue) == 0 && b.ready(r):
			return b.complete(r), r.at, r.err
		default:
			r.text = bytes.Clone(r.text)
			b.queue = append(b.queue, r)
			b.queued += int64(len(r.text)) + overhead
		}
	}
}

// take makes a record of an entry, and remembers what others may need of it.
func (b *bibtex) take(block bibBlock) (bibRecord, bool) {
	isString := block.kind == "string"
	switch {
	case isString && block.err == nil:
		b.define(string(block.text))
		return bibRecord{}, false
	case block.err != nil && (isString || block.kind == "preamble"):
		b.in.note(kindBadString, "an @"+block.kind+" was left out: "+block.err.Error(), 1, block.at)
		return bibRecord{}, false
	}
	if bibAsides[block.kind] && block.err == nil {
		entry, _, _ := parseBibEntry(string(block.text))
		b.remember(entry)
		return bibRecord{}, false
	}
	b.record++
	block.at.Record = b.record
	r := bibRecord{text: block.text, at: block.at}
	if block.err != nil {
		r.text, r.err = nil, &RecordError{r.at, block.err}
		return r, true
	}
	isParent := !bibLeaves[block.kind]
	if len(b.macros) > 0 || len(b.queue) > 0 || isParent || hasCrossref(block.text) {
		r.entry, _, _ = parseBibEntry(string(block.text))
	}
	if isParent || b.awaited[strings.ToLower(r.entry.key)] {
		b.remember(r.entry)
	}
	b.await(r.entry.links()...)
	return r, true
}

// bibAsides are the types of what is no paper: fields for others to inherit, sets of papers, settings of styles.
var bibAsides = map[string]bool{"xdata": true, "set": true, "control": true, "ieeetranbstctl": true}

// await makes entries be remembered, whatever their type.
func (b *bibtex) await(keys ...string) {
	for _, key := range keys {
		if key != "" && !b.awaited[key] && b.remembered < mostRemembered {
			b.awaited[key] = true
			b.remembered += len(key) + overhead
		}
	}
}

// bibLeaves are the types that others hardly ever name in a crossref; those that are named behind their use are found all the same.
var bibLeaves = map[string]bool{"article": true, "inproceedings": true, "conference": true, "incollection": true, "techreport": true,
	"phdthesis": true, "mastersthesis": true, "thesis": true, "misc": true, "unpublished": true, "online": true, "report": true}

// hasCrossref tells whether one of the words for it occurs.
func hasCrossref(text []byte) bool {
	for _, word := range []string{"crossref", "CROSSREF", "Crossref", "CrossRef", "xdata", "XDATA", "Xdata", "XData"} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// links are the keys of the entries that this one inherits from, in lower case: those of xdata, several between commas, and that of
// crossref, so that what is nearer to the entry stands first.
func (e *bibEntry) links() []string {
	keys := splitAny(strings.ToLower(e.value("xdata", nil)), ",")
	if key := strings.ToLower(strings.TrimSpace(e.value("crossref", nil))); key != "" {
		keys = append(keys, key)
	}
	return keys
}

// parentsOf are the entries that one inherits from, directly or through others, as far as they are known.
func (b *bibtex) parentsOf(e bibEntry) (known []bibParent, missing bool) {
	names := e.links()
	for ; len(names) > 0 && len(known) < mostParents; names = names[1:] {
		parent, found := b.parents[names[0]]
		if !found {
			missing = true
			continue
		}
		known = append(known, parent)
		names = append(names, parent.links...)
	}
	return known, missing
}

// ready tells whether all that an entry needs is known, or will not be.
func (b *bibtex) ready(r bibRecord) bool {
	_, missing := b.parentsOf(r.entry)
	return !missing || b.ended || b.queued > pageRecords*b.blocks.max
}

// define keeps the macros of an @string.
func (b *bibtex) define(text string) {
	e, _, _ := parseBibEntry(text)
	for _, f := range e.fields {
		value := f.valueWithin(longestMacro, b.macros, nil)
		if len(value) > longestMacro || b.remembered > mostRemembered {
			continue
		}
		b.macros[f.name] = value
		b.remembered += len(f.name) + len(value) + overhead
	}
}

// inherited are the fields that an entry takes from the one it names.
var inherited = []string{"booktitle", "maintitle", "year", "date", "month", "publisher", "editor", "series", "volume", "address", "location",
	"organization", "eventtitle", "language", "langid", "isbn", "issn"}

// heirlooms are the names of the fields that an entry hands down: of @xdata, all of them.
func (e *bibEntry) heirlooms() []string {
	if e.kind != "xdata" {
		return inherited
	}
	var names []string
	for _, f := range e.fields {
		if f.name != "xdata" && f.name != "crossref" {
			names = append(names, f.name)
		}
	}
	return names
}

// remember keeps what can be taken from an entry. The title of a volume is the booktitle of what stands in it.
func (b *bibtex) remember(e bibEntry) {
	key := strings.ToLower(e.key)
	if _, known := b.parents[key]; known || key == "" || b.remembered > mostRemembered {
		return
	}
	var text strings.Builder
	text.WriteString("@parent{" + e.key)
	for _, name := range e.heirlooms() {
		value := e.value(name, b.macros)
		if name == "booktitle" && value == "" {
			value = e.value("title", b.macros)
		}
		if value != "" && len(value) <= longestMacro {
			text.WriteString(", " + name + " = {" + value + "}")
		}
	}
	text.WriteString("}\n")
	parent := bibParent{text.String(), e.links()}
	b.parents[key] = parent
	b.await(parent.links...)
	b.remembered += len(key) + text.Len() + overhead
}

// exhausted says that entries took far more from elsewhere than the file is long. From there on they are left as they stand.
func (b *bibtex) exhausted() bool {
	if b.taken < mostTaken || b.taken < takenRatio*b.blocks.offset {
		return false
	}
	b.in.note(kindExpands, fmt.Sprintf("what the entries take from @string and crossref is more than %d times the file: from here on it is left out", takenRatio), 1, b.blocks.at)
	return true
}

// complete adds to an entry the macros that it uses and the entries that it inherits from.
func (b *bibtex) complete(r bibRecord) []byte {
	if len(r.entry.fields) == 0 || b.exhausted() {
		return r.text
	}
	own := len(r.text)
	defer func() { b.taken += int64(len(r.text) - own) }()
	added := map[string]bool{}
	for _, f := range r.entry.fields {
		for _, p := range f.parts {
			name := strings.ToLower(p.text)
			if value, known := b.macros[name]; p.bare && known && !added[name] && int64(len(r.text)) <= b.blocks.max {
				added[name] = true
				r.text = append(r.text, "\n@string{"+name+" = {"+value+"}}"...)
			}
		}
	}
	parents, _ := b.parentsOf(r.entry)
	for _, parent := range parents {
		if int64(len(r.text)) > b.blocks.max {
			break
		}
		r.text = append(append(r.text, '\n'), parent.text...)
	}
	return r.text
}
