package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// CSL-JSON, which reference managers and DOI resolvers hand out (https://docs.citationstyles.org/en/stable/specification.html), and
// the works of Crossref, which are the same with lists of titles and abstracts in JATS (https://api.crossref.org).

func isCSL(r record) bool {
	return r.has("container-title") || r.has("is-referenced-by-count") || r.has("citation-key") || r.has("DOI", "author") || r.has("DOI", "title", "type") ||
		r.get("issued").object() != nil && r.has("title")
}

func readCSL(d *Document, r record, _ func(kind, message string)) {
	d.ID = oneLine(cmp.Or(r.get("id").text, r.get("citation-key").text))
	d.Title = r.text("title", "title-short", "original-title", "short-title")
	d.Abstract = readable(r.get("abstract").prose())
	d.Authors = r.get("author").people(personOf)
	d.setDate(r.get("issued"), r.get("published"), r.get("published-online"), r.get("published-print"), r.get("posted"), r.get("available-date"), r.get("created"))
	d.Venue = cmp.Or(r.text("container-title", "event-title"), singleSpaced(r.at("event", "name").text), r.text("event", "collection-title"))
	d.Categories = r.either("subject", "categories").list(splitKeywords)
	for _, name := range []string{"keyword", "keywords"} {
		for _, k := range r.get(name).list(splitKeywords) {
			d.Keywords = appendNew(d.Keywords, k)
		}
	}
	d.URL, d.Lang = r.text("URL"), languageTag(r.text("language"))
	d.setCSLIDs(r)
	d.keepAll(r, "type", "publisher", "volume", "issue", "page", "subtitle", "is-referenced-by-count")
}

// personOf is a name with its particles and suffix: "Ludwig van Beethoven".
func personOf(a value) string {
	if a.nested == nil {
		return givenFirst(a.text)
	}
	o := a.object()
	if s := o.text("literal", "name"); s != "" && o.text("family") == "" {
		return group(s)
	}
	family := strings.Join([]string{o.text("dropping-particle"), o.text("non-dropping-particle"), o.text("family")}, " ")
	return person(o.text("given"), family, o.text("suffix"))
}

var (
	noteID   = regexp.MustCompile(`(?im)^\s*(doi|pmid|pmcid|arxiv)(?: id)?:\s*(\S+)`)
	noteRole = map[string]role{"doi": roleDOI, "pmid": rolePMID, "pmcid": rolePMCID, "arxiv": roleArXiv}
)

// setCSLIDs reads the identifiers, also those that Zotero puts into a note, a line each. A short DOI (10/abc) is kept as such
// where the address has the whole one.
func (d *Document) setCSLIDs(r record) {
	if !d.keepDOI("DOI", r.text("DOI")) || d.lacksDOI() {
		d.setIDs(roleDOI, r.get("URL"))
	}
	d.setIDs(rolePMID, r.get("PMID"))
	d.setIDs(rolePMCID, r.get("PMCID"))
	for _, name := range []string{"DOI", "number", "URL"} {
		if s := r.text(name); d.IDs[ArXiv] == "" && arxivOf(firstWord(s)) != "" {
			d.setIdentifier(roleArXiv, firstWord(s))
		}
	}
	d.setNoteIDs(r.get("note").text)
}

// setNoteIDs reads identifiers out of a note, a line each.
func (d *Document) setNoteIDs(note string) {
	for _, m := range noteID.FindAllStringSubmatch(note, 16) {
		name := strings.ToLower(m[1])
		if d.IDs[name] == "" {
			d.setIdentifier(noteRole[name], m[2])
		}
	}
}

func (d *Document) addID(name, id string) {
	if d.IDs == nil {
		d.IDs = map[string]string{}
	}
	d.IDs[name] = id
}

func firstWord(s string) string { return first(strings.Fields(s)) }
