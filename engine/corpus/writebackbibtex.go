package corpus

import (
	"slices"
	"strings"
)

// What is written back into an entry of BibTeX stands at the end of its keywords, behind the separator that they have, or in a
// field of its own behind the last one, laid out as that one is:
//
//	@article{lee,                              @article{lee,
//	  title    = {Tides},                        title    = {Tides},
//	  year     = 2001                            year     = 2001,
//	}                                            keywords = {kindred:3, kindred:tides / moon}
//	                                           }
//
// A value that ends with the name of a macro is continued behind a #. Not a byte changes but for this.

// edits give an entry, with so many fields that cannot be read, the keywords in place of earlier ones; nil if there is nothing to do.
// ok is false if the entry is written in a way that cannot be added to.
func (e *bibEntry) edits(entry string, words []string, bad int) (edits []edit, ok bool) {
	for i, w := range words {
		words[i] = escapeSigns.Replace(w)
	}
	switch i := e.keywordsField(); {
	case i >= 0:
		edits = e.fields[i].retag(entry, words)
	case len(words) == 0:
		return nil, true
	case len(e.fields) > 0:
		edits = e.insertField(entry, words)
	}
	if len(edits) == 0 {
		return nil, len(words) == 0
	}
	after, _, badAfter := parseBibEntry(string(apply([]byte(entry), edits)))
	return edits, bad == badAfter && e.sameBut(after, words)
}

