package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// csvRecords splits a table: a record is a line, or several when a quoted field holds line ends (RFC 4180).
// A quote opens a field only where the field begins, so that 5" disks does no harm; inside a quoted field a single
// quote that no delimiter follows stands for itself.
//
// A stray quote at the beginning of a field opens one that nothing closes, or that only the quotes of a later row do.
// It costs its own row and no other: the lines behind it are kept, and read again from the second one.
type csvRecords struct {
	*lines
	delimiter byte
	columns   int // of the header, once it is known
	buf       []byte
	ahead     []lineRead // lines kept for a second look
	at        int        // the next of them
	openTo    int64      // a quote that is open at a line end before this offset is not closed within reach
	reverts   int        // how often a later row closed a stray quote
	damage    func() error
	record    int
}

// lineRead is what lines.next returned.
type lineRead struct {
	text  []byte
	at    Origin
	ended bool
	err   error // the line could not be read
}

// Where later rows close stray quotes, looking again costs time: after maxReverts of them, a quoted field may reach over no
// more than shortReach bytes.
const (
	maxReverts = 8
	shortReach = 16 << 10
	rowLines   = 16      // how many lines such a later row may have
	cellLines  = 1 << 16 // how many lines a row may have, each of which is held apart until its quote is closed
)

// next returns a record; the lines that it was made of are forgotten.
func (s *csvRecords) next() ([]byte, Origin, error) {
	for {
		s.forget()
		l, err := s.line(false)
		if err == nil && s.isBlank(l.text) {
			continue
		}
		if errors.Is(err, io.EOF) {
			return nil, l.at, err
		}
		s.record++
		l.at.Record = s.record
		if err != nil {
			return nil, l.at, numbered(err, s.record)
		}
		return s.finish(l)
	}
}

// isBlank tells whether a line is none of a row: spreadsheets write empty cells below a table.
func (s *csvRecords) isBlank(line []byte) bool {
	for _, c := range line {
		if c != s.delimiter && !isBlank(c) {
			return blank(line)
		}
	}
	return true
}

// line takes the next line. With keep it stays in ahead, behind at, until forget.
func (s *csvRecords) line(keep bool) (lineRead, error) {
	if s.at < len(s.ahead) {
		s.at++
		return s.ahead[s.at-1], s.ahead[s.at-1].err
	}
	text, at, ended, err := s.lines.next()
	l := lineRead{text, at, ended, err}
	if keep && !errors.Is(err, io.EOF) {
		l.text = bytes.Clone(text)
		s.ahead = append(s.ahead, l)
		s.at++
	}
	return l, err
}

// forget drops the lines that were taken, once they are half of those kept: each line moves once at the most.
func (s *csvRecords) forget() {
	if s.at*2 >= len(s.ahead) {
		s.ahead = slices.Delete(s.ahead, 0, s.at)
		s.at = 0
	}
}

// finish reads on while a quote is open.
func (s *csvRecords) finish(first lineRead) ([]byte, Origin, error) {
	at, last, second := first.at, first, s.at
	s.buf = append(s.buf[:0], first.text...)
	lines := 1
	for open := quoteOpen(first.text, s.delimiter, false); open; lines++ {
		if first.at.Offset < s.openTo {
			return nil, at, s.stray(at, second)
		}
		l, err := s.line(true)
		if err != nil || lines == cellLines || int64(len(s.buf)+len(l.text)) > s.reach() {
			s.unclosed(l, err)
			return nil, at, s.stray(at, second)
		}
		s.buf = append(append(s.buf, '\n'), l.text...)
		open = quoteOpen(l.text, s.delimiter, true)
		last = l
	}
	if len(s.buf) > len(first.text) && s.endsInRow(s.buf[len(first.text)+1:]) {
		s.reverts++
		return nil, at, s.stray(at, second)
	}
	at.Length = last.at.Offset + last.at.Length - at.Offset
	if !last.ended && s.damage() != nil {
		return nil, at, &RecordError{at, bad(kindCutOff, "the file is cut short inside this row")}
	}
	return s.buf, at, nil
}

