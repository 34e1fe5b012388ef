package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/vectorize"
)

// Exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitMisused     = 2
	exitNoDocuments = 3
	exitInterrupted = 130
)

// code chooses the exit code for an error. One that came up before a command began is cobra's, about the arguments.
func (a *app) code(err error) int {
	var wrong *misuse
	var topics engine.ByHandError
	switch {
	case errors.As(err, &wrong), errors.As(err, &topics), !a.began:
		return exitMisused
	case errors.Is(err, corpus.ErrNoDocuments), errors.Is(err, engine.ErrNoDocuments), errors.Is(err, engine.ErrNoText),
		errors.Is(err, vectorize.ErrEmptyVocabulary):
		return exitNoDocuments
	}
	return exitFailed
}

// misuse is an error in how the program was called.
type misuse struct{ err error }

func (m *misuse) Error() string { return m.err.Error() }
func (m *misuse) Unwrap() error { return m.err }

// misused makes an error that exits with 2.
func misused(format string, args ...any) error { return &misuse{fmt.Errorf(format, args...)} }

// packages are the prefixes that tell a developer where an error is from, and a user nothing.
var packages = regexp.MustCompile(`^(corpus|engine|vectorize|text|matrix|cluster|report|index|wholefile|vectors|parquet|server): `)

// bare is the text of an error without the names of packages, at its front and at that of each error it wraps. What a misuse
// says in front of those are the program's own words.
func bare(err error) string {
	text, inside := err.Error(), wrappedBy(err)
	if m, ok := any(err).(*misuse); ok {
		inside = wrappedBy(m.err)
	} else {
		text = packages.ReplaceAllString(text, "")
	}
	for _, inner := range inside {
		text = strings.Replace(text, inner.Error(), bare(inner), 1)
	}
	return text
}

// wrappedBy are the errors that one wraps itself, one or several.
func wrappedBy(err any) []error {
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		return e.Unwrap()
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return []error{inner}
		}
	}
	return nil
}

// message is what the user reads of an error: no names of packages, and nothing that steers a terminal. Limits are
// called by their flags, and where no paper has a term it says what may have taken them.
func message(err error) string {
	text := limitNames.Replace(bare(err))
	if errors.Is(err, vectorize.ErrEmptyVocabulary) {
		text = flagged.Replace(text)
	}
	if errors.Is(err, engine.ErrNoText) {
		text += ": check --fields and --language, or try --stopwords none"
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, text))
}

var flagged = strings.NewReplacer("min_df", "--min-df", "max_df", "--max-df", "max_terms", "--max-terms")
