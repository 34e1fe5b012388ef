package corpus

import (
	"strings"
	"unicode"
)

// What a block is by its place: the rules that need the page as a whole.

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
// the long prose, and headings before hardly any. Then short prose is a heading, and so is a long title with its stop. Short
// prose after the line that names the journal is one anyhow.
func markSentenceTitles(blocks []block) {
	var short []int
	headings := 0
	before := -1 // the last block that says something
	for i, b := range blocks {
		if b.kind == noise || b.kind == weak {
			continue
		}
		switch {
		case b.kind == prose && i > 0 && isCitation(blocks[i-1].text) && (!b.long || isSentenceTitle(b.text)):
			blocks[i].kind, blocks[i].long = heading, false
		case !b.long || before < 0:
		case blocks[before].kind == heading:
			headings++
		case !blocks[before].long || isSentenceTitle(blocks[before].text):
			short = append(short, before)
		}
		before = i
	}
	if len(short) <= headings {
		return
	}
	for _, i := range short {
		blocks[i].kind, blocks[i].long = heading, false
	}
}

// isSentenceTitle: a long title that ends in a full stop.
func isSentenceTitle(s string) bool {
	return isLongTitle(strings.TrimSuffix(s, ".")) && sentenceEnd(s) == len(s)
}

// markLongTitles makes a heading of a long block in the shape of a title, where one is wanted: between prose, or the start of
// the page, and more prose, without a heading of four words or more beside it.
func markLongTitles(blocks []block) {
	titled := false
	for i, b := range blocks {
		switch {
		case b.kind == heading:
			titled = titled || wordCount(b.text) >= 4
		case b.long && !titled && isLongTitle(b.text) && proseFollows(blocks[i+1:]):
			blocks[i].kind, blocks[i].long = heading, false
			titled = true
		case b.kind == prose:
			titled = false
		}
	}
}

// proseFollows tells whether the next block that says something is prose and no long title itself.
func proseFollows(blocks []block) bool {
	for _, b := range blocks {
		if b.kind == prose || b.kind == heading {
			return b.kind == prose && !(b.long && isLongTitle(b.text))
		}
	}
	return false
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
