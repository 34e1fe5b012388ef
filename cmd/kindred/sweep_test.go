package main

import (
	"slices"
	"strings"
	"testing"
)

// Sweep says in its help which settings do not count; they are these.
func TestWhatDoesNotCountInASweep(t *testing.T) {
	source := corpusFile(t)
	plain, help := done(t, "sweep", source, "--max-k", "6").out, done(t, "sweep", "--help").out
	for _, args := range [][]string{
		{"-k", "3"}, {"--merge", "0,1"}, {"--split", "1"}, {"--levels", "2"}, {"--stability", "3"},
		{"--names", file(t, "n.csv", "topic_id,name\n0,Mine\n")}, {"--seeds", file(t, "s.txt", "Ice: glacier\n")},
	} {
		if out := done(t, slices.Concat([]string{"sweep", source, "--max-k", "6"}, args)...).out; out != plain {
			t.Errorf("%q gives\n%swithout\n%s", args, out, plain)
		}
		if _, named, _ := strings.Cut(help, "does not count"); !strings.Contains(named[:120], args[0]) {
			t.Errorf("the help does not name %s: %s", args[0], named[:120])
		}
	}
}
