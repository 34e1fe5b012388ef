package corpus

import (
	"cmp"
	"strings"
)

// MEDLINE text, as PubMed saves it (.nbib, .txt): https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format. A tag has up to four letters and
// is filled with spaces up to the dash; six spaces continue a field. What is read is what the reader of PubMed's XML reads.

const formatMEDLINE = "medline"

var medlineStyle = &tagStyle{first: isMEDLINEFirst, last: neverLast, tag: medlineTag,
	texts: []string{"TI", "CTI", "BTI", "TT", "AB", "OAB"}}

func newMEDLINE(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, medlineStyle, o), m.decodeMEDLINE, nil
}

// isMEDLINE looks for the first tag and its number in the first lines.
func isMEDLINE(head []byte) bool {
	n := 0
	for line := range strings.Lines(string(head[:min(len(head), 4<<10)])) {
		if isMEDLINEFirst([]byte(line)) {
			return true
		}
		if n++; n > 5 || strings.HasPrefix(line, "{") || strings.HasPrefix(line, "<") {
			return false
		}
	}
	return false
}

// isMEDLINEFirst knows "PMID- 123".
func isMEDLINEFirst(line []byte) bool {
	if len(line) < 7 || line[0] != 'P' {
		return false
	}
	name, text, ok := medlineTag(string(line[:min(len(line), 24)]), false)
	return ok && name == "PMID" && text != "" && '0' <= text[0] && text[0] <= '9'
}

// medlineTag takes a line apart: "TI  - ", "PMID- ".
func medlineTag(line string, _ bool) (name, text string, ok bool) {
	if len(line) < 5 || line[4] != '-' || len(line) > 5 && line[5] != ' ' {
		return "", "", false
	}
	name = strings.TrimRight(line[:4], " ")
	for i := range len(name) {
		if c := name[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9' || i == 0) {
			return "", "", false
		}
	}
	return name, strings.TrimLeft(line[5:], " "), len(name) > 1
}

func (m *mapping) decodeMEDLINE(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields := medlineStyle.fields(string(raw), false)
	d := fields.medline()
	m.finish(&d, fields.pairs())
	d.reportMissing(doubt)
	return d, nil
}

// medline gives each field its place.
func (l tagFields) medline() Document {
	var d Document
	if id := l.line("PMID"); id != "" && d.setIdentifier(rolePMID, firstWord(id)) {
		d.ID, d.URL = d.IDs[PMID], "https://pubmed.ncbi.nlm.nih.gov/"+d.IDs[PMID]+"/"
		d.edition = 1_0000_00_00 + number(l.peek("LR"))
	}
	d.Title = readable(l.line("TI", "CTI", "TT", "BTI"))
	d.Abstract = cmp.Or(abstractOf(l.take("AB")), abstractOf(l.take("OAB")))
	l.medlineAuthors(&d)
	d.Venue = l.line("JT", "BTI", "TA")
	if d.Lang = languageTag(l.peek("LA")); d.Lang != "" {
		l.all("LA")
	}
	for _, heading := range l.all("MH") {
		descriptor, _, _ := strings.Cut(strings.TrimPrefix(singleSpaced(heading), "*"), "/")
		d.Categories = appendNew(d.Categories, strings.TrimPrefix(descriptor, "*"))
	}
	for _, word := range l.all("OT") {
		d.Keywords = appendNew(d.Keywords, strings.Trim(singleSpaced(word), "*"))
	}
	l.medlineIDs(&d)
	for _, name := range []string{"DP", "DEP", "EDAT"} {
		if d.Precision == NoDate {
			d.Date, d.Precision = parseDate(l.line(name))
		}
	}
	l.rest(&d)
	return d
}

// medlineAuthors reads the full names and groups, or where there are none the short ones.
func (l tagFields) medlineAuthors(d *Document) {
	full := "FAU"
	if l.peek("FAU") == "" {
		full = "AU"
	}
	for i := range l {
		switch f := &l[i]; f.name {
		case full:
			d.Authors = appendName(d.Authors, readable(givenFirst(suffixApart(f.text))))
			f.used = true
		case "CN":
			d.Authors = appendName(d.Authors, group(readable(f.text)))
			f.used = true
		}
	}
	l.all("AU") // the same people
}

// suffixApart puts a comma before the suffix of "Byron, Ada Jr".
func suffixApart(name string) string {
	words := strings.Fields(name)
	n := len(words) - 1
	if n < 2 || !isSuffix(words[n]) || !strings.HasSuffix(words[0], ",") {
		return name
	}
	return strings.Join(words[:n], " ") + ", " + words[n]
}

// medlineIDs reads LID and AID, whose values say behind them what they are.
func (l tagFields) medlineIDs(d *Document) {
	for i := range l {
		f := &l[i]
		if f.name != "LID" && f.name != "AID" {
			continue
		}
		if id, ok := strings.CutSuffix(singleSpaced(f.text), " [doi]"); ok && (d.IDs[DOI] != "" || d.setIdentifier(roleDOI, id)) {
			f.used = true
		}
	}
	if id := l.line("PMC"); id != "" {
		d.setIdentifier(rolePMCID, id)
	}
	d.offerID(DOI, doiIn(l.peek("SO")))
}
