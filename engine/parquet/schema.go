package parquet

import "strconv"

// physical is how a value is stored.
type physical int8

// The physical types, by their numbers in the format.
const (
	boolean physical = iota
	int32s
	int64s
	int96s
	float32s
	float64s
	byteArray
	fixedBytes
)

// logical is what a stored value means.
type logical int8

const (
	plainValue logical = iota // what its physical type says
	text                      // UTF-8
	unsigned
	decimal
	date        // days since 1970
	clock       // time of day
	instant     // time since 1970, in UTC
	localTime   // the same without a zone
	jsonText    // JSON in UTF-8
	uuid        // 16 bytes
	halfFloat   // 2 bytes
	unspeakable // BSON, intervals, shapes on a map: no text and no number
)

// element is a line of the schema as the footer has it: a tree in preorder.
type element struct {
	name       string
	children   int
	repetition int32 // required, optional or repeated
	isList     bool
	isMap      bool
	hasType    bool
	leaf       leaf
}

// leaf says how the values of a column are stored and what they mean.
type leaf struct {
	name     string // of the field of the table that it is part of
	kind     physical
	size     int // bytes, of fixedBytes
	means    logical
	scale    int   // of a decimal
	unit     int64 // nanoseconds, of a time
	def, rep int   // the highest levels
}

// node is a field: the schema as rows are read by it.
type node struct {
	name               string
	key                []byte // its name, quoted, and a colon
	shape              shape
	optional, repeated bool
	wraps              bool // a repeated group around the one field that is the element of a list
	def, rep           int  // the levels of a field that is there
	children           []*node
	from, to           int // its columns
}

type shape int8

const (
	column shape = iota
	group
	list    // a group around a repeated field, which holds the elements
	mapping // a group around a repeated group of keys and values
)

// What bounds a schema: its columns, groups within groups, and the bytes of a name.
const (
	mostColumns = 1 << 14
	mostNesting = 32
	mostName    = 1 << 12
)

// element reads a SchemaElement.
func (t *thrift) element(kind byte) element {
	var e element
	converted, scale := int32(-1), int32(0)
	t.fields(kind, func(id int64, kind byte) bool {
		switch id {
		case 1:
			e.leaf.kind, e.hasType = physical(t.int32(kind)), true
		case 2:
			e.leaf.size = int(t.int32(kind))
		case 3:
			e.repetition = t.int32(kind)
		case 4:
			e.name = t.string(kind, mostName)
		case 5:
			e.children = int(t.int32(kind))
		case 6:
			converted = t.int32(kind)
		case 7:
			scale = t.int32(kind)
		case 10:
			t.logical(kind, &e)
		default:
			return false
		}
		return true
	})
	if e.leaf.means == plainValue && !e.isList && !e.isMap {
		e.convert(converted, scale)
	}
	return e
}

// logical reads a LogicalType, a union of structs.
func (t *thrift) logical(kind byte, e *element) {
	t.fields(kind, func(id int64, kind byte) bool {
		l := &e.leaf
		switch id {
		case 1, 4:
			l.means = text
		case 2:
			e.isMap = true
		case 3:
			e.isList = true
		case 5:
			l.means = decimal
		case 6:
			l.means = date
		case 7:
			l.means = clock
		case 8:
			l.means = localTime
		case 12:
			l.means = jsonText
		case 11, 13, 16, 17, 18:
			l.means = unspeakable
		case 14:
			l.means = uuid
		case 15:
			l.means = halfFloat
		}
		t.fields(kind, func(field int64, kind byte) bool { return t.parameter(id, field, kind, l) })
		return true
	})
}

// parameter reads a field of one of the structs: scale of a decimal, zone and unit of a time, sign of an integer.
func (t *thrift) parameter(of, field int64, kind byte, l *leaf) bool {
	switch {
	case of == 5 && field == 1:
		l.scale = int(t.int32(kind))
		return true
	case of == 8 && field == 1 && kind == thriftTrue:
		l.means = instant
	case of == 10 && field == 2 && kind == thriftFalse:
		l.means = unsigned
	case (of == 7 || of == 8) && field == 2:
		t.fields(kind, func(unit int64, kind byte) bool {
			l.unit = map[int64]int64{1: 1e6, 2: 1e3, 3: 1}[unit]
			return false
		})
		return true
	}
	return false
}

