package corpus

import (
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
// once is one more paragraph of the same abstract.

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

func parsePage(raw []byte, at Origin) *page {
	p := &page{at: at}
	blocks := p.cutBlocks(raw)
	classify(blocks)
	p.pair(blocks)
	return p
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
	in.note(kindPageLines, fmt.Sprintf("a line of the page that is no paper, left out: %s", excerpt([]byte(b.text))), len(p.skipped), at)
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
