package vectorize

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"kindred/vectorize/text"
)

// Field is one part of a document. Each of its terms counts Weight times (0 means 1), to the nearest
// millionth or so (2^-20).
type Field struct {
	Text   string
	Weight float64
	Lang   string // BCP 47; "" = the language of the settings, which may be found from the text
}

// Count is one term of one document.
type Count struct {
	Term  string
	TF    float64 // occurrences, each times its field's weight
	Again bool    // it stands in both halves of the document, see Adaptation
	Forms []Form  // how it was written, spellings ascending
}

// Form is one spelling of a term.
type Form struct {
	Text string
	N    int
}

// Counts is what a document holds: its terms, ascending.
type Counts struct {
	Terms  []Count
	Length float64 // sum of TF
	Halved bool    // both halves hold terms
}

// Counter finds the terms of documents: the settings with their analyzer made ready. It never
// changes and is safe to share.
type Counter struct{ analyzer *text.Analyzer }

// Counter makes the settings ready to count, or says what is wrong with those of the text.
func (v Vectorizer) Counter() (*Counter, error) {
	a, err := text.New(v.Text)
	if err != nil {
		return nil, fmt.Errorf("vectorize: %w", err)
	}
	return &Counter{a}, nil
}

// Analyzer returns the analyzer that the counter reads with.
func (c *Counter) Analyzer() *text.Analyzer { return c.analyzer }

// Language returns the language that Count reads a document in, if its fields state one language or
// none: see text.Analyzer.Language.
func (c *Counter) Language(fields ...Field) string {
	if len(fields) == 0 {
		return ""
	}
	var room [8]string
	texts := room[:0]
	for i := range fields {
		texts = append(texts, fields[i].Text)
	}
	return c.analyzer.Language(fields[0].Lang, texts...)
}

// languages are those of the fields, in room. Fields that state the same one, or none, are judged together.
func (c *Counter) languages(room []string, fields []Field) []string {
	room = room[:0]
	for i := range fields {
		lang := fields[i].Lang
		same := func(g Field) bool { return g.Lang == lang }
		switch first := slices.IndexFunc(fields, same); {
		case first < i:
			room = append(room, room[first])
		case i == 0 && !slices.ContainsFunc(fields, func(g Field) bool { return !same(g) }):
			room = append(room, c.Language(fields...))
		default:
			room = append(room, c.Language(slices.DeleteFunc(slices.Clone(fields[i:]), func(g Field) bool { return !same(g) })...))
		}
	}
	return room
}

// weightUnit is what field weights are rounded to, so that sums of them are exact in float64 and
// do not depend on the order of documents.
const weightUnit = 1.0 / (1 << 20)

func weightOf(f Field) float64 {
	if f.Weight == 0 {
		return 1
	}
	return math.Round(f.Weight/weightUnit) * weightUnit
}

// Count finds the terms of one document.
func (c *Counter) Count(fields ...Field) Counts {
	type seen struct {
		tf    float64
		in    halves
		forms []Form
	}
	terms, length, languages := map[string]*seen{}, 0.0, c.languages(nil, fields)
	var of division
	for i, f := range fields {
		weight := weightOf(f)
		of.field()
		c.analyzer.Places(f.Text, languages[i], func(place int, key, surface string) {
			t := terms[key]
			if t == nil {
				t = new(seen)
				terms[strings.Clone(key)] = t
			}
			t.tf += weight
			t.in |= of.half(place)
			t.forms = addForm(t.forms, surface, 1)
			length += weight
		})
	}
	out := make([]Count, 0, len(terms))
	for key, t := range terms {
		slices.SortFunc(t.forms, func(a, b Form) int { return cmp.Compare(a.Text, b.Text) })
		out = append(out, Count{key, t.tf, t.in == both, t.forms})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Compare(a.Term, b.Term) })
	return Counts{out, length, of.seen == both}
}

// Count finds the terms of one document with a Counter made for it alone: for many, make one. It
// panics if the text settings are invalid, which Counter, NewModel and FitTransform report.
func (v Vectorizer) Count(fields ...Field) Counts {
	c, err := v.Counter()
	if err != nil {
		panic(err)
	}
	return c.Count(fields...)
}

// addForm counts n more of a spelling; terms have few, so a walk finds it.
func addForm(forms []Form, surface string, n int) []Form {
	for i := range forms {
		if forms[i].Text == surface {
			forms[i].N += n
			return forms
		}
	}
	return append(forms, Form{strings.Clone(surface), n})
}