// convert takes the meaning of an older file, a ConvertedType.
func (e *element) convert(converted, scale int32) {
	l := &e.leaf
	switch converted {
	case 0, 4:
		l.means = text
	case 1, 2:
		e.isMap = true
	case 3:
		e.isList = true
	case 5:
		l.means, l.scale = decimal, int(scale)
	case 6:
		l.means = date
	case 7, 8:
		l.means, l.unit = clock, []int64{1e6, 1e3}[converted-7]
	case 9, 10:
		l.means, l.unit = instant, []int64{1e6, 1e3}[converted-9]
	case 11, 12, 13, 14:
		l.means = unsigned
	case 19:
		l.means = jsonText
	case 20, 21:
		l.means = unspeakable
	}
}

// The repetitions of fields, by their numbers in the format.
const (
	required = 0
	optional = 1
	repeated = 2
)

// schema makes a tree of the elements and lists the columns.
type schema struct {
	elements []element
	leaves   []leaf
}

// build makes the tree of the next element, whose parent has the levels def and rep, in a field of the table.
func (s *schema) build(field string, def, rep, depth int) (*node, error) {
	if len(s.elements) == 0 || depth > mostNesting {
		return nil, unreadable("its schema is not well formed")
	}
	e := s.elements[0]
	s.elements = s.elements[1:]
	n := &node{name: e.name, key: append(appendQuoted(nil, []byte(e.name)), ':'), optional: e.repetition == optional, repeated: e.repetition == repeated, from: len(s.leaves)}
	if depth > 0 && e.repetition != required {
		def++
	}
	if depth > 0 && n.repeated {
		rep++
	}
	n.def, n.rep = def, rep
	if depth == 1 {
		field = e.name
	}
	if e.hasType {
		n.shape, n.to = column, n.from+1
		return n, s.add(e, field, n)
	}
	return n, s.buildGroup(e, field, n, depth)
}

// buildGroup makes the trees of the fields of a group.
func (s *schema) buildGroup(e element, field string, n *node, depth int) error {
	n.shape = group
	for range e.children {
		child, err := s.build(field, n.def, n.rep, depth+1)
		if err != nil {
			return err
		}
		n.children = append(n.children, child)
	}
	n.to = len(s.leaves)
	if n.to == n.from {
		return unreadable("its schema has a group %s without columns", strconv.Quote(e.name))
	}
	n.recognise(e)
	return nil
}

// add notes a column.
func (s *schema) add(e element, field string, n *node) error {
	l := e.leaf
	l.name, l.def, l.rep = field, n.def, n.rep
	if l.kind < boolean || l.kind > fixedBytes || l.kind == fixedBytes && (l.size < 1 || l.size > 1<<20) {
		return unreadable("column %s has a type that does not exist", strconv.Quote(field))
	}
	if len(s.leaves) == mostColumns {
		return unreadable("it has more than %d columns", mostColumns)
	}
	s.leaves = append(s.leaves, l)
	return nil
}

// recognise makes a list or a map of a group that is one. A list has three levels, whose middle one means nothing, or in older
// files two; which, is told by the names and the number of fields of the middle one, as the format's rules for old files say.
func (n *node) recognise(e element) {
	if len(n.children) != 1 || !n.children[0].repeated {
		return
	}
	middle := n.children[0]
	switch {
	case e.isMap && middle.shape == group && len(middle.children) == 2 && middle.children[0].shape == column && !middle.children[0].repeated:
		n.shape = mapping
	case e.isList:
		n.shape = list
		if middle.shape == group && len(middle.children) == 1 && middle.name != "array" && middle.name != n.name+"_tuple" {
			middle.wraps = true
		}
	}
}
