package parquet

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
)

// Vector is a row of a column of vectors.
type Vector struct {
	ID     string    // as text; "" if it is null or there is no such column
	Values []float32 // until the next row; empty where the list is, or is null
}

// Vectors reads the columns of ids and of vectors: lists of numbers, of any type, as libraries for embeddings write them. An id of ""
// reads none; a vector of "" takes the only column that holds lists of fractions. The first error ends the sequence, for vectors
// of which some are missing serve nobody. What all rows take as vectors of one width, those without one included, counts for Limits.Unpacked, and
// so do their ids, so that all can be kept.
func (f *File) Vectors(id, vector string) iter.Seq2[Vector, error] {
	return func(yield func(Vector, error) bool) {
		ids, lists, err := f.vectorColumns(id, vector)
		if err != nil {
			yield(Vector{}, err)
			return
		}
		r := f.Rows(func(d Field) bool { return d.Name == f.root.children[lists].name || ids >= 0 && d.Name == id })
		var v Vector
		width := int64(0) // of the first vector
		for {
			err := r.beginRow()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				err = r.vector(&v, ids, lists)
			}
			if err == nil {
				err = r.spendVector(int64(len(v.Values)), &width)
			}
			if err != nil {
				yield(Vector{}, fmt.Errorf("parquet: row %d (counted from 1): %w", r.Row(), err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// spendVector counts a row of n numbers, and with the first that has any the rows before it.
func (r *Rows) spendVector(n int64, width *int64) error {
	rows := int64(1)
	if *width == 0 {
		*width, rows = n, r.row
	}
	if *width > 0 && rows > math.MaxInt64/8/(*width) {
		return errSpent
	}
	return r.spend(4 * rows * *width)
}

// vectorColumns finds the fields of the names; ids is -1 without one.
func (f *File) vectorColumns(id, vector string) (ids, lists int, err error) {
	ids, lists = -1, -1
	var names, vectors []string
	for i, d := range f.Fields() {
		n := f.root.children[i]
		names = append(names, strconv.Quote(d.Name))
		if id != "" && d.Name == id {
			ids = i
		}
		if d.Fractions {
			vectors = append(vectors, strconv.Quote(d.Name))
		}
		if d.Name == vector || vector == "" && d.Fractions {
			lists = i
		}
		if (i == ids || i == lists && d.Name == vector) && n.to-n.from > 1 {
			return 0, 0, unreadable("column %s holds several columns", strconv.Quote(d.Name))
		}
	}
	switch {
	case id != "" && ids < 0, vector != "" && lists < 0:
		return 0, 0, unreadable("it has no such column; the columns are %s", strings.Join(names[:min(len(names), 20)], ", "))
	case vector == "" && len(vectors) != 1:
		return 0, 0, unreadable("name the column of vectors; those that hold lists of fractions are: %s", strings.Join(vectors[:min(len(vectors), 20)], ", "))
	}
	switch l := f.leaves[f.root.children[lists].from]; {
	case ids >= 0 && f.leaves[f.root.children[ids].from].rep > 0:
		return 0, 0, unreadable("column %s holds lists, and no ids", strconv.Quote(id))
	case l.rep != 1 || !l.isNumber():
		return 0, 0, unreadable("column %s holds no lists of numbers", strconv.Quote(l.name))
	}
	return ids, lists, nil
}

// vector reads the two columns of a row.
func (r *Rows) vector(v *Vector, ids, lists int) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	v.ID = ""
	if ids >= 0 {
		if v.ID, err = r.cursors[r.file.root.children[ids].from].text(); err != nil {
			return err
		}
	}
	if int64(len(v.ID)) > r.file.limits.Row {
		return ErrRowTooLong
	}
	if err = r.spend(int64(len(v.ID))); err != nil {
		return err
	}
	if v.Values, err = r.numbers(v.Values[:0], r.file.root.children[lists]); err != nil {
		return err
	}
	return r.aligned()
}

// text reads a value as text.
func (c *cursor) text() (string, error) {
	missing := c.def < c.leaf.def
	if err := c.take(); err != nil || missing {
		c.advance()
		return "", err
	}
	s := string(c.value.text)
	if c.leaf.kind != byteArray {
		s = strings.Trim(string(c.leaf.append(nil, c.value)), `"`)
	}
	c.advance()
	return s, nil
}

// numbers appends the list of a row.
func (r *Rows) numbers(list []float32, n *node) ([]float32, error) {
	c := r.cursors[n.from]
	for !n.repeated {
		n = n.children[0] // down to what is repeated
	}
	for {
		missing, none := c.def < c.leaf.def, c.def < n.def
		if err := c.take(); err != nil {
			return list, err
		}
		switch {
		case missing && !none:
			return list, fmt.Errorf("a number of the vector is missing")
		case !missing:
			list = append(list, c.leaf.number(c.value))
		}
		if c.advance(); c.rep == 0 {
			return list, nil
		}
		if int64(len(list)) > r.file.limits.Row/4 {
			return list, ErrRowTooLong
		}
	}
}

func (l leaf) isNumber() bool {
	return l.kind == int32s || l.kind == int64s || l.kind == float32s || l.kind == float64s || l.means == halfFloat
}

// number is a value as a number of 32 bits.
func (l leaf) number(v scalar) float32 {
	switch l.kind {
	case float32s:
		return math.Float32frombits(uint32(v.bits))
	case float64s:
		return float32(math.Float64frombits(v.bits))
	case int32s, int64s:
		return float32(int64(v.bits))
	}
	if len(v.text) != 2 {
		return float32(math.NaN())
	}
	return Half(uint16(v.text[0]) | uint16(v.text[1])<<8)
}
