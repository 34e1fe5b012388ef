package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
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
	{Name: "papers", Kind: report.ID},
}

// checkNaming finds what is wrong with --write-names before topics are found. It may be the file of --names, to bring that
// up to date; another file that holds names is not written over.
func (a *app) checkNaming() error {
	if a.naming == "" {
		return nil
	}
	if folder := filepath.Dir(a.naming); a.naming == "-" || isFolder(a.naming) || !isFolder(folder) {
		return misused("--write-names: %s: name a file in a folder that is there", a.naming)
	}
	if err := apart("write-names", filepath.Dir(a.naming)); err != nil {
		return err
	}
	if a.output.toFile() && samePlace(a.naming, a.output.path) {
		return misused("--write-names and --output both name %s: name two files", a.naming)
	}
	if sameFile(a.naming, a.settings.names) {
		return nil
	}
	if err := a.spare(a.naming); err != nil {
		return misused("--write-names: %s would replace what is read: name another", a.naming)
	}
	if n := namesIn(a.naming); n > 0 {
		return misused("--write-names: %s holds %s already: keep them by --names %s, or name another file", a.naming, report.Count(n, "name"), a.naming)
	}
	return nil
}

// namesIn counts the names in a form that is there; a file that is none has none.
func namesIn(path string) int {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return 0
	}
	names, err := readOwn("write-names", path, parseNames)
	if err != nil {
		return 0
	}
	return len(names)
}

// samePlace tells whether two paths name one file, there or not. A device such as /dev/null may be named twice.
func samePlace(a, b string) bool {
	if info, err := os.Stat(a); err == nil {
		return info.Mode().IsRegular() && sameFile(a, b)
	}
	one, err1 := filepath.Abs(a)
	other, err2 := filepath.Abs(b)
	return err1 == nil && err2 == nil && one == other
}

func sameFile(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}

// writeNames writes the form, if it is asked for. Names that find no topic this time stand at its end: a topic may have
// them again when its papers are back.
func (a *app) writeNames(ctx context.Context, f *fitted, t *engine.Topics) error {
	if a.naming == "" {
		return nil
	}
	table := report.Table{Columns: nameColumns, Rows: func(yield func(report.Row, error) bool) {
		for topic := range t.Leaves() {
			n := t.NameOf(f.Documents(), topic)
			if !yield(report.Row{n.Topic, n.Name, t.Topics[topic].Label, joinIDs(n.Papers)}, nil) {
				return
			}
		}
		for _, n := range unplaced(f.Config().Names, t) {
			row := report.Row{nil, n.Name, "", joinIDs(n.Papers)}
			if len(n.Papers) == 0 {
				row[0] = n.Topic
			}
			if !yield(row, nil) {
				return
			}
		}
	}}
	return writeFile(ctx, a.naming, func(w io.Writer) error { return report.CSV(w, table) })
}

// unplaced are the names that no topic has, in their order. One that goes by a number that there is now has nothing to
// find a topic by.
func unplaced(names []engine.TopicName, t *engine.Topics) []engine.TopicName {
	placed := map[string]int{}
	for _, topic := range t.Leaves() {
		placed[topic.Name]++
	}
	var out []engine.TopicName
	for _, n := range names {
		if placed[n.Name]--; placed[n.Name] < 0 && (len(n.Papers) > 0 || t.Place(n.Topic) < 0) {
			out = append(out, n)
		}
	}
	return out
}

const betweenIDs = " | "

// joinIDs puts ids in one cell: with bars between them, or as JSON where one would not be read from that as it is.
func joinIDs(ids []string) string {
	plain := strings.Join(ids, betweenIDs)
	if slices.Equal(splitIDs(plain), ids) && report.OneLine(plain) == plain {
		return plain
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return plain
	}
	return string(list)
}

// splitIDs reads what joinIDs writes.
func splitIDs(cell string) []string {
	var ids []string
	switch {
	case cell == "":
		return nil
	case strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &ids) == nil:
		return ids
	}
	return strings.Split(cell, betweenIDs)
}

// parseNames reads CSV with a header: topic_id and name, and papers if names are to follow them; other columns are passed
// over, and so are lines without a name. A line with papers may go without a topic_id.
func parseNames(r io.Reader) ([]engine.TopicName, error) {
	lines := csv.NewReader(inUTF8(r))
	columns, err := readNameHeader(lines)
	if err != nil {
		return nil, err
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
		n, err := columns.read(row)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if before := first[n.Topic]; before > 0 {
			return nil, fmt.Errorf("line %d: topic %d stands in line %d already", line, n.Topic, before)
		}
		if n.Topic >= 0 {
			first[n.Topic] = line
		}
		if n.Name != "" {
			names = append(names, n)
		}
	}
}

// nameHeader is where the columns of a file of names stand; papers is -1 if there are none.
type nameHeader struct{ topic, name, papers int }

func readNameHeader(lines *csv.Reader) (nameHeader, error) {
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nameHeader{}, err
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	h := nameHeader{slices.Index(header, "topic_id"), slices.Index(header, "name"), slices.Index(header, "papers")}
	if h.topic < 0 || h.name < 0 {
		return h, errors.New("line 1: the columns topic_id and name are needed, with commas between them")
	}
	return h, nil
}

// read reads one row. A name that goes by its papers alone has the topic -1.
func (h nameHeader) read(row []string) (engine.TopicName, error) {
	n := engine.TopicName{Topic: -1, Name: report.OneLine(strings.TrimSpace(row[h.name]))}
	if h.papers >= 0 {
		n.Papers = splitIDs(row[h.papers])
	}
	number := strings.TrimSpace(row[h.topic])
	if number == "" && len(n.Papers) > 0 {
		return n, nil
	}
	var err error
	if n.Topic, err = strconv.Atoi(number); err != nil || n.Topic < 0 {
		return n, fmt.Errorf("%q is no topic_id: use a whole number of at least 0", row[h.topic])
	}
	return n, nil
}

// parseSeeds reads seeds, a line each: the name, a colon, and words and phrases with commas between them.
func parseSeeds(r io.Reader) ([]engine.Seed, error) {
	var seeds []engine.Seed
	err := eachEntry(r, func(line string) error {
		seed, err := parseSeed(line)
		if err == nil && slices.ContainsFunc(seeds, func(s engine.Seed) bool { return s.Name == seed.Name }) {
			err = fmt.Errorf("%s is named twice", seed.Name)
		}
		seeds = append(seeds, seed)
		return err
	})
	if err == nil && len(seeds) == 0 {
		err = errors.New("there is no seed in it")
	}
	if err != nil {
		return nil, err
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
