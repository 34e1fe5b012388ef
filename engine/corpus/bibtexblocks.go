package corpus

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
)

// bibBlocks cuts BibTeX into its blocks: entries and @string definitions. Everything between blocks is a comment, as in BibTeX, and so
// is the rest of a line behind a % sign, also between the fields of an entry.
//
// A block ends at the brace (or parenthesis) that closes it. An entry whose end is missing ends where a line begins the next
// one: it is lost, and that one is read. So a brace too few costs one entry, in one pass and without looking back.
type bibBlocks struct {
	*lines
	buf    []byte // the block so far
	rest   []byte // what is left of the current line
	at     Origin // of the current line
	begin  Origin // of the block
	kind   string // its type in lower case; "" outside of blocks
	alone  []byte // a known type that ended the last line, and whose brace may begin this one
	scan   bibScan
	opened int   // the line on which what is open was opened
	lost   error // why the block cannot be used, although its end is still looked for
	looked int   // how many comments without an end were looked through
	note   func(kind, message string, at Origin)
	damage func() error
}

// bibBlock is one block: its text from the @ to the closing brace, or why it was lost.
type bibBlock struct {
	kind string // "article", "string", ... in lower case
	text []byte // valid until the next call
	at   Origin
	err  error
}

func newBibBlocks(in *input, o Options) *bibBlocks {
	return &bibBlocks{lines: newLines(in, o.MaxRecord), damage: func() error { return in.guard.damage },
		note: func(kind, message string, at Origin) { in.note(kind, message, 1, at) }}
}

// next returns the next entry or definition, or io.EOF.
func (b *bibBlocks) next() (bibBlock, error) {
	for {
		if len(b.rest) == 0 {
			block, done, err := b.nextLine()
			if done || err != nil {
				return block, err
			}
		}
		if b.kind == "" {
			b.outside()
			continue
		}
		if block, done := b.inside(); done {
			return block, nil
		}
	}
}

// nextLine takes a line, and ends a block that cannot go on: at the next entry, at the end of the file, at a line over the limit.
func (b *bibBlocks) nextLine() (bibBlock, bool, error) {
	text, at, _, err := b.lines.next()
	if lost, ok := errors.AsType[*RecordError](err); ok {
		if b.kind == "" {
			return bibBlock{at: lost.Origin, err: lost.Err}, true, nil
		}
		at.Length = lost.Origin.Length
		return b.end(at, lost.Err), true, nil
	}
	if errors.Is(err, io.EOF) && b.kind != "" && b.kind != "comment" {
		cause := b.unclosed("the file ends inside it")
		if b.damage() != nil {
			cause = bad(kindCutOff, "the file is cut short inside this entry")
		}
		return b.end(b.at, cause), true, nil
	}
	if err != nil {
		return bibBlock{}, false, err
	}
	text = bytes.TrimPrefix(text, bom8)
	last := b.at
	b.at, b.rest = at, text
	if b.kind == "" {
		b.strayField()
		b.openLate()
		return bibBlock{}, false, nil
	}
	if b.kind != "comment" && beginsBlock(text) {
		return b.end(last, b.unclosed("the next entry begins on line %d", at.Line)), true, nil
	}
	b.append('\n')
	return bibBlock{}, false, nil
}

// unclosed says what was left open.
func (b *bibBlocks) unclosed(format string, args ...any) error {
	what := "an entry whose closing brace is missing"
	if b.scan.quote || b.scan.depth > 0 {
		what = "an entry with a value that is not closed, opened on line %d"
		args = append([]any{b.opened}, args...)
	}
	return bad(kindBadEntry, what+": "+format, args...)
}

// end gives a block up, or finishes one that was lost before; last is the line it ends with.
func (b *bibBlocks) end(last Origin, cause error) bibBlock {
	if b.lost != nil && kindOf(b.lost) == kindTooLong && kindOf(cause) == kindBadEntry {
		cause = bad(kindTooLong, "%s; %s", b.lost, cause)
	} else if b.lost != nil {
		cause = b.lost
	}
	at := b.begin
	at.Length = max(last.Offset+last.Length-at.Offset, 0)
	block := bibBlock{b.kind, nil, at, cause}
	b.kind, b.lost, b.buf = "", nil, b.buf[:0]
	return block
}

