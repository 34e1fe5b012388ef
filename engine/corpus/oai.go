package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// OAI-PMH is how archives hand out their records (https://www.openarchives.org/OAI/openarchivesprotocol.html), in a format of
// metadata that the harvester chose: here arXiv's two (https://info.arxiv.org/help/oa/index.html), Dublin Core, which every archive has,
// DataCite, MODS and JATS. A record of another one is read by the names of its elements.

func readOAI(d *Document, n *node, _ func(kind, message string)) error {
	switch n.name {
	case "error":
		return bad(kindAnswer, "the archive answered with an error instead of records: %s", strings.TrimSpace(n.attr("code")+" "+n.line()))
	case "record":
	default: // the metadata alone
		return readMetadata(d, n)
	}
	header := n.at("header")
	if header == nil {
		return readMetadata(d, n)
	}
	id := header.line("identifier")
	if header.attr("status") == "deleted" {
		return &withdrawal{[]string{cmp.Or(arxivOf(strings.TrimPrefix(id, oaiArXiv)), id)}}
	}
	metadata := n.at("metadata")
	if metadata == nil {
		return bad(kindBadXML, "a record without metadata (%s)", id)
	}
	if first, err := metadata.element(); err == nil {
		if err := readMetadata(d, first); err != nil {
			return err
		}
	}
	if d.ID == "" && !d.setArXiv(strings.TrimPrefix(id, oaiArXiv)) {
		d.ID = oneLine(id)
	}
	d.edition = max(d.edition, dayNumber(header.line("datestamp")))
	if len(d.Categories) == 0 {
		d.Categories = header.lines("setSpec")
	}
	return nil
}

const oaiArXiv = "oai:arXiv.org:"

// dayNumber is 20210304 for a date such as 2021-03-04, with or without a time.
func dayNumber(s string) int {
	t, p := parseDate(s)
	if p == NoDate {
		return 0
	}
	return (t.Year()*100+int(t.Month()))*100 + t.Day()
}

func readMetadata(d *Document, n *node) error {
	switch n.name {
	case "arXiv", "arXivRaw":
		readArXiv(d, n)
	case "dc", "qualifieddc":
		readDublinCore(d, n)
	case "oai_datacite":
		readDataCiteXML(d, n.at("payload", "resource"))
	case "resource":
		readDataCiteXML(d, n)
	case "article":
		return readJATS(d, n, nil)
	case "mods":
		return readMODS(d, n, nil)
	default:
		*d = newMapping(Options{}).document(n.pairs())
		if d.bare() {
			return bad(kindBadXML, "a record whose elements are not known: it is <%s>", n.name)
		}
	}
	return nil
}

func readArXiv(d *Document, n *node) {
	d.setArXiv(n.line("id"))
	d.Title = n.line("title")
	d.Abstract = n.wrapped("abstract")
	d.Categories = strings.Fields(n.line("categories"))
	d.Venue = n.line("journal-ref")
	d.setIdentifier(roleDOI, firstWord(n.line("doi")))
	if d.ID != "" {
		d.URL = "https://arxiv.org/abs/" + d.ID
	}
	for _, name := range []string{"comments", "msc-class", "acm-class", "report-no", "license", "updated"} {
		d.keepText(name, n.line(name))
	}
	d.Date, d.Precision = parseDate(n.line("created"))
	for a := range n.at("authors").all("author") {
		d.Authors = appendName(d.Authors, person(a.line("forenames"), a.line("keyname"), a.line("suffix")))
	}
	if n.name == "arXivRaw" {
		readArXivRaw(d, n)
	}
}

// readArXivRaw reads what this format has in its own way: all versions, the first of which dates the paper, and the authors as they
// were typed.
func readArXivRaw(d *Document, n *node) {
	d.Authors = typedAuthors(n.line("authors"))
	last := ""
	for v := range n.all("version") {
		if d.Precision == NoDate {
			d.Date, d.Precision = parseDate(v.line("date"))
		}
		last = v.attr("version")
	}
	if last != "" && d.ID != "" {
		d.setArXiv(d.ID + last)
	}
}

// unbracketed is a text without what stands in round brackets, one inside the other or not.
func unbracketed(s string) string {
	var b strings.Builder
	depth := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(':
			depth++
			b.WriteByte(' ')
		case c == ')':
			depth = max(depth-1, 0)
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// typedAuthors reads arXiv's line of authors: "A. Byron (1), B. Roe (2 and 3) and C. Li ((1) Tidal Laboratory, (2) ...)".
func typedAuthors(s string) []string {
	var names []string
	for _, part := range andWord.Split(unbracketed(s), -1) {
		for name := range strings.SplitSeq(part, ",") {
			name = singleSpaced(name)
			if isSuffix(name) && len(names) > 0 {
				names[len(names)-1] += " " + name
				continue
			}
			names = appendName(names, plainLaTeX(strings.TrimPrefix(name, "and ")))
		}
	}
	return names
}

// readDublinCore reads the fifteen elements, any of which may come several times or not at all, and of the qualified ones what says
// more: an abstract, and when a paper was issued.
func readDublinCore(d *Document, n *node) {
	titles := n.lines("title")
	d.Title = first(titles)
	for a := range n.all("creator") {
		d.Authors = appendName(d.Authors, givenFirst(a.line()))
	}
	for s := range n.all("subject") {
		d.Categories = appendNew(d.Categories, s.line())
	}
	var texts []string
	for _, a := range slices.Concat(slices.Collect(n.all("abstract")), slices.Collect(n.all("description"))) {
		text := a.wrapped()
		if comment, found := strings.CutPrefix(text, "Comment: "); found {
			d.keepText("comments", singleSpaced(comment))
		} else if text != "" {
			texts = append(texts, text)
		}
	}
	d.Abstract = strings.Join(texts, "\n")
	dates := n.lines("issued")
	if len(dates) == 0 {
		dates = n.lines("date")
	}
	for _, s := range dates {
		if t, p := parseDate(s); p != NoDate && (d.Precision == NoDate || t.Before(d.Date)) {
			d.Date, d.Precision = t, p
		}
	}
	for _, s := range append(n.lines("identifier"), n.lines("relation")...) {
		d.identify(s)
	}
	d.Venue = cmp.Or(d.Venue, first(n.lines("source")))
	d.Lang = languageTag(first(n.lines("language")))
	for _, name := range []string{"publisher", "type", "rights"} {
		d.keepText(name, strings.Join(n.lines(name), " | "))
	}
}

// identify finds out what an identifier of Dublin Core is: an arXiv id, a DOI, an address, or the words for where the paper
// was published.
func (d *Document) identify(s string) {
	arxiv, doi := arxivOf(s), doiOf(s)
	switch {
	case arxiv != "":
		if d.IDs[ArXiv] == "" {
			d.setArXiv(arxiv)
			d.URL = "https://arxiv.org/abs/" + d.ID
		}
	case doi != "":
		if d.IDs[DOI] == "" {
			d.setIdentifier(roleDOI, doi)
		}
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"):
		d.URL = cmp.Or(d.URL, s)
	case d.Venue == "" && strings.Contains(s, " ") && strings.ContainsAny(s, "0123456789"):
		d.Venue = s
	}
}
