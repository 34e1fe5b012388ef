package corpus

import (
	"cmp"
	"strings"
)

// Directories of papers with shapes of their own: DOAJ (https://doaj.org/api/docs), zbMATH Open (https://api.zbmath.org) and Europe
// PMC (https://europepmc.org/RestfulWebService).

func isDOAJ(r record) bool { return r.get("bibjson").object() != nil }

func readDOAJ(d *Document, r record, _ func(kind, message string)) {
	bib := r.get("bibjson").object()
	d.ID = oneLine(r.get("id").text)
	d.Title, d.Abstract = bib.text("title"), readable(bib.get("abstract").prose())
	d.Authors = bib.get("author").people(func(a value) string { return a.object().text("name") })
	d.setDate(value{text: strings.TrimSpace(bib.text("month") + " " + bib.text("year"))}, bib.get("year"), r.get("created_date"))
	if month := number(bib.text("month")); month > 0 {
		d.Date, d.Precision = makeDate(number(bib.text("year")), month, 0)
	}
	d.Venue = bib.at("journal", "title").text
	d.Lang = languageTag(strings.ToLower(first(bib.at("journal", "language").named())))
	d.Keywords = bib.get("keywords").named()
	d.Categories = bib.get("subject").named("term")
	for _, id := range bib.get("identifier").items() {
		if strings.EqualFold(id.at("type").text, "doi") {
			d.setIDs(roleDOI, id.at("id"))
		}
	}
	d.URL = first(bib.get("link").named("url"))
}

func isZbMATH(r record) bool { return r.has("zbmath_url") || r.has("editorial_contributions") }

func readZbMATH(d *Document, r record, _ func(kind, message string)) {
	d.ID = oneLine(cmp.Or(r.text("identifier"), r.get("id").text))
	d.Title = cmp.Or(r.text("title"), strings.TrimSuffix(singleSpaced(readable(r.at("title", "title").text)), "."))
	if subtitle := singleSpaced(readable(r.at("title", "subtitle").text)); subtitle != "" {
		d.Title += ": " + strings.TrimSuffix(subtitle, ".")
	}
	for _, kind := range []string{"summary", "abstract", "review"} {
		for _, one := range r.get("editorial_contributions").items() {
			if d.Abstract == "" && one.at("contribution_type").text == kind {
				text := strings.TrimPrefix(readable(one.at("text").text), "Summary: ")
				if !strings.HasPrefix(text, "zbMATH Open Web Interface contents unavailable") {
					d.Abstract = text
				}
			}
		}
	}
	d.Authors = r.at("contributors", "authors").people(func(a value) string { return givenFirst(a.object().text("name")) })
	d.setDate(r.get("year"))
	d.Venue = cmp.Or(first(r.at("source", "series").named("title")), r.at("source", "source").text)
	d.Categories = r.get("msc").named("code")
	d.Keywords = r.get("keywords").named()
	d.Lang = languageTag(first(r.at("language", "languages").named()))
	d.URL = r.text("zbmath_url")
	for _, link := range r.get("links").items() {
		switch link.at("type").text {
		case "doi":
			d.setIDs(roleDOI, link.at("identifier"))
		case "arxiv":
			d.setIDs(roleArXiv, link.at("identifier"))
		}
	}
}

func isEuropePMC(r record) bool { return r.has("authorString") || r.has("abstractText", "pubYear") }

func readEuropePMC(d *Document, r record, _ func(kind, message string)) {
	d.setIDs(roleDOI, r.get("doi"))
	d.setIDs(rolePMID, r.get("pmid"))
	d.setIDs(rolePMCID, r.get("pmcid"))
	d.ID = oneLine(r.get("id").text)
	d.Title, d.Abstract = r.text("title"), readable(r.get("abstractText").text)
	d.Authors = r.at("authorList", "author").people(func(a value) string {
		o := a.object()
		return cmp.Or(person(o.text("firstName"), o.text("lastName"), ""), o.text("fullName"), group(o.text("collectiveName")))
	})
	if len(d.Authors) == 0 {
		d.Authors = splitAny(strings.TrimSuffix(r.text("authorString"), "."), ",")
	}
	d.setDate(r.get("firstPublicationDate"), r.at("journalInfo", "printPublicationDate"), r.get("pubYear"))
	d.Venue = cmp.Or(r.at("journalInfo", "journal", "title").text, r.text("journalTitle"), r.at("bookOrReportDetails", "publisher").text)
	d.Keywords = r.at("keywordList", "keyword").named()
	d.Categories = r.at("meshHeadingList", "meshHeading").named("descriptorName")
	d.Lang = languageTag(r.text("language"))
	if source := r.text("source"); source != "" && d.ID != "" {
		d.URL = "https://europepmc.org/article/" + source + "/" + d.ID
	}
	d.keepText("publication_types", strings.Join(r.at("pubTypeList", "pubType").named(), " | "))
}
