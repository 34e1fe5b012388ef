package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// maxText bounds a draft and a line of a file of questions, in bytes.
const maxText = 16 << 20

// find returns the row of the paper that a user means, or a misuse that lists what else it may be.
func find(docs []corpus.Document, name string) (int, error) {
	row, err := corpus.Find(docs, name)
	var unknown *corpus.LookupError
	if !errors.As(err, &unknown) {
		return row, err
	}
	var b strings.Builder
	if unknown.Ambiguous {
		fmt.Fprintf(&b, "%q may be any of these:", name)
	} else if len(unknown.Candidates) > 0 {
		fmt.Fprintf(&b, "no paper is called %q; the nearest are:", name)
	} else {
		fmt.Fprintf(&b, "no paper is called %q", name)
	}
	for _, row := range unknown.Candidates {
		fmt.Fprintf(&b, "\n  %s  %s", report.OneLine(docs[row].ID), report.OneLine(docs[row].Title))
	}
	return 0, misused("%s", b.String())
}

// findAll returns the rows of several papers, each once.
func findAll(docs []corpus.Document, names []string) ([]int, error) {
	var rows []int
	seen := map[int]bool{}
	for _, name := range names {
		row, err := find(docs, name)
		if err != nil {
			return nil, err
		}
		if !seen[row] {
			rows = append(rows, row)
		}
		seen[row] = true
	}
	return rows, nil
}

// open opens a file that a flag names, - being standard input.
func (a *app) open(ctx context.Context, path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(until(ctx, a.stdin)), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, misused("%w", err)
	}
	return f, nil
}

// readText reads a draft.
func (a *app) readText(ctx context.Context, path string) (string, error) {
	r, err := a.open(ctx, path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxText+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", path, err)
	case len(b) > maxText:
		return "", misused("%s: a text of more than %d MiB", path, maxText>>20)
	case strings.TrimSpace(string(b)) == "":
		return "", misused("%s: there is no text in it", path)
	}
	return strings.ToValidUTF8(string(b), " "), nil
}

// readQueries reads a file of questions, one a line: the id of a paper, or a JSON object with an id and a text.
// Blank lines are passed over.
func (a *app) readQueries(ctx context.Context, docs []corpus.Document, path string) ([]engine.Query, error) {
	r, err := a.open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxText)
	var queries []engine.Query
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" {
			continue
		}
		q, err := readQuery(docs, line, n)
		if err != nil {
			return nil, misused("%s:%d: %w", path, n, err)
		}
		queries = append(queries, q)
	}
	if err := lines.Err(); err != nil {
		return nil, misused("%s: %w", path, err)
	}
	if len(queries) == 0 {
		return nil, misused("%s: there is no question in it", path)
	}
	return queries, nil
}

// readQuery reads one line. A text without an id is called by its line number.
func readQuery(docs []corpus.Document, line string, n int) (engine.Query, error) {
	var q struct {
		ID   any     `json:"id"`
		Text *string `json:"text"`
	}
	if !strings.HasPrefix(line, "{") {
		q.ID = line
	} else if err := decode(line, &q); err != nil {
		return engine.Query{}, fmt.Errorf("not a JSON object with id and text: %w", err)
	}
	id, err := idText(q.ID)
	switch {
	case err != nil:
		return engine.Query{}, err
	case q.Text != nil && id == "":
		return engine.Query{ID: fmt.Sprint(n), Text: *q.Text}, nil
	case q.Text != nil:
		return engine.Query{ID: id, Text: *q.Text}, nil
	case id == "":
		return engine.Query{}, errors.New("neither an id nor a text")
	}
	row, err := find(docs, id)
	return engine.Query{ID: docs[max(row, 0)].ID, Rows: []int{row}}, err
}

func decode(line string, to any) error {
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber() // an id may be a number: keep its digits
	if err := d.Decode(to); err != nil {
		return err
	}
	if d.More() {
		return errors.New("more than one value on the line")
	}
	return nil
}

func idText(id any) (string, error) {
	switch v := id.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	return "", fmt.Errorf("the id is a %T: use a text or a number", id)
}
