package text

import "strings"

// ngrams yields the n-grams of two words or more. They run over single words and the parts of
// hyphenated ones, so that "low-rank adaptation" and "low rank adaptation" share theirs, and end at a
// stop word, a break or a token without a term. A lone letter or prefix has no term but keeps
// its place, in vitamin d and in semi supervis; alone such words make no n-gram.
func (a *Analyzer) ngrams(tokens []Token, yield func(place int, key, surface string)) {
	grams := a.gramTokens(tokens)
	for i := range grams {
		for n := 2; n <= a.maxN && i+n <= len(grams); n++ {
			if !grams[i+n-1].follows && n > 1 || grams[i].key == "" || grams[i+n-1].key == "" {
				break
			}
			if n >= a.minN && !allBound(grams[i:i+n]) {
				key, surface := joinGrams(grams[i : i+n])
				yield(grams[i].place, key, surface)
			}
		}
	}
}

// isGram reports whether the word at the head of tokens is a hyphenated one that the n-gram of its
// parts stands for: "low-rank" and "low rank" are one term, counted once.
func (a *Analyzer) isGram(tokens []Token) bool {
	parts, bare := 0, false
	for _, t := range tokens[1:] {
		if !t.Part {
			break
		}
		parts++
		bare = bare || t.Term == "" && (t.Stop || !hasLetter(t.Word))
	}
	return parts > 1 && parts <= a.maxN && !bare
}

// gram is a word as a part of n-grams; key is "" where none may stand. follows: it may stand behind the
// one before, hyphenated: it stood there behind a hyphen.
type gram struct {
	key, surface        string
	follows, hyphenated bool
	bound               bool // a lone letter or prefix
	first               Token
	place               int // of the token
}

func (a *Analyzer) gramTokens(tokens []Token) []gram {
	grams := make([]gram, 0, len(tokens))
	for i, t := range tokens {
		if !t.Part && i+1 < len(tokens) && tokens[i+1].Part {
			continue // the whole of a hyphenated word: its parts follow
		}
		g := gram{key: t.Term, surface: t.Surface, first: t, follows: !t.Break, place: i}
		if a.sklearn && t.Stop {
			continue
		}
		if t.Term == "" && !t.Stop && hasLetter(t.Word) && len(t.Surface) <= longestWord {
			g.key, g.bound = t.Word, true
		}
		g.hyphenated = t.Part && i > 0 && tokens[i-1].Part
		grams = append(grams, g)
	}
	return grams
}

func allBound(grams []gram) bool {
	for _, g := range grams {
		if !g.bound {
			return false
		}
	}
	return true
}

func joinGrams(grams []gram) (key, surface string) {
	var k, s strings.Builder
	for i, g := range grams {
		if i == 0 {
			g.surface = g.first.SpellingBefore(grams[1].surface)
		}
		if i > 0 {
			k.WriteByte(' ')
			if g.hyphenated {
				s.WriteByte('-')
			} else {
				s.WriteByte(' ')
			}
		}
		k.WriteString(g.key)
		s.WriteString(g.surface)
	}
	return k.String(), s.String()
}
