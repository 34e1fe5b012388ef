package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kindred/engine"
	"kindred/engine/report"
)

// nameColumns are the columns of a file of names: a form with a line a topic.
var nameColumns = []report.Column{
	{Name: "topic_id", Kind: report.Integer},
	{Name: "name"},
	{Name: "label"},
	{Name: "papers", Kind: report.List},
}

// checkNaming finds what is wrong with --write-names before topics are found. It may be the file of --names, to bring that
// up to date.
func (a *app) checkNaming() error {
	if a.naming == "" {
		return nil
	}
	if folder := filepath.Dir(a.naming); a.naming == "-" || isFolder(a.naming) || !isFolder(folder) {
		return misused("--write-names: %s: name a file in a folder that is there", a.naming)
	}
	if sameFile(a.naming, a.settings.names) {
		return nil
	}
	if err := a.spare(a.naming); err != nil {
		return misused("--write-names: %s would replace what is read: name another", a.naming)
	}
	return nil
}

func sameFile(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}

// writeNames writes the form, if it is asked for.
func (a *app) writeNames(ctx context.Context, f *fitted, t *engine.Topics) error {
	if a.naming == "" {
		return nil
	}
	table := report.Table{Columns: nameColumns, Rows: func(yield func(report.Row, error) bool) {
		for topic := range t.Leaves() {
			n := t.NameOf(f.Documents(), topic)
			if !yield(report.Row{topic, n.Name, t.Topics[topic].Label, n.Papers}, nil) {
				return
			}
		}
	}}
	return writeFile(ctx, a.naming, func(w io.Writer) error { return report.CSV(w, table) })
}

// readOwn reads a file of what the user knows, named by a flag; none says nothing.
func readOwn[T any](flag, path string, parse func(io.Reader) ([]T, error)) ([]T, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, misused("--%s: %w", flag, err)
	}
	defer f.Close()
	said, err := parse(f)
	if err != nil {
		return nil, misused("--%s: %s: %s", flag, path, message(err))
	}
	return said, nil
}

// parseNames reads CSV with a header: topic_id and name, and papers if names are to follow them; other columns are passed
// over, and so are lines without a name.
func parseNames(r io.Reader) ([]engine.TopicName, error) {
	b := bufio.NewReader(r)
	if mark, _ := b.Peek(3); string(mark) == "\uFEFF" {
		if _, err := b.Discard(3); err != nil {
			return nil, err
		}
	}
	lines := csv.NewReader(b)
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	id, name, papers := slices.Index(header, "topic_id"), slices.Index(header, "name"), slices.Index(header, "papers")
	if id < 0 || name < 0 {
		return nil, errors.New("line 1: the columns topic_id and name are needed, with commas between them")
	}
	var names []engine.TopicName
	first := map[int]int{} // line of each topic
	for {
		row, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return names, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := lines.FieldPos(0)
		topic, err := strconv.Atoi(strings.TrimSpace(row[id]))
		if err != nil || topic < 0 {
			return nil, fmt.Errorf("line %d: %q is no topic_id: use a whole number of at least 0", line, row[id])
		}
		if before, twice := first[topic]; twice {
			return nil, fmt.Errorf("line %d: topic %d stands in line %d already", line, topic, before)
		}
		first[topic] = line
		n := engine.TopicName{Topic: topic, Name: report.OneLine(strings.TrimSpace(row[name]))}
		if papers >= 0 && row[papers] != "" {
			n.Papers = strings.Split(row[papers], " | ")
		}
		if n.Name != "" {
			names = append(names, n)
		}
	}
}

// parseSeeds reads seeds, a line each: the name, a colon, and words and phrases with commas between them. Blank
// lines and what follows # are passed over.
func parseSeeds(r io.Reader) ([]engine.Seed, error) {
	var seeds []engine.Seed
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\uFEFF"), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		seed, err := parseSeed(line)
		if err == nil && slices.ContainsFunc(seeds, func(s engine.Seed) bool { return s.Name == seed.Name }) {
			err = fmt.Errorf("%s is named twice", seed.Name)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		seeds = append(seeds, seed)
	}
	if err := lines.Err(); err != nil {
		return nil, tooLong(err)
	}
	if len(seeds) == 0 {
		return nil, errors.New("there is no seed in it")
	}
	return seeds, nil
}

func parseSeed(line string) (engine.Seed, error) {
	name, words, ok := strings.Cut(line, ":")
	seed := engine.Seed{Name: report.OneLine(strings.TrimSpace(name))}
	for word := range strings.SplitSeq(words, ",") {
		if word = strings.TrimSpace(word); word != "" {
			seed.Words = append(seed.Words, word)
		}
	}
	if !ok || seed.Name == "" || len(seed.Words) == 0 {
		return seed, errors.New("use a name, a colon, and words with commas between them: bees: honeybee, waggle dance")
	}
	return seed, nil
}
