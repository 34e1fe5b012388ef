package corpus

import "cmp"

// What publishers send to DOAJ and get from it as XML: https://doaj.org/docs/xml/. A title, an abstract and a list of keywords may
// stand there in several languages; the first is the article's own.

func readDOAJRecord(d *Document, n *node, _ func(kind, message string)) error {
	d.keepDOI("doi", n.line("doi"))
	d.ID = cmp.Or(d.IDs[DOI], oneLine(n.line("publisherRecordId")))
	d.Title, d.Abstract = n.line("title"), readable(proseOf(n.at("abstract")))
	for a := range n.at("authors").all("author") {
		d.Authors = appendName(d.Authors, givenFirst(a.line("name")))
	}
	for _, k := range n.at("keywords").lines("keyword") {
		d.Keywords = appendNew(d.Keywords, k)
	}
	d.Date, d.Precision = parseDate(n.line("publicationDate"))
	d.Venue, d.URL, d.Lang = n.line("journalTitle"), n.line("fullTextUrl"), languageTag(n.line("language"))
	for _, name := range []string{"publisher", "issn", "eissn", "volume", "issue", "startPage", "endPage", "documentType"} {
		d.keepText(name, n.line(name))
	}
	return nil
}
