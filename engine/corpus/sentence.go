package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleRunes is the longest title that is made from a text.
const titleRunes = 80

// abbreviations end in a period without ending a sentence.
var abbreviations = map[string]bool{"e.g": true, "i.e": true, "al": true, "vs": true, "cf": true, "fig": true, "figs": true, "eq": true, "eqs": true, "no": true,
	"dr": true, "mr": true, "mrs": true, "prof": true, "st": true, "etc": true, "approx": true, "resp": true, "sec": true, "ref": true, "refs": true, "vol": true, "ca": true}

// firstSentence is a text's first sentence on one line, at most titleRunes of it, cut between words.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text[:min(len(text), 64*titleRunes)]), " ")
	text = strings.ToValidUTF8(text, "")
	if end := sentenceEnd(text); end > 0 {
		text = text[:end]
	}
	if utf8.RuneCountInString(text) <= titleRunes {
		return text
	}
	runes := []rune(text)
	cut := string(runes[:titleRunes])
	if space := strings.LastIndexByte(cut, ' '); space > 0 && runes[titleRunes] != ' ' {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;:-–—(")
}

// sentenceEnd is the byte after the first sentence, or 0: a stop, then perhaps a closing quote or bracket, then a space and
// no lower-case letter. The period of an abbreviation or an initial does not count.
func sentenceEnd(s string) int {
	for i, r := range s {
		after := i + utf8.RuneLen(r)
		switch {
		case strings.ContainsRune("。！？", r):
			return after
		case !strings.ContainsRune(".!?", r):
			continue
		}
		rest := strings.TrimLeft(s[after:], `"'”’)]`)
		end := len(s) - len(rest)
		if rest == "" {
			return end
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
		if rest[0] != ' ' || unicode.IsLower(next) || r == '.' && abbreviated(s[:i]) {
			continue
		}
		return end
	}
	return 0
}

// abbreviated looks at the word before a period.
func abbreviated(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	word = strings.TrimLeft(word, `("'[`)
	return abbreviations[strings.ToLower(word)] || utf8.RuneCountInString(word) == 1 && strings.ToUpper(word) == word && !unicode.IsDigit(rune(word[0]))
}
