package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// filter says which papers related leaves out, and how much likeness counts against those that it lists.
type filter struct {
	diverse float64 // 0 to 1
	since   string  // a year, a month or a day, or ""
	notIn   string  // a file, or ""
}

func (q *filter) flags(fs *pflag.FlagSet) {
	share(fs, &q.diverse, "diverse", 0, "how much likeness to papers listed before counts against a paper: 0 not at all, 0.3 for a list that repeats itself less")
	sinceFlag(fs, &q.since, "list papers of that `DATE` and later alone: a year, a month or a day, such as 2024 or 2024-05; papers without a date are left out")
	fs.StringVar(&q.notIn, "not-in", "", "leave out the papers in a `FILE`: an id a line, or any source")
}

// sinceFlag adds a flag for a date.
func sinceFlag(fs *pflag.FlagSet, since *string, usage string) {
	fs.Var(parsed[string]{since, parseSince, func(s string) string { return s }, "DATE"}, "since", usage)
}

// parseSince reads a date as Document.DateString prints it.
func parseSince(s string) (string, error) {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return s, nil
		}
	}
	return "", errors.New("use a year, a month or a day: 2024, 2024-05 or 2024-05-31")
}

// dated tells whether a paper is of a date or later. Of the two, what both say is compared: a paper of 2024 may well be
// of May or later.
func dated(d corpus.Document, since string) bool {
	date := d.DateString()
	n := min(len(date), len(since))
	return date[:n] >= since[:n]
}

// skips returns which papers to leave out, and says how many there are that could not be judged. It is nil if none is
// to be left out.
func (a *app) skips(docs corpus.Documents, q filter, known []corpus.Document) func(row int) bool {
	if q.since == "" && q.notIn == "" {
		return nil
	}
	out, missing := corpus.Known(docs, known)
	if missing > 0 {
		a.notice("--not-in %s: %d of its %s not in the source", q.notIn, missing, report.Count(len(known), "paper"))
	}
	undated, left := 0, 0
	for i, d := range corpus.All(docs) {
		if q.since != "" && d.Precision == corpus.NoDate {
			undated, out[i] = undated+1, true
		}
		if out[i] = out[i] || q.since != "" && !dated(d, q.since); !out[i] {
			left++
		}
	}
	a.sayUndated(q.since, undated)
	if left == 0 {
		a.notice("no paper is left to list: --since and --not-in leave all out")
	}
	return func(row int) bool { return out[row] }
}

// sayUndated says how many papers --since could not judge.
func (a *app) sayUndated(since string, papers int) {
	if papers > 0 {
		a.notice("--since %s: %s without a date left out", since, report.Count(papers, "paper"))
	}
}

// filtered gives queries their filter.
func (a *app) filtered(docs corpus.Documents, queries []engine.Query, q filter, known []corpus.Document) {
	skip := a.skips(docs, q, known)
	for i := range queries {
		queries[i].Skip, queries[i].Diverse = skip, q.diverse
	}
}

// readKnown reads the papers that a flag names: a source, an index too, or else a file with an id a line.
func (a *app) readKnown(ctx context.Context, flag, path string) ([]corpus.Document, error) {
	switch info, err := os.Stat(path); {
	case path == "":
		return nil, nil
	case path == "-":
		return nil, misused("--%s: name a file", flag)
	case isIndex(path):
		return a.papersOf(path)
	case err == nil && info.Mode().IsRegular():
		if docs, err := a.readRecords(ctx, path); err == nil || ctx.Err() != nil {
			return docs, err
		}
		return a.readIDs(ctx, flag, path)
	}
	docs, err := a.readRecords(ctx, path)
	if err != nil && ctx.Err() == nil {
		return nil, misused("--%s: %s", flag, message(err))
	}
	return docs, err
}

// papersOf are the papers of an index beside that of the command.
func (a *app) papersOf(path string) ([]corpus.Document, error) {
	before := a.indexed
	s, err := a.opened(path)
	if err != nil {
		return nil, err
	}
	var docs []corpus.Document
	for _, d := range corpus.All(s.Documents()) {
		docs = append(docs, d)
	}
	a.indexed = before
	return docs, nil
}

// readRecords reads a source; plain text is none.
func (a *app) readRecords(ctx context.Context, path string) ([]corpus.Document, error) {
	options := a.settings.corpus
	options.Threads, options.Strict = a.settings.threads, false
	source, err := corpus.Open([]string{path}, options)
	if err != nil {
		return nil, err
	}
	c, err := source.Load(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range c.Files {
		a.reads(f.Name)
		if f.Format == "text" || f.Format == "titles" {
			return nil, fmt.Errorf("%s: plain text, no records", f.Name)
		}
	}
	return c.Documents, nil
}

// readIDs reads a file with an id a line, as it is or as that of a JSON object.
func (a *app) readIDs(ctx context.Context, flag, path string) ([]corpus.Document, error) {
	var docs []corpus.Document
	a.reads(path)
	err := a.eachLine(ctx, flag, path, func(line string, _ int) bool {
		var record struct{ ID any }
		id := line
		if decode(line, &record) == nil && record.ID != nil {
			if known, err := idText(record.ID); err == nil {
				id = known
			}
		}
		docs = append(docs, corpus.Document{ID: id})
		return true
	})
	return docs, err
}
