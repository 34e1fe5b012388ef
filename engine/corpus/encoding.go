package corpus

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var (
	bom8  = []byte{0xef, 0xbb, 0xbf}
	bomLE = []byte{0xff, 0xfe}
	bomBE = []byte{0xfe, 0xff}
)

// decode makes UTF-8 of an input. A byte order mark says what it is in, then the encoding given, then where its NUL bytes stand, which
// those of UTF-16 have; all else is for recode.
func (in *input) decode(given *charset) error {
	order, wide := utf16Order(in.head)
	switch marked := hasMark(in.head); {
	case marked && !wide, len(in.head) > 0 && in.head[0] >= utf8.RuneSelf && magicOf(in.head) != "":
		return nil
	case !marked && given != nil:
		if order, wide = given.order(); !wide {
			return in.recode(given)
		}
	case !wide:
		return in.recode(nil)
	}
	in.decode16(order)
	return nil
}

// hasMark tells whether a file begins with a byte order mark.
func hasMark(head []byte) bool {
	return bytes.HasPrefix(head, bom8) || bytes.HasPrefix(head, bomLE) || bytes.HasPrefix(head, bomBE)
}

// decode16 converts a UTF-16 input.
func (in *input) decode16(order unicode.Endianness) {
	dec := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	in.text = transform.NewReader(in.text, wholeUnits{dec})
	in.head, _, _ = transform.Bytes(unicode.UTF16(order, unicode.UseBOM).NewDecoder(), in.head[:len(in.head)&^1])
	in.note(kindUTF16, "UTF-16 text converted to UTF-8", 1, Origin{File: in.file.path})
}

// wholeUnits drops half a unit at the end of a UTF-16 text that was cut short.
type wholeUnits struct{ transform.Transformer }

// Transform implements transform.Transformer.
func (t wholeUnits) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	if !atEOF || len(src)%2 == 0 {
		return t.Transformer.Transform(dst, src, atEOF)
	}
	nDst, nSrc, err = t.Transformer.Transform(dst, src[:len(src)-1], true)
	if err == nil {
		nSrc = len(src)
	}
	return nDst, nSrc, err
}

// readOldMac makes line ends of the carriage returns of a text that ends its lines with them alone, as the first Macs did
// and some exports still do. No byte moves.
func (in *input) readOldMac() {
	returns, feeds := bytes.Count(in.head, []byte{'\r'}), bytes.Count(in.head, []byte{'\n'})
	if returns == 0 || feeds*2 >= returns {
		return
	}
	in.head = bytes.ReplaceAll(in.head, []byte{'\r'}, []byte{'\n'})
	in.text = returnsToFeeds{in.text}
}

type returnsToFeeds struct{ r io.Reader }

