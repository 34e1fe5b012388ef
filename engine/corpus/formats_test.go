package corpus

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestGivenFirst(t *testing.T) {
	for name, want := range map[string]string{
		"Byron, Ada": "Ada Byron", " Byron ,\n Ada  King ": "Ada King Byron", "Ada Byron": "Ada Byron", "Byron, Ada, Jr.": "Ada Byron Jr.",
		"Byron, III, Ada": "Ada Byron III", "Byron,": "Byron,", ", Ada": ", Ada", "The Tide Group, Lab A, Room 2": "The Tide Group, Lab A, Room 2", "": "",
	} {
		if got := givenFirst(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestOwnFormat: a format from the table is read before a file that looks so is refused, and the names in Options beat its own.
func TestOwnFormat(t *testing.T) {
	old := formats
	defer func() { formats = old }()
	formats = []reader{{"own", func(head []byte) bool { return string(head[:5]) == "%PDF-" },
		func(in *input, m *mapping, o Options) (splitter, decoder, error) {
			decode := func(raw []byte, _ Origin, _ func(kind, message string)) (Document, error) {
				d := Document{Title: "T"}
				m.finish(&d, record{{"Colour", value{text: "red"}}, {"doi", value{text: "10.1234/x"}}}.fields)
				return d, nil
			}
			return &jsonLines{lines: newLines(in, o.MaxRecord)}, decode, nil
		}}}
	c := mustRead(t, Options{LabelField: "colour", IDField: "DOI", TitleField: "title"}, "\n%PDF-1\n")
	d := c.Documents[0]
	if c.Files[0].Format != "own" || len(c.Documents) != 1 || d.Labels[0] != "red" || d.ID != "10.1234/x" || d.Title != "T" || len(problem(c, kindNoField).Message) > 0 {
		t.Errorf("%s %+v %v", c.Files[0].Format, c.Documents, c.Problems)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// TestFormats reads every file of testdata/formats, and compares what comes out with the golden file beside it.
func TestFormats(t *testing.T) {
	files, err := filepath.Glob("testdata/formats/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			s, err := Open([]string{file}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			c, err := s.Load(context.Background())
			if c == nil {
				t.Fatal(err)
			}
			golden := file + ".golden"
			got := filepath.ToSlash(described(c))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || got != string(want) {
				t.Errorf("%v; read with -update and look at the difference:\n%s", err, got)
			}
		})
	}
}

// described writes a collection for people to read.
func described(c *Collection) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", name, strings.ReplaceAll(text, "\n", "\n             "))
		}
	}
	for _, f := range c.Files {
		fmt.Fprintf(&b, "%s: %d records, %d kept, %d skipped\n", f.Format, f.Records, f.Kept, f.Skipped)
	}
	for _, p := range c.Problems {
		fmt.Fprintf(&b, "%s: %s\n", p.Kind, p)
	}
	for _, d := range c.Documents {
		fmt.Fprintf(&b, "%s\n", d.ID)
		for _, name := range sortedKeys(d.IDs) {
			line(name, d.IDs[name])
		}
		line("title", d.Title)
		line("abstract", d.Abstract)
		line("authors", strings.Join(d.Authors, " | "))
		line("date", d.DateString())
		line("categories", strings.Join(d.Categories, " | "))
		line("keywords", strings.Join(d.Keywords, " | "))
		line("labels", strings.Join(d.Labels, " | "))
		line("venue", d.Venue)
		line("url", d.URL)
		line("language", d.Lang)
		for _, name := range sortedKeys(d.Fields) {
			line("("+name+")", d.Fields[name])
		}
		for _, o := range d.Origins {
			line("from", fmt.Sprintf("line %d, bytes %d+%d", o.Line, o.Offset, o.Length))
		}
	}
	return b.String()
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