// escapeSigns writes the signs that mean something to LaTeX.
var escapeSigns = strings.NewReplacer("&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)

// keywordsField is the index of the field that reference managers take keywords from, the first that has something in it, or -1.
func (e *bibEntry) keywordsField() int {
	found := -1
	for _, name := range []string{"keywords", "keyword"} {
		for i, f := range e.fields {
			if f.name != name || len(f.parts) == 0 {
				continue
			}
			if !blankText(f.value(nil, nil)) {
				return i
			}
			if found < 0 {
				found = i
			}
		}
	}
	return found
}

// retag takes earlier keywords of ours out of the last part of a value and adds others at its end.
func (f *bibField) retag(entry string, words []string) []edit {
	last := f.parts[len(f.parts)-1]
	separator := bibSeparator(f.value(nil, nil))
	if last.bare {
		if len(words) == 0 {
			return nil
		}
		return []edit{{f.end, f.end, " # {" + separator + strings.Join(words, separator) + "}"}}
	}
	start := f.last + 1
	if end := start + len(last.text); end >= f.end || strings.IndexByte(`}"`, entry[end]) < 0 {
		return nil // the value has no end
	}
	edits := dropOwn(last.text, separator[0])
	left := string(apply([]byte(last.text), edits))
	body := len(last.text) - blanksBefore(last.text)
	text := ""
	for _, w := range words {
		switch so := strings.TrimRight(left+text, " \t\r\n"); {
		case so == "" && len(f.parts) == 1:
		case strings.HasSuffix(so, separator[:1]):
			text += separator[1:]
		default:
			text += separator
		}
		text += w
	}
	if n := len(edits); n > 0 {
		body = max(body, edits[n-1].to)
	}
	if text != "" {
		edits = append(edits, edit{body, body, text})
	}
	for i := range edits {
		edits[i].from, edits[i].to = edits[i].from+start, edits[i].to+start
	}
	return edits
}

// bibSeparator is what stands between keywords, with the blanks behind it: the sign at which the reader cuts them.
func bibSeparator(value string) string {
	sign := ","
	inside := len(splitOutside(value, ",")) == 1 && strings.Contains(value, ";")
	if len(splitOutside(value, ";")) > 1 || inside {
		sign = ";"
	}
	parts := splitOutside(value, sign)
	for _, part := range slices.Backward(parts[1:]) {
		if word := strings.TrimLeft(part, " \t\r\n"); word != "" && !isOwn(word) {
			return sign + part[:len(part)-len(word)]
		}
	}
	return sign + " "
}

// dropOwn are the edits that take keywords of ours out of a list, each with a separator. Blanks at the end stay.
func dropOwn(text string, separator byte) []edit {
	var edits []edit
	at, kept := 0, false
	for _, part := range splitOutside(text, string(separator)) {
		from, to := at, at+len(part)
		at = to + 1
		last := at > len(text)
		if !isOwn(part) {
			kept = kept || !blankText(part)
			continue
		}
		switch {
		case last:
			to -= blanksBefore(part)
		case !kept: // the separator behind it goes
			to = len(text) - len(strings.TrimLeft(text[at:], " \t\r\n"))
		}
		if kept {
			from--
		}
		if n := len(edits); n > 0 {
			from = max(from, edits[n-1].to)
		}
		edits = append(edits, edit{from, max(from, to), ""})
	}
	return edits
}

// insertField is the edit that adds a field behind the last.
func (e *bibEntry) insertField(entry string, words []string) []edit {
	last := e.fields[len(e.fields)-1]
	if len(last.parts) == 0 {
		return nil
	}
	before := strings.IndexAny(entry, "{(") + 1
	if n := len(e.fields); n > 1 {
		before = e.fields[n-2].end
	} else if e.key != "" {
		before += strings.IndexByte(entry[before:], ',')
	}
	gap := ", "
	if before <= last.at && strings.Count(entry[before:last.at], ",") == 1 && blankText(strings.Replace(entry[before:last.at], ",", "", 1)) {
		gap = entry[before:last.at]
	}
	field := e.fieldLike(entry, strings.Join(words, ", "))
	rest := entry[last.end:]
	next := strings.TrimLeft(rest, " \t\r\n")
	if strings.HasPrefix(next, ",") { // the comma behind the last field stays there, and the new one has its own
		at := last.end + len(rest) - len(next) + 1
		return []edit{{at, at, strings.Replace(gap, ",", "", 1) + field + ","}}
	}
	return []edit{{last.end, last.end, gap + field}}
}

// fieldLike writes a field of keywords as the last one is written: its equals sign in the same place, the same blanks and quotes.
func (e *bibEntry) fieldLike(entry, value string) string {
	last := e.fields[len(e.fields)-1]
	name, equals := last.sign(entry)
	keywords := "keywords"
	switch upper := strings.ToUpper(name); {
	case name == upper:
		keywords = "KEYWORDS"
	case name[:1] == upper[:1]:
		keywords = "Keywords"
	}
	spaces := equals - len(name)
	if n := len(e.fields); n > 1 && spaces > 0 {
		other, column := e.fields[n-2].sign(entry)
		if column == equals && len(other) != len(name) { // in columns
			spaces = max(equals-len(keywords), 1)
		}
	}
	after := entry[last.at+equals+1 : last.end]
	blanks := after[:len(after)-len(strings.TrimLeft(after, " \t"))]
	if entry[last.end-1] == '"' {
		return keywords + strings.Repeat(" ", spaces) + "=" + blanks + `"` + value + `"`
	}
	return keywords + strings.Repeat(" ", spaces) + "=" + blanks + "{" + value + "}"
}

// sign is the name of a field as it is written, and how far behind its beginning the equals sign stands.
func (f *bibField) sign(entry string) (name string, equals int) {
	for n := f.at; n < len(entry); n++ {
		if !isFieldByte(entry[n]) {
			name = entry[f.at:n]
			break
		}
	}
	return name, len(name) + strings.IndexByte(entry[f.at+len(name):], '=')
}

// sameBut tells whether another reading of an entry differs from this one in the keywords alone, and has those that were added.
func (e *bibEntry) sameBut(after bibEntry, words []string) bool {
	one, other := e.otherFields(), after.otherFields()
	if e.kind != after.kind || e.key != after.key || len(one) != len(other) {
		return false
	}
	for i := range one {
		if one[i].name != other[i].name || !slices.Equal(one[i].parts, other[i].parts) {
			return false
		}
	}
	value := ""
	if i := after.keywordsField(); i >= 0 {
		value = after.fields[i].value(nil, nil)
	}
	i := e.keywordsField()
	if i >= 0 && !slices.Equal(withoutOwn(bibKeywords(e.fields[i].value(nil, nil))), withoutOwn(bibKeywords(value))) {
		return false
	}
	return strings.Count(value, ownPrefix) >= len(words) && len(bibKeywords(value)) >= len(words)
}

// otherFields are all fields but the one with the keywords.
func (e *bibEntry) otherFields() []bibField {
	i := e.keywordsField()
	if i < 0 {
		return e.fields
	}
	return slices.Concat(e.fields[:i], e.fields[i+1:])
}
