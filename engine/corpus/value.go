package corpus

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// value is what a record says under one name: a string (numbers and truth values as written), or a list or an
// object in JSON.
type value struct {
	text   string
	nested json.RawMessage
}

// listValue is a list of strings.
func listValue(list []string) value {
	raw, err := json.Marshal(list)
	if err != nil {
		return value{}
	}
	return value{nested: raw}
}

// jsonValue reads a scalar now and leaves a list or an object for whoever needs it.
func jsonValue(raw json.RawMessage) (value, error) {
	switch raw[0] {
	case '"':
		s, err := unquote(raw)
		return value{text: s}, err
	case '[', '{':
		return value{nested: raw}, nil
	case 'n':
		return value{}, nil
	}
	return value{text: string(raw)}, nil
}

// unquote reads a JSON string that is known to be well formed; most hold no escape.
func unquote(raw []byte) (string, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return strings.ReplaceAll(s, "\x00", ""), err
}

func (v value) empty() bool {
	if v.nested != nil {
		return len(bytes.TrimSpace(v.nested)) <= 2
	}
	return strings.TrimSpace(v.text) == ""
}

// String is the value as one string: a list of strings joined by " | ", anything deeper as compact JSON.
func (v value) String() string {
	if v.nested == nil {
		return v.text
	}
	if list, ok := v.strings(); ok {
		return strings.Join(list, " | ")
	}
	var b bytes.Buffer
	if json.Compact(&b, v.nested) != nil {
		return ""
	}
	return b.String()
}

// prose is the value as running text: the paragraphs of a list follow one another.
func (v value) prose() string {
	if list, ok := v.strings(); ok {
		return strings.Join(list, "\n")
	}
	return v.String()
}

// first is the value as one line of text: of a list, its first string.
func (v value) first() string {
	if list, ok := v.strings(); ok {
		return first(list)
	}
	return v.String()
}

// strings reads a list of scalars.
func (v value) strings() ([]string, bool) {
	var items []json.RawMessage
	if v.nested == nil || json.Unmarshal(v.nested, &items) != nil {
		return nil, false
	}
	list := make([]string, 0, len(items))
	for _, raw := range items {
		item, err := jsonValue(raw)
		if err != nil || item.nested != nil {
			return nil, false
		}
		if !item.empty() {
			list = append(list, strings.TrimSpace(item.text))
		}
	}
	return list, true
}

// list reads a list of strings or of named objects; a single string is split by the given rule.
func (v value) list(split func(string) []string) []string {
	list := v.names(split)
	for i, s := range list {
		list[i] = strings.ReplaceAll(s, nameSign, "")
	}
	return list
}

