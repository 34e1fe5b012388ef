package corpus

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tables of databases say the same under other headings, which the synonyms know. What synonyms cannot say stands here: which column
// is the id of a database's own, and that its people are written family name first.

// tableSource is a database, known by columns that no other table has together.
type tableSource struct {
	name    string
	columns []string // as keyOf writes them
	id      string   // the column of its ids
	kind    string   // of identifier: a key of Document.IDs, or ""
}

var tableSources = []tableSource{
	{"Scopus", []string{"eid", "sourcetitle"}, "eid", "scopus"},
	{"Web of Science", []string{"utuniquewosid", "articletitle"}, "utuniquewosid", "wos"},
	{"Zotero", []string{"key", "itemtype", "publicationtitle"}, "key", ""},
	{"Lens", []string{"lensid", "title"}, "lensid", "lens"},
	{"PubMed", []string{"pmid", "journalbook"}, "pmid", "pmid"},
	{"Dimensions", []string{"publicationid", "dimensionsurl"}, "publicationid", "dimensions"},
	{"EBSCO", []string{"articletitle", "accessionnumber", "plink"}, "accessionnumber", ""},
	{"Cochrane", []string{"centralid", "cochranereviewgroupcode"}, "centralid", "central"},
	{"Covidence", []string{"covidence", "study", "publishedyear"}, "", ""},
	{"Rayyan", []string{"key", "title", "issn", "notes", "pubmedid", "pmcid"}, "key", ""},
	{"RefWorks", []string{"titleprimary", "authorsprimary"}, "referenceid", ""},
	{"Publish or Perish", []string{"cites", "gsrank", "title"}, "", ""},
	{"SpringerLink", []string{"itemtitle", "itemdoi"}, "", ""},
	{"IEEE Xplore", []string{"documenttitle", "dateaddedtoxplore"}, "", ""},
	{"Embase", []string{"embaseaccessionid", "title"}, "embaseaccessionid", "embase"},
	{"Embase", []string{"authornames", "embaselink", "title"}, "pui", "embase"},
	{"Embase", []string{"authornames", "openurllink", "title"}, "pui", "embase"},
}

// sourceOf finds the database that a header is of, or nil.
func sourceOf(header []string) *tableSource {
	keys := map[string]bool{}
	for _, name := range header {
		keys[keyOf(name)] = true
	}
	for i := range tableSources {
		if !slices.ContainsFunc(tableSources[i].columns, func(c string) bool { return !keys[c] }) {
			return &tableSources[i]
		}
	}
	return nil
}

// settle gives a document its database's own id, its people their given names first, and takes identifiers from where a database
// puts them. Its texts may have markup.
func (s *tableSource) settle(d *Document, r record, m *mapping) {
	if s.name == "Lens" {
		d.Abstract = betweenTags.ReplaceAllString(d.Abstract, "> <")
	}
	d.Title, d.Abstract = readable(d.Title), readableLines(d.Abstract)
	d.settleNotice()
	best := noRank
	for _, p := range r {
		key, text := keyOf(p.key), strings.TrimSpace(p.value.text)
		if text == "" {
			continue
		}
		switch key {
		case s.id:
			if m.chosen[roleID] == "" {
				d.ID = oneLine(text)
			}
			if s.kind != "" {
				d.offerID(s.kind, text)
			}
		case "extra":
			d.setNoteIDs(text)
		case "openurllink":
			d.offerID(DOI, doiInQuery(text))
		case "source":
			if s.name == "Embase" && d.Venue == text {
				d.settleSource(text)
			}
		case "publicationdate":
			if m := monthFirst.FindStringSubmatch(text); s.name == "EBSCO" && m != nil {
				d.Date, d.Precision = makeDate(number(m[3]), number(m[1]), number(m[2]))
			}
		case "doi":
			d.offerID(DOI, doiOf(firstWord(text))) // Rayyan has lines of RIS that it does not know behind the one before
		case "keywords":
			if s.name == "Cochrane" {
				d.Keywords = keywordsOf([]string{text})
			}
		case "link", "url", "linkattachments":
			if s.name == "Rayyan" {
				d.URL = firstWord(text)
			}
			d.offerID(DOI, doiIn(firstWord(text)))
			d.identifyAddresses(text)
		}
		if k := ranks[key]; k.role == roleAuthors && k.at < best {
			best, d.Authors = k.at, s.people(text)
		}
	}
	d.offerID(ArXiv, arxivOf(d.IDs[DOI]))
	if s.name == "Web of Science" {
		d.settleWoS(r)
	}
	if s.name == "PubMed" && d.URL == "" {
		d.URL = "https://pubmed.ncbi.nlm.nih.gov/" + d.IDs[PMID] + "/"
	}
}

// monthFirst is how EBSCO writes a date, in a formula so that no spreadsheet reads it: ="4/3/2024" is in April.
var monthFirst = regexp.MustCompile(`^=?"?(\d{1,2})/(\d{1,2})/(\d{4})"?$`)

// betweenTags is what Lens has where a line ended between two tags.
var betweenTags = regexp.MustCompile(`>;\s+<`)

// settleWoS reads a date that stands in two columns, "MAR 23" and "2020", and the groups among the authors.
func (d *Document) settleWoS(r record) {
	day, year := "", ""
	for _, p := range r {
		switch keyOf(p.key) {
		case "publicationdate":
			day = p.value.text
		case "publicationyear":
			year = p.value.text
		case "groupauthors":
			for name := range strings.SplitSeq(p.value.text, ";") {
				d.Authors = appendName(d.Authors, group(name))
			}
		}
	}
	if yearOf(day) > 0 {
		year = ""
	}
	if at, precision := parseDate(day + " " + year); precision > d.Precision {
		d.Date, d.Precision = at, precision
	}
}

