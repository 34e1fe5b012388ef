package corpus

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// RSS is how arXiv (https://info.arxiv.org/help/rss.html) and journals announce papers, with the elements of Dublin Core and PRISM.

var (
	announced = regexp.MustCompile(`(?s)^arXiv:\S+(?:\s+Announce Type: \S+)?\s+Abstract:\s+`)
	titleNote = regexp.MustCompile(`\.?\s*\(arXiv:\S+(?: \[[\w.-]+\])?(?: [A-Z ]+)?\)$`)
)

func readRSS(d *Document, n *node, _ func(kind, message string)) error {
	d.Title = titleNote.ReplaceAllString(n.line("title"), "")
	d.Abstract = announced.ReplaceAllString(withoutNotices(cmp.Or(n.wrapped("encoded"), n.wrapped("description"))), "")
	for _, name := range []string{"creator", "author"} {
		for a := range n.all(name) {
			if len(d.Authors) == 0 || name == "creator" {
				d.Authors = append(d.Authors, rssAuthors(a.line())...)
			}
		}
	}
	d.Date, d.Precision = parseDate(cmp.Or(n.line("date"), n.line("publicationDate"), n.line("pubDate")))
	for _, c := range append(n.lines("category"), n.lines("subject")...) {
		d.Categories = appendNew(d.Categories, c)
	}
	d.Venue, d.URL = cmp.Or(n.line("publicationName"), n.line("journal_reference")), n.line("link")
	d.setIdentifier(roleDOI, cmp.Or(n.line("doi"), n.line("DOI")))
	for _, id := range append(n.lines("identifier"), strings.TrimPrefix(n.line("guid"), oaiArXiv), d.URL) {
		if pmid, found := strings.CutPrefix(id, "pmid:"); found && d.setIdentifier(rolePMID, pmid) {
			d.ID, d.Venue = pmid, cmp.Or(d.Venue, n.line("source"))
		}
		if d.IDs[ArXiv] == "" {
			d.setArXiv(id)
		}
		if d.IDs[DOI] == "" {
			d.setIdentifier(roleDOI, id)
		}
	}
	d.ID = cmp.Or(d.ID, d.IDs[DOI], n.line("guid"), d.URL)
	return nil
}

// rssAuthors reads a line of names: with initials behind the family name, as bioRxiv has them, or as arXiv has them.
func rssAuthors(s string) []string {
	list := betweenCommas(s)
	if len(list) == 1 {
		return typedAuthors(s)
	}
	var names []string
	for _, name := range list {
		names = appendName(names, givenFirst(name))
	}
	return names
}

// withoutNotices drops the lines that PubMed and publishers put before and behind an abstract: where and when it was printed.
func withoutNotices(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.EqualFold(line, "abstract") {
			lines = lines[i+1:]
			break
		}
	}
	notice := func(line string) bool {
		return strings.HasPrefix(line, "PMID:") || strings.Contains(line, ", Published online: ") && strings.Contains(line, "doi:")
	}
	return strings.Join(slices.DeleteFunc(lines, notice), "\n")
}
