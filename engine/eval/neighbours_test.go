package eval

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// inOrder walks the pairs, so that a query may be answered twice.
func inOrder(pairs ...[]string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, p := range pairs {
			if !yield(p[0], p[1:]) {
				return
			}
		}
	}
}

func TestSameLabelByHand(t *testing.T) {
	labels := map[string]string{"a": "x", "b": "x", "c": "x", "d": "y"}
	for _, c := range []struct {
		name    string
		answers iter.Seq2[string, []string]
		want    float64 // of the first two, summed over four papers
	}{
		{"all of it", inOrder([]string{"a", "b", "c"}, []string{"b", "c", "a"}, []string{"c", "a", "b"}, []string{"d", "d"}), 6},
		{"one of two", inOrder([]string{"a", "d", "b"}), 1},
		{"the third is too late", inOrder([]string{"a", "d", "e", "b"}), 0},
		{"itself is no neighbour", inOrder([]string{"a", "a", "d", "b"}), 1},
		{"a repeat counts once", inOrder([]string{"a", "b", "b", "c"}), 2},
		{"the first answer counts", inOrder([]string{"a", "d"}, []string{"a", "b", "c"}), 0},
		{"no label is no label", inOrder([]string{"e", "f"}, []string{"a", "e", "f"}), 0},
		{"no answer", inOrder(), 0},
	} {
		if got := SameLabel(labels, c.answers, 2); !near(got, c.want/8) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want/8)
		}
	}
	if got := SameLabel(nil, inOrder([]string{"a", "b"}), 2); !math.IsNaN(got) {
		t.Errorf("without labels: %v", got)
	}
}

// The long way round: two papers of one label are links between them.
func TestSameLabelIsPrecision(t *testing.T) {
	labels, answers := labelled(rand.New(rand.NewPCG(5, 0)))
	var links []Link
	for _, query := range slices.Sorted(maps.Keys(labels)) {
		for _, document := range slices.Sorted(maps.Keys(labels)) {
			if labels[query] == labels[document] {
				links = append(links, Link{query, document, 1})
			}
		}
	}
	if got, want := SameLabel(labels, each(answers), 10), (Rule{}).Judge(links).Means(each(answers)).P10; !near(got, want) {
		t.Errorf("%v, precision %v", got, want)
	}
}

func TestSameLabelAgreesWithAnotherImplementation(t *testing.T) {
	labels, answers := labelled(rand.New(rand.NewPCG(6, 0)))
	var papers, rows strings.Builder
	for id, label := range labels {
		line, err := json.Marshal(map[string]string{"id": id, "label": label})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&papers, "%s\n", line)
	}
	rows.WriteString("query_id,rank,doc_id\n")
	for query, ranking := range each(answers) {
		for i, id := range ranking {
			fmt.Fprintf(&rows, "%s,%d,%s\n", query, i+1, id)
		}
	}
	got := map[string]float64{"same10": SameLabel(labels, each(answers), 10)}
	agree(t, "neighbours", got, scored(t, "neighbours", write(t, "labels.jsonl", papers.String()), write(t, "r.csv", rows.String())))
}

// labelled gives the papers of generated rankings three labels, some of them none.
func labelled(chance *rand.Rand) (labels map[string]string, answers map[string][]string) {
	_, answers = generated(chance)
	labels = map[string]string{}
	for i := range 40 {
		if label := chance.IntN(4); label > 0 {
			labels[fmt.Sprint("p", i)] = fmt.Sprint("l", label)
		}
	}
	return labels, answers
}
