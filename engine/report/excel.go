package report

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excel writes tables as CSV that a double click opens well in Excel and LibreOffice:
//
//   - it begins with a byte order mark, without which Excel takes UTF-8 for an older encoding, and its lines end with \r\n;
//   - columns are parted by semicolons, and decimals by commas, where Semicolon says that the user's country writes them so;
//   - text that a spreadsheet would make a number, a date or a truth value of ("0704.0001", "1E5", "SEPT2") is ="0704.0001",
//     which both show as the text it is;
//   - text that it would take for a formula, since it begins with = + - @, a tab or a line end, has an apostrophe before it.
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
	switch first, _ := utf8.DecodeRuneInString(s); {
	case s == "":
		return s
	case isValue(s):
		return `="` + s + `"`
	case strings.ContainsRune("=+-@\t\r\n＝＋－＠", first):
		return "'" + s
	}
	return s
}

// longestValue is more than any number or date is long; text in a formula may have 255 characters.
const longestValue = 64

// isValue tells whether a spreadsheet would take a text for a number, a date, a time or a truth value, rather too often than not.
func isValue(s string) bool {
	if s = strings.ToLower(strings.TrimSpace(s)); s == "true" || s == "false" || len(s) > longestValue {
		return s == "true" || s == "false"
	}
	if !strings.ContainsAny(s, "0123456789") {
		return false
	}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !isMonth(word) && (!valueWords[word] || strings.HasPrefix(s, word)) {
			return false
		}
	}
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(valueSigns, r) }) < 0
}

// valueSigns are what else stands in numbers, dates and times.
const valueSigns = "0123456789 .,:/+-%$€£()'"

// valueWords are the letters in numbers and times, where nothing begins with them.
var valueWords = map[string]bool{"e": true, "am": true, "pm": true, "a": true, "p": true, "t": true, "z": true}

// isMonth knows the months by their first letters, in the languages that spreadsheets are most used in.
func isMonth(word string) bool {
	letters := []rune(word)
	return len(letters) >= 3 && len(letters) <= 9 && slices.Contains(months, string(letters[:3]))
}

var months = strings.Fields(`jan feb mar apr may jun jul aug sep oct nov dec mär mrz mai okt dez fév avr jui aoû déc ene abr ago dic gen mag giu lug set ott
	fev out mrt mei maj des`)
