package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

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
	switch {
	case errors.As(err, &wrong), !a.began:
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
var packages = regexp.MustCompile(`^((corpus|engine|vectorize|text|matrix|cluster|report|wholefile): )+`)

func message(err error) string {
	return strings.TrimSpace(packages.ReplaceAllString(err.Error(), ""))
}
