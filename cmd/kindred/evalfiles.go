package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"kindred/engine/eval"
	"kindred/engine/report"
)

// assignments are the topics of papers, and what the topics are called where that is said.
type assignments struct {
	topics map[string]string // by id of the paper
	names  map[string]string // by topic
}

// readAssignments reads a CSV with a header. Of two rows for one paper the later counts.
func (a *app) readAssignments(ctx context.Context, path string) (*assignments, error) {
	f, err := a.open(ctx, path)
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

// readLinks reads lines of query, paper and perhaps a grade, with tabs between. Others are passed over, with a notice
// (--strict: with an error).
func (a *app) readLinks(ctx context.Context, path string) ([]eval.Link, error) {
	var links []eval.Link
	var bad badQueries
	err := a.eachLine(ctx, path, func(line string, n int) bool {
		l, err := readLink(line)
		if err == nil {
			links = append(links, l)
			return true
		}
		bad.add(fmt.Sprintf("%s:%d", path, n), err)
		return !a.settings.corpus.Strict
	})
	switch {
	case err != nil:
		return nil, err
	case bad.count > 0 && a.settings.corpus.Strict:
		return nil, misused("%s: %w", bad.place, bad.first)
	case bad.count > 0:
		a.notice("%s: %s (%s passed over in all)", bad.place, bad.first, report.Count(bad.count, "line"))
	}
	return links, nil
}

// maxGrade bounds grades: a gain is two to the power of one.
const maxGrade = 50

// readLink reads one line. What is no number is no grade: it counts as 1, and so does none.
func readLink(line string) (eval.Link, error) {
	parts := strings.Split(line, "\t")
	if len(parts) < 2 {
		return eval.Link{}, errors.New("not a query and a paper with a tab between")
	}
	l := eval.Link{Query: parts[0], Document: parts[1], Grade: 1}
	if len(parts) == 2 {
		return l, nil
	}
	grade, err := strconv.ParseFloat(strings.TrimSpace(parts[2]), 64)
	switch {
	case grade < -maxGrade || grade > maxGrade:
		return l, fmt.Errorf("the grade is %q: use a number from %d to %d", strings.TrimSpace(parts[2]), -maxGrade, maxGrade)
	case err == nil && !math.IsNaN(grade):
		l.Grade = int(grade)
	}
	return l, nil
}
