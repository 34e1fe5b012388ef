package corpus

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// RIS: https://en.wikipedia.org/wiki/RIS_(file_format). Every program has its own idea of it: which tag holds the title or the journal,
// how a date is written, whether the keywords share a field, and how many spaces stand before the dash. A record that writes its
// first tag with fewer than two of them may write all so; there, only tags that RIS has are tags, for prose has dashes too.

const formatRIS = "ris"

var risStyle = &tagStyle{first: isRISFirst, last: isRISLast, tag: risTag, texts: []string{"TI", "T1", "CT", "BT", "ST", "AB", "N2"}, frame: []string{"TY", "ER"}}

func newRIS(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, risStyle, o), m.decodeRIS, nil
}

// isRIS looks for the first tag and another behind it; headings of databases may stand before, and blank lines between all.
func isRIS(head []byte) bool {
	n, typed := 0, false
	for line := range strings.Lines(string(head[:min(len(head), 8<<10)])) {
		line = strings.TrimRight(line, "\r\n")
		if typed && blankText(line) {
			continue
		}
		if typed {
			_, _, ok := risTag(line, true)
			return ok
		}
		typed = isRISFirst([]byte(line))
		if n++; n > 20 || strings.HasPrefix(line, "{") || strings.HasPrefix(line, "<") {
			break
		}
	}
	return typed || isRISBody(head)
}

// isRISBody knows a record that lost its first line: fields from the first line of the file on, and the last one of a record.
func isRISBody(head []byte) bool {
	tags := 0
	for line := range bytes.Lines(head) {
		line = trimBlanks(line)
		name, _, ok := risTag(string(line[:min(len(line), 8)]), false)
		switch {
		case isRISLast(line):
			return tags > 2
		case ok && risTags[name]:
			tags++
		case tags == 0:
			return false
		}
	}
	return false
}

// isRISFirst knows "TY  - JOUR" in any case and with any number of spaces, but not the end of a word, "ty-based".
func isRISFirst(line []byte) bool {
	rest, ok := afterTag(line, 't', 'y')
	word := len(line) > 3 && line[1] == 'y' && line[2] == '-' && !isBlank(line[3])
	return ok && !word && len(rest) > 1 && len(rest) < 24 && isASCIILetter(rest[0])
}

// isRISLast knows "ER  -", with nothing behind it.
func isRISLast(line []byte) bool {
	rest, ok := afterTag(line, 'e', 'r')
	return ok && len(rest) == 0
}

// afterTag is what follows a tag, spaces and a dash.
func afterTag(line []byte, a, b byte) ([]byte, bool) {
	if len(line) < 3 || line[0]|0x20 != a || line[1]|0x20 != b {
		return nil, false
	}
	rest := bytes.TrimLeft(line[2:], " \t")
	if len(rest) == 0 || rest[0] != '-' {
		return nil, false
	}
	return trimBlanks(rest[1:]), true
}

func trimBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// risTag takes a line apart. loose allows for fewer spaces before the dash, where the tag is one of RIS.
func risTag(line string, loose bool) (name, text string, ok bool) {
	if len(line) < 3 || !isASCIILetter(line[0]) || !isASCIILetter(line[1]) && (line[1] < '0' || line[1] > '9') {
		return "", "", false
	}
	name = strings.ToUpper(line[:2])
	rest := strings.TrimLeft(line[2:], " \t")
	before := line[2 : len(line)-len(rest)]
	text, ok = strings.CutPrefix(rest, "-")
	strict := before == "  " || strings.Contains(before, "\t")
	if !ok || !strict && !(loose && risTags[name] || name == "ER" && blankText(text)) {
		return "", "", false
	}
	return name, strings.TrimLeft(text, " \t"), true
}

var risTags = func() map[string]bool {
	table := map[string]bool{}
	for _, tag := range strings.Fields(`A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CL CN CP CT CY DA DB DI DO DP ED EP ET ER FD H1 H2 ID IP IS J1 J2
		JA JF JO K1 KW L1 L2 L3 L4 LA LB LK LL M1 M2 M3 N1 N2 NO NV OL OP PA PB PP PY RD RI RN RP RT SE SF SL SN SP SR ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR
		VL VO VI WP WT WV Y1 Y2 YR`) {
		table[tag] = true
	}
	return table
}()

