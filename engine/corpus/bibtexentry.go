package corpus

import "strings"

// bibEntry is a block of BibTeX taken apart, its values as they were written.
type bibEntry struct {
	kind   string // in lower case
	key    string // "" if there is none
	fields []bibField

	noComma bool // between the key and the first field
}

// bibField is name = part # part # ...
type bibField struct {
	name  string // in lower case
	parts []bibPart

	// where it stands in the source: its name, its value, the last part of that, and what follows
	at, from, last, end int
}

// bibPart is the inside of braces or quotes, or a bare word: a number, or the name of a macro.
type bibPart struct {
	text string
	bare bool
}

// bibParser reads one block; bibScan says in the same way where it ends.
type bibParser struct {
	src    string
	pos    int
	closer byte
	bad    int // how many fields could not be read
}

// parseBibEntry takes the block apart that s begins with, and returns what follows it.
func parseBibEntry(s string) (e bibEntry, rest string, bad int) {
	open := strings.IndexAny(s, "{(")
	if open < 1 {
		return bibEntry{}, "", 0
	}
	p := &bibParser{src: s, pos: open + 1, closer: closerOf(s[open])}
	e.kind = strings.ToLower(strings.TrimSpace(s[1:open]))
	if e.key = p.key(); e.key == "" {
		e.key = p.keyWithoutComma()
		e.noComma = e.key != ""
	}
	for p.more() {
		if f, ok := p.field(); ok {
			e.fields = append(e.fields, f)
		}
	}
	return e, p.src[p.pos:], p.bad
}

// key reads what stands before the first comma, unless it is a field.
func (p *bibParser) key() string {
	end := p.pos
	for end < len(p.src) && p.src[end] != ',' && p.src[end] != '=' && p.src[end] != p.closer && p.src[end] != '"' {
		if p.src[end] == '{' {
			return ""
		}
		end++
	}
	if end == len(p.src) || p.src[end] == '=' || p.src[end] == '"' {
		return ""
	}
	key := strings.Join(strings.Fields(p.src[p.pos:end]), " ")
	p.pos = end
	return key
}

// keyWithoutComma reads a key that a field follows at once: "@article{lee title = {...}".
func (p *bibParser) keyWithoutComma() string {
	end := p.pos + max(0, strings.IndexByte(p.src[p.pos:], '='))
	words := strings.Fields(p.src[p.pos:end])
	if len(words) != 2 || strings.ContainsAny(words[0], "{}(),\"%#") {
		return ""
	}
	p.pos += strings.Index(p.src[p.pos:end], words[0]) + len(words[0])
	return words[0]
}

// more passes spaces, commas and comments, and tells whether a field follows. At the closing brace it passes that too.
func (p *bibParser) more() bool {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case c == p.closer:
			p.pos++
			return false
		case c == ',' || isBlank(c):
			p.pos++
		case c == '%':
			p.pos = lineEnd(p.src, p.pos)
		default:
			return true
		}
	}
	return false
}

// blanksBefore counts the blanks at the end of s.
func blanksBefore(s string) int { return len(s) - len(strings.TrimRight(s, " \t\r\n")) }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// lineEnd is the index of the next line end, or the length.
func lineEnd(s string, from int) int {
	if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
		return from + n
	}
	return len(s)
}

// space passes spaces and comments.
func (p *bibParser) space() {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case isBlank(c):
			p.pos++
		case c == '%':
			p.pos = lineEnd(p.src, p.pos)
		default:
			return
		}
	}
}

// field reads one field. What is none is passed over to the next comma or closing brace, and counted.
func (p *bibParser) field() (bibField, bool) {
	f := bibField{at: p.pos}
	for p.pos < len(p.src) && isFieldByte(p.src[p.pos]) {
		p.pos++
	}
	f.name = strings.ToLower(p.src[f.at:p.pos])
	p.space()
	if f.name == "" || p.pos == len(p.src) || p.src[p.pos] != '=' {
		p.skipJunk()
		return f, false
	}
	for {
		p.pos++ // = or #
		p.space()
		start := p.pos
		if part, ok := p.part(); ok {
			f.parts = append(f.parts, part)
			f.last, f.end = start, p.pos-blanksBefore(p.src[start:p.pos])
			if len(f.parts) == 1 {
				f.from = start
			}
		}
		p.space()
		if p.pos == len(p.src) || p.src[p.pos] != '#' {
			return f, true
		}
	}
}

func isFieldByte(c byte) bool {
	return isASCIILetter(c) || '0' <= c && c <= '9' || c >= 0x80 || strings.IndexByte("_-+:./*'!?&$^~", c) >= 0
}

func (p *bibParser) skipJunk() {
	p.bad++
	for depth := 0; p.pos < len(p.src); p.pos++ {
		switch c := p.src[p.pos]; {
		case depth == 0 && (c == ',' || c == p.closer):
			return
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		}
	}
}

// part reads one part of a value.
func (p *bibParser) part() (bibPart, bool) {
	if p.pos == len(p.src) {
		return bibPart{}, false
	}
	switch p.src[p.pos] {
	case '{':
		return bibPart{text: p.delimited(false)}, true
	case '"':
		return bibPart{text: p.delimited(true)}, true
	}
	start := p.pos
	for p.pos < len(p.src) && p.src[p.pos] != p.closer && strings.IndexByte(",#%\n", p.src[p.pos]) < 0 {
		if p.pos++; isBlank(p.src[p.pos-1]) && fieldBegins(p.src, p.pos) {
			break
		}
	}
	text := strings.TrimSpace(p.src[start:p.pos])
	return bibPart{text, true}, text != ""
}

// delimited reads the inside of braces or quotes, and passes the closing one.
func (p *bibParser) delimited(quoted bool) string {
	p.pos++
	start, depth := p.pos, 0
	for ; p.pos < len(p.src); p.pos++ {
		switch c := p.src[p.pos]; {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '}' && !quoted, c == '"' && quoted && depth == 0 && quoteEnds(p.src[p.pos+1:]):
			p.pos++
			return p.src[start : p.pos-1]
		}
	}
	return p.src[start:]
}

// months are the macros that every style of BibTeX defines.
var months = map[string]string{"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
	"aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December"}

// value joins the parts, macros replaced. A name that no macro has stands for itself, and unknown is told.
func (f bibField) value(macros map[string]string, unknown func(name string)) string {
	return f.valueWithin(longestValue, macros, unknown)
}

// valueWithin is value up to the part that takes it over a number of bytes.
func (f bibField) valueWithin(limit int, macros map[string]string, unknown func(name string)) string {
	if len(f.parts) == 1 && !f.parts[0].bare {
		return f.parts[0].text
	}
	var b strings.Builder
	for _, p := range f.parts {
		b.WriteString(p.value(macros, unknown))
		if b.Len() > limit {
			break
		}
	}
	return b.String()
}

// longestValue bounds, in bytes, what macros and the like can make of a record: each holds 64 KiB at most, but a record may name
// one many times.
const longestValue = 16 << 20

func (p bibPart) value(macros map[string]string, unknown func(name string)) string {
	name := strings.ToLower(p.text)
	if !p.bare || strings.Trim(p.text, "0123456789") == "" {
		return p.text
	}
	if value, ok := macros[name]; ok {
		return value
	}
	if month, ok := months[name]; ok {
		return month
	}
	if unknown != nil {
		unknown(p.text)
	}
	return p.text
}

// value is that of the first field of a name.
func (e *bibEntry) value(name string, macros map[string]string) string {
	for _, f := range e.fields {
		if f.name == name {
			return f.valueWithin(longestMacro, macros, nil)
		}
	}
	return ""
}
