package text

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// doubleDash is joinNames by a pattern.
var doubleDash = regexp.MustCompile(`(\pL)--(\p{Lu})`)

// plainShouts is shouts by its definition.
func plainShouts(s string) bool {
	upper, low := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		}
		if unicode.IsLower(r) {
			low++
		}
	}
	return upper > low
}

func plainMayHoldLink(s string) bool {
	for _, sign := range []string{"://", "www.", "@", "10.", ".com", ".org", ".net", ".edu", ".gov", ".io", ".ai"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

func plainIsASCII(s string) bool {
	return !strings.ContainsFunc(strings.ToValidUTF8(s, "é"), func(r rune) bool { return r > unicode.MaxASCII })
}

func checkNormalising(t *testing.T, s string) {
	t.Helper()
	valid := strings.ToValidUTF8(s, "\uFFFD")
	if got, want := joinNames(valid), doubleDash.ReplaceAllString(valid, "$1–$2"); got != want {
		t.Errorf("%q is joined as %q, want %q", valid, got, want)
	}
	if shouts(valid) != plainShouts(valid) {
		t.Errorf("%q shouts: %v", valid, shouts(valid))
	}
	if mayHoldLink(s) != plainMayHoldLink(s) {
		t.Errorf("%q may hold a link: %v", s, mayHoldLink(s))
	}
	if isASCII(s) != plainIsASCII(s) {
		t.Errorf("%q is ASCII: %v", s, isASCII(s))
	}
	if isSmall(s) && decapitalised("A" + s)[1:] != s {
		t.Errorf("%q is not small", s)
	}
}

// Each look at a text is as good as its plain twin.
func TestNormalisingLooks(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	pieces := strings.Split("A|a|É|é|--|-|---| |.|10|www|com|org|net|edu|gov|io|ai|co|@|:|//|://|ß|ǅ|\uFFFD|\xff|x|abcdefgh|深|B--", "|")
	for range 200000 {
		var b strings.Builder
		for range rng.IntN(9) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		checkNormalising(t, b.String())
	}
}

func FuzzNormalisingLooks(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkNormalising(t, s) })
}
