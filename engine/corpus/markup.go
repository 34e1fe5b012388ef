package corpus

import (
	"encoding/xml"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Titles and abstracts come with markup in them: XHTML, JATS, MathML. What is read of it is the text as a person would copy it:
// paragraphs end lines, the title of a section stands before its text ("Methods: We ..."), what is in italics or raised is
// written on, a formula is its LaTeX if that is given and its symbols otherwise.

// prose collects text. What is between two words is decided when the second one comes.
type proseWriter struct {
	out     []byte
	between byte // 0, a space or a line end, to be written before the next word
	layout  bool // the space held a line end
	heading bool // a heading was written last, and its text follows on the line
	title   bool // what is written is a heading itself: those in it are none
}

// proseOf is the text inside an element.
func proseOf(n *node) string {
	if n == nil {
		return ""
	}
	if len(n.kids) == 1 && n.kids[0].name == "" && strings.IndexFunc(n.kids[0].text, unicode.IsSpace) < 0 {
		return n.kids[0].text
	}
	var w proseWriter
	w.inside(n)
	return string(w.out)
}

// blocks are the elements that begin a line of their own.
var blockElements = map[string]bool{"p": true, "sec": true, "title": true, "list": true, "list-item": true, "ul": true, "ol": true, "li": true,
	"div": true, "br": true, "disp-formula": true, "disp-quote": true, "h1": true, "h2": true, "h3": true, "h4": true, "AbstractText": true, "abstract": true}

// unread are the elements that hold no text of the paper; the people of a group stand inside its name.
var unread = map[string]bool{"inline-graphic": true, "graphic": true, "fn": true, "object-id": true, "label": true, "contrib-group": true}

// isNoteMark knows the sign behind a word that leads to a note.
func isNoteMark(n *node) bool {
	if n.name != "xref" {
		return false
	}
	switch n.attr("ref-type") {
	case "fn", "author-notes", "aff", "corresp", "table-fn", "contrib":
		return true
	}
	return false
}

func (w *proseWriter) inside(n *node) {
	for i, k := range n.kids {
		switch {
		case k.name == "":
			w.text(k.text)
		case unread[k.name] || isNoteMark(k):
		case k.name == "math":
			w.text(mathOf(k))
		case k.name == "tex-math":
			w.text(texOf(k))
		case k.name == "alternatives" && k.at("math") != nil:
			w.text(mathOf(k.at("math")))
		case !w.title && (k.name == "title" || k.name == "h1" || k.name == "h2" || k.name == "h3" || k.name == "h4"):
			w.headingOf(k)
		case blockElements[k.name]:
			w.lineEnd()
			w.inside(k)
			w.lineEnd()
		case k.name == "sub" || k.name == "sup" || k.name == "inf":
			w.attach(k, n.kids[i+1:])
			w.inside(k)
		default:
			w.inside(k)
		}
	}
}

func (w *proseWriter) lineEnd() {
	if w.heading {
		w.heading = false
		return
	}
	if len(w.out) > 0 {
		w.between = '\n'
	}
}

func (w *proseWriter) text(s string) {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsSpace(r) {
			if w.between == 0 && len(w.out) > 0 {
				w.between, w.layout = ' ', false
			}
			w.layout = w.layout || r == '\n' || r == '\r'
			s = s[n:]
			continue
		}
		if w.between != 0 {
			w.out = append(w.out, w.between)
			w.between = 0
		}
		w.heading = false
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		w.out = append(w.out, s[:end]...)
		s = s[end:]
	}
}

// attach drops the space before what is lowered or raised where the file was only broken into lines there, for "β" and "2" to
// be "β2". A number raised before a capital is an isotope, and what it is part of begins with it.
func (w *proseWriter) attach(n *node, after []*node) {
	if w.between != ' ' || !w.layout {
		return
	}
	mass := "none"
	if len(n.kids) == 1 {
		mass = strings.TrimRight(strings.TrimSpace(n.kids[0].text), "m")
	}
	isotope := n.name == "sup" && strings.Trim(mass, "0123456789") == "" && len(after) > 0 && after[0].name == "" &&
		strings.IndexFunc(after[0].text, unicode.IsUpper) == 0
	if !isotope {
		w.between = 0
	}
}

// headingOf writes the title of a section before its text. That an abstract is called so is not said again.
func (w *proseWriter) headingOf(n *node) {
	inner := proseWriter{title: true}
	inner.inside(n)
	s := strings.TrimRight(singleSpaced(string(inner.out)), " .:")
	if s == "" || len(w.out) == 0 && abstractWords[strings.ToLower(s)] {
		return
	}
	w.heading = false
	w.lineEnd()
	w.text(s)
	if !strings.HasSuffix(s, "?") && !strings.HasSuffix(s, "!") {
		w.text(":")
	}
	w.between, w.heading = ' ', true
	w.layout = false
}

var abstractWords = map[string]bool{"abstract": true, "summary": true, "résumé": true, "resumen": true, "resumo": true, "zusammenfassung": true}

// mathOf is a formula in MathML.
func mathOf(n *node) string {
	if tex := annotation(n); tex != "" {
		return dollars(tex)
	}
	var b strings.Builder
	symbols(&b, n)
	return strings.TrimSpace(b.String())
}

// annotation is the LaTeX that a formula brings with it.
func annotation(n *node) string {
	for _, k := range n.kids {
		if k.name == "annotation" && strings.Contains(strings.ToLower(k.attr("encoding")), "tex") {
			return singleSpaced(proseOf(k))
		}
		if k.name == "semantics" || k.name == "mrow" {
			if tex := annotation(k); tex != "" {
				return tex
			}
		}
	}
	return ""
}

