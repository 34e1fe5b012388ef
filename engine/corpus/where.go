package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Condition is a question about a paper that is answered by yes or no:
//
//	year>=2020 and category~cs.
//	(author~hinton or author~bengio) and not label=survey
//	abstract and "Cited by" > 10
//
// Its grammar, where names and words are runs of characters other than white space, parentheses, quotes and = < > ~ !, and
// anything in 'quotes' or "quotes" (doubled to stand for themselves) is one:
//
//	condition = both { "or" both }
//	both      = one { "and" one }
//	one       = "not" one | "(" condition ")" | name [ operator word ]
//	operator  = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
//
// A name alone asks whether the paper has such a thing at all. The names are id, title, abstract, text (title and abstract),
// author, category, keyword, label (these four also in the plural), year, date, venue, url, lang, doi, arxiv and pmid; any other, and
// any in quotes, is a field of the records, spelt as there. Of several authors, categories, keywords or labels one is enough, and
// so is one of the ids, DOIs, arXiv ids and PubMed ids of the records that a paper was merged from.
//
//	=  and !=    equal, whatever the case; numbers of own fields by value; a DOI or arXiv id in any of its spellings; en is en-GB too
//	~  and !~    contains, whatever the case; of a category only at the beginning of a word: cs. is in cs.LG, and cs not in physics
//	<, <=, >, >= of a year, a date or a number in a field of the records
//
// Dates are compared by what both sides say: a paper of 2024 is of 2024-05 or later, and one of 2024-05-03 is of 2024. What a paper
// lacks is equal to nothing, contains nothing, and is neither more nor less than anything; != and !~ are the contrary of = and ~.
//
// A Condition never changes and is safe to share.
type Condition struct {
	holds func(d *Document) bool
	own   []string // names that are no name of a part of every paper
}

// SyntaxError says where a condition is wrong, in characters from 1, and what is allowed there.
type SyntaxError struct {
	Column  int
	Message string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Message) }

// deepest is how many parentheses and nots may stand within each other.
const deepest = 200

