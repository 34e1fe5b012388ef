package corpus

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainLaTeX reads a field of BibTeX as people see it printed: accents become letters, named letters and signs what they name,
// commands go but for their text, and so do the braces that keep a capital. Formulas between dollar signs stay as written.
//
// Braces are dropped where they stand and never matched, but for arguments that are dropped whole. The input is walked once, and what
// is looked ahead for is bounded: the cost is linear, however deep the nesting.
func plainLaTeX(s string) string {
	if !strings.ContainsAny(s, "\\{}$~-`'") {
		return s
	}
	l := latex{src: s}
	l.out = make([]byte, 0, len(s))
	for l.pos < len(s) {
		l.step()
	}
	return string(l.out)
}

// plainAddress is plainLaTeX for what is no prose: addresses and identifiers, where ~ and -- stand for themselves.
func plainAddress(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, `\{}$`) {
		return s
	}
	l := latex{src: s, verbatim: true}
	for l.pos < len(s) {
		l.step()
	}
	return strings.TrimSpace(string(l.out))
}

type latex struct {
	src      string
	pos      int
	out      []byte
	verbatim bool
	looked   int // how often a group was looked through that does not end within longestArgument
}

const (
	longestMath     = 4096 // bytes of one formula
	longestArgument = 4096 // bytes of an argument that is dropped
	maxGroups       = 64   // groups without an end that are looked through; then no more are
)

// special are the bytes at which step stops.
var special = func() (table [256]bool) {
	for _, c := range []byte("\\{}$~-`'") {
		table[c] = true
	}
	return table
}()

func (l *latex) step() {
	switch c := l.src[l.pos]; c {
	case '\\':
		l.command()
	case '{', '}':
		l.pos++
	case '$':
		l.math()
	case '~':
		l.put("~", " ", 1)
	case '-':
		l.repeated('-', "-", "–", "—")
	case '`':
		l.repeated('`', "`", "“", "“`")
	case '\'':
		l.repeated('\'', "'", "”", "”'")
	default:
		end := l.pos + 1
		for end < len(l.src) && !special[l.src[end]] {
			end++
		}
		l.out = append(l.out, l.src[l.pos:end]...)
		l.pos = end
	}
}

// put writes what n bytes stand for: in prose the second text.
func (l *latex) put(address, prose string, n int) {
	if l.verbatim {
		prose = address
	}
	l.out = append(l.out, prose...)
	l.pos += n
}

// repeated writes what one, two or three of a sign mean.
func (l *latex) repeated(sign byte, one, two, three string) {
	n := 1
	for n < 3 && l.pos+n < len(l.src) && l.src[l.pos+n] == sign {
		n++
	}
	l.put(l.src[l.pos:l.pos+n], []string{one, two, three}[n-1], n)
}

// math copies a formula with its dollar signs; in an address, where a formula stands for the few signs that are no prose ($<$, $\sim$),
// what is in it alone. A sign that has no partner is itself.
func (l *latex) math() {
	rest := l.src[l.pos:min(len(l.src), l.pos+longestMath)]
	sign := "$"
	if strings.HasPrefix(rest, "$$") {
		sign = "$$"
	}
	end := unescaped(rest[len(sign):], sign)
	if end < 0 {
		l.put(sign, sign, len(sign))
		return
	}
	if size := end + 2*len(sign); l.verbatim {
		inner := latex{src: rest[len(sign) : len(sign)+end], verbatim: true}
		for inner.pos < len(inner.src) {
			inner.step()
		}
		l.out, l.pos = append(l.out, strings.ReplaceAll(string(inner.out), "∼", "~")...), l.pos+size
	} else {
		l.put(rest[:size], rest[:size], size)
	}
}

// unescaped is the index of sign in s where no backslash stands before it, or -1.
func unescaped(s, sign string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], sign)
		if i < 0 {
			return -1
		}
		if i += from; i == 0 || s[i-1] != '\\' {
			return i
		}
		from = i + 1
	}
}

// command reads what follows a backslash.
func (l *latex) command() {
	rest := l.src[l.pos+1:]
	if rest == "" {
		l.put("\\", "", 1)
		return
	}
	c := rest[0]
	if isASCIILetter(c) {
		l.word()
		return
	}
	switch {
	case strings.IndexByte(`$%&#_{}`, c) >= 0:
		l.put(string(c), string(c), 2)
	case signAccents[c] != 0:
		l.pos += 2
		if !l.accent(signAccents[c]) {
			l.out = append(l.out, c)
		}
	case strings.IndexByte("-/!@|)]", c) >= 0:
		l.pos += 2
	case c == '(' || c == '[':
		l.pos += 2
	case c < utf8.RuneSelf:
		l.put("", " ", 2) // a line break or a space of some width
	default:
		l.pos++ // the letter is text
	}
}

