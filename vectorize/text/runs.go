package text

import "unicode/utf8"

// runs are the words of sklearnTokens by numbers: a run of word characters is looked up as it is written, so that it is
// put in lower case and compared with the stop words once.
//
// A run is one term nearly always. Then its slot among the known ones says which, a runTerm, and when it was met last: since the
// form is that of no other run, nothing else needs to be looked at.
type runs struct {
	known spellings
	words []runWords // of the known runs
	marks []mark
	edges []int32 // of the runs of a text
}

// runWords are the words of a run, whose readings are numbered one after another: one nearly always, none if it is too
// short.
type runWords struct{ reading, count int32 }

// runTerm is the term of a run and the form, or -1 twice if it is more than one term or none.
type runTerm [2]int32

func (t runTerm) term() int32 { return t[0] }
func (t runTerm) form() int32 { return t[1] }

// find lists where the runs of a text begin and end; of those of ASCII some may be too short.
func (u *runs) find(s string) []int32 {
	var ascii bool
	if u.edges, ascii = edgesOf(u.edges, s, true); ascii {
		return u.edges
	}
	u.edges = u.edges[:0]
	for start, end := nextRun(s, 0); start < end; start, end = nextRun(s, end) {
		u.edges = append(u.edges, int32(start), int32(end))
	}
	return u.edges
}

// cut is the marks of a text.
func (u *runs) cut(r *Reader, s string) []mark {
	edges := u.find(s)
	u.marks = u.marks[:0]
	for i := 0; i < len(edges); i += 2 {
		start, end := int(edges[i]), int(edges[i+1])
		w := u.words[u.look(r, s[start:end], packPart(s, start, end)).number-1]
		for i := range w.count {
			u.marks = append(u.marks, mark{reading: w.reading + i})
		}
	}
	return u.marks
}

// terms is Read for single words alone: what cut and the walk over its marks do, in one step.
func (u *runs) terms(r *Reader, s string) {
	edges := u.find(s)
	place := int32(0)
	for i := 0; i < len(edges); i += 2 {
		start, end := int(edges[i]), int(edges[i+1])
		if end-start < 2 {
			continue
		}
		key := packPart(s, start, end)
		run := u.known.first(key)
		if run.packed != key || key.tail == isHash {
			run = u.look(r, s[start:end], key)
		}
		if n := run.mark - r.base; n < uint32(len(r.met)) {
			r.note(place, n)
			place++
		} else {
			place = u.take(r, place, run)
		}
	}
}

// take notes the words of a run that was not met in the stretch, or is not one term, and returns the place of the next.
func (u *runs) take(r *Reader, place int32, run *spellingSlot) int32 {
	if t := runTerm(run.is); t.form() >= 0 {
		run.mark = r.meet(t.term(), t.form())
		r.note(place, run.mark-r.base)
		return place + 1
	}
	w := u.words[run.number-1]
	for i := range w.count {
		if reading := &r.readings[w.reading+i]; reading.form >= 0 {
			r.find(place+i, reading.term, reading.form)
		}
	}
	return place + w.count
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

// look finds a run.
func (u *runs) look(r *Reader, run string, key packed) *spellingSlot {
	known := u.known.look(run, key)
	if known == nil {
		run, known = u.known.add(run, key)
		u.add(r, run, known)
	}
	return known
}

// add reads the words of a run.
func (u *runs) add(r *Reader, run string, known *spellingSlot) {
	w := runWords{reading: int32(len(r.readings))}
	for _, t := range appendRun(nil, run, r.analyzer.own) {
		r.readRun(t)
		w.count++
	}
	u.words = append(u.words, w)
	if known.is = (runTerm{-1, -1}); w.count == 1 {
		known.is = runTerm{r.readings[w.reading].term, r.readings[w.reading].form}
	}
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
