// Package report writes answers for people and programs.
//
// An answer becomes a [Table] (Assignments, Topics, Terms, OverTime, Trends, Related, Explain, Sweep, Duplicates), the table is cut
// to the columns that were asked for, and a format writes it:
//
//	t, err := report.Assignments(docs, topics).Select([]string{"doc_id", "topic_label"})
//	err = report.CSV(w, t)
//
// [Bundle] is one answer or several as one JSON object and [Summary] is a report in Markdown to read from top to bottom.
// Everything is a function on an io.Writer; nothing here opens a file.
//
// # Cells
//
// A cell is text, a whole number, a number with a fixed number of decimals, true or false, or a list. What is
// unknown is an empty cell, and null in JSON. Minus zero is written as zero. Titles and labels are one line: runs of
// white space become one space and control characters vanish. Identifiers are written as they were given.
//
// # Formats
//
//	csv      RFC 4180 in UTF-8, but lines end with \n; lists joined by " | "
//	json     an array with one object a row; lists are arrays (a Bundle says what they were made from)
//	jsonl    one object a row, one row a line
//	parquet  columns with types, lists as lists, null for what is empty; compressed
//	md       a pipe table; lists joined by ", "
//	table    a box for a terminal, cut to its width; four decimals at most, lists joined by ", "
//
// The last two are for people: Format.Brief is true of them, and Table.Short gives them columns enough.
package report

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Kind says what the cells of a column are.
type Kind int

// The kinds of cells.
const (
	Text    Kind = iota // string, written on one line
	ID                  // string, written as it was given
	Integer             // int
	Number              // float64 with Decimals; NaN is unknown
	Boolean             // bool: true or false
	List                // []string
	Topical             // memberships: the topics of a paper, and how similar it is to each
)

// Column is one column of a table.
type Column struct {
	Name     string
	Kind     Kind
	Decimals int  // of a Number
	Short    bool // shown where there is little room: on a terminal and in Markdown
}

// Row holds a cell a column: a string, int, float64, bool, []string or memberships as the column's Kind says, or nil for unknown.
type Row []any

// Table is an answer in rows. Rows may compute as they go; an error ends the table.
type Table struct {
	Columns []Column
	Rows    iter.Seq2[Row, error]
}

// Names lists the names of columns.
func Names(columns []Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}

// Select chooses columns by name and puts them in that order. The error lists the columns there are.
func (t Table) Select(names []string) (Table, error) {
	chosen, err := Choose(t.Columns, names)
	if err != nil {
		return Table{}, err
	}
	return t.pick(chosen), nil
}

// Choose returns the indices of the named columns, or an error that lists the columns there are.
func Choose(columns []Column, names []string) ([]int, error) {
	known := Names(columns)
	chosen := make([]int, 0, len(names))
	for _, name := range names {
		i := slices.Index(known, name)
		switch {
		case i < 0:
			return nil, fmt.Errorf("report: unknown column %q; the columns are %s", name, strings.Join(known, ", "))
		case slices.Contains(chosen, i):
			return nil, fmt.Errorf("report: column %q is named twice", name)
		}
		chosen = append(chosen, i)
	}
	return chosen, nil
}

// Short cuts the table to its short columns.
func (t Table) Short() Table {
	var chosen []int
	for i, c := range t.Columns {
		if c.Short {
			chosen = append(chosen, i)
		}
	}
	return t.pick(chosen)
}

// pick keeps the columns of the given indices.
func (t Table) pick(chosen []int) Table {
	picked := Table{Columns: make([]Column, len(chosen))}
	for to, from := range chosen {
		picked.Columns[to] = t.Columns[from]
	}
	picked.Rows = func(yield func(Row, error) bool) {
		row := make(Row, len(chosen))
		for full, err := range t.Rows {
			if err == nil {
				for to, from := range chosen {
					row[to] = full[from]
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return picked
}

// Format names a way to write a table.
type Format string

// The formats.
const (
	FormatTable    Format = "table"
	FormatCSV      Format = "csv"
	FormatJSON     Format = "json"
	FormatJSONL    Format = "jsonl"
	FormatMarkdown Format = "md"
	FormatParquet  Format = "parquet"
)

// Formats lists every format.
var Formats = []Format{FormatTable, FormatCSV, FormatJSON, FormatJSONL, FormatMarkdown, FormatParquet}

// Brief reports whether the format shows the short columns alone unless others are asked for.
func (f Format) Brief() bool { return f == FormatTable || f == FormatMarkdown }

// Write writes the table in the format. Width is that of the terminal in cells, 0 for no limit; only FormatTable
// minds it.
func Write(w io.Writer, f Format, t Table, width int) error {
	switch f {
	case FormatTable:
		return Terminal(w, t, width)
	case FormatCSV:
		return CSV(w, t)
	case FormatJSON:
		return JSON(w, t)
	case FormatJSONL:
		return JSONL(w, t)
	case FormatMarkdown:
		return Markdown(w, t)
	case FormatParquet:
		return Parquet(w, t)
	}
	return fmt.Errorf("report: unknown format %q", f)
}