// word reads a command made of letters.
func (l *latex) word() {
	start := l.pos + 1
	end := start
	for end < len(l.src) && isASCIILetter(l.src[end]) {
		end++
	}
	name := l.src[start:end]
	l.pos = end
	if mark := letterAccents[name]; mark != 0 && l.accent(mark) {
		return
	}
	if sign, ok := latexSigns[name]; ok {
		l.out = append(l.out, sign...)
		l.endName()
		return
	}
	switch {
	case name == "ensuremath":
		l.ensureMath()
	case name == "url" || name == "path" || name == "verb" || name == "nolinkurl":
		l.verbatimText()
	case droppedArguments[name] != 0:
		for range droppedArguments[name] {
			l.skipArgument()
		}
		if l.pos < len(l.src) && strings.IndexByte(".,;:)", l.src[l.pos]) >= 0 { // what was cited had a space before it
			l.out = bytes.TrimRight(l.out, " ")
		}
	default:
		l.endName()
	}
}

// endName passes what ends the name of a command: spaces, or an empty group.
func (l *latex) endName() {
	rest := l.src[l.pos:]
	if strings.HasPrefix(rest, "{}") {
		l.pos += 2
		return
	}
	l.pos += len(rest) - len(strings.TrimLeft(rest, " \t\n"))
}

// accent reads the letter under an accent: o, {o}, \i or {\i}. It reports whether there was one. The brace behind it goes as
// any brace does.
func (l *latex) accent(mark rune) bool {
	rest := strings.TrimLeft(l.src[l.pos:], " \t\n")
	rest = strings.TrimLeft(strings.TrimPrefix(rest, "{"), " ")
	letter, n := "", 0
	if len(rest) > 2 && rest[0] == '\\' && signAccents[rest[1]] != 0 { // one accent on another: \~{\^e}
		inner := strings.TrimLeft(rest[2:], "{ ")
		r, size := utf8.DecodeRuneInString(inner)
		if size > 0 && isASCIILetter(inner[0]) {
			letter, n = string(r)+string(signAccents[rest[1]]), len(rest)-len(inner)+size
		}
	} else if strings.HasPrefix(rest, `\`) {
		for n = 1; n < len(rest) && isASCIILetter(rest[n]); n++ {
		}
		letter = map[string]string{"i": "i", "j": "j"}[rest[1:n]]
		if letter == "" {
			letter = latexSigns[rest[1:n]]
		}
		for ; n < len(rest) && rest[n] == ' '; n++ {
		}
	} else if rest != "" {
		_, n = utf8.DecodeRuneInString(rest)
		letter = rest[:n]
	}
	if letter == "" || letter[0] < utf8.RuneSelf && !isASCIILetter(letter[0]) {
		return false
	}
	l.out = append(l.out, norm.NFC.String(letter+string(mark))...)
	l.pos = len(l.src) - len(rest) + n
	return true
}

// ensureMath writes its argument as a formula.
func (l *latex) ensureMath() {
	if start, end, ok := l.argument(); ok {
		l.out = append(append(append(l.out, '$'), l.src[start:end]...), '$')
		l.pos = end + 1
	}
}

// verbatimText copies a group in braces, or what stands between two of another sign: \url{...}, \verb|...|.
func (l *latex) verbatimText() {
	if start, end, ok := l.argument(); ok {
		l.out = append(l.out, l.src[start:end]...)
		l.pos = end + 1
		return
	}
	if rest := l.src[l.pos:min(len(l.src), l.pos+longestArgument)]; rest != "" && !isASCIILetter(rest[0]) && rest[0] != '{' {
		if n := strings.IndexByte(rest[1:], rest[0]); n >= 0 {
			l.out = append(l.out, rest[1:n+1]...)
			l.pos += n + 2
		}
	}
}

// skipArgument drops a group in braces, with an option in brackets before it.
func (l *latex) skipArgument() {
	if rest := l.src[l.pos:min(len(l.src), l.pos+longestArgument)]; strings.HasPrefix(rest, "[") {
		if end := strings.IndexByte(rest, ']'); end > 0 {
			l.pos += end + 1
		}
	}
	if _, end, ok := l.argument(); ok {
		l.pos = end + 1
	}
}

// argument finds the group that follows: its text lies from start to end.
func (l *latex) argument() (start, end int, ok bool) {
	rest := strings.TrimLeft(l.src[l.pos:min(len(l.src), l.pos+longestArgument)], " \n")
	if !strings.HasPrefix(rest, "{") || l.looked == maxGroups {
		return 0, 0, false
	}
	start = l.pos + strings.IndexByte(l.src[l.pos:], '{') + 1
	depth := 0
	for i := range len(rest) {
		switch rest[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return start, start + i - 1, true
			}
		}
	}
	l.looked++
	return 0, 0, false
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
