package corpus

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
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
// once is one more paragraph of the same abstract, unless the first of the two is a title as long as some trials have.

// page is a parsed page, and a splitter of its papers.
type page struct {
	papers  []pagePaper
	skipped []block // no part of any paper
	doubts  tally   // about the encoding
	at      Origin  // of the whole
	given   int
	max     int64 // bytes of one paper

	paragraphs, headings int // prose, and headings of four words or more
	sections             int // different names of sections, such as Methods
}

type pagePaper struct {
	title string
	body  []block // none in a list of titles
	from  block
}

// end is the byte after a paper.
func (p pagePaper) end() int {
	if len(p.body) == 0 {
		return p.from.end
	}
	return p.body[len(p.body)-1].end
}

func parsePage(raw []byte, at Origin) *page {
	p := &page{at: at}
	p.parse(p.cutLines(raw))
	return p
}

func (p *page) parse(lines []block) {
	blocks := cutBlocks(lines)
	classify(blocks)
	p.survey(blocks)
	p.pair(blocks)
	p.dropNumbers()
}

// survey counts what tells a page from one text with headings.
func (p *page) survey(blocks []block) {
	names := map[string]bool{}
	for _, b := range blocks {
		n := wordCount(b.text)
		switch {
		case b.kind == prose:
			p.paragraphs++
		case b.kind == heading && n >= 4:
			p.headings++
		}
		if m := sectionTitle.FindStringSubmatch(b.text); m != nil && n <= 3 && (b.kind == heading || b.kind == weak) {
			names[strings.ToLower(m[1])] = true
		}
	}
	p.sections = len(names)
}

// pair makes papers of gaps and prose.
func (p *page) pair(blocks []block) {
	m := marginsOf(blocks)
	g := newGap(typicalHeadings(blocks) > 1)
	for i, b := range blocks {
		if b.kind != prose {
			g.add(b)
			continue
		}
		margin := m.holds(i, len(p.papers))
		switch {
		case g.title < 0 && len(p.papers) > 0 && (b.long || !margin || len(g.blocks) == 0):
			last := &p.papers[len(p.papers)-1]
			last.body = append(last.body, b)
		case g.title < 0 || margin && isFurniture(g.blocks[g.title].text, b.text, m.long):
			g.add(b)
			continue
		default:
			from := g.take()
			p.papers = append(p.papers, pagePaper{titleText(from.text), []block{b}, from})
		}
		p.skipped = append(p.skipped, g.blocks...)
		g = newGap(g.several)
	}
	p.skipped = append(p.skipped, g.blocks...)
}

// margins are the parts of a page above its first long prose and below its last.
type margins struct {
	first, last int  // long prose
	end         int  // the last prose of any kind
	long        bool // there is long prose
}

func marginsOf(blocks []block) margins {
	m := margins{first: -1}
	for i, b := range blocks {
		if b.kind == prose {
			m.end = i
		}
		if b.long && !m.long {
			m.first, m.long = i, true
		}
		if b.long {
			m.last = i
		}
	}
	return m
}

// holds tells whether block i stands in a margin. On a page without long prose, only what would be the first paper or the
// last does.
func (m margins) holds(i, papers int) bool {
	if !m.long {
		return papers == 0 || i == m.end
	}
	return i < m.first || i > m.last
}

// gap is what stands between two stretches of prose, with the block in it that is most like a title so far.
type gap struct {
	blocks  []block
	several bool // gaps of this page hold several headings
	title   int  // index of the best block, -1 if none can be a title
	score   int
}

func newGap(several bool) gap { return gap{several: several, title: -1} }

func (g *gap) add(b block) {
	if score := titleScore(b, g.several); score > 0 && score >= g.score {
		g.title, g.score = len(g.blocks), score
	}
	g.blocks = append(g.blocks, b)
}

// take removes the title from the gap.
func (g *gap) take() block {
	b := g.blocks[g.title]
	g.blocks = slices.Delete(g.blocks, g.title, g.title+1)
	return b
}

// titleScore says how much like a title a block is; 0 is not at all.
func titleScore(b block, several bool) int {
	switch {
	case b.kind == heading && labelOf(b.text) == "title":
		return 1000
	case b.kind == heading && several:
		return 100 + min(wordCount(b.text), 8)
	case b.kind == heading:
		return 100
	case b.kind == weak:
		return 1
	}
	return 0
}

// titleText is a title without the word "Title:" before it.
func titleText(s string) string {
	if labelOf(s) != "title" {
		return s
	}
	return cmp.Or(label.ReplaceAllString(s, ""), s)
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

// isFurniture judges a short text above the first abstract or below the last, where a page has its greeting, its notice
// and its imprint: there, a paper of one short sentence needs a title of at least four words, if the page's papers are longer.
func isFurniture(title, text string, papersAreLong bool) bool {
	return papersAreLong && wordCount(title) < 4 || siteWords.MatchString(text) || siteWords.MatchString(title)
}

var siteWords = regexp.MustCompile(`(?i)\b(cookies?|sign (up|in)|log ?in|subscribe|newsletter|inbox|privacy policy|terms of (use|service)|all rights reserved|copyright)\b|©`)

var sectionTitle = regexp.MustCompile(`^(?i:[\divx.]+\s+)?((?i:introduction|background|related work|materials and methods|methods?|results|experiments|discussion|conclusions?|references|acknowledge?ments|appendix))\b`)

// isPage tells a page of papers from one text with headings: two papers or more, whose titles have the length of titles and
// are no section names.
func (p *page) isPage() bool {
	var lengths []int
	for _, paper := range p.papers {
		lengths = append(lengths, wordCount(paper.title))
	}
	slices.Sort(lengths)
	return len(p.papers) >= 2 && !p.hasSections() && lengths[len(lengths)/2] >= 4
}

// hasSections: two names of sections, and one for each three papers.
func (p *page) hasSections() bool { return p.sections >= 2 && p.sections*3 >= len(p.papers) }

// looksLikePage tells whether what was found to be no page of papers may have been meant as one.
func (p *page) looksLikePage() bool {
	return !p.hasSections() && (len(p.papers) >= 2 || p.paragraphs >= 2 && p.headings >= 2)
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
	p.reportSkipped(in)
}

// reportOneText says that what looks like a page of papers was read as one text.
func (p *page) reportOneText(in *input) {
	in.note(kindOneText, fmt.Sprintf("read as one document: among %d paragraphs and %d lines like titles there are no two papers with a title above a text",
		p.paragraphs, p.headings), 1, Origin{File: p.at.File})
}

func (p *page) reportSkipped(in *input) {
	if len(p.skipped) == 0 {
		return
	}
	b := slices.MinFunc(p.skipped, func(a, b block) int { return a.line - b.line })
	at := Origin{File: p.at.File, Line: b.line, Offset: p.at.Offset + int64(b.start), Length: int64(b.end - b.start)}
	in.note(kindPageLines, fmt.Sprintf("a line of the page that belongs to no paper was left out: %s", excerpt([]byte(b.text))), len(p.skipped), at)
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
	at.Length = int64(paper.end() - paper.from.start)
	if p.max > 0 && at.Length > p.max {
		return nil, at, &RecordError{at, tooLong(at.Length, p.max)}
	}
	text := []byte(paper.title)
	for _, b := range paper.body {
		text = append(append(text, "\n\n"...), b.text...)
	}
	return text, at, nil
}

func decodePage(raw []byte, _ Origin, _ func(kind, message string)) (Document, error) {
	title, abstract, _ := strings.Cut(string(raw), "\n\n")
	return Document{Title: title, Abstract: abstract}, nil
}
