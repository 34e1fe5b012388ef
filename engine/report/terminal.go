package report

import (
	"io"
	"slices"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

const (
	terminalDecimals = 4  // no column shows more on a terminal
	narrowest        = 12 // no text column is cut to fewer cells
	unlimitedText    = 80 // cells of a text column when the width is not known
	frame            = 3  // cells that a column spends on its frame
)

// Terminal writes a box. Text columns are cut, the widest first, until the box fits the width (in cells; 0 for a
// width that is not known).
func Terminal(w io.Writer, t Table, width int) error {
	grid, err := t.grid()
	if err != nil {
		return err
	}
	widths := t.fit(grid, width)
	box := table.NewWriter()
	box.SetStyle(table.StyleLight)
	box.Style().Format.Header = text.FormatDefault
	box.Style().Options.SeparateRows = false
	var configs []table.ColumnConfig
	for i, c := range t.Columns {
		if c.right() {
			configs = append(configs, table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
		}
	}
	box.SetColumnConfigs(configs)
	box.AppendHeader(cut(grid[0], widths))
	for _, row := range grid[1:] {
		box.AppendRow(cut(row, widths))
	}
	_, err = io.WriteString(w, box.Render()+"\n")
	return err
}

// grid formats every cell for the terminal, the header first.
func (t Table) grid() ([][]string, error) {
	grid := [][]string{Names(t.Columns)}
	for row, err := range t.Rows {
		if err != nil {
			return nil, err
		}
		line := make([]string, len(row))
		for i, cell := range row {
			c := t.Columns[i]
			c.Decimals = min(c.Decimals, terminalDecimals)
			line[i] = c.brief(cell)
		}
		grid = append(grid, line)
	}
	return grid, nil
}

// fit chooses the width of each column: what its cells need, less what the terminal has not.
func (t Table) fit(grid [][]string, width int) []int {
	widths := make([]int, len(t.Columns))
	for _, line := range grid {
		for i, s := range line {
			widths[i] = max(widths[i], text.StringWidthWithoutEscSequences(s))
		}
	}
	if width <= 0 {
		for i, c := range t.Columns {
			if !c.right() {
				widths[i] = min(widths[i], unlimitedText)
			}
		}
		return widths
	}
	for total(widths)+frame*len(widths)+1 > width {
		i := t.widestText(widths)
		if i < 0 || widths[i] <= narrowest {
			break
		}
		widths[i]--
	}
	return widths
}

// widestText returns the widest column that may be cut, -1 if there is none.
func (t Table) widestText(widths []int) int {
	widest := -1
	for i, c := range t.Columns {
		if !c.right() && c.Kind != Boolean && (widest < 0 || widths[i] > widths[widest]) {
			widest = i
		}
	}
	return widest
}

func total(widths []int) int {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	return sum
}

// cut shortens the cells of a line to the widths, an ellipsis in place of the rest.
func cut(line []string, widths []int) table.Row {
	row := make(table.Row, len(line))
	for i, s := range slices.All(line) {
		row[i] = text.Snip(s, widths[i], "…")
	}
	return row
}
