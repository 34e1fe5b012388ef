package corpus

import (
	"slices"
	"strings"
	"unicode"
)

// areTwoPapers tells whether two records that bear one identifier are two papers all the same: identifiers are copied to where
// they do not belong, that of a book to its chapters, that of a volume to its papers. Equal titles are one paper. Otherwise they are two
//
//   - if one stands in the other, as a chapter in its book;
//   - if their titles share no word, unless these are of two scripts, as a title and its translation may be;
//   - if their titles share no more than half of the words of the shorter one, and no author.
//
// A record without a title says nothing against being one.
func areTwoPapers(a, b *Document) bool {
	if a.Title == "" || b.Title == "" || a.TitleDerived || b.TitleDerived || a.Title == b.Title {
		return false
	}
	one, other := fold(a.Title), fold(b.Title)
	switch shared, least := sharedWords(one, other); {
	case one.compact == other.compact:
		return false
	case partOf(a, b) || partOf(b, a):
		return true
	case shared == 0:
		return scriptOf(a.Title) == scriptOf(b.Title)
	case 2*shared <= least:
		return len(a.Authors) > 0 && len(b.Authors) > 0 && !shareAuthor(a.Authors, b.Authors)
	}
	return false
}

// titleKey is equal for records that areTwoPapers takes for one by their titles.
func (d *Document) titleKey() string { return fold(d.Title).compact }

// sharedWords counts the different words that two titles share, and those of the title with fewer.
func sharedWords(a, b folded) (shared, least int) {
	in, other := telling(a), telling(b)
	for _, w := range in {
		if slices.Contains(other, w) {
			shared++
		}
	}
	return shared, min(len(in), len(other))
}

// shortWord is the length of words that any two titles share, in letters.
const shortWord = 3

// telling are the different words of a title: the longer ones, or all if there are none. In writing without spaces each
// letter is one.
func telling(f folded) []string {
	var long, all []string
	for _, w := range strings.FieldsFunc(spaced(f.plain()), unicode.IsSpace) {
		if all = appendNew(all, w); len([]rune(w)) > shortWord || isUnspaced(firstRune(w)) {
			long = appendNew(long, w)
		}
	}
	if len(long) == 0 {
		return all
	}
	return long
}

// spaced puts spaces around the letters of writing that has none.
func spaced(s string) string {
	if !strings.ContainsFunc(s, isUnspaced) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isUnspaced(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		if isUnspaced(r) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isUnspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// scriptOf is the script of most letters of a text.
func scriptOf(s string) string {
	counts := map[string]int{}
	best := ""
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		script := "other"
		switch {
		case unicode.Is(unicode.Latin, r):
			script = "Latin"
		case unicode.Is(unicode.Cyrillic, r):
			script = "Cyrillic"
		case isUnspaced(r):
			script = "unspaced"
		}
		if counts[script]++; counts[script] > counts[best] {
			best = script
		}
	}
	return best
}

// partOf tells whether a record names another as where it stands.
func partOf(part, whole *Document) bool {
	return part.Venue != "" && fold(part.Venue).compact == fold(whole.Title).compact
}

// shareAuthor tells whether two lists of people have one in common, however much of the given names is written.
func shareAuthor(a, b []string) bool {
	for _, one := range a {
		for _, other := range b {
			if samePerson(one, other) {
				return true
			}
		}
	}
	return false
}

// samePerson compares names by their words of two letters and more: "Doe J", "Doe, Jane" and "Jane Doe" are one.
func samePerson(a, b string) bool {
	one, other := nameWords(a), nameWords(b)
	if len(one) > len(other) {
		one, other = other, one
	}
	return len(one) > 0 && !slices.ContainsFunc(one, func(w string) bool { return !slices.Contains(other, w) })
}

func nameWords(s string) []string {
	return slices.DeleteFunc(strings.Fields(fold(s).plain()), func(w string) bool { return len(w) < 2 })
}
