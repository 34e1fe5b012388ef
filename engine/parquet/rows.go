package parquet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

// Field is a column of the whole table, which may itself hold lists and structs of columns.
type Field struct {
	Name      string
	Binary    bool // bytes that are no text and no number
	Fractions bool // a list of floating-point numbers, as vectors are kept
}

// Fields lists the columns of the table.
func (f *File) Fields() []Field {
	var list []Field
	for _, n := range f.root.children {
		list = append(list, f.field(n))
	}
	return list
}

// field describes a child of the root.
func (f *File) field(n *node) Field {
	d := Field{Name: n.name}
	if n.to-n.from == 1 {
		l := f.leaves[n.from]
		d.Fractions = l.rep == 1 && (l.kind == float32s || l.kind == float64s || l.means == halfFloat)
		d.Binary = l.means == unspeakable || l.kind == fixedBytes && l.means == plainValue
	}
	return d
}

// Rows goes through the rows of a file in order. It is for one goroutine.
type Rows struct {
	file     *File
	fields   []*node   // that are read
	cursors  []*cursor // a column, nil for those that are not read
	used     []*cursor
	group    int   // the next row group
	rows     int64 // left in the one being read
	row      int64 // in the file, of the last that was begun
	held     int64 // bytes, see Limits.Pages
	spent    int64 // bytes unpacked and written, and entries
	packed   []byte
	unpacker unpacker
}

// Rows begins at the first row. It reads the fields that wanted says, or all if it is nil.
func (f *File) Rows(wanted func(Field) bool) *Rows {
	r := &Rows{file: f, cursors: make([]*cursor, len(f.leaves))}
	for _, n := range f.root.children {
		if wanted != nil && !wanted(f.field(n)) {
			continue
		}
		r.fields = append(r.fields, n)
		for i := n.from; i < n.to; i++ {
			r.cursors[i] = &cursor{leaf: f.leaves[i], rows: r}
			r.used = append(r.used, r.cursors[i])
		}
	}
	return r
}

// Row is the number in the file, from 1, of the row that Next gave out or passed over last.
func (r *Rows) Row() int64 { return r.row }

// Next appends the next row to b as a JSON object; fields that are null are left out. After an
// ErrRowTooLong and a *DamageError it can be called again; io.EOF is the end, any other error ends the file.
func (r *Rows) Next(b []byte) (_ []byte, err error) {
	defer func() {
		if p := recover(); p != nil { // in a library: everything here is checked
			err = r.damage(fmt.Errorf("%v", p))
		}
	}()
	return r.next(b)
}

func (r *Rows) next(b []byte) ([]byte, error) {
	if err := r.beginRow(); err != nil {
		return b, err
	}
	start, most := len(b), len(b)+int(min(r.file.limits.Row, math.MaxInt/2))
	b, err := r.object(append(b, '{'), r.fields, most)
	if err == nil {
		err = r.aligned()
	}
	if err == nil && len(b) > most { // the last value is up to six times as long as JSON
		err = ErrRowTooLong
	}
	switch {
	case errors.Is(err, ErrRowTooLong):
		if lost := r.passOver(); lost != nil {
			return b[:start], r.damage(lost)
		}
		return b[:start], ErrRowTooLong
	case errors.Is(err, errSpent):
		return b[:start], err
	case err != nil:
		return b[:start], r.damage(err)
	}
	return b, r.spend(int64(len(b) - start))
}

// beginRow goes to the next row, in this row group or another.
func (r *Rows) beginRow() error {
	for r.rows == 0 {
		if r.group == len(r.file.groups) || len(r.used) == 0 {
			return io.EOF
		}
		if err := r.begin(); err != nil {
			return err
		}
	}
	r.rows--
	r.row++
	return nil
}

// begin goes to the next row group.
func (r *Rows) begin() error {
	f := r.file
	t := &thrift{r: bufio.NewReader(bytes.NewReader(f.footer[f.groups[r.group]:]))}
	g, err := f.group(t, thriftStruct)
	if err != nil {
		return err // it was read before
	}
	r.group++
	if r.rows = g.rows; r.rows == 0 {
		return nil
	}
	for i, c := range r.cursors {
		if c == nil {
			continue
		}
		if c.in == nil {
			if err := r.hold(headerBuffer); err != nil {
				return err
			}
		}
		c.begin(f, g.chunks[i])
	}
	return nil
}

// damage gives the row group up.
func (r *Rows) damage(err error) error {
	e := &DamageError{r.group, len(r.file.groups), r.row, r.rows + 1, err}
	r.row, r.rows = r.row+r.rows, 0
	return e
}

// aligned proves that every column has come to the end of the row. Where a list may go on behind what cannot be read, the row is
// not whole.
func (r *Rows) aligned() error {
	for _, c := range r.used {
		if c.rep != 0 {
			return errLevels
		}
		if c.err != nil && c.leaf.rep > 0 && !errors.Is(c.err, errEnd) {
			return c.err
		}
	}
	return nil
}

