package text

import "unicode/utf8"

// runs are the words of sklearnTokens by numbers: a run of word characters is looked up as it is written, so that it is
// put in lower case and compared with the stop words once.
type runs struct {
	known spellings
	words []runWords
	marks []mark
}

// runWords is the words of a run, which are numbered one after another: none if it is too short.
type runWords struct{ reading, count int32 }

func (u *runs) cut(r *Reader, s string) []mark {
	u.marks = u.marks[:0]
	for i := 0; i < len(s); {
		c := byteClasses[s[i]]
		if c&(wordByte|beyondASCII) == 0 {
			i++
			continue
		}
		start := i
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
			u.add(r, s[start:i])
		}
	}
	return u.marks
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

// add adds the words of a run.
func (u *runs) add(r *Reader, run string) {
	n, hash, ok := u.known.find(run)
	if !ok {
		u.words = append(u.words, runWords{reading: int32(len(r.readings))})
		for _, t := range appendRun(nil, u.known.add(run, hash), r.analyzer.own) {
			r.read(t)
			u.words[n].count++
		}
	}
	w := u.words[n]
	for i := range w.count {
		u.marks = append(u.marks, mark{reading: w.reading + i})
	}
}
