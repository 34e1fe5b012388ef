package text

import "math"

// Reader reads texts as an Analyzer does and remembers what it has read: each distinct word is normalised, stemmed and
// looked up among the stop words once, and terms and their spellings come as numbers, so that nothing is made anew for
// what came before. It is for one goroutine; readers of several have their terms merged.
//
// A term as it was written is a form. Forms are a tree like that of the terms: the form of an n-gram is a branch of the
// form of its first n-1 words, called by the form of the last and by what joins them. One look-up for each n-gram of a
// text finds its form, which knows its term.
//
// Texts are read in stretches, in each of which the forms that are met are numbered from 0 on anew: whoever counts them
// needs memory for what is met in a stretch, which the processor has at hand, and not for all that there is.
//
// Memory: about 60 bytes for each distinct form of an n-gram, about 300 for each distinct spelling of a word.
type Reader struct {
	analyzer  *Analyzer
	lexicons  map[*tongue]*lexicon
	readings  []reading
	tokens    []Token // of the readings, without what depends on neighbours
	longs     map[readingFlags]int32
	terms     terms
	forms     []form
	uses      []use    // of the forms
	met       []Met    // of the stretch
	base      uint32   // the mark of the first of them; those of the others follow
	spellings []string // of single words
	branches  pairs    // (form, form of the next word and its joint) -> form
	segmenter segmenter
	runs      runs // of words, by Tokens of sklearn
	grams     []gramMark
	seen      uint32 // keeps glances from being left out
	found     []Occurrence
	join      []byte
}

// Occurrence is a term at a place: that of Analyzer.Places, as one of Met.
type Occurrence struct{ Place, Met int32 }

// Met is a form that was met in a stretch: its term, itself and how often.
type Met struct{ Term, Form, N int32 }

// use is how often a form was read before the stretch, and a mark by which it is found in the last stretch that it was met in.
type use struct{ count, mark uint32 }

// firstMark is the least mark of a form: 0 is that of one that was never met.
const firstMark = 1

// form is a spelling of a term: for a single word begin is -1 and last the number of its spelling; for an n-gram last
// is the form of its last word, twice, plus 1 if a hyphen joins it to those of begin.
type form struct{ term, begin, last int32 }

// Reader makes a reader that knows nothing yet.
func (a *Analyzer) Reader() *Reader {
	return &Reader{analyzer: a, lexicons: map[*tongue]*lexicon{}, longs: map[readingFlags]int32{}, base: firstMark}
}

// Read is Places by numbers: the same terms in the same order. What it returns holds until the next call.
func (r *Reader) Read(s, lang string) []Occurrence {
	a := r.analyzer
	r.found = r.found[:0]
	if a.sklearn && a.maxN == 1 {
		r.runs.terms(r, a.thesaurus.rewrite(s))
		return r.found
	}
	marks := r.marks(s, lang)
	if a.minN == 1 {
		for i, m := range marks {
			word := &r.readings[m.reading]
			if word.is&isTerm != 0 && (marks[i].part || !(i+1 < len(marks) && marks[i+1].part && r.isGram(marks[i:]))) {
				r.find(int32(i), word.term, word.spelling(m.first))
			}
		}
	}
	if a.maxN > 1 {
		r.ngrams(marks)
	}
	return r.found
}

// find notes that a form of a term stands at a place.
func (r *Reader) find(place, term, form int32) {
	n := r.uses[form].mark - r.base
	if n >= uint32(len(r.met)) {
		r.uses[form].mark = r.meet(term, form)
		n = r.uses[form].mark - r.base
	}
	r.note(place, n)
}

// meet numbers a form in the stretch and returns its mark.
func (r *Reader) meet(term, form int32) (mark uint32) {
	r.met = append(r.met, Met{term, form, 0})
	return r.base + uint32(len(r.met)-1)
}

// note notes that a form that was met stands at a place.
func (r *Reader) note(place int32, n uint32) {
	r.met[n].N++
	r.found = append(r.found, Occurrence{place, int32(n)})
}

// Met returns the forms of the stretch by their numbers. It holds until the next call of Read or EndStretch.
func (r *Reader) Met() []Met { return r.met }

