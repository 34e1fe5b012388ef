package corpus

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"
)

// bibRecordFields are the fields of an entry, its own and those it inherits, macros replaced.
type bibRecordFields []bibValue

// bibValue is a field: raw as written, plain as people read it.
type bibValue struct {
	name, raw, plain string
	used             bool
}

// decodeBibTeX reads an entry and what the splitter put behind it.
func (m *mapping) decodeBibTeX(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	entry, rest, badFields := parseBibEntry(string(raw))
	if len(entry.fields) == 0 && entry.key == "" {
		return Document{}, bad(kindBadEntry, "an entry without a key and without a field: %s", excerpt(raw))
	}
	if badFields > 0 {
		doubt(kindBadField, "what is no field was left out of the entry "+entry.name())
	}
	if entry.noComma {
		doubt(kindMended, "no comma follows the key of the entry "+entry.name()+": read as if it did")
	}
	fields, err := entry.complete(rest, longestValue+len(raw), doubt)
	if err != nil {
		return Document{}, err
	}
	d := fields.document(entry)
	own := fields.pairs(entry)
	m.finish(&d, own)
	d.reportMissing(doubt)
	return d, nil
}

func (e *bibEntry) name() string {
	if e.key == "" {
		return "without a key"
	}
	return `"` + oneLine(e.key[:min(len(e.key), 80)]) + `"`
}

// complete gives an entry its values and what it inherits. It is an error if its values come to more bytes than limit.
func (e *bibEntry) complete(rest string, limit int, doubt func(kind, message string)) (bibRecordFields, error) {
	macros := map[string]string{}
	var parents []bibEntry
	for strings.Contains(rest, "@") {
		var other bibEntry
		other, rest, _ = parseBibEntry(rest[strings.IndexByte(rest, '@'):])
		if other.kind != "string" {
			parents = append(parents, other)
			continue
		}
		for _, f := range other.fields {
			macros[f.name] = f.value(nil, nil)
		}
	}
	unknown := func(name string) {
		doubt(kindNoMacro, "no @string defines "+excerpt([]byte(name))+": taken as it is")
	}
	fields := make(bibRecordFields, 0, len(e.fields)+4)
	size := 0
	for _, f := range e.fields {
		value := f.value(macros, unknown)
		if size += len(value); size > limit {
			return nil, bad(kindTooLong, "the names of @string in it make more than %d bytes of it", limit)
		}
		fields = append(fields, newBibValue(f.name, value))
	}
	if names := e.links(); len(names) > 0 && len(parents) == 0 {
		doubt(kindNoParent, "no entry is called "+excerpt([]byte(names[0]))+", which is named by a crossref")
	}
	for i := range parents {
		fields = fields.inherit(&parents[i])
	}
	return fields, nil
}

// inherit adds what the entry lacks. A date is one thing, however many fields it has.
func (l bibRecordFields) inherit(parent *bibEntry) bibRecordFields {
	dated := l.has("year") || l.has("date")
	for _, f := range parent.fields {
		isDate := f.name == "year" || f.name == "date" || f.name == "month"
		if !l.has(f.name) && !(isDate && dated) {
			l = append(l, newBibValue(f.name, f.value(nil, nil)))
		}
	}
	return l
}

// isAddress knows the fields that hold no prose.
func isAddress(name string) bool {
	switch name {
	case "doi", "file", "eprint", "link", "isbn", "issn", "pdf", "ee":
		return true
	}
	return strings.Contains(name, "url") || strings.HasPrefix(name, "bdsk-") || strings.HasSuffix(name, "id") && name != "langid"
}

func newBibValue(name, raw string) bibValue {
	v := bibValue{name: name, raw: raw}
	if isAddress(name) {
		v.plain = singleSpaced(plainAddress(raw))
		return v
	}
	if name == "journal" {
		raw = cmp.Or(journalOf(raw), raw)
	}
	v.plain = joinWrapped(plainLaTeX(raw))
	if strings.ContainsAny(v.plain, "&<") {
		v.plain = readable(v.plain)
	}
	return v
}

// has tells whether the entry has a field, and something in it.
func (l bibRecordFields) has(name string) bool {
	for i := range l {
		if l[i].name == name && l[i].plain != "" {
			return true
		}
	}
	return false
}

// take is the value of the first of the names that the entry has, which then has its place; an empty one without any.
func (l bibRecordFields) take(names ...string) bibValue {
	for _, name := range names {
		for i := range l {
			if l[i].name == name && l[i].plain != "" {
				l[i].used = true
				return l[i]
			}
		}
	}
	return bibValue{}
}

// pairs are the fields by their names, with the key as id and the type as BibTeX programs call it.
func (l bibRecordFields) pairs(e bibEntry) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		if !yield(pair{"id", value{text: e.key}}) || !yield(pair{"entrytype", value{text: e.kind}}) {
			return
		}
		for i := range l {
			if !yield(pair{l[i].name, value{text: l[i].plain}}) {
				return
			}
		}
	}
}

