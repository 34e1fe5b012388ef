package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tinyCorpora are corpora at the edge, each with the exit code that every command must give.
var tinyCorpora = []struct {
	name, content string
	flags         string
	code          int
}{
	{"nothing", "", "", exitNoDocuments},
	{"blank lines", "\n \n\n", "", exitNoDocuments},
	{"nothing usable", "{}\n", "", exitNoDocuments},
	{"one", docs("Honeybee colonies dance"), "", exitDone},
	{"one, k 3", docs("Honeybee colonies dance"), "-k 3", exitDone},
	{"two", docs("Honeybee colonies dance", "Glaciers melt into fjords"), "", exitDone},
	{"three", docs("Honeybee colonies dance", "Glaciers melt into fjords", "Lithium batteries"), "", exitDone},
	{"three, k 50", docs("Honeybee colonies dance", "Glaciers melt into fjords", "Lithium batteries"), "-k 50", exitDone},
	{"all identical", docs("Honeybees", "Honeybees", "Honeybees", "Honeybees"), "", exitDone},
	{"all identical, k 3", docs("Honeybees", "Honeybees", "Honeybees", "Honeybees"), "-k 3", exitDone},
	{"stop words alone", docs("the of and", "and the"), "", exitNoDocuments},
	{"one without text", docs("Honeybee colonies dance", "the of", "Honeybee swarms dance"), "", exitDone},
	{"vocabulary emptied", docs("Honeybee colonies", "Glaciers melt"), "--min-df 2", exitNoDocuments},
}

// docs is JSONL with a title a record, ids d1, d2, ...
func docs(titles ...string) string {
	var b strings.Builder
	for i, title := range titles {
		fmt.Fprintf(&b, "{\"id\": \"d%d\", \"title\": %q}\n", i+1, title)
	}
	return b.String()
}

func TestTinyCorpora(t *testing.T) {
	for _, c := range tinyCorpora {
		source := file(t, "tiny.jsonl", c.content)
		for _, command := range []string{"cluster", "topics", "related --all", "related --id d1", "related --text honeybee", "explain SOURCE d1 d1", "explain SOURCE d1 --topic own",
			"dups", "sweep", "run -o DIR"} {
			if !strings.Contains(command, "SOURCE") {
				command = strings.Replace(command+" ", " ", " SOURCE ", 1)
			}
			args := strings.Fields(strings.NewReplacer("SOURCE", source, "DIR", filepath.Join(t.TempDir(), "out")).Replace(command + " " + c.flags))
			r := kindred(t, args...)
			if r.code != c.code {
				t.Errorf("%s: kindred %s exits with %d, want %d: %s", c.name, command, r.code, c.code, r.err)
			}
			if c.code != exitDone && len(r.err) < 20 {
				t.Errorf("%s: kindred %s gives no reason: %q", c.name, command, r.err)
			}
			for _, wrong := range []string{"NaN", "Inf", "-0.000000"} {
				if strings.Contains(r.out, wrong) {
					t.Errorf("%s: kindred %s prints %s:\n%s", c.name, command, wrong, r.out)
				}
			}
		}
	}
}

func TestEveryPaperKeepsItsRow(t *testing.T) {
	for _, c := range tinyCorpora {
		if c.code != exitDone {
			continue
		}
		out := done(t, append([]string{"cluster", file(t, "tiny.jsonl", c.content)}, strings.Fields(c.flags)...)...).out
		if got, want := len(column(t, out, "doc_id")), strings.Count(c.content, "\n"); got != want {
			t.Errorf("%s: %d rows for %d papers", c.name, got, want)
		}
	}
	out := done(t, "cluster", file(t, "tiny.jsonl", docs("Honeybee colonies dance", "the of", "Honeybee swarms dance"))).out
	row := rowsOf(t, out)[2]
	if row[2] != "-1" || row[3] != "(no text)" || row[4] != "0.000000" || row[9] != "" {
		t.Errorf("a paper without text is %q", row)
	}
}

func TestFolders(t *testing.T) {
	empty := t.TempDir()
	if r := kindred(t, "topics", empty); r.code != exitNoDocuments {
		t.Errorf("an empty folder: exit code %d, %s", r.code, r.err)
	}
	useless := t.TempDir()
	if err := os.WriteFile(filepath.Join(useless, "a.bin"), []byte{0, 1, 2, 255}, 0o644); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "topics", useless); r.code != exitNoDocuments || !strings.Contains(r.err, "a.bin") {
		t.Errorf("a folder with nothing usable: exit code %d, %s", r.code, r.err)
	}
	texts := t.TempDir()
	for name, text := range map[string]string{"a.txt": "Honeybees dance.\n", "b.txt": "Glaciers melt.\n"} {
		if err := os.WriteFile(filepath.Join(texts, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r := done(t, "cluster", texts); len(column(t, r.out, "doc_id")) != 2 {
		t.Errorf("a folder of texts gives\n%s", r.out)
	}
}

func TestStandardInput(t *testing.T) {
	fromFile := done(t, "cluster", corpusFile(t), "-k", "4").out
	if r := kindredFrom(t, papers(), "cluster", "-", "-k", "4"); r.code != exitDone || r.out != fromFile {
		t.Errorf("exit code %d, %s; the output is the same: %v", r.code, r.err, r.out == fromFile)
	}
}
