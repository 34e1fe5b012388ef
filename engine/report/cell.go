package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode"

	"kindred/engine"
)

// What stands between the items of a list: for programs, and for people where bars part the columns.
const (
	listSeparator  = " | "
	briefSeparator = ", "
)

// plain writes a cell as text; unknown is "".
func (c Column) plain(cell any) string { return c.text(cell, listSeparator) }

// brief writes a cell as text on one line, for people.
func (c Column) brief(cell any) string { return OneLine(c.text(cell, briefSeparator)) }

func (c Column) text(cell any, separator string) string {
	switch v := cell.(type) {
	case string:
		if c.Kind == ID {
			return strings.ToValidUTF8(v, "\uFFFD")
		}
		return OneLine(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return Fixed(v, c.Decimals)
	case bool:
		return strconv.FormatBool(v)
	}
	return strings.Join(c.items(cell), separator)
}

// items are the elements of a list, each on one line; nil of any other cell.
func (c Column) items(cell any) []string {
	var items []string
	switch v := cell.(type) {
	case []string:
		for _, s := range v {
			items = append(items, OneLine(s))
		}
	case memberships:
		for _, m := range v {
			items = append(items, strconv.Itoa(m.Topic))
		}
	}
	return items
}

// appendJSON appends a cell as JSON; unknown is null.
func (c Column) appendJSON(b []byte, cell any) []byte {
	switch v := cell.(type) {
	case []string:
		b = append(b, '[')
		for i, s := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendQuoted(b, OneLine(s))
		}
		return append(b, ']')
	case memberships:
		return v.appendJSON(b)
	case string:
		return appendQuoted(b, c.plain(v))
	}
	if s := c.plain(cell); s != "" {
		return append(b, s...)
	}
	return append(b, "null"...)
}

// memberships are the topics of a paper, its own first: the ids of them, or a list of objects in JSON.
type memberships []engine.Membership

func (v memberships) appendJSON(b []byte) []byte {
	b = append(b, '[')
	for i, m := range v {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"topic_id":`...)
		b = strconv.AppendInt(b, int64(m.Topic), 10)
		b = append(b, `,"similarity":`...)
		b = append(similarityColumn.appendJSON(b, m.Similarity), '}')
	}
	return append(b, ']')
}

var similarityColumn = Column{Kind: Number, Decimals: 6}

// appendQuoted appends s as a JSON string.
func appendQuoted(b []byte, s string) []byte {
	text, err := encode(s)
	if err != nil {
		panic(err) // a string always encodes
	}
	return append(b, text...)
}

// encode is json.Marshal, but leaves <, > and & as they are.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Fixed writes x with the given number of decimals: "" when it is not a finite number, and never minus zero.
func Fixed(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if s[0] == '-' && strings.Trim(s, "-0.") == "" {
		return s[1:]
	}
	return s
}

// OneLine makes text fit for one line: white space becomes single spaces, other control characters and broken
// UTF-8 vanish (so that no title steers a terminal).
func OneLine(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, isBidiControl(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isPlain is true for text of printable ASCII that OneLine would leave as it is.
func isPlain(s string) bool {
	space := true // at the start
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && space {
			return false
		}
		space = s[i] == ' '
	}
	return len(s) == 0 || !space
}

// isBidiControl is true for the marks that reorder the text around them.
func isBidiControl(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// Measure is a number that marshals with six decimals, and as null when it is unknown (NaN).
type Measure float64

// MarshalJSON writes the number.
func (m Measure) MarshalJSON() ([]byte, error) {
	return Column{Kind: Number, Decimals: 6}.appendJSON(nil, float64(m)), nil
}
