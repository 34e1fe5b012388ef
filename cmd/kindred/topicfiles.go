package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
			if !yield(report.Row{topic, n.Name, t.Topics[topic].Label, joinIDs(n.Papers)}, nil) {
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
		if placed[n.Name]--; placed[n.Name] < 0 && (len(n.Papers) > 0 || n.Topic >= t.K) {
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

// readOwn reads a file of what the user knows, named by a flag; none says nothing. UTF-16 with its mark, as spreadsheets
// save it, is converted; what is no text in UTF-8 is an error that says where.
func readOwn[T any](flag, path string, parse func(io.Reader) ([]T, error)) ([]T, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, misused("--%s: %w", flag, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(inUTF8(f), maxOwn+1))
	if err == nil {
		err = checkText(b)
	}
	var said []T
	if err == nil {
		said, err = parse(bytes.NewReader(b))
	}
	if err != nil {
		return nil, misused("--%s: %s: %s", flag, path, message(err))
	}
	return said, nil
}

// maxOwn bounds such a file in bytes.
const maxOwn = 64 << 20

// checkText says in which line a file is no text in UTF-8, or that it is too long.
func checkText(b []byte) error {
	if len(b) > maxOwn {
		return fmt.Errorf("it is larger than %d MiB: is this the right file?", maxOwn>>20)
	}
	n := 0
	for line := range bytes.Lines(b) {
		if n++; !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return fmt.Errorf("line %d: not UTF-8: save the file as text in that encoding", n)
		}
	}
	return nil
}

// parseNames reads CSV with a header: topic_id and name, and papers if names are to follow them; other columns are passed
// over, and so are lines without a name. A line with papers may go without a topic_id.
func parseNames(r io.Reader) ([]engine.TopicName, error) {
	lines := csv.NewReader(inUTF8(r))
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
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
		n := engine.TopicName{Topic: -1, Name: report.OneLine(strings.TrimSpace(row[name]))}
		if papers >= 0 {
			n.Papers = splitIDs(row[papers])
		}
		if number := strings.TrimSpace(row[id]); number != "" || len(n.Papers) == 0 {
			if n.Topic, err = strconv.Atoi(number); err != nil || n.Topic < 0 {
				return nil, fmt.Errorf("line %d: %q is no topic_id: use a whole number of at least 0", line, row[id])
			}
			if before, twice := first[n.Topic]; twice {
				return nil, fmt.Errorf("line %d: topic %d stands in line %d already", line, n.Topic, before)
			}
			first[n.Topic] = line
		}
		if n.Name != "" {
			names = append(names, n)
		}
	}
}

// parseSeeds reads seeds, a line each: the name, a colon, and words and phrases with commas between them. Blank
// lines are passed over, and so is what follows a # at the beginning of a line or behind white space.
func parseSeeds(r io.Reader) ([]engine.Seed, error) {
	var seeds []engine.Seed
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxText)
	n := 0
	for lines.Scan() {
		n++
		line := comment.ReplaceAllString(strings.TrimPrefix(lines.Text(), "\uFEFF"), "")
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
		return nil, fmt.Errorf("line %d: %w", n+1, tooLong(err))
	}
	if len(seeds) == 0 {
		return nil, errors.New("there is no seed in it")
	}
	return seeds, nil
}

var comment = regexp.MustCompile(`(^|\s)#.*`)

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
