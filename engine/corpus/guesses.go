package corpus

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A guess is an encoding and a language in it. surprise says in nats how little a text is to be expected under it.
type guess interface {
	charset() *charset
	surprise(text []byte) float64
}

// kind is what stands beside what in a word.
type kind int

const (
	sign  kind = iota // white space, and signs that words may hold
	digit             // which letters seldom stand beside
	small             // a letter without capitals, too
	capital
	capitals // a capital behind another
	latin    // an ASCII letter, in a text that is written with others
	mark     // a sign above ASCII, which stands at the ends of words
	nothing
	kinds
)

// steps are how much one kind surprises behind another: -ln of the share of it there, of prose and titles with capitals, with
// what should not be (a capital behind a small letter) at one in 400.
var steps = [kinds][kinds]float64{
	sign:     {sign: 0.7, digit: 1.5, small: 1.0, capital: 1.4, latin: 1.6, mark: 2.0},
	digit:    {sign: 0.9, digit: 0.5, small: 3.5, capital: 3.5, latin: 3.5, mark: 2.5},
	small:    {sign: 1.6, digit: 4.0, small: 0.25, capital: 6.0, latin: 6.0, mark: 2.5},
	capital:  {sign: 2.0, digit: 3.0, small: 0.4, capitals: 2.0, latin: 6.0, mark: 3.5},
	capitals: {sign: 1.6, digit: 3.0, small: 4.0, capitals: 0.3, latin: 6.0, mark: 2.5},
	latin:    {sign: 1.6, digit: 4.0, small: 6.0, capital: 6.0, latin: 0.25, mark: 2.5},
	mark:     {sign: 0.8, digit: 1.5, small: 0.9, capital: 1.2, latin: 1.6, mark: 0.5},
	nothing:  {},
}

// behind is what a character of a kind is behind one of another.
func (k kind) behind(last kind) kind {
	if k == capital && (last == capital || last == capitals) {
		return capitals
	}
	return k
}

// What characters surprise by within their kind, where no table of a language says.
const (
	surpriseASCIISign  = 2.0
	surpriseMark       = 7.5  // signs of tables of characters for western Europe
	surpriseOddMark    = 10.0 // other signs
	surpriseFrame      = 13.0 // lines and blocks for screens
	surpriseNothing    = 20.0 // a byte that is nothing, or a control
	surpriseOddLetter  = 11.5 // a letter of another language
	surpriseInsideWord = 5.0  // more of a mark between two letters
)

// signsOfProse are the signs above ASCII that English has too, the most frequent first, and what they surprise by.
var signsOfProse = []struct {
	set      string
	kind     kind
	surprise float64
}{
	{"’", sign, 2.0},
	{"–—", sign, 2.5},
	{"“”", mark, 3.0},
	{"±", mark, 3.5},
	{"‘„‚«»×°…", mark, 4.0},
	{"©®™", mark, 4.5},
	{"µ", small, 4.5},
	{"\u00a0\u00ad·", sign, 5.5},
	{"•¿¡№§", mark, 5.5},
}

// pageGuess is of an encoding with one byte a character.
type pageGuess struct {
	of    *charset
	kinds [256]kind
	costs [256]float64
}

func (g *pageGuess) charset() *charset { return g.of }

func (g *pageGuess) surprise(text []byte) float64 {
	sum, before, last := 0.0, sign, sign
	for _, c := range text {
		k := g.kinds[c].behind(last)
		sum += steps[last][k] + g.costs[c]
		if last == mark && isLetter(before) && isLetter(k) {
			sum += surpriseInsideWord
		}
		before, last = last, k
	}
	return sum
}

func isLetter(k kind) bool { return k == small || k == capital || k == capitals || k == latin }

// newPageGuess lays the letters of a language on the bytes of an encoding.
func newPageGuess(of *charset, a alphabet) *pageGuess {
	g := &pageGuess{of: of}
	costs := a.costs()
	for i := range g.costs {
		letter, _ := utf8.DecodeRune(of.decoded([]byte{byte(i)}))
		g.kinds[i], g.costs[i] = kindOfRune(letter)
		if cost, ok := costs[unicode.ToLower(letter)]; ok && isLetter(g.kinds[i]) {
			g.costs[i] = cost
		}
		if a.own && isLetter(g.kinds[i]) && i < utf8.RuneSelf {
			g.kinds[i] = latin
		}
	}
	return g
}

// kindOfRune is the kind of a character, and what it surprises by if no language says.
func kindOfRune(r rune) (kind, float64) {
	for _, signs := range signsOfProse {
		if strings.ContainsRune(signs.set, r) {
			return signs.kind, signs.surprise
		}
	}
	switch {
	case r == utf8.RuneError || r >= utf8.RuneSelf && r < 0xa0:
		return nothing, surpriseNothing
	case r >= '0' && r <= '9':
		return digit, surpriseASCIISign
	case r < utf8.RuneSelf && !unicode.IsLetter(r):
		return sign, surpriseASCIISign
	case r == 'ª' || r == 'º':
		return mark, surpriseMark
	case unicode.IsUpper(r):
		return capital, surpriseOddLetter
	case unicode.IsLetter(r):
		return small, surpriseOddLetter
	case r <= 0xff || r == '€' || r == '™':
		return mark, surpriseMark
	case r >= 0x2500 && r < 0x2600:
		return mark, surpriseFrame
	}
	return mark, surpriseOddMark
}

// nats is the surprise of one of n equally likely things that are a share of all together.
func nats(n int, share float64) float64 { return math.Log(float64(n) / share) }
