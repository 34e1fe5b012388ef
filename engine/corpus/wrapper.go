package corpus

import (
	"bufio"
	"bytes"
	"iter"
	"strings"
)

// Exports wrap their records: {"total": 2, "papers": [{...}, {...}]}, or one object deeper, as {"message": {"items": [...]}}.

// wrapperKeys are the names under which exports put their list of records.
var wrapperKeys = map[string]bool{"documents": true, "docs": true, "papers": true, "articles": true, "publications": true,
	"results": true, "data": true, "items": true, "records": true, "works": true, "entries": true, "entry": true, "hits": true, "hit": true, "rows": true, "result": true}

// outerKeys are the names of an object around such a list.
var outerKeys = map[string]bool{"message": true, "response": true, "search-results": true, "searchresults": true, "data": true, "result": true, "results": true,
	"body": true, "payload": true, "content": true, "feed": true, "hits": true, "_embedded": true, "search": true, "resultlist": true}

// ownKeys are found in records of well-known shapes that need have no title under a name that is known here.
var ownKeys = map[string]bool{"abstract_inverted_index": true, "display_name": true, "paperId": true, "bibjson": true, "metadata": true}

// ownAbstract are the names of a text that only a paper has: the feed around papers has a title and a description, too.
var ownAbstract = map[string]bool{"abstract": true, "abstracttext": true, "abstract_text": true, "fulltext": true, "full_text": true}

// findWrapper names the keys that lead to the array of records: a name that exports use; several of them; or, in an object that
// is no record itself, any name.
func findWrapper(text []byte) []string {
	m := newMapping(Options{})
	var direct, nested, other []string
	record := false
	for key, value := range members(text) {
		name := strings.ToLower(key)
		switch {
		case startsWithAny(value, `"`) && ownAbstract[name]:
			return nil
		case direct != nil:
		case wrapperKeys[name] && name != "result" && (holdsObjects(value) || isEmptyList(value)):
			direct = []string{key}
		case nested == nil && outerKeys[name] && !holdsObjects(value):
			nested = findInside(key, value)
		case other == nil && holdsObjects(value) && m.rank(key).role == noRole:
			other = []string{key}
		}
		record = record || m.holdsText(key) && !startsWithAny(value, "{") || ownKeys[key]
	}
	switch {
	case direct != nil:
		return direct
	case nested != nil:
		return nested
	case record:
		return nil
	}
	return other
}

// findInside looks for a list of records in the object under a key, and in the objects inside of that.
func findInside(outer string, object []byte) []string {
	for key, value := range members(object) {
		name := strings.ToLower(key)
		if wrapperKeys[name] && holdsObjects(value) {
			return []string{outer, key}
		}
		if outerKeys[name] && startsWithAny(value, "{") {
			if inner := findInside(key, value); inner != nil {
				return append([]string{outer}, inner...)
			}
		}
	}
	return nil
}

// recordsInside names the place, in an object that is no record, of what looks like records: a list of objects, or an
// object with a title or a text; at most depth keys deep, else "".
func (m *mapping) recordsInside(object []byte, depth int) string {
	for key, value := range members(object) {
		if m.rank(key).role != noRole {
			continue
		}
		if holdsObjects(value) || m.isRecord(value) {
			return key
		}
		if depth > 1 {
			if place := m.recordsInside(value, depth-1); place != "" {
				return key + "." + place
			}
		}
	}
	return ""
}

// isRecord tells whether a value is an object with a title or a text.
func (m *mapping) isRecord(value []byte) bool {
	for key := range members(value) {
		if m.holdsText(key) {
			return true
		}
	}
	return false
}

// members yields each key of a JSON object, which may be cut short, and the text from its value on.
func members(text []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !startsWithAny(text, "{") {
			return
		}
		scan := &jsonValues{r: bufio.NewReaderSize(bytes.NewReader(text), 4096), max: int64(len(text))}
		_, _ = scan.skip(" \t\r\n") // to the brace, which is there
		scan.take()
		for {
			if c, err := scan.skip(" \t\r\n,"); err != nil || c != '"' {
				return
			}
			key, _, _ := scan.key()
			if !yield(key, text[scan.offset:]) {
				return
			}
			if _, closed, _ := scan.value(); !closed {
				return
			}
		}
	}
}

func holdsObjects(value []byte) bool {
	return len(value) > 1 && value[0] == '[' && startsWithAny(value[1:], "{")
}

func isEmptyList(value []byte) bool {
	return len(value) > 1 && value[0] == '[' && startsWithAny(value[1:], "]")
}
