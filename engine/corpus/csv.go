package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csvRecords splits a table: a record is a line, or several when a quoted field holds line ends (RFC 4180).
// A quote opens a field only where the field begins, so that 5" disks does no harm; inside a quoted field a single
// quote that no delimiter follows stands for itself.
type csvRecords struct {
	*lines
	delimiter byte
	buf       []byte
	queue     []queued // lines given back after a quote that never closed
	reverts   int
	damage    func() error
	record    int
}

type queued struct {
	text  []byte
	at    Origin
	ended bool
	err   error // the line could not be read
}

// maxReverts bounds how often an unclosed quote may cost a second look at the lines it had swallowed.
const maxReverts = 8

func (s *csvRecords) line() (queued, error) {
	if len(s.queue) > 0 {
		q := s.queue[0]
		s.queue = s.queue[1:]
		return q, q.err
	}
	text, at, ended, err := s.lines.next()
	return queued{text, at, ended, err}, err
}

func (s *csvRecords) next() ([]byte, Origin, error) {
	for {
		q, err := s.line()
		if err == nil && blank(q.text) {
			continue
		}
		if errors.Is(err, io.EOF) {
			return nil, q.at, err
		}
		s.record++
		q.at.Record = s.record
		if err != nil {
			return nil, q.at, numbered(err, s.record)
		}
		return s.finish(q)
	}
}

// finish reads on while a quote is open.
func (s *csvRecords) finish(first queued) ([]byte, Origin, error) {
	at := first.at
	s.buf = append(s.buf[:0], first.text...)
	open := quoteOpen(first.text, s.delimiter, false)
	last := first
	var taken []queued
	for open {
		q, err := s.line()
		if errors.Is(err, io.EOF) {
			return nil, at, s.giveBack(at, taken)
		}
		taken = append(taken, queued{bytes.Clone(q.text), q.at, q.ended, err})
		if err != nil || int64(len(s.buf)+len(q.text)) > s.max {
			return nil, at, s.giveBack(at, taken)
		}
		s.buf = append(append(s.buf, '\n'), q.text...)
		open = quoteOpen(q.text, s.delimiter, true)
		last = q
	}
	at.Length = last.at.Offset + last.at.Length - at.Offset
	if !last.ended && s.damage() != nil {
		return nil, at, &RecordError{at, bad(kindCutOff, "the file is cut short inside this row")}
	}
	return s.buf, at, nil
}

// giveBack makes an unclosed quote cost its own line and no other: those read after it are read again, until that
// has happened too often.
func (s *csvRecords) giveBack(at Origin, taken []queued) error {
	s.reverts++
	if s.reverts > maxReverts {
		return &RecordError{at, bad(kindBadRow, "the quoted field that begins here is never closed; %d lines after it are lost with it", len(taken))}
	}
	s.queue = append(taken, s.queue...)
	return &RecordError{at, bad(kindBadRow, "the quoted field that begins here is never closed")}
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
	header    []string
	delimiter byte
}

func (t *csvTable) decode(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields := csvFields(raw, t.delimiter)
	for len(fields) > len(t.header) && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) > len(t.header) {
		return Document{}, bad(kindBadRow, "%d fields where the header has %d: quote a field that holds the delimiter %q", len(fields), len(t.header), string(t.delimiter))
	}
	if len(fields) < len(t.header) {
		doubt(kindShortRow, fmt.Sprintf("%d fields where the header has %d; the missing ones are empty", len(fields), len(t.header)))
	}
	pairs := make([]pair, len(fields))
	for i, f := range fields {
		pairs[i] = pair{t.header[i], value{text: f}}
	}
	return t.mapping.document(pairs, doubt), nil
}

// newCSV reads the header and checks that a title or a text can be found under it.
func newCSV(in *input, o Options, delimiter byte) (splitter, decoder, error) {
	s := &csvRecords{lines: newLines(in, o.MaxRecord), delimiter: delimiter, damage: func() error { return in.guard.damage }}
	raw, _, err := s.next()
	if err != nil {
		return nil, nil, in.locate(fmt.Errorf("the header cannot be read: %w", err))
	}
	s.record = 0
	header := csvFields(cleanText(raw, func(string, string) {}), delimiter)
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	m := newMapping(o)
	if !slices.ContainsFunc(header, m.holdsText) {
		return nil, nil, in.locate(fmt.Errorf("no column is a title, an abstract or a text (columns: %s): name one with --title-field or --abstract-field: %w",
			strings.Join(header, ", "), ErrFormat))
	}
	for _, name := range m.named() {
		if !slices.ContainsFunc(header, func(h string) bool { return sameKey(h, name) }) {
			return nil, nil, in.locate(fmt.Errorf("no column is called %q (columns: %s)", name, strings.Join(header, ", ")))
		}
	}
	return s, (&csvTable{m, header, delimiter}).decode, nil
}
