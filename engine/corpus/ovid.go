package corpus

import (
	"cmp"
	"regexp"
	"strings"
)

// Ovid numbers the records that it prints, "<1>" or "<1. >", and writes a field behind a tag of two letters, as RIS does, or below its
// name, indented. Its MEDLINE and RIS are read as what they are (medline.go, ris.go).

const formatOvid = "ovid"

var (
	ovidTagged = &tagStyle{first: isOvidFirst, last: neverLast, tag: ovidTag, texts: []string{"TI", "AB"}}
	ovidNamed  = &tagStyle{first: isOvidFirst, last: neverLast, tag: ovidName, texts: []string{"TI", "AB"}}
)

var ovidNumber = regexp.MustCompile(`^<\s*\d{1,9}\s*\.?\s*>\s*$`)

func isOvidFirst(line []byte) bool {
	return len(line) > 2 && len(line) < 24 && line[0] == '<' && ovidNumber.Match(line)
}

// isOvid looks for the number of a record, and for a title under it.
func isOvid(head []byte) bool { return ovidStyle(head) != nil }

// ovidStyle is the style of a file, nil if it is none of Ovid's.
func ovidStyle(head []byte) *tagStyle {
	number, rest, _ := strings.Cut(string(head[:min(len(head), 16<<10)]), "\n")
	if !isOvidFirst([]byte(strings.TrimRight(number, "\r"))) {
		return nil
	}
	for _, style := range []*tagStyle{ovidTagged, ovidNamed} {
		first, _, _ := strings.Cut(rest, "\n")
		if _, _, ok := style.tag(strings.TrimRight(first, "\r"), false); ok && style.hasText([]byte(rest)) {
			return style
		}
	}
	return nil
}

func newOvid(in *input, m *mapping, o Options) (splitter, decoder, error) {
	style := ovidStyle([]byte(strings.TrimLeft(strings.TrimPrefix(string(in.head), string(bom8)), "\x00 \t\r\n")))
	return newTagged(in, style, o), m.decodeOvid(style), nil
}

// ovidTag takes a line apart: "TI  - Title". The number of the record is a field without a text.
func ovidTag(line string, _ bool) (name, text string, ok bool) {
	if isOvidFirst([]byte(line)) {
		return "#", "", true
	}
	if len(line) < 5 || line[2:5] != "  -" {
		return "", "", false
	}
	return risTag(line, false)
}

// ovidNames are the tags that names stand for.
var ovidNames = map[string]string{"title": "TI", "original title": "OT", "author": "AU", "authors": "AU", "author(s)": "AU", "authors full name": "FA", "author full name": "FA",
	"abstract": "AB", "source": "SO", "journal name": "JN", "publication title": "JN", "year of publication": "YR", "publication year": "YR", "date of publication": "DP",
	"doi number": "DO", "doi": "DO", "digital object identifier": "DO", "unique identifier": "UI", "accession number": "AN", "author keywords": "KW", "keywords": "KW",
	"keyword heading": "KW", "key phrase identifiers": "KW", "subject headings": "MH", "mesh subject headings": "MH", "mesh headings": "MH", "language": "LG", "url": "UR",
	"database": "DB", "pubmed id": "PM", "chapter title": "CT"}

// ovidName knows the name of a field, alone on a line.
func ovidName(line string, _ bool) (name, text string, ok bool) {
	if isOvidFirst([]byte(line)) {
		return "#", "", true
	}
	if line == "" || line[0] < 'A' || line[0] > 'Z' || len(line) > 60 {
		return "", "", false
	}
	name = singleSpaced(line)
	return cmp.Or(ovidNames[strings.ToLower(name)], name), "", true
}

func (m *mapping) decodeOvid(style *tagStyle) decoder {
	return func(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
		fields, err := style.record(string(raw), false)
		if err != nil {
			return Document{}, err
		}
		d := fields.ovid()
		m.finish(&d, fields.pairs())
		d.reportMissing(doubt)
		return d, nil
	}
}

var (
	ovidRole   = regexp.MustCompile(`\s*\[[^\]]*\]`)                              // "Byron, Ada [Author, Reprint Author]"
	ovidDegree = regexp.MustCompile(`[,;]?\s+(?:MD|PhD|RN|FAAN|MPH|FACS|FRCP)\b`) // "Byron, Ada MD, PhD"
	ovidMark   = regexp.MustCompile(`[\s\d*+,]+$`)                                // of an institution, behind a name
	ovidSource = regexp.MustCompile(`^(.+?)\.\s+(?:Vol\s+)?\d`)
	ovidDate   = regexp.MustCompile(`((?:\p{L}{3,9}\.?\s+(?:\d{1,2},\s+)?)?(?:19|20)\d{2})\.?(?:\s+Series Information:.*|,\s+\d+-\d+\.?)?$`)
)

// ovid gives each field its place.
func (l tagFields) ovid() Document {
	d := Document{Title: readable(ovidRole.ReplaceAllString(l.line("TI", "CT", "OT"), "")), Abstract: abstractOf(l.take("AB"))}
	people := l.all("FA")
	if short := l.all("AU"); len(people) == 0 {
		people = short
	}
	for _, list := range people {
		list = ovidDegree.ReplaceAllString(ovidRole.ReplaceAllString(singleSpaced(list), ""), "")
		for name := range strings.SplitSeq(list, ";") {
			d.Authors = appendName(d.Authors, readable(givenFirst(ovidMark.ReplaceAllString(name, ""))))
		}
	}
	for _, word := range keywordsOf(l.all("KW")) {
		d.Keywords = appendNew(d.Keywords, strings.TrimRight(word, "."))
	}
	for _, heading := range keywordsOf(l.all("MH")) {
		heading, _, _ = strings.Cut(heading, "/")
		d.Categories = appendNew(d.Categories, strings.Trim(heading, "* ."))
	}
	l.ovidSource(&d)
	if d.Lang = languageTag(strings.TrimRight(l.line("LG"), ".")); d.Lang == "" {
		d.keepText("LG", l.peek("LG"))
	}
	d.URL = firstWord(l.take("UR"))
	d.setIdentifier(roleDOI, l.takeDOI("DO", "DI"))
	id := strings.TrimRight(l.line("UI", "AN"), ".")
	if isPubMed(l.peek("DB")) && pubMedNumber.MatchString(id) {
		d.setIdentifier(rolePMID, id)
	}
	d.offerID(PMID, identifierIn(rolePMID, firstWord(l.peek("PM"))))
	d.ID = id
	l.rest(&d)
	return d
}

// ovidSource reads where a paper stands and when it came out: "Rain & Moss. 201(2-3):327-334, November 15, 2004."
func (l tagFields) ovidSource(d *Document) {
	source, printed := l.peek("SO"), ""
	if m := ovidDate.FindStringSubmatch(source); m != nil {
		printed = m[1]
	}
	place := strings.TrimRight(source, ". ")
	if m := ovidSource.FindStringSubmatch(source); m != nil {
		place = m[1]
	}
	d.Venue = readable(cmp.Or(l.line("JN", "JF"), place))
	for _, text := range []string{printed, l.peek("DP"), l.peek("YR")} {
		if at, p := parseDate(text); p > d.Precision && (d.Precision == NoDate || at.Year() == d.Date.Year()) {
			d.Date, d.Precision = at, p
		}
	}
}
