package corpus

import (
	"cmp"
	"strings"
)

// MODS is what libraries write (https://www.loc.gov/standards/mods): a title in parts, people with their roles, and the journal as a
// record inside of the record.

func readMODS(d *Document, n *node, _ func(kind, message string)) error {
	for info := range n.all("titleInfo") {
		if d.Title == "" && info.attr("type") == "" {
			d.Title = modsTitle(info)
		}
	}
	for p := range n.all("name") {
		if isModsAuthor(p) {
			d.Authors = appendName(d.Authors, modsName(p))
		}
	}
	d.Abstract = n.wrapped("abstract")
	for _, name := range []string{"dateIssued", "copyrightDate", "dateCreated"} {
		for _, place := range []*node{n.at("originInfo"), n.at("part"), n.at("relatedItem", "originInfo")} {
			if d.Precision == NoDate {
				d.Date, d.Precision = parseDate(cmp.Or(place.line(name), place.line("date")))
			}
		}
	}
	for s := range n.all("subject") {
		for _, topic := range s.lines("topic") {
			d.Categories = appendNew(d.Categories, topic)
		}
	}
	for host := range n.all("relatedItem") {
		if host.attr("type") == "host" && d.Venue == "" {
			d.Venue = modsTitle(host.at("titleInfo"))
		}
	}
	d.Lang = languageTag(n.line("language", "languageTerm"))
	d.URL = n.line("location", "url")
	for id := range n.all("identifier") {
		switch strings.ToLower(id.attr("type")) {
		case "doi", "uri", "arxiv":
			d.identify(id.line())
		case "pmid", "pubmed":
			d.setIdentifier(rolePMID, id.line())
		case "citekey":
			d.ID = cmp.Or(d.ID, id.line())
		}
	}
	d.ID = cmp.Or(d.ID, n.attr("ID"))
	d.keepText("type", n.line("genre"))
	return nil
}

// modsTitle puts a title together from its parts.
func modsTitle(info *node) string {
	title := strings.TrimSpace(info.line("nonSort") + " " + info.line("title"))
	if subtitle := info.line("subTitle"); subtitle != "" {
		title += ": " + subtitle
	}
	return title
}

// isModsAuthor tells whether a person has no role or that of an author.
func isModsAuthor(p *node) bool {
	roles := 0
	for role := range p.all("role") {
		for _, term := range role.lines("roleTerm") {
			roles++
			switch strings.ToLower(term) {
			case "author", "aut", "creator", "cre":
				return true
			}
		}
	}
	return roles == 0
}

// modsName is a name in parts, or in one.
func modsName(p *node) string {
	var given, family, whole []string
	for part := range p.all("namePart") {
		switch part.attr("type") {
		case "given":
			given = append(given, part.line())
		case "family":
			family = append(family, part.line())
		case "":
			whole = append(whole, part.line())
		}
	}
	if len(family) > 0 {
		return person(strings.Join(given, " "), strings.Join(family, " "), "")
	}
	return givenFirst(strings.Join(whole, " "))
}
