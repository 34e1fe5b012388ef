package corpus

import (
	"bytes"
	"strings"
)

// Embase's "CSV - Fields by Row" has a field a line: its name, then a value or several, each in a cell. A record begins with its title.

const formatEmbase = "embase"

var embase = &tableSource{name: "Embase", id: "embaseaccessionid", kind: "embase"}

var embaseStyle = &tagStyle{first: isEmbaseFirst, last: neverLast,
	tag: func(string, bool) (name, text string, ok bool) { return "", "", false }}

func newEmbase(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, embaseStyle, o), m.decodeEmbase, nil
}

func isEmbaseFirst(line []byte) bool {
	return bytes.HasPrefix(line, []byte(`"TITLE",`)) || bytes.HasPrefix(line, []byte(`TITLE,`))
}

// isEmbase looks for a title, and for other fields of Embase behind it.
func isEmbase(head []byte) bool {
	title, others := false, 0
	for line := range bytes.Lines(head) {
		if title = title || isEmbaseFirst(line); !title {
			if !isPreamble(string(line)) {
				return false
			}
			continue
		}
		line = bytes.TrimPrefix(line, []byte(`"`))
		for _, name := range []string{"AUTHOR NAMES", "SOURCE", "ABSTRACT", "EMBASE", "PUBLICATION YEAR", "DOI"} {
			if bytes.HasPrefix(line, []byte(name)) {
				others++
			}
		}
	}
	return others > 1
}

// decodeEmbase reads the fields by their synonyms, as those of a table of Embase with fields in columns.
func (m *mapping) decodeEmbase(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	var r record
	for len(raw) > 0 {
		var row []byte
		row, raw = firstRow(raw)
		cells := csvFields(row, ',')
		if len(cells) < 2 || blankText(cells[0]) {
			continue
		}
		separator := "; "
		if strings.Contains(cells[0], "ABSTRACT") {
			separator = "\n"
		}
		r = append(r, pair{cells[0], value{text: strings.Trim(strings.Join(cells[1:], separator), separator)}})
	}
	d := m.documentOf(r, doubt)
	embase.settle(&d, r, m)
	d.reportMissing(doubt)
	return d, nil
}

// firstRow cuts the first row off, at a line end outside of quotes.
func firstRow(raw []byte) (row, rest []byte) {
	end, open := 0, false
	for {
		n := bytes.IndexByte(raw[end:], '\n')
		if n < 0 {
			return raw, nil
		}
		if open = quoteOpen(raw[end:end+n], ',', open); !open {
			return raw[:end+n], raw[end+n+1:]
		}
		end += n + 1
	}
}
