package corpus

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Atom is what the API of arXiv answers: https://info.arxiv.org/help/api/user-manual.html. An entry is a version of a paper; its
// date is that of the first. Entries of other feeds are read as far as they say the same.

func readAtom(d *Document, n *node, _ func(kind, message string)) error {
	id := n.line("id")
	if strings.Contains(id, "arxiv.org/api/errors") {
		return bad(kindAnswer, "arXiv answered with an error instead of papers: %s", n.line("summary"))
	}
	d.Title = n.line("title")
	d.Abstract = announced.ReplaceAllString(cmp.Or(n.wrapped("summary"), n.wrapped("content")), "")
	for a := range n.all("author") {
		d.Authors = appendName(d.Authors, a.line("name"))
	}
	for _, list := range n.lines("creator") { // as arXiv's announcements have them
		if n.at("author") == nil {
			d.Authors = append(d.Authors, rssAuthors(list)...)
		}
	}
	d.Date, d.Precision = parseDate(cmp.Or(n.line("published"), n.line("updated"), n.line("issued")))
	for _, list := range [][]*node{slices.Collect(n.all("primary_category")), slices.Collect(n.all("category"))} {
		for _, c := range list {
			d.Categories = appendNew(d.Categories, cmp.Or(c.attr("term"), c.line()))
		}
	}
	d.Venue, d.Lang = n.line("journal_ref"), languageTag(n.attr("lang"))
	for l := range n.all("link") {
		if rel := l.attr("rel"); (rel == "alternate" || rel == "") && d.URL == "" {
			d.URL = l.attr("href")
		}
	}
	d.keepDOI("doi", n.line("doi"))
	d.keepText("comment", n.line("comment"))
	d.keepText("updated", n.line("updated"))
	d.setArXiv(strings.TrimPrefix(id, oaiArXiv))
	d.ID = cmp.Or(d.ID, oneLine(id))
	if d.bare() {
		return bad(kindBadXML, "an entry whose elements are not known: it has none of Atom")
	}
	return nil
}

// setArXiv takes an arXiv id: without its version as the ID of the paper, of which the highest version is kept, and as given
// among its identifiers. Another id is none.
func (d *Document) setArXiv(s string) bool {
	id := arxivOf(s)
	if id == "" || !d.setIdentifier(roleArXiv, id) {
		return false
	}
	d.ID = withoutVersion(id)
	d.edition, _ = strconv.Atoi(strings.TrimPrefix(versionEnd.FindString(id), "v"))
	return true
}

// keepText puts a text without a place in Fields.
func (d *Document) keepText(name, text string) { d.keep(pair{name, value{text: text}}) }

// appendName adds a name with a letter in it. "[No author name available]" and the like are none.
func appendName(names []string, name string) []string {
	name = singleSpaced(name)
	if !strings.ContainsFunc(name, unicode.IsLetter) || name[0] == '[' && strings.HasPrefix(strings.ToLower(name), "[no author") {
		return names
	}
	return append(names, name)
}

// appendNew adds a text to a list that does not hold it among its first ones.
func appendNew(list []string, s string) []string {
	const first = 256 // for a list of a million not to be compared with itself
	if s = singleSpaced(s); s == "" || slices.Contains(list[:min(len(list), first)], s) {
		return list
	}
	return append(list, s)
}

// unwrap joins the lines of an abstract that was broken into lines of equal length, as arXiv's are. There, a line that begins
// with a space begins a paragraph.
func unwrap(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	for line := range strings.Lines(s) {
		words := singleSpaced(line)
		switch {
		case words == "":
			continue
		case b.Len() == 0:
		case line[0] == ' ' || line[0] == '\t':
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(words)
	}
	return b.String()
}
