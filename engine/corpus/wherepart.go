package corpus

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// part is what a name in a condition stands for: how to ask for it, and how to compare it.
type part struct {
	has     question
	compare func(operator, value token) (question, error)
}

// part finds what a name stands for.
func (p *conditionParser) part(name token) part {
	if name.kind == wordToken {
		lower := strings.ToLower(name.text)
		if made, ok := p.standard(cmp.Or(singular[lower], lower)); ok {
			return made
		}
	}
	if !slices.Contains(p.into.own, name.text) {
		p.into.own = append(p.into.own, name.text)
	}
	return ownPart(name.text)
}

// singular are the names of what a paper may have several of.
var singular = map[string]string{"authors": "author", "categories": "category", "keywords": "keyword", "labels": "label"}

// standard finds what every paper has a place for.
func (p *conditionParser) standard(name string) (part, bool) {
	switch name {
	case "year":
		return yearPart(), true
	case "date":
		return datePart(), true
	case "category":
		return textPart(name, func(d *Document) []string { return d.Categories }, foldCase, beginsWord), true
	case "doi":
		return textPart(name, (*Document).dois, func(s string) string { return cmp.Or(doiOf(s), foldCase(s)) }, strings.Contains), true
	case "arxiv":
		return textPart(name, (*Document).arxivsAndPapers, func(s string) string { return cmp.Or(arxivOf(s), foldCase(s)) }, strings.Contains), true
	case "abstract":
		made := textPart(name, func(d *Document) []string { return []string{d.Unpacked().Abstract} }, foldCase, strings.Contains)
		made.has = (*Document).HasAbstract
		return made, true
	case "lang":
		return textPart(name, p.languages, foldCase, strings.Contains), true
	}
	if texts := textsOf[name]; texts != nil {
		return textPart(name, texts, foldCase, strings.Contains), true
	}
	return part{}, false
}

// textsOf are the texts that a name stands for, where nothing is special about them.
var textsOf = map[string]func(d *Document) []string{
	"id":      func(d *Document) []string { return append([]string{d.ID}, d.Also...) },
	"title":   func(d *Document) []string { return []string{d.Title} },
	"text":    func(d *Document) []string { return []string{d.Title, d.Unpacked().Abstract} },
	"author":  func(d *Document) []string { return d.Authors },
	"keyword": func(d *Document) []string { return d.Keywords },
	"label":   func(d *Document) []string { return d.Labels },
	"venue":   func(d *Document) []string { return []string{d.Venue} },
	"url":     func(d *Document) []string { return []string{d.URL} },
	"pmid":    (*Document).pmids,
}

// arxivsAndPapers are the arXiv ids of a paper, with and without their versions.
func (d *Document) arxivsAndPapers() []string {
	ids := d.arxivs()
	for _, id := range ids[:len(ids):len(ids)] {
		ids = append(ids, withoutVersion(id))
	}
	return ids
}

// languages are the language that a record states or its words tell, and that without its region.
func (p *conditionParser) languages(d *Document) []string {
	lang := d.Lang
	if lang == "" && p.language != nil {
		lang = p.language(d.Title, d.Unpacked().Abstract)
	}
	base, _, _ := strings.Cut(lang, "-")
	return []string{lang, base}
}

// textPart compares texts: = takes one that is equal to a value, ~ one that holds it, both as read by form and in one case.
func textPart(name string, texts func(d *Document) []string, form func(string) string, holds func(text, value string) bool) part {
	anyOf := func(value string, fits func(text, value string) bool) question {
		return func(d *Document) bool {
			return slices.ContainsFunc(texts(d), func(s string) bool { return s != "" && fits(foldCase(s), value) })
		}
	}
	return part{
		has: func(d *Document) bool { return slices.ContainsFunc(texts(d), func(s string) bool { return s != "" }) },
		compare: func(operator, value token) (question, error) {
			switch operator.text {
			case "=", "!=":
				return contrary(operator, anyOf(form(value.text), func(text, value string) bool { return text == value })), nil
			case "~", "!~":
				return contrary(operator, anyOf(foldCase(value.text), holds)), nil
			}
			return nil, operator.wrong("%s does not go with %s: use =, !=, ~ or !~", operator.text, name)
		},
	}
}

