package main

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sum adds up a column of numbers.
func sum(t *testing.T, out, name string) float64 {
	t.Helper()
	total := 0.0
	for _, cell := range column(t, out, name) {
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			t.Fatal(err)
		}
		total += x
	}
	return total
}

func TestExplanationSumsToTheSimilarity(t *testing.T) {
	source := corpusFile(t)
	related := done(t, "related", source, "--id", "p001", "-n", "0").out
	ids, scores := column(t, related, "doc_id"), column(t, related, "similarity")
	for _, other := range []string{"p040", "p005", "p009"} {
		score, err := strconv.ParseFloat(scores[slices.Index(ids, other)], 64)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"explain", source, "p001", other}, {"explain", source, "p001", other, "--full"}} {
			out := done(t, args...).out
			if got := sum(t, out, "contribution"); math.Abs(got-score) > 1e-6 {
				t.Errorf("%v: contributions sum to %v, the similarity is %v", args[2:], got, score)
			}
			if share := sum(t, out, "share"); math.Abs(share-1) > 1e-6 {
				t.Errorf("%v: shares sum to %v", args[2:], share)
			}
		}
	}
	if folded, full := done(t, "explain", source, "p001", "p040").out, done(t, "explain", source, "p001", "p040", "--full").out; len(folded) > len(full) {
		t.Error("--full lists less")
	}
}

func TestExplainAPlaceInATopic(t *testing.T) {
	source := corpusFile(t)
	clusters := done(t, "cluster", source, "-k", "4").out
	topic, score := column(t, clusters, "topic_id")[4], column(t, clusters, "similarity")[4]
	own := done(t, "explain", source, "p005", "--topic", "own", "-k", "4").out
	if named := done(t, "explain", source, "p005", "--topic", topic, "-k", "4").out; named != own {
		t.Errorf("--topic own and --topic %s differ", topic)
	}
	if got := strconv.FormatFloat(sum(t, own, "contribution"), 'f', 6, 64); got != score {
		t.Errorf("contributions sum to %s, cluster prints %s", got, score)
	}
	if doc := column(t, own, "doc_id")[0]; doc != "topic:"+topic {
		t.Errorf("doc_id is %s", doc)
	}
}

func TestExplainSaysWhatAAndBAre(t *testing.T) {
	source := corpusFile(t)
	table := done(t, "explain", source, "p001", "p005", "--format", "table").err
	for _, want := range []string{"kindred: A is p001: On honeybee and colony near the nectar number0\n", "kindred: B is p005: On ", "kindred: similarity 0."} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in %s", want, table)
		}
	}
	if own := done(t, "explain", source, "p001", "--topic", "0", "-k", "4", "--format", "md").err; !strings.Contains(own, "kindred: B is topic:0: ") {
		t.Errorf("of a topic it says %s", own)
	}
	if csv := done(t, "explain", source, "p001", "p005").err; strings.Contains(csv, "A is") || !strings.Contains(csv, "similarity") {
		t.Errorf("with csv it says %s", csv)
	}
}
