package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// jsonLines splits JSON lines: a record is a line that is not blank.
type jsonLines struct {
	*lines
	record int
}

func (s *jsonLines) next() ([]byte, Origin, error) {
	for {
		text, at, _, err := s.lines.next()
		if err == nil && blank(text) {
			continue
		}
		if errors.Is(err, io.EOF) {
			return nil, at, err
		}
		s.record++
		at.Record = s.record
		return text, at, numbered(err, s.record)
	}
}

// numbered gives a lost record its number.
func numbered(err error, record int) error {
	if lost, ok := errors.AsType[*RecordError](err); ok {
		lost.Origin.Record = record
	}
	return err
}

// decodeJSON reads one JSON object as a record. Its memory is a few times the record's length; nesting beyond
// 10,000 levels is an error.
func (m *mapping) decodeJSON(raw []byte, _ Origin, doubt func(kind, message string)) (Document, error) {
	room := pairRooms.Get().(*pairRoom)
	defer room.release()
	pairs, ok := flatPairs(raw, room)
	if !ok {
		var err error
		if pairs, err = anyPairs(raw); err != nil {
			return Document{}, err
		}
	}
	if !slices.ContainsFunc(pairs, func(p pair) bool { return !p.value.empty() || m.holdsText(p.key) }) {
		return Document{}, bad(kindEmpty, "an object with nothing in it")
	}
	if isZoteroAside(pairs) {
		return Document{}, bad(kindAside, "a file, a note or a mark that Zotero keeps with a paper")
	}
	slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	var d Document
	if r := record(pairs); r.nests() || r.has("authorString") { // as Europe PMC's short answers have it
		d = m.documentOf(pairs, doubt)
	} else {
		d = m.document(pairs)
	}
	if d.bare() {
		if place := m.recordsInside(raw, 3); place != "" {
			return Document{}, bad(kindWrapper, "an object that is no record itself; its records seem to stand under %s: copy them into a file of their own", place)
		}
	}
	d.reportMissing(doubt)
	return d, nil
}

// anyPairs reads a JSON object whatever is in it, in no order.
func anyPairs(raw []byte) ([]pair, error) {
	object, err := parseObject(raw)
	if err != nil {
		return nil, err
	}
	pairs := make([]pair, 0, len(object))
	for key, value := range object {
		v, err := jsonValue(value)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair{key, v})
	}
	return pairs, nil
}

func parseObject(raw []byte) (map[string]json.RawMessage, error) {
	var object map[string]json.RawMessage
	err := json.Unmarshal(raw, &object)
	if err != nil {
		if plain, changed := withoutNaN(raw); changed {
			err = json.Unmarshal(plain, &object)
		}
	}
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case err == nil && object == nil, errors.As(err, &wrong):
		return nil, bad(kindNotObject, "a record must be a JSON object, not %s", excerpt(raw))
	case errors.As(err, &syntax):
		return nil, bad(kindBadJSON, "not valid JSON at byte %d: %s", syntax.Offset, syntax)
	case err != nil:
		return nil, bad(kindBadJSON, "not valid JSON: %s", err)
	}
	return object, nil
}

// excerpt is the start of a record, for a message.
func excerpt(raw []byte) string {
	const n = 30
	s := strings.ToValidUTF8(string(raw[:min(len(raw), n)]), "")
	if len(raw) > n {
		s += "…"
	}
	return fmt.Sprintf("%q", s)
}

// withoutNaN writes null for the NaN and Infinity that Python puts where a value is missing.
func withoutNaN(raw []byte) ([]byte, bool) {
	out := make([]byte, 0, len(raw))
	inString, changed := false, false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if inString && c == '\\' && i+1 < len(raw) {
			out = append(out, c, raw[i+1])
			i++
			continue
		}
		if c == '"' {
			inString = !inString
		}
		if word := nanAt(raw[i:]); !inString && word > 0 {
			out = append(out, "null"...)
			i += word - 1
			changed = true
			continue
		}
		out = append(out, c)
	}
	return out, changed
}

// nanAt is the length of the NaN or Infinity that b starts with, or 0.
func nanAt(b []byte) int {
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
		if bytes.HasPrefix(b, []byte(word)) {
			return len(word)
		}
	}
	return 0
}
