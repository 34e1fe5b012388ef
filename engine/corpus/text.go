package corpus

import (
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

// newText reads a text as a whole: a saved page of several papers, or one document. In a folder, where one file is one
// document, only what can be nothing else is a page.
func newText(in *input, info *FileInfo, limit int64) (splitter, decoder, error) {
	r, skipped := skipBOM(in.text)
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, nil, in.locate(err)
	}
	at := Origin{File: in.file.path, Record: 1, Line: 1, Offset: skipped, Length: int64(len(raw))}
	if int64(len(raw)) > limit {
		return &oneText{at: at, lost: &RecordError{at, bad(kindTooLong, "a text of more than %d bytes (MaxRecord)", limit)}}, decodeText(in.file.id), nil
	}
	if p := parsePage(raw, at); p.isPage() && (!in.file.folder || p.isPlainPage()) {
		info.Format = formatPage
		p.report(in)
		return p, decodePage, nil
	}
	return &oneText{raw: raw, at: at}, decodeText(in.file.id), nil
}

// decodeText makes one document: the first line is the title when a blank line follows or when it is short.
func decodeText(id string) decoder {
	return func(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
		text := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r", ""))
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
