package report

import (
	"io"
	"strconv"

	"kindred/engine/parquet"
)

// parquetKinds are the types of columns by the kinds of cells. Numbers have as many decimals as elsewhere.
var parquetKinds = map[Kind]parquet.Kind{Text: parquet.String, ID: parquet.String, Integer: parquet.Int, Number: parquet.Float, Boolean: parquet.Bool,
	List: parquet.Strings, Topical: parquet.Strings}

// Parquet writes a Parquet file: numbers, truth values and lists as such, null for each cell that is empty in CSV.
func Parquet(w io.Writer, t Table) error {
	columns := make([]parquet.Column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = parquet.Column{Name: c.Name, Kind: parquetKinds[c.Kind]}
	}
	p, err := parquet.NewWriter(w, columns)
	if err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		for i, cell := range row {
			cells[i] = t.Columns[i].typed(cell)
		}
		if err := p.Write(cells); err != nil {
			return err
		}
	}
	return p.Close()
}

// typed is a cell as a value of its column's type, nil if it is empty.
func (c Column) typed(cell any) any {
	s := c.plain(cell)
	if s == "" {
		return nil
	}
	switch v := cell.(type) {
	case int:
		return int64(v)
	case float64:
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil
		}
		return x
	case bool:
		return v
	case []string, memberships:
		return c.items(v)
	}
	return s
}
