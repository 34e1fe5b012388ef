package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// stripLaTeX reads LaTeX as an abstract uses it: formulas go, commands go but for their text, accents
// become letters. The input is walked once; what is looked ahead for is bounded, so the cost is linear.
//
// A dollar sign opens a formula as it does in pandoc: nothing but a formula fits between it and
// the next one (see formula), or it is a dollar sign.
func stripLaTeX(s string) string {
	s = joinNames(s)
	if !strings.ContainsAny(s, `\$~{}`) {
		return s
	}
	l := latex{src: s}
	l.out.Grow(len(s))
	for l.pos < len(s) {
		l.step()
	}
	return l.out.String()
}

// joinNames puts an en dash for the -- between two names: Navier--Stokes. Any other -- is a break. The letter behind one
// is not in front of the next.
func joinNames(s string) string {
	at := strings.Index(s, "--")
	if at < 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for from := 0; at >= 0; at = strings.Index(s[from:], "--") {
		at += from
		before, _ := utf8.DecodeLastRuneInString(s[done:at])
		after, n := utf8.DecodeRuneInString(s[at+2:])
		if from = at + 1; unicode.IsLetter(before) && unicode.Is(unicode.Lu, after) {
			b.WriteString(s[done:at])
			b.WriteRune('–')
			b.WriteRune(after)
			from = at + 2 + n
			done = from
		}
	}
	return b.String() + s[done:]
}

type latex struct {
	src string
	pos int
	out strings.Builder
}

func (l *latex) step() {
	switch c := l.src[l.pos]; c {
	case '\\':
		l.command()
	case '$':
		l.dollar()
	case '{', '}':
		l.pos++
	case '~':
		l.out.WriteByte(' ')
		l.pos++
	default:
		next := strings.IndexAny(l.src[l.pos:], `\$~{}`)
		if next < 0 {
			next = len(l.src) - l.pos
		}
		l.out.WriteString(l.src[l.pos : l.pos+next])
		l.pos += next
	}
}

// command reads what follows a backslash.
func (l *latex) command() {
	rest := l.src[l.pos+1:]
	if rest == "" {
		l.pos++
		return
	}
	if isLetterByte(rest[0]) {
		l.word()
		return
	}
	l.pos += 2
	switch c := rest[0]; c {
	case '(', '[':
		l.bracketed(map[byte]string{'(': `\)`, '[': `\]`}[c])
	case '-', '/', '!':
	case '$', '%', '&', '#', '_':
		l.out.WriteByte(c)
	case '\\':
		if len(rest) > 2 && accents[rest[1]] != 0 && isLetterByte(rest[2]) {
			l.pos-- // an accent whose backslash was escaped once too often
			return
		}
		l.out.WriteByte(' ')
	default:
		if mark, ok := accents[c]; ok && l.accent(mark) {
			return
		}
		if c >= utf8.RuneSelf {
			l.pos-- // the rune is text
			return
		}
		l.out.WriteByte(' ')
	}
}

// bracketed reads \( ... \) and \[ ... \].
func (l *latex) bracketed(end string) {
	if n := strings.Index(within(l.src[l.pos:], longestFormula), end); n >= 0 {
		content := l.src[l.pos : l.pos+n]
		l.pos += n + len(end)
		l.math(content)
	}
}

// word reads a command made of letters.
func (l *latex) word() {
	start := l.pos + 1
	end := start
	for end < len(l.src) && isLetterByte(l.src[end]) {
		end++
	}
	name := l.src[start:end]
	l.pos = end
	if mark, ok := letterAccents[name]; ok && l.accent(mark) {
		return
	}
	if letter, ok := letterCommands[name]; ok {
		l.out.WriteString(letter)
		l.swallowSpace()
		return
	}
	if r, ok := greekCommands[name]; ok {
		l.out.WriteString(greekText(name, r, l.before(), l.after()))
		return
	}
	switch name {
	case "begin":
		l.environment()
	case "cite", "citep", "citet", "ref", "eqref", "label", "end", "includegraphics", "vspace", "hspace",
		"textcolor", "color", "href", "bibliography", "input":
		l.skipOption()
		l.skipArgument()
	case "ldots", "dots", "cdots", "item", "par", "footnote", "newline":
		l.out.WriteString(gap)
	default:
		l.skipOption()
	}
}

// accent reads the letter under an accent: o, {o}, \i or {\i}. It reports whether there was one.
func (l *latex) accent(mark rune) bool {
	rest := strings.TrimLeft(l.src[l.pos:], " ")
	skipped := len(l.src) - l.pos - len(rest)
	body := strings.TrimPrefix(rest, "{")
	braced := len(body) < len(rest)
	n := 0
	letter := rune(0)
	switch {
	case strings.HasPrefix(body, `\i`), strings.HasPrefix(body, `\j`):
		letter, n = rune(body[1]), 2
	default:
		letter, n = utf8.DecodeRuneInString(body)
	}
	if !unicode.IsLetter(letter) || braced && !strings.HasPrefix(body[n:], "}") {
		return false
	}
	if braced {
		n += 2
	}
	l.out.WriteString(norm.NFC.String(string([]rune{letter, mark})))
	l.pos += skipped + n
	return true
}

// swallowSpace drops what ends the name of a command that is a letter: {} or a space.
func (l *latex) swallowSpace() {
	rest := l.src[l.pos:]
	if strings.HasPrefix(rest, "{}") {
		l.pos += 2
	} else if len(rest) > 1 && rest[0] == ' ' && isLetterByte(rest[1]) && !strings.HasSuffix(l.src[:l.pos], "}") {
		l.pos++
	}
}

func (l *latex) skipOption() {
	if rest := l.src[l.pos:]; strings.HasPrefix(rest, "[") {
		if n := strings.IndexByte(within(rest, 80), ']'); n > 0 {
			l.pos += n + 1
		}
	}
}

func (l *latex) skipArgument() {
	if rest := l.src[l.pos:]; strings.HasPrefix(rest, "{") {
		if n := strings.IndexByte(within(rest, 400), '}'); n > 0 {
			l.pos += n + 1
		}
	}
}

// environment drops \begin{equation} ... \end{equation} and its like; of others only the markers.
func (l *latex) environment() {
	start := l.pos
	l.skipArgument()
	name := strings.Trim(l.src[start:l.pos], "{}*")
	switch name {
	case "equation", "align", "eqnarray", "displaymath", "math", "gather", "multline":
		if n := strings.Index(within(l.src[l.pos:], longestFormula), `\end{`+name); n >= 0 {
			l.pos += n
		}
	}
	l.out.WriteString(gap)
}

func (l *latex) before() rune {
	r, _ := utf8.DecodeLastRuneInString(l.out.String())
	return r
}

func (l *latex) after() rune {
	r, _ := utf8.DecodeRuneInString(l.src[l.pos:])
	return r
}

func isLetterByte(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// within cuts s to n bytes, to bound a search.
func within(s string, n int) string { return s[:min(n, len(s))] }
