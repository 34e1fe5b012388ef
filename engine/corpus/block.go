package corpus

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
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
	line       int
	start, end int // bytes
}

// longWords is how many words make a block prose whatever its shape: longer than titles get.
const longWords = 35

// cutBlocks cuts at blank lines; where a block holds a very long line, the page does not wrap its lines and each line
// is a block of its own.
func (p *page) cutBlocks(raw []byte) []block {
	var blocks []block
	var lines []block
	flush := func() {
		if slices.ContainsFunc(lines, func(b block) bool { return isLong(b.text) }) {
			blocks = append(blocks, lines...)
		} else if len(lines) > 0 {
			blocks = append(blocks, joinLines(lines))
		}
		lines = nil
	}
	pos, n := 0, p.at.Line
	doubt := func(kind, message string) {
		p.doubts.add(Problem{kind, message, 1, Origin{File: p.at.File, Line: n, Offset: p.at.Offset + int64(pos)}})
	}
	for line := range bytes.Lines(raw) {
		if text := strings.Join(strings.Fields(string(cleanText(line, doubt))), " "); text == "" {
			flush()
		} else {
			lines = append(lines, block{text: text, line: n, start: pos, end: pos + len(bytes.TrimRight(line, "\r\n"))})
		}
		pos += len(line)
		n++
	}
	flush()
	return blocks
}

func joinLines(lines []block) block {
	b := lines[0]
	for _, l := range lines[1:] {
		b.text += " " + l.text
		b.end = l.end
	}
	return b
}

// classify gives each block its kind: first by its own shape, then by what the page as a whole shows.
func classify(blocks []block) {
	for i := range blocks {
		blocks[i].kind = kindOfBlock(blocks[i].text)
		blocks[i].long = blocks[i].kind == prose && isLong(blocks[i].text)
	}
	markRepeated(blocks)
	markSentenceTitles(blocks)
	markSingleNames(blocks)
}

func kindOfBlock(s string) blockKind {
	switch {
	case isNoise(s):
		return noise
	case isLong(s):
		return prose
	case isWeak(s):
		return weak
	case isSentences(s):
		return prose
	}
	return heading
}

// wordCount counts words; scripts without spaces have about one word in two characters.
func wordCount(s string) int {
	n := len(strings.Fields(s))
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			n++
		}
	}
	return n
}

// longBytes makes a block prose even if it has no spaces to count words by.
const longBytes = 2000

func isLong(s string) bool {
	return len(s) > longBytes || len(s) > 3*longWords && wordCount(s) >= longWords
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

var (
	linkLine  = regexp.MustCompile(`^\S*(https?://|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.]+$|^(?i:arxiv|doi):\s*\S+$`)
	dateWord  = regexp.MustCompile(`^(?i:published|submitted|updated|posted|added|accepted|on|ago|at|the|last|a|an|yesterday|today|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|(second|minute|hour|day|week|month|year)s?|\d{1,4}(st|nd|rd|th)?|[ap]m|utc|gmt|\d+[smhdwy])$`)
	countLine = regexp.MustCompile(`^(\S+ )?[\d.,]+[kKmM]?( \S+)?$|^\W*\d[\d.,]*[kKmM]? \S+( \S+)?\W*$`)
	placeWord = regexp.MustCompile(`\b(Universit|Institut|Laborator|Department|College|School of|Academy)`)
	byLine    = regexp.MustCompile(`^(?i:by|submitted by|posted by|authors?:|written by)\s`)
	nameToken = regexp.MustCompile(`^(\p{Lu}[\p{L}'’-]*\.?|(\p{Lu}\.-?)+|de|del|della|van|von|der|den|di|da|dos|bin|al|le|la|el|et al\.?|Jr\.?)[*†‡\d]*$`)
)

// isNoise: no letters, a link, or a date and nothing else.
func isNoise(s string) bool {
	if !strings.ContainsFunc(s, unicode.IsLetter) || linkLine.MatchString(s) {
		return true
	}
	words := wordsAndNumbers(s)
	if len(words) > 7 {
		return false
	}
	dated := false
	for _, w := range words {
		switch {
		case monthOf(w) > 0:
			dated = true
		case !dateWord.MatchString(w):
			return false
		}
		dated = dated || strings.ContainsAny(w, "0123456789") || len(w) > len("days") && strings.HasSuffix(strings.ToLower(w), "day")
	}
	return dated
}

func wordsAndNumbers(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// isWeak: a count with a word or two, a list of names, an institution, a credit.
func isWeak(s string) bool {
	n := wordCount(s)
	return n <= 4 && countLine.MatchString(s) || isNameList(s) || n <= 12 && placeWord.MatchString(s) && strings.Contains(s, ",") ||
		n <= 8 && byLine.MatchString(s)
}

// isNameList: two people or more, separated by commas and the like, or one and "et al."
func isNameList(s string) bool {
	if strings.HasSuffix(strings.TrimRight(s, "."), " et al") {
		return wordCount(s) <= 12
	}
	parts := strings.FieldsFunc(andWord.ReplaceAllString(s, ", "), func(r rune) bool { return strings.ContainsRune(",;·•", r) })
	full := 0
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if !isName(p) && !nameToken.MatchString(p) {
			return false
		}
		if isName(p) {
			full++
		}
	}
	return full >= 2 && full*2 > len(parts)
}

// isName: two to four words that people are called by.
func isName(s string) bool {
	words := strings.Fields(s)
	return len(words) >= 2 && len(words) <= 4 &&
		!slices.ContainsFunc(words, func(w string) bool { return !nameToken.MatchString(w) })
}

// markRepeated makes noise of short blocks that the page repeats, numbers aside: buttons and captions, never titles.
func markRepeated(blocks []block) {
	seen := map[string]int{}
	for _, b := range blocks {
		seen[withoutDigits(b.text)]++
	}
	for i, b := range blocks {
		n := seen[withoutDigits(b.text)]
		if !b.long && wordCount(b.text) <= 12 && (n >= 3 || n == 2 && wordCount(b.text) <= 3) {
			blocks[i].kind = noise
		}
	}
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// markSentenceTitles: where titles end in a full stop, as some databases print them, short prose stands before most of
// the long prose, and headings before hardly any. Then short prose is a heading.
func markSentenceTitles(blocks []block) {
	var short []int
	headings := 0
	for i := range blocks {
		if !blocks[i].long || i == 0 {
			continue
		}
		switch b := blocks[i-1]; {
		case b.kind == prose && !b.long:
			short = append(short, i-1)
		case b.kind == heading:
			headings++
		}
	}
	if len(short) <= headings {
		return
	}
	for _, i := range short {
		blocks[i].kind = heading
	}
}

// markSingleNames makes a lone "Jane Doe" weak on a page where most gaps show people by name.
func markSingleNames(blocks []block) {
	gaps, named, inGap := 0, 0, false
	for _, b := range blocks {
		if b.kind == prose {
			gaps++
			if inGap {
				named++
			}
			inGap = false
		}
		inGap = inGap || isName(b.text) || isNameList(b.text)
	}
	if named*2 <= gaps {
		return
	}
	for i, b := range blocks {
		if b.kind == heading && isName(b.text) {
			blocks[i].kind = weak
		}
	}
}
