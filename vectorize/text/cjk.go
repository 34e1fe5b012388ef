package text

import "unicode"

// Chinese and Japanese put no space between words. A run of Han, Hiragana and Katakana becomes its
// overlapping pairs of characters, which serve retrieval about as well as a dictionary does and need
// none; a lone character stays single. Being n-grams already, pairs join no others: each has a Break.
// Hangul is spaced and comes in words.

func isKana(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー')
}

// addKana takes a segment of such characters, and lengthens the run if it touches it.
func (g *segmenter) addKana(w string, start, end int) {
	if len(g.kana) > 0 && g.kanaEnd == start {
		g.kana = append(g.kana, []rune(w)...)
		g.kanaEnd = end
		return
	}
	g.flush()
	g.kana = append(g.kana, []rune(w)...)
	g.kanaEnd, g.lines, g.initial = end, 0, false
}

func (g *segmenter) flushKana() {
	run := g.kana
	if len(run) == 0 {
		return
	}
	g.kana = g.kana[:0]
	if len(run) == 1 {
		g.addPair(run[0], 0)
	}
	for i := range len(run) - 1 {
		g.addPair(run[i], run[i+1])
	}
	g.brk = true
}

func (g *segmenter) addPair(a, b rune) {
	g.brk = true
	g.add(g.reader.pair(g.lexicon, a, b), false)
}
