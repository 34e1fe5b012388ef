package corpus

import (
	"bytes"
	"cmp"
	"strings"
)

// The Web of Science has the same tags of two letters in two files: a field a line, three spaces continuing it ("plain text"), and a
// column a tag ("tab delimited"). https://webofscience.help.clarivate.com/en-us/Content/wos-core-collection/woscc-field-tags.htm

const formatWoS = "web-of-science"

var wosStyle = &tagStyle{first: isWoSFirst, last: isWoSLast, tag: wosTag, outer: []string{"FN", "VR", "EF"}, texts: []string{"TI", "AB"}, frame: []string{"PT", "ER", "EF"}}

func newWoS(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, wosStyle, o), m.decodeWoS, nil
}

// mostNotes is how many lines that someone put there may stand before the heading of a file.
const mostNotes = 20

// isWoS looks for the heading of a file, or for the first tag with another behind it.
func isWoS(head []byte) bool {
	typed, before := false, 0
	for line := range strings.Lines(string(head[:min(len(head), 4<<10)])) {
		name, text, ok := wosTag(strings.TrimRight(line, "\r\n"), false)
		switch {
		case typed:
			return ok
		case !ok:
			if before++; before > mostNotes {
				return false
			}
		case name == "FN" && (strings.Contains(text, "Web of") || strings.Contains(text, "Clarivate") || strings.Contains(text, "Thomson") || strings.HasPrefix(text, "ISI")):
			return true
		case name != "FN" && name != "VR":
			if typed = isWoSFirst([]byte(line)) && before == 0; !typed {
				return false
			}
		}
	}
	return false
}

// isWoSFirst knows "PT J": the type of a publication is one letter, as a rule.
func isWoSFirst(line []byte) bool {
	return len(line) > 3 && len(line) < 24 && string(line[:3]) == "PT "
}

// isWoSLast knows the end of a record, "ER", and of a file, "EF". Behind spaces either is a word of the field before it.
func isWoSLast(line []byte) bool {
	line = bytes.TrimRight(line, " \t\r")
	return string(line) == "ER" || string(line) == "EF"
}

// databaseOf is the kind of an identifier of the Web of Science, "WOS:000123", or of Scopus, "2-s2.0-123"; "" for any other.
func databaseOf(id string) string {
	switch {
	case strings.HasPrefix(id, "WOS:"), strings.HasPrefix(id, "ISI:"):
		return "wos"
	case strings.HasPrefix(id, "2-s2.0-"):
		return "scopus"
	}
	return ""
}

// wosTag takes a line apart: "TI Title". A tag may stand alone.
func wosTag(line string, _ bool) (name, text string, ok bool) {
	if len(line) < 2 || line[0] < 'A' || line[0] > 'Z' || (line[1] < 'A' || line[1] > 'Z') && (line[1] < '0' || line[1] > '9') ||
		len(line) > 2 && line[2] != ' ' {
		return "", "", false
	}
	return line[:2], strings.TrimLeft(line[2:], " "), true
}

func (m *mapping) decodeWoS(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields, err := wosStyle.record(string(raw), false)
	if err != nil {
		return Document{}, err
	}
	if n := len(fields); fields[n-1].name != "ER" && fields[n-1].name != "EF" {
		doubt(kindNoEnd, "a record without its last line, \"ER\": read up to where the next begins")
	}
	d := fields.wos("\n")
	m.finish(&d, fields.pairs())
	d.reportMissing(doubt)
	return d, nil
}

// wos gives each field its place; people is what stands between them.
func (l tagFields) wos(people string) Document {
	l.all("ER", "EF")
	d := Document{ID: l.line("UT"), Title: readable(l.line("TI")), Abstract: abstractOf(l.take("AB"))}
	d.offerID("wos", d.ID)
	for _, name := range []string{"AF", "AU", "BF", "BA"} {
		if list := l.take(name); len(d.Authors) == 0 {
			for person := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ';' || r == '\n' }) {
				d.Authors = appendName(d.Authors, readable(givenFirst(person)))
			}
		}
	}
	for _, name := range strings.Split(l.take("CA"), people) {
		d.Authors = appendName(d.Authors, group(name))
	}
	for _, name := range []string{"DE", "ID"} {
		if len(d.Keywords) == 0 {
			d.Keywords = keywordList(l.line(name))
		}
	}
	d.Categories = keywordList(cmp.Or(l.line("WC"), l.line("SC")))
	d.Venue = l.line("SO", "SE", "JI", "J9")
	if d.Lang = languageTag(l.peek("LA")); d.Lang != "" {
		l.take("LA")
	}
	d.setIdentifier(roleDOI, l.takeDOI("DI", "D2"))
	d.setIdentifier(rolePMID, l.line("PM"))
	d.offerID(ArXiv, cmp.Or(arxivIn(l.peek("AR")), arxivOf(d.IDs[DOI])))
	l.wosDate(&d)
	for i := range l {
		if name := l[i].name; name == "CR" || name == "C1" || name == "C3" {
			l[i].text = strings.ReplaceAll(l[i].text, people, " | ")
		}
	}
	l.rest(&d)
	return d
}

// keywordList cuts at semicolons.
func keywordList(s string) []string {
	var words []string
	for word := range strings.SplitSeq(s, ";") {
		words = appendNew(words, readable(word))
	}
	return words
}

// wosDate reads PY and PD, which may be "FEB 25", "MAY-JUN", "SPR" or have the year again; EA, the date of early access, where both
// are missing.
func (l tagFields) wosDate(d *Document) {
	year, day := l.line("PY"), l.peek("PD")
	if yearOf(day) == 0 {
		day += " " + year
	}
	for _, text := range []string{day, year, l.peek("EA")} {
		if d.Precision == NoDate {
			d.Date, d.Precision = parseDate(text)
		}
	}
	if d.Precision > Year {
		l.take("PD")
	}
}