func dollars(tex string) string {
	if tex == "" || strings.HasPrefix(tex, "$") || strings.HasPrefix(tex, `\(`) {
		return tex
	}
	return "$" + tex + "$"
}

// texOf is the formula in a LaTeX document, which is what publishers wrap around each.
func texOf(n *node) string {
	s := proseOf(n)
	if _, body, found := strings.Cut(s, `\begin{document}`); found {
		s, _, _ = strings.Cut(body, `\end{document}`)
	}
	s = singleSpaced(s)
	return dollars(strings.TrimSpace(strings.ReplaceAll(s, "$$", "$")))
}

// symbols writes the symbols of a formula one after the other; a fraction with its bar, the cells of a table apart.
func symbols(b *strings.Builder, n *node) {
	between := ""
	switch n.name {
	case "mfrac":
		between = "/"
	case "mtable", "mtr", "apply", "matrix", "matrixrow":
		between = " "
	case "mfenced":
		defer fence(b, n)()
		between = ","
		if n.hasAttr("separators") {
			between = strings.TrimSpace(n.attr("separators"))
		}
	case "annotation", "annotation-xml":
		return
	}
	first := true
	for _, k := range n.kids {
		if k.name == "" {
			b.WriteString(singleSpaced(k.text))
			continue
		}
		if !first {
			b.WriteString(between)
		}
		first = false
		symbols(b, k)
	}
}

// fence writes the brackets of a formula, the second one when it is called.
func fence(b *strings.Builder, n *node) func() {
	left, right := "(", ")"
	if n.hasAttr("open") {
		left = n.attr("open")
	}
	if n.hasAttr("close") {
		right = n.attr("close")
	}
	b.WriteString(left)
	return func() { b.WriteString(right) }
}

func (n *node) hasAttr(name string) bool {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return true
		}
	}
	return false
}

// In JSON, markup stands inside strings, well-formed or not, and a < may be one.
var (
	stringTag  = regexp.MustCompile(`</?([A-Za-z][\w-]*:)?([A-Za-z][\w.-]*)((?:\s[^<>]*)?)/?>`)
	entity     = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)
	stringAttr = regexp.MustCompile(`([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	stringTags = map[string]bool{"i": true, "b": true, "em": true, "strong": true, "sub": true, "sup": true, "inf": true, "u": true, "tt": true, "sc": true,
		"scp": true, "span": true, "a": true, "p": true, "br": true, "div": true, "title": true, "sec": true, "italic": true, "bold": true, "underline": true,
		"monospace": true, "small": true, "font": true, "math": true, "ul": true, "ol": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true}
)

// readable is a string without its markup: tags that are known or have a prefix, if they are closed, and references such as
// "&amp;", escaped once or oftener.
func readable(s string) string {
	for range 3 {
		if strings.IndexByte(s, '&') < 0 {
			break
		}
		s = entity.ReplaceAllStringFunc(s, html.UnescapeString)
	}
	if strings.IndexByte(s, '<') < 0 {
		return strings.TrimSpace(s)
	}
	n := fragment(s)
	if len(n.kids) == 1 && n.kids[0].text == s {
		return strings.TrimSpace(s)
	}
	return proseOf(n)
}

// fragment makes a tree of a string with tags in it.
func fragment(s string) *node {
	open := []*node{{}}
	text := func(t string) {
		if t != "" {
			last := open[len(open)-1]
			last.kids = append(last.kids, &node{text: t})
		}
	}
	s = withoutComments(s)
	done, closes := 0, closedIn(s)
	inMath := 0
	for _, m := range stringTag.FindAllStringSubmatchIndex(s, -1) {
		tag, name := s[m[0]:m[1]], s[m[4]:m[5]]
		lower := strings.ToLower(name)
		known := m[2] >= 0 || inMath > 0 || stringTags[lower] && (closes[lower] || lower == "br")
		if !known {
			continue
		}
		text(s[done:m[0]])
		done = m[1]
		if tag[1] == '/' {
			if lower == "math" && inMath > 0 {
				inMath--
			}
			open = closed(open, name)
			continue
		}
		n := &node{name: name, attrs: attrsOf(s[m[6]:m[7]])}
		last := open[len(open)-1]
		last.kids = append(last.kids, n)
		if !strings.HasSuffix(tag, "/>") && lower != "br" && len(open) <= maxDepth {
			open = append(open, n)
			if lower == "math" {
				inMath++
			}
		}
	}
	text(s[done:])
	return open[0]
}

// withoutComments is a string without the comments of HTML. One that is never closed is text.
func withoutComments(s string) string {
	const opening, closing = "<!--", "-->"
	var b strings.Builder
	for {
		before, comment, found := strings.Cut(s, opening)
		_, after, closed := strings.Cut(comment, closing)
		if !found || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		s = after
	}
}

// closedIn are the names of the end tags in a string.
func closedIn(s string) map[string]bool {
	names := map[string]bool{}
	for rest := s; ; {
		_, after, found := strings.Cut(rest, "</")
		if !found {
			return names
		}
		end := strings.IndexAny(after, ">< \t\n")
		if end > 0 && end < 40 {
			names[strings.ToLower(local(after[:end]))] = true
		}
		rest = after
	}
}

func attrsOf(s string) []xml.Attr {
	var attrs []xml.Attr
	for _, m := range stringAttr.FindAllStringSubmatch(s, 32) {
		attrs = append(attrs, xml.Attr{Name: xml.Name{Local: local(m[1])}, Value: m[2] + m[3]})
	}
	return attrs
}
