package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Form is a format in which records are written back.
type Form string

// The forms.
const (
	FormBibTeX Form = "bibtex"
	FormRIS    Form = "ris"
	FormCSV    Form = "csv" // with commas, tabs, semicolons or bars, as the source has them
)

// holds tells whether a file of a format has records of a form.
func (form Form) holds(format string) bool {
	return format == string(form) || form == FormCSV && format == formatTSV
}

// Written says what became of the papers.
type Written struct {
	Marked    int // records that got their mark
	Unmarked  int // records as they were, since they are written in a way that cannot be added to
	Converted int // papers written from their fields, since they have no record in the form
}

// WriteBack writes the files that documents came from, with the mark of each document in each of its records, and not
// a byte changed beside that. marks has one for each document. Files are read a second time: they are decompressed,
// and an encoding that is found, declared or given becomes UTF-8, also in a comment above the first record that names it. Where it is in
// doubt, bytes stay as they are, and what is added to a record with such bytes is ASCII. Several files are written one behind the other,
// tables under one header.
//
// Papers whose files are in another format are written from their fields; tables with other files beside them are an error,
// and so are tables whose headers differ. A record that no document came from gets no mark and loses that of an earlier run; in a
// table its cells for the mark are empty.
func WriteBack(ctx context.Context, w io.Writer, form Form, files []FileInfo, docs []Document, marks []Mark, o Options) (Written, error) {
	b := &backWriter{form: form, options: o.withDefaults(), docs: docs, marks: marks, to: bufio.NewWriterSize(w, 1<<16), places: placesOf(docs)}
	own, others := divide(once(files), func(f FileInfo) bool { return form.holds(f.Format) })
	others = slices.DeleteFunc(others, func(f FileInfo) bool { return f.Records == 0 })
	if len(others) > 0 {
		b.keys = keys{}
	}
	write := b.records
	if form == FormCSV {
		write = b.table
		if err := b.checkTables(ctx, own, others); err != nil {
			return Written{}, err
		}
	}
	if err := b.each(ctx, own, write); err != nil {
		return Written{}, err
	}
	if len(others) > 0 {
		b.convert(own)
	}
	return b.done, b.to.Flush()
}

// once are the files without those that were named again.
func once(files []FileInfo) []FileInfo {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(files), func(f FileInfo) bool {
		again := seen[f.Name]
		seen[f.Name] = true
		return again
	})
}

func divide(files []FileInfo, is func(FileInfo) bool) (yes, no []FileInfo) {
	for _, f := range files {
		if is(f) {
			yes = append(yes, f)
		} else {
			no = append(no, f)
		}
	}
	return yes, no
}

// backWriter writes one output.
type backWriter struct {
	form    Form
	options Options
	docs    []Document
	marks   []Mark
	places  map[string][]place
	to      *bufio.Writer
	last    byte       // that was written
	header  *csvTable  // of the first table
	cells   *markCells // of a table, once its header is written
	keys    keys       // of the entries that were written, for those that are made to have others; nil if none is made
	done    Written
}

// each opens the files, one after the other.
func (b *backWriter) each(ctx context.Context, files []FileInfo, do func(ctx context.Context, in *input, places []place) error) error {
	for _, f := range files {
		r := &reading{options: b.options, budget: b.options.MaxInput}
		in, err := r.open(file{path: f.Name, source: f.Source})
		if err != nil {
			return err
		}
		err = do(ctx, in, b.places[f.Name])
		in.close()
		if err != nil {
			return in.locate(err)
		}
	}
	return nil
}

// between ends the last line of one file before the next begins.
func (b *backWriter) between() {
	if b.last != 0 && b.last != '\n' && b.last != '\r' {
		b.put([]byte{'\n'})
	}
}

// put writes text and remembers how it ended.
func (b *backWriter) put(text []byte) {
	if len(text) > 0 {
		b.last = text[len(text)-1]
		_, _ = b.to.Write(text) // Flush returns the first error
	}
}