// contrary turns a question round where its operator begins with !.
func contrary(operator token, q question) question {
	if operator.text[0] != '!' {
		return q
	}
	return func(d *Document) bool { return !q(d) }
}

// beginsWord tells whether value stands in text at the beginning of a word: of it, or behind what is no letter or digit.
func beginsWord(text, value string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], value)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		if at+i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return true
		}
		_, n := utf8.DecodeRuneInString(text[at+i:])
		at += i + max(n, 1)
	}
}

// foldCase makes texts equal that differ in case, or in how accents are encoded.
func foldCase(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return cases.Fold().String(norm.NFC.String(s))
		}
	}
	return strings.ToLower(s)
}

// yearPart compares years as numbers.
func yearPart() part {
	has := func(d *Document) bool { return d.Precision != NoDate }
	return part{has: has, compare: func(operator, value token) (question, error) {
		year, err := strconv.Atoi(value.text)
		if err != nil {
			return nil, value.wrong("a year is a whole number such as 2020, not %q", value.text)
		}
		return ordered("year", operator, func(d *Document) (int, bool) { return cmp.Compare(d.Date.Year(), year), has(d) })
	}}
}

// datePart compares dates by what both sides say.
func datePart() part {
	has := func(d *Document) bool { return d.Precision != NoDate }
	return part{has: has, compare: func(operator, value token) (question, error) {
		if !isDate(value.text) {
			return nil, value.wrong("a date is a year, a month or a day, such as 2020, 2020-05 or 2020-05-31, not %q", value.text)
		}
		return ordered("date", operator, func(d *Document) (int, bool) {
			date := d.DateString()
			n := min(len(date), len(value.text))
			return strings.Compare(date[:n], value.text[:n]), has(d)
		})
	}}
}

// isDate tells whether s is written as DateString writes.
func isDate(s string) bool {
	return slices.ContainsFunc([]string{"2006", "2006-01", time.DateOnly}, func(layout string) bool {
		_, err := time.Parse(layout, s)
		return err == nil
	})
}

// ordered asks of how a paper compares with a value (-1, 0 or 1, and whether it compares at all).
func ordered(name string, operator token, compared func(d *Document) (int, bool)) (question, error) {
	allowed := map[string][]int{"=": {0}, "!=": {0}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}[operator.text]
	if allowed == nil {
		return nil, operator.wrong("%s does not go with %s: use =, !=, <, <=, > or >=", operator.text, name)
	}
	return contrary(operator, func(d *Document) bool {
		order, ok := compared(d)
		return ok && slices.Contains(allowed, order)
	}), nil
}

// largestExact bounds the whole numbers that float64 tells apart: longer ones are names.
const largestExact = 1 << 53

// ownPart is a field of the records: a text, and a number where it is compared with one.
func ownPart(name string) part {
	texts := textPart(name, func(d *Document) []string { return []string{d.Fields[name]} }, foldCase, strings.Contains)
	return part{has: texts.has, compare: func(operator, value token) (question, error) {
		number, err := strconv.ParseFloat(value.text, 64)
		isNumber := err == nil && math.Abs(number) <= largestExact
		switch operator.text {
		case "<", "<=", ">", ">=":
			if !isNumber {
				return nil, value.wrong("%s compares numbers, which %q is not", operator.text, value.text)
			}
		case "=", "!=":
			if !isNumber {
				return texts.compare(operator, value)
			}
		default:
			return texts.compare(operator, value)
		}
		return ordered(name, operator, func(d *Document) (int, bool) {
			v, err := strconv.ParseFloat(strings.TrimSpace(d.Fields[name]), 64)
			return cmp.Compare(v, number), err == nil && !math.IsNaN(v)
		})
	}}
}
