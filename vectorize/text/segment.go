package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestWord bounds a word in bytes: what is longer (a sequence of bases, encoded data) is a token
// without a term. mostParts bounds a hyphenated word: with more parts it is a list, and only its
// parts are words.
const (
	longestWord = 64
	mostParts   = 8
)

// segmenter cuts normalised text into words: it walks the segments of UAX #29 once and joins
// words over hyphens.
type segmenter struct {
	reader *Reader
	*lexicon
	shouts bool
	edges  []int32  // where the words of ASCII begin and end in the text
	at     int      // of edges
	keys   []packed // of these words
	marks  []mark
	long   map[int]string // the words that are longer than longestWord, by their place
	brk    bool           // a break stands before the next token
	first  bool           // the next token begins a sentence
	parts  []string       // the word being read, cut at its hyphens
	end    int            // where its last part ends
	hyphen bool           // a hyphen stands right after it
	lines  int            // line ends since the last segment that is not white space
	// initial: a full stop followed a lone capital, which ends no sentence if a small letter comes next (E. coli).
	initial bool
	caps    []int // words in capitals, to be judged by their neighbours
	kana    []rune
	kanaEnd int
}

// mark is a word of the text: a Token but for its strings.
type mark struct {
	reading int32
	brk     bool
	part    bool
	first   bool
}

// reset makes the segmenter ready for another text.
func (g *segmenter) reset(r *Reader, l *lexicon, shouts bool) {
	*g = segmenter{
		reader: r, lexicon: l, shouts: shouts, first: true,
		marks: g.marks[:0], edges: g.edges, keys: g.keys, parts: g.parts[:0], caps: g.caps[:0], kana: g.kana[:0],
	}
}

func (g *segmenter) segment(s string) []mark {
	g.edges, _ = edgesOf(g.edges, s, false)
	g.keys = g.spelt.glance(g.keys, s, g.edges)
	g.edges = append(g.edges, int32(len(s)), int32(len(s)))
	for start, end := 0, 0; start < len(s); start = end {
		if n := g.plainWord(s, start); n > 0 {
			end = start + n
			continue
		}
		end = start + segmentLength(s[start:])
		w := s[start:end]
		first := firstRune(w)
		switch {
		case isKana(first):
			g.addKana(w, start, end)
		case isAlphanumeric(first) || first == '_' && len(w) > 1:
			g.addSegment(w, start, end)
		case isHyphen(first) && len(g.parts) > 0 && !g.hyphen && g.end == start:
			g.hyphen, g.end = true, end
		default:
			g.punctuate(first)
		}
	}
	g.flush()
	for _, i := range g.caps {
		g.lowerShout(i)
	}
	clear(g.parts[:cap(g.parts)]) // hold no text
	return g.marks
}

// plainWord takes a word of ASCII letters and digits and the space behind it, which most of prose is made of, and
// returns their length, or 0 if what stands at start or before it asks for more care. It does what addSegment and then
// punctuate do: nothing joins such a word to another.
func (g *segmenter) plainWord(s string, start int) int {
	for int(g.edges[g.at]) < start {
		g.at += 2
	}
	end := int(g.edges[g.at+1])
	if int(g.edges[g.at]) != start || len(g.parts) > 0 || len(g.kana) > 0 || g.initial {
		return 0
	}
	if end == len(s) || s[end] != ' ' || end+1 < len(s) && s[end+1] >= utf8.RuneSelf {
		return 0
	}
	g.lines = 0
	if end-start > longestWord {
		g.addLong(s[start:end], false)
	} else {
		g.addReadings(g.reader.wordOf(g.lexicon, s[start:end], g.keys[g.at/2]), false)
	}
	return end + 1 - start
}

func isAlphanumeric(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// punctuate takes a segment that is no word, by its first rune. White space and quotation marks break nothing, a
// blank line does, and so does everything else.
func (g *segmenter) punctuate(first rune) {
	lone := len(g.parts) == 1 && !g.hyphen && utf8.RuneCountInString(g.parts[0]) == 1 && unicode.IsUpper(firstRune(g.parts[0]))
	g.flush()
	switch {
	case first == '\n' || first == '\r' || first == '\u2028' || first == '\u2029':
		if g.lines++; g.lines > 1 || first == '\u2029' {
			g.brk, g.first = true, true
		}
		return
	case unicode.IsSpace(first):
		return
	case first == '.' && lone:
		g.initial = true
	case isQuote(first):
	default:
		g.brk, g.initial = true, false
		g.first = g.first || strings.ContainsRune(".?!:…。", first)
	}
	g.lines = 0
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '«', '»', '`':
		return true
	}
	return isApostrophe(r)
}

// addSegment takes a segment with letters or digits, which may hold several words (see cut).
func (g *segmenter) addSegment(w string, start, end int) {
	if g.initial {
		if !unicode.IsLower(firstRune(w)) {
			g.brk, g.first = true, true
		}
		g.initial = false
	}
	if len(g.parts) > 0 && (!g.hyphen || g.end != start) {
		g.flush()
	}
	g.lines = 0
	for w != "" {
		piece, rest, breaks := cut(w)
		if piece != "" {
			g.addPiece(piece)
		}
		if w = rest; w != "" {
			g.flush()
			g.brk, g.first = g.brk || breaks, g.first || breaks
		}
	}
	g.end, g.hyphen = end, false
}

