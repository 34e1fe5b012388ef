package corpus

import (
	"cmp"
	"strings"
)

// DataCite's DOIs (https://support.datacite.org/docs/api), whose attributes may stand alone, and what repositories built on Invenio
// hand out, Zenodo (https://developers.zenodo.org) and INSPIRE (https://github.com/inspirehep/rest-api-doc) among them: there, what
// a paper is stands in its metadata.

func isDataCite(r record) bool {
	return r.has("titles", "creators") || r.at("attributes", "titles").nested != nil
}

func readDataCite(d *Document, r record, _ func(kind, message string)) {
	id := r.get("id").text
	if inner := r.get("attributes").object(); inner != nil {
		r = inner
	}
	d.setIDs(roleDOI, r.get("doi"), value{text: id})
	d.setIDs(roleArXiv, r.get("doi"))
	d.ID = cmp.Or(d.IDs[DOI], oneLine(id))
	d.Title = first(r.get("titles").named("title"))
	d.Abstract = descriptionOf("Abstract", r.get("descriptions"))
	d.Authors = r.get("creators").people(func(a value) string {
		o := a.object()
		if family := o.text("familyName"); family != "" {
			return person(o.text("givenName"), family, "")
		}
		name := cmp.Or(o.text("name", "creatorName"), a.text)
		if o.text("nameType") == "Organizational" {
			return group(name)
		}
		return givenFirst(name)
	})
	for _, date := range r.get("dates").items() {
		if date.at("dateType").text == "Issued" {
			d.setDate(date.at("date"))
		}
	}
	if d.Precision == NoDate {
		d.setDate(r.get("published"), r.get("publicationYear"))
	}
	d.Venue = cmp.Or(r.at("container", "title").text, first(r.get("publisher").named("name")))
	d.Categories = r.get("subjects").named("subject")
	d.URL, d.Lang = r.text("url"), languageTag(r.text("language"))
	d.keepText("type", cmp.Or(r.at("types", "resourceType").text, r.at("types", "resourceTypeGeneral").text))
}

// descriptionOf is the description of a type or, without one, the first that has no type.
func descriptionOf(kind string, list value) string {
	for _, want := range []string{kind, ""} {
		for _, one := range list.items() {
			if one.at("descriptionType").text == want {
				return readable(one.at("description").text)
			}
		}
	}
	return ""
}

func isDeposit(r record) bool {
	meta := r.get("metadata").object()
	return meta.get("title").text != "" || len(meta.get("titles").nested) > 0
}

func readDeposit(d *Document, r record, _ func(kind, message string)) {
	meta := r.get("metadata").object()
	d.ID = oneLine(cmp.Or(r.get("id").text, meta.get("control_number").text))
	d.Title = cmp.Or(meta.text("title"), first(meta.get("titles").named("title")))
	d.Abstract = cmp.Or(readable(meta.get("description").text), first(meta.get("abstracts").named("value")))
	d.Authors = meta.either("creators", "authors").people(func(a value) string {
		o := a.object()
		if inner := o.get("person_or_org").object(); inner != nil {
			o = inner
		}
		if o.text("type") == "organizational" {
			return group(o.text("name"))
		}
		return givenFirst(o.text("name", "full_name"))
	})
	info := firstOf(meta.get("publication_info").items())
	d.setDate(meta.get("publication_date"), meta.get("earliest_date"), meta.get("preprint_date"), info.at("year"))
	d.Venue = cmp.Or(meta.at("journal", "title").text, info.at("journal_title").text, meta.at("imprint", "publisher").text)
	d.Keywords = meta.get("keywords").named("value")
	for _, s := range meta.get("subjects").named("subject", "term") {
		d.Keywords = appendNew(d.Keywords, s)
	}
	d.Categories = meta.get("inspire_categories").named("term")
	d.Lang = languageTag(cmp.Or(meta.text("language"), first(meta.get("languages").named("id"))))
	d.setIDs(roleDOI, r.get("doi"), meta.get("doi"), r.at("pids", "doi", "identifier"), firstOf(meta.get("dois").items()).at("value"))
	eprint := firstOf(meta.get("arxiv_eprints").items())
	d.setIDs(roleArXiv, eprint.at("value"), r.get("doi"))
	for _, c := range eprint.at("categories").named() {
		d.Categories = appendNew(d.Categories, c)
	}
	links := r.get("links").object()
	d.URL = strings.TrimSpace(links.text("self_html", "html", "doi", "self"))
}

// firstOf is the first of some values, empty without any.
func firstOf(list []value) value {
	if len(list) == 0 {
		return value{}
	}
	return list[0]
}
