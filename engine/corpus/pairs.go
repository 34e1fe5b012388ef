package corpus

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// pairGuess is of an encoding with two bytes a character above ASCII, as those of Chinese, Japanese and Korean are. Which characters
// are frequent is known one by one for some hundreds, and for all others by the rows of the encoding: its first bytes.
type pairGuess struct {
	of      *charset
	size    func(text []byte) int    // bytes of the character that a text begins with, 0 if that is none
	rows    [256]float64             // what characters surprise by, by their first byte
	lowMore float64                  // and how much more if the second is below 0xa1
	common  map[[2]byte]pairSurprise // those known one by one
}

type pairSurprise struct {
	kind kind
	cost float64
}

// pairScript is what a pairGuess is made of.
type pairScript struct {
	name    string
	size    func(text []byte) int
	rows    []pairRow
	lowMore float64
	common  []pairGroup
}

type pairRow struct {
	from, to byte
	cost     float64
}

// pairGroup are characters that are a share of a text together, the first of them the more.
type pairGroup struct {
	kind  kind
	chars string
	share float64
}

// What characters surprise by that no list has: of the part of an encoding that is in use, of the part that is not, and those
// that none but catalogues of characters have.
const (
	surpriseUsual  = 9.5
	surpriseRare   = 12.5
	surpriseUnseen = 15.0
)

var (
	japanese = []pairGroup{{small, hiragana, 0.34}, {small, katakana, 0.12}, {small, commonKana, 0.12}, {small, commonJapanese, 0.3}, {sign, signsOfCJK, 0.04}}

	pairScripts = []pairScript{
		{"gb18030", sizeGB, []pairRow{{0xa1, 0xa3, surpriseUsual}, {0xb0, 0xd7, surpriseUsual}, {0xa4, 0xa9, surpriseRare}, {0xd8, 0xf7, surpriseRare}}, 4,
			[]pairGroup{{small, commonSimplified, 0.7}, {sign, signsOfCJK, 0.05}}},
		{"big5", sizeBig5, []pairRow{{0xa1, 0xa3, surpriseUsual}, {0xa4, 0xc6, surpriseUsual}, {0xc9, 0xf9, surpriseRare}}, 0,
			[]pairGroup{{small, commonTraditional, 0.7}, {sign, signsOfCJK, 0.05}}},
		{"shift_jis", sizeShiftJIS, []pairRow{{0x81, 0x83, surpriseUsual}, {0x88, 0x97, surpriseUsual}, {0x98, 0x9f, surpriseRare}, {0xe0, 0xea, surpriseRare}, {0xa1, 0xdf, surpriseOddLetter}}, 0, japanese},
		{"euc-jp", sizeEUCJP, []pairRow{{0xa1, 0xa5, surpriseUsual}, {0xb0, 0xcf, surpriseUsual}, {0xd0, 0xf4, surpriseRare}}, 0, japanese},
		{"euc-kr", sizeEUCKR, []pairRow{{0xa1, 0xa3, surpriseUsual}, {0xb0, 0xc8, surpriseUsual}, {0xca, 0xfd, surpriseRare}}, 4,
			[]pairGroup{{small, commonHangul, 0.8}, {sign, signsOfCJK, 0.03}}},
	}
)

func newPairGuess(of *charset, s pairScript) *pairGuess {
	g := &pairGuess{of: of, size: s.size, lowMore: s.lowMore, common: map[[2]byte]pairSurprise{}}
	for i := range g.rows {
		g.rows[i] = surpriseUnseen
	}
	for _, row := range s.rows {
		for i := int(row.from); i <= int(row.to); i++ {
			g.rows[i] = row.cost
		}
	}
	for _, group := range s.common {
		g.learn(group)
	}
	return g
}

