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

// decode16 converts a UTF-16 input, known by its byte order mark or by where its NUL bytes stand.
func (in *input) decode16() {
	order, ok := utf16Order(in.head)
	if !ok {
		return
	}
	dec := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	in.text = transform.NewReader(in.text, dec)
	in.head, _, _ = transform.Bytes(unicode.UTF16(order, unicode.UseBOM).NewDecoder(), in.head[:len(in.head)&^1])
	in.note(kindUTF16, "UTF-16 text converted to UTF-8", 1, Origin{File: in.file.path})
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
// the low byte comes first.
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
	case units >= 4 && odd*10 >= units*7 && even == 0:
		return unicode.LittleEndian, true
	case units >= 4 && even*10 >= units*7 && odd == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// cleanText makes a record valid UTF-8 without NUL bytes: text in Windows-1252 is converted, other invalid bytes
// become U+FFFD. Clean text, the usual case, is returned as it is.
func cleanText(raw []byte, doubt func(kind, message string)) []byte {
	if bytes.IndexByte(raw, 0) >= 0 {
		raw = bytes.ReplaceAll(raw, []byte{0}, nil)
		doubt(kindNUL, "NUL bytes dropped")
	}
	if utf8.Valid(raw) {
		return raw
	}
	if isWindows1252(raw) {
		doubt(kindWindows, "Windows-1252 text converted to UTF-8")
		if out, err := charmap.Windows1252.NewDecoder().Bytes(raw); err == nil {
			return out
		}
	}
	doubt(kindInvalid, "bytes that are not valid UTF-8 were replaced by U+FFFD")
	return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
}

// isWindows1252 asks that each byte above 0x7f be what that code page has in prose: an accented letter beside
// another letter, or typographic punctuation. One valid UTF-8 sequence says that the text is damaged UTF-8 instead.
func isWindows1252(raw []byte) bool {
	for i, c := range raw {
		if c < utf8.RuneSelf {
			continue
		}
		if r, n := utf8.DecodeRune(raw[i:]); r != utf8.RuneError && n > 1 {
			return false
		}
		letter := c >= 0xc0 && c < 0xfe && c != 0xd7 && c != 0xf7 || c == 0x8a || c == 0x8c || c == 0x9a || c == 0x9c
		beside := i > 0 && isLatinLetter(raw[i-1]) || i+1 < len(raw) && isLatinLetter(raw[i+1])
		if letter && beside || bytes.IndexByte(punctuation1252, c) >= 0 {
			continue
		}
		return false
	}
	return true
}

// punctuation1252: euro, ellipsis, curly quotes, bullet, dashes, trade mark, and from nbsp to the inverted question
// mark those that prose uses.
var punctuation1252 = []byte{0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99,
	0xa0, 0xa3, 0xa7, 0xa9, 0xab, 0xae, 0xb0, 0xb1, 0xb2, 0xb3, 0xb5, 0xb7, 0xbb, 0xbf, 0xa1, 0xd7, 0xf7}

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
