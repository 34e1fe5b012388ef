package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kindred/engine/corpus"
	"kindred/engine/eval"
	"kindred/engine/report"
)

// assignments are the topics of papers, and what the topics are called where that is said.
type assignments struct {
	topics map[string]string // by id of the paper
	names  map[string]string // by topic
}

// of is the topic of a paper, by its id or by that of a record merged into it.
func (a *assignments) of(d *corpus.Document) (topic string, ok bool) {
	topic, ok = a.topics[d.ID]
	for i := 0; i < len(d.Also) && !ok; i++ {
		topic, ok = a.topics[d.Also[i]]
	}
	return topic, ok
}

// readAssignments reads a CSV with a header. Of two rows for one paper the later counts.
func (a *app) readAssignments(ctx context.Context, path string) (*assignments, error) {
	f, err := a.open(ctx, "assignments", path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, misused("%s: %w", path, err)
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	paper, topic, name := slices.Index(header, "doc_id"), slices.Index(header, "topic_id"), slices.Index(header, "topic_label")
	if paper < 0 || topic < 0 {
		return nil, misused("%s: the first line must name the columns doc_id and topic_id, as that of kindred cluster does", path)
	}
	out, twice := &assignments{map[string]string{}, map[string]string{}}, 0
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF) && twice > 0:
			a.notice("%s: %s of a paper that has one already; the last counts", path, report.Count(twice, "row"))
			return out, nil
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, misused("%s: %w", path, err)
		}
		if _, seen := out.topics[row[paper]]; seen {
			twice++
		}
		if out.topics[row[paper]] = row[topic]; name >= 0 {
			out.names[row[topic]] = row[name]
		}
	}
}

// readLinks reads the links that a flag names. What is no link is passed over, with a notice (--strict: with an error).
func (a *app) readLinks(ctx context.Context, flag, path string) ([]eval.Link, error) {
	f, err := a.open(ctx, flag, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var bad badQueries
	links, err := eval.ReadLinks(f, func(wrong *eval.LineError) bool {
		bad.add(fmt.Sprintf("%s:%d", path, wrong.Line), wrong.Err)
		return !a.settings.corpus.Strict
	})
	var wrong *eval.LineError
	if errors.As(err, &wrong) {
		return nil, misused("%s:%d: %w", path, wrong.Line, wrong.Err)
	}
	if bad.count > 0 {
		a.notice("%s: %s (%s passed over in all)", bad.place, bad.first, report.Count(bad.count, "line"))
	}
	return links, err
}