// names is list with the signs of person in the names of people.
func (v value) names(split func(string) []string) []string {
	if v.nested == nil {
		return trimAll(split(v.text))
	}
	var items []json.RawMessage
	if json.Unmarshal(v.nested, &items) != nil {
		name := nameOf(v.nested)
		if name != "" {
			return []string{name}
		}
		for _, p := range v.object() { // {"authors": [...]}, once more
			if json.Valid(p.value.nested) && p.value.nested[0] == '[' {
				return p.value.names(split)
			}
		}
	}
	var list []string
	for _, raw := range items {
		if s := nameOf(raw); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func trimAll(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// nameOf is what an element of a list is called: itself, or the name of an object.
func nameOf(raw json.RawMessage) string { return nameWithin(raw, 8) }

// nameWithin looks no deeper than so many objects, each of which is read anew.
func nameWithin(raw json.RawMessage, depth int) string {
	v, err := jsonValue(raw)
	if err != nil {
		return ""
	}
	if v.nested == nil {
		return strings.Join(strings.Fields(v.text), " ")
	}
	var object map[string]json.RawMessage
	if depth == 0 || json.Unmarshal(raw, &object) != nil {
		return ""
	}
	field := func(names ...string) string {
		for _, name := range names {
			if r, ok := object[name]; ok {
				if s := nameWithin(r, depth-1); s != "" {
					return s
				}
			}
		}
		return ""
	}
	if s := field("literal", "collectiveName"); s != "" && field(familyKeys...) == "" {
		return group(s)
	}
	if s := field("name", "full_name", "fullname", "fullName", "display_name", "displayName", "literal", "label", "term", "value", "author", "tag", "creator"); s != "" {
		return s
	}
	given := field("given", "first", "firstname", "first_name", "firstName", "forename", "givenName", "fore_name")
	return person(given, field("dropping-particle")+" "+field("non-dropping-particle")+" "+field(familyKeys...), field("suffix"))
}

// familyKeys are what the family name of a person goes by.
var familyKeys = []string{"family", "last", "lastname", "last_name", "lastName", "surname", "familyName"}

func (v value) authors() []string { return v.names(splitAuthors) }

var andWord = regexp.MustCompile(`\s+(?:and|&)\s+`)

// splitAuthors cuts one string of names: at semicolons, or else at "and", or else at commas when each part has
// two words, for "Doe, Jane" is one person.
func splitAuthors(s string) []string {
	if strings.ContainsAny(s, ";|") {
		return splitAny(s, ";|")
	}
	var names []string
	for _, part := range andWord.Split(s, -1) {
		parts := splitAny(part, ",")
		lone := slices.ContainsFunc(parts, func(p string) bool { return len(strings.Fields(p)) < 2 })
		if lone {
			parts = []string{strings.Trim(part, " ,")}
		}
		names = append(names, parts...)
	}
	return names
}

func splitAny(s, set string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(set, r) })
	return trimAll(parts)
}

// splitKeywords cuts at semicolons or bars, or else at commas and line ends.
func splitKeywords(s string) []string {
	if strings.ContainsAny(s, ";|") {
		return splitAny(s, ";|")
	}
	return splitAny(s, ",\n")
}

var archiveCode = regexp.MustCompile(`^[a-z-]+(\.[A-Za-z-]+)?$`)

// splitCategories knows the codes that arXiv separates by spaces: "cs.LG stat.ML".
func splitCategories(s string) []string {
	words := strings.Fields(s)
	codes := len(words) > 1 && strings.Contains(s, ".") &&
		!slices.ContainsFunc(words, func(w string) bool { return !archiveCode.MatchString(w) })
	if codes {
		return words
	}
	return splitKeywords(s)
}

// splitLabels cuts at semicolons or bars alone: a label may hold a comma.
func splitLabels(s string) []string { return splitAny(s, ";|") }

func wholeString(s string) []string { return []string{s} }

// date reads a date in any shape of parseDate, or the date-parts of CSL-JSON and Crossref.
func (v value) date() (time.Time, Precision) {
	if v.nested == nil {
		return parseDate(v.text)
	}
	var csl struct {
		Parts        [][]any `json:"date-parts"` // numbers or strings of them
		Raw, Literal string
	}
	if json.Unmarshal(v.nested, &csl) != nil {
		return time.Time{}, NoDate
	}
	if len(csl.Parts) == 0 {
		return parseDate(cmp.Or(csl.Raw, csl.Literal))
	}
	var parts []string
	for _, n := range csl.Parts[0][:min(3, len(csl.Parts[0]))] {
		parts = append(parts, fmt.Sprintf("%02v", n))
	}
	return parseDate(strings.Join(parts, "-"))
}

var languageNames = map[string]string{"english": "en", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "spanish": "es",
	"español": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "russian": "ru", "swedish": "sv", "norwegian": "no", "danish": "da",
	"ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "francais": "fr", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
	"ukenglish": "en-GB", "brazilian": "pt-BR", "brazil": "pt-BR", "portuges": "pt", "português": "pt", "italiano": "it", "greek": "el", "czech": "cs",
	"ukrainian": "uk", "persian": "fa", "hebrew": "he", "catalan": "ca", "romanian": "ro", "slovak": "sk", "slovene": "sl", "croatian": "hr",
	"finnish": "fi", "hungarian": "hu", "polish": "pl", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar", "turkish": "tr"}

// longestTag is the longest BCP 47 tag that is looked at, in bytes.
const longestTag = 64

// languageTag makes a BCP 47 tag of "eng", "en_US", "English" or a tag; "" for anything else.
func languageTag(s string) string {
	s = strings.TrimSpace(s)
	if tag, ok := languageNames[strings.ToLower(s)]; ok {
		return tag
	}
	if len(s) > longestTag {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
