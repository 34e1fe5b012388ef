package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// Errors to test for with errors.Is.
var (
	// ErrNoDocuments: the source was read and holds nothing to work with.
	ErrNoDocuments = errors.New("no documents")
	// ErrTooLarge: the input is larger than Options.MaxInput, or a small file expands without end.
	ErrTooLarge = errors.New("input too large")
	// ErrFormat: the content is in no format that can be read.
	ErrFormat = errors.New("unknown format")
)

// formatError is what a content is that cannot be read, and what to do about it. It is an ErrFormat.
type formatError string

func (e formatError) Error() string { return string(e) }

// Is makes errors.Is(err, ErrFormat) hold.
func (e formatError) Is(target error) bool { return target == ErrFormat }

// RecordError is one record that could not be used.
type RecordError struct {
	Origin Origin
	Err    error
}

func (e *RecordError) Error() string {
	return fmt.Sprintf("corpus: %s: record %d: %v", e.Origin, e.Origin.Record, e.Err)
}

// Unwrap returns the reason.
func (e *RecordError) Unwrap() error { return e.Err }

// withdrawal is a record that says of others, by their ids, that they are no longer there. It is no paper and no bad record.
type withdrawal struct{ ids []string }

func (w *withdrawal) Error() string { return "withdrawn: " + strings.Join(w.ids, ", ") }

// Problem is one kind of trouble, counted, with the first place where it was met.
type Problem struct {
	Kind    string `json:"kind"`    // a short key, such as bad-json or same-id
	Message string `json:"message"` // what happened there, and what was done about it
	Count   int    `json:"count"`
	First   Origin `json:"first"`
}

// String is a line for a person: the first place, what happened and how often.
func (p Problem) String() string {
	s := p.Message
	if p.First.File != "" {
		s = p.First.String() + ": " + s
	}
	if p.Count > 1 {
		s += fmt.Sprintf(" (%d such in all)", p.Count)
	}
	return s
}

// The kinds of Problem. The first group are records skipped; the second, records kept with a doubt.
const (
	kindBadJSON   = "bad-json"
	kindNotObject = "not-an-object"
	kindWrapper   = "not-a-record"
	kindTooLong   = "record-too-long"
	kindBadRow    = "bad-row"
	kindCutOff    = "cut-off"
	kindHeader    = "header-again"
	kindBadXML    = "bad-xml"
	kindAnswer    = "error-answer"
	kindBadEntry  = "bad-entry"
	kindEmpty     = "empty-record"
	kindAside     = "no-paper"

	kindUTF16       = "utf-16"
	kindWindows     = "windows-1252"
	kindCyrillic    = "windows-1251"
	kindKOI8        = "koi8-r"
	kindInvalid     = "invalid-utf-8"
	kindNUL         = "nul-bytes"
	kindShortRow    = "short-row"
	kindLongRow     = "long-row"
	kindNoTitle     = "no-title"
	kindNoText      = "no-text"
	kindSameRecord  = "same-record"
	kindSameID      = "same-id"
	kindSamePaper   = "same-paper"
	kindTwoPapers   = "two-papers"
	kindPreprint    = "preprint"
	kindNear        = "near-duplicate"
	kindDamaged     = "damaged-file"
	kindSkippedFile = "skipped-file"
	kindUnreadable  = "unreadable-file"
	kindEmptyFile   = "empty-file"
	kindResult      = "own-result"
	kindPageLines   = "page-lines"
	kindOneText     = "one-text"
	kindSearchPage  = "search-page"
	kindNoField     = "no-such-field"
	kindMended      = "mended"
	kindMendedID    = "mended-id"
	kindOlder       = "older-version"
	kindWithdrawn   = "withdrawn"
	kindStrayField  = "stray-field"
	kindBadString   = "bad-string"
	kindBadField    = "bad-field"
	kindNoMacro     = "no-such-string"
	kindNoParent    = "no-such-entry"
	kindNoEnd       = "no-end"
	kindExpands     = "expands"
)

// badRecord is the reason inside a RecordError, with the kind that it folds into.
type badRecord struct {
	kind string
	text string
}

func (e *badRecord) Error() string { return e.text }

func bad(kind, format string, args ...any) error {
	return &badRecord{kind, fmt.Sprintf(format, args...)}
}

// kindOf is the Problem kind of a record's error.
func kindOf(err error) string {
	var b *badRecord
	if errors.As(err, &b) {
		return b.kind
	}
	return "bad-record"
}

// tally folds problems: one a kind, in the order in which the kinds were first met.
type tally struct {
	problems []Problem
	index    map[string]int
}

func (t *tally) add(p Problem) {
	if t.index == nil {
		t.index = map[string]int{}
	}
	if i, ok := t.index[p.Kind]; ok {
		t.problems[i].Count += p.Count
		return
	}
	t.index[p.Kind] = len(t.problems)
	t.problems = append(t.problems, p)
}

// addRecordError adds a record that was lost. Its message is written for the first of a kind alone, for there may be millions.
func (t *tally) addRecordError(e *RecordError) {
	if i, ok := t.index[kindOf(e.Err)]; ok {
		t.problems[i].Count++
		return
	}
	msg := fmt.Sprintf("record %d skipped: %v", e.Origin.Record, e.Err)
	t.add(Problem{kindOf(e.Err), msg, 1, e.Origin})
}
