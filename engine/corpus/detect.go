package corpus

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The formats.
const (
	formatJSONL = "jsonl"
	formatJSON  = "json"
	formatCSV   = "csv"
	formatTSV   = "tsv"
	formatXML   = "xml"
	formatPage  = "page"
	formatList  = "titles"
	formatText  = "text"
	formatEmpty = "empty"
)

// format is what an input was found to be.
type format struct {
	name      string
	delimiter byte     // of a table
	preamble  int      // lines above its header
	wrapper   []string // the keys that lead to the array of records
	own       *reader  // of a format from the table
}

// reader detects the format and sets up its reader.
func (in *input) reader(info *FileInfo, o Options) (splitter, decoder, error) {
	if in.file.listed && isResult(in.head) {
		return nil, nil, errResult
	}
	f, err := detect(in.head, in.whole, in.file, o)
	if err != nil {
		return nil, nil, in.locate(err)
	}
	info.Format = f.name
	m := newMapping(o)
	if f.own != nil {
		split, decode, err := f.own.open(in, m, o)
		info.Format = cmp.Or(in.kind, f.name)
		return split, decode, err
	}
	switch f.name {
	case formatJSONL:
		return &jsonLines{lines: newLines(in, o.MaxRecord)}, m.decodeJSON, nil
	case formatJSON:
		return newJSONValues(in, f.wrapper, o.MaxRecord), m.decodeJSON, nil
	case formatCSV, formatTSV:
		return newCSV(in, o, f.delimiter, f.preamble)
	case formatEmpty:
		message := "the file is empty"
		if in.file.path == "-" {
			message = "nothing came in"
		}
		in.note(kindEmptyFile, message, 1, Origin{File: in.file.path})
		return noRecords{}, m.decodeJSON, nil
	}
	return newText(in, info, o.MaxRecord)
}

// detect finds the format by content; the name only helps where content leaves a doubt.
func detect(head []byte, whole bool, f file, o Options) (format, error) {
	head = bytes.TrimPrefix(head, bom8)
	text := bytes.TrimSpace(bytes.TrimLeft(head, "\x00"))
	if len(text) == 0 && whole {
		return format{name: formatEmpty}, nil
	}
	for i := range formats {
		if formats[i].is(text) {
			return format{name: formats[i].name, own: &formats[i]}, nil
		}
	}
	if err := foreign(head, text); err != nil {
		return format{}, err
	}
	if len(text) == 0 {
		return format{}, formatError(fmt.Sprintf("begins with %d bytes of blank space", len(head)))
	}
	ext := strings.ToLower(filepath.Ext(withoutCompression(f.path)))
	switch {
	case text[0] == '[' && startsWithAny(text[1:], "{]["):
		return format{name: formatJSON}, nil
	case text[0] == '{' && startsWithAny(text[1:], `"}`):
		return detectJSON(text), nil
	case manyObjects(text):
		return format{name: formatJSONL}, nil
	}
	if delimiter, preamble, ok := findTable(text, ext, o); ok {
		f := format{name: formatCSV, delimiter: delimiter, preamble: preamble}
		if delimiter == '\t' {
			f.name = formatTSV
		}
		return f, nil
	}
	if ext == ".jsonl" || ext == ".ndjson" || ext == ".json" {
		return format{name: formatJSONL}, nil
	}
	return format{name: formatText}, nil
}

// startsWithAny tells whether the first character that is no space is one of the set.
func startsWithAny(b []byte, set string) bool {
	b = bytes.TrimLeft(b, " \t\r\n")
	return len(b) > 0 && strings.IndexByte(set, b[0]) >= 0
}

// magics are the first bytes of what is no text, and what to do with it.
var magics = []struct{ prefix, advice string }{
	{"%PDF-", `is a PDF: extract its text (of all in a folder: for f in *.pdf; do pdftotext "$f"; done) and read the texts, ` +
		"or export titles and abstracts from a reference manager"},
	{"PK\x03\x04", "is a zip archive or an office document: unpack it, or save it as text or CSV"},
	{"\xd0\xcf\x11\xe0", "is an office document: save it as text or CSV"},
	{"%!PS", "is PostScript: extract its text (ps2ascii) and read that, or export titles and abstracts from a reference manager"},
	{"BZh", "is compressed with bzip2: decompress it, or use gzip or zstd"},
	{"\xfd7zXZ\x00", "is compressed with xz: decompress it, or use gzip or zstd"},
	{"7z\xbc\xaf\x27\x1c", "is a 7z archive: unpack it"},
	{"PARE", "is an encrypted Parquet file"},
	{"SQLite format 3\x00", "is a database: export a table as CSV"},
	{"\x89PNG", "is an image"},
	{"\xff\xd8\xff", "is an image"},
	{"GIF8", "is an image"},
	{"\x7fELF", "is a program"},
	{"{\\rtf", "is an RTF document: save it as text"},
	{"<?xml", adviceXML},
}