// reach is how long a row may grow in search of its closing quote.
func (s *csvRecords) reach() int64 {
	if s.reverts > maxReverts {
		return min(shortReach, s.max)
	}
	return s.max
}

// unclosed remembers how far a full search for a closing quote went, for the next open quote would go the same way.
func (s *csvRecords) unclosed(l lineRead, err error) {
	switch {
	case errors.Is(err, io.EOF):
		s.openTo = math.MaxInt64
	case s.reach() == s.max:
		s.openTo = l.at.Offset
	}
}

// endsInRow tells whether what follows the first line of a row ends in a whole row, with all the columns: then the quote that
// is open since the first line was none of a field's. The quotes of a whole row are even in number, whereas those on the last
// lines of a field that goes on are not: the closing one stands alone.
func (s *csvRecords) endsInRow(rest []byte) bool {
	if s.columns < 2 {
		return false
	}
	start := len(rest)
	for range rowLines {
		start = bytes.LastIndexByte(rest[:max(start-1, 0)], '\n') + 1
		if s.isRow(rest[start:]) {
			return true
		}
		if start == 0 {
			break
		}
	}
	return false
}

// isRow tells whether lines are one row, no more and no less, whose quotes come in pairs.
func (s *csvRecords) isRow(text []byte) bool {
	if bytes.Count(text, []byte{'"'})%2 != 0 {
		return false
	}
	open := false
	for line := range bytes.Lines(text) {
		whole := bytes.HasSuffix(line, []byte{'\n'})
		open = quoteOpen(bytes.TrimSuffix(line, []byte{'\n'}), s.delimiter, open)
		if open != whole {
			return false
		}
	}
	return len(csvFields(text, s.delimiter)) == s.columns
}

// stray gives the row with a stray quote up, and goes back to the line after it.
func (s *csvRecords) stray(at Origin, second int) error {
	s.at = second
	return &RecordError{at, bad(kindBadRow, "a quote that begins a field here is never closed")}
}

// quoteOpen tells whether a quoted field is open at the end of a line that began inside one (open) or not.
func quoteOpen(line []byte, delimiter byte, open bool) bool {
	start := !open
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case !open:
			if c == '"' && start {
				open = true
			}
			start = c == delimiter
		case c == '"' && i+1 < len(line) && line[i+1] == '"':
			i++
		case c == '"' && (i+1 == len(line) || line[i+1] == delimiter):
			open, start = false, false
		}
	}
	return open
}

// csvFields cuts one record into its fields, by the same rule as quoteOpen.
func csvFields(record []byte, delimiter byte) []string {
	var fields []string
	for {
		field, rest, more := csvField(record, delimiter)
		fields = append(fields, field)
		if !more {
			return fields
		}
		record = rest
	}
}

