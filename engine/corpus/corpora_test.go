package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedFile finds a file of the evaluation corpora beside the module, or skips.
func sharedFile(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no go.mod above the test: cannot find the evaluation corpora")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", "corpora", name)
	if matches, _ := filepath.Glob(path); len(matches) == 0 {
		t.Skipf("the evaluation corpora are not here (no %s beside the module)", name)
	}
	return path
}

func load(t *testing.T, names ...string) *Collection {
	t.Helper()
	return mustLoad(t, Options{}, names...)
}

// TestCorporaWhole: one document a line, counted by other code, with ids unique and origins that hold the record.
func TestCorporaWhole(t *testing.T) {
	files, err := filepath.Glob(sharedFile(t, "*.jsonl*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no file to test", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			plain := readPlain(t, file)
			want := 0
			lines := bufio.NewScanner(bytes.NewReader(plain))
			lines.Buffer(nil, 1<<20)
			for lines.Scan() {
				if strings.TrimSpace(lines.Text()) != "" {
					want++
				}
			}
			c := load(t, file)
			if len(c.Documents) != want || c.Files[0].Kept != want || c.Files[0].Skipped != 0 {
				t.Fatalf("%d documents of %d lines, info %+v, problems %v", len(c.Documents), want, c.Files[0], c.Problems)
			}
			checkOrigins(t, c, plain)
		})
	}
}

func readPlain(t *testing.T, file string) []byte {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(file, ".gz") {
		return raw
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func checkOrigins(t *testing.T, c *Collection, plain []byte) {
	t.Helper()
	ids := map[string]bool{}
	for _, d := range c.Documents {
		if ids[d.ID] {
			t.Fatalf("id %q twice", d.ID)
		}
		ids[d.ID] = true
		for _, o := range d.Origins {
			record := plain[o.Offset : o.Offset+o.Length]
			if record[0] != '{' || record[len(record)-1] != '}' || len(plain) < 1<<20 && bytes.Count(plain[:o.Offset], []byte("\n"))+1 != o.Line {
				t.Fatalf("origin %+v of %q holds %.40q", o, d.ID, record)
			}
		}
	}
}

// TestCorporaPage counts the papers of the saved page by another rule: a line of over 300 bytes is an abstract, and
// the last line before it that is not blank is its title.
func TestCorporaPage(t *testing.T) {
	file := sharedFile(t, "000_43947a4618706eff.txt")
	var titles, abstracts []string
	last := ""
	for line := range strings.Lines(string(readPlain(t, file))) {
		line = strings.Join(strings.Fields(line), " ")
		if len(line) > 300 {
			titles, abstracts = append(titles, last), append(abstracts, line)
		}
		if line != "" {
			last = line
		}
	}
	c := load(t, file)
	if len(c.Documents) != 81 || len(titles) != 81 || c.Files[0].Format != formatPage {
		t.Fatalf("%d papers, counted %d, format %s", len(c.Documents), len(titles), c.Files[0].Format)
	}
	for i, d := range c.Documents {
		if d.Title != titles[i] || d.Abstract != abstracts[i] || d.Title == "" {
			t.Errorf("paper %d: %q / %.60q, want %q / %.60q", i, d.Title, d.Abstract, titles[i], abstracts[i])
		}
	}
}
