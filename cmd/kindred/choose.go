package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/pflag"

	"kindred/engine/corpus"
	"kindred/engine/report"
	"kindred/vectorize/text"
)

// choosing says which papers of the sources are looked at.
type choosing struct {
	where         string // a condition, or ""
	sample, limit int    // papers; 0 for all
}

// flags adds --where, --sample and --limit.
func (c *choosing) flags(fs *pflag.FlagSet) {
	fs.Var(parsed[string]{&c.where, parseWhere, func(s string) string { return s }, "CONDITION"}, "where",
		"take the papers alone that a condition holds for, such as 'year>=2020 and category~cs.' (see the README)")
	for _, f := range []struct {
		to          *int
		name, usage string
	}{
		{&c.sample, "sample", "of those take N papers, drawn by the seed"}, {&c.limit, "limit", "of those take the first N papers"},
	} {
		fs.Var(parsed[int]{f.to, atLeast(1), numberOrNone, "N"}, f.name, f.usage)
	}
}

// numberOrNone writes a number, 0 as nothing.
func numberOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// parseWhere checks a condition; an empty one is none.
func parseWhere(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	_, err := corpus.ParseCondition(s, nil)
	return s, err
}

// any reports whether papers may be left out.
func (c *choosing) any() bool { return c.where != "" || c.sample > 0 || c.limit > 0 }

// chosen keeps the papers that were asked for and says how many were left out. A paper that states no language has the one its
// words tell.
func (a *app) chosen(c *corpus.Collection) (*corpus.Collection, error) {
	s := a.settings.choosing
	choice := corpus.Choice{Sample: s.sample, Limit: s.limit, Seed: a.settings.seed, Threads: a.settings.threads}
	if s.where != "" {
		var err error
		if choice.Where, err = corpus.ParseCondition(s.where, detected); err != nil {
			return nil, misused("--where: %w", err)
		}
	}
	out, err := c.Choose(choice)
	switch {
	case errors.Is(err, corpus.ErrNoDocuments):
		err = fmt.Errorf("%w: --where %s holds for none of %s%s", corpus.ErrNoDocuments, s.where, report.Count(len(c.Documents), "paper"), a.afterMerge())
	case err == nil && out.LeftOut.Papers() > 0:
		a.notice("%d of %s left out: %s", out.LeftOut.Papers(), report.Count(len(c.Documents), "paper"), report.LeftOut(out.LeftOut, "--"))
	}
	return out, err
}

// afterMerge says, where papers were merged before they were chosen, that it may be why none is left.
func (a *app) afterMerge() string {
	if a.settings.duplicates != mergeNear {
		return ""
	}
	return ", each of which says what the first of its near duplicates says: to choose among all records add --merge-duplicates exact"
}

func detected(title, abstract string) string {
	code, _ := text.Detect(title, abstract)
	return code
}