// csvField takes the first field; more says that a delimiter followed it.
func csvField(record []byte, delimiter byte) (field string, rest []byte, more bool) {
	if len(record) == 0 || record[0] != '"' {
		before, after, found := bytes.Cut(record, []byte{delimiter})
		return string(before), after, found
	}
	var b strings.Builder
	for i := 1; i < len(record); i++ {
		c := record[i]
		last := i+1 == len(record)
		switch {
		case c == '"' && !last && record[i+1] == '"':
			b.WriteByte('"')
			i++
		case c == '"' && (last || record[i+1] == '\n'):
			return b.String(), nil, false
		case c == '"' && record[i+1] == delimiter:
			return b.String(), record[i+2:], true
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil, false
}

// csvTable decodes rows under one header.
type csvTable struct {
	mapping   *mapping
	at        Origin   // of the header
	header    []string // names without spaces around them, and no two of them equal by accident
	raw       []string // as they stand in the file
	delimiter byte
	source    *tableSource // nil if it is none that is known
	tags      bool         // of the Web of Science
}

func (t *csvTable) decode(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields := csvFields(bytes.TrimPrefix(raw, bom8), t.delimiter)
	n := len(t.header)
	fields = withoutBlankEnd(fields, n)
	if n > 1 && slices.Equal(fields, t.raw) {
		return Document{}, bad(kindHeader, "the header stands here again, as where files were joined to one")
	}
	more := ""
	if len(fields) > n {
		doubt(kindLongRow, fmt.Sprintf("%d fields where the header has %d; what is too much is kept: quote a field that holds the delimiter %q", len(fields), n, string(t.delimiter)))
		more = strings.Join(fields[n:], string(t.delimiter))
		if fields = fields[:n]; t.mapping.holdsText(t.header[n-1]) {
			fields[n-1], more = fields[n-1]+string(t.delimiter)+more, ""
		}
	}
	if len(fields) < n {
		doubt(kindShortRow, fmt.Sprintf("%d fields where the header has %d; those that are missing are left empty", len(fields), n))
	}
	pairs := make(record, len(fields), len(fields)+1)
	for i, f := range fields {
		if missing(f) && !t.mapping.maySay(t.header[i], f) {
			f = ""
		}
		pairs[i] = pair{t.header[i], value{text: f}}
	}
	if more != "" {
		pairs = append(pairs, pair{"(more)", value{text: more}})
	}
	d := t.document(pairs, doubt)
	d.reportMissing(doubt)
	return d, nil
}

// withoutBlankEnd drops the empty fields at the end of a row that has more than columns.
func withoutBlankEnd(fields []string, columns int) []string {
	for len(fields) > columns && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	return fields
}

func (t *csvTable) document(r record, doubt func(kind, message string)) Document {
	if t.tags {
		return t.mapping.decodeWoSRow(r)
	}
	d := t.mapping.documentOf(r, doubt)
	if t.source != nil {
		t.source.settle(&d, r, t.mapping)
	}
	return d
}

// nameColumns numbers columns that have the name of one before them. Two of a role may share a name: one fills it, the other is kept.
func nameColumns(header []string, m *mapping) {
	seen := map[string]int{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		seen[name]++
		if n := seen[name]; name != "" && (n > 2 || n == 2 && m.rank(name).role == noRole) {
			name += fmt.Sprintf(" (%d)", n)
		}
		header[i] = name
	}
}

// skip passes lines above the header over. Blank lines at the beginning do not count.
func (s *csvRecords) skip(n int) error {
	for begun := false; n > 0; {
		text, _, _, err := s.lines.next()
		if err != nil {
			return err
		}
		if begun = begun || !blank(text); begun {
			n--
		}
	}
	return nil
}

func newCSV(in *input, o Options, delimiter byte, preamble int) (splitter, decoder, error) {
	s, t, err := openCSV(in, o, delimiter, preamble)
	if err != nil {
		return nil, nil, err
	}
	return s, t.decode, nil
}

// openCSV reads the header and checks that a title or a text can be found under it.
func openCSV(in *input, o Options, delimiter byte, preamble int) (*csvRecords, *csvTable, error) {
	s := &csvRecords{lines: newLines(in, o.MaxRecord), delimiter: delimiter, damage: func() error { return in.guard.damage }}
	if err := s.skip(preamble); err != nil {
		return nil, nil, in.locate(fmt.Errorf("the header cannot be read: %w", err))
	}
	raw, at, err := s.next()
	if err != nil {
		return nil, nil, in.locate(fmt.Errorf("the header cannot be read: %w", err))
	}
	s.record = 0
	header := csvFields(cleanText(raw, func(string, string) {}), delimiter)
	written := slices.Clone(header)
	has := func(name string) bool {
		return slices.ContainsFunc(header, func(h string) bool { return sameKey(h, name) })
	}
	m := newMapping(o).of(has)
	nameColumns(header, m)
	s.columns = len(header)
	if !slices.ContainsFunc(header, m.holdsText) {
		return nil, nil, in.locate(formatError("no column is a title, an abstract or a text (columns: " + strings.Join(header, ", ") +
			"): name one with --title-field or --abstract-field"))
	}
	for _, name := range m.named() {
		if !has(name) {
			return nil, nil, in.locate(fmt.Errorf("no column is called %q (columns: %s)", name, strings.Join(header, ", ")))
		}
	}
	return s, &csvTable{m, at, header, written, delimiter, sourceOf(header), isWoSHeader(header)}, nil
}
