package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// themes are the subjects of the test corpus and the words that its papers are made of.
var themes = []struct{ name, words string }{
	{"bees", "honeybee colony waggle nectar foraging hive pollen swarm queen brood apiary dance"},
	{"glaciers", "glacier moraine meltwater crevasse firn icefall calving ablation snowpack icecap fjord basal"},
	{"batteries", "lithium cathode anode electrolyte dendrite separator voltage charging lattice graphite sulfide cell"},
	{"proofs", "lemma theorem topology manifold homology sheaf functor cohomology knot algebra group ring"},
}

const papersPerTheme = 10

// papers is the test corpus: JSONL, papers p001 to p040, ten a theme in turn, each with words of its theme that the
// number of the paper picks. The last is a copy of the first but for its id.
func papers() string {
	var b strings.Builder
	for i := range len(themes) * papersPerTheme {
		n := i
		if i == len(themes)*papersPerTheme-1 {
			n = 0
		}
		theme := themes[n%len(themes)]
		words := strings.Fields(theme.words)
		pick := func(j int) string { return words[(n/len(themes)+[]int{0, 1, 3, 4, 5, 8, 10}[j])%len(words)] }
		record := map[string]any{
			"id":    fmt.Sprintf("p%03d", i+1),
			"title": fmt.Sprintf("On %s and %s near the %s number%d", pick(0), pick(1), pick(2), n),
			"abstract": fmt.Sprintf("We watched %s beside %s. The %s kept its %s, and %s followed %s closely. Thus %s.",
				pick(3), pick(4), pick(5), pick(0), pick(1), pick(2), pick(6)),
			"year": 2000 + n%7, "label": theme.name,
		}
		line, _ := json.Marshal(record)
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// result is what one call of the program gave.
type result struct {
	code     int
	out, err string
}

// kindred calls the program with nothing on its standard input.
func kindred(t *testing.T, args ...string) result {
	t.Helper()
	return kindredFrom(t, "", args...)
}

func kindredFrom(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return result{code, out.String(), err.String()}
}

// done calls the program and fails the test unless it exits with 0.
func done(t *testing.T, args ...string) result {
	t.Helper()
	r := kindred(t, args...)
	if r.code != 0 {
		t.Fatalf("kindred %q exits with %d: %s", args, r.code, r.err)
	}
	return r
}

// file writes a file into a new folder and returns its path.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func corpusFile(t *testing.T) string {
	t.Helper()
	return file(t, "papers.jsonl", papers())
}

// rowsOf reads CSV back, the header first.
func rowsOf(t *testing.T, s string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatalf("%v in\n%s", err, s)
	}
	return rows
}

// column returns the cells of one column of CSV.
func column(t *testing.T, s, name string) []string {
	t.Helper()
	rows := rowsOf(t, s)
	for i, head := range rows[0] {
		if head == name {
			var cells []string
			for _, row := range rows[1:] {
				cells = append(cells, row[i])
			}
			return cells
		}
	}
	t.Fatalf("no column %s in %v", name, rows[0])
	return nil
}

