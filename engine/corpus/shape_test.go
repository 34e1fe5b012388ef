package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

// shapes are lines of every kind, and ones that nearly are.
var shapes = []string{
	"https://example.org/a", "www.example.org", "see https://example.org", "ada@example.org", "arXiv: 2001.00001", "DOI:10.1/x", "a: b",
	"12. J Test. 2024 Mar;12(3):45-50.", "J Test. 1999 doi: 10.1/x", "3. Ann Sand. 2001", "J Test 2024 Mar;12", "It rained. 1900 was wet",
	"Institute of Sand, Delft", "Institute of Sand", "University, town", "Sand, and water", "潮汐与沙丘，研究", "ไทย คำ", "Tides and dunes", "", "Ada Byron, Li Wei", "Ada Byron and Li Wei", "Ada Byron\u00a0& Li Wei", "Anders Band", "A. Byron·L. Wei",
}

// What is not compared with its expression would not fit it.
func TestSignsOfShapes(t *testing.T) {
	dense := func(s string) (n int) {
		for _, r := range s {
			n += countOf(unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai))
		}
		return n
	}
	check := func(s string) {
		if isLink(s) != linkLine.MatchString(s) || isCitation(s) != citation.MatchString(s) || isPlace(s) != (placeWord.MatchString(s) && strings.Contains(s, ",")) {
			t.Errorf("%q: link %v, citation %v, place %v", s, isLink(s), isCitation(s), isPlace(s))
		}
		if parts := len(strings.FieldsFunc(andWord.ReplaceAllString(s, ", "), func(r rune) bool { return strings.ContainsRune(",;·•", r) })); parts < 2 && isNameList(s) && !strings.Contains(s, " et al") {
			t.Errorf("%q is a list of names", s)
		}
		if want := len(strings.Fields(s)) + dense(s); wordCount(s) != want {
			t.Errorf("%q has %d words, not %d", s, wordCount(s), want)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	piece := func() string {
		r := []rune(shapes[rng.IntN(len(shapes))])
		from := rng.IntN(len(r) + 1)
		return string(r[from : from+rng.IntN(len(r)-from+1)])
	}
	for _, s := range shapes {
		check(s)
	}
	for range 20_000 {
		check(piece() + piece() + piece())
	}
	for r := range rune(0x3100) {
		check(string(r))
	}
}
