package text

// ngrams finds the n-grams of two words or more: Analyzer.ngrams by numbers.
func (r *Reader) ngrams(marks []mark) {
	a, grams := r.analyzer, r.gramMarks(marks)
	r.glance(grams)
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
				node = head.begin(last)
			}
			branch := r.branch(node, term, last)
			node, term = int32(branch.number-1), branch.term
			if bound &= last.word.is; n >= a.minN && bound == 0 {
				if branch.mark-r.base >= uint32(len(r.met)) {
					branch.mark = r.meet(term, node)
				}
				r.note(head.place, branch.mark-r.base)
			}
		}
	}
}

// glance looks at where the pairs will be looked for. Nothing depends on what it finds, so that the processor waits for the memory of
// several together, where looking them up one after another is to wait for each.
func (r *Reader) glance(grams []gramMark) {
	for i := 1; i < len(grams); i++ {
		if head, last := &grams[i-1], &grams[i]; last.follows && head.word.form >= 0 && last.word.form >= 0 {
			r.seen += r.branches.glance(pairKey(head.begin(last), last.called()))
		}
	}
}

// begin is the form of a word in front of another.
func (g *gramMark) begin(next *gramMark) int32 {
	return g.word.spelling(g.first && next.word.is&beginsUpper == 0)
}

// called is what the branch of a form with this word behind it is called.
func (g *gramMark) called() int32 {
	if g.hyphenated {
		return g.word.form<<1 | 1
	}
	return g.word.form << 1
}

// branch is the form of begin, which is one of term, with one more word. It holds until the next call.
func (r *Reader) branch(begin, term int32, last *gramMark) *pairSlot {
	called := last.called()
	slot, fresh := r.branches.find(pairKey(begin, called), len(r.forms))
	if fresh {
		slot.term = r.terms.gram(term, last.word.term)
		r.addForm(form{slot.term, begin, called})
	}
	return slot
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