// ParseCondition reads a condition. language tells the language of a paper whose record states none; without it, nil, such a
// paper has none. Every error is a *SyntaxError.
func ParseCondition(s string, language func(title, abstract string) string) (*Condition, error) {
	c := &Condition{}
	p := &conditionParser{text: []rune(s), into: c, language: language}
	err := p.next()
	if err == nil {
		c.holds, err = p.condition()
	}
	if err == nil && p.token.kind != endToken {
		err = p.unexpected("and, or or the end of the condition")
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Holds answers for one paper.
func (c *Condition) Holds(d Document) bool { return c.holds(&d) }

type tokenKind int

const (
	endToken tokenKind = iota
	wordToken
	quotedToken
	operatorToken
	openToken
	closeToken
)

type token struct {
	kind   tokenKind
	text   string
	column int // from 1
}

// is tells whether a token is a word of the grammar, in any case.
func (t token) is(word string) bool { return t.kind == wordToken && strings.EqualFold(t.text, word) }

func (t token) reserved() bool { return t.is("and") || t.is("or") || t.is("not") }

// conditionParser descends the grammar, a method a rule, one token ahead.
type conditionParser struct {
	text     []rune
	at       int // in text, behind token
	token    token
	depth    int
	into     *Condition
	language func(title, abstract string) string
}

// wrong is a SyntaxError at a token.
func (t token) wrong(format string, args ...any) error {
	return &SyntaxError{t.column, fmt.Sprintf(format, args...)}
}

// unexpected says what should stand where the current token does.
func (p *conditionParser) unexpected(allowed string) error {
	if p.token.kind == endToken {
		return p.token.wrong("the condition ends where %s should follow", allowed)
	}
	return p.token.wrong("%q where %s should follow", p.token.text, allowed)
}

// next reads a token.
func (p *conditionParser) next() error {
	for p.at < len(p.text) && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
	start := p.at
	p.token = token{endToken, "", start + 1}
	if start == len(p.text) {
		return nil
	}
	switch r := p.text[start]; {
	case r == '(':
		p.token.kind, p.at = openToken, start+1
	case r == ')':
		p.token.kind, p.at = closeToken, start+1
	case strings.ContainsRune(`'"`, r):
		return p.quoted(r)
	case strings.ContainsRune(operatorSigns, r):
		p.token.kind, p.at = operatorToken, start+len(p.operator())
	default:
		p.token.kind = wordToken
		for p.at < len(p.text) && !unicode.IsSpace(p.text[p.at]) && !strings.ContainsRune(`()'"`+operatorSigns, p.text[p.at]) {
			p.at++
		}
	}
	p.token.text = string(p.text[start:p.at])
	if p.token.text == "!" {
		return p.token.wrong("! alone: use not, != or !~")
	}
	return nil
}

// quoted reads a text in quotes, which stand for themselves where they are doubled.
func (p *conditionParser) quoted(quote rune) error {
	var b strings.Builder
	for i := p.at + 1; i < len(p.text); i++ {
		if p.text[i] != quote {
			b.WriteRune(p.text[i])
			continue
		}
		if i+1 == len(p.text) || p.text[i+1] != quote {
			p.token.kind, p.token.text, p.at = quotedToken, b.String(), i+1
			return nil
		}
		b.WriteRune(quote)
		i++
	}
	return p.token.wrong("the quote %c is never closed", quote)
}

const operatorSigns = "=<>~!"

// operators are the signs, a longer one before its beginning.
var operators = []string{"!=", "!~", "<=", ">=", "=", "<", ">", "~"}

// operator is the sign at the current place; a ! alone is one too, to be refused.
func (p *conditionParser) operator() string {
	here := string(p.text[p.at:min(p.at+2, len(p.text))])
	if i := slices.IndexFunc(operators, func(o string) bool { return strings.HasPrefix(here, o) }); i >= 0 {
		return operators[i]
	}
	return here[:1]
}

type question = func(d *Document) bool

// condition = both { "or" both }
func (p *conditionParser) condition() (question, error) {
	return p.joined("or", p.both, func(list []question) question {
		return func(d *Document) bool { return slices.ContainsFunc(list, func(q question) bool { return q(d) }) }
	})
}

// both = one { "and" one }
func (p *conditionParser) both() (question, error) {
	return p.joined("and", p.one, func(list []question) question {
		return func(d *Document) bool { return !slices.ContainsFunc(list, func(q question) bool { return !q(d) }) }
	})
}

// joined reads parts with a word between them.
func (p *conditionParser) joined(word string, part func() (question, error), join func([]question) question) (question, error) {
	first, err := part()
	list := []question{first}
	for err == nil && p.token.is(word) {
		if err = p.next(); err == nil {
			first, err = part()
			list = append(list, first)
		}
	}
	if err != nil || len(list) == 1 {
		return first, err
	}
	return join(list), nil
}

// one = "not" one | "(" condition ")" | name [ operator word ]
func (p *conditionParser) one() (question, error) {
	if p.depth++; p.depth > deepest {
		return nil, p.token.wrong("more than %d parentheses and nots within each other", deepest)
	}
	defer func() { p.depth-- }()
	start := p.token
	switch {
	case start.is("not"):
		if err := p.next(); err != nil {
			return nil, err
		}
		q, err := p.one()
		return func(d *Document) bool { return !q(d) }, err
	case start.kind == openToken:
		if err := p.next(); err != nil {
			return nil, err
		}
		q, err := p.condition()
		if err != nil {
			return nil, err
		}
		if p.token.kind != closeToken {
			return nil, p.unexpected(fmt.Sprintf("and, or or the ) of the ( in column %d", start.column))
		}
		return q, p.next()
	case start.kind == quotedToken, start.kind == wordToken && !start.reserved():
		return p.test()
	}
	return nil, p.unexpected("a test such as year>=2020, (, or not")
}

// test = name [ operator word ]
func (p *conditionParser) test() (question, error) {
	name := p.token
	if err := p.next(); err != nil {
		return nil, err
	}
	part := p.part(name)
	if p.token.kind != operatorToken {
		return part.has, nil
	}
	operator := p.token
	if err := p.next(); err != nil {
		return nil, err
	}
	value := p.token
	if value.kind != quotedToken && (value.kind != wordToken || value.reserved()) {
		return nil, p.unexpected(fmt.Sprintf("what %s is compared with (in quotes if it holds more than letters, digits and points)", name.text))
	}
	q, err := part.compare(operator, value)
	if err != nil {
		return nil, err
	}
	return q, p.next()
}