func TestExitCodes(t *testing.T) {
	source := corpusFile(t)
	empty, mute := file(t, "empty.jsonl", ""), file(t, "mute.jsonl", docs("the of and", "we are"))
	for _, c := range []struct {
		args string
		code int
		says string // on standard error
	}{
		{"topics SOURCE -k 4", exitDone, ""},
		{"--help", exitDone, ""},
		{"related --help", exitDone, ""},
		{"nope", exitMisused, `unknown command "nope"`},
		{"topic SOURCE", exitMisused, "did you mean topics?"},
		{"topics", exitMisused, "no source named"},
		{"topics SOURCE --nope", exitMisused, "unknown flag: --nope"},
		{"topics SOURCE -k 0", exitMisused, "use auto or a whole number of at least 1"},
		{"topics SOURCE -k", exitMisused, "flag needs an argument"},
		{"topics SOURCE --levels 0", exitMisused, "use a whole number of at least 1"},
		{"topics SOURCE --stability 1", exitMisused, "use off or a whole number of at least 2"},
		{"topics SOURCE -k 3 --stability off --levels 2", exitDone, ""},
		{"topics SOURCE --weighting x", exitMisused, "use one of bm25, tfidf, log, sklearn"},
		{"topics SOURCE --format xls", exitMisused, "use one of table, csv, json, jsonl, md, parquet"},
		{"topics SOURCE --columns x", exitMisused, `unknown column "x"; the columns are topic_id, label`},
		{"topics SOURCE --columns=", exitMisused, "use names with commas between them"},
		{"topics SOURCE --columns label,,size", exitMisused, "use names with commas between them"},
		{"topics EMPTYTEXT", exitNoDocuments, "not one document has a usable term: check --fields and --language, or try --stopwords none"},
		{"topics SOURCE -o DIR", exitMisused, "is a folder"},
		{"topics SOURCE -o DIR/no/x.csv", exitMisused, "there is no folder"},
		{"topics SOURCE --stopwords DIR/no", exitMisused, "use default, none or a file"},
		{"related SOURCE --id p001 --since 31.5.2024", exitMisused, "use a year, a month or a day"},
		{"topics SOURCE --synonyms DIR/no", exitMisused, "--synonyms: open"},
		{"topics SOURCE --synonyms DIR", exitMisused, "is a folder"},
		{"topics SOURCE --synonyms SOURCE", exitMisused, "line 1"},
		{"topics SOURCE --stem --no-stem", exitMisused, "--stem and --no-stem exclude each other"},
		{"topics DIR/no.jsonl", exitFailed, "no such file"},
		{"topics SOURCE --fields nope", exitMisused, `no paper has a field "nope"; there are title, abstract, keywords, categories, authors, venue`},
		{"topics SOURCE --min-df 41", exitNoDocuments, "--min-df"},
		{"topics SOURCE -o DIR/x.csv.gz", exitMisused, "let the name end in .csv, .json, .jsonl, .parquet or .md"},
		{"cluster SOURCE -o DIR/x.tsv", exitMisused, "let the name end in .csv, .json, .jsonl, .parquet, .bib, .ris or .md"},
		{"cluster SOURCE --output=", exitMisused, "name a file"},
		{"run SOURCE --output=", exitMisused, "name a folder"},
		{"explain SOURCE p001 p002 --topic 1", exitMisused, "there is no source p001; if it is a paper: A B and --topic exclude each other"},
		{"--version", exitDone, ""},
		{"topics SOURCE -k 4 --language en-GB", exitDone, ""},
		{"topics EMPTY", exitNoDocuments, "empty.jsonl"},
		{"related SOURCE", exitMisused, "nothing to be near to"},
		{"related SOURCE --id p999", exitMisused, `no paper has the id or the title "p999"`},
		{"related SOURCE --id p001 --all", exitMisused, "--id and --all exclude each other"},
		{"related SOURCE --id p001 -n -1", exitMisused, "at least 0"},
		{"related SOURCE --file DIR/no", exitMisused, "no such file"},
		{"related - --file -", exitMisused, "standard input can be the source or the question, not both"},
		{"related SOURCE --queries DIR/no", exitMisused, "no such file"},
		{"explain SOURCE", exitMisused, "the two papers"},
		{"explain SOURCE p001 p999", exitMisused, `no paper has the id or the title "p999"`},
		{"explain SOURCE p001 --topic 99", exitMisused, "use own or a number from 0 to"},
		{"run", exitMisused, "no source named"},
		{"run SOURCE -o SOURCE", exitMisused, "is a file"},
		{"run SOURCE -o -", exitMisused, "name a folder"},
		{"config validate", exitMisused, "no config file named"},
		{"config validate DIR/no", exitMisused, "no such file"},
		{"completion tcsh", exitMisused, "name one shell: bash, zsh, fish, powershell"},
		{"completion", exitMisused, "name one shell"},
		{"version x", exitMisused, "x"},
	} {
		r := kindred(t, strings.Fields(strings.NewReplacer("SOURCE", source, "EMPTYTEXT", mute, "EMPTY", empty, "DIR", t.TempDir()).Replace(c.args))...)
		if r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("kindred %s exits with %d, want %d saying %q; it says %s", c.args, r.code, c.code, c.says, r.err)
		}
		if c.code != exitDone && (r.out != "" || !strings.Contains(r.err, "kindred: ")) {
			t.Errorf("kindred %s fails with %q on standard output, %q on standard error", c.args, r.out, r.err)
		}
		if hint := strings.Contains(r.err, "--help\n"); hint != (c.code == exitMisused) && c.args != "run" {
			t.Errorf("kindred %s: the hint is given: %v; it says %s", c.args, hint, r.err)
		}
	}
}

func TestRunWithoutSourcePrintsItsUsage(t *testing.T) {
	if r := kindred(t, "run"); r.code != exitMisused || !strings.Contains(r.err, "Usage:\n  kindred run") || r.out != "" {
		t.Errorf("exit code %d, %q, %q", r.code, r.out, r.err)
	}
}

func TestAnUnknownIDListsTheNearestTitles(t *testing.T) {
	r := kindred(t, "related", corpusFile(t), "--id", "honeybee and colony near the hive")
	if r.code != exitMisused || !strings.Contains(r.err, "the nearest are:\n  p") || !strings.Contains(r.err, "honeybee") {
		t.Errorf("exit code %d, %s", r.code, r.err)
	}
	r = kindred(t, "related", corpusFile(t), "--id", "glacier")
	if r.code != exitMisused || !strings.Contains(r.err, "name one by its id or by more of its title:\n  p") {
		t.Errorf("ambiguous: exit code %d, %s", r.code, r.err)
	}
}

// gone is a pipe whose reader has left after some bytes.
type gone struct{ room int }

