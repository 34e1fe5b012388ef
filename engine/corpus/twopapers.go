package corpus

import (
	"slices"
	"strings"
	"unicode"
)

// areTwoPapers tells whether two records that bear one identifier are two papers all the same: identifiers are copied to where
// they do not belong, that of a book to its chapters, that of a volume to its papers. They are two
//
//   - if one stands in the other, as a chapter in its book;
//   - if their titles share no word, unless these are of two scripts, as a title and its translation may be;
//   - if their titles share no more than half of the words of the shorter one, and they are by other people;
//   - if they have one title that is short, and are by other people: "Editorial", "Book reviews" and "Letter to the editor" are in
//     every volume, so such a title says no more than the identifier. It is known by its length, for no list would hold those of all
//     languages; a paper that has a short title of its own has its authors wherever it is recorded.
//
// A record without a title says nothing against being one.
func areTwoPapers(a, b *Document) bool {
	if a.Title == "" || b.Title == "" || a.TitleDerived || b.TitleDerived {
		return false
	}
	if a.Title == b.Title && (len(a.Title) > shortLength || !byOthers(a, b)) {
		return false // most do, and folding takes time
	}
	one, other := fold(a.Title), fold(b.Title)
	switch shared, least := sharedWords(one, other); {
	case one.compact == other.compact:
		return isShort(a.Title) && isShort(b.Title) && byOthers(a, b)
	case partOf(a, b) || partOf(b, a):
		return true
	case shared == 0:
		return scriptOf(a.Title) == scriptOf(b.Title)
	case 2*shared <= least:
		return byOthers(a, b)
	}
	return false
}

// The titles that papers by other people may have too: up to so many words, and so many bytes.
const (
	shortTitle  = 2
	shortLength = 40
)

// isShort tells whether a title is no evidence that two papers are one.
func isShort(title string) bool {
	return len(title) <= shortLength && len(telling(fold(title))) <= shortTitle
}

// titleKey is equal for records that areTwoPapers takes for one: the title, and the authors where a title alone does not do.
func (d *Document) titleKey() string {
	title := fold(d.Title).compact
	if !isShort(d.Title) {
		return title
	}
	return title + "\x00" + fold(strings.Join(d.Authors, ";")).compact
}

// byOthers tells whether two papers are by different people, as far as both say by whom they are, in one script.
func byOthers(a, b *Document) bool {
	return len(a.Authors) > 0 && len(b.Authors) > 0 && !shareAuthor(a.Authors, b.Authors) &&
		scriptOf(strings.Join(a.Authors, " ")) == scriptOf(strings.Join(b.Authors, " "))
}

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

// samePerson compares names by their words other than initials: "Doe JP", "Doe, Jane P." and "Jane Doe" are one.
func samePerson(a, b string) bool {
	if a == b {
		return true
	}
	one, other := nameWords(a), nameWords(b)
	if len(one) > len(other) {
		one, other = other, one
	}
	return len(one) > 0 && !slices.ContainsFunc(one, func(w string) bool { return !slices.Contains(other, w) })
}

// nameWords are the words of a name that are no initials, or all of two letters and more if none is left: LI Y.
func nameWords(s string) []string {
	words := slices.DeleteFunc(strings.Fields(s), isInitials)
	if names := lettered(strings.Join(words, " ")); len(names) > 0 {
		return names
	}
	return lettered(s)
}

// lettered are the words of a name of two letters and more.
func lettered(s string) []string {
	return slices.DeleteFunc(strings.Fields(fold(s).plain()), func(w string) bool { return len(w) < 2 })
}

// mostInitials is how many letters of given names are written together: "van Rossum GMJ".
const mostInitials = 3

// isInitials tells whether a word of a name is capitals alone: J, JP, J.P., but not O'Neil.
func isInitials(word string) bool {
	n := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			n++
		case unicode.IsLetter(r) || r == ',':
			return false
		}
	}
	return n <= mostInitials
}
