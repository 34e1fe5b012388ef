package corpus

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A DOI is written in many ways: bare, behind a label, as an address of doi.org, of a publisher's own resolver (doi.acm.org) or of a
// library's proxy for it, with what an address may not hold as %3C or &lt;, with the full stop of its sentence. The rules are those of the DOI Handbook, "Numbering" and "DOI Name
// Encoding Rules for URL Presentation": a prefix of 10 and numbers, a slash, and a suffix of any printable characters in
// which case does not count.

// doiForm is a DOI alone. Its groups are the address that it stands behind, if any, and the DOI.
var doiForm = regexp.MustCompile(`(?i)^[<(\["']*(?:(?:info:|urn:)?doi\s*[:/]?\s*)?` +
	`((?:\S*(?:/|=|%2f))?(?:[\w-]+[.-])?doi[.-][a-z][\w-]*(?:\.[\w.-]+)?(?::\d+)?(?:/|%2f))?` +
	`(?:(?:info:|urn:)?doi[:/]\s*)?(10\.\d{4,9}(?:\.\d+)*(?:/|%2f)\S+?)(?:\s*\[doi\])?$`)

// mostReadings is how often what is encoded may be encoded again.
const mostReadings = 8

// doiOf is a DOI in lower case without its address, what is encoded in it decoded, or "". A DOI that it returns is its own.
func doiOf(s string) string {
	if !strings.Contains(s, "10.") {
		return ""
	}
	for range mostReadings {
		if isPlainDOI(s) {
			return s
		}
		doi := readDOI(s)
		if doi == s {
			return doi
		}
		s = doi
	}
	return ""
}

// readDOI takes away one layer of what may be around a DOI.
func readDOI(s string) string {
	m := doiForm.FindStringSubmatch(urnDOI.ReplaceAllString(strings.TrimSpace(unseen.Replace(s)), "$1/"))
	if m == nil {
		return ""
	}
	doi := m[2]
	if m[1] != "" {
		doi = withoutQuery(doi)
	}
	doi = withoutSentence(entities.Replace(decodePercents(strings.ToLower(doi))))
	if _, suffix, _ := strings.Cut(doi, "/"); suffix == "" {
		return ""
	}
	return doi
}

// urnDOI is what a URN has before the suffix, where a colon may stand in place of the slash: "urn:doi:10.5555:tide".
var urnDOI = regexp.MustCompile(`(?i)^(urn:doi:10\.\d{4,9}(?:\.\d+)*):`)

// nextDOI is where a field of several goes on.
var nextDOI = regexp.MustCompile(`(?i)[;|,\s]+(?:https?://\S+?/|doi:\s*)?10\.\d{4,9}/`)

// firstDOI is the DOI in a field that is meant to hold one, or the first of several. whole says that nothing else is in the field.
func firstDOI(field string) (doi string, whole bool) {
	if strings.Count(field, "10.") > 1 {
		if next := nextDOI.FindStringIndex(field); next != nil && next[0] > 0 && doiOf(field[:next[0]]) != "" {
			return doiOf(field[:next[0]]), false
		}
	}
	doi = cmp.Or(doiOf(field), shortDOIOf(field))
	return doi, doi != "" || blankText(field)
}

var shortDOI = regexp.MustCompile(`^(?i:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10/[a-z0-9]*[a-z][a-z0-9]*)$`)

// shortDOIOf is a DOI as shortdoi.org shortens it, 10/abc, in lower case without its address, or "".
func shortDOIOf(s string) string {
	if m := shortDOI.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s))); m != nil {
		return m[1]
	}
	return ""
}

// shortened is what a short DOI is kept as beside the whole one, which counts.
const shortened = "shortdoi"

// setDOI keeps a DOI. A short one stands in for the whole one only as long as that is unknown.
func (d *Document) setDOI(doi string) {
	short := shortDOIOf(doi) != ""
	switch known := d.IDs[DOI]; {
	case short && known != "" && known != doi:
		d.addID(shortened, doi)
		return
	case !short && shortDOIOf(known) != "":
		d.addID(shortened, known)
	}
	d.addID(DOI, doi)
}

// lacksDOI tells whether a paper's whole DOI is unknown.
func (d *Document) lacksDOI() bool { return d.IDs[DOI] == "" || shortDOIOf(d.IDs[DOI]) != "" }

// keepDOI sets the DOI that a field holds, and keeps in Fields what else is in it.
func (d *Document) keepDOI(name, field string) bool {
	doi, whole := firstDOI(field)
	if !whole {
		d.keepText(name, field)
	}
	return d.setIdentifier(roleDOI, doi)
}

// unreadDOI is what a field for the DOI holds beside one, as keepDOI kept it; "" without any.
func (d *Document) unreadDOI() string {
	found := ""
	for name := range d.Fields {
		switch keyOf(name) {
		case "do", "doi", "di", "digitalobjectidentifier", "doinumber", "itemdoi", "electronicresourcenum", "r":
			if found == "" || name < found {
				found = name
			}
		}
	}
	if doi, whole := firstDOI(d.Fields[found]); whole && doi == d.IDs[DOI] {
		return ""
	}
	return oneLine(d.Fields[found])
}

// isPlainDOI knows the usual form, of which nothing is to be changed.
func isPlainDOI(s string) bool {
	prefix, suffix, found := strings.Cut(s, "/")
	if !found || len(prefix) < 7 || len(prefix) > 12 || prefix[:3] != "10." || !allDigits(prefix[3:]) || suffix == "" {
		return false
	}
	for i := range len(suffix) {
		if c := suffix[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '.' && c != '-' && c != '_' && c != '/' || i == len(suffix)-1) {
			return false
		}
	}
	return true
}

var (
	unseen   = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")
	entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// withoutQuery cuts what an address may have behind a DOI: ?query and #section. A # at the very end is the DOI's own, as in the
// check characters of a SICI.
func withoutQuery(s string) string {
	s, _, _ = strings.Cut(s, "?")
	if i := strings.IndexByte(s, '#'); i >= 0 && i < len(s)-1 {
		return s[:i]
	}
	return s
}

var percent = regexp.MustCompile(`%[0-9a-f]{2}`)

// decodePercents makes %3c its character. Blanks and control characters stay encoded, and so does all if the result were no text.
func decodePercents(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	out := percent.ReplaceAllStringFunc(s, func(code string) string {
		c, err := strconv.ParseUint(code[1:], 16, 8)
		if err != nil || c <= ' ' || c == 0x7f {
			return code
		}
		return string([]byte{byte(c)})
	})
	if !utf8.ValidString(out) {
		return s
	}
	return strings.ToLower(out)
}

// withoutSentence drops the punctuation that ends a sentence or closes what was opened before the DOI. Brackets that open in the
// DOI are its own: 10.1016/s0021-8634(68)80001-3, 10.1000/x(1).
func withoutSentence(s string) string {
	for s != "" {
		last := s[len(s)-1]
		if i := strings.IndexByte(`)]}>`, last); i >= 0 && strings.Count(s, s[len(s)-1:]) <= strings.Count(s, `([{<`[i:i+1]) {
			return s
		} else if i < 0 && strings.IndexByte(`.,;:'"`, last) < 0 {
			return s
		}
		s = s[:len(s)-1]
	}
	return s
}