func (t returnsToFeeds) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// utf16Order finds UTF-16. Without a mark, Latin text has a NUL in every other byte: in the odd places when
// the low byte comes first. Text in other scripts has them there where signs and digits are, in no other place, and is no UTF-8.
func utf16Order(head []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(head, bomLE):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(head, bomBE):
		return unicode.BigEndian, true
	}
	head = head[:min(len(head), 1024)&^1]
	var units, even, odd int
	for i := 0; i < len(head); i += 2 {
		u := binary.LittleEndian.Uint16(head[i:])
		units++
		if u != 0 && u&0xff == 0 {
			even++
		}
		if u != 0 && u>>8 == 0 {
			odd++
		}
	}
	switch {
	case even > 0 && odd > 0 || units < 4:
	case odd*10 >= units*7, odd*50 >= units && odd > 3 && !utf8.Valid(head):
		return unicode.LittleEndian, true
	case even*10 >= units*7, even*50 >= units && even > 3 && !utf8.Valid(head):
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// cleanText makes a record valid UTF-8 without NUL bytes: text in Windows-1252, KOI8-R or Windows-1251 is converted, other invalid bytes
// become U+FFFD. Clean text, the usual case, is returned as it is.
func cleanText(raw []byte, doubt func(kind, message string)) []byte {
	if isCleanASCII(raw) {
		return raw
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		raw = bytes.ReplaceAll(raw, []byte{0}, nil)
		doubt(kindNUL, "NUL bytes dropped")
	}
	if utf8.Valid(raw) {
		return raw
	}
	for _, page := range codePages {
		if page.is(raw) {
			doubt(page.kind, converted(page.name))
			if out, err := page.charmap.NewDecoder().Bytes(raw); err == nil {
				return out
			}
		}
	}
	doubt(kindInvalid, "bytes that are not valid UTF-8 were replaced by U+FFFD")
	return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
}

// isCleanASCII tells whether every byte is ASCII and none is NUL.
func isCleanASCII(raw []byte) bool {
	for ; len(raw) >= 32; raw = raw[32:] {
		a, b := binary.LittleEndian.Uint64(raw), binary.LittleEndian.Uint64(raw[8:])
		c, d := binary.LittleEndian.Uint64(raw[16:]), binary.LittleEndian.Uint64(raw[24:])
		if (a|b|c|d|(a-ones)|(b-ones)|(c-ones)|(d-ones))&highs != 0 {
			return false
		}
	}
	for _, c := range raw {
		if c == 0 || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// codePages are the eight-bit encodings that are found by their prose.
var codePages = []struct {
	kind, name string
	is         func(raw []byte) bool
	charmap    *charmap.Charmap
}{
	{kindWindows, "Windows-1252", isWindows1252, charmap.Windows1252},
	{kindKOI8, "KOI8-R", isKOI8R, charmap.KOI8R},
	{kindCyrillic, "Windows-1251", isWindows1251, charmap.Windows1251},
}

// isWindows1252 asks that bytes above 0x7f be what that code page has in prose: an accented letter beside
// another letter or one that is a word, or typographic punctuation. One in five may be something else, a sign that a program
// garbled, and costs the others nothing. One valid UTF-8 sequence says that the text is damaged UTF-8
// instead, and words of such letters alone that it is in another alphabet.
func isWindows1252(raw []byte) bool {
	letters, pairs := 0, 0 // letters above 0x7f, and those of them that follow one
	high, odd := 0, 0      // bytes above 0x7f, and those that prose has not
	for i, c := range raw {
		if c < utf8.RuneSelf {
			continue
		}
		if r, n := utf8.DecodeRune(raw[i:]); r != utf8.RuneError && n > 1 || isSurrogate(raw[i:]) {
			return false
		}
		high++
		letter := c >= 0xc0 && c < 0xfe && c != 0xd7 && c != 0xf7 || c == 0x8a || c == 0x8c || c == 0x9a || c == 0x9c
		if letter {
			letters++
			pairs += countOf(i > 0 && raw[i-1] >= 0xc0)
		}
		beside := i > 0 && isLatinLetter(raw[i-1]) || i+1 < len(raw) && isLatinLetter(raw[i+1])
		if letter && (beside || bytes.IndexByte(words1252, c) >= 0) || bytes.IndexByte(punctuation1252, c) >= 0 {
			continue
		}
		odd++
	}
	return odd*5 <= high && (letters < fewLetters || pairs*2 < letters)
}

// isSurrogate knows half a surrogate pair written as UTF-8 would be, as some programs do.
func isSurrogate(b []byte) bool {
	return len(b) > 2 && b[0] == 0xed && b[1] >= 0xa0 && b[1] < 0xc0 && b[2] >= 0x80 && b[2] < 0xc0
}

// fewLetters is how many accented letters may follow one another: "(äöü)".
const fewLetters = 6

// words1252 are the accented letters that are words in western languages: à, è, ó, å, ö and the like.
var words1252 = []byte{0xc0, 0xc1, 0xc4, 0xc5, 0xc6, 0xc8, 0xc9, 0xd3, 0xd6, 0xd8, 0xda, 0xe0, 0xe1, 0xe2, 0xe4, 0xe5, 0xe6, 0xe8, 0xe9, 0xec, 0xed, 0xf2, 0xf3, 0xf4, 0xf6, 0xf8, 0xf9, 0xfa}

func countOf(is bool) int {
	if is {
		return 1
	}
	return 0
}

// punctuation1252: euro, quotes high and low, ellipsis, daggers, per mille, bullet, dashes, trade mark, and from nbsp to the
// inverted question mark those that prose uses.
var punctuation1252 = []byte{0x80, 0x82, 0x84, 0x85, 0x86, 0x87, 0x89, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9b,
	0xa0, 0xa1, 0xa2, 0xa3, 0xa5, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe,
	0xbf, 0xd7, 0xf7}

func isLatinLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xc0 && c < 0xfe
}

// skipBOM passes a UTF-8 byte order mark and says how long it was.
func skipBOM(r io.Reader) (io.Reader, int64) {
	var b [3]byte
	n, _ := io.ReadFull(r, b[:])
	if n == 3 && bytes.Equal(b[:], bom8) {
		return r, 3
	}
	return io.MultiReader(bytes.NewReader(b[:n:n]), r), 0
}
