package text

import "unicode/utf8"

// runs are the words of sklearnTokens by numbers: a run of word characters is looked up as it is written, so that it is
// put in lower case and compared with the stop words once.
type runs struct {
	known spellings
	words []runWords // of the known runs
	marks []mark
	bits  bitmap // of the text
	ascii bool   // so is the text, all of it
	ahead []ahead
	seen  int32 // keeps glances from being left out
}

// begin makes ready for another text.
func (u *runs) begin(s string) { u.bits, u.ascii = bitmapOf(u.bits, s, true) }

// next is nextRun.
func (u *runs) next(s string, at int) (start, end int) {
	if !u.ascii {
		return nextRun(s, at)
	}
	for at < len(s) {
		start = u.bits.set(at)
		if start == len(s) {
			break
		}
		if end = u.bits.wordEnd(start, len(s)); end-start > 1 {
			return start, end
		}
		at = end
	}
	return len(s), len(s)
}

// runWords are the words of a run, whose readings are numbered one after another: one nearly always, none if it is too
// short. The first is an Occurrence without its place, or has a form of -1.
type runWords struct{ reading, count, term, form int32 }

// cut is the marks of a text.
func (u *runs) cut(r *Reader, s string) []mark {
	u.begin(s)
	u.marks = u.marks[:0]
	for at := 0; ; {
		start, end := u.next(s, at)
		if start == end {
			return u.marks
		}
		w := u.find(r, s, start, end, packPart(s, start, end))
		for i := range w.count {
			u.marks = append(u.marks, mark{reading: w.reading + i})
		}
		at = end
	}
}

// terms is Read for single words alone: what cut and the walk over its marks do, in one step.
func (u *runs) terms(r *Reader, s string) {
	u.begin(s)
	place := int32(0)
	if u.ascii {
		for _, a := range u.lookAhead(s) {
			place = u.take(r, place, u.find(r, s, int(a.start), int(a.end), a.key))
		}
		return
	}
	for at := 0; ; {
		start, end := nextRun(s, at)
		if start == end {
			return
		}
		place = u.take(r, place, u.find(r, s, start, end, packPart(s, start, end)))
		at = end
	}
}

// take notes the words of a run and returns the place of the next.
func (u *runs) take(r *Reader, place int32, w *runWords) int32 {
	if w.form >= 0 {
		r.find(place, w.term, w.form)
	}
	for i := int32(1); i < w.count; i++ {
		if next := &r.readings[w.reading+i]; next.form >= 0 {
			r.find(place+i, next.term, next.form)
		}
	}
	return place + w.count
}

// lookAhead is the runs of a text of ASCII, each glanced at.
func (u *runs) lookAhead(s string) []ahead {
	u.ahead = lookAhead(u.ahead, s, u.bits, 2, &u.known)
	runs := u.ahead[:len(u.ahead)-1]
	for i := range runs {
		if n := runs[i].number; n > 0 {
			u.seen += u.words[n-1].form
		}
	}
	return runs
}

// nextRun is the next run of two bytes or more from at on. There is none if it is empty.
func nextRun(s string, at int) (start, end int) {
	for i := at; i < len(s); {
		c := byteClasses[s[i]]
		if c&(wordByte|beyondASCII) == 0 {
			i++
			continue
		}
		start = i
		for c&wordByte != 0 {
			if i++; i == len(s) {
				break
			}
			c = byteClasses[s[i]]
		}
		if i < len(s) && c == beyondASCII {
			i += wordRunes(s[i:])
			if i == start {
				_, n := utf8.DecodeRuneInString(s[i:])
				i += n
				continue
			}
		}
		if i-start > 1 {
			return start, i
		}
	}
	return len(s), len(s)
}

// wordRunes is the length of the run of word characters that s begins with.
func wordRunes(s string) int {
	for i, r := range s {
		if !isPythonWord(r) {
			return i
		}
	}
	return len(s)
}

// find looks a run up.
func (u *runs) find(r *Reader, s string, start, end int, key packed) *runWords {
	n, ok := u.known.look(s[start:end], key)
	if !ok {
		u.add(r, u.known.add(s[start:end], key))
	}
	return &u.words[n]
}

func (u *runs) add(r *Reader, run string) {
	w := runWords{reading: int32(len(r.readings)), form: -1}
	for _, t := range appendRun(nil, run, r.analyzer.own) {
		r.readRun(t)
		w.count++
	}
	if w.count > 0 {
		first := r.readings[w.reading]
		w.term, w.form = first.term, first.form
	}
	u.words = append(u.words, w)
}

// readRun is read for words that no sentence begins and no compound holds.
func (r *Reader) readRun(t Token) {
	out := reading{form: -1, small: -1, term: -1, is: isStop}
	if !t.Stop {
		out.is, out.term = isTerm, r.terms.word(t.Term)
		out.form = r.single(out.term, t.Surface)
		out.small = out.form
	}
	r.readings, r.tokens = append(r.readings, out), append(r.tokens, t)
}
