package corpus

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Mark is the topic of a paper, to be written into its record. In formats with keywords it is two of them:
//
//	kindred:3                                     the topic
//	kindred:place fields / continual learning     its label
//
// Both begin with a word by which they are known again: WriteBack replaces those of an earlier run, and no reader takes
// them for the paper's own, so that a file that was written back is clustered as it was before.
type Mark struct {
	Topic      int    // -1 for a paper without one: it gets no keyword
	Label      string // of the topic, as it is shown
	Similarity float64
}

// ownPrefix begins the keywords that are written back.
const ownPrefix = "kindred:"

// isOwn tells whether a keyword is one that was written back.
func isOwn(word string) bool { return strings.HasPrefix(strings.TrimSpace(word), ownPrefix) }

// isOwnAlone tells whether a field of keywords is such a one and nothing more.
func isOwnAlone(field string) bool {
	return isOwn(field) && !strings.ContainsAny(strings.TrimSpace(field), ";\n")
}

// withoutOwn drops the keywords that were written back.
func withoutOwn(words []string) []string { return slices.DeleteFunc(words, isOwn) }

// keywords are the two keywords of a mark. With ascii they hold nothing else, for a record in an older encoding.
func (m Mark) keywords(ascii bool) []string {
	if m.Topic < 0 {
		return nil
	}
	label := asKeyword(m.Label)
	if ascii {
		label = asciiOf(label)
	}
	words := []string{ownPrefix + strconv.Itoa(m.Topic)}
	if label != "" {
		words = append(words, ownPrefix+label)
	}
	return words
}

// asKeyword makes a keyword of a label: the phrases of which it is made are parted by what separates keywords nowhere.
func asKeyword(label string) string {
	label = strings.ReplaceAll(label, ", ", " / ")
	return singleSpaced(strings.Map(func(r rune) rune {
		switch {
		case r == ',' || r == ';' || unicode.IsControl(r) || r == utf8.RuneError:
			return ' '
		case r == '{':
			return '('
		case r == '}':
			return ')'
		case r == '"':
			return '\''
		case r == '\\' || r == '|':
			return '/'
		}
		return r
	}, label))
}

// asciiOf drops accents, and writes what is left above ASCII as question marks.
func asciiOf(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case unicode.IsMark(r):
			return -1
		}
		return '?'
	}, norm.NFKD.String(s))
}

// An edit puts a text in the place of the bytes of a record from one offset to another.
type edit struct {
	from, to int
	text     string
}

// apply makes edits, which are in order and do not overlap.
func apply(record []byte, edits []edit) []byte {
	out := make([]byte, 0, len(record)+256)
	at := 0
	for _, e := range edits {
		out = append(append(out, record[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, record[at:]...)
}
