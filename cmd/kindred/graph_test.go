package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every paper is a node, and the graph is the same on any number of threads.
func TestRelatedAsAGraph(t *testing.T) {
	source, folder := corpusFile(t), t.TempDir()
	var first string
	for _, threads := range []string{"1", "3"} {
		path := filepath.Join(folder, "g.graphml")
		done(t, "related", source, "--all", "-n", "3", "-o", path, "--threads", threads)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(b, new(struct{})); err != nil || strings.Count(string(b), "<node ") != 40 {
			t.Errorf("%v, %d nodes", err, strings.Count(string(b), "<node "))
		}
		if first == "" {
			first = string(b)
		} else if first != string(b) {
			t.Error("three threads write another graph")
		}
	}
	r := done(t, "related", source, "--text", "glaciers melt and bees dance", "-n", "2", "--format", "gml")
	if !strings.HasPrefix(r.out, "graph [\n") || strings.Count(r.out, "node [") != 3 || strings.Count(r.out, "edge [") != 2 || !strings.Contains(r.out, `question "true"`) {
		t.Error(r.out)
	}
	if r := kindred(t, "related", source, "--all", "--format", "gml", "--columns", "title"); r.code != exitMisused || !strings.Contains(r.err, "a graph has no columns") {
		t.Errorf("%d %s", r.code, r.err)
	}
}
