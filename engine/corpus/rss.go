package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// RSS is how arXiv (https://info.arxiv.org/help/rss.html) and journals announce papers, with the elements of Dublin Core and PRISM.

var (
	announced = regexp.MustCompile(`(?s)^arXiv:\S+(?:\s+Announce Type: \S+)?\s+Abstract: `)
	titleNote = regexp.MustCompile(`\.?\s*\(arXiv:\S+(?: \[[\w.-]+\])?(?: [A-Z ]+)?\)$`)
)

func readRSS(d *Document, n *node, _ func(kind, message string)) error {
	d.Title = titleNote.ReplaceAllString(n.line("title"), "")
	d.Abstract = announced.ReplaceAllString(cmp.Or(n.wrapped("encoded"), n.wrapped("description")), "")
	for _, name := range []string{"creator", "author"} {
		for a := range n.all(name) {
			if len(d.Authors) == 0 || name == "creator" {
				d.Authors = append(d.Authors, typedAuthors(a.line())...)
			}
		}
	}
	d.Date, d.Precision = parseDate(cmp.Or(n.line("date"), n.line("publicationDate"), n.line("pubDate")))
	for _, c := range append(n.lines("category"), n.lines("subject")...) {
		d.Categories = appendNew(d.Categories, c)
	}
	d.Venue, d.URL = n.line("publicationName"), n.line("link")
	d.setIdentifier(roleDOI, cmp.Or(n.line("doi"), n.line("DOI")))
	for _, id := range []string{strings.TrimPrefix(n.line("guid"), oaiArXiv), d.URL, n.line("identifier")} {
		if d.IDs["arxiv"] == "" {
			d.setArXiv(id)
		}
		if d.IDs["doi"] == "" {
			d.setIdentifier(roleDOI, id)
		}
	}
	d.ID = cmp.Or(d.ID, d.IDs["doi"], n.line("guid"), d.URL)
	return nil
}
