package corpus

import (
	"bytes"
	"cmp"
	"strings"
)

// The tags of refer, which sites offer as "EndNote" (.enw): a percent sign and one sign more. Records are separated by blank lines, and
// most begin with %0, some have it behind the title. An abstract may hold blank lines too: behind one, only a tag begins a record, and in
// a record with %0 only that or a second title. https://en.wikipedia.org/wiki/Refer_(software)

const formatRefer = "refer"

var referStyle = &tagStyle{first: isReferFirst, last: neverLast, tag: referTag, texts: []string{"%T", "%X"}, frame: []string{"%0"}, later: true, behind: isReferBehind}

func newRefer(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, referStyle, o), m.decodeRefer, nil
}

// isRefer asks for two tags on the first two lines, and for a title.
func isRefer(head []byte) bool {
	tags, title := 0, false
	for line := range strings.Lines(string(head[:min(len(head), 8<<10)])) {
		name, _, ok := referTag(strings.TrimRight(line, "\r\n"), false)
		if !ok && tags < 2 {
			return false
		}
		tags += countOf(ok)
		title = title || name == "%T"
	}
	return title && tags > 1
}

func isReferFirst(line []byte) bool { return len(line) > 3 && string(line[:3]) == "%0 " }

// isReferBehind tells whether a line behind a blank one begins another record.
func isReferBehind(record, line []byte) bool {
	name, _, ok := referTag(string(line[:min(len(line), 8)]), false)
	has := func(tag string) bool {
		return bytes.HasPrefix(record, []byte(tag)) || bytes.Contains(record, []byte("\n"+tag))
	}
	return ok && (!has("%0 ") || name == "%T" && has("%T "))
}

// referTag takes a line apart: "%T Title".
func referTag(line string, _ bool) (name, text string, ok bool) {
	if len(line) < 2 || line[0] != '%' || line[1] <= ' ' || line[1] > '~' || isASCIILetter(line[1]) && line[1] > 'Z' || len(line) > 2 && line[2] != ' ' {
		return "", "", false
	}
	return line[:2], strings.TrimLeft(line[2:], " "), true
}

func (m *mapping) decodeRefer(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields, err := referStyle.record(string(raw), false)
	if err != nil {
		return Document{}, err
	}
	d := fields.refer()
	m.finish(&d, fields.pairs())
	d.reportMissing(doubt)
	return d, nil
}

// refer gives each field its place.
func (l tagFields) refer() Document {
	d := Document{ID: l.line("%F"), Title: readable(l.line("%T")), Abstract: abstractOf(l.take("%X")), Venue: readable(l.line("%J", "%B", "%S"))}
	d.addPeople(l.all("%A"))
	d.Keywords = keywordsOf(l.all("%K"))
	d.URL = firstWord(l.take("%U"))
	if d.Lang = languageTag(l.peek("%G")); d.Lang != "" {
		l.take("%G")
	}
	year, day := l.line("%D"), l.peek("%8")
	if yearOf(day) == 0 {
		day += " " + year
	}
	d.Date, d.Precision = slashedDate(day)
	if other, p := slashedDate(year); p != NoDate && (d.Precision == NoDate || other.Year() != d.Date.Year()) {
		d.Date, d.Precision = other, p
	}
	d.setIdentifier(roleDOI, cmp.Or(l.takeDOI("%R"), doiIn(d.URL)))
	for i := range l {
		if l[i].name == "%U" {
			d.offerID(DOI, doiIn(firstWord(l[i].text)))
		}
	}
	if isNLM(l.peek("%~")) && pubMedNumber.MatchString(l.peek("%M")) {
		d.setIdentifier(rolePMID, l.line("%M"))
	}
	d.offerID(ArXiv, cmp.Or(arxivOf(d.URL), arxivOf(d.IDs[DOI])))
	l.rest(&d)
	return d
}
