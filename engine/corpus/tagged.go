package corpus

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
)

// Three formats have a field a line, behind a tag of two letters or so: RIS, MEDLINE and the Web of Science. A line without a tag
// continues the field before it. What tells them apart is how a tag is written and where a record begins and ends.

// tagStyle is one way of writing tagged records.
type tagStyle struct {
	first func(line []byte) bool // the line begins a record, also where the one before has no end
	last  func(line []byte) bool // the line ends one
	tag   func(line string, loose bool) (name, text string, ok bool)
	outer []string // tags that stand outside of records
	texts []string // tags of titles and abstracts
	frame []string // tags that say what a record is and where it ends, and nothing of the paper
	later bool     // what begins a record may be its second line

	// behind tells whether a line behind a blank one begins a record; nil where blank lines say nothing.
	behind func(record, line []byte) bool
}

// neverLast is for styles in which nothing but the next record, or the end of the file, ends one.
func neverLast([]byte) bool { return false }

// taggedRecords is the splitter. What is no record stands between them and is passed over: blank lines, headings of
// databases and, with a note, prose.
type taggedRecords struct {
	*lines
	style  *tagStyle
	buf    []byte
	ahead  *lineRead // the first line of the next record
	record int
	begun  bool // the record that was cut last has the first line of the style
	closed bool // and its last line
	in     *input
}

// proseWords is how many words make a line between records prose.
const proseWords = 12

func newTagged(in *input, style *tagStyle, o Options) *taggedRecords {
	return &taggedRecords{lines: newLines(in, o.MaxRecord), style: style, in: in}
}

// next is the next record. Fields that neither begin nor end as one and have no text are the trail of the record before, such as
// Ovid's RIS has behind its last line: they are none.
func (s *taggedRecords) next() ([]byte, Origin, error) {
	for {
		raw, at, err := s.cut()
		if err != nil || s.begun || s.closed || s.style.hasText(raw) {
			return raw, at, err
		}
		s.record--
	}
}

// hasText tells whether a record has a title or an abstract.
func (style *tagStyle) hasText(raw []byte) bool {
	for _, f := range style.fields(string(raw), false) {
		if slices.Contains(style.texts, f.name) && !blankText(f.text) {
			return true
		}
	}
	return false
}

// cut is the next record, whatever it holds.
func (s *taggedRecords) cut() ([]byte, Origin, error) {
	first, err := s.begin()
	if errors.Is(err, io.EOF) {
		return nil, first.at, err
	}
	s.record++
	at := first.at
	at.Record = s.record
	if err != nil {
		return nil, at, numbered(err, s.record)
	}
	s.buf = append(s.buf[:0], first.text...)
	s.begun, s.closed = s.style.first(first.text), s.style.last(first.text)
	end, lost, err := s.rest(at.Offset + at.Length)
	if err != nil {
		return nil, at, err
	}
	at.Length = end - at.Offset
	if !s.closed && s.ahead == nil && s.in.guard.damage != nil {
		lost = bad(kindCutOff, "the file is cut short inside this record")
	}
	if lost != nil {
		return nil, at, &RecordError{at, lost}
	}
	return s.buf, at, nil
}

// rest gathers the lines of a record behind its first, which ended at end, up to its last or to the first of the next. It says where
// the last that is not blank ends, and why the record is lost, if it is.
func (s *taggedRecords) rest(end int64) (_ int64, lost, err error) {
	for gap := false; !s.closed; {
		l, err := s.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if long, ok := errors.AsType[*RecordError](err); ok {
			end, lost = l.at.Offset+long.Origin.Length, long.Err
			continue
		}
		if err != nil {
			return end, lost, err
		}
		if s.beginsNext(l.text, gap) {
			l.text = bytes.Clone(l.text)
			s.ahead = &l
			break
		}
		if lost == nil {
			lost = s.keep(l.text)
		}
		if gap = blank(l.text); !gap {
			end = l.at.Offset + l.at.Length
		}
		s.closed = s.style.last(l.text)
	}
	return end, lost, nil
}

// beginsNext tells whether a line, behind a blank one or not, begins another record than that in buf.
func (s *taggedRecords) beginsNext(line []byte, gap bool) bool {
	first := s.style.first(line)
	if first && s.style.later && !s.begun && bytes.IndexByte(s.buf, '\n') < 0 {
		first, s.begun = false, true
	}
	return first || gap && s.style.behind != nil && s.style.behind(s.buf, line)
}

// keep adds a line to the record; the error is that it grows too long.
func (s *taggedRecords) keep(line []byte) error {
	if int64(len(s.buf)+len(line)) > s.max {
		return bad(kindTooLong, "over the limit of %d bytes for one record (MaxRecord)", s.max)
	}
	s.buf = append(append(s.buf, '\n'), line...)
	return nil
}