// records copies a file of BibTeX or RIS and adds to its records. Those that no paper came from lose what an earlier run added.
func (b *backWriter) records(ctx context.Context, in *input, places []place) error {
	t, macLines := tapeOf(in)
	next := b.recordsOf(in)
	b.between()
	left := &placed{places, b.marks}
	for begin := b.last != 0; ctx.Err() == nil; begin = false {
		o, err := next()
		if begin {
			t.skipMark()
		}
		switch _, lost := errors.AsType[*RecordError](err); {
		case lost:
			continue
		case err != nil:
			return b.rest(t, left, err)
		}
		if err := b.record(t, o, left, macLines); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// tapeOf lets a file be copied as it is read. macLines tells whether carriage returns alone end its lines.
func tapeOf(in *input) (t *tape, macLines bool) {
	t, macLines = &tape{r: in.raw}, in.text != in.raw
	if in.text = t; macLines {
		in.text = returnsToFeeds{t}
	}
	return t, macLines
}

// rest copies what stands behind the last record, if err says that it was the last.
func (b *backWriter) rest(t *tape, left *placed, err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	if err := left.end(); err != nil {
		return err
	}
	return t.copy(b, -1)
}

// recordsOf tells where the records of a file stand, one after the other, and io.EOF at its end. A *RecordError is one that is lost.
func (b *backWriter) recordsOf(in *input) func() (Origin, error) {
	if b.form == FormRIS {
		records := newTagged(in, risStyle, b.options)
		return func() (Origin, error) {
			_, o, err := records.next()
			return o, err
		}
	}
	blocks := newBibBlocks(in, b.options)
	return func() (Origin, error) {
		for {
			block, err := blocks.next()
			switch {
			case err != nil:
				return Origin{}, err
			case block.err != nil:
				return block.at, &RecordError{block.at, block.err}
			case block.kind != "string" && block.kind != "preamble":
				return block.at, nil
			}
		}
	}
}

// record copies what stands before a record, and the record with its mark.
func (b *backWriter) record(t *tape, o Origin, left *placed, macLines bool) error {
	m, _, err := left.markOf(o)
	if err != nil {
		return err
	}
	if err := t.copy(b, o.Offset); err != nil {
		return err
	}
	text, err := t.next(o.Offset + o.Length)
	if err != nil {
		return err
	}
	b.put(b.marked(text, m, macLines))
	return nil
}

// marked adds to one record.
func (b *backWriter) marked(record []byte, m Mark, macLines bool) []byte {
	text := string(record)
	if macLines {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	words := m.keywords(!utf8.Valid(record))
	var edits []edit
	ok := true
	if b.form == FormBibTeX {
		entry, _, bad := parseBibEntry(text)
		b.keys.stand(entry.key)
		edits, ok = entry.edits(text, words, bad)
	} else {
		edits = risEdits(text, words)
	}
	if !ok {
		b.done.Unmarked++
		return record
	}
	if len(words) > 0 {
		b.done.Marked++
	}
	if macLines {
		for i := range edits {
			edits[i].text = strings.ReplaceAll(edits[i].text, "\n", "\r")
		}
	}
	return apply(record, edits)
}

// tape is a file that is copied as it is read. Offsets count from its beginning.
type tape struct {
	r    io.Reader
	at   int64        // of what comes next
	kept bytes.Buffer // what was read ahead by others
}

// Read keeps what it reads.
func (t *tape) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.kept.Write(p[:n])
	return n, err
}

// next returns the text up to an offset; it is valid until more is read.
func (t *tape) next(to int64) ([]byte, error) {
	if missing := to - t.at - int64(t.kept.Len()); missing > 0 {
		n, err := io.CopyN(&t.kept, t.r, missing)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if n < missing {
			return nil, errChanged
		}
	}
	text := t.kept.Next(int(to - t.at))
	t.at = to
	return text, nil
}

// copyBytes is how much of what lies between records is held.
const copyBytes = 64 << 10

// copy writes the text up to an offset, or all that is left if that is negative.
func (t *tape) copy(b *backWriter, to int64) error {
	for to >= 0 && t.at < to {
		begins := t.at == 0
		text, err := t.next(min(to, t.at+copyBytes))
		if err != nil {
			return err
		}
		if begins {
			text = declaredAnew(text)
		}
		b.put(text)
	}
	if to >= 0 {
		return nil
	}
	b.put(t.kept.Next(t.kept.Len()))
	buffer := make([]byte, copyBytes)
	for {
		n, err := t.r.Read(buffer)
		b.put(buffer[:n])
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// skipMark passes a byte order mark that was read ahead and not copied.
func (t *tape) skipMark() {
	if t.at == 0 && bytes.HasPrefix(t.kept.Bytes(), bom8) {
		t.kept.Next(len(bom8))
		t.at = int64(len(bom8))
	}
}