func (g *gone) Write(b []byte) (int, error) {
	if g.room -= len(b); g.room < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(b), nil
}

func TestAClosedPipeIsNoFailure(t *testing.T) {
	source := corpusFile(t)
	for _, args := range [][]string{{"cluster", source}, {"topics", source, "--format", "json"}, {"related", source, "--all", "-n", "0"}, {"version"}, {"--help"}} {
		var err bytes.Buffer
		if code := run(t.Context(), args, nil, &gone{10}, &err); code != exitDone || strings.Contains(err.String(), "pipe") {
			t.Errorf("kindred %q into a closed pipe exits with %d: %s", args, code, err.String())
		}
	}
}

func TestAFullDiskIsAFailure(t *testing.T) {
	var err bytes.Buffer
	if code := run(t.Context(), []string{"cluster", corpusFile(t)}, nil, full{}, &err); code != exitFailed || !strings.Contains(err.String(), "no room") {
		t.Errorf("exit code %d, %s", code, err.String())
	}
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no room") }

func TestAnInterruptLeavesNothing(t *testing.T) {
	source, dir := corpusFile(t), t.TempDir()
	for _, args := range [][]string{{"cluster", source, "-o", filepath.Join(dir, "a.csv")}, {"run", source, "-o", filepath.Join(dir, "out")}} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out, err bytes.Buffer
		if code := run(ctx, args, nil, &out, &err); code != exitInterrupted || !strings.HasSuffix(err.String(), "kindred: interrupted\n") {
			t.Errorf("kindred %q exits with %d: %s", args, code, err.String())
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("kindred %q leaves %v", args, left)
		}
	}
}

func TestTopicsOfTheTestCorpus(t *testing.T) {
	r := done(t, "cluster", corpusFile(t), "-k", "4")
	topics := map[string]string{}
	for i, topic := range column(t, r.out, "topic_id") {
		theme := themes[i%len(themes)].name
		if i == len(themes)*papersPerTheme-1 {
			theme = themes[0].name
		}
		if seen, ok := topics[theme]; ok && seen != topic {
			t.Errorf("paper %d about %s is in topic %s, others are in %s", i+1, theme, topic, seen)
		}
		topics[theme] = topic
	}
	if len(topics) != 4 {
		t.Errorf("themes have the topics %v", topics)
	}
	if dup := column(t, r.out, "duplicate_of"); dup[39] != "p001" || dup[0] != "" {
		t.Errorf("duplicate_of is %q", dup)
	}
}

func TestEveryCommandExample(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{"papers.jsonl": papers(), "job.yaml": "source: papers.jsonl\noutput: job-out\nk: 3\n", "read.txt": "p018\np019\n",
		"withdrawn.txt": "p020\n", "today.jsonl": `{"id": "new", "title": "How bees find home"}`, "draft.jsonl": `{"title": "Dunes by the sea"}`} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	done(t, "cluster", "papers.jsonl", "-k", "3", "-o", "library.bib")
	done(t, "cluster", "papers.jsonl", "-k", "3", "--format", "csv-augmented", "-o", "scopus.csv")
	done(t, "index", "papers.jsonl", "-k", "3", "-o", "papers.kindred")
	root := (&app{stdout: &pipe{}}).command()
	count := 0
	for _, cmd := range append(root.Commands(), root) {
		if cmd.Hidden {
			continue
		}
		run := kindred
		if cmd.Name() == "serve" { // it ends when it is told to
			run = kindredToldToStop
		}
		if cmd.Short == "" || cmd.Long == "" || cmd.Example == "" {
			t.Errorf("kindred %s lacks a Short, a Long or an Example", cmd.Name())
		}
		for line := range strings.Lines(cmd.Example) {
			args := words(t, line)
			if r := run(t, args[1:]...); r.code != exitDone {
				t.Errorf("%s exits with %d: %s", strings.TrimSpace(line), r.code, r.err)
			}
			count++
		}
	}
	if count < 20 {
		t.Errorf("only %d examples were run", count)
	}
}

// words splits a command line at spaces outside double quotes.
func words(t *testing.T, line string) []string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimSpace(line)))
	r.Comma = ' '
	fields, err := r.Read()
	if err != nil || fields[0] != "kindred" {
		t.Fatalf("example %q: %v", line, err)
	}
	return fields
}

func TestVersionAndCompletion(t *testing.T) {
	if r := done(t, "version"); !strings.HasPrefix(r.out, "kindred ") || !strings.Contains(r.out, "\ncommit ") || !strings.Contains(r.out, "\ngo1.") {
		t.Errorf("version prints %s", r.out)
	}
	if version, flag := done(t, "version").out, done(t, "--version").out; flag != version {
		t.Errorf("--version prints %s", flag)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := done(t, "completion", shell); !strings.Contains(r.out, "kindred") || len(r.out) < 1000 {
			t.Errorf("completion for %s is %d bytes", shell, len(r.out))
		}
	}
}
