package corpus

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

type blockKind int

const (
	prose blockKind = iota
	noise
	weak
	heading
)

// block is some lines of a page without a blank line between them.
type block struct {
	text       string
	kind       blockKind
	long       bool // prose by its length alone
	indented   bool // of a line: it begins with spaces
	line       int
	start, end int // bytes
}

// cutLines cuts a text at line ends, with single spaces between words; a blank line is a block without text.
func (p *page) cutLines(raw []byte) []block {
	var lines []block
	pos, n := 0, p.at.Line
	doubt := func(kind, message string) {
		p.doubts.add(Problem{kind, message, 1, Origin{File: p.at.File, Line: n, Offset: p.at.Offset + int64(pos)}})
	}
	for line := range bytes.Lines(raw) {
		text := singleSpaced(string(cleanText(line, doubt)))
		indented := line[0] == ' ' || line[0] == '\t'
		lines = append(lines, block{text: text, indented: indented, line: n, start: pos, end: pos + len(bytes.TrimRight(line, "\r\n"))})
		pos += len(line)
		n++
	}
	return lines
}

// paragraphs are the runs of lines between blank ones.
func paragraphs(lines []block) [][]block {
	var out [][]block
	start := 0
	for i := range len(lines) + 1 {
		if i < len(lines) && lines[i].text != "" {
			continue
		}
		if i > start {
			out = append(out, lines[start:i])
		}
		start = i + 1
	}
	return out
}

// cutBlocks cuts at blank lines; where a block holds a very long line, the page does not wrap its lines and each line
// is a block of its own.
func cutBlocks(lines []block) []block {
	var blocks []block
	for _, p := range paragraphs(lines) {
		switch {
		case slices.ContainsFunc(p, func(b block) bool { return isLong(b.text) }):
			blocks = append(blocks, p...)
		case slices.ContainsFunc(p, func(b block) bool { return labelOf(b.text) == "title" }):
			blocks = append(blocks, splitEntry(p)...)
		default:
			blocks = append(blocks, joinLines(p))
		}
	}
	return blocks
}

func joinLines(lines []block) block {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	b := lines[0]
	b.text, b.end = strings.Join(texts, " "), lines[len(lines)-1].end
	return b
}

// label begins a line of a listing that says what it is.
var label = regexp.MustCompile(`^(?i:(title|abstract)|authors?|comments?|subjects?|categories|date|journal-ref|report-no|(?:msc|acm)-class|doi|cite as|(?:\[\d+\] ?)?arxiv):\s*`)

// labelOf is "title", "abstract", "other" or, of a line without a label, "".
func labelOf(s string) string {
	switch m := label.FindStringSubmatch(s); {
	case m == nil:
		return ""
	case m[1] == "":
		return "other"
	default:
		return strings.ToLower(m[1])
	}
}

// splitEntry cuts an entry of a listing whose lines stand together: a labelled line is a block, and so is the line after
// one, but an indented line continues the line before it, and every line the text before it. Rulers stand alone.
func splitEntry(lines []block) []block {
	var blocks []block
	start := 0
	closed, ruled := true, true // the part that began at start takes no more plain lines; not even indented ones
	for i, l := range lines {
		name, ruler := labelOf(l.text), isRuler(l.text)
		if i > start && (ruler || ruled || name != "" || closed && !l.indented) {
			blocks = append(blocks, joinLines(lines[start:i]))
			start = i
		}
		if i == start {
			closed, ruled = name == "title" || name == "other", ruler
		}
	}
	return append(blocks, joinLines(lines[start:]))
}

// isRuler: a line without letters, or one that begins with the two strokes of a mailed listing.
func isRuler(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsLetter) || strings.HasPrefix(s, `\\`)
}

// classify gives each block its kind: first by its own shape, then by what the page as a whole shows.
func classify(blocks []block) {
	for i := range blocks {
		blocks[i].kind = kindOfBlock(blocks[i].text)
		blocks[i].long = blocks[i].kind == prose && isLong(blocks[i].text)
	}
	markRepeated(blocks)
	markSentenceTitles(blocks)
	markLongTitles(blocks)
	markSingleNames(blocks)
}

func kindOfBlock(s string) blockKind {
	switch {
	case isNoise(s):
		return noise
	case isNameList(s):
		return weak
	case isLong(s):
		return prose
	case isWeak(s):
		return weak
	case isSentences(s) && labelOf(s) != "title":
		return prose
	}
	return heading
}

// firstDense is before all letters of scripts without spaces.
const firstDense = 0x0e00

// wordCount counts words; scripts without spaces have about one word in two characters.
func wordCount(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	for _, r := range s {
		if r >= firstDense && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			n++
		}
	}
	return n
}

const (
	longWords = 35   // so many words make a block prose whatever its shape: titles are hardly ever longer
	longBytes = 2000 // so do so many bytes, if it has no spaces to count words by

	// The longest titles, of clinical trials, have some sixty words.
	titleWords = 70
	titleChars = 450
)

func isLong(s string) bool {
	return len(s) > longBytes || len(s) > 3*longWords && wordCount(s) >= longWords
}

// isLongTitle tells whether a long block has the shape of a title: one sentence or two and no end of the last. What it
// is shows only in what stands around it.
func isLongTitle(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘([`))
	return len(s) <= 4*titleChars && utf8.RuneCountInString(s) <= titleChars && wordCount(s) <= titleWords &&
		!unicode.IsLower(first) && !endsSentence(s) && !strings.ContainsAny(s[len(s)-1:], ":;,!-")
}

// endsSentence looks for a full stop. One inside a bracket, as in "(2nd ed.)", is an abbreviation's.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’ `)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "…")
}

// isSentences: three words or more that end in a full stop and are mostly in lower case, or a sentence end inside a block
// longer than titles with one have. A question mark ends many titles, and so proves nothing.
func isSentences(s string) bool {
	n := wordCount(s)
	if n >= 3 && endsSentence(s) && lowerShare(s) >= 0.4 {
		return true
	}
	return n >= 20 && sentenceEnd(s) > 0 && sentenceEnd(s) < len(s)
}

// lowerShare is the share of words that begin in lower case, or in a script without case.
func lowerShare(s string) float64 {
	words, lower := 0, 0
	for _, w := range strings.Fields(s) {
		r := []rune(strings.TrimLeft(w, `"'“‘([{$`))
		if len(r) == 0 || !unicode.IsLetter(r[0]) {
			continue
		}
		words++
		if !unicode.IsUpper(r[0]) {
			lower++
		}
	}
	return float64(lower) / float64(max(words, 1))
}