// outside looks for the beginning of a block in what is left of the line.
func (b *bibBlocks) outside() {
	line := b.rest
	i := bytes.IndexByte(line, '@')
	if i < 0 || bytes.IndexByte(line[:i], '%') >= 0 {
		b.rest = nil
		return
	}
	line = line[i:]
	if b.remember(line) {
		return
	}
	kind, size := blockStart(line)
	if kind == "comment" {
		line = bytes.Clone(line) // looking ahead moves what is read
	}
	if size == 0 || kind == "comment" && !b.closes(line[size-1:]) {
		b.rest = line[1:] // of a comment without an end, BibTeX itself passes over no more than the word
		return
	}
	b.begin = b.at
	b.begin.Offset = b.at.Offset + b.at.Length - int64(len(line))
	b.open(kind, append(b.buf[:0], line[:size]...), line[size:])
}

// open begins a block whose text so far ends with its opening brace.
func (b *bibBlocks) open(kind string, text, rest []byte) {
	b.kind, b.opened = kind, b.at.Line
	b.scan = bibScan{closer: closerOf(text[len(text)-1])}
	b.buf, b.rest = text, rest
}

// remember keeps a known type that ends its line: its brace may stand on the next.
func (b *bibBlocks) remember(line []byte) bool {
	n := 1
	for n < min(len(line), 32) && isASCIILetter(line[n]) {
		n++
	}
	word := line[1:n]
	kind := strings.ToLower(string(word))
	if !bibTypes[kind] || kind == "comment" || len(bytes.TrimLeft(line[n:], " \t")) > 0 {
		return false
	}
	b.begin = b.at
	b.begin.Offset = b.at.Offset + b.at.Length - int64(len(line))
	b.alone, b.rest = bytes.Clone(line[:1+len(word)]), nil
	return true
}

// openLate begins a block at a brace that begins this line, behind a type that ended the last.
func (b *bibBlocks) openLate() {
	line := bytes.TrimLeft(b.rest, " \t")
	if len(b.alone) > 0 && len(line) > 0 {
		if line[0] == '{' || line[0] == '(' {
			text := append(append(append(b.buf[:0], b.alone...), '\n'), line[0])
			b.open(strings.ToLower(string(b.alone[1:])), text, line[1:])
		}
		b.alone = nil
	}
}

// inside reads on in a block to its end or to the end of the line.
func (b *bibBlocks) inside() (bibBlock, bool) {
	n, closed := b.scan.line(b.rest, func() { b.opened = b.at.Line })
	b.append(b.rest[:n]...)
	left := b.rest[n:]
	if !closed {
		b.rest = nil
		return bibBlock{}, false
	}
	b.rest = left
	at := b.begin
	at.Length = b.at.Offset + b.at.Length - int64(len(left)) - at.Offset
	kind, lost := b.kind, b.lost
	b.kind, b.lost = "", nil
	if kind == "comment" || kind == "preamble" {
		return bibBlock{}, false
	}
	return bibBlock{kind, b.buf, at, lost}, true
}

// append adds to the text of a block up to the limit; a longer one is lost.
func (b *bibBlocks) append(text ...byte) {
	if b.lost != nil {
		return
	}
	if int64(len(b.buf)+len(text)) > b.max {
		b.lost = bad(kindTooLong, "over the limit of %d bytes for one record (MaxRecord)", b.max)
		return
	}
	if b.kind != "comment" {
		b.buf = append(b.buf, text...)
	}
}

// Where comments without an end are many, no more are looked through.
const maxLooks = 64

// closes tells whether the braces of a comment end within the bytes at hand.
func (b *bibBlocks) closes(from []byte) bool {
	scan := bibScan{closer: closerOf(from[0])}
	if _, closed := scan.line(from[1:], func() {}); closed {
		return true
	}
	if b.looked >= maxLooks {
		return false
	}
	ahead, _ := b.r.Peek(b.r.Size())
	for line := range bytes.Lines(ahead) {
		if _, closed := scan.line(line, func() {}); closed {
			return true
		}
	}
	b.looked++
	return false
}

var fieldOutside = regexp.MustCompile(`^\s*[A-Za-z][\w-]*\s*=\s*(?:[{"]|\d+\s*,)`)

// strayField says that a field stands outside any entry: a brace too many ended its entry early.
func (b *bibBlocks) strayField() {
	if bytes.IndexByte(b.rest, '=') > 0 && fieldOutside.Match(b.rest) {
		b.note(kindStrayField, "a field outside of any entry was left out: is there a closing brace too many above it?", b.at)
	}
}

