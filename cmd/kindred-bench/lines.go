package main

import (
	"fmt"
	"slices"
	"strings"

	"kindred/engine/eval"
)

// A line is one score of the table, and what is hoped for. Its files lie in one folder under plain names:
//
//	CORPUS.jsonl.gz or CORPUS.docs.jsonl.gz   papers, with their labels
//	LINKS.tsv                                 which paper cites which
//	CORPUS.queries.jsonl, CORPUS.qrels.tsv    questions, and which papers answer them
type line struct {
	kind   kind
	corpus string
	k      int    // of nmi: topics
	links  string // of citations: the file
	least  int    // of questions: the least grade that counts
	floor  float64
	goal   float64
}

type kind int

const (
	topics    kind = iota // NMI of topics and labels, the mean of several seeds
	neighbors             // share of the ten nearest with the label of the paper
	citations             // MAP of the 200 nearest over citations, read both ways
	questions             // MAP of all papers ranked for a text
	places                // share of the 15 nearest that the map keeps, the mean of several seeds
)

// lines is what is measured. The floors are what TF-IDF with k-means or cosines scores in scikit-learn 1.2.1; the goals of
// places are what its t-SNE keeps of the same rows.
var lines = []line{
	{kind: topics, corpus: "classic4", k: 4, floor: .538, goal: .86},
	{kind: topics, corpus: "venues6", k: 6, floor: .617, goal: .70},
	{kind: topics, corpus: "cora_text", k: 7, floor: .389, goal: .54},
	{kind: topics, corpus: "wos210", k: 7, floor: .268, goal: .63},
	{kind: topics, corpus: "ohsumed23", k: 23, floor: .221, goal: .31},
	{kind: citations, corpus: "cora_text", links: "cora_text.cites", floor: .298, goal: .34},
	{kind: neighbors, corpus: "cora_text", floor: .64, goal: .70},
	{kind: citations, corpus: "m10_titles", links: "m10_titles.cites", floor: .134, goal: .15},
	{kind: citations, corpus: "cacm", links: "cacm.cites", floor: .246, goal: .29},
	{kind: citations, corpus: "cacm", links: "cacm.cocite", floor: .149, goal: .185},
	{kind: neighbors, corpus: "venues6", floor: .75, goal: .82},
	{kind: neighbors, corpus: "ohsumed23", floor: .51, goal: .58},
	{kind: questions, corpus: "cran", least: -1, floor: .394, goal: .42},
	{kind: questions, corpus: "cacm", least: 1, floor: .230, goal: .30},
	{kind: questions, corpus: "med", least: 1, floor: .510, goal: .55},
	{kind: places, corpus: "venues6", floor: .40, goal: .62},
	{kind: places, corpus: "classic4", floor: .40, goal: .65},
}

// what names a line.
func (l line) what() string {
	switch l.kind {
	case topics:
		return fmt.Sprintf("NMI %s k=%d", l.corpus, l.k)
	case neighbors:
		return "same label in 10, " + l.corpus
	case citations:
		return "MAP " + l.links
	case places:
		return "15 nearest on the map, " + l.corpus
	default:
		return "MAP queries " + l.corpus
	}
}

// rule says which links count.
func (l line) rule() eval.Rule {
	if l.kind == questions {
		return eval.Rule{MinGrade: l.least, Binary: true, Queries: true}
	}
	return eval.Rule{MinGrade: 1, Symmetric: true}
}

// only picks the lines of some corpora, in the order of the table; none named means all.
func only(names []string) ([]line, error) {
	for _, name := range names {
		if !slices.Contains(corpora(), name) {
			return nil, fmt.Errorf("--only %s: use one of %s", name, strings.Join(corpora(), ", "))
		}
	}
	var picked []line
	for _, l := range lines {
		if len(names) == 0 || slices.Contains(names, l.corpus) {
			picked = append(picked, l)
		}
	}
	return picked, nil
}

// corpora lists the corpora of the table, each once.
func corpora() []string {
	var names []string
	for _, l := range lines {
		if !slices.Contains(names, l.corpus) {
			names = append(names, l.corpus)
		}
	}
	return names
}