const (
	adviceXML  = "is XML, but not of arXiv, PubMed, OAI-PMH, MODS, JATS, EndNote, DOAJ, dblp or RSS: export it as CSV or JSON"
	adviceHTML = "is an HTML page: export BibTeX, RIS or CSV from its site, or save it as text if it shows abstracts below titles"
)

// marked are formats that are known by more than fixed bytes.
var marked = []struct {
	shape  *regexp.Regexp
	advice string
}{
	{regexp.MustCompile(`^(?i:<!doctype\s+html|<html|<head|<body|<div|<p>|<table)`), adviceHTML},
	{yamlHead, "is YAML: export CSL JSON or BibTeX from the program that keeps it, or convert it to JSON"},
	{regexp.MustCompile(`^(?i:<!doctype|<!--)`), "is XML or an HTML page: export BibTeX, RIS, CSV or JSON from its site, or save it as text if it shows abstracts below titles"},
}

// yamlHead is how a bibliography in YAML begins, of CSL or of Hayagriva: a key alone or the sign of a list, then a field.
var yamlHead = regexp.MustCompile(`^(?:(?:%YAML|---|#)[^\n]*\n)*(?:[\w.:/+-]+:[ \t]*\r?\n(?:[ \t]*-)?[ \t]+|-[ \t]+)(?:id|type|title|author|citation-key):[ \t]`)

// XML without its declaration begins with an element and has tags that end, which "<unk> tokens" has not. A text may well
// begin with a word in italics.
var (
	element    = regexp.MustCompile(`^<([A-Za-z_][\w.:-]*)(?:\s[^<]*)?/?>`)
	tagEnd     = regexp.MustCompile(`</[A-Za-z_][\w.:-]*\s*>|/>`)
	inlineTags = map[string]bool{"i": true, "b": true, "em": true, "strong": true, "sub": true, "sup": true, "tt": true, "u": true, "span": true, "a": true}
)

// isTar checks the sum of the first 512 bytes of a tar archive, which stands in eight of them in octal and counts these as spaces.
func isTar(head []byte) bool {
	const size, from, to = 512, 148, 156
	if len(head) < size {
		return false
	}
	sum, err := strconv.ParseInt(strings.Trim(string(head[from:to]), " \x00"), 8, 64)
	for i, c := range head[:size] {
		if i >= from && i < to {
			c = ' '
		}
		sum -= int64(c)
	}
	return err == nil && sum == 0
}

// magicOf is the advice about what is no text, by its first bytes; "" if they are those of none.
func magicOf(text []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(text, []byte(m.prefix)) {
			return m.advice
		}
	}
	return ""
}

// foreign refuses what cannot be read, saying what to do.
func foreign(head, text []byte) error {
	if advice := magicOf(text); advice != "" {
		return formatError(advice)
	}
	for _, m := range marked {
		if m.shape.Match(text) {
			return formatError(m.advice)
		}
	}
	if m := element.FindSubmatch(text); m != nil && !inlineTags[strings.ToLower(string(m[1]))] && tagEnd.Match(text) {
		return formatError(adviceXML)
	}
	if isTar(head) {
		return formatError("is a tar archive: unpack it")
	}
	odd, nuls := 0, bytes.Count(head, []byte{0}) // text may be filled with NULs, and has hardly another control character
	for _, c := range head {
		if c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b {
			odd++
		}
	}
	if odd*10 > len(head) || (odd-nuls)*30 > len(head) && !utf8.Valid(head[:len(head)-min(len(head), utf8.UTFMax)]) {
		return formatError("is a binary file, not text")
	}
	return nil
}

