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

// TestAnIndexSparesWhatIsRead as files do: what a question or an addition is made of stays.
func TestAnIndexSparesWhatIsRead(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "3")
	first, _, _ := strings.Cut(papers(), "\n")
	mine := file(t, "mine.jsonl", first+"\n")
	for _, args := range [][]string{
		{"add", path, mine}, {"assign", path, mine}, {"related", path, "--queries", mine}, {"related", path, "--id", "p01", "--not-in", mine},
		{"related", path, "--file", mine},
	} {
		if r := kindred(t, append(args, "-o", mine)...); r.code != exitMisused || !strings.Contains(r.err, "would replace what is read") {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
		if b, err := os.ReadFile(mine); err != nil || string(b) != first+"\n" {
			t.Fatalf("%q wrote over what it reads: %q, %v", args, b, err)
		}
	}
}

// TestTheFolderOfAnIndexIsItsOwn whatever it is called: nothing else is written there.
func TestTheFolderOfAnIndexIsItsOwn(t *testing.T) {
	source := corpusFile(t)
	path := indexed(t, source, "-k", "3")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	for _, args := range [][]string{
		{"topics", path, "--format", "csv", "-o", filepath.Join(path, "current")}, {"topics", source, "-o", filepath.Join(link, "topics.csv")},
		{"topics", path, "--write-names", filepath.Join(path, "names.csv")}, {"info", path, "-o", filepath.Join(path, "info.csv")},
		{"report", path, "-o", filepath.Join(path, "report.html")}, {"diff", path, path, "-o", filepath.Join(path, "diff.csv")},
		{"run", source, "-o", path}, {"run", source, "-o", link}, {"topics", source, "--checkpoint", path},
	} {
		if r := kindred(t, args...); r.code != exitMisused || !strings.Contains(r.err, "is an index, whose folder is for that alone") {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
	}
	for _, args := range [][]string{{"index", source, "-o", path, "--checkpoint", path}, {"topics", path, "--checkpoint", t.TempDir()}} {
		if r := kindred(t, args...); r.code != exitMisused || !strings.Contains(r.err, "--checkpoint") {
			t.Errorf("%q: %d %s", args, r.code, r.err)
		}
	}
	if entries, err := os.ReadDir(path); err != nil || len(entries) != 3 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	done(t, "verify", path)
}
