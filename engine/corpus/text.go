package corpus

import (
	"bytes"
	"io"
	"strings"
)

// noRecords reads an empty input.
type noRecords struct{}

func (noRecords) next() ([]byte, Origin, error) { return nil, Origin{}, io.EOF }

// oneText is a plain text file: one record.
type oneText struct {
	raw  []byte
	at   Origin
	lost error
	done bool
}

func (s *oneText) next() ([]byte, Origin, error) {
	if s.done {
		return nil, s.at, io.EOF
	}
	s.done = true
	return s.raw, s.at, s.lost
}

const (
	pageRecords = 4       // how many times the longest record a saved page of papers may be long
	pageLines   = 1 << 20 // and how many lines it may have, each of which is held apart
)

// newText reads a text as a whole: a list of titles, a saved page of several papers, or one document. In a folder, where
// one file is one document, only what can be nothing else is a page; and only a file given by its name is a list.
func newText(in *input, info *FileInfo, limit int64) (splitter, decoder, error) {
	r, skipped := skipBOM(in.text)
	raw, size, err := readUpTo(r, pageRecords*limit)
	if err != nil {
		return nil, nil, in.locate(err)
	}
	at := Origin{File: in.file.path, Record: 1, Line: 1, Offset: skipped, Length: size}
	p := &page{at: at, max: limit}
	if size == int64(len(raw)) && bytes.Count(raw, []byte{'\n'}) <= pageLines && p.read(raw, in.file, info) {
		p.report(in)
		if info.Format == formatList {
			p.reportSearchPage(in, raw, "a list of titles")
		}
		return p, decodePage, nil
	}
	if size > limit {
		lost := bad(kindTooLong, "%d bytes long, over the limit of %d bytes for one record (MaxRecord); a page or a list of papers may have %d bytes and %d lines: "+
			"cut it into several files", size, limit, pageRecords*limit, pageLines)
		return &oneText{at: at, lost: &RecordError{at, lost}}, decodeText(in.file.id), nil
	}
	p.reportSearchPage(in, raw, "one document")
	if !in.file.listed && p.looksLikePage() {
		p.reportOneText(in)
	}
	return &oneText{raw: raw, at: at}, decodeText(in.file.id), nil
}

// read makes papers of a list or a page; false if the text is neither.
func (p *page) read(raw []byte, f file, info *FileInfo) bool {
	lines := p.cutLines(raw)
	info.Format = formatList
	if !f.listed && p.readList(lines) {
		return true
	}
	info.Format = formatPage
	p.parse(lines)
	if p.isPage() && (!f.folder || p.isPlainPage()) {
		return true
	}
	info.Format = formatText
	return false
}

// readUpTo reads at most limit bytes and says how many there are in all.
func readUpTo(r io.Reader, limit int64) (raw []byte, size int64, err error) {
	raw, err = io.ReadAll(io.LimitReader(r, limit))
	if err != nil {
		return nil, 0, err
	}
	rest, err := io.Copy(io.Discard, r)
	return raw, int64(len(raw)) + rest, err
}

// carriageReturns are line ends, alone or before a line feed.
var carriageReturns = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// decodeText makes one document: the first line is the title when a blank line follows or when it is short.
func decodeText(id string) decoder {
	return func(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
		text := strings.TrimSpace(carriageReturns.Replace(string(raw)))
		if text == "" {
			return Document{}, bad(kindNoText, "the file is empty")
		}
		line, rest, _ := strings.Cut(text, "\n")
		rest, blankAfter := strings.TrimSpace(rest), strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n")
		d := Document{ID: id, Title: strings.Join(strings.Fields(line), " "), Abstract: rest}
		long := isLong(line) && !(blankAfter && isLongTitle(line))
		if long || !blankAfter && (endsSentence(line) && rest != "" || len(line) > 120 || rest == "" && endsSentence(line)) {
			d.Title, d.TitleDerived, d.Abstract = firstSentence(text), true, text
		}
		return d, nil
	}
}