// manyObjects finds JSON lines whose first line is damaged: at least half of the first lines begin an object.
func manyObjects(text []byte) bool {
	objects, lines := 0, 0
	for line := range bytes.Lines(text[:min(len(text), 16<<10)]) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		lines++
		if line[0] == '{' && startsWithAny(line[1:], `"}`) {
			objects++
		}
	}
	return objects > 0 && objects*2 >= lines-1
}

// findTable finds the header of a table and its delimiter: the first line, or one below what programs write above it; in a file
// that is called a table, the first line under which a table is known, or else the first that is no comment.
func findTable(text []byte, ext string, o Options) (delimiter byte, preamble int, ok bool) {
	called := ext == ".csv" || ext == ".tsv" || ext == ".tab"
	first := 0 // the first line that is no comment
	lines := bytes.SplitAfterN(text, []byte{'\n'}, maxPreamble+1)
	for n, line := range lines[:min(len(lines), maxPreamble)] {
		if n > 0 && !called && bytes.HasSuffix(bytes.TrimSpace(line), []byte{'.'}) {
			return 0, 0, false // no header ends so
		}
		if d, ok := detectTable(line, "", o); ok {
			return d, n, true
		}
		comment := first == n && isPreamble(string(line[:min(len(line), 1024)]))
		if comment {
			first++
		}
		if !comment && !called {
			break
		}
	}
	if first == len(lines) {
		return 0, 0, false
	}
	d, ok := detectTable(lines[first], ext, o)
	return d, first, ok
}

// detectTable finds the delimiter under which most column names are known. A name that ends in .csv or .tsv is a table even
// if none is, and the reader says so.
func detectTable(text []byte, ext string, o Options) (byte, bool) {
	header := text
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		header = bytes.TrimRight(text[:i], "\r")
	}
	m := newMapping(o)
	named := m.named()
	best, bestKnown, bestText := byte(0), 0, false
	for _, delimiter := range []byte(",\t;|") {
		known, holdsText := 0, false
		names := csvFields(header, delimiter)
		for _, name := range names {
			if m.rank(strings.TrimSpace(name)).role != noRole {
				known++
			}
			if slices.Contains(named, strings.TrimSpace(name)) {
				known++ // the user's word for it
			}
			holdsText = holdsText || m.holdsText(strings.TrimSpace(name))
		}
		if known > bestKnown && len(names) > 1 {
			best, bestKnown, bestText = delimiter, known, holdsText
		}
	}
	table := ext == ".csv" || ext == ".tsv" || ext == ".tab"
	switch {
	case bestKnown >= 2 && bestText, table && best != 0:
		return best, true
	case ext == ".tsv" || ext == ".tab":
		return '\t', true
	case table:
		return likelyDelimiter(header), true
	}
	return 0, false
}

func likelyDelimiter(header []byte) byte {
	best := byte(',')
	for _, d := range []byte("\t;|") {
		if bytes.Count(header, []byte{d}) > bytes.Count(header, []byte{best}) {
			best = d
		}
	}
	return best
}

// detectJSON tells JSON lines, an object around an array, and objects that span lines apart.
func detectJSON(text []byte) format {
	in := &input{text: bytes.NewReader(text)}
	scan := newJSONValues(in, nil, int64(len(text)))
	size, _, _ := scan.value()
	oneLine := scan.line == 1
	rest := bytes.TrimSpace(text[size:])
	if oneLine && len(rest) > 0 || brokenLine(text) {
		return format{name: formatJSONL}
	}
	if keys := findWrapper(text); keys != nil {
		return format{name: formatJSON, wrapper: keys}
	}
	if oneLine {
		return format{name: formatJSONL}
	}
	return format{name: formatJSON}
}

// brokenLine tells JSON lines with a damaged first line from an object that spans lines: in the latter, a line end is
// no part of a string, and the next line does not begin another object unless a list or a key was left open, or a list goes on.
func brokenLine(text []byte) bool {
	line, rest, found := bytes.Cut(text, []byte{'\n'})
	if !found {
		return false
	}
	line = bytes.TrimRight(line, " \t\r")
	inString := false
	var open []byte // the brackets
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			open = append(open, c)
		case (c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	inList := bytes.HasSuffix(open, []byte("[")) && bytes.HasSuffix(line, []byte(","))
	opensList := inList || bytes.HasSuffix(line, []byte("[")) || bytes.HasSuffix(line, []byte(":"))
	return inString || startsWithAny(rest, "{") && !opensList
}
