package parquet

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// describe writes a schema as it is read: a list in brackets, a struct or a map in braces, ? for optional.
func describe(n *node) string {
	inside := func(list []*node) string {
		var s []string
		for _, c := range list {
			s = append(s, describe(c))
		}
		return strings.Join(s, " ")
	}
	s := n.name
	switch {
	case n.shape == list && n.children[0].wraps:
		s += "[" + inside(n.children[0].children) + "]"
	case n.shape == list:
		s += "[" + describe(&node{name: n.children[0].name, shape: n.children[0].shape, children: n.children[0].children}) + "]"
	case n.shape == mapping:
		s += "{" + inside(n.children[0].children) + "}"
	case n.shape == group:
		s += "(" + inside(n.children) + ")"
	}
	if n.repeated {
		s = "[" + s + "]"
	}
	if n.optional {
		s += "?"
	}
	return s
}

// TestLists: lists of three levels and the older ones of two, told apart by the rules of the format.
func TestLists(t *testing.T) {
	column := func(name string, repetition int32) element {
		return element{name: name, repetition: repetition, hasType: true, leaf: leaf{kind: int32s}}
	}
	for want, lines := range map[string][]element{
		"(a[element?]?)":        {{name: "a", repetition: 1, children: 1, isList: true}, {name: "list", repetition: 2, children: 1}, column("element", 1)},
		"(a[item])":             {{name: "a", children: 1, isList: true}, {name: "bag", repetition: 2, children: 1}, column("item", 0)},
		"(a[element]?)":         {{name: "a", repetition: 1, children: 1, isList: true}, column("element", 2)},
		"(a[array(x)])":         {{name: "a", children: 1, isList: true}, {name: "array", repetition: 2, children: 1}, column("x", 0)},
		"(a[a_tuple(x?)])":      {{name: "a", children: 1, isList: true}, {name: "a_tuple", repetition: 2, children: 1}, column("x", 1)},
		"(a[pair(x y)])":        {{name: "a", children: 1, isList: true}, {name: "pair", repetition: 2, children: 2}, column("x", 0), column("y", 0)},
		"([a])":                 {column("a", 2)},
		"([a(x)])":              {{name: "a", repetition: 2, children: 1}, column("x", 0)},
		"(a{key value?})":       {{name: "a", children: 1, isMap: true}, {name: "key_value", repetition: 2, children: 2}, column("key", 0), column("value", 1)},
		"(a([key_value(key)]))": {{name: "a", children: 1, isMap: true}, {name: "key_value", repetition: 2, children: 1}, column("key", 0)},
	} {
		s := schema{elements: append([]element{{children: 1}}, lines...)}
		root, err := s.build("", 0, 0, 0)
		if err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if got := describe(root); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestNoSchema: what cannot be a schema is said.
func TestNoSchema(t *testing.T) {
	deep := make([]element, 100)
	for i := range deep {
		deep[i] = element{name: "a", children: 1}
	}
	for fault, lines := range map[string][]element{"not well formed": {{children: 3}}, "without columns": {{children: 1}, {name: "a"}}, "a type that does not exist": {{children: 1}, {name: "a", hasType: true, leaf: leaf{kind: fixedBytes}}},
		"its schema": deep} {
		s := schema{elements: lines}
		if _, err := s.build("", 0, 0, 0); !errors.Is(err, ErrFormat) || !strings.Contains(fmt.Sprint(err), fault) {
			t.Errorf("%v, want %s", err, fault)
		}
	}
}
