package corpus

import (
	"cmp"
	"strings"
)

// EndNote's XML, which Zotero and others write too. There is no public specification but the DTD that EndNote installs; each text
// may be cut into pieces of one style.

func readEndNote(d *Document, n *node, doubt func(kind, message string)) error {
	titles := n.at("titles")
	if titles == nil && n.at("contributors") == nil {
		return readOAI(d, n, doubt) // other lists are called so, too
	}
	d.Title = cmp.Or(titles.line("title"), titles.line("short-title"))
	d.Abstract = strings.TrimSpace(readable(proseOf(n.at("abstract"))))
	for a := range n.at("contributors", "authors").all("author") {
		d.Authors = appendName(d.Authors, givenFirst(a.line()))
	}
	d.Venue = cmp.Or(titles.line("secondary-title"), n.line("periodical", "full-title"), titles.line("tertiary-title"))
	year, day := n.line("dates", "year"), n.line("dates", "pub-dates", "date")
	for _, s := range []string{day + " " + year, year, day} {
		if d.Precision == NoDate {
			d.Date, d.Precision = parseDate(s)
		}
	}
	for k := range n.at("keywords").all("keyword") {
		for part := range strings.SplitSeq(proseOf(k), "\n") {
			d.Keywords = appendNew(d.Keywords, strings.Trim(part, "* "))
		}
	}
	d.Lang = languageTag(n.line("language"))
	d.keepDOI("electronic-resource-num", n.line("electronic-resource-num"))
	if id := n.line("accession-num"); id != "" && strings.Trim(id, "0123456789") == "" && isNLM(n.line("remote-database-name")+" "+n.line("remote-database-provider")) {
		d.setIdentifier(rolePMID, id)
	}
	for list := range n.at("urls").all("web-urls", "related-urls", "pdf-urls") {
		for u := range list.all("url") {
			if !strings.HasPrefix(u.line(), "<") { // "<Go to ISI>://WOS:1" is an address in EndNote alone
				d.URL = cmp.Or(d.URL, u.line())
			}
			if d.IDs[DOI] == "" {
				d.setIdentifier(roleDOI, u.line())
			}
		}
	}
	if id := n.line("accession-num"); strings.HasPrefix(id, "WOS:") {
		d.addID("wos", id)
	}
	for _, name := range []string{"custom2", "custom7"} {
		if id := n.line(name); strings.HasPrefix(id, "PMC") && pmcInText.MatchString(id) {
			d.offerID(PMCID, id)
		}
	}
	d.ID = cmp.Or(d.IDs[DOI], d.IDs[PMID], n.line("rec-number"))
	for _, name := range []string{"label", "volume", "number", "pages", "publisher", "accession-num", "notes"} {
		d.keepText(name, n.line(name))
	}
	d.keepText("type", n.at("ref-type").attr("name"))
	return nil
}

func isNLM(database string) bool {
	return isPubMed(database) || strings.Contains(strings.ToLower(database), "nlm")
}