// document gives each field its place.
func (l bibRecordFields) document(e bibEntry) Document {
	d := Document{ID: e.key}
	l.forgetOwn()
	d.Title = oneLine(l.take("title").plain)
	if sub := l.take("subtitle").plain; sub != "" && d.Title != "" {
		d.Title += ": " + oneLine(sub)
	}
	d.Abstract = l.take("abstract", "summary", "resume", "résumé", "resumen", "zusammenfassung").plain
	d.Authors = bibNames(l.take("author", "authors").raw)
	d.Keywords = bibKeywords(l.take("author_keywords", "author-keywords", "keywords", "keyword", "motscles", "keywords-plus").raw)
	d.Categories = keywordList(l.take("web-of-science-categories", "research-areas", "mesh").plain)
	d.Venue = oneLine(l.take(venueNames(e.kind)...).plain)
	if how := oneLine(l.peek("howpublished")); d.Venue == "" && isPlaceOfPublication(how) {
		d.Venue = oneLine(l.take("howpublished").plain)
	}
	d.URL = l.take("url", "link", "ee", "bdsk-url-1", "remote-url", "adsurl").plain
	d.Date, d.Precision = l.date()
	for _, name := range []string{"language", "langid"} {
		if d.Lang != "" {
			break
		}
		if d.Lang = languageTag(l.take(name).plain); d.Lang == "" {
			l.release(name)
		}
	}
	l.identify(&d)
	left := leftovers{"entrytype": {e.kind}}
	for i := range l {
		if !l[i].used {
			left.add(l[i].name, l[i].plain)
		}
	}
	left.keep(&d)
	return d
}

// forgetOwn takes keywords that were written back out of the fields.
func (l bibRecordFields) forgetOwn() {
	for i, f := range l {
		if (f.name == "keywords" || f.name == "keyword") && strings.Contains(f.raw, ownPrefix) {
			l[i] = newBibValue(f.name, string(apply([]byte(f.raw), dropOwn(f.raw, bibSeparator(f.raw)[0]))))
		}
	}
}

// venueNames are the fields that say where a paper stands, the surest first. What stands in a volume may name the journal that
// printed this too.
func venueNames(kind string) []string {
	names := []string{"journal", "journaltitle", "fjournal", "booktitle", "maintitle", "eventtitle"}
	if kind == "inproceedings" || kind == "incollection" || kind == "conference" {
		return append([]string{"booktitle"}, names...)
	}
	return names
}

// isPlaceOfPublication tells whether howpublished names where something came out, "bioRxiv", rather than an address or the way to it,
// "Available online, accessed 2 May 2020".
func isPlaceOfPublication(how string) bool {
	return how != "" && arxivIn(how) == "" && !wayToIt.MatchString(how)
}

var wayToIt = regexp.MustCompile(`(?i)://|www\.|doi\.org|\b(?:on-?line|web ?(?:site|page)|internet|url|accessed|retrieved|visited|available|downloaded|consulted)\b`)

// date reads date, or year, month and day. What cannot be read stays in Fields.
func (l bibRecordFields) date() (time.Time, Precision) {
	for i := range l {
		if l[i].name == "date" {
			from, _, _ := strings.Cut(l[i].plain, "/")
			if at, p := parseDate(strings.TrimRight(from, "~?%. ")); p != NoDate {
				l[i].used = true
				return at, p
			}
		}
	}
	year := l.take("year").plain
	if n := yearOf(year); n > 0 && len(year) == 4 && l.peek("month") == "" {
		return makeDate(n, 0, 0)
	}
	month, day := l.take("month").plain, l.take("day").plain
	if n := number(month); n > 0 {
		return makeDate(yearOf(year), n, number(day))
	}
	if month != "" {
		if at, p := wordedDate(month + " " + day + " " + year); p != NoDate {
			return at, p
		}
	}
	at, p := parseDate(year)
	if p == NoDate {
		at, p = makeDate(yearOf(year), 0, 0)
	}
	if p == NoDate {
		l.release("year", "month", "day")
	}
	return at, p
}

// release gives fields back that were taken for nothing.
func (l bibRecordFields) release(names ...string) {
	for i := range l {
		if slices.Contains(names, l[i].name) {
			l[i].used = false
		}
	}
}

// yearOf finds the year in "2001", "c. 2001", "2001a" or "to appear, 2001": the first four digits that stand alone.
func yearOf(s string) int {
	digits := 0
	for i := range len(s) + 1 {
		switch {
		case i < len(s) && '0' <= s[i] && s[i] <= '9':
			digits++
		case digits == 4:
			return number(s[i-4 : i])
		default:
			digits = 0
		}
	}
	return 0
}

var (
	arxivInText = regexp.MustCompile(`(?i)\barxiv(?:\.org)?[:/ ]\s*(?:abs/|pdf/)?((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)`)
	corrVolume  = regexp.MustCompile(`^abs/(\S+)$`)
)

