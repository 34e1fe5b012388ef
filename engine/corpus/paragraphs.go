package corpus

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// A text is kept as its paragraphs, each one line with single spaces between its words, whatever its source puts between them: a line
// end or two, those of Windows, or what XML has around its elements. So a text is the same however it is written and read again.

// lineEach makes one line, with single spaces, of each line that says something. Cost: a look at each byte where there is nothing to do.
func lineEach(s string) string {
	if isSpaced(s) {
		return strings.TrimSpace(s)
	}
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		if strings.IndexByte(s, '\t') < 0 && !strings.Contains(s, "  ") && !strings.Contains(s, "\u00a0") {
			return strings.TrimSpace(s)
		}
		return singleSpaced(s)
	}
	var out []string
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = singleSpaced(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// isSpaced tells whether s is printable ASCII without two spaces side by side. It looks at eight bytes at a time.
func isSpaced(s string) bool {
	b, before := bytesOfText(s), uint64(highs)
	for ; len(b) >= 16; b = b[16:] {
		odd1, last1 := oddSpacing(binary.LittleEndian.Uint64(b), before)
		odd2, last2 := oddSpacing(binary.LittleEndian.Uint64(b[8:]), last1)
		if before = last2; (odd1|odd2)&highs != 0 {
			return false
		}
	}
	for _, c := range b {
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before>>63 == 0 {
			return false
		}
		if before = highs; c == ' ' {
			before = 0
		}
	}
	return true
}

// oddSpacing has the high bit of a byte set if one of the eight of x is no printable ASCII or is a space behind another. others
// has that of each set which is no space, and before is that of the eight before.
func oddSpacing(x, before uint64) (odd, others uint64) {
	others = (x ^ ones*' ') + ones*0x7f
	return x | (x - ones*' ') | ^(others | others<<8 | before>>56), others
}

// Bytes eight by eight.
const ones, highs = 0x0101010101010101, 0x8080808080808080

// bytesOfText is s as bytes, without a copy: nobody may write to it.
func bytesOfText(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// joinWrapped makes one line of each paragraph of a text whose lines were broken anywhere; blank lines part paragraphs.
func joinWrapped(s string) string {
	if !strings.Contains(s, "\n") {
		return singleSpaced(s)
	}
	var out []string
	var lines []string
	for line := range strings.Lines(s + "\n\n") {
		if line = singleSpaced(line); line != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			out = append(out, strings.Join(lines, " "))
			lines = lines[:0]
		}
	}
	return strings.Join(out, "\n")
}

// parted is a text as joinWrapped reads it: with a blank line between paragraphs.
func parted(s string) string { return strings.ReplaceAll(lineEach(s), "\n", "\n\n") }
