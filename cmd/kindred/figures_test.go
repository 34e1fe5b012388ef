package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var figureNames = []string{"map.png", "sizes.png", "tree.png"}

func TestFiguresAreTheSameEveryTime(t *testing.T) {
	var before [][]byte
	for _, threads := range []string{"1", "3"} {
		folder := filepath.Join(t.TempDir(), "talk", "pictures")
		r := kindred(t, "report", corpusFile(t), "--figures", folder, "--threads", threads)
		if r.code != 0 || r.out != "" {
			t.Fatalf("%d, %s%s", r.code, r.out, r.err)
		}
		for i, name := range figureNames {
			b := readFile(t, filepath.Join(folder, name))
			if c, err := png.DecodeConfig(bytes.NewReader(b)); err != nil || c.Width != 1600 {
				t.Errorf("%s: %v, %v", name, c, err)
			}
			if len(before) > i && !bytes.Equal(before[i], b) {
				t.Errorf("on %s threads %s is another", threads, name)
			}
			before = append(before, b)
		}
	}
}

func TestFiguresBesideAReport(t *testing.T) {
	folder := t.TempDir()
	page := reported(t, "r.html", "--figures", folder)
	if !bytes.Equal(page, reported(t, "r.html")) {
		t.Error("with pictures the page is another")
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != len(figureNames) {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

func TestFiguresSayWhatTheyCannotWrite(t *testing.T) {
	source := file(t, "papers.jsonl", `{"title":"冰川融化 冰川","abstract":"冰川融化于海湾"}`+"\n"+`{"title":"冰川融化的海湾","abstract":"冰川融化"}`+"\n")
	r := kindred(t, "report", source, "-k", "1", "--min-df", "1", "--figures", t.TempDir())
	if r.code != 0 || !strings.Contains(r.err, "the font of pictures lacks signs in the labels of 1 topic (") {
		t.Errorf("%d, %s", r.code, r.err)
	}
}

func TestFiguresNeedAFolderOfTheirOwn(t *testing.T) {
	index := filepath.Join(t.TempDir(), "x.kindred")
	done(t, "index", corpusFile(t), "-o", index)
	for folder, says := range map[string]string{corpusFile(t): "is a file; name a folder", index: "is an index"} {
		if r := kindred(t, "report", corpusFile(t), "--figures", folder); r.code != exitMisused || !strings.Contains(r.err, says) {
			t.Errorf("%s: %d, %s", folder, r.code, r.err)
		}
	}
	linked := filepath.Join(t.TempDir(), "pictures")
	if err := os.Mkdir(linked, 0o700); err != nil {
		t.Fatal(err)
	}
	papers := filepath.Join(linked, "map.png")
	if err := os.WriteFile(papers, readFile(t, corpusFile(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := kindred(t, "report", papers, "--figures", linked); r.code != exitMisused || !strings.Contains(r.err, "would replace what is read") {
		t.Errorf("%d, %s", r.code, r.err)
	}
}
