package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// peers is a program that stands for Python and its script: scikit-learn takes 3 seconds for anything, scipy beside it
// 5 for neighbours; a k-means has 6 passes.
func peers(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "peers")
	script := fmt.Sprintf(`#!/bin/sh
[ "$1" = -c ] && { echo whistles; exit; }
for folder; do :; done
[ "$2" = vectorize ] || { cp %s/* "$folder"; echo 0 >"$folder/queries.txt"; printf '0\n0\n' >"$folder/labels.txt"; }
echo "{\"peer\": \"scikit-learn 9\", \"task\": \"$2\", \"wall_s\": 3, \"cpu_s\": 3, \"passes\": 6}"
[ "$2" = knn ] && echo '{"peer": "scipy", "task": "product", "wall_s": 5, "cpu_s": 5}'
exit 0
`, dumped(t))
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReportByHand(t *testing.T) {
	file, page := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz"), filepath.Join(t.TempDir(), "BENCHMARKS.md")
	code, _, errs := bench("report", "--python", peers(t), "--peers", "x", "--times", "1", "--only", "vectorize,kmeans,knn,job-terms", "--sizes", "30,60", "-o", page, file)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, errs)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, " | "); len(cells) == 9 {
			rows[strings.TrimPrefix(cells[0], "| ")+", "+cells[3]] = strings.Join([]string{cells[4], cells[5], strings.TrimSpace(cells[8])}, " ")
		}
	}
	for row, want := range map[string]string{
		"files to TF-IDF matrix, scikit-learn 9 vectorize":                "3 3 10x |",
		"k-means, a pass, k = 100, scikit-learn 9 kmeans":                 "0.5 0.5 15x |",
		"ten nearest of 1,000 papers, scikit-learn 9 knn":                 "3 3 80x |",
		"ten nearest of 1,000 papers, scipy product":                      "5 5 30x |",
		"k-means, a pass, k = 20, scikit-learn 9 kmeans":                  "0.5 0.5 4x |",
		"k-means, a pass of the first 5, k = 1000, scikit-learn 9 kmeans": "0.5 0.5 |",
	} {
		if rows[row] != want {
			t.Errorf("%s: %q, want %q\n%s", row, rows[row], want, text)
		}
	}
	for _, want := range []string{
		"\n| k-means, k = 1000, all passes | ", " | 100x |\n",
		"\n| stage | 1 thread | 2 threads | ratio |\n", "\n| kmeans -k 100 | ",
		"\n## kindred cluster -k 100 --lsa off\n", "\n| papers | 30 | 60 |\n", "\n| clustering | ", "\n| most memory, MiB | ",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

// A job comes back to a stretch, and the time between two signs is that of the first.
func TestPartsOfAJob(t *testing.T) {
	var p parts
	for _, name := range []string{"reading", "counting", "reading", ""} {
		p.begin(name)
		time.Sleep(2 * time.Millisecond)
	}
	if len(p.list) != 3 || p.list[0].Name != "reading" || p.list[0].Wall < 0.004 || p.list[1].Wall < 0.002 || p.list[2].Wall != 0 {
		t.Errorf("%v", p.list)
	}
}

func TestReportSaysWhatFailed(t *testing.T) {
	file := filepath.Join(folder(t, bySubject), "wos210.jsonl.gz")
	code, _, errs := bench("report", "--python", "false", "--only", "vectorize", file)
	if code != exitFailed || !strings.Contains(errs, "files to TF-IDF matrix: false: the stop words of scikit-learn") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
