package corpus

import (
	"cmp"
	"strings"
)

// Zotero's own items as JSON, of its API (https://www.zotero.org/support/dev/web_api/v3/basics) and of Better BibTeX's export: the
// names of fields differ with the type of an item. What hangs on a paper, a file, a note or a mark in its text, is an item too.

func isZotero(r record) bool {
	return r.has("itemType") && (r.has("creators") || r.has("dateAdded"))
}

// isZoteroAside knows the items that hang on others.
func isZoteroAside(r record) bool {
	switch cmp.Or(r.get("itemType").text, r.at("data", "itemType").text) {
	case "attachment", "note", "annotation":
		return r.has("key") || r.has("parentItem") || r.has("itemID")
	}
	return false
}

func readZotero(d *Document, r record, _ func(kind, message string)) {
	d.ID = oneLine(cmp.Or(r.text("key"), r.text("citationKey", "citekey")))
	d.Title = r.text("title", "caseName", "subject", "nameOfAct")
	d.Abstract = readable(r.get("abstractNote").prose())
	d.Authors = zoteroPeople(r)
	d.setDate(r.either("date", "dateDecided", "issueDate", "dateEnacted"))
	d.Venue = r.text("publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle", "conferenceName", "repository",
		"university", "institution", "websiteTitle", "blogTitle", "meetingName")
	d.Keywords = r.get("tags").named("tag")
	d.URL, d.Lang = r.text("url"), languageTag(r.text("language"))
	d.keepDOI("DOI", r.text("DOI"))
	for _, name := range []string{"archiveID", "url"} {
		d.offerID(ArXiv, arxivOf(r.text(name)))
	}
	d.setNoteIDs(r.get("extra").text)
	d.keepAll(r, "itemType", "extra", "citationKey", "volume", "issue", "pages", "series", "publisher", "place", "ISBN", "ISSN", "dateAdded", "dateModified")
}

// zoteroPeople are those who made an item; its editors and translators only if it has no others.
func zoteroPeople(r record) []string {
	var makers, others []string
	for _, c := range r.get("creators").items() {
		o := c.object()
		name := cmp.Or(o.text("name"), o.text("lastName"))
		if name == "" {
			continue
		}
		name = person(o.text("firstName"), name, "")
		switch kind := o.text("creatorType"); {
		case kind == "contributor" || kind == "reviewedAuthor" || kind == "bookAuthor" || kind == "seriesEditor":
		case strings.HasSuffix(kind, "ditor") || kind == "translator":
			others = appendName(others, name)
		default:
			makers = appendName(makers, name)
		}
	}
	if len(makers) == 0 {
		return others
	}
	return makers
}
