package corpus

import (
	"encoding/json"
	"slices"
	"strings"
)

// object is the fields of an object; none of anything else.
func (v value) object() record {
	if len(v.nested) == 0 || v.nested[0] != '{' {
		return nil
	}
	pairs, ok := flatPairs(v.nested, new(pairRoom))
	if !ok {
		pairs, _ = anyPairs(v.nested)
		slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	}
	return pairs
}

// at is the value under a path of names, empty if it is not there.
func (v value) at(path ...string) value {
	for _, name := range path {
		v = v.object().get(name)
	}
	return v
}

// at is the value under a path of names, empty if it is not there.
func (r record) at(name string, path ...string) value { return r.get(name).at(path...) }

// text is the value of the first of the names that is not empty, on one line and without markup. Of a list it is the first
// string, and an object has none.
func (r record) text(names ...string) string {
	for _, name := range names {
		v := r.get(name)
		if len(v.nested) > 0 && v.nested[0] == '{' {
			continue
		}
		if s := singleSpaced(readable(v.first())); s != "" {
			return s
		}
	}
	return ""
}

// either is the value of the first of the names that is not empty.
func (r record) either(names ...string) value {
	for _, name := range names {
		if v := r.get(name); !v.empty() {
			return v
		}
	}
	return value{}
}

// items are the elements of a list; a value that is no list is the only one, and an empty value none.
func (v value) items() []value {
	if v.empty() {
		return nil
	}
	var raw []json.RawMessage
	if len(v.nested) == 0 || v.nested[0] != '[' || json.Unmarshal(v.nested, &raw) != nil {
		return []value{v}
	}
	list := make([]value, 0, len(raw))
	for _, one := range raw {
		if item, err := jsonValue(one); err == nil {
			list = append(list, item)
		}
	}
	return list
}

// named are the strings of a list, or what its objects say under the first of the names that they have; each once.
func (v value) named(names ...string) []string {
	var out []string
	for _, item := range v.items() {
		s := item.text
		if item.nested != nil {
			s = item.object().text(names...)
		}
		out = appendNew(out, readable(s))
	}
	return out
}

// texts are the strings of a list, empty ones too.
func (v value) texts() []string {
	var list []string
	for _, item := range v.items() {
		list = append(list, item.text)
	}
	return list
}

// people are the names of a list of persons, each told by name; a single string is split as a table would have it.
func (v value) people(name func(value) string) []string {
	var names []string
	if v.nested == nil && !strings.HasPrefix(strings.TrimSpace(v.text), "[") {
		return v.authors()
	}
	for _, a := range listOf(v) {
		names = appendName(names, name(a))
	}
	return names
}

// keepAll puts what a record says under some names in Fields.
func (d *Document) keepAll(r record, names ...string) {
	for _, name := range names {
		if v := r.get(name); !v.empty() {
			d.keep(pair{name, v})
		}
	}
}

// setDate takes the first value that is a date.
func (d *Document) setDate(values ...value) {
	for _, v := range values {
		if d.Date, d.Precision = v.date(); d.Precision != NoDate {
			return
		}
	}
}

// setIDs takes the first value that is an identifier of a kind.
func (d *Document) setIDs(r role, values ...value) {
	for _, v := range values {
		s := v.first()
		if r == roleArXiv && arxivOf(s) == "" {
			continue
		}
		if d.setIdentifier(r, s) {
			return
		}
	}
}
