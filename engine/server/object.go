package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"kindred/engine/report"
)

// member is a key of an answer and its value: a report.Table is a list of objects, a single an object, all else as encoding/json has it.
type member struct {
	name  string
	value any
}

// single is a table of one row.
type single report.Table

// object is an answer: its members in order, behind schema_version.
type object []member

// encode writes the object. Its rows are those of the tool's JSON, byte for byte.
func (o object) encode() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"schema_version":%d`, report.SchemaVersion)
	for _, m := range o {
		fmt.Fprintf(&b, ",\n%q:", m.name)
		if err := m.encode(&b); err != nil {
			return nil, err
		}
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

func (m member) encode(b *bytes.Buffer) error {
	var err error
	switch v := m.value.(type) {
	case report.Table:
		err = report.JSON(b, v)
	case single:
		err = report.JSONL(b, report.Table(v))
	case json.RawMessage:
		b.Write(v)
		return nil
	default:
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		err = e.Encode(v)
	}
	b.Truncate(len(bytes.TrimRight(b.Bytes(), "\n")))
	return err
}

// shape is the schema of a member.
type shape struct {
	name   string
	schema *huma.Schema
}

// shapes describe an answer of these members, all of them always there.
func shapes(members ...shape) *huma.Schema {
	members = append([]shape{{"schema_version", number("integer", "rises when a key changes its meaning or goes away")}}, members...)
	s := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
	for _, m := range members {
		s.Properties[m.name] = m.schema
		s.Required = append(s.Required, m.name)
	}
	return s
}

func number(kind, doc string) *huma.Schema { return &huma.Schema{Type: kind, Description: doc} }

func listOf(item *huma.Schema) *huma.Schema { return &huma.Schema{Type: "array", Items: item} }

// schemas are those that answers share, by name in the components of OpenAPI.
type schemas struct{ registry huma.Registry }

// row is the schema of a row of a table; what may be unknown may be null.
func (s schemas) row(name string, columns []report.Column) *huma.Schema {
	o := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
	for _, c := range columns {
		o.Properties[c.Name] = cell(c)
		o.Required = append(o.Required, c.Name)
	}
	s.registry.Map()[name] = o
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}

// of is the schema of a Go type.
func (s schemas) of(value any) *huma.Schema {
	return s.registry.Schema(reflect.TypeOf(value), true, "")
}

// cell is the schema of a cell.
func cell(c report.Column) *huma.Schema {
	switch c.Kind {
	case report.Integer:
		return &huma.Schema{Type: "integer", Nullable: true}
	case report.Number:
		return &huma.Schema{Type: "number", Nullable: true, Description: fmt.Sprintf("with %d decimals", c.Decimals)}
	case report.Boolean:
		return &huma.Schema{Type: "boolean"}
	case report.List:
		return listOf(&huma.Schema{Type: "string"})
	case report.Topical:
		return listOf(&huma.Schema{Type: "object", Properties: map[string]*huma.Schema{
			"topic_id": {Type: "integer"}, "similarity": {Type: "number"},
		}, Required: []string{"topic_id", "similarity"}})
	}
	return &huma.Schema{Type: "string", Nullable: true}
}
