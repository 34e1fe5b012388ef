package corpus

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"regexp"
	"strings"
)

// node is an element of a record, or a text between tags.
type node struct {
	name  string // without its prefix; "" is a text
	attrs []xml.Attr
	text  string
	kids  []*node
}

// What is deeper or has more elements is no record of a paper: one with 3,000 authors and all their institutions has 40,000.
const (
	maxDepth    = 500
	maxElements = 1 << 19
)

var (
	errDepth    = bad(kindBadXML, "elements inside elements more than %d deep", maxDepth)
	errElements = bad(kindBadXML, "more than %d elements in one record", maxElements)
)

// decodeXML makes a document of one record. What is not well-formed is mended, if it can be, and said.
func (m *mapping) decodeXML(f *xmlFormat) decoder {
	return func(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
		n, err := parseXML(raw, true)
		if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
			if n, err = parseXML(mendXML(raw), false); err == nil {
				doubt(kindMended, "the XML is not well-formed, and was read as far as its sense is clear: "+syntax.Msg)
			}
		}
		if err != nil {
			return Document{}, xmlError(err)
		}
		var d Document
		if err := f.read(&d, n, doubt); err != nil {
			return Document{}, err
		}
		m.finish(&d, n.fields)
		d.reportMissing(doubt)
		return d, nil
	}
}

// xmlError says where in a record it is damaged.
func xmlError(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return bad(kindBadXML, "not well-formed XML in line %d of the record: %s", syntax.Line, syntax.Msg)
	}
	return err
}

// parseXML makes a tree of a record: one element. Only the entities of HTML are known, and none is ever declared. Unless it is
// strict, end tags that are missing are supplied, others that match nothing are passed over, and unknown entities stand for themselves.
func parseXML(raw []byte, strict bool) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict, d.Entity = strict, xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	open := []*node{{}}
	for elements := 0; ; {
		token, err := d.RawToken()
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.CharData:
			last.kids = append(last.kids, &node{text: string(t)})
		case xml.StartElement:
			if elements++; elements > maxElements {
				return nil, errElements
			}
			if len(open) > maxDepth {
				return nil, errDepth
			}
			n := &node{name: t.Name.Local, attrs: t.Attr}
			last.kids, open = append(last.kids, n), append(open, n)
		case xml.EndElement:
			rest := closed(open, t.Name.Local)
			if strict && len(rest) != len(open)-1 {
				line, _ := d.InputPos()
				return nil, &xml.SyntaxError{Msg: "element <" + last.name + "> closed by </" + t.Name.Local + ">", Line: line}
			}
			open = rest
		}
		if errors.Is(err, io.EOF) {
			return open[0].element()
		}
		if err != nil {
			return nil, err
		}
	}
}

// closed is what stays open after an end tag.
func closed(open []*node, name string) []*node {
	for i := len(open) - 1; i > 0; i-- {
		if open[i].name == name {
			return open[:i]
		}
	}
	return open
}

// element is the first element inside n.
func (n *node) element() (*node, error) {
	for _, k := range n.kids {
		if k.name != "" {
			return k, nil
		}
	}
	return nil, bad(kindBadXML, "not an XML element")
}

// What breaks XML and can be mended: characters that it forbids, in themselves or by number, and & and < that stand for themselves.
var (
	forbiddenRef = regexp.MustCompile(`&#(?:0*(?:[0-8]|1[1-2]|1[4-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));`)
	loneAmp      = regexp.MustCompile(`&([^&;\s]{0,40};)?`)
	wholeRef     = regexp.MustCompile(`^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);$`)
	loneLess     = regexp.MustCompile(`<([^A-Za-z_/!?]|$)`)
)

func mendXML(raw []byte) []byte {
	s := forbiddenRef.ReplaceAll(raw, []byte(" "))
	s = bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, s)
	s = loneAmp.ReplaceAllFunc(s, func(b []byte) []byte {
		if wholeRef.Match(b) {
			return b
		}
		return append([]byte("&amp;"), b[1:]...)
	})
	return loneLess.ReplaceAll(s, []byte("&lt;$1"))
}

// attr is the value of an attribute, whatever its prefix.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// at is the first element under a path of names, nil if there is none.
func (n *node) at(path ...string) *node {
	for _, name := range path {
		next := (*node)(nil)
		for k := range n.all(name) {
			next = k
			break
		}
		n = next
	}
	return n
}

// all yields the elements of a name directly inside n.
func (n *node) all(names ...string) iter.Seq[*node] {
	return func(yield func(*node) bool) {
		if n == nil {
			return
		}
		for _, k := range n.kids {
			for _, name := range names {
				if k.name == name && !yield(k) {
					return
				}
			}
		}
	}
}

// line is the text of the element under a path, on one line and without markup, also such as was escaped once too often.
func (n *node) line(path ...string) string { return singleSpaced(readable(proseOf(n.at(path...)))) }

// wrapped is a text that was broken into lines.
func (n *node) wrapped(path ...string) string {
	n = n.at(path...)
	if n == nil {
		return ""
	}
	var b strings.Builder
	for _, k := range n.kids {
		if k.name != "" {
			return proseOf(n)
		}
		b.WriteString(k.text)
	}
	if s := b.String(); blockTag.MatchString(s) {
		return readable(s) // whose lines are its paragraphs
	}
	return unwrap(readable(b.String()))
}

// blockTag is markup in a text that says itself where its lines end.
var blockTag = regexp.MustCompile(`(?i)</?(?:jats:)?(?:p|br|div|li|sec|title|h[1-6])\b`)

// lines are the texts of all elements of a name directly inside n, each on one line, without empty ones.
func (n *node) lines(name string) []string {
	var out []string
	for k := range n.all(name) {
		if s := k.line(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// fields yields the elements that hold text alone, by name, and the lists that several of one name make inside one parent.
func (n *node) fields(yield func(pair) bool) { n.leaves(yield) }

func (n *node) leaves(yield func(pair) bool) bool {
	if n.name == "" {
		return true
	}
	plain := true
	for _, k := range n.kids {
		plain = plain && k.name == ""
	}
	if plain {
		return yield(pair{n.name, value{text: strings.TrimSpace(proseOf(n))}})
	}
	for _, k := range n.kids {
		if !k.leaves(yield) {
			return false
		}
	}
	return true
}

// pairs are the fields as a record of JSON would have them: a list where several bear one name.
func (n *node) pairs() []pair {
	var out []pair
	lists := map[string][]string{}
	for p := range n.fields {
		if lists[p.key] == nil {
			out = append(out, p)
		}
		lists[p.key] = append(lists[p.key], p.value.text)
	}
	for i, p := range out {
		if list := lists[p.key]; len(list) > 1 {
			out[i].value = listValue(list)
		}
	}
	return out
}