// EndStretch counts what was met and begins another stretch.
func (r *Reader) EndStretch() {
	for _, m := range r.met {
		r.uses[m.Form].count += uint32(m.N)
	}
	r.base, r.met = r.base+uint32(len(r.met)), r.met[:0]
	if r.base > math.MaxUint32/2 {
		r.forgetMarks()
	}
}

// forgetMarks lets marks begin anew, before there are none left.
func (r *Reader) forgetMarks() {
	for i := range r.uses {
		r.uses[i].mark = 0
	}
	for i := range r.runs.known.slots {
		r.runs.known.slots[i].mark = 0
	}
	for i := range r.branches.slots {
		r.branches.slots[i].mark = 0
	}
	r.base = firstMark
}

// marks cuts a text into words.
func (r *Reader) marks(s, lang string) []mark {
	a := r.analyzer
	if a.sklearn {
		return r.runs.cut(r, a.thesaurus.rewrite(s))
	}
	if lang == "" {
		lang = a.Language("", s)
	}
	clean := normalise(s)
	r.segmenter.reset(r, r.lexicon(a.tongue(lang)), shouts(clean))
	return r.segmenter.segment(a.thesaurus.rewrite(clean))
}

func (r *Reader) lexicon(t *tongue) *lexicon {
	l := r.lexicons[t]
	if l == nil {
		l = newLexicon(t)
		r.lexicons[t] = l
	}
	return l
}

// read numbers a reading and its forms.
func (r *Reader) read(t Token) int32 {
	out := reading{form: -1, small: -1, term: -1, is: flagsOf(t)}
	key := t.Term
	if out.is&isBound != 0 {
		key = t.Word
	}
	if key != "" {
		out.term = r.terms.word(key)
		out.form = r.single(out.term, t.Surface)
		out.small = out.form
		t.First = true
		if s := t.Spelling(); s != t.Surface {
			out.small = r.single(out.term, s)
		}
		t.First = false
	}
	r.readings, r.tokens = append(r.readings, out), append(r.tokens, t)
	return int32(len(r.readings) - 1)
}

func (r *Reader) single(term int32, spelling string) int32 {
	r.addForm(form{term, -1, int32(len(r.spellings))})
	r.spellings = append(r.spellings, spelling)
	return int32(len(r.forms) - 1)
}

func (r *Reader) addForm(f form) {
	r.forms, r.uses = append(r.forms, f), append(r.uses, use{})
}

// long is the reading of overlong words alike but for their letters.
func (r *Reader) long(is readingFlags) int32 {
	n, ok := r.longs[is]
	if !ok {
		n = int32(len(r.readings))
		r.readings, r.tokens = append(r.readings, reading{-1, -1, -1, is}), append(r.tokens, Token{})
		r.longs[is] = n
	}
	return n
}

// spelling is Token.Spelling.
func (w *reading) spelling(first bool) int32 {
	if first {
		return w.small
	}
	return w.form
}

// Terms returns how many numbers of terms there are, some of them of beginnings of n-grams that are no terms.
func (r *Reader) Terms() int { return len(r.terms.nodes) }

// Key returns the key of a term.
func (r *Reader) Key(term int32) string { return r.terms.key(term) }

// Words returns of how many words the key of a term is made.
func (r *Reader) Words(term int32) int { return r.terms.length(term) }

// Merge takes in the terms of another reader and returns their numbers in this one. Forms stay apart.
func (r *Reader) Merge(other *Reader) []int32 { return r.terms.merge(&other.terms) }

// Forms returns how many forms there are.
func (r *Reader) Forms() int { return len(r.forms) }

// Form returns the term of a form and how often it was read in the stretches that have ended.
func (r *Reader) Form(n int) (term int32, count int) { return r.forms[n].term, int(r.uses[n].count) }

// Spelling writes a form out.
func (r *Reader) Spelling(n int) string {
	f := r.forms[n]
	if f.begin < 0 {
		return r.spellings[f.last]
	}
	r.join = r.write(r.join[:0], f)
	return string(r.join)
}

func (r *Reader) write(b []byte, f form) []byte {
	if f.begin < 0 {
		return append(b, r.spellings[f.last]...)
	}
	b = r.write(b, r.forms[f.begin])
	joint := byte(' ')
	if f.last&1 != 0 {
		joint = '-'
	}
	return r.write(append(b, joint), r.forms[f.last>>1])
}
