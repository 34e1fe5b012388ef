package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// XML is read in two steps. A splitter cuts the elements that are records out of the stream, by their tags alone: what is
// wrong inside one costs that one, whatever stands around them is passed over, and several answers may follow one another in a
// file. A decoder makes a tree of one record (xmltree.go), and the format's own function a document of the tree.

// xmlFormat is a kind of XML.
type xmlFormat struct {
	name    string
	marks   []string // elements by which it is known: its roots, and its records where they stand alone
	records []string // elements that are records
	inside  []string // elements one of which the head must hold too; none for no such condition
	read    func(d *Document, n *node, doubt func(kind, message string)) error
}

// xmlFormats are told apart by the first element that is a mark of one.
var xmlFormats = []xmlFormat{
	{"pubmed", []string{"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation"},
		[]string{"PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation", "DeleteDocument"}, nil, readPubMed},
	{"atom", []string{"feed", "entry"}, []string{"entry"}, nil, readAtom},
	{"oai", []string{"OAI-PMH", "ListRecords", "GetRecord", "record", "arXiv", "arXivRaw", "dc"}, []string{"record", "error", "arXiv", "arXivRaw", "dc"}, nil, readOAI},
	{"doaj", []string{"records"}, []string{"record"}, []string{"journalTitle", "fullTextUrl"}, readDOAJRecord},
	{"endnote", []string{"records"}, []string{"record"}, []string{"ref-type", "rec-number", "contributors", "titles"}, readEndNote},
	{"records", []string{"records"}, []string{"record"}, nil, readOAI},
	{"jats", []string{"article-meta", "pmc-articleset"}, []string{"article"}, nil, readJATS},
	{"mods", []string{"modsCollection", "mods"}, []string{"mods"}, nil, readMODS},
	{"dblp", []string{"dblp", "dblpperson"}, dblpTypes, nil, readDBLPXML},
	{"dblp", []string{"hits"}, []string{"info"}, []string{"info"}, readDBLPXML},
	{"rss", []string{"rss", "channel"}, []string{"item"}, nil, readRSS},
}

// findXML is the kind of XML that a head holds, nil if it is none that is read.
func findXML(head []byte) *xmlFormat {
	if len(head) == 0 || head[0] != '<' {
		return nil
	}
	s := &xmlRecords{r: bufio.NewReaderSize(bytes.NewReader(head), max(len(head), maxTagName)), max: int64(len(head))}
	for first := true; ; {
		kind, name, err := s.look()
		if err != nil || first && strings.EqualFold(string(name), "html") {
			return nil
		}
		for i := range xmlFormats {
			if kind == tagOpen && slices.Contains(xmlFormats[i].marks, local(string(name))) && xmlFormats[i].fits(head) {
				return &xmlFormats[i]
			}
		}
		first = first && kind != tagOpen
		_, _ = s.take(kind)
	}
}

// fits tells whether a head holds what the format asks for beside its mark.
func (f *xmlFormat) fits(head []byte) bool {
	return len(f.inside) == 0 || slices.ContainsFunc(f.inside, func(name string) bool { return bytes.Contains(head, []byte("<"+name)) })
}

func isXML(head []byte) bool { return findXML(head) != nil }

func newXML(in *input, m *mapping, o Options) (splitter, decoder, error) {
	f := findXML(bytes.TrimSpace(bytes.TrimLeft(bytes.TrimPrefix(in.head, bom8), "\x00")))
	r, skipped := skipBOM(in.text)
	s := &xmlRecords{r: bufio.NewReaderSize(r, 256<<10), in: in, names: f.records, max: o.MaxRecord, offset: skipped, line: 1}
	s.charset = declaredCharset(in.head)
	in.kind = f.name
	return s, m.decodeXML(f), nil
}

// xmlRecords splits XML. Its memory is one record.
type xmlRecords struct {
	r       *bufio.Reader
	in      *input
	names   []string // the elements that are records
	charset *charset // of records that are not UTF-8; nil if none is declared
	max     int64
	offset  int64
	line    int
	record  int
	inside  string // the name of the record that is open
	root    string // the element around the records
	depth   int    // elements open around the records
	size    int64  // of the record so far
	buf     []byte // the record so far, up to max
}

func (s *xmlRecords) next() ([]byte, Origin, error) {
	var at Origin
	for {
		kind, name, err := s.look()
		switch {
		case errors.Is(err, io.EOF):
			return nil, at, s.end(at)
		case err != nil:
			return nil, at, err
		case s.inside == "" && kind == tagOpen && s.isRecord(name):
			s.record++
			at = Origin{File: s.in.file.path, Record: s.record, Line: s.line, Offset: s.offset}
			s.inside, s.size, s.buf = string(name), 0, s.buf[:0]
		case s.inside == "":
			s.around(kind, name)
			continue
		case kind == tagOpen && string(name) == s.inside:
			s.inside = ""
			at.Length = s.size
			return nil, at, &RecordError{at, bad(kindBadXML, "<%s> is not closed before the next one begins, at line %d", name, s.line)}
		}
		ends := kind == tagClose && string(name) == s.inside
		first := s.size == 0
		empty, err := s.take(kind)
		if err == nil && (ends || first && empty) {
			s.inside = ""
			return s.whole(at)
		}
	}
}

func (s *xmlRecords) isRecord(name []byte) bool {
	name = name[bytes.IndexByte(name, ':')+1:]
	for _, one := range s.names {
		if one == string(name) {
			return true
		}
	}
	return false
}

// around passes what stands around the records, and follows which elements are open there.
func (s *xmlRecords) around(kind tagKind, name []byte) {
	if kind == tagOpen && s.depth == 0 {
		s.root = string(name)
	}
	empty, _ := s.take(kind)
	switch {
	case kind == tagOpen && !empty:
		s.depth++
	case kind == tagClose && s.depth > 0:
		s.depth--
	}
}