func (m *mapping) decodeRIS(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	text := string(raw)
	_, _, strict := risTag(text[:min(len(text), 8)], false)
	fields, err := risStyle.record(text, !strict)
	if err != nil {
		return Document{}, err
	}
	if fields[len(fields)-1].name != "ER" {
		doubt(kindNoEnd, "a record without its last line, \"ER  - \": read up to where the next begins")
	}
	d := fields.ris()
	m.finish(&d, fields.pairs())
	if d.ID == "" {
		d.ID = oneLine(fields.peek("AN"))
	}
	d.reportMissing(doubt)
	return d, nil
}

// ris gives each field its place.
func (l tagFields) ris() Document {
	l.all("ER")
	d := Document{ID: l.line("ID"), Title: readable(l.line("TI", "T1", "CT", "BT", "ST"))}
	if texts := l.all("AB"); len(texts) > 0 {
		d.Abstract = abstractOf(strings.Join(texts, "\n\n"))
	}
	d.Abstract = cmp.Or(d.Abstract, abstractOf(l.take("N2")))
	d.addPeople(l.all("AU", "A1"))
	d.Keywords = keywordsOf(slices.DeleteFunc(l.all("KW", "K1"), isOwnAlone))
	d.Venue = readable(l.line("JF", "T2", "JO", "BT", "JA", "J2", "J1", "T3"))
	d.Date, d.Precision = l.risDate()
	d.URL = first(addressesIn(l.take("UR", "LK", "L2")))
	if d.Lang = languageTag(l.peek("LA")); d.Lang != "" {
		l.take("LA")
	}
	l.identifyRIS(&d)
	l.rest(&d)
	return d
}

// addPeople adds the people of fields that hold one each, or several between semicolons. Where one has a comma behind the family
// name, those without are names of groups.
func (d *Document) addPeople(fields []string) {
	apart := slices.ContainsFunc(fields, func(s string) bool { return strings.Contains(s, ", ") })
	for _, field := range fields {
		for name := range strings.SplitSeq(field, ";") {
			name = strings.TrimRight(singleSpaced(name), ", ")
			if apart && !strings.Contains(name, ",") {
				name = group(readable(name))
			} else {
				name = strings.TrimRight(readable(givenFirst(name)), ", ")
			}
			d.Authors = appendName(d.Authors, name)
		}
	}
}

// keywordsOf are the keywords of fields that hold one each, or several on lines of their own or between semicolons; if there is
// a single one with commas, between those. The star of a main heading is no part of it.
func keywordsOf(fields []string) []string {
	if len(fields) == 1 && !strings.ContainsAny(fields[0], ";\n") && strings.Count(fields[0], ",") > 1 {
		fields = strings.Split(fields[0], ",")
	}
	var words []string
	for _, field := range fields {
		for word := range strings.FieldsFuncSeq(field, func(r rune) bool { return r == ';' || r == '\n' }) {
			words = appendNew(words, readable(strings.Trim(singleSpaced(word), "*")))
		}
	}
	return words
}

// risDate is the most precise date among DA, Y1 and PY that does not contradict the year in PY. A DA of the Web of Science has no year.
func (l tagFields) risDate() (time.Time, Precision) {
	var at time.Time
	var p Precision
	year := cmp.Or(l.peek("PY"), l.peek("Y1"), l.peek("YR"))
	for _, name := range []string{"PY", "Y1", "YR", "DA"} {
		text := l.peek(name)
		if text != "" && yearOf(text) == 0 {
			text += " " + year
		}
		other, q := slashedDate(text)
		if q > p && (p == NoDate || other.Year() == at.Year()) {
			at, p = other, q
			l.take(name)
		}
	}
	if p != NoDate {
		l.take("PY")
	}
	return at, p
}

// slashedDate reads year/month/day/words, any but the first of which may be missing, or a date as parseDate does.
func slashedDate(s string) (time.Time, Precision) {
	parts := strings.Split(s, "/")
	if len(parts) < 2 || len(strings.TrimSpace(parts[0])) != 4 {
		return parseDate(strings.TrimRight(s, "/ "))
	}
	parts = append(parts, "", "", "")
	at, p := makeDate(number(strings.TrimSpace(parts[0])), monthNumber(strings.TrimSpace(parts[1])), number(strings.TrimSpace(parts[2])))
	if p == Year && parts[3] != "" {
		if other, q := wordedDate(parts[3] + " " + parts[0]); q > p {
			return other, q
		}
	}
	return at, p
}

// cochranePMID is what the Cochrane Library says of where a record comes from: "PUBMED 123,EMBASE 456".
var cochranePMID = regexp.MustCompile(`\bPUBMED (\d{1,8})\b`)

