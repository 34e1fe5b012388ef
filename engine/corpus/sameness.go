package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// sameness finds the record read before that is the same as another, by its id and content. A record without a title of its
// own is the same as one with a title and the same text.
type sameness struct {
	first  map[string]int // the first record of a group, by a digest
	titled map[int]bool   // of the first record of a group: has one of them a title?
}

// find returns the first record of the group that a document belongs to.
func (s *sameness) find(d Document) (int, bool) {
	if d.made && contentKey(d) == "\n" {
		return 0, false
	}
	if first, ok := s.first[paperKey(d)]; ok {
		return first, true
	}
	first, ok := s.first[textKey(d)]
	return first, ok && d.HasAbstract() && (d.untitled() || !s.titled[first])
}

// add puts a document into a group.
func (s *sameness) add(d Document, first int) {
	s.first[paperKey(d)] = first
	if _, ok := s.first[textKey(d)]; !ok {
		s.first[textKey(d)] = first
	}
	s.titled[first] = s.titled[first] || !d.untitled()
}

// contentID is "k" and ten hex digits of the SHA-256 of the title's and the abstract's letters and digits.
func contentID(d Document) string {
	sum := sha256.Sum256([]byte(contentKey(d)))
	return "k" + hex.EncodeToString(sum[:5])
}

// contentKey is what must be equal for two texts to be one: case, punctuation and spaces do not count.
func contentKey(d Document) string {
	return lettersOf(d.Title) + "\n" + lettersOf(d.Unpacked().Abstract)
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// paperKey is equal for records that are one paper. Where the id was made from the text alone, authors and date must be
// equal too, for there are many papers called "Editorial".
func paperKey(d Document) string { return keyOfPaper(d, contentKey(d)) }

// textKey is paperKey whatever the title.
func textKey(d Document) string { return keyOfPaper(d, "\x00"+lettersOf(d.Unpacked().Abstract)) }

func keyOfPaper(d Document, content string) string {
	key := d.ID + "\x00" + content
	if d.made {
		key += "\n" + strings.Join(d.Authors, ";") + "\n" + d.DateString()
	}
	sum := sha256.Sum256([]byte(key))
	return string(sum[:])
}