// bibScan follows braces and quotes through a block, a line at a time.
//
// A value is in braces, in quotes, or bare; a brace opens and closes inside quotes too, and a quote ends at no depth but 0. A
// quote that nothing fit for the end of a value follows is none: "M\"uller", "the "so-called" method".
type bibScan struct {
	closer byte // of the whole block: } or )
	depth  int  // of braces inside it
	quote  bool
	value  bool // a quoted value may begin here: behind = or #
}

var bibSigns = func() (table [256]bool) {
	for _, c := range []byte("{}\"%)=#,") {
		table[c] = true
	}
	return table
}()

// line returns how far the block goes in this line, and whether it ends there. open is told when a value opens.
func (s *bibScan) line(line []byte, open func()) (int, bool) {
	for i := 0; i < len(line); i++ {
		c := line[i]
		if !bibSigns[c] {
			continue
		}
		switch {
		case c == '{':
			if s.depth == 0 && !s.quote {
				s.value = false
				open()
			}
			s.depth++
		case c == '}' && s.depth > 0:
			s.depth--
		case s.depth > 0:
		case s.quote:
			s.quote = c != '"' || !quoteEnds(line[i+1:])
		case c == s.closer:
			return i + 1, true
		case c == '%':
			return len(line), false
		case c == '"' && s.value:
			open()
			s.quote, s.value = true, false
		case c == '=' || c == '#':
			s.value = true
		case c == ',':
			s.value = false
		}
	}
	return len(line), false
}

// quoteEnds tells whether what follows a quote on its line is fit to follow a value: nothing, a comma and the like, or the
// next field.
func quoteEnds[T string | []byte](rest T) bool {
	i := 0
	for i < len(rest) && (rest[i] == ' ' || rest[i] == '\t' || rest[i] == '\r') {
		i++
	}
	return i == len(rest) || strings.IndexByte(",#})%\n", rest[i]) >= 0 || fieldBegins(rest, i)
}

// fieldBegins tells whether a name and an equals sign stand at i.
func fieldBegins[T string | []byte](rest T, i int) bool {
	start := i
	for i < len(rest) && (isASCIILetter(rest[i]) || i > start && (rest[i] == '-' || rest[i] == '_' || '0' <= rest[i] && rest[i] <= '9')) {
		i++
	}
	if i == start {
		return false
	}
	for i < len(rest) && (rest[i] == ' ' || rest[i] == '\t') {
		i++
	}
	return i < len(rest) && rest[i] == '='
}

func closerOf(opener byte) byte {
	if opener == '(' {
		return ')'
	}
	return '}'
}

// bibTypes are the types of BibTeX and BibLaTeX, and what is no entry.
var bibTypes = func() map[string]bool {
	table := map[string]bool{}
	for _, name := range strings.Fields(`article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis
		proceedings techreport unpublished string comment preamble mvbook bookinbook suppbook collection mvcollection suppcollection dataset online
		patent periodical suppperiodical mvproceedings reference mvreference inreference report set software thesis electronic www xdata
		artwork audio bibnote commentary image jurisdiction legislation legal letter movie music performance review standard video
		webpage journal newspaper magazine preprint other unknown ieeetranbstctl control`) {
		table[name] = true
	}
	return table
}()

var keyAndComma = regexp.MustCompile(`^\s*[^\s,{}()"=]+\s*,`)

// blockStart reads "@article{" and the like at the beginning of a line's rest: the type in lower case, and the size with the
// opening brace; 0 if no block begins here. A type that is not known must be followed by a key and a comma.
func blockStart(s []byte) (kind string, size int) {
	i := 1
	for i < len(s) && (isASCIILetter(s[i]) || i > 1 && (s[i] == '_' || s[i] == '-' || '0' <= s[i] && s[i] <= '9')) {
		i++
	}
	name := s[1:i]
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if len(name) == 0 || len(name) > 32 || i == len(s) || s[i] != '{' && s[i] != '(' {
		return "", 0
	}
	kind = strings.ToLower(string(name))
	if !bibTypes[kind] && !keyAndComma.Match(s[i+1:]) {
		return "", 0
	}
	return kind, i + 1
}

// beginsBlock tells whether a line inside a block begins another: with its type, a brace, and a key and a comma or nothing more.
func beginsBlock(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	if len(line) == 0 || line[0] != '@' {
		return false
	}
	kind, size := blockStart(line)
	switch {
	case size == 0 || kind == "comment":
		return false
	case kind == "string" || kind == "preamble" || len(bytes.TrimSpace(line[size:])) == 0:
		return true
	}
	return keyAndComma.Match(line[size:])
}
