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
var packages = regexp.MustCompile(`^((corpus|engine|vectorize|text|matrix|cluster|report|index|wholefile|vectors): )+`)

// message is what the user reads of an error: no names of packages, and nothing that steers a terminal. Limits are
// called by their flags, and where no paper has a term it says what may have taken them.
func message(err error) string {
	text := limitNames.Replace(packages.ReplaceAllString(err.Error(), ""))
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
