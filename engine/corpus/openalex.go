package corpus

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// OpenAlex's works, of its API and of its snapshot: https://docs.openalex.org/api-entities/works/work-object. An abstract is
// given as the positions of each word.

func isOpenAlex(r record) bool {
	id := r.get("id").text
	return r.has("abstract_inverted_index") || strings.HasPrefix(id, openAlex+"W") || strings.HasPrefix(id, openAlex) && (r.has("authorships") || r.has("display_name"))
}

const openAlex = "https://openalex.org/"

func readOpenAlex(d *Document, r record, _ func(kind, message string)) {
	d.ID = oneLine(strings.TrimPrefix(r.get("id").text, openAlex))
	d.Title = r.text("title", "display_name")
	d.Abstract = cmp.Or(readable(inverted(r.get("abstract_inverted_index"))), readable(r.either("abstract", "ab").prose()))
	d.Authors = r.get("authorships").people(func(a value) string {
		return cmp.Or(a.at("author", "display_name").text, givenFirst(a.at("raw_author_name").text))
	})
	d.setDate(r.get("publication_date"), r.get("publication_year"))
	d.Venue = cmp.Or(r.at("primary_location", "source", "display_name").text, r.at("host_venue", "display_name").text,
		r.at("primary_location", "raw_source_name").text)
	d.Categories = r.get("topics").named("display_name")
	if len(d.Categories) == 0 {
		d.Categories = r.get("concepts").named("display_name")
	}
	d.Keywords = r.get("keywords").named("display_name", "keyword")
	d.Lang = languageTag(r.get("language").text)
	ids := r.get("ids").object()
	d.setIDs(roleDOI, r.get("doi"), ids.get("doi"))
	d.setIDs(rolePMID, ids.get("pmid"))
	d.setIDs(rolePMCID, ids.get("pmcid"))
	d.setIDs(roleArXiv, r.get("doi"))
	d.URL = cmp.Or(r.at("primary_location", "landing_page_url").text, r.at("host_venue", "url").text, r.get("doi").text, r.get("id").text)
	for _, place := range r.get("locations").items() {
		if page := place.at("landing_page_url"); d.IDs[ArXiv] == "" && arxivOf(page.text) != "" {
			d.setIDs(roleArXiv, page)
		}
	}
	d.readDotted(r)
	d.keepAll(r, "type", "cited_by_count")
	if r.get("is_retracted").text == "true" {
		d.keepAll(r, "is_retracted")
	}
}

// readDotted reads what the site writes into tables: a column a path, with bars between the values.
func (d *Document) readDotted(r record) {
	for _, list := range []struct {
		to   *[]string
		path string
	}{{&d.Authors, "authorships.author.display_name"}, {&d.Categories, "topics.display_name"}, {&d.Categories, "concepts.display_name"}, {&d.Categories, "primary_topic.display_name"},
		{&d.Keywords, "keywords.display_name"}} {
		if len(*list.to) == 0 {
			*list.to = splitAny(r.get(list.path).text, "|")
		}
	}
	d.Venue = cmp.Or(d.Venue, r.get("primary_location.source.display_name").text, r.text("so"))
	if page := r.get("primary_location.landing_page_url").text; page != "" {
		d.URL = page
	}
	d.setIDs(roleDOI, r.get("doi"), r.get("ids.doi"))
	for path, kind := range map[string]role{"ids.pmid": rolePMID, "ids.pmcid": rolePMCID} {
		if v := r.get(path); !v.empty() {
			d.setIDs(kind, v)
		}
	}
}

// inverted puts the words of an abstract in order.
func inverted(v value) string {
	if list := v.at("InvertedIndex"); !list.empty() { // as Microsoft's graph had it
		v = list
	}
	raw := v.nested
	if raw == nil {
		raw = []byte(v.text) // in a table
	}
	var places map[string][]int
	if json.Unmarshal(raw, &places) != nil && json.Unmarshal(jsonOfPython(string(raw)), &places) != nil {
		return ""
	}
	type word struct {
		at   int
		text string
	}
	var words []word
	for text, at := range places {
		for _, i := range at {
			words = append(words, word{i, text})
		}
	}
	slices.SortFunc(words, func(a, b word) int { return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.text, b.text)) })
	var b strings.Builder
	for i, w := range words {
		if b.Len() > longestValue {
			break // a word of megabytes in a million places
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return strings.ReplaceAll(b.String(), "\x00", "")
}
