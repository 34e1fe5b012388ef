package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// maxText bounds a draft and a line of a file of questions, in bytes.
const maxText = 16 << 20

// find returns the row of the paper that a user means, or a misuse that lists what else it may be.
func (f *fitted) find(name string) (int, error) {
	row, err := f.lookup.Find(name)
	var unknown *corpus.LookupError
	if errors.As(err, &unknown) {
		return 0, misused("%w", err)
	}
	return row, err
}

// findAll returns the rows of several papers, each once.
func (f *fitted) findAll(names []string) ([]int, error) {
	var rows []int
	seen := map[int]bool{}
	for _, name := range names {
		row, err := f.find(name)
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

// open opens a file that a flag names, - being standard input. UTF-16 with its mark is converted.
func (a *app) open(ctx context.Context, flag, path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(inUTF8(until(ctx, a.stdin))), nil
	}
	f, err := openFile(flag, path)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{inUTF8(f), f}, nil
}

// inUTF8 passes text on without its byte order mark, converted if that is one of UTF-16.
func inUTF8(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

// readText reads a draft.
func (a *app) readText(ctx context.Context, path string) (string, error) {
	r, err := a.open(ctx, "file", path)
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
// Blank lines are passed over, and so is what cannot be asked, with a notice (--strict: with an error).
func (a *app) readQueries(ctx context.Context, f *fitted, path string) ([]engine.Query, error) {
	var queries []engine.Query
	var bad badQueries
	err := a.eachLine(ctx, "queries", path, func(line string, n int) bool {
		q, err := f.readQuery(strings.TrimSpace(line), n)
		if err == nil && q.Text != "" {
			err = a.noTextAsked("a text")
		}
		if err == nil {
			queries = append(queries, q)
			return true
		}
		bad.add(fmt.Sprintf("%s:%d", path, n), err)
		return !a.settings.corpus.Strict
	})
	if err != nil {
		return nil, err
	}
	return queries, a.report(&bad, len(queries), path)
}

// eachLine calls do for each line that is not blank of a file that a flag names, with its number from 1, until it says
// stop or ctx ends.
func (a *app) eachLine(ctx context.Context, flag, path string, do func(line string, n int) (more bool)) error {
	r, err := a.open(ctx, flag, path)
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxText)
	n := 0
	for ctx.Err() == nil && lines.Scan() {
		n++
		if line := lines.Text(); strings.TrimSpace(line) != "" && !do(line, n) {
			return nil
		}
	}
	if err := lines.Err(); err != nil {
		return misused("%s:%d: %w", path, n+1, tooLong(err))
	}
	return ctx.Err()
}

// badQueries counts the lines that cannot be asked, and keeps the first.
type badQueries struct {
	count int
	place string
	first error
}

func (b *badQueries) add(place string, err error) {
	if b.count++; b.count == 1 {
		b.place, b.first = place, err
	}
}

// report says which lines of a file were passed over. It is an error if that is all of them, or if none may be.
func (a *app) report(bad *badQueries, good int, path string) error {
	switch {
	case good == 0 && bad.count == 0:
		return misused("%s: there is no question in it", path)
	case good == 0 || bad.count > 0 && a.settings.corpus.Strict:
		return misused("%s: %s", bad.place, message(bad.first))
	case bad.count > 0:
		a.notice("%s: %s (%s passed over in all)", bad.place, brief(bad.first), report.Count(bad.count, "question"))
	}
	return nil
}

// brief puts an error on one line: of a list of papers, the first three.
func brief(err error) string {
	head, list, _ := strings.Cut(message(err), "\n")
	items := strings.Split(list, "\n")
	for i, item := range items {
		items[i] = report.OneLine(item)
	}
	return strings.TrimSpace(head + " " + strings.Join(items[:min(len(items), 3)], "; "))
}

// readQuery reads one line. A text without an id is called by its line number.
func (f *fitted) readQuery(line string, n int) (engine.Query, error) {
	var q struct {
		ID   any     `json:"id"`
		Text *string `json:"text"`
	}
	if !strings.HasPrefix(line, "{") {
		q.ID = line
	} else if decode(line, &q) != nil {
		return engine.Query{}, errors.New(`not a JSON object such as {"id": "p1", "text": "..."}`)
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
	row, err := f.find(id)
	return engine.Query{ID: f.Documents().At(row).ID, Rows: []int{row}}, err
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
	return "", errors.New("the id is neither a text nor a number")
}
