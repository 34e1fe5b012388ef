package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files and the sessions of README.md anew")

// TestGoldenReadme runs the console sessions of README.md: each line that starts with "$ kindred" is run at the top of
// a copy of the sample, and must print what stands under it.
func TestGoldenReadme(t *testing.T) {
	top, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(top, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile(filepath.Join(top, "testdata/sample/sample.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("testdata/sample", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/sample/sample.jsonl", sample, 0o644); err != nil {
		t.Fatal(err)
	}
	got, sessions := replay(t, string(text))
	if sessions < 6 {
		t.Fatalf("README.md has %d commands in console blocks; it had more", sessions)
	}
	if got == string(text) {
		return
	}
	if !*update {
		t.Fatalf("README.md shows other output than the commands print; read the difference after\n  go test ./cmd/kindred -run GoldenReadme -update\n%s", firstDifference(string(text), got))
	}
	if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

// replay returns the text with what each command prints now in place of what stands under it.
func replay(t *testing.T, text string) (string, int) {
	var out strings.Builder
	inside, commands := false, 0
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console\n"
			out.WriteString(line)
		case inside && strings.HasPrefix(line, "$ kindred "):
			commands++
			out.WriteString(line)
			out.WriteString(printed(t, strings.TrimSpace(strings.TrimPrefix(line, "$ kindred "))))
		case !inside:
			out.WriteString(line)
		}
	}
	return out.String(), commands
}

// printed runs a command line, split as a shell splits words, and returns what it prints.
func printed(t *testing.T, line string) string {
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), shellWords(line), strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Errorf("kindred %s: exit %d: %s", line, code, stderr.String())
	}
	return stdout.String() + stderr.String()
}

// shellWords splits at spaces outside quotes of either kind.
func shellWords(line string) []string {
	var words []string
	for _, word := range regexp.MustCompile(`'[^']*'|"[^"]*"|[^\s'"]+`).FindAllString(line, -1) {
		if strings.ContainsAny(word[:1], `'"`) {
			word = word[1 : len(word)-1]
		}
		words = append(words, word)
	}
	return words
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "README.md: " + w[i] + "\nprinted:   " + g[i]
		}
	}
	return "one is longer"
}