// embaseSource is where a paper stands, as Embase writes it: "Journal of Tides (2020) 3:1 (1-9). Date of Publication: 5 May 2020".
var embaseSource = regexp.MustCompile(`^(.+?)\s+\((\d{4})\)(?:.*Date of Publication: ([^;]+))?`)

// settleSource takes a source apart.
func (d *Document) settleSource(text string) {
	m := embaseSource.FindStringSubmatch(singleSpaced(text))
	if m == nil {
		return
	}
	d.Venue = m[1]
	for _, date := range []string{strings.TrimRight(m[3], " ."), m[2]} {
		if d.Precision == NoDate {
			d.Date, d.Precision = parseDate(date)
		}
	}
}

// doiInQuery is the DOI in an address that asks a library for a paper: "...&id=doi:10.5555%2Ftide.1&...".
func doiInQuery(address string) string {
	_, query, _ := strings.Cut(address, "id=doi:")
	query, _, _ = strings.Cut(query, "&")
	doi, err := url.QueryUnescape(query)
	if err != nil {
		return ""
	}
	return doiOf(doi)
}

const noRank = 1 << 10 // more than any role has synonyms

var numberBehind = regexp.MustCompile(`\s*\(\d{6,}\)$`) // "Byron, Ada (60410297700)", as Scopus has it

// people reads names between semicolons. PubMed and Publish or Perish separate them by commas, for their names have none, and so do
// Embase and what Scopus handed out up to 2022: "Byron A., van der Berg J.", and years before "Byron, A., van der Berg, J.".
func (s *tableSource) people(text string) []string {
	separator := ";"
	switch s.name {
	case "PubMed":
		separator, text = ",", strings.TrimSuffix(text, ".")
	case "Publish or Perish":
		separator = ","
	case "Rayyan":
		separator = " and "
	case "SpringerLink":
		text = apart(text)
	}
	list := strings.Split(text, separator)
	if len(list) == 1 {
		list = betweenCommas(text)
	}
	var names []string
	for _, name := range list {
		names = appendName(names, givenFirst(numberBehind.ReplaceAllString(strings.TrimSpace(name), "")))
	}
	return names
}

// runTogether is where SpringerLink's names touch: "Ada ByronMax Roe".
var runTogether = regexp.MustCompile(`(\p{Lu}?\p{Ll}+|\.)(\p{Lu}\p{Ll})|(\p{Ll}{2})(\p{Lu}\.)`)

// apart puts semicolons between names that touch, but not into McRoe and the like.
func apart(text string) string {
	return runTogether.ReplaceAllStringFunc(text, func(s string) string {
		m := runTogether.FindStringSubmatch(s)
		switch m[1] {
		case "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz":
			return s
		}
		return m[1] + m[3] + ";" + m[2] + m[4]
	})
}

// betweenCommas cuts names with initials at their commas, or at every second one if the family name has one behind it. Other
// text is left whole.
func betweenCommas(text string) []string {
	parts := strings.Split(text, ",")
	switch {
	case endsInInitials(parts[0]):
		return parts
	case len(parts) > 1 && endsInInitials("x "+strings.TrimSpace(parts[1])):
		return familyPairs(parts)
	}
	return []string{text}
}

// familyPairs joins what stands between commas to names: "Byron, A., Roe, M." are two.
func familyPairs(parts []string) []string {
	var names []string
	for pair := range slices.Chunk(parts, 2) {
		names = append(names, strings.Join(pair, ","))
	}
	return names
}

// endsInInitials knows "Byron A." and "Byron A.-B." from the "van der Berg" of "van der Berg, J.".
func endsInInitials(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || isSuffix(words[len(words)-1]) {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(words[len(words)-1], "."), ".") {
		if utf8.RuneCountInString(strings.TrimPrefix(part, "-")) > 2 {
			return false
		}
	}
	return strings.HasSuffix(name, ".")
}

// isWoSHeader knows the tab-delimited file of the Web of Science, whose columns are called by its tags.
func isWoSHeader(header []string) bool {
	for _, tag := range []string{"PT", "AU", "TI", "SO"} {
		if !slices.Contains(header, tag) {
			return false
		}
	}
	return true
}

// decodeWoSRow reads a row under such a header.
func (m *mapping) decodeWoSRow(r record) Document {
	fields := make(tagFields, 0, len(r))
	for _, p := range r {
		fields = append(fields, tagField{name: p.key, text: p.value.text})
	}
	d := fields.wos(";")
	m.finish(&d, fields.pairs())
	return d
}

// missing are what programs write into a cell that has no value.
func missing(cell string) bool {
	switch cell {
	case "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "<NA>":
		return true
	}
	return false
}

// maySay tells whether a word that mostly stands for no value may be one in a column: many sets of labels have a "None".
func (m *mapping) maySay(column, cell string) bool {
	return cell == "None" && m.rank(column).role == roleLabels
}

// maxPreamble is how many lines may stand above a header.
const maxPreamble = 10

// isPreamble knows the lines that programs write above a header: "sep=;" for Excel, comments, what Dimensions says about its data,
// and empty cells.
func isPreamble(line string) bool {
	line = strings.Trim(line, " \t\r\n\"")
	return strings.HasPrefix(line, "sep=") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "About the data") ||
		strings.Trim(line, ",;\t|\" ") == ""
}
