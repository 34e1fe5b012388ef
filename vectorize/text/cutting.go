package text

import "github.com/clipperhouse/uax29/v2/words"

// A segment of UAX #29 is cut by a table as long as every byte that bears on it is ASCII, by the library otherwise.
// Of the rules there are, these bear on ASCII text:
//
//	WB3        CR LF stay together
//	WB3d       so do spaces
//	WB5, 8-10  letters and digits stay together
//	WB6, 7     and letters around one . ' or :
//	WB11, 12   and digits around one . ' , or ;
//	WB13a, b   and what low lines touch
//
// Everything else stands alone. A rune beyond ASCII may join what is before it (WB4), so whatever touches one goes to
// the library, which starts anew at every segment as the table does.

// byteClass says what a byte is to the rules.
type byteClass uint8

const (
	letterByte byteClass = 1 << iota
	digitByte
	lowLine
	amidLetters
	amidDigits
	beyondASCII

	wordByte = letterByte | digitByte | lowLine
	amid     = amidLetters | amidDigits
)

var byteClasses = func() (t [256]byteClass) {
	for c := range t {
		switch {
		case c >= 0x80:
			t[c] = beyondASCII
		case isLetterByte(byte(c)):
			t[c] = letterByte
		case '0' <= c && c <= '9':
			t[c] = digitByte
		}
	}
	t['_'] = lowLine
	t['.'], t['\''] = amid, amid
	t[':'] = amidLetters
	t[','], t[';'] = amidDigits, amidDigits
	return t
}()

// segmentLength is the length of the segment that s, which is not empty, begins with.
func segmentLength(s string) int {
	n := 1
	switch c := s[0]; {
	case byteClasses[c]&wordByte != 0:
		n = wordSegment(s)
	case c == ' ':
		for n < len(s) && s[n] == ' ' {
			n++
		}
	case c == '\r' && len(s) > 1 && s[1] == '\n':
		return 2
	case c >= 0x80:
		return librarySegment(s)
	}
	if n < len(s) && s[n] >= 0x80 {
		return librarySegment(s)
	}
	return n
}

// wordSegment is the length of the segment if it is cut before the first byte beyond ASCII.
func wordSegment(s string) int {
	n := 1
	for {
		for n < len(s) && byteClasses[s[n]]&wordByte != 0 {
			n++
		}
		if n+1 >= len(s) || byteClasses[s[n]]&amid == 0 {
			return n
		}
		between, after := byteClasses[s[n]], byteClasses[s[n+1]]
		if after == beyondASCII {
			return librarySegment(s)
		}
		around := byteClasses[s[n-1]] & after
		if !(around == letterByte && between&amidLetters != 0 || around == digitByte && between&amidDigits != 0) {
			return n
		}
		n += 2
	}
}

func librarySegment(s string) int {
	it := words.FromString(s)
	it.Next()
	return it.End()
}
