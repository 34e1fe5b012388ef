package vectorize

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"kindred/vectorize/text"
)

// BestForm chooses the spelling to show, as text.BestSurface does. Of plain words it does so without taking them apart.
func BestForm(forms []Form) string {
	if s, ok := bestWord(forms); ok {
		return s
	}
	counts := make(map[string]int, len(forms))
	for _, f := range forms {
		counts[f.Text] += f.N
	}
	return text.BestSurface(counts)
}

// wordForm is a word as BestSurface sees it: without its capital, if that is its only one and begins it.
type wordForm struct {
	first    byte // in lower case, if it is such a capital
	rest     string
	capitals int // without such a capital
	large    bool
	form     Form
}

// bestWord is BestForm of single ASCII words, or of one form of any kind. A group of forms that differ in their first
// capital alone is written in the one or the other of two ways that there are, so the result is one of the forms.
func bestWord(forms []Form) (best string, ok bool) {
	if len(forms) == 1 && forms[0].N > 0 {
		return forms[0].Text, true
	}
	var all [8]wordForm
	if len(forms) == 0 || len(forms) > len(all) {
		return "", false
	}
	words := all[:0]
	for _, f := range forms {
		w, ok := newWordForm(f)
		if !ok {
			return "", false
		}
		words = append(words, w)
	}
	most, leader := 0, words[0]
	for _, w := range words {
		s, n := group(words, w)
		if n > most || n == most && w.before(leader) {
			best, most, leader = s, n, w
		}
	}
	return best, true
}

func newWordForm(f Form) (w wordForm, ok bool) {
	for i := range len(f.Text) {
		switch c := f.Text[i]; {
		case c == ' ' || c == '-' || c >= utf8.RuneSelf:
			return w, false
		case 'A' <= c && c <= 'Z':
			w.capitals++
		}
	}
	if f.Text == "" || f.N <= 0 {
		return w, false
	}
	w.form, w.first, w.rest = f, f.Text[0], f.Text[1:]
	if 'A' <= w.first && w.first <= 'Z' && w.capitals == 1 {
		w.first, w.capitals, w.large = w.first|0x20, 0, true
	}
	return w, true
}

// group is how the group of w is written and how often it stands.
func group(words []wordForm, w wordForm) (best string, n int) {
	small := 0
	for _, o := range words {
		if o.first == w.first && o.rest == w.rest {
			n += o.form.N
			if !o.large {
				small += o.form.N
			}
		}
	}
	for _, o := range words {
		if o.first == w.first && o.rest == w.rest && o.large == (3*small < n) {
			best = o.form.Text
		}
	}
	return best, n
}

// before tells which of two groups as frequent comes first.
func (w wordForm) before(o wordForm) bool {
	return cmp.Or(cmp.Compare(w.capitals, o.capitals), cmp.Compare(w.first, o.first), strings.Compare(w.rest, o.rest)) < 0
}
