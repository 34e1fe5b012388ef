package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// JATS is what publishers and PubMed Central write whole articles in (https://jats.nlm.nih.gov). What a paper is stands in its front
// matter; the body is passed over.

func readJATS(d *Document, n *node, _ func(kind, message string)) error {
	front := n.at("front")
	if front == nil {
		front = n.at("front-stub")
	}
	meta := front.at("article-meta")
	if meta == nil {
		return bad(kindBadXML, "an article without its metadata (<article-meta>)")
	}
	d.Title = meta.line("title-group", "article-title")
	if subtitle := meta.line("title-group", "subtitle"); subtitle != "" {
		d.Title += ": " + subtitle
	}
	for a := range meta.all("abstract") {
		if kind := a.attr("abstract-type"); d.Abstract == "" && (kind == "" || kind == "abstract" || kind == "summary" || kind == "section") {
			d.Abstract = readable(proseOf(a))
		}
	}
	for group := range meta.all("contrib-group") {
		if kind := group.attr("content-type"); strings.Contains(kind, "editor") || strings.Contains(kind, "review") {
			continue
		}
		for c := range group.all("contrib") {
			if kind := c.attr("contrib-type"); kind == "" || kind == "author" {
				d.Authors = appendName(d.Authors, contributor(c))
			}
		}
	}
	d.datedBy(publicationDates(meta)...)
	for group := range meta.at("article-categories").all("subj-group") {
		if group.attr("subj-group-type") != "heading" {
			for _, s := range group.lines("subject") {
				d.Categories = appendNew(d.Categories, s)
			}
		}
	}
	for group := range meta.all("kwd-group") {
		if strings.HasPrefix(group.attr("kwd-group-type"), "abbr") {
			continue
		}
		for _, k := range group.lines("kwd") {
			d.Keywords = appendNew(d.Keywords, k)
		}
	}
	journal := front.at("journal-meta")
	d.Venue = cmp.Or(journal.line("journal-title-group", "journal-title"), journal.line("journal-title"))
	d.Lang = languageTag(n.attr("lang"))
	for id := range meta.all("article-id") {
		switch id.attr("pub-id-type") {
		case "doi":
			d.keepDOI("doi", id.line())
		case "pmid":
			d.setIdentifier(rolePMID, id.line())
		case "pmc", "pmcid":
			d.setIdentifier(rolePMCID, id.line())
		case "arxiv":
			d.setIdentifier(roleArXiv, id.line())
		}
	}
	d.ID = cmp.Or(d.IDs[PMCID], d.IDs[DOI], d.IDs[PMID], meta.line("article-id"))
	d.URL = meta.at("self-uri").attr("href")
	d.keepText("type", n.attr("article-type"))
	return nil
}

func contributor(c *node) string {
	name := c.at("name")
	if name == nil {
		name = c.at("name-alternatives", "name")
	}
	if name == nil && c.at("string-name", "surname") != nil {
		name = c.at("string-name")
	}
	if name == nil {
		return cmp.Or(c.line("string-name"), group(cmp.Or(c.line("collab"), c.line("collab-alternatives", "collab"))))
	}
	return person(name.line("given-names"), name.line("surname"), name.line("suffix"))
}

// publicationDates are the dates, those of publication before those of a collection. Their parts are named in lower case.
func publicationDates(meta *node) []*node {
	rank := func(n *node) int {
		switch kind := n.attr("pub-type") + n.attr("date-type"); kind {
		case "epub", "ppub", "pub":
			return 0
		case "collection":
			return 2
		}
		return 1
	}
	var dates []*node
	for date := range meta.all("pub-date") {
		dates = append(dates, date)
	}
	slices.SortStableFunc(dates, func(a, b *node) int { return rank(a) - rank(b) })
	return dates
}
