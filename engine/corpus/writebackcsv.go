package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// markColumns are what a table gets at the end of its header and of each row. A table that ends with them was written back before:
// their cells are replaced.
var markColumns = []string{"topic_id", "topic_label", "similarity"}

// errHeaders says that tables cannot be written as one.
var errHeaders = errors.New("its header is not that of the table before it: write one of them at a time")

// openTable opens a table for its rows to be copied.
func (b *backWriter) openTable(in *input) (*csvRecords, *csvTable, error) {
	f, err := detect(in.head, in.whole, in.file, b.options)
	if err != nil {
		return nil, nil, err
	}
	if f.name != formatCSV && f.name != formatTSV {
		return nil, nil, fmt.Errorf("the file is no table any more: run again")
	}
	return openCSV(in, b.options, f.delimiter, f.preamble)
}

// sameHeader refuses a table whose header differs from that of the first.
func (b *backWriter) sameHeader(_ context.Context, in *input, _ []place) error {
	_, t, err := b.openTable(in)
	if err != nil {
		return err
	}
	if first := b.header; first != nil && (first.delimiter != t.delimiter || !slices.Equal(first.raw, t.raw)) {
		return errHeaders
	}
	b.header = t
	return nil
}

// checkTables refuses tables that cannot be one, before any is copied. It reads their headers, so standard input begins anew.
func (b *backWriter) checkTables(ctx context.Context, own, others []FileInfo) error {
	if len(own) > 0 && len(others) > 0 {
		return fmt.Errorf("corpus: %s is no table and %s is one: write one of them at a time", called(others[0].Name), called(own[0].Name))
	}
	if len(own) < 2 {
		return nil
	}
	if err := b.each(ctx, own, b.sameHeader); err != nil {
		return err
	}
	if again, ok := b.options.Stdin.(io.Seeker); ok {
		if _, err := again.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("corpus: standard input: %w", err)
		}
	}
	return nil
}

