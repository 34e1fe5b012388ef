package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNoOutputReplacesAnInput(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{"x.jsonl": papers(), "q.csv": "p001\n", "c.csv": "k: 3\n", "stop.csv": "watched\n", "same.csv": "tide = ebb\n",
		"names.csv": "topic_id,name\n0,Mine\n", "seeds.csv": "Ice: glacier\n"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, link := range map[string]func(from, to string) error{"soft.csv": os.Symlink, "hard.csv": os.Link} {
		if err := link("x.jsonl", name); err != nil {
			t.Skip("no links here:", err)
		}
	}
	before := tree(t, ".")
	for _, args := range []string{
		"cluster x.jsonl -o x.jsonl", "topics x.jsonl -o ./x.jsonl", "cluster soft.csv -o x.jsonl --format csv", "cluster x.jsonl -o soft.csv",
		"cluster x.jsonl -o hard.csv", "cluster . -o x.jsonl", "info x.jsonl -o x.jsonl", "related x.jsonl --queries q.csv -o q.csv",
		"related x.jsonl --file q.csv -o q.csv", "topics x.jsonl -c c.csv -o c.csv", "topics x.jsonl --stopwords stop.csv -o stop.csv",
		"topics x.jsonl --names names.csv -o names.csv", "topics x.jsonl --seeds seeds.csv -o seeds.csv",
		"related x.jsonl --id p001 --not-in q.csv -o q.csv", "topics x.jsonl --synonyms same.csv -o same.csv",
	} {
		r := kindred(t, strings.Fields(args)...)
		if r.code != exitMisused || !strings.Contains(r.err, "would replace what is read") {
			t.Errorf("kindred %s exits with %d: %s", args, r.code, r.err)
		}
	}
	for name, content := range tree(t, ".") {
		if content != before[name] {
			t.Errorf("%s was changed", name)
		}
	}
	done(t, "cluster", "x.jsonl", "-o", "y.csv")
	done(t, "cluster", "x.jsonl", "-o", "y.csv") // what is not read may be replaced
}

func TestNoOutputReplacesStandardInput(t *testing.T) {
	path := corpusFile(t)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out, says strings.Builder
	if code := run(t.Context(), []string{"cluster", "-", "-o", path}, f, &out, &says); code != exitMisused || !strings.Contains(says.String(), "(standard input)") {
		t.Errorf("exit code %d, %s", code, says.String())
	}
	done(t, "cluster", path, "-o", filepath.Join(filepath.Dir(path), "out.csv"))
}
