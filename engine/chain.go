package engine

import (
	"slices"

	"kindred/vectorize/matrix"
)

// An update leaves nearly all numbers of an index as they are. So what becomes of an array is not made but told, in pieces: runs of rows
// where they lie in the file, and rows that came. Whoever saves it writes one piece after another, whoever wants it at hand joins them.

// chain is an array in parts that follow one another.
type chain[T any] [][]T

func (p chain[T]) joined() []T { return slices.Concat(p...) }

// run is rows that stay, from one to the one before another.
type run struct{ from, to int }

// runsOf are rows, ascending, as runs.
func runsOf(rows []int32) (out []run) {
	for _, row := range rows {
		if last := len(out) - 1; last >= 0 && out[last].to == int(row) {
			out[last].to++
		} else {
			out = append(out, run{int(row), int(row) + 1})
		}
	}
	return out
}

// cut are the runs of an array of so many values a row.
func cut[T any](data []T, width int, runs []run) (out chain[T]) {
	for _, r := range runs {
		out = append(out, data[r.from*width:r.to*width])
	}
	return out
}

// patched is cut with other values for some rows, ascending, of which those that do not stay are left out.
func patched[T any](data []T, width int, runs []run, rows []int, values [][]T) (out chain[T]) {
	for _, r := range runs {
		for len(rows) > 0 && rows[0] < r.to {
			if row := rows[0]; row >= r.from {
				out = append(out, data[r.from*width:row*width], values[0])
				r.from = row + 1
			}
			rows, values = rows[1:], values[1:]
		}
		out = append(out, data[r.from*width:r.to*width])
	}
	return out
}

// compressed are sparse rows whose columns and values are in pieces.
type compressed struct {
	starts  []int64
	columns chain[int32]
	values  chain[float32]
}

// wholeRows are those of a matrix; nil of none.
func wholeRows(x *matrix.CSR) *compressed {
	if x == nil {
		return nil
	}
	start, columns, values := x.Parts()
	return &compressed{start, chain[int32]{columns}, chain[float32]{values}}
}

// cutRows are runs of the rows of a matrix.
func cutRows(x *matrix.CSR, runs []run) *compressed {
	start, columns, values := x.Parts()
	out := &compressed{starts: []int64{0}}
	for _, r := range runs {
		a, b := start[r.from], start[r.to]
		by := out.starts[len(out.starts)-1] - a
		for _, end := range start[r.from+1 : r.to+1] {
			out.starts = append(out.starts, end+by)
		}
		out.columns, out.values = append(out.columns, columns[a:b]), append(out.values, values[a:b])
	}
	return out
}

// followed puts further rows behind.
func (c *compressed) followed(more *matrix.CSR) *compressed {
	start, columns, values := more.Parts()
	by := c.starts[len(c.starts)-1]
	for _, end := range start[1:] {
		c.starts = append(c.starts, by+end)
	}
	c.columns, c.values = append(c.columns, columns), append(c.values, values)
	return c
}

// matrix is the rows at hand, of d columns; nil of none.
func (c *compressed) matrix(d int) *matrix.CSR {
	if c == nil {
		return nil
	}
	return matrix.NewCSR(len(c.starts)-1, d, c.starts, c.columns.joined(), c.values.joined())
}