// table copies a table and adds to its rows. Of tables behind the first, what stands above the rows is left out.
func (b *backWriter) table(ctx context.Context, in *input, places []place) error {
	t, _ := tapeOf(in)
	rows, table, err := b.openTable(in)
	if err != nil {
		return err
	}
	if err := b.head(t, table); err != nil {
		return err
	}
	left := &placed{places, b.marks}
	for ctx.Err() == nil {
		_, o, err := rows.next()
		_, lost := errors.AsType[*RecordError](err)
		switch {
		case lost:
			b.cells.bare = true
			err = b.row(t, o, b.cells.broken)
		case err != nil:
			return b.rest(t, left, err)
		default:
			err = b.rowWithMark(t, o, left)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// head writes the header of the first table, and passes those of others.
func (b *backWriter) head(t *tape, table *csvTable) error {
	if b.cells == nil {
		b.cells = newMarkCells(table)
		return b.row(t, table.at, b.cells.headed)
	}
	b.between()
	return t.skip(table.at.Offset + table.at.Length)
}

// rowWithMark writes a row with the cells of its mark, or with empty ones if no paper came from it.
func (b *backWriter) rowWithMark(t *tape, o Origin, left *placed) error {
	m, ok, err := left.markOf(o)
	if err != nil {
		return err
	}
	return b.row(t, o, func(row []byte) []byte {
		switch {
		case b.cells.endsLikeRow(row):
			b.done.Unmarked++
			return row
		case !ok:
			return b.cells.empty(row)
		}
		b.done.Marked += countOf(m.Topic >= 0)
		return b.cells.put(row, m.cells())
	})
}

// endsLikeRow tells whether with cells behind it the last lines of a row may be a row of their own, and be read as one: a cell of several
// lines holds a quote that is neither doubled nor its last.
//
//	"a title
//	"quoted" in part"
func (c *markCells) endsLikeRow(row []byte) bool {
	if bytes.IndexByte(row, '\n') < 0 {
		return false
	}
	quoted := false
	for at := 0; at < len(row); at++ {
		last := at+1 == len(row) || row[at+1] == c.delimiter
		switch {
		case row[at] != '"':
		case !quoted:
			quoted = at == 0 || row[at-1] == c.delimiter
		case last:
			quoted = false
		case row[at+1] != '"':
			return true
		default:
			at++
		}
	}
	return false
}

// row copies what stands before a row, and the row as do makes it.
func (b *backWriter) row(t *tape, o Origin, do func(row []byte) []byte) error {
	if err := t.copy(b, o.Offset); err != nil {
		return err
	}
	row, err := t.next(o.Offset + o.Length)
	if err != nil {
		return err
	}
	body := bytes.TrimRight(row, "\r\n") // of a line that was too long the end counts too
	b.put(do(body))
	b.put(row[len(body):])
	return nil
}

// skip passes a header and the line end behind it.
func (t *tape) skip(to int64) error {
	_, err := t.next(to)
	for _, c := range []byte("\r\n") {
		if t.kept.Len() == 0 && err == nil {
			_, err = io.CopyN(&t.kept, t.r, 1)
		}
		if t.kept.Len() > 0 && t.kept.Bytes()[0] == c {
			t.kept.Next(1)
			t.at++
		}
	}
	return ignoreEOF(err)
}

// markCells writes the cells of a mark as a table writes its own.
type markCells struct {
	delimiter byte
	columns   int  // of the table, without those of an earlier run
	replaces  bool // the table has the columns
	quoted    bool // all cells of the header are in quotes
	text      bool // the last column is a text, to which a reader adds what is too much in a row
	bare      bool // a row before had a quote that is never closed: one that is added would close it
	names     []string
	header    []string // as it stands in the file
}

func newMarkCells(t *csvTable) *markCells {
	c := &markCells{delimiter: t.delimiter, columns: len(t.header), names: markColumns, header: t.raw}
	own := len(t.header) - len(markColumns)
	if own > 0 && slices.Equal(t.header[own:], markColumns) {
		c.columns, c.replaces = own, true
		return c
	}
	c.text = t.mapping.holdsText(t.header[c.columns-1])
	c.names = slices.Clone(markColumns)
	for i, name := range c.names {
		for n := 2; slices.Contains(t.header, c.names[i]); n++ {
			c.names[i] = fmt.Sprintf("%s_%d", name, n)
		}
	}
	return c
}

// headed adds the names to a header. If its first cell is in quotes, so are all that are added.
func (c *markCells) headed(header []byte) []byte {
	c.quoted = bytes.HasPrefix(bytes.TrimPrefix(header, bom8), []byte{'"'})
	return c.put(header, c.names)
}

// empty adds empty cells to a row that no paper was made of, and the names to the header where it stands again.
func (c *markCells) empty(row []byte) []byte {
	fields := csvFields(bytes.TrimPrefix(row, bom8), c.delimiter)
	if slices.Equal(withoutBlankEnd(fields, len(c.header)), c.header) {
		return c.put(row, c.names)
	}
	return c.put(row, make([]string, len(markColumns)))
}

// broken adds them to the end of a row that cannot be cut into cells, unless they are there.
func (c *markCells) broken(row []byte) []byte {
	more := []byte(strings.Repeat(string(c.delimiter)+c.cell(""), len(markColumns)))
	if c.replaces && bytes.HasSuffix(row, more) {
		return row
	}
	return append(bytes.Clone(row), more...)
}

// cells are those of a mark, under markColumns.
func (m Mark) cells() []string {
	similarity := ""
	if !math.IsNaN(m.Similarity) {
		similarity = strconv.FormatFloat(m.Similarity, 'f', 6, 64)
	}
	return []string{strconv.Itoa(m.Topic), oneLine(m.Label), similarity}
}

// put puts cells behind the last column of a row, in place of those of an earlier run. A row that is too short is filled up. What a
// row has too much stays behind the cells; if the last column is a text, a reader takes it for the end of that, so both become one
// cell in quotes.
func (c *markCells) put(row []byte, cells []string) []byte {
	starts, ends := cellsOf(row, c.delimiter)
	last, text, from := len(ends)-1, "", len(row)
	filled := withoutBlankEnd(csvFields(row, c.delimiter), c.columns)
	merged := c.text && len(filled) > c.columns
	switch {
	case merged:
		from = starts[c.columns-1]
		text = quotedCell(strings.Join(filled[c.columns-1:], string(c.delimiter)))
	case last >= c.columns-1:
		from = ends[c.columns-1]
	default:
		text = strings.Repeat(string(c.delimiter), c.columns-1-last)
	}
	to := from
	switch {
	case merged:
		to = ends[len(filled)-1]
	case c.replaces && last >= c.columns:
		to = ends[min(last, c.columns+len(cells)-1)]
	}
	for _, cell := range cells {
		text += string(c.delimiter) + c.cell(cell)
	}
	return apply(row, []edit{{from, to, text}})
}

// cell writes one cell. Where no quote may be added, what would need them is written without.
func (c *markCells) cell(s string) string {
	if c.bare {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if r == '"' || r == rune(c.delimiter) {
				return -1
			}
			return r
		}, s))
	}
	if c.quoted || strings.ContainsAny(s, "\"\r\n"+string(c.delimiter)) || strings.TrimSpace(s) != s {
		return quotedCell(s)
	}
	return s
}

func quotedCell(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// cellsOf is where each cell of a row begins and ends.
func cellsOf(row []byte, delimiter byte) (starts, ends []int) {
	at := 0
	for more := true; more; {
		var rest []byte
		starts = append(starts, at)
		_, rest, more = csvField(row[at:], delimiter)
		end := len(row)
		if more {
			end = len(row) - len(rest) - 1
		}
		ends = append(ends, end)
		at = end + 1
	}
	return starts, ends
}
