package main

import (
	"errors"
	"fmt"
	"testing"
)

// The names of packages go wherever an error has one in front; a file of such a name stays.
func TestMessagesWithoutPackages(t *testing.T) {
	tooLarge := errors.New("parquet: too large")
	for want, err := range map[string]error{
		"no documents":                         errors.New("corpus: no documents"),
		"a.parquet: too large: 9 bytes":        fmt.Errorf("corpus: a.parquet: %w", fmt.Errorf("%w: 9 bytes", tooLarge)),
		"input too large: too large":           fmt.Errorf("corpus: %w: %w", errors.New("input too large"), tooLarge),
		"index: no such file":                  errors.New("corpus: index: no such file"),
		"text:3: no id":                        misused("text:3: %w", errors.New("corpus: no id")),
		"report: a line is too long":           misused("report: %w", errors.New("text: a line is too long")),
		"--columns: no column is called text:": misused("--columns: no column is called text:"),
	} {
		if got := message(err); got != want {
			t.Errorf("%q is shown as %q, want %q", err, got, want)
		}
	}
}
