package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestFormula bounds the bytes that are searched for the end of a formula.
const longestFormula = 1000

// dollar reads $...$ or $$...$$, or lets the dollar sign stand.
func (l *latex) dollar() {
	mark := "$"
	if strings.HasPrefix(l.src[l.pos:], "$$") {
		mark = "$$"
	}
	rest := l.src[l.pos+len(mark):]
	n := closing(rest, mark)
	if n < 0 || !formula(rest[:n], rest[n+len(mark):]) {
		l.out.WriteByte('$')
		l.pos += len(mark)
		return
	}
	l.pos += 2*len(mark) + n
	l.math(rest[:n])
}

// closing finds the next mark that no backslash escapes, or -1.
func closing(s, mark string) int {
	s = within(s, longestFormula)
	for from := 0; ; {
		n := strings.Index(s[from:], mark)
		if n < 0 {
			return -1
		}
		if n += from; n == 0 || s[n-1] != '\\' {
			return n
		}
		from = n + 1
	}
}

// formula judges whether the text between two dollar signs is one. Prose is not: two or more words of
// three letters outside commands and braces. A formula set tight against its dollars is, unless a
// digit follows or it starts with a digit, has a space and no sign of mathematics ("$5 or US$").
// A formula set loose must show such a sign or be one letter.
func formula(content, after string) bool {
	inner := strings.TrimSpace(content)
	if inner == "" || strings.Contains(content, "\n\n") || proseWords(content) > 1 {
		return false
	}
	signs := strings.ContainsAny(inner, `\^_={}<>+|`)
	spaced := strings.ContainsAny(inner, " \n\t")
	if len(inner) < len(content) {
		return signs || utf8.RuneCountInString(inner) == 1 && unicode.IsLetter(firstRune(inner))
	}
	if after != "" && '0' <= after[0] && after[0] <= '9' {
		return signs && !spaced
	}
	return signs || !spaced
}

// proseWords counts runs of three or more letters that are neither commands nor in braces.
func proseWords(s string) int {
	words, run, depth, command := 0, 0, 0, false
	for i := range len(s) {
		c := s[i]
		if isLetterByte(c) {
			if run++; run == 3 && depth == 0 && !command {
				words++
			}
			continue
		}
		run, command = 0, c == '\\'
		switch c {
		case '{':
			depth++
		case '}':
			depth = max(depth-1, 0)
		}
	}
	return words
}

// math writes what is left of a formula: a word set as mathematics stays (QCD, \textit{word}), and so does
// a symbol that is part of a word ($K$-means, $\alpha$-synuclein, H$_2$O). The rest is a gap.
func (l *latex) math(content string) {
	sym := readSymbol(content)
	before, after := l.before(), l.after()
	joined := l.joinedBefore(before) || l.joinedAfter(after)
	switch {
	case sym.letters == "":
		l.out.WriteString(gap)
	case sym.isText || !sym.scripted && isWordLike(sym.letters):
		l.out.WriteString(sym.letters)
	case sym.subscript && unicode.IsLetter(before):
		l.out.WriteString(sym.letters)
	case joined && !sym.subscript:
		if name := greekNames[firstRune(sym.letters)]; name != "" && utf8.RuneCountInString(sym.letters) == 1 {
			sym.letters = greekText(name, firstRune(sym.letters), before, after)
		}
		l.out.WriteString(sym.letters)
	default:
		l.out.WriteString(gap)
	}
}

// joinedBefore holds after a letter, or after a hyphen that follows one.
func (l *latex) joinedBefore(before rune) bool {
	if !isHyphen(before) {
		return unicode.IsLetter(before)
	}
	out := l.out.String()
	_, n := utf8.DecodeLastRuneInString(out)
	r, _ := utf8.DecodeLastRuneInString(out[:len(out)-n])
	return unicode.IsLetter(r)
}

func (l *latex) joinedAfter(after rune) bool {
	if !isHyphen(after) {
		return unicode.IsLetter(after)
	}
	_, n := utf8.DecodeRuneInString(l.src[l.pos:])
	r, _ := utf8.DecodeRuneInString(l.src[l.pos+n:])
	return unicode.IsLetter(r)
}

// symbol is a formula that is no more than letters and digits.
type symbol struct {
	letters   string // "" if the formula has an operator
	isText    bool   // set as text, by \textit and its kind
	scripted  bool   // has an index or a power
	subscript bool   // is an index alone, of what stands before the formula
}

// readSymbol reduces a formula to a symbol.
func readSymbol(formula string) symbol {
	var sym symbol
	var b strings.Builder
	var mark rune // an accent in front of its letter
	s := strings.TrimSpace(formula)
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == '\\':
			name := commandName(s[1:])
			n += len(name)
			switch {
			case greekCommands[name] != 0:
				b.WriteRune(greekCommands[name])
			case mathAccents[name] != 0:
				mark = mathAccents[name]
			case name == "ell":
				b.WriteByte('l')
			case isFont(name):
				sym.isText = sym.isText || strings.HasPrefix(name, "text") || name == "mbox"
				n += len(s[n:]) - len(strings.TrimLeft(s[n:], " "))
			default:
				return symbol{}
			}
		case r == '{' || r == '}':
		case r == '_' || r == '^':
			sym.scripted = true
			sym.subscript = sym.subscript || r == '_' && b.Len() == 0
		case sym.isText && (r == '-' || r == ' '), unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
			if mark != 0 {
				b.WriteRune(mark)
				mark = 0
			}
		default:
			return symbol{}
		}
		s = s[n:]
	}
	sym.letters = b.String()
	sym.isText = sym.isText && hasLetter(sym.letters)
	return sym
}

func commandName(s string) string {
	n := 0
	for n < len(s) && isLetterByte(s[n]) {
		n++
	}
	return s[:n]
}

func isFont(name string) bool {
	switch name {
	case "rm", "it", "bf", "sf", "tt", "cal", "mbox", "emph", "em":
		return true
	}
	return strings.HasPrefix(name, "text") && len(name) <= 6 || strings.HasPrefix(name, "math")
}

// isWordLike holds for three letters or more, or two capitals.
func isWordLike(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) || greekNames[unicode.ToLower(r)] != "" }) {
		return false
	}
	n := utf8.RuneCountInString(s)
	return n >= 3 || n == 2 && strings.ToUpper(s) == s
}

// greekText writes a Greek letter: its sign where it touches a letter (κB), else its name.
func greekText(name string, sign, before, after rune) string {
	if unicode.IsLetter(before) || unicode.IsLetter(after) {
		return string(sign)
	}
	return name
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
