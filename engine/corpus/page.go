package corpus

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A saved page is a web page of papers kept as text: a title, a blank line, an abstract, a blank line, and so on, with
// the page's own furniture between: menus, buttons, vote counts, author lines, dates.
//
// The reader knows no page in particular. It cuts the text into blocks at blank lines and calls each block
//
//	prose    what reads as an abstract: long, or whole sentences
//	noise    what cannot be a title: no letters, a date, a link, a short block that the page repeats
//	weak     what is hardly a title: a count ("Upvote 12"), a list of names, an institution
//	heading  all else
//
// and then pairs: each prose takes its title from the gap of blocks between it and the prose before. A heading beats
// a weak block, and of several headings the last one wins, for a page's furniture stands above its titles; only when
// most gaps hold several headings (title, author, ...) the one most like a title wins. Prose that follows prose at
// once is one more paragraph of the same abstract.

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

// page is a parsed page, and a splitter of its papers.
type page struct {
	papers  []pagePaper
	skipped []block // no part of any paper
	doubts  tally   // about the encoding
	at      Origin  // of the whole
	given   int
}

type pagePaper struct {
	title string
	body  []block
	from  block
}

// longWords is how many words make a block prose whatever its shape: longer than titles get.
const longWords = 35

func parsePage(raw []byte, at Origin) *page {
	p := &page{at: at}
	blocks := p.cutBlocks(raw)
	classify(blocks)
	p.pair(blocks)
	return p
}

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

// pair makes papers of gaps and prose.
func (p *page) pair(blocks []block) {
	several := typicalHeadings(blocks) > 1
	firstLong := slices.IndexFunc(blocks, func(b block) bool { return b.long })
	lastLong := len(blocks) - 1
	for lastLong >= 0 && !blocks[lastLong].long {
		lastLong--
	}
	lastProse := len(blocks) - 1
	for lastProse >= 0 && blocks[lastProse].kind != prose {
		lastProse--
	}
	var gap []block
	for i, b := range blocks {
		if b.kind != prose {
			gap = append(gap, b)
			continue
		}
		title := chooseTitle(gap, several)
		margin := i < firstLong || i > lastLong
		if firstLong < 0 {
			margin = len(p.papers) == 0 || i == lastProse
		}
		switch {
		case title < 0 && len(p.papers) > 0 && (b.long || !margin || len(gap) == 0):
			last := &p.papers[len(p.papers)-1]
			last.body = append(last.body, b)
		case title < 0 || margin && isFurniture(gap[title].text, b.text, firstLong >= 0):
			gap = append(gap, b)
			continue
		default:
			p.papers = append(p.papers, pagePaper{gap[title].text, []block{b}, gap[title]})
			gap = slices.Delete(gap, title, title+1)
		}
		p.skipped = append(p.skipped, gap...)
		gap = nil
	}
	p.skipped = append(p.skipped, gap...)
}

// typicalHeadings is the median number of headings in the gaps after the first.
func typicalHeadings(blocks []block) int {
	var counts []int
	n, seen := 0, false
	for _, b := range blocks {
		switch b.kind {
		case heading:
			n++
		case prose:
			if seen && n > 0 {
				counts = append(counts, n)
			}
			n, seen = 0, true
		}
	}
	if len(counts) == 0 {
		return 1
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

// chooseTitle picks the title of a gap, -1 if nothing in it can be one.
func chooseTitle(gap []block, several bool) int {
	best, bestScore := -1, 0
	for i, b := range gap {
		score := 0
		switch b.kind {
		case heading:
			score = 100
			if several {
				score += min(wordCount(b.text), 8)
			}
		case weak:
			score = 1
		default:
			continue
		}
		if score >= bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// isFurniture judges a short text above the first abstract or below the last, where a page has its greeting, its notice
// and its imprint: there, a paper of one short sentence needs a title of at least four words, if the page's papers are longer.
func isFurniture(title, text string, papersAreLong bool) bool {
	return papersAreLong && wordCount(title) < 4 || siteWords.MatchString(text) || siteWords.MatchString(title)
}

var siteWords = regexp.MustCompile(`(?i)\b(cookies?|sign (up|in)|log ?in|subscribe|newsletter|inbox|privacy policy|terms of (use|service)|all rights reserved|copyright)\b|©`)

var sectionTitle = regexp.MustCompile(`^(?i:[\divx.]+\s+)?(?i:introduction|background|related work|materials and methods|methods?|results|experiments|discussion|conclusions?|references|acknowledge?ments|appendix)\b`)

// isPage tells a page of papers from one text with headings: two papers or more, whose titles have the length of titles and
// are no section names.
func (p *page) isPage() bool {
	if len(p.papers) < 2 {
		return false
	}
	var lengths []int
	sections := 0
	for _, paper := range p.papers {
		lengths = append(lengths, wordCount(paper.title))
		if sectionTitle.MatchString(paper.title) && wordCount(paper.title) <= 3 {
			sections++
		}
	}
	slices.Sort(lengths)
	return sections < 2 && lengths[len(lengths)/2] >= 4
}

// isPlainPage asks for five papers or more, nine in ten with an abstract of one long paragraph: no single text is built so.
func (p *page) isPlainPage() bool {
	plain := 0
	for _, paper := range p.papers {
		if len(paper.body) == 1 && paper.body[0].long && wordCount(paper.title) <= 30 {
			plain++
		}
	}
	return len(p.papers) >= 5 && plain*10 >= len(p.papers)*9
}

// report says which lines were taken for the page's own.
func (p *page) report(in *input) {
	for _, d := range p.doubts.problems {
		in.notes.add(d)
	}
	if len(p.skipped) == 0 {
		return
	}
	b := slices.MinFunc(p.skipped, func(a, b block) int { return a.line - b.line })
	at := Origin{File: p.at.File, Line: b.line, Offset: p.at.Offset + int64(b.start), Length: int64(b.end - b.start)}
	in.note(kindPageLines, fmt.Sprintf("a part of the page that is no paper, left out: %s", excerpt([]byte(b.text))), len(p.skipped), at)
}

// next hands out a paper as title, blank line, abstract.
func (p *page) next() ([]byte, Origin, error) {
	if p.given == len(p.papers) {
		return nil, Origin{}, io.EOF
	}
	paper := p.papers[p.given]
	p.given++
	at := p.at
	at.Record, at.Line = p.given, paper.from.line
	at.Offset += int64(paper.from.start)
	at.Length = int64(paper.body[len(paper.body)-1].end - paper.from.start)
	text := paper.title
	for _, b := range paper.body {
		text += "\n\n" + b.text
	}
	return []byte(text), at, nil
}

func decodePage(raw []byte, _ Origin, _ func(kind, message string)) (Document, error) {
	title, abstract, _ := strings.Cut(string(raw), "\n\n")
	return Document{Title: title, Abstract: abstract}, nil
}
