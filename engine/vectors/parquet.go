package vectors

import (
	"fmt"
	"io"

	"kindred/engine/parquet"
	"kindred/vectorize/matrix"
)

// readParquet reads the only column of a Parquet file that holds lists of fractions. A list that is empty or null is a paper without
// a vector. Vectors are gathered as they are read, for a file says how many it holds before that can be believed.
func readParquet(r *io.SectionReader) (*matrix.Rows, error) {
	f, err := parquet.Open(r, r.Size(), parquet.Limits{})
	if err != nil {
		return nil, err
	}
	var data []float32
	n, d := 0, 0
	for v, err := range f.Vectors("", "") {
		if err != nil {
			return nil, err
		}
		switch width := len(v.Values); {
		case width == 0:
			data = append(data, make([]float32, d)...)
		case d == 0:
			d = width
			data = append(make([]float32, n*d), v.Values...) // rows without a vector stood before
		case width != d:
			return nil, fmt.Errorf("row %d (counted from 0) has %d values, and those before it %d", n, width, d)
		default:
			data = append(data, v.Values...)
		}
		n++
	}
	if d == 0 {
		return nil, fmt.Errorf("none of its %d rows has a vector", n)
	}
	return matrix.NewRows(n, d, data), nil
}
