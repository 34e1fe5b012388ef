package corpus

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A list of titles is a text of bare titles or references and nothing else: a table of contents, a bibliography, a
// conference programme. Each is a paper without an abstract. An entry is a line; where entries are numbered, it goes on to the
// next number, and where they wrap and blank lines stand between, to the next blank line.

const (
	minTitles  = 5  // fewer lines are no list
	entryWords = 80 // the longest reference
)

var (
	listNumber = regexp.MustCompile(`^(?:\[\d{1,5}\]\s*|\(?\d{1,5}[.)]\s+)`) // "12. ", "3) ", "[4] "
	bullet     = regexp.MustCompile(`^[-*+•·–—]\s+`)
	pageNumber = regexp.MustCompile(`\s*(?:\.\s?|…\s?){3,}\s*\d{1,4}$`) // of a table of contents
	listHead   = regexp.MustCompile(`^(?i:(?:table of )?contents|references|bibliography|literature|works cited|titles|papers|list of [\p{L} ]{1,40}|.*:)$`)
	// "Doe, J., & Roe, M. (2020). Title. ...", "Doe J, Roe M. Title. J Test. 2020;3:4."
	reference = regexp.MustCompile(`^\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.?[ -]?){1,3}(?:[,.&;(]|and |et al).*\b(?:19|20)\d{2}\b`)
)

// entry is one line or paragraph of what may be a list.
type entry struct {
	block
	numbered, listed bool // a number, a number or a bullet, stood before it
}

// readList makes papers of a list of titles; false if the lines are none.
func (p *page) readList(lines []block) bool {
	entries := cutEntries(lines)
	if isWrappedText(entries) {
		return false
	}
	entries = slices.DeleteFunc(entries, p.isNoEntry)
	if !isTitleList(entries) {
		p.skipped = nil
		return false
	}
	for _, e := range entries {
		p.papers = append(p.papers, pagePaper{title: e.text, from: e.block})
	}
	return true
}

// isNoEntry passes over what is no title in a list of them: headings, dates, page numbers.
func (p *page) isNoEntry(e entry) bool {
	no := e.text == "" || !e.listed && (isNoise(e.text) || listHead.MatchString(e.text))
	if no {
		p.skipped = append(p.skipped, e.block)
	}
	return no
}

// cutEntries cuts lines into entries and takes off their numbers, if most have one.
func cutEntries(lines []block) []entry {
	groups := paragraphs(lines)
	var entries []entry
	switch {
	case countMarked(lines) >= minTitles:
		for _, g := range groups {
			entries = append(entries, cutAtMarks(g)...)
		}
	case wraps(groups):
		for _, g := range groups {
			entries = append(entries, newEntry(joinLines(g)))
		}
	default:
		for _, g := range groups {
			for _, l := range g {
				entries = append(entries, newEntry(l))
			}
		}
	}
	marked := 0
	for _, e := range entries {
		if e.listed {
			marked++
		}
	}
	for i := range entries {
		entries[i].clean(marked*2 > len(entries))
	}
	return entries
}

func newEntry(b block) entry {
	numbered := listNumber.MatchString(b.text)
	return entry{b, numbered, numbered || bullet.MatchString(b.text)}
}

func (e *entry) clean(marks bool) {
	if marks {
		e.text = bullet.ReplaceAllString(listNumber.ReplaceAllString(e.text, ""), "")
	} else {
		e.numbered, e.listed = false, false
	}
	if strings.Contains(e.text, "..") || strings.Contains(e.text, ". .") || strings.Contains(e.text, "…") {
		e.text = pageNumber.ReplaceAllString(e.text, "")
	}
}

func countMarked(lines []block) int {
	n := 0
	for _, l := range lines {
		if newEntry(l).listed {
			n++
		}
	}
	return n
}

// cutAtMarks begins an entry at each number or bullet; what stands before the first is an entry a line.
func cutAtMarks(group []block) []entry {
	var entries []entry
	start := 0
	for i := range len(group) + 1 {
		if i < len(group) && i > start && newEntry(group[start]).listed && !newEntry(group[i]).listed {
			continue
		}
		if i > start {
			entries = append(entries, newEntry(joinLines(group[start:i])))
			start = i
		}
	}
	return entries
}

// wraps tells whether paragraphs are titles over several lines: many of their lines after the first begin in lower case.
func wraps(groups [][]block) bool {
	lower, rest := 0, 0
	for _, g := range groups {
		for _, l := range g[1:] {
			rest++
			if beginsLower(l.text) {
				lower++
			}
		}
	}
	return len(groups) >= minTitles && lower > 0 && lower*10 >= rest*3
}

func beginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘([{$`))
	return unicode.IsLower(r)
}

// isWrappedText tells running text at a glance: one line in five begins in lower case.
func isWrappedText(entries []entry) bool {
	lower := 0
	for _, e := range entries {
		if beginsLower(e.text) {
			lower++
		}
	}
	return lower*5 > len(entries)
}

// isTitleList asks for entries enough, of the length of titles, without prose: one in twenty may read as a sentence, and
// one in ten be odd in another way.
func isTitleList(entries []entry) bool {
	var lengths []int
	sentences, odd, names := 0, 0, 0
	for _, e := range entries {
		n := wordCount(e.text)
		lengths = append(lengths, n)
		switch {
		case n > entryWords || len(e.text) > longBytes:
			return false
		case e.numbered || reference.MatchString(e.text):
		case isLong(e.text) && !isLongTitle(e.text):
			return false
		case isSentences(e.text) || sentenceEnd(e.text) > 0 && sentenceEnd(e.text) < len(e.text):
			sentences++
		case isNameList(e.text) || isWeak(e.text) || beginsLower(e.text):
			odd++
		case isName(e.text):
			names++
		}
	}
	slices.Sort(lengths)
	n := len(entries)
	return n >= minTitles && lengths[n/2] >= 3 && sentences*20 <= n && odd*10 <= max(n, 10) && names*2 <= n
}

// dropNumbers takes the numbers off the titles of a page that numbers them.
func (p *page) dropNumbers() {
	numbered := 0
	for _, paper := range p.papers {
		if listNumber.MatchString(paper.title) {
			numbered++
		}
	}
	if numbered*2 <= len(p.papers) {
		return
	}
	for i, paper := range p.papers {
		p.papers[i].title = cmp.Or(listNumber.ReplaceAllString(paper.title, ""), paper.title)
	}
}
