package corpus

import "cmp"

// DataCite's XML (https://schema.datacite.org), which archives hand out as oai_datacite, and OpenAIRE's, which has its elements beside
// those of Dublin Core.

func readDataCiteXML(d *Document, n *node) {
	for t := range n.at("titles").all("title") {
		if d.Title == "" && t.attr("titleType") == "" {
			d.Title = t.line()
		}
	}
	for c := range n.at("creators").all("creator") {
		name := c.line("creatorName")
		if c.at("creatorName").attr("nameType") != "Organizational" {
			name = givenFirst(name)
		}
		if family := c.line("familyName"); family != "" {
			name = person(c.line("givenName"), family, "")
		}
		d.Authors = appendName(d.Authors, name)
	}
	for _, kind := range []string{"Abstract", ""} {
		for text := range n.at("descriptions").all("description") {
			if d.Abstract == "" && text.attr("descriptionType") == kind {
				d.Abstract = text.wrapped()
			}
		}
	}
	d.Abstract = cmp.Or(d.Abstract, n.wrapped("description"))
	d.Categories = n.at("subjects").lines("subject")
	for date := range n.at("dates").all("date") {
		if date.attr("dateType") == "Issued" && d.Precision == NoDate {
			d.Date, d.Precision = parseDate(date.line())
		}
	}
	if d.Precision == NoDate {
		d.Date, d.Precision = parseDate(n.line("publicationYear"))
	}
	d.Venue, d.Lang = n.line("publisher"), languageTag(n.line("language"))
	d.identify(n.line("identifier"))
	for id := range n.at("alternateIdentifiers").all("alternateIdentifier") {
		if kind := id.attr("alternateIdentifierType"); kind == "DOI" || kind == "arXiv" {
			d.identify(id.line())
		}
	}
	for id := range n.at("relatedIdentifiers").all("relatedIdentifier") {
		if id.attr("relationType") == "IsIdenticalTo" {
			d.identify(id.line())
		}
	}
	d.ID = cmp.Or(d.ID, d.IDs[DOI])
	d.keepText("type", cmp.Or(n.line("resourceType"), n.at("resourceType").attr("resourceTypeGeneral")))
}