var doiLabelled = regexp.MustCompile(`(?i)\b(?:doi:?\s*(?:https?://(?:dx\.)?doi\.org/)?|doi\.org/)(10\.\d{4,9}/[^\s"<>;]+)`)

// identifyRIS finds DOI, PubMed id and the like in the tags that programs use for them.
func (l tagFields) identifyRIS(d *Document) {
	doi := l.takeDOI("DO", "DI")
	for _, name := range []string{"UR", "M3", "L3", "N1", "LK", "L2"} {
		if doi == "" {
			doi = doiIn(l.peek(name))
		}
	}
	d.setIdentifier(roleDOI, doi)
	database := l.peek("DB")
	medline := isPubMed(database) || isNLM(l.peek("DP"))
	for i := range l {
		f := &l[i]
		text := singleSpaced(f.text)
		switch {
		case f.name == "UR" || f.name == "LK" || f.name == "L2":
			d.identifyAddresses(text)
		case (f.name == "C2" || f.name == "C7" || f.name == "AN") && pmcShape.MatchString(text) && strings.HasPrefix(strings.ToUpper(text), "PMC"):
			d.offerID(PMCID, pmcidOf(text))
		case (f.name == "C2" && database == "Scopus" || f.name == "C5" || f.name == "AN" && medline || f.name == "PM") && pubMedNumber.MatchString(text):
			d.offerID(PMID, pubMedNumber.FindStringSubmatch(text)[1])
		case f.name == "C3" && cochranePMID.MatchString(text):
			d.offerID(PMID, cochranePMID.FindStringSubmatch(text)[1])
		case f.name == "U1" && strings.HasSuffix(text, "[pmid]"): // as PubMed Central has it
			d.offerID(PMID, pmidOf(strings.TrimSpace(strings.TrimSuffix(text, "[pmid]"))))
		case f.name == "AN" && databaseOf(text) != "":
			d.offerID(databaseOf(text), text)
		case f.name == "AN" || f.name == "N1" || f.name == "M1" || f.name == "T2" || f.name == "JO" || f.name == "PB":
			d.offerID(ArXiv, arxivIn(text))
		}
	}
	for i := range l {
		if l[i].name == "N1" || l[i].name == "NO" {
			d.setNoteIDs(l[i].text)
		}
	}
	d.offerID(ArXiv, arxivOf(doi))
}

// addressesIn are the addresses in a field that holds one, or several between spaces or semicolons.
func addressesIn(field string) []string {
	words := strings.Fields(field)
	for i := range words {
		words[i] = strings.TrimRight(words[i], ";,")
	}
	return words
}

// ovidMedline is the address of a record in one of Ovid's databases of MEDLINE, whose number is its PubMed id.
var ovidMedline = regexp.MustCompile(`(?i)^https?://[\w.-]*ovid[\w.-]*/\S*[?&]D=(?:med|prem|pmnm|ppez|oldmed)\w*&(?:\S*&)?AN=(\d{1,8})(?:&|$)`)

// identifyAddresses finds arXiv, PubMed and PubMed Central ids in a field of addresses.
func (d *Document) identifyAddresses(field string) {
	for _, address := range addressesIn(field) {
		d.offerID(ArXiv, arxivOf(address))
		for _, form := range []*regexp.Regexp{pubMedName, ovidMedline} {
			if m := form.FindStringSubmatch(address); m != nil {
				d.offerID(PMID, m[1])
			}
		}
		if (strings.Contains(address, "/articles/PMC") || strings.Contains(address, "/article/PMC/PMC")) && pmcShape.MatchString(address) {
			d.offerID(PMCID, pmcidOf(address))
		}
	}
}

// takeDOI is the DOI in the first of the fields that the record has. It gives the field back if more is in it.
func (l tagFields) takeDOI(names ...string) string {
	for i := range l {
		if slices.Contains(names, l[i].name) && !blankText(l[i].text) {
			doi, whole := firstDOI(l[i].text)
			l[i].used = whole
			return cmp.Or(doi, identifierIn(roleDOI, l[i].text))
		}
	}
	return ""
}

func isPubMed(database string) bool {
	database = strings.ToLower(database)
	return strings.Contains(database, "pubmed") || strings.Contains(database, "medline")
}

// doiIn is the DOI in a text that is one, or that names it as one.
func doiIn(s string) string {
	if doi := doiOf(s); doi != "" {
		return strings.TrimRight(doi, ".,;")
	}
	if m := doiLabelled.FindStringSubmatch(s); m != nil {
		return doiOf(strings.TrimRight(m[1], ".,)]"))
	}
	return ""
}
