package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"

	"unicode/utf8"
)

// A recoder makes UTF-8 of a file in an older encoding, as it is read. ASCII, which nearly all encodings share, passes. At the first
// byte that is none the encoding is judged, by what stands from there on:
//
//	ascii ... ascii | window: judged | ...
//
// If it is UTF-8, all that follows passes untouched, and records that are no UTF-8 are cared for one at a time (cleanText). So does the
// window where too little of it says anything, and the next odd byte behind it begins another. Otherwise all that follows is
// converted line by line; a line that is UTF-8 stays, as where files were put one behind another. Memory is that of a window, whatever
// the length of the file, and the output depends on the bytes alone, not on the portions in which they come.
type recoder struct {
	r     *bufio.Reader // of windowBytes
	judge func(window []byte) (*charset, verdict)
	from  *charset // nil until one is found
	given bool     // from is the user's word: no line is taken for UTF-8
	pass  int      // bytes of a window that pass as they are; -1 for all that comes
	ready []byte   // converted text that was not read yet
	lost  func(count int)
}

// windowBytes is how much of a file is judged at once.
const windowBytes = headBytes

// verdict is what was found about a window.
type verdict int

const (
	inDoubt verdict = iota // it says too little
	inUTF8
	inCharset
)

// Read implements io.Reader.
func (t *recoder) Read(p []byte) (int, error) {
	for len(p) > 0 {
		switch {
		case len(t.ready) > 0:
			n := copy(p, t.ready)
			t.ready = t.ready[n:]
			return n, nil
		case t.from != nil:
			if err := t.convert(); err != nil {
				return 0, err
			}
		case t.pass < 0:
			return t.r.Read(p)
		case t.pass > 0:
			n, err := t.r.Read(p[:min(len(p), t.pass)])
			t.pass -= n
			return n, err
		default:
			if n, err := t.plain(p); n > 0 || err != nil {
				return n, err
			}
		}
	}
	return 0, nil
}

// plain reads ASCII. At the first byte that is none it judges what follows.
func (t *recoder) plain(p []byte) (int, error) {
	if _, err := t.r.Peek(1); err != nil {
		return 0, err
	}
	text, _ := t.r.Peek(t.r.Buffered())
	if n := asciiBytes(text); n > 0 {
		n = copy(p, text[:n])
		_, _ = t.r.Discard(n)
		return n, nil
	}
	window, err := t.r.Peek(windowBytes)
	if ignoreEOF(err) != nil {
		return 0, err
	}
	from, found := t.judge(window)
	switch found {
	case inCharset:
		t.from = from
	case inUTF8:
		t.pass = -1
	case inDoubt:
		t.pass = len(window)
	}
	return 0, nil
}

// asciiBytes is how many bytes of a text are ASCII and no escape.
func asciiBytes(text []byte) int {
	const high = 0x8080808080808080
	n := 0
	for ; n+32 <= len(text); n += 32 {
		w := text[n : n+32 : n+32]
		if (binary.LittleEndian.Uint64(w)|binary.LittleEndian.Uint64(w[8:])|binary.LittleEndian.Uint64(w[16:])|binary.LittleEndian.Uint64(w[24:]))&high != 0 {
			break
		}
	}
	for n < len(text) && text[n] < utf8.RuneSelf {
		n++
	}
	if i := bytes.IndexByte(text[:n], escape); i >= 0 {
		return i
	}
	return n
}

const escape = 0x1b

// convert makes UTF-8 of the next lines, or of a part of one that is longer than a window.
func (t *recoder) convert() error {
	if _, err := t.r.Peek(1); err != nil {
		return err
	}
	text, _ := t.r.Peek(t.r.Buffered())
	end := bytes.LastIndexByte(text, '\n') + 1
	if end == 0 {
		var err error
		if text, err = t.r.Peek(windowBytes); ignoreEOF(err) != nil {
			return err
		}
		if end = bytes.LastIndexByte(text, '\n') + 1; end == 0 {
			end = len(text)
			if err == nil {
				end = t.from.partOf(text)
			}
		}
	}
	t.ready = t.ready[:0]
	for line := range bytes.Lines(text[:end]) {
		t.ready = t.line(t.ready, line)
	}
	_, _ = t.r.Discard(end)
	return nil
}

// partOf is where a line that does not end can be cut: behind a byte that is no second half of a character in any encoding, before an
// escape, or else behind the last whole character.
func (c *charset) partOf(text []byte) int {
	if c.escapes {
		if i := bytes.LastIndexByte(text, escape); i > 0 {
			return i
		}
	}
	for i := len(text); i > 0 && !c.escapes; i-- {
		if text[i-1] < '0' {
			return i
		}
	}
	_, whole, _ := c.coding.NewDecoder().Transform(make([]byte, utf8.UTFMax*len(text)), text, false)
	return cmp.Or(whole, len(text))
}

// line appends a line in UTF-8.
func (t *recoder) line(to, line []byte) []byte {
	if asciiBytes(line) == len(line) || !t.given && t.from.isUTF8(line) {
		return append(to, line...)
	}
	out := t.from.decoded(line)
	if lost := bytes.Count(out, []byte("\uFFFD")) - bytes.Count(line, []byte("\uFFFD")); lost > 0 {
		t.lost(lost)
	}
	return append(to, out...)
}

// chanceBytes is how many bytes behind the first of its characters a line of a wide encoding may have that is UTF-8 by chance.
const chanceBytes = 4

// isUTF8 tells whether a line of a file in an encoding is in UTF-8 all the same.
func (c *charset) isUTF8(line []byte) bool {
	return !c.escapes && utf8.Valid(line) && (!c.wide || len(line)-utf8.RuneCount(line) > chanceBytes)
}

// recode makes UTF-8 of what comes, from a given encoding, or from one that is found.
func (in *input) recode(given *charset) error {
	t := &recoder{r: bufio.NewReaderSize(in.text, windowBytes), from: given, given: given != nil}
	declared := declaredCharset(in.head)
	at := Origin{File: in.file.path}
	t.judge = func(window []byte) (*charset, verdict) {
		from, found := judgeWindow(window, declared)
		if found == inCharset {
			in.note(from.name, converted(from.title()), 1, at)
		}
		return from, found
	}
	t.lost = func(count int) {
		in.note(kindInvalid, "bytes that "+t.from.title()+" has not were replaced by U+FFFD", count, at)
	}
	in.text = t
	if given == nil && asciiBytes(in.head) == len(in.head) {
		return nil
	}
	text := bufio.NewReaderSize(t, headBytes)
	head, err := text.Peek(headBytes)
	in.head, in.text = bytes.Clone(head), text
	return ignoreEOF(err)
}

// converted says what was done to a text in another encoding.
func converted(name string) string {
	return name + " text converted to UTF-8; if it is in another encoding, name that (Encoding)"
}
