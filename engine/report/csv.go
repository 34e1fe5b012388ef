package report

import (
	"io"
	"strings"
)

// CSV writes a header and the rows: RFC 4180, lines ended by \n. A row whose only cell is empty is written as ""
// since many readers skip a blank line.
func CSV(w io.Writer, t Table) error {
	line := make([]byte, 0, 1024)
	for i, c := range t.Columns {
		line = appendField(line, i, c.Name)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		line = line[:0]
		for i, cell := range row {
			line = appendField(line, i, t.Columns[i].plain(cell))
		}
		if len(line) == 0 {
			line = append(line, `""`...)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// appendField appends the i-th field of a line, quoted if a reader could take it for something else.
func appendField(line []byte, i int, field string) []byte {
	if i > 0 {
		line = append(line, ',')
	}
	if !strings.ContainsAny(field, ",\"\r\n") && strings.TrimSpace(field) == field {
		return append(line, field...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(field, `"`, `""`)...)
	return append(line, '"')
}
