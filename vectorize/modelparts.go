package vectorize

import (
	"errors"
	"fmt"
	"strings"
)

// ModelParts is what a fitted model is made of, in flat arrays: so it can be stored, and used where it is stored. Every
// array has a value a column but Discount, which may be nil. Do not change them.
type ModelParts struct {
	Totals           Totals
	Terms            Texts // ascending: a term's place is its column
	Surfaces         Texts // the spelling to show of each
	DF               []int32
	CF               []float64
	Chances, Repeats []int32
	IDF              []float64
	Discount         []float64 // what Vectorizer.FullNGrams would not divide by; nil if all are 1
	Scale            []float64 // idf x adaptation / discount
}

// Texts is a list of texts laid one behind another.
type Texts struct {
	All  string
	Ends []int64 // of each, in bytes
}

// NewTexts lays texts one behind another.
func NewTexts(texts []string) Texts {
	t := Texts{All: strings.Join(texts, "")}
	end := int64(0)
	for _, s := range texts {
		end += int64(len(s))
		t.Ends = append(t.Ends, end)
	}
	return t
}

// Len is the number of texts.
func (t Texts) Len() int { return len(t.Ends) }

// At is text i, a view.
func (t Texts) At(i int) string {
	if i == 0 {
		return t.All[:t.Ends[0]]
	}
	return t.All[t.Ends[i-1]:t.Ends[i]]
}

// check says what is wrong with texts that come from elsewhere.
func (t Texts) check() error {
	last := int64(0)
	for i, end := range t.Ends {
		if end < last || end > int64(len(t.All)) {
			return fmt.Errorf("text %d of %d ends at byte %d of %d, after %d", i, len(t.Ends), end, len(t.All), last)
		}
		last = end
	}
	return nil
}

// Parts returns what the model is made of. Do not change it.
func (m *Model) Parts() ModelParts { return m.parts }

// ErrParts means that parts make no model.
var ErrParts = errors.New("vectorize: these are not the parts of a model")

// Restore makes a model of the parts of one that was fitted with these settings, without copying. It fails with
// ErrParts, and what does not fit, if the parts cannot be those of a model; that terms ascend is not checked. Cost: a
// look at where each text ends.
func (v Vectorizer) Restore(p ModelParts) (*Model, error) {
	v = v.withDefaults()
	if err := v.check(); err != nil {
		return nil, err
	}
	n := p.Terms.Len()
	for _, length := range []int{p.Surfaces.Len(), len(p.DF), len(p.CF), len(p.Chances), len(p.Repeats), len(p.IDF), len(p.Scale)} {
		if length != n {
			return nil, fmt.Errorf("%w: %d values for %d terms", ErrParts, length, n)
		}
	}
	if p.Discount != nil && len(p.Discount) != n || n == 0 || p.Totals.Docs <= 0 {
		return nil, fmt.Errorf("%w: %d terms of %d documents, %d discounts", ErrParts, n, p.Totals.Docs, len(p.Discount))
	}
	if err := errors.Join(p.Terms.check(), p.Surfaces.check()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrParts, err)
	}
	return &Model{v, p}, nil
}
