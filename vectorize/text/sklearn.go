package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	xlanguage "golang.org/x/text/language"
)

// sklearnTokens is the analysis of scikit-learn's vectorizers: text in lower case, cut by the pattern
// \b\w\w+\b. Since \w+ is greedy, that is every run of two or more word characters, which in Python are
// letters, numbers and the low line, but no combining marks. Nothing is stripped, digits stay.
func sklearnTokens(s string, stops map[string]bool) []Token {
	var tokens []Token
	start := -1
	for i, r := range s {
		inside := isPythonWord(r) && (r != utf8.RuneError || !isInvalid(s[i:]))
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			tokens = appendRun(tokens, s[start:i], stops)
			start = -1
		}
	}
	if start >= 0 {
		tokens = appendRun(tokens, s[start:], stops)
	}
	return tokens
}

// appendRun adds the words of a run in lower case. There is one but for İ, which becomes an i and a mark.
func appendRun(tokens []Token, run string, stops map[string]bool) []Token {
	word := lower(run)
	start := 0
	add := func(end int) {
		w := word[start:end]
		if utf8.RuneCountInString(w) < 2 {
			return
		}
		t := Token{Surface: run, Word: w, Term: w, Stop: stops[w]}
		if t.Stop {
			t.Term = ""
		}
		tokens = append(tokens, t)
	}
	for i, r := range word {
		if !isPythonWord(r) {
			add(i)
			start = i + utf8.RuneLen(r)
		}
	}
	add(len(word))
	return tokens
}

func isPythonWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func isInvalid(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return n == 1
}

// lower is lower case as Python has it, the final sigma included.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return cases.Lower(xlanguage.Und).String(s)
}
