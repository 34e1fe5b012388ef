package corpus

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// arXiv's metadata as Kaggle hands it out (https://www.kaggle.com/datasets/Cornell-University/arxiv): JSON lines, and tables made
// of them, in which lists are written as Python prints them and ids have become numbers.

func isKaggle(r record) bool {
	return r.has("authors_parsed") || r.has("update_date", "categories") || r.has("versions", "categories")
}

func readKaggle(d *Document, r record, doubt func(kind, message string)) {
	id := r.get("id").String()
	if whole := wholeArXivID(id); whole != id {
		doubt(kindMendedID, fmt.Sprintf("the arXiv id %s lost zeros when a table took it for a number: read as %s", id, whole))
		id = whole
	}
	if !d.setArXiv(id) {
		d.ID = oneLine(id)
	}
	d.Title = r.text("title")
	d.Abstract = unwrap(readableLines(r.get("abstract").prose()))
	for _, a := range listOf(r.get("authors_parsed")) { // family, given, suffix
		parts := append(a.texts(), "", "", "")
		d.Authors = appendName(d.Authors, person(parts[1], parts[0], parts[2]))
	}
	if len(d.Authors) == 0 {
		d.Authors = typedAuthors(singleSpaced(r.get("authors").String()))
	}
	d.Categories = splitCategories(cmp.Or(r.get("categories").text, strings.Join(r.get("categories").named(), " ")))
	d.Venue = r.text("journal-ref")
	for _, doi := range strings.Fields(r.get("doi").text) {
		d.setIdentifier(roleDOI, doi)
	}
	versions := listOf(r.get("versions"))
	if len(versions) > 0 {
		d.setDate(versions[0].at("created"))
		if last := versions[len(versions)-1].at("version").text; d.IDs[ArXiv] == d.ID {
			d.setArXiv(d.ID + last)
		}
	}
	if d.Precision == NoDate {
		d.setDate(r.get("update_date"))
	}
	if d.IDs[ArXiv] != "" {
		d.URL = "https://arxiv.org/abs/" + d.ID
	}
	d.keepAll(r, "comments", "report-no", "license", "update_date")
}

// readableLines is readable for a text whose lines matter.
func readableLines(s string) string {
	if strings.ContainsAny(s, "<&") {
		return readable(s)
	}
	return s
}

// listOf reads a list, or one that Python printed.
func listOf(v value) []value {
	if v.nested == nil && strings.HasPrefix(strings.TrimSpace(v.text), "[") {
		v.nested = jsonOfPython(strings.TrimSpace(v.text))
	}
	if v.nested == nil || !json.Valid(v.nested) {
		return nil
	}
	return v.items()
}

var numberID = regexp.MustCompile(`^(\d{3,4})\.(\d{1,5})$`)

// wholeArXivID gives an id back the zeros that a number has not: 704.001 is 0704.0010. Up to 2014 there were four digits behind the
// point, then five.
func wholeArXivID(id string) string {
	m := numberID.FindStringSubmatch(id)
	if m == nil {
		return id
	}
	month, n := strings.Repeat("0", 4-len(m[1]))+m[1], m[2]
	digits := 4
	if month >= "1501" {
		digits = 5
	}
	return month + "." + n + strings.Repeat("0", max(digits-len(n), 0))
}

// jsonOfPython writes the JSON of what Python prints for lists, tuples, dictionaries, strings, numbers, None, True and False. What
// is none of these comes out as something that is no JSON.
func jsonOfPython(s string) []byte {
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\'' || c == '"':
			n := pythonString(s[i:])
			text, err := json.Marshal(pythonText(s[i : i+n]))
			if err != nil {
				return nil
			}
			out = append(out, text...)
			i += n
			continue
		case c == '(':
			out = append(out, '[')
		case c == ')':
			out = append(out, ']')
		case strings.HasPrefix(s[i:], "None"):
			out = append(out, "null"...)
			i += len("None")
			continue
		case strings.HasPrefix(s[i:], "nan"):
			out = append(out, "null"...)
			i += len("nan")
			continue
		case c == 'T' || c == 'F':
			out = append(out, c|0x20)
		default:
			out = append(out, c)
		}
		i++
	}
	return out
}

// pythonString is the length of the quoted string that s begins with.
func pythonString(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}

var pythonEscape = regexp.MustCompile(`\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?s:.))`)

// pythonText undoes the quotation marks and the escapes of a string.
func pythonText(s string) string {
	s = strings.TrimSuffix(s[1:], s[:1])
	return pythonEscape.ReplaceAllStringFunc(s, func(e string) string {
		switch e[1] {
		case 'n':
			return "\n"
		case 't':
			return "\t"
		case 'r':
			return "\r"
		case 'x', 'u', 'U':
			var r rune
			if n, _ := fmt.Sscanf(e[2:], "%x", &r); n == 1 && len(e) > 2 && r != 0 {
				return string(r)
			}
			return ""
		}
		return e[1:]
	})
}