// whole hands out a record that was read to its end tag.
func (s *xmlRecords) whole(at Origin) ([]byte, Origin, error) {
	at.Length = s.size
	if s.size > s.max {
		s.buf = nil
		return nil, at, &RecordError{at, tooLong(s.size, s.max)}
	}
	if s.charset != nil && !utf8.Valid(s.buf) {
		return s.charset.decoded(s.buf), at, nil
	}
	return s.buf, at, nil
}

// end says whether the input ended where it may.
func (s *xmlRecords) end(at Origin) error {
	switch {
	case s.inside != "":
		at.Length = s.size
		s.inside, s.depth = "", 0
		return &RecordError{at, bad(kindCutOff, "the input ends inside this record")}
	case s.depth > 0:
		s.depth = 0
		s.in.note(kindCutOff, fmt.Sprintf("the input ends before <%s> is closed: it may be cut short; all that came before was read", s.root), 1,
			Origin{File: s.in.file.path, Line: s.line, Offset: s.offset})
	}
	return io.EOF
}

// tagKind is what a piece of XML is.
type tagKind int

const (
	noTag tagKind = iota // text, or a part of a declaration
	tagOpen
	tagClose
	tagComment
	tagCDATA
	tagInstruction
)

// spans are pieces with marks at both ends.
var spans = map[tagKind]struct{ start, end []byte }{
	tagComment: {[]byte("<!--"), []byte("-->")}, tagCDATA: {[]byte("<![CDATA["), []byte("]]>")}, tagInstruction: {[]byte("<?"), []byte("?>")},
}

// local is a name without its prefix.
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// maxTagName is the longest name of an element that is told from others.
const maxTagName = 256

// window returns what is buffered, at least n bytes of it unless the input ends.
func (s *xmlRecords) window(n int) ([]byte, error) {
	_, err := s.r.Peek(n)
	w, _ := s.r.Peek(s.r.Buffered())
	if len(w) > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return w, err
}

// look tells what comes next, without consuming it. The name holds until then.
func (s *xmlRecords) look() (tagKind, []byte, error) {
	w, err := s.window(maxTagName)
	switch {
	case err != nil || w[0] != '<' || len(w) == 1:
		return noTag, nil, err
	case w[1] == '!' && bytes.HasPrefix(w, spans[tagComment].start):
		return tagComment, nil, nil
	case w[1] == '!' && bytes.HasPrefix(w, spans[tagCDATA].start):
		return tagCDATA, nil, nil
	case w[1] == '?':
		return tagInstruction, nil, nil
	case w[1] == '/':
		return named(tagClose, w[2:])
	}
	return named(tagOpen, w[1:])
}

// named is a tag, if a name stands next.
func named(kind tagKind, w []byte) (tagKind, []byte, error) {
	n := 0
	for n < len(w) && n < maxTagName && isNameByte(w[n], n == 0) {
		n++
	}
	if n == 0 {
		return noTag, nil, nil
	}
	return kind, w[:n], nil
}

func isNameByte(c byte, first bool) bool {
	if 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= utf8.RuneSelf {
		return true
	}
	return !first && ('0' <= c && c <= '9' || c == '-' || c == '.' || c == ':')
}

// take consumes what look found: a text as far as it is buffered. empty says that a tag closes itself.
func (s *xmlRecords) take(kind tagKind) (empty bool, err error) {
	switch kind {
	case tagOpen, tagClose:
		return s.restOfTag(), nil
	case noTag:
		w, err := s.window(1)
		if err != nil {
			return false, err
		}
		n := bytes.IndexByte(w[1:], '<') + 1
		if n == 0 {
			n = len(w)
		}
		s.consume(n)
		return false, nil
	}
	s.consume(len(spans[kind].start))
	return false, s.through(spans[kind].end)
}

// through consumes all up to an end mark, and the mark.
func (s *xmlRecords) through(end []byte) error {
	for {
		w, err := s.window(len(end))
		if i := bytes.Index(w, end); i >= 0 {
			s.consume(i + len(end))
			return nil
		}
		if err != nil || len(w) < len(end) {
			s.consume(len(w))
			return err
		}
		s.consume(len(w) - len(end) + 1)
	}
}

// restOfTag consumes a tag, which stands next, and tells whether it closes itself.
func (s *xmlRecords) restOfTag() bool {
	from, quote, last := 1, byte(0), byte(0)
	for {
		w, err := s.window(1)
		if err != nil {
			return false
		}
		end, open, closed := endOfTag(w, from, quote)
		if closed && end > 1 {
			last = w[end-2]
		}
		s.consume(end)
		if closed || end < len(w) {
			return closed && last == '/'
		}
		from, quote, last = 0, open, w[len(w)-1]
	}
}

// endOfTag finds where a tag ends, looking from a byte on with a quote open or not: behind its >, or before a <, which no tag
// holds; closed says that it is the former. Without an end it is the length of w, and the quote that is open there.
func endOfTag(w []byte, from int, quote byte) (end int, open byte, closed bool) {
	for i := from; i < len(w); i++ {
		switch c := w[i]; {
		case c == '<':
			return i, 0, false
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1, 0, true
		}
	}
	return len(w), quote, false
}

// consume passes n bytes on into the record, if one is open.
func (s *xmlRecords) consume(n int) {
	w, _ := s.r.Peek(n)
	if s.inside != "" {
		if s.size+int64(n) <= s.max {
			s.buf = append(s.buf, w...)
		}
		s.size += int64(n)
	}
	s.line += bytes.Count(w, []byte{'\n'})
	s.offset += int64(n)
	_, _ = s.r.Discard(n) // they are buffered
}
