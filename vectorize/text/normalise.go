package text

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// gap stands where something was dropped: a formula, a link. It is U+FFFC, the object
// replacement character, and no n-gram crosses it.
const gap = " \uFFFC "

// normalise makes plain text of s: valid UTF-8, NFKC (which also undoes ligatures), without soft
// hyphens, HTML tags and entities, links, addresses and LaTeX. Plain ASCII prose comes back as it is,
// at the cost of one look at each byte.
func normalise(s string) string {
	s = compose(s)
	if decoded := decodeEntities(s); decoded != s {
		s = compose(decoded)
	}
	s = stripTags(s)
	s = dropLinks(s)
	return compose(stripLaTeX(s))
}

// compose makes s valid UTF-8 in NFKC, without the marks that only help a printer: soft hyphens,
// byte order marks, directions. An acute accent typed as an apostrophe becomes one.
func compose(s string) string {
	if isASCII(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.ContainsFunc(s, isPrinterMark) {
		s = strings.Map(dropPrinterMarks, s)
	}
	return norm.NFKC.String(s)
}

// isASCII looks at eight bytes at a time.
func isASCII(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		if eight(s)&0x8080808080808080 != 0 {
			return false
		}
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isPrinterMark(r rune) bool {
	switch r {
	case '\u00AD', '\uFEFF', '\u2060', '\u200E', '\u200F', '™', '℠', '´':
		return true
	}
	return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}

func dropPrinterMarks(r rune) rune {
	switch {
	case r == '´':
		return '\''
	case isPrinterMark(r):
		return -1
	}
	return r
}

// decodeEntities decodes &amp; and its kind; twice, because metadata that passed through two
// systems says &amp;lt;.
func decodeEntities(s string) string {
	for range 2 {
		if !strings.Contains(s, "&") {
			break
		}
		s = html.UnescapeString(s)
	}
	return s
}

// tag matches the tags that abstracts carry. Only known names and names with an XML prefix
// count, so that "p < 0.05 and q > 3" and <x> survive.
var tag = regexp.MustCompile(`(?i)</?(?:((?:jats:|mml:)?(?:p|br|div|li|ul|ol|dl|dd|dt|title|sec|section|h[1-6]|tr|td|th|table|list|list-item|label|blockquote|hr|abstract|article))|[a-z]+:[a-z-]+|i|b|u|s|em|strong|sub|sup|span|a|font|tt|small|big|code|math|italic|bold|inf|sc|scp|mark|img|q|cite|xref|ext-link|inline-formula|tex-math|m[ionsf]|mrow|msub|msup|msubsup|mfrac|mtext|mspace|semantics|annotation)(?:\s[^<>=]*=[^<>]*)?\s?/?>`)

// stripTags removes HTML and JATS tags: block tags leave a break, inline ones nothing, so that
// CO<sub>2</sub> is CO2.
func stripTags(s string) string {
	if !strings.Contains(s, "<") || !strings.Contains(s, ">") {
		return s
	}
	s = dropComments(s)
	var b strings.Builder
	last := 0
	for _, m := range tag.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[last:m[0]])
		if m[2] >= 0 {
			b.WriteString(gap)
		}
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String()
}

func dropComments(s string) string {
	var b strings.Builder
	for {
		start := strings.Index(s, "<!--")
		if start < 0 {
			break
		}
		n := strings.Index(s[start:], "-->")
		if n < 0 {
			break
		}
		b.WriteString(s[:start])
		s = s[start+n+len("-->"):]
	}
	b.WriteString(s)
	return b.String()
}

// link matches web and e-mail addresses, DOIs and bare host names of the common kinds.
var link = regexp.MustCompile(`(?:(?i:https?|ftp)://|\bwww\.)[^\s<>"{}\x{FFFC}]+` +
	`|[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+` +
	`|\b(?i:doi:\s?)?10\.[0-9]{4,9}/[^\s<>"{}]+` +
	`|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|edu|gov|io|ai)\b(?:/[^\s<>"{}]*)?`)

func dropLinks(s string) string {
	if !mayHoldLink(s) {
		return s
	}
	return link.ReplaceAllString(s, gap)
}

// mayHoldLink looks for what every link has: "://", "www.", "@", "10." or the end of a host's name.
func mayHoldLink(s string) bool {
	if strings.Contains(s, "@") || strings.Contains(s, "://") {
		return true
	}
	for from := 0; ; {
		n := strings.IndexByte(s[from:], '.')
		if n < 0 {
			return false
		}
		from += n + 1
		if before := s[:from-1]; strings.HasSuffix(before, "10") || strings.HasSuffix(before, "www") || endsHost(s[from:]) {
			return true
		}
	}
}

func endsHost(s string) bool {
	for _, end := range [...]string{"com", "org", "net", "edu", "gov", "io", "ai"} {
		if strings.HasPrefix(s, end) {
			return true
		}
	}
	return false
}

// fold is case folding for comparison: full Unicode folding (ß is ss), in lower case and NFKC, with ' for every
// apostrophe, - for every hyphen, and a Greek letter that stands alone spelt out: α-synuclein is
// alpha-synuclein.
func fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	for range 3 {
		folded := norm.NFKC.String(strings.ToLower(cases.Fold().String(norm.NFD.String(s))))
		if folded == s {
			break
		}
		s = folded
	}
	return spellGreek(strings.Map(plainMark, s))
}

func plainMark(r rune) rune {
	switch {
	case isApostrophe(r):
		return '\''
	case isHyphen(r):
		return '-'
	}
	return r
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '‛'
}

// isHyphen holds for the hyphens that join letters, the en dash of Navier–Stokes among them.
func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' || r == '–' }

// spellGreek names the Greek letters that touch no other letter.
func spellGreek(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Greek, r) }) {
		return s
	}
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		alone := (i == 0 || !isWordRune(runes[i-1])) && (i == len(runes)-1 || !isWordRune(runes[i+1]))
		if name, ok := greekNames[r]; ok && alone {
			b.WriteString(name)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// shouts holds for text typed in capitals, in which capitals say nothing.
func shouts(s string) bool {
	upper, low := 0, 0
	for i, n := 0, 0; i < len(s); i += n {
		if c := s[i]; c < utf8.RuneSelf {
			upper += int(letterCases[c] >> 1)
			low += int(letterCases[c] & 1)
			n = 1
			continue
		}
		var r rune
		r, n = utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			low++
		}
	}
	return upper > low
}

// letterCases is 2 for the capitals of ASCII, 1 for its small letters.
var letterCases = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[unicode.ToUpper(c)] = 1, 2
	}
	return t
}()
