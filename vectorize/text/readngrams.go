package text

// ngrams finds the n-grams of two words or more: Analyzer.ngrams by numbers.
func (r *Reader) ngrams(marks []mark) {
	a, grams := r.analyzer, r.gramMarks(marks)
	for i := range grams {
		head := &grams[i]
		if head.word.form < 0 {
			continue
		}
		bound := head.word.is & isBound
		node, term := int32(-1), head.word.term
		for n := 2; n <= a.maxN && i+n <= len(grams); n++ {
			last := &grams[i+n-1]
			if !last.follows || last.word.form < 0 {
				break
			}
			if n == 2 {
				node = head.word.spelling(head.first && last.word.is&beginsUpper == 0)
			}
			node, term = r.branch(node, term, last)
			if bound &= last.word.is; n >= a.minN && bound == 0 {
				r.find(head.place, term, node)
			}
		}
	}
}

// branch is the form of begin, which is one of term, with one more word, and the term of it.
func (r *Reader) branch(begin, term int32, last *gramMark) (int32, int32) {
	called := last.word.form << 1
	if last.hyphenated {
		called |= 1
	}
	slot, fresh := r.branches.find(pairKey(begin, called), len(r.forms))
	if fresh {
		slot.term = r.terms.gram(term, last.word.term)
		r.addForm(form{slot.term, begin, called})
	}
	return int32(slot.number - 1), slot.term
}

// gramMark is a gram by numbers.
type gramMark struct {
	word                       reading
	place                      int32
	follows, hyphenated, first bool
}

func (r *Reader) gramMarks(marks []mark) []gramMark {
	grams := r.grams[:0]
	for i, m := range marks {
		if !m.part && i+1 < len(marks) && marks[i+1].part {
			continue // the whole of a hyphenated word: its parts follow
		}
		word := r.readings[m.reading]
		if r.analyzer.sklearn && word.is&isStop != 0 {
			continue
		}
		grams = append(grams, gramMark{word, int32(i), !m.brk, m.part && i > 0 && marks[i-1].part, m.first})
	}
	r.grams = grams
	return grams
}

// isGram is Analyzer.isGram of marks.
func (r *Reader) isGram(marks []mark) bool {
	parts, bare := 0, false
	for _, m := range marks[1:] {
		if !m.part {
			break
		}
		parts++
		bare = bare || r.readings[m.reading].is&isBare != 0
	}
	return parts > 1 && parts <= r.analyzer.maxN && !bare
}