// begin finds the first line of a record: the one that the style says, or any field outside of a record.
func (s *taggedRecords) begin() (lineRead, error) {
	for {
		l, err := s.line()
		if err != nil || s.style.first(l.text) {
			return l, err
		}
		name, _, ok := s.style.tag(string(l.text[:min(len(l.text), 16)]), false)
		switch {
		case ok && (s.style.last(l.text) || slices.Contains(s.style.outer, name)), blank(l.text):
		case ok:
			return l, nil
		case s.record > 0 && wordCount(string(l.text)) >= proseWords: // numbers, links and who made the file go unsaid
			s.in.note(kindPageLines, "a line outside of any record was left out: "+excerpt(l.text), 1, l.at)
		}
	}
}

// line is the next line, without the byte order mark that files joined to one have in the middle.
func (s *taggedRecords) line() (lineRead, error) {
	if s.ahead != nil {
		l := *s.ahead
		s.ahead = nil
		return l, nil
	}
	text, at, ended, err := s.lines.next()
	if lost, ok := errors.AsType[*RecordError](err); ok {
		at = lost.Origin
	}
	if bytes.HasPrefix(text, bom8) {
		text, at.Offset, at.Length = text[3:], at.Offset+3, at.Length-3
	}
	return lineRead{text, at, ended, err}, err
}

// tagFields are the fields of one record in the order of the file.
type tagFields []tagField

// tagField is one field; the lines that continue it stand in text behind line ends.
type tagField struct {
	name, text string
	used       bool
}

// record takes a record apart as fields does; the error is that nothing is in it.
func (style *tagStyle) record(raw string, loose bool) (tagFields, error) {
	list := style.fields(raw, loose)
	says := func(f tagField) bool { return !blankText(f.text) && !slices.Contains(style.frame, f.name) }
	if !slices.ContainsFunc(list, says) {
		return nil, bad(kindEmpty, "a record with nothing in it")
	}
	return list, nil
}

// fields takes a record apart. loose is handed to the style.
func (style *tagStyle) fields(raw string, loose bool) tagFields {
	list := make(tagFields, 0, 24)
	start := 0 // of the last field's text in raw
	for at := 0; at < len(raw); {
		end := lineEnd(raw, at)
		line := raw[at:end]
		name, text, ok := style.tag(line, loose)
		switch {
		case ok:
			start = end - len(text)
			list = append(list, tagField{name: name, text: text})
		case len(list) > 0:
			list[len(list)-1].text = raw[start:end]
		}
		at = end + 1
	}
	return list
}

// all are the values of the fields with one of the names, in the order of the record, which then have their place.
func (l tagFields) all(names ...string) []string {
	var out []string
	for i := range l {
		for _, name := range names {
			if l[i].name == name && l[i].text != "" {
				l[i].used = true
				out = append(out, l[i].text)
			}
		}
	}
	return out
}

// take is the value of the first of the names that the record has, which then has its place.
func (l tagFields) take(names ...string) string {
	for _, name := range names {
		for i := range l {
			if l[i].name == name && !blankText(l[i].text) {
				l[i].used = true
				return l[i].text
			}
		}
	}
	return ""
}

// line is take as one line.
func (l tagFields) line(names ...string) string { return singleSpaced(l.take(names...)) }

// peek is take, but the value keeps its place among the other fields.
func (l tagFields) peek(name string) string {
	for i := range l {
		if l[i].name == name {
			return singleSpaced(l[i].text)
		}
	}
	return ""
}

func blankText(s string) bool { return strings.TrimSpace(s) == "" }

// rest keeps what has no place, by its tag.
func (l tagFields) rest(d *Document) {
	left := leftovers{}
	for i := range l {
		if !l[i].used {
			left.add(l[i].name, joinWrapped(l[i].text))
		}
	}
	left.keep(d)
}

// leftovers are values without a place, by name; several of one name are joined.
type leftovers map[string][]string

func (l leftovers) add(name, text string) {
	if text != "" {
		l[name] = append(l[name], text)
	}
}

func (l leftovers) keep(d *Document) {
	for name, texts := range l {
		d.keepText(name, strings.Join(texts, " | "))
	}
}

// pairs are the fields by their tags; what stands several times is a list.
func (l tagFields) pairs() iter.Seq[pair] {
	return func(yield func(pair) bool) {
		texts := leftovers{}
		for i := range l {
			texts.add(l[i].name, joinWrapped(l[i].text))
		}
		for i := range l {
			list := texts[l[i].name]
			delete(texts, l[i].name)
			if len(list) == 1 && !yield(pair{l[i].name, value{text: list[0]}}) || len(list) > 1 && !yield(pair{l[i].name, listValue(list)}) {
				return
			}
		}
	}
}

// noAbstract are what databases write where a paper has none.
func noAbstract(s string) bool {
	if len(s) > 40 {
		return false
	}
	s = strings.ToLower(strings.Trim(s, "[]. "))
	return s == "no abstract available" || s == "no abstract" || s == "abstract not available"
}

// abstractOf is the text of an abstract as people read it, "" where a database says that there is none.
func abstractOf(s string) string {
	if s = joinWrapped(s); noAbstract(s) || missing(strings.TrimSpace(s)) {
		return ""
	}
	return readableLines(s)
}

// offerID keeps an identifier if there is one, and none of its kind was kept before.
func (d *Document) offerID(kind, id string) {
	if id != "" && d.IDs[kind] == "" {
		d.addID(kind, id)
	}
}
