package text

import "strings"

// terms is a tree of the terms that were read. Words are its first branches; an n-gram is a branch of its first n-1
// words, called by the last. So a term is told from all others by two numbers, and its key is put together only for
// whoever asks. Terms are numbered from 0 on in the order they come, and so may nodes be that are none
// themselves: the beginnings of n-grams.
type terms struct {
	words  spellings
	ofWord []int32 // the term of each word
	grams  pairs   // (beginning, word) -> term
	nodes  []termNode
}

// termNode is the term of which a term is a branch, -1 for single words, and the number of its last word.
type termNode struct{ begin, word int32 }

// word returns the term of a single word.
func (t *terms) word(key string) int32 {
	n, hash, ok := t.words.find(key)
	if !ok {
		t.words.add(key, hash)
		t.ofWord = append(t.ofWord, int32(len(t.nodes)))
		t.nodes = append(t.nodes, termNode{-1, n})
	}
	return t.ofWord[n]
}

// gram returns the term of the words of begin followed by the single word last.
func (t *terms) gram(begin, last int32) int32 {
	word := t.nodes[last].word
	slot, fresh := t.grams.find(pairKey(begin, word), len(t.nodes))
	if fresh {
		t.nodes = append(t.nodes, termNode{begin, word})
	}
	return int32(slot.number - 1)
}

// key is the term as Analyzer.Terms has it.
func (t *terms) key(term int32) string {
	n := t.nodes[term]
	if n.begin < 0 {
		return t.words.names[n.word]
	}
	var b strings.Builder
	t.write(&b, term)
	return b.String()
}

func (t *terms) write(b *strings.Builder, term int32) {
	n := t.nodes[term]
	if n.begin >= 0 {
		t.write(b, n.begin)
		b.WriteByte(' ')
	}
	b.WriteString(t.words.names[n.word])
}

// length is how many words the key of a term has.
func (t *terms) length(term int32) int {
	n := t.nodes[term]
	words := strings.Count(t.words.names[n.word], " ") + 1
	if n.begin >= 0 {
		words += t.length(n.begin)
	}
	return words
}

// merge takes in the terms of another tree and returns their numbers in this one. A term is behind its beginning in
// both, so one walk will do.
func (t *terms) merge(o *terms) []int32 {
	out := make([]int32, len(o.nodes))
	for i, n := range o.nodes {
		if n.begin < 0 {
			out[i] = t.word(o.words.names[n.word])
		} else {
			out[i] = t.gram(out[n.begin], out[o.ofWord[n.word]])
		}
	}
	return out
}
