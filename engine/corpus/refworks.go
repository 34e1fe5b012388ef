package corpus

import "strings"

// RefWorks has RIS's tags, mostly, written as those of the Web of Science: two letters and a space. A record begins with its type, "RT
// Journal Article", and nothing ends it.

const formatRefWorks = "refworks"

var refworksStyle = &tagStyle{first: isRefWorksFirst, last: neverLast, tag: wosTag, texts: []string{"T1", "TI", "AB"}, frame: []string{"RT"}}

func newRefWorks(in *input, m *mapping, o Options) (splitter, decoder, error) {
	return newTagged(in, refworksStyle, o), m.decodeRefWorks, nil
}

// isRefWorks asks for a type, a field behind it and a title.
func isRefWorks(head []byte) bool {
	first, rest, _ := strings.Cut(string(head[:min(len(head), 16<<10)]), "\n")
	second, _, _ := strings.Cut(rest, "\n")
	_, _, ok := wosTag(strings.TrimRight(second, "\r"), false)
	return isRefWorksFirst([]byte(strings.TrimRight(first, "\r"))) && ok && refworksStyle.hasText([]byte(rest))
}

func isRefWorksFirst(line []byte) bool {
	return len(line) > 3 && len(line) < 48 && string(line[:3]) == "RT "
}

func (m *mapping) decodeRefWorks(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	fields, err := refworksStyle.record(string(raw), false)
	if err != nil {
		return Document{}, err
	}
	for i := range fields {
		if fields[i].name == "FD" { // its date, without the year
			fields[i].name = "DA"
		}
	}
	d := fields.ris()
	m.finish(&d, fields.pairs())
	d.reportMissing(doubt)
	return d, nil
}