func (g *segmenter) addPiece(piece string) {
	if len(g.parts) == 0 {
		piece = g.elide(piece)
	}
	g.parts = append(g.parts, piece)
}

// elide makes a token of an elided word in front of piece (l' of l'homme) and returns the rest.
func (g *segmenter) elide(piece string) string {
	if g.tongue.elisions == nil {
		return piece
	}
	at := strings.IndexFunc(piece, isApostrophe)
	if at < 0 || g.tongue.stops[fold(piece)] {
		return piece
	}
	head, tail := piece[:at], piece[at:]
	_, n := utf8.DecodeRuneInString(tail)
	head += tail[:n]
	if tail = tail[n:]; tail == "" {
		return piece
	}
	for _, e := range g.tongue.elisions {
		if fold(head) == e {
			g.add(g.reader.elided(g.lexicon, head, e), false)
			return tail
		}
	}
	return piece
}

// cut takes the first word off a segment of UAX #29, which joins letters over full stops, colons and
// low lines. A full stop or colon between letters is a sentence end without its space and breaks,
// unless single letters alone are joined (U.S.A, e.g); with a digit on one side it stays (Qwen2.5).
func cut(w string) (piece, rest string, breaks bool) {
	if isPlain(w) {
		return w, "", false
	}
	last := ' '
	abbreviation := isAbbreviation(w)
	for i, r := range w {
		after := w[i+utf8.RuneLen(max(r, 0)):]
		switch {
		case r == '_' || r == '\u203F':
			return w[:i], after, false
		case r == '.' && abbreviation:
		case r == '.' || r == ':' || r == '\u2027' || r == '\u0387' || r == '\uFE55':
			if unicode.IsLetter(last) && unicode.IsLetter(firstRune(after)) {
				return w[:i], after, true
			}
		}
		last = r
	}
	return w, "", false
}

func isPlain(w string) bool {
	for i := range len(w) {
		if c := w[i]; c == '.' || c == ':' || c == '_' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isAbbreviation holds for a few single letters joined by full stops.
func isAbbreviation(w string) bool {
	if len(w) > longestWord {
		return false
	}
	letter := false
	for _, r := range w {
		if letter != (r == '.') || !letter && !unicode.IsLetter(r) {
			return false
		}
		letter = !letter
	}
	return letter && utf8.RuneCountInString(w) > 1
}

// flush makes tokens of the word being read.
func (g *segmenter) flush() {
	g.flushKana()
	parts := g.parts
	g.parts, g.hyphen = g.parts[:0], false
	switch len(parts) {
	case 0:
	case 1:
		g.addWord(parts[0], false, false)
	default:
		g.addCompound(parts)
	}
}

// addCompound adds a hyphenated word whole and as parts. Without a letter it is a number; with too many
// parts only they count.
func (g *segmenter) addCompound(parts []string) {
	length := len(parts) - 1
	for _, p := range parts {
		length += len(p)
	}
	if len(parts) > mostParts || length > longestWord {
		for _, p := range parts {
			g.addWord(p, false, false)
		}
		return
	}
	whole, brk, first := g.reader.compound(g.lexicon, parts), g.brk, g.first
	g.add(whole.reading, false)
	if !whole.lettered {
		return
	}
	g.brk, g.first = brk, first && !whole.capitals // Navier-Stokes keeps its capitals wherever it stands
	stop := g.reader.readings[whole.reading].is&isStop != 0
	for _, p := range parts {
		g.addWord(p, true, stop)
	}
}

// addWord adds one word; stop makes a stop word of it whatever it is.
func (g *segmenter) addWord(surface string, part, stop bool) {
	if len(surface) > longestWord {
		g.addLong(surface, part)
		return
	}
	if !stop {
		g.addReadings(g.reader.word(g.lexicon, surface), part)
		return
	}
	g.add(g.reader.asStop(g.lexicon, surface), part)
}

// addReadings adds a word that is not a stop word in any case. An acronym is judged when the whole text is read.
func (g *segmenter) addReadings(x wordReadings, part bool) {
	if x.acronym() < 0 || g.shouts {
		g.add(x.plain(), part)
		return
	}
	g.caps = append(g.caps, len(g.marks))
	g.add(x.acronym(), part)
}

// addLong adds a word of more than longestWord bytes. It is nobody's term, so only its text keeps it.
func (g *segmenter) addLong(surface string, part bool) {
	if g.long == nil {
		g.long = map[int]string{}
	}
	g.long[len(g.marks)] = surface
	g.add(g.reader.long(flagsOf(Token{Surface: surface, Word: fold(surface)})), part)
}

func (g *segmenter) add(reading int32, part bool) {
	g.marks = append(g.marks, mark{reading, g.brk, part, g.first})
	g.brk, g.first = false, false
}

// lowerShout takes back that word i is an acronym if a longer word in capitals stands next to it, as in
// "BACKGROUND AND PURPOSE".
func (g *segmenter) lowerShout(i int) {
	m := &g.marks[i]
	if g.is(i, isStop) || !g.is(i-1, longCapitals) && !g.is(i+1, longCapitals) {
		return
	}
	m.reading = g.reader.lowered(g.lexicon, m.reading)
}

// is reports a flag of the word at a place, if there is one.
func (g *segmenter) is(i int, flag readingFlags) bool {
	return i >= 0 && i < len(g.marks) && g.reader.readings[g.marks[i].reading].is&flag != 0
}
