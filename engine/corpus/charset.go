package corpus

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
)

// charset is an encoding of text by its name in the Encoding Standard, or that of IANA for one that the Web has not.
type charset struct {
	name    string // in small letters
	coding  encoding.Encoding
	escapes bool // it leaves ASCII by escape sequences, and has no byte above 0x7f
	wide    bool // it has characters of more than one byte
}

// CheckEncoding tells whether files in an encoding of that name can be read: see Options.Encoding.
func CheckEncoding(name string) error {
	_, err := charsetCalled(name)
	return err
}

// charsetCalled finds an encoding by its name or another that is in use; nil if it is to be found in each file.
func charsetCalled(name string) (*charset, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || name == "auto" {
		return nil, nil
	}
	coding, err := htmlindex.Get(name)
	if err != nil {
		coding, err = ianaindex.IANA.Encoding(name)
	}
	if err != nil || coding == nil || !holdsASCII(name, coding) {
		return nil, fmt.Errorf("no encoding is called %q: use auto or a name such as utf-8, windows-1252, iso-8859-2, shift_jis, gb18030, big5, euc-kr", name)
	}
	if known, err := htmlindex.Name(coding); err == nil {
		name = known
	}
	_, narrow := coding.(*charmap.Charmap)
	return &charset{name: name, coding: coding, escapes: name == "iso-2022-jp", wide: !narrow}, nil
}

// holdsASCII tells whether texts in an encoding can be cut at their line ends before they are converted: UTF-16 is cared for elsewhere,
// and EBCDIC is not read.
func holdsASCII(name string, coding encoding.Encoding) bool {
	out, err := coding.NewDecoder().String(sharedASCII)
	return strings.HasPrefix(name, "utf-16") || err == nil && out == sharedASCII
}

// sharedASCII are the signs of ASCII that every encoding with ASCII in it has, and the line end.
const sharedASCII = "\n !\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"

// mustCharset finds an encoding that is there.
func mustCharset(name string) *charset {
	c, err := charsetCalled(name)
	if err != nil {
		panic(err)
	}
	return c
}

// decoded is a text of the encoding in UTF-8; bytes that it has not become U+FFFD.
func (c *charset) decoded(text []byte) []byte {
	out, err := c.coding.NewDecoder().Bytes(text)
	if err != nil {
		return bytes.ToValidUTF8(text, []byte("\uFFFD")) // decoders know no errors
	}
	return out
}

// title is an encoding as people write it.
func (c *charset) title() string {
	switch c.name {
	case "shift_jis":
		return "Shift_JIS"
	case "big5":
		return "Big5"
	case "macintosh":
		return "Mac Roman"
	}
	return strings.Replace(strings.ToUpper(c.name), "WINDOWS", "Windows", 1)
}

// order is that of the bytes of UTF-16.
func (c *charset) order() (unicode.Endianness, bool) {
	if c.name == "utf-16be" {
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, strings.HasPrefix(c.name, "utf-16")
}

// declarations are how formats name the encoding of a file: that of XML, the comment of JabRef, and the line for editors.
var declarations = []*regexp.Regexp{
	regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']`),
	regexp.MustCompile(`(?mi)^%+ *encoding: *([\w.:-]+)\s*$`),
	regexp.MustCompile(`^%[^\n]*-\*-[^\n]*\bcoding: *([\w.:-]+)`),
}

// declaredBytes is how far into a file a declaration may stand.
const declaredBytes = 4 << 10

// declaredCharset is the encoding that a file names, if it is another than UTF-8 and UTF-16, which are known by their bytes.
func declaredCharset(head []byte) *charset {
	head = bytes.TrimPrefix(head[:min(len(head), declaredBytes)], bom8)
	for _, shape := range declarations {
		if m := shape.FindSubmatch(head); m != nil {
			c, err := charsetCalled(javaNames.Replace(strings.ToLower(string(m[1]))))
			if err != nil || c == nil || strings.HasPrefix(c.name, "utf") {
				return nil
			}
			return c
		}
	}
	return nil
}

// declaredAnew is the beginning of a text with UTF-8 as what it declares, if it names another encoding.
func declaredAnew(text []byte) []byte {
	if declaredCharset(text) == nil {
		return text
	}
	for _, shape := range declarations {
		if m := shape.FindSubmatchIndex(text); m != nil {
			return slices.Concat(text[:m[2]], []byte("UTF-8"), text[m[3]:])
		}
	}
	return text
}

// javaNames makes the names of the Encoding Standard of those that Java has.
var javaNames = strings.NewReplacer("cp125", "windows-125", "iso8859_", "iso-8859-", "euc_", "euc-", "macroman", "macintosh", "sjis", "shift_jis")