// passOver puts every column at the end of the row that was begun last.
func (r *Rows) passOver() error {
	begun := int64(0)
	for _, c := range r.used {
		begun = max(begun, c.row)
	}
	for _, c := range r.used {
		for c.row < begun || c.rep != 0 {
			if err := c.pass(); err != nil {
				return err
			}
		}
	}
	return nil
}

// object appends the fields of a group and its closing brace.
func (r *Rows) object(b []byte, fields []*node, most int) (_ []byte, err error) {
	first := true
	for _, n := range fields {
		before := len(b)
		if !first {
			b = append(b, ',')
		}
		b = append(b, n.key...)
		start := len(b)
		if b, err = r.field(b, n, most); err != nil {
			return b, err
		}
		if len(b) == start || string(b[start:]) == "null" {
			b = b[:before]
			continue
		}
		first = false
	}
	return append(b, '}'), nil
}

// field appends a value, or null.
func (r *Rows) field(b []byte, n *node, most int) ([]byte, error) {
	c := r.cursors[n.from]
	switch {
	case n.repeated:
		return r.elements(b, n, most)
	case n.optional && c.def < n.def:
		return append(b, "null"...), r.passAll(n)
	}
	return r.present(b, n, most)
}

// passAll takes the one entry that every column below a field without a value has.
func (r *Rows) passAll(n *node) error {
	for _, c := range r.cursors[n.from:n.to] {
		if err := c.pass(); err != nil {
			return err
		}
	}
	return nil
}

// present appends a value that is there.
func (r *Rows) present(b []byte, n *node, most int) ([]byte, error) {
	if len(b) > most {
		return b, ErrRowTooLong
	}
	switch n.shape {
	case list:
		return r.elements(b, n.children[0], most)
	case mapping:
		return r.entries(b, n.children[0], most)
	case group:
		return r.object(append(b, '{'), n.children, most)
	}
	c := r.cursors[n.from]
	if err := c.take(); err != nil {
		return b, err
	}
	if c.def != c.leaf.def {
		return b, errLevels
	}
	if len(b)+len(c.value.text) > most {
		c.advance()
		return b, ErrRowTooLong
	}
	b = c.leaf.append(b, c.value)
	c.advance()
	return b, nil
}

// elements appends the elements of a repeated field.
func (r *Rows) elements(b []byte, n *node, most int) ([]byte, error) {
	b = append(b, '[')
	err := r.each(n, func(first bool) (err error) {
		if len(b) > most {
			return ErrRowTooLong
		}
		if !first {
			b = append(b, ',')
		}
		if n.wraps {
			b, err = r.field(b, n.children[0], most)
		} else {
			b, err = r.present(b, n, most)
		}
		return err
	})
	return append(b, ']'), err
}

// entries appends a map as an object.
func (r *Rows) entries(b []byte, n *node, most int) ([]byte, error) {
	b = append(b, '{')
	err := r.each(n, func(first bool) (err error) {
		if len(b) > most {
			return ErrRowTooLong
		}
		if !first {
			b = append(b, ',')
		}
		start := len(b)
		if b, err = r.field(b, n.children[0], most); err != nil {
			return err
		}
		if b[start] != '"' {
			b = appendQuoted(b[:start], bytes.Clone(b[start:]))
		}
		b, err = r.field(append(b, ':'), n.children[1], most)
		return err
	})
	return append(b, '}'), err
}

// each calls do with every element of a repeated field. Where the columns below it have lists of different lengths, the file
// contradicts itself.
func (r *Rows) each(n *node, do func(first bool) error) error {
	c := r.cursors[n.from]
	if c.def < n.def {
		return r.passAll(n)
	}
	for first := true; ; first = false {
		if err := do(first); err != nil {
			return err
		}
		goesOn := c.rep == n.rep && c.err == nil
		for _, other := range r.cursors[n.from:n.to] {
			if (other.rep == n.rep && other.err == nil) != goesOn || other.rep > n.rep {
				return errLevels
			}
		}
		if !goesOn {
			return nil
		}
	}
}

var errSpent = fmt.Errorf("%w: it unpacks to more than %d times its size", ErrTooLarge, bombRatio)

// spend counts what the file unpacks to.
func (r *Rows) spend(n int64) error {
	if r.spent += n; r.spent > r.file.limits.Unpacked && r.spent/bombRatio > r.file.size {
		return errSpent
	}
	return nil
}

// hold counts memory that is kept.
func (r *Rows) hold(n int64) error {
	if r.held += n; r.held > r.file.limits.Pages {
		r.held -= n
		return fmt.Errorf("%w: its pages need more than %s bytes at once", ErrTooLarge, strconv.FormatInt(r.file.limits.Pages, 10))
	}
	return nil
}

// roomFor is room with a length of n.
func (r *Rows) roomFor(room []byte, n int64) ([]byte, error) {
	if more := n - int64(cap(room)); more > 0 {
		if err := r.hold(more); err != nil {
			return room, err
		}
		return make([]byte, n), nil
	}
	return room[:n], nil
}
