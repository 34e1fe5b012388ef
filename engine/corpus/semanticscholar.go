package corpus

import (
	"cmp"
	"strings"
)

// Semantic Scholar's papers, of its API (search, batch, citations: https://api.semanticscholar.org/api-docs/graph) and of its
// datasets, where names are in lower case and abstracts stand in files of their own (https://api.semanticscholar.org/api-docs/datasets).

func isSemanticScholar(r record) bool {
	return r.has("paperId") || r.has("corpusid") || r.has("externalIds") || r.has("externalids") || r.has("paperAbstract")
}

func readSemanticScholar(d *Document, r record, _ func(kind, message string)) {
	d.ID = oneLine(r.either("paperId", "corpusid", "corpusId", "id").String())
	d.Title = r.text("title")
	d.Abstract = readable(r.either("abstract", "paperAbstract").prose())
	d.Authors = r.get("authors").people(func(a value) string { return cmp.Or(a.text, a.at("name").text, nameOf(a.nested)) })
	d.setDate(r.either("publicationDate", "publicationdate"), r.get("year"))
	d.Venue = cmp.Or(r.text("venue"), singleSpaced(r.at("publicationVenue", "name").text), singleSpaced(r.at("journal", "name").text), r.text("journalName"))
	d.Categories = r.get("fieldsOfStudy").named("category")
	for _, name := range r.either("s2FieldsOfStudy", "s2fieldsofstudy").named("category") {
		d.Categories = appendNew(d.Categories, name)
	}
	d.URL = cmp.Or(r.text("url", "s2Url"), first(r.get("pdfUrls").named()))
	ids := r.either("externalIds", "externalids").object()
	if ids == nil {
		ids = r.at("openaccessinfo", "externalids").object()
	}
	d.setIDs(roleDOI, ids.get("DOI"), r.get("doi"))
	d.setIDs(roleArXiv, ids.get("ArXiv"), r.get("arxivId"))
	d.setIDs(rolePMID, ids.get("PubMed"), ids.get("Medline"), r.get("pmid"))
	d.setIDs(rolePMCID, ids.get("PubMedCentral"))
	d.keepText("tldr", r.at("tldr", "text").text)
	d.keepText("publication_types", strings.Join(r.either("publicationTypes", "publicationtypes").named(), " | "))
	d.keepText("citations", r.either("citationCount", "citationcount").text)
}
