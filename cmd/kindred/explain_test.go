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

// The rows of the second topic follow those of the first and sum to its similarity; what it lacks is said in any case.
func TestWhatTheSecondTopicLacks(t *testing.T) {
	source := corpusFile(t)
	clusters := done(t, "cluster", source, "-k", "4").out
	at := slices.Index(column(t, clusters, "doc_id"), "p005")
	second, score := column(t, clusters, "second_topic_id")[at], column(t, clusters, "second_similarity")[at]
	own := done(t, "explain", source, "p005", "--topic", "own", "-k", "4")
	if !strings.Contains(own.err, "kindred: similarity "+score+" to the next best, topic:"+second+": ") || !strings.Contains(own.err, "; it lacks ") {
		t.Errorf("says %s, want %s to topic %s", own.err, score, second)
	}
	both := done(t, "explain", source, "p005", "--topic", "own", "--second", "-k", "4").out
	rest, found := strings.CutPrefix(both, own.out)
	head, _, _ := strings.Cut(own.out, "\n")
	rest = head + "\n" + rest
	if !found || len(rowsOf(t, rest)) < 2 {
		t.Fatalf("--second prints\n%s\nwithout it\n%s", both, own.out)
	}
	if got := strconv.FormatFloat(sum(t, rest, "contribution"), 'f', 6, 64); got != score || column(t, rest, "doc_id")[0] != "topic:"+second {
		t.Errorf("the second block sums to %s, want %s of topic %s:\n%s", got, score, second, rest)
	}
	if md := done(t, "explain", source, "p005", "--topic", "own", "--second", "-k", "4", "--format", "md").out; !strings.Contains(md, "topic:"+second) {
		t.Errorf("the short form does not tell topics apart:\n%s", md)
	}
	if other := done(t, "explain", source, "p005", "--topic", second, "-k", "4").err; !strings.Contains(other, "to the next best, topic:"+column(t, clusters, "topic_id")[at]) {
		t.Errorf("of the second topic it says %s", other)
	}
	if one := done(t, "explain", source, "p005", "--topic", "own", "--second", "-k", "1").err; strings.Contains(one, "next best") {
		t.Errorf("of one topic it says %s", one)
	}
	if r := kindred(t, "explain", source, "p005", "p006", "--second"); r.code != exitMisused || !strings.Contains(r.err, "give --topic too") {
		t.Errorf("--second with two papers: %d, %s", r.code, r.err)
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
