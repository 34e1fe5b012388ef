package text

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// BestSurface chooses how to write a term from the number of times each spelling occurred; "" if there
// is none.
//
// Spellings that differ only in the capitals that begin words are one, since a sentence or a title may
// have put them there: Networks and networks, Deep Learning and deep learning. The most frequent such
// group wins, ties going to fewer capitals, then to the lesser string. Within it each word is
// written small if at least a third of its occurrences are, else with its capital: "networks", but
// "Gaussian process". Capitals inside a word (LoRA, BERT) are never touched.
func BestSurface(counts map[string]int) string {
	groups := map[string]int{}
	for spelling, n := range counts {
		groups[decapitalised(spelling)] += n
	}
	best := ""
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		if best == "" || groups[g] > groups[best] || groups[g] == groups[best] && capitals(g) < capitals(best) {
			best = g
		}
	}
	return capitalise(best, counts, groups[best])
}

// capitalise gives back the capitals that the group of spellings mostly has.
func capitalise(group string, counts map[string]int, total int) string {
	chunks := splitWords(group)
	small := make([]int, len(chunks))
	for spelling, n := range counts {
		if decapitalised(spelling) != group {
			continue
		}
		for i, c := range splitWords(spelling) {
			if c == chunks[i] {
				small[i] += n
			}
		}
	}
	for i, c := range chunks {
		if 3*small[i] < total {
			r, n := utf8.DecodeRuneInString(c)
			chunks[i] = string(unicode.ToUpper(r)) + c[n:]
		}
	}
	return strings.Join(chunks, "")
}

// decapitalised puts the first letter of each word in lower case, if it is its only capital.
func decapitalised(s string) string {
	if isSmall(s) {
		return s
	}
	chunks := splitWords(s)
	for i, c := range chunks {
		r, n := utf8.DecodeRuneInString(c)
		if low := unicode.ToLower(r); low != r && unicode.ToUpper(low) == r && capitals(c[n:]) == 0 {
			chunks[i] = string(low) + c[n:]
		}
	}
	return strings.Join(chunks, "")
}

// isSmall holds for ASCII without capitals.
func isSmall(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || letterCases[s[i]] == 2 {
			return false
		}
	}
	return true
}

// splitWords cuts before and after each space and hyphen.
func splitWords(s string) []string {
	var chunks []string
	for s != "" {
		n := strings.IndexAny(s, " -")
		switch n {
		case -1:
			n = len(s)
		case 0:
			n = 1
		}
		chunks = append(chunks, s[:n])
		s = s[n:]
	}
	return chunks
}

func capitals(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}
