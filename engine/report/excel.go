package report

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Excel writes tables as CSV that a double click opens well in Excel and LibreOffice:
//
//   - it begins with a byte order mark, without which Excel takes UTF-8 for an older encoding, and its lines end with \r\n;
//   - columns are parted by semicolons, and decimals by commas, where Semicolon says that the user's country writes them so;
//   - text that a spreadsheet would make a number, a date or a truth value of ("0704.0001", "1E5", "SEPT2") is ="0704.0001",
//     which both show as the text it is;
//   - text that it would take for a formula, since its first sign behind blanks and what cannot be seen is = + - @, also as wide as
//     in Chinese, has an apostrophe before it;
//   - tabs and line ends, also of identifiers, are spaces, and other control characters vanish: at a NUL a cell would end, and of
//     the rest a spreadsheet makes boxes, or a file that it cannot save;
//   - text of more than 32,767 characters, which is all that a cell holds, is cut there and ends with an ellipsis.
//
// Numbers stay numbers. The last two change what another program reads: Excel is for spreadsheets alone.
type Excel struct {
	Semicolon bool
}

// Write writes a header and the rows.
func (e Excel) Write(w io.Writer, t Table) error {
	line := []byte("\ufeff")
	for i, c := range t.Columns {
		line = e.append(line, i, c.Name)
	}
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, "\r\n"...)); err != nil {
			return err
		}
		line = line[:0]
		for i, cell := range row {
			line = e.append(line, i, e.cell(t.Columns[i], cell))
		}
	}
	_, err := w.Write(append(line, "\r\n"...))
	return err
}

// append appends the i-th field of a line.
func (e Excel) append(line []byte, i int, field string) []byte {
	separator := byte(',')
	if e.Semicolon {
		separator = ';'
	}
	if i > 0 {
		line = append(line, separator)
	}
	if strings.IndexByte(field, separator) < 0 && !strings.ContainsAny(field, "\"\r\n\t") && strings.TrimSpace(field) == field {
		return append(line, field...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(field, `"`, `""`)...)
	return append(line, '"')
}

// cell writes a cell as a spreadsheet keeps it.
func (e Excel) cell(c Column, cell any) string {
	s := c.plain(cell)
	switch cell.(type) {
	case float64:
		if e.Semicolon {
			return strings.Replace(s, ".", ",", 1)
		}
		return s
	case string, []string:
		return safe(s)
	}
	return s
}

// safe keeps text from becoming anything else.
func safe(s string) string {
	s = strings.Map(visible, s)
	switch {
	case !isValue(s):
		if isFormula(s) {
			s = "'" + s
		}
	case utf8.RuneCountInString(s) <= longestQuoted:
		return `="` + s + `"`
	default:
		s = "'" + s
	}
	return fitting(s)
}

const (
	longestQuoted = 255   // characters of a text inside a formula
	longestCell   = 32767 // characters of a cell, as UTF-16 counts them
)

// visible makes a space of a control character that parts text, and drops others.
func visible(r rune) rune {
	switch {
	case unicode.IsControl(r) && unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r):
		return -1
	}
	return r
}

// isFormula tells whether a spreadsheet, or one that trims cells, might take a text for a formula.
func isFormula(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	first, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@", narrow(first))
}

// narrow is the ASCII sign that one as wide as Chinese stands for.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// fitting cuts a text to what a cell holds.
func fitting(s string) string {
	if len(s) <= longestCell { // bytes, which are no fewer than characters
		return s
	}
	size, last := 0, 0
	for i, r := range s {
		if size += utf16.RuneLen(r); size > longestCell {
			return s[:last] + "…"
		}
		if size < longestCell {
			last = i + utf8.RuneLen(r)
		}
	}
	return s
}

// isValue tells whether a spreadsheet would take a text for a number, a date, a time, a truth value or an error, rather too often
// than not.
func isValue(s string) bool {
	s = strings.ToLower(strings.Map(narrow, strings.TrimSpace(s)))
	if constants[s] {
		return true
	}
	if !strings.ContainsAny(s, "0123456789") || strings.IndexFunc(s, foreignToValues) >= 0 {
		return false
	}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !isMonth(word) && (!valueWords[word] || strings.HasPrefix(s, word)) {
			return false
		}
	}
	return true
}

// foreignToValues tells what stands in no number, date or time.
func foreignToValues(r rune) bool {
	return !unicode.IsLetter(r) && !strings.ContainsRune(valueSigns, r)
}

// valueSigns are what stands in numbers, dates and times beside letters; the last are a minus sign and spaces that do not break.
const valueSigns = "0123456789 .,:/+-%$€£¥()'\u2212\u00a0\u202f"

// valueWords are the letters in numbers and times, where nothing begins with them.
var valueWords = map[string]bool{"e": true, "am": true, "pm": true, "a": true, "p": true, "t": true, "z": true}

// constants are truth values, in the languages that spreadsheets are most used in, and errors.
var constants = setOf(`true false wahr falsch vrai faux verdadero falso verdadeiro vero waar onwaar sant falskt sand falsk prawda fałsz истина ложь
	#n/a #ref! #div/0! #value! #name? #num! #null!`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// isMonth knows the months by their first letters, in the languages that spreadsheets are most used in.
func isMonth(word string) bool {
	letters := []rune(word)
	return len(letters) >= 3 && len(letters) <= 9 && slices.Contains(months, string(letters[:3]))
}

var months = strings.Fields(`jan feb mar apr may jun jul aug sep oct nov dec mär mrz mai okt dez fév avr jui aoû déc ene abr ago dic gen mag giu lug set ott
	fev out mrt mei maj des`)
