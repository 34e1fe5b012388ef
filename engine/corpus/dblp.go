package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// dblp hands out its records as XML, all of them or those of a person (https://dblp.org/xml/docu/dblpxml.pdf), and finds them as XML and
// JSON (https://dblp.org/faq/How+to+use+the+dblp+search+API.html). It has no abstracts. Its titles end with a full stop, and
// people of one name have a number behind it.

// dblpTypes are the elements that are papers; www and person are about people.
var dblpTypes = []string{"article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data"}

var dblpNumber = regexp.MustCompile(` \d{4}$`)

func readDBLPXML(d *Document, n *node, _ func(kind, message string)) error {
	if n.name == "info" {
		for a := range n.at("authors").all("author") {
			d.addDBLPAuthor(a.line())
		}
		d.Venue = n.line("venue")
		d.setIdentifier(roleDOI, n.line("doi"))
	}
	for a := range n.all("author") {
		d.addDBLPAuthor(a.line())
	}
	d.Title = strings.TrimSuffix(n.line("title"), ".")
	d.Date, d.Precision = parseDate(strings.TrimSpace(n.line("month") + " " + n.line("year")))
	d.Venue = cmp.Or(d.Venue, n.line("journal"), n.line("booktitle"), n.line("school"))
	for address := range n.all("ee") {
		d.addDBLPAddress(address.line())
	}
	d.finishDBLP(cmp.Or(n.attr("key"), n.line("key")), n.line("volume"))
	d.keepText("type", cmp.Or(n.line("type"), n.name))
	for _, name := range []string{"volume", "number", "pages", "publisher", "crossref"} {
		d.keepText(name, n.line(name))
	}
	return nil
}

// isDBLP knows a hit of the search by the key of its record.
func isDBLP(r record) bool {
	return r.has("key", "title") && !r.at("authors", "author").empty() && dblpKey.MatchString(r.text("key"))
}

var dblpKey = regexp.MustCompile(`^[a-z]+/[\w-]+/\S+$`)

func readDBLP(d *Document, r record, _ func(kind, message string)) {
	for _, name := range r.at("authors", "author").people(func(a value) string { return cmp.Or(a.text, a.at("text").text) }) {
		d.addDBLPAuthor(name)
	}
	d.Title = strings.TrimSuffix(r.text("title"), ".")
	d.setDate(r.get("year"))
	d.Venue = singleSpaced(r.get("venue").first())
	d.setIDs(roleDOI, r.get("doi"))
	for _, v := range r.get("ee").items() {
		d.addDBLPAddress(v.text)
	}
	d.finishDBLP(r.text("key"), r.text("volume"))
	d.keepAll(r, "type", "volume", "number", "pages", "publisher")
}

func (d *Document) addDBLPAuthor(name string) {
	d.Authors = appendName(d.Authors, dblpNumber.ReplaceAllString(name, ""))
}

// addDBLPAddress keeps the first address of a paper, and the identifiers in any.
func (d *Document) addDBLPAddress(address string) {
	d.URL = cmp.Or(d.URL, address)
	if d.IDs[DOI] == "" {
		d.setIdentifier(roleDOI, address)
	}
	d.offerID(ArXiv, arxivOf(address))
}

// finishDBLP gives a record its key, and a paper of CoRR, whose volume is "abs/" and its number, its arXiv id.
func (d *Document) finishDBLP(key, volume string) {
	d.ID = oneLine(key)
	if m := corrVolume.FindStringSubmatch(volume); d.Venue == "CoRR" && m != nil {
		d.offerID(ArXiv, arxivOf(m[1]))
	}
	d.offerID(ArXiv, arxivOf(d.IDs[DOI]))
	if d.ID != "" && d.URL == "" {
		d.URL = "https://dblp.org/rec/" + d.ID
	}
}
