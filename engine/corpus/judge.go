package corpus

import (
	"bytes"
	"slices"
	"sync"
	"unicode/utf8"
)

// The encoding of a text that is no UTF-8 is the one in which it surprises least. A guess (guesses.go, pairs.go) knows, for an encoding
// and a language written in it, how frequent characters are, and says in nats, the unit of natural logarithms, how little a text was to
// be expected:
//
//	surprise(text) = sum of -ln P(kind | kind before) - ln P(character | kind, language)
//
// where kinds are small letters, capitals, digits and signs. A text in its own encoding has letters that are frequent in a language, in
// words as languages have them; in another it has rare letters, capitals or signs inside words, or bytes that are nothing. This is the
// length of a code for the text (Rissanen 1978), so that encodings with one byte a character and with two compare as they are. Words of
// ASCII alone say nothing and are left out.

const (
	sampleBytes  = 8 << 10 // of words with a byte above 0x7f, as many as are looked at
	fewSequences = 4       // characters of UTF-8 that another encoding may hold by chance
	fewOdd       = 6       // bytes above 0x7f that are too few to call all of a file Windows-1252

	// lead is by what another encoding must surprise less than Windows-1252, the most frequent by far.
	lead = 8.0
	// margin is by what it must surprise less than those in which the text is another.
	margin = 6.0
	// mostSurprise is the most that a byte may surprise on average: what surprises more is no text, or in no encoding that is known.
	mostSurprise = 6.0
)

// judgeWindow finds the encoding of a text that begins with a byte that is no ASCII or with an escape. What a file declares counts unless
// its bytes say otherwise.
func judgeWindow(window []byte, declared *charset) (*charset, verdict) {
	valid, odd := countUTF8(window)
	switch {
	case valid >= fewSequences && (valid >= 4*odd || linesInUTF8(window)):
		return nil, inUTF8
	case valid > 0 && valid >= odd || isControlled(window):
		return nil, inDoubt
	case odd == 0:
		return escaped(window)
	case declared != nil && !declared.escapes && declared.reads(window):
		return declared, inCharset
	}
	return likeliest(sampleOf(window), odd)
}

// countUTF8 counts the characters above ASCII that are in UTF-8, and the other bytes above 0x7f. A character cut off at the end
// counts as neither.
func countUTF8(text []byte) (valid, odd int) {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			valid++
		case isSurrogate(text[i:]):
			valid, n = valid+1, 3
		case !utf8.FullRune(text[i:]):
			return valid, odd
		default:
			odd++
		}
		i += n
	}
	return valid, odd
}

// linesInUTF8 tells whether of the lines with more than ASCII as many are UTF-8 as are not: where files were put one behind another.
// Characters of other encodings may be valid by chance, whole lines are not.
func linesInUTF8(text []byte) bool {
	good, bad := 0, 0
	for line := range bytes.Lines(text) {
		switch valid, odd := countUTF8(line); {
		case odd > 0:
			bad++
		case valid > 0:
			good++
		}
	}
	return good >= bad
}

// isControlled tells a text from what is none by the control characters in it; NUL, with which some are filled, aside.
func isControlled(text []byte) bool {
	controls := 0
	for _, c := range text {
		controls += countOf(c < 0x20 && c != 0 && c != escape && (c < '\t' || c > '\r') || c == 0x7f)
	}
	return controls*200 > len(text)
}

// isoJapanese are the escape sequences by which ISO-2022-JP leaves ASCII.
var isoJapanese = [][]byte{[]byte("\x1b$B"), []byte("\x1b$@"), []byte("\x1b(I"), []byte("\x1b(J")}

// escaped finds ISO-2022-JP by its escape sequences.
func escaped(window []byte) (*charset, verdict) {
	for _, begin := range isoJapanese {
		if bytes.HasPrefix(window, begin) {
			return mustCharset("iso-2022-jp"), inCharset
		}
	}
	return nil, inDoubt
}

// reads tells whether nearly all of a text is valid in an encoding.
func (c *charset) reads(text []byte) bool {
	out := c.decoded(text)
	return bytes.Count(out, []byte("\uFFFD"))*100 <= utf8.RuneCount(out)
}

// sampleOf gathers the words with a byte above 0x7f, a space behind each. Words end at signs that are no part of a longer character in
// any encoding.
func sampleOf(window []byte) []byte {
	sample := make([]byte, 0, sampleBytes)
	for len(window) > 0 && len(sample) < sampleBytes {
		n := 0
		for n < len(window) && !endsWord(window[n]) {
			n++
		}
		if word := window[:n]; asciiBytes(word) < n {
			sample = append(append(sample, word[:min(n, sampleBytes-len(sample))]...), ' ')
		}
		window = window[min(n+1, len(window)):]
	}
	return sample
}

func endsWord(c byte) bool { return c < '0' || within(c, ':', '?') }

// usualCharset is the first of the detector.
const usualCharset = "windows-1252"

// likeliest finds the encoding in which a text with so many bytes above 0x7f surprises least.
func likeliest(sample []byte, odd int) (*charset, verdict) {
	d := theDetector()
	surprises := d.surprises(sample)
	usual, best := d.charsets[0], d.charsets[0]
	least := surprises[usual] - lead
	for _, c := range d.charsets[1:] {
		if surprises[c] < least {
			best, least = c, surprises[c]
		}
	}
	switch {
	case best == usual && odd < fewOdd, surprises[best] > mostSurprise*float64(len(sample)):
		return nil, inDoubt
	case best == usual:
		return usual, inCharset
	}
	return d.clearly(best, least, surprises, sample)
}

// clearly is an encoding unless another in which the text is something else comes near it. Of those in which it is the same, it is the
// first.
func (d *detector) clearly(best *charset, least float64, surprises map[*charset]float64, sample []byte) (*charset, verdict) {
	text := best.decoded(sample)
	for _, c := range slices.Backward(d.charsets) {
		if c == best || surprises[c] > least+margin {
			continue
		}
		if !bytes.Equal(c.decoded(sample), text) {
			return nil, inDoubt
		}
		best = c
	}
	return best, inCharset
}

// A detector tries all guesses.
type detector struct {
	guesses  []guess
	charsets []*charset // of the guesses: Windows-1252, then the others
}

var theDetector = sync.OnceValue(func() *detector {
	d := &detector{}
	for _, a := range alphabets {
		for _, name := range a.pages {
			d.guesses = append(d.guesses, newPageGuess(d.charset(name), a))
		}
	}
	for _, s := range pairScripts {
		d.guesses = append(d.guesses, newPairGuess(d.charset(s.name), s))
	}
	return d
})

// charset is one value for each name.
func (d *detector) charset(name string) *charset {
	for _, c := range d.charsets {
		if c.name == name {
			return c
		}
	}
	c := mustCharset(name)
	d.charsets = append(d.charsets, c)
	return c
}

// surprises are by what a text surprises in each encoding, in the language that fits best.
func (d *detector) surprises(text []byte) map[*charset]float64 {
	least := map[*charset]float64{}
	for _, g := range d.guesses {
		s := g.surprise(text)
		if one, ok := least[g.charset()]; !ok || s < one {
			least[g.charset()] = s
		}
	}
	return least
}