// learn takes a group of characters: the first third of them are two thirds of its share.
func (g *pairGuess) learn(group pairGroup) {
	chars := []rune(group.chars)
	third := len(chars) / 3
	for i, char := range chars {
		raw, err := encoding.ReplaceUnsupported(g.of.coding.NewEncoder()).String(string(char))
		if err != nil || len(raw) != 2 {
			continue // the encoding has it not
		}
		code := [2]byte{raw[0], raw[1]}
		if _, known := g.common[code]; known {
			continue
		}
		cost := nats(third, group.share*2/3)
		if i >= third {
			cost = nats(len(chars)-third, group.share/3)
		}
		g.common[code] = pairSurprise{group.kind, cost}
	}
}

func (g *pairGuess) charset() *charset { return g.of }

func (g *pairGuess) surprise(text []byte) float64 {
	sum, last := 0.0, sign
	for len(text) > 0 {
		n, next := g.first(text)
		k := next.kind.behind(last)
		sum += steps[last][k] + next.cost
		last, text = k, text[n:]
	}
	return sum
}

// first is the character that a text begins with.
func (g *pairGuess) first(text []byte) (n int, s pairSurprise) {
	if c := text[0]; c < utf8.RuneSelf {
		return 1, ofASCII[c]
	}
	n = g.size(text)
	switch {
	case n == 0:
		return 1, pairSurprise{nothing, surpriseNothing}
	case n == 2:
		if s, ok := g.common[[2]byte(text)]; ok {
			return n, s
		}
		if text[1] < 0xa1 {
			return n, pairSurprise{small, g.rows[text[0]] + g.lowMore}
		}
	case n > 2:
		return n, pairSurprise{small, surpriseUnseen}
	}
	return n, pairSurprise{small, g.rows[text[0]]}
}

// ofASCII is ASCII among characters of Chinese, Japanese or Korean.
var ofASCII = func() (all [utf8.RuneSelf]pairSurprise) {
	for c := range all {
		k, cost := kindOfRune(rune(c))
		if isLetter(k) {
			cost = nats(26, foreignShare)
		}
		all[c] = pairSurprise{k, cost}
	}
	return all
}()

func within(c, from, to byte) bool { return c >= from && c <= to }

// isSecond tells whether the second byte of a text lies in one of two ranges.
func isSecond(text []byte, from, to, from2, to2 byte) bool {
	return len(text) > 1 && (within(text[1], from, to) || within(text[1], from2, to2))
}

// sizeOf2 is two bytes, or none.
func sizeOf2(is bool) int { return 2 * countOf(is) }

func sizeGB(text []byte) int {
	if !within(text[0], 0x81, 0xfe) {
		return 0
	}
	if len(text) > 3 && within(text[1], '0', '9') && within(text[2], 0x81, 0xfe) && within(text[3], '0', '9') {
		return 4
	}
	return sizeOf2(isSecond(text, 0x40, 0x7e, 0x80, 0xfe))
}

func sizeBig5(text []byte) int {
	return sizeOf2(within(text[0], 0x81, 0xfe) && isSecond(text, 0x40, 0x7e, 0xa1, 0xfe))
}

func sizeShiftJIS(text []byte) int {
	if within(text[0], 0xa1, 0xdf) {
		return 1 // narrow katakana
	}
	return sizeOf2((within(text[0], 0x81, 0x9f) || within(text[0], 0xe0, 0xfc)) && isSecond(text, 0x40, 0x7e, 0x80, 0xfc))
}

func sizeEUCJP(text []byte) int {
	switch c := text[0]; {
	case c == 0x8e:
		return sizeOf2(isSecond(text, 0xa1, 0xdf, 0xa1, 0xdf))
	case c == 0x8f && len(text) > 2 && within(text[1], 0xa1, 0xfe) && within(text[2], 0xa1, 0xfe):
		return 3
	}
	return sizeOf2(within(text[0], 0xa1, 0xfe) && isSecond(text, 0xa1, 0xfe, 0xa1, 0xfe))
}

func sizeEUCKR(text []byte) int {
	return sizeOf2(within(text[0], 0x81, 0xfe) && isSecond(text, 0x41, 0x7a, 0x81, 0xfe))
}
