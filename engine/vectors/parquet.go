package vectors

import (
	"fmt"
	"io"
	"slices"

	"kindred/engine/parquet"
	"kindred/vectorize/matrix"
)

// idColumns are the columns of a Parquet file that say whose a vector is; the first that is there counts.
var idColumns = []string{"id", "doc_id"}

// readParquet reads the only column of a Parquet file that holds lists of fractions, and that of ids. A list that is empty or null is a
// paper without a vector.
func readParquet(r *io.SectionReader) (*File, error) {
	f, err := parquet.Open(r, r.Size(), parquet.Limits{})
	if err != nil {
		return nil, err
	}
	id := idColumn(f.Fields())
	var t table
	for v, err := range f.Vectors(id, "") {
		if err != nil {
			return nil, err
		}
		if id != "" && v.ID == "" {
			return nil, fmt.Errorf("row %d (counted from 0) has no %s", t.rows, id)
		}
		if err := t.add(v, id != ""); err != nil {
			return nil, err
		}
	}
	if t.width == 0 {
		return nil, fmt.Errorf("none of its %d rows has a vector", t.rows)
	}
	return &File{Rows: matrix.NewRows(t.rows, t.width, t.data), IDs: t.ids}, nil
}

// idColumn is the name of the column of ids, "" without one.
func idColumn(fields []parquet.Field) string {
	for _, name := range idColumns {
		if slices.ContainsFunc(fields, func(f parquet.Field) bool { return f.Name == name }) {
			return name
		}
	}
	return ""
}

// table gathers vectors as they are read, for a file says how many it holds before that can be believed.
type table struct {
	rows, width int // the width is 0 until the first row with a vector
	data        []float32
	ids         []string
}

// add appends a row, of zeros where it has no vector.
func (t *table) add(v parquet.Vector, withID bool) error {
	switch width := len(v.Values); {
	case width == 0:
		t.data = append(t.data, make([]float32, t.width)...)
	case t.width == 0:
		t.width = width
		t.data = append(make([]float32, t.rows*width), v.Values...) // rows without a vector stood before
	case width != t.width:
		return fmt.Errorf("row %d (counted from 0) has %d values, and those before it %d", t.rows, width, t.width)
	default:
		t.data = append(t.data, v.Values...)
	}
	if withID {
		t.ids = append(t.ids, v.ID)
	}
	t.rows++
	return nil
}