// identify finds DOI, arXiv id and PubMed id where programs put them: in fields of their own, in eprint with the name of the
// archive beside it, in the address, and for arXiv in the words of the journal (as Google Scholar and DBLP write it).
func (l bibRecordFields) identify(d *Document) {
	l.takeID(d, roleDOI, "doi")
	l.takeID(d, rolePMID, "pmid", "pubmed-id", "pubmedid")
	l.takeID(d, rolePMCID, "pmcid", "pmc")
	for _, name := range []string{"unique-id", "eid"} {
		if kind := databaseOf(l.peek(name)); kind != "" {
			d.addID(kind, l.take(name).plain)
		}
	}
	l.identifyEprint(d)
	l.takeID(d, roleArXiv, "arxivid", "arxiv", "arxiv_id", "arxiv-id")
	if doi := doiOf(d.URL); doi != "" && d.lacksDOI() {
		d.setIdentifier(roleDOI, doi)
	}
	if d.IDs[ArXiv] != "" {
		return
	}
	candidates := []string{arxivOf(d.IDs[DOI]), arxivOf(d.URL)}
	if d.Venue == "CoRR" {
		if m := corrVolume.FindStringSubmatch(l.peek("volume")); m != nil {
			candidates = append(candidates, arxivOf(m[1]))
		}
	}
	for _, text := range []string{d.Venue, l.peek("note"), l.peek("howpublished"), l.peek("number")} {
		candidates = append(candidates, arxivIn(text))
	}
	if id := cmp.Or(candidates...); id != "" {
		d.setIdentifier(roleArXiv, id)
	}
}

// arxivIn is the arXiv id in a text that names the archive before it.
func arxivIn(s string) string {
	if !strings.ContainsAny(s, ":/ ") || !strings.ContainsAny(s, "0123456789") || !strings.ContainsAny(s, "xX") {
		return ""
	}
	if m := arxivInText.FindStringSubmatch(s); m != nil {
		return arxivOf(m[1])
	}
	return ""
}

// takeID keeps the first of the fields that holds an identifier of a kind.
func (l bibRecordFields) takeID(d *Document, r role, names ...string) {
	for _, name := range names {
		for i := range l {
			if l[i].name != name || l[i].plain == "" || l[i].used {
				continue
			}
			if id := identifierIn(r, l[i].plain); id != "" && d.setIdentifier(r, id) {
				doi, whole := firstDOI(l[i].plain)
				l[i].used = r != roleDOI || whole && doi == id
				return
			}
		}
	}
}

var (
	doiInText    = regexp.MustCompile(`10\.\d{4,9}/\S+`)
	pubMedNumber = regexp.MustCompile(`^(?i:pmid:?\s*)?(\d+)$`)
	pmcInText    = regexp.MustCompile(`^(?i:pmc)?\d+(?:\.\d+)?$`)
)

// identifierIn is the identifier of a kind in a field that is meant to hold one, with or without words around it.
func identifierIn(r role, s string) string {
	s = strings.TrimSpace(s)
	switch r {
	case roleDOI:
		doi, _ := firstDOI(s)
		return strings.TrimRight(cmp.Or(doi, doiInText.FindString(s)), ".,;")
	case rolePMID:
		if m := pubMedNumber.FindStringSubmatch(s); m != nil {
			return m[1]
		}
		if m := pubMedName.FindStringSubmatch(s); m != nil {
			return m[1]
		}
	case rolePMCID:
		return pmcInText.FindString(s)
	case roleArXiv:
		word, _, _ := strings.Cut(s, " ")
		return cmp.Or(arxivOf(word), arxivIn(s))
	}
	return ""
}

// identifyEprint reads eprint, whose archive stands beside it. Without that, only what looks like an arXiv id is one.
func (l bibRecordFields) identifyEprint(d *Document) {
	archive := strings.ToLower(cmp.Or(l.peek("archiveprefix"), l.peek("eprinttype")))
	switch archive {
	case "arxiv", "":
		l.takeID(d, roleArXiv, "eprint")
	case "pubmed", "pmid":
		l.takeID(d, rolePMID, "eprint")
	case "pmc", "pmcid":
		l.takeID(d, rolePMCID, "eprint")
	case "doi":
		l.takeID(d, roleDOI, "eprint")
	}
	if d.IDs[ArXiv] == "" {
		return
	}
	for _, name := range []string{"primaryclass", "eprintclass"} {
		for _, class := range strings.Fields(l.take(name).plain) {
			d.Categories = appendNew(d.Categories, class)
		}
	}
}

// peek is a field's value, which keeps its place in Fields.
func (l bibRecordFields) peek(name string) string {
	for i := range l {
		if l[i].name == name && l[i].plain != "" {
			return l[i].plain
		}
	}
	return ""
}
