package corpus

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Russian prose has its letters in the same bytes, 0xc0 to 0xff, in Windows-1251 and in KOI8-R, the encoding of old mail, but in another
// order. Two things tell them apart. Some letters are frequent and some are rare, in capitals too, and each byte is another letter in
// the other order: the sum of logarithms says which is likelier. And words begin with capitals and go on in small letters, which
// KOI8-R has below 0xe0 and Windows-1251 above.

// isWindows1251 knows prose in Cyrillic letters; what is in KOI8-R is taken out before.
func isWindows1251(raw []byte) bool { return isCyrillic(raw, "\xa8\xb8", punctuation1251) }

// isKOI8R knows prose in Russian, and leaves what is in doubt to Windows-1251.
func isKOI8R(raw []byte) bool {
	return isCyrillic(raw, "\xa3\xb3", "") && likelierKOI8R(raw) > surelyKOI8R
}

// punctuation1251: quotes, dashes, ellipsis, nbsp, the sign for a number.
const punctuation1251 = "\x84\x85\x91\x92\x93\x94\x96\x97\xa0\xab\xb9\xbb"

// isCyrillic asks that nearly all bytes above 0x7f be letters, that they stand together, and that there be some. yo are
// those of ё, which stand apart. Texts of Asian code pages have other bytes between.
func isCyrillic(raw []byte, yo, punctuation string) bool {
	high, letters, pairs := 0, 0, 0
	for i, c := range raw {
		if c < utf8.RuneSelf || strings.IndexByte(punctuation, c) >= 0 {
			continue
		}
		high++
		if c >= 0xc0 || strings.IndexByte(yo, c) >= 0 {
			letters++
			pairs += countOf(i > 0 && raw[i-1] >= 0xc0)
		}
	}
	return letters >= fewLetters && letters*100 >= high*95 && pairs*2 >= letters
}

// Logarithms of how much likelier something is than its opposite.
const (
	capitalFirst = 12 // that a small letter follows a capital
	smallLetters = 3  // that a text is in small letters and not in capitals
	surelyKOI8R  = 3  // that a text is in Windows-1251, whatever its letters are
)

// likelierKOI8R is the logarithm of how much likelier letters are in KOI8-R than in Windows-1251.
func likelierKOI8R(raw []byte) float64 {
	sum, small, capitals := 0.0, 0, 0
	for i, c := range raw {
		if c < 0xc0 {
			continue
		}
		sum += lettersKOI8R[c&0x1f]
		if i == 0 || raw[i-1] < 0xc0 {
			continue
		}
		below, before := c < 0xe0, raw[i-1] < 0xe0
		small += countOf(below) - countOf(!below)
		capitals += countOf(!before && below) - countOf(before && !below)
	}
	return sum + float64(capitalFirst*capitals+smallLetters*(countOf(small > 0)-countOf(small < 0)))
}

// The letters of Russian in the order of Windows-1251, with how many there are in 10,000 (the Russian National Corpus), and in
// that of KOI8-R.
const (
	order1251  = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
	orderKOI8R = "юабцдефгхийклмнопярстужвьызшэщчъ"
)

var letterCounts = [32]float64{801, 159, 454, 170, 298, 845, 94, 165, 735, 121, 349, 440, 321, 670, 1097, 281,
	473, 547, 626, 262, 26, 97, 48, 144, 73, 36, 4, 190, 174, 32, 64, 201}

// lettersKOI8R is, by the low five bits of a byte, the logarithm of how much more frequent its letter in KOI8-R is than that in
// Windows-1251.
var lettersKOI8R = func() (likelier [32]float64) {
	for i, letter := range []rune(orderKOI8R) {
		here := strings.IndexRune(order1251, letter) / utf8.RuneLen(letter)
		likelier[i] = math.Log(letterCounts[here] / letterCounts[i])
	}
	return likelier
}()
