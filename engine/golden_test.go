package engine

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The topics of the sample corpus, as text: a change of quality shows as a change of this file.
//
//	go test ./engine -run TestGoldenTopics -update
func TestGoldenTopics(t *testing.T) {
	e := sampleEngine(t, 12)
	got := describeTopics(e, topicsOf(t, e))
	name := filepath.Join("testdata", "sample-topics.golden")
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the topics of the sample have changed; if for the better, run go test ./engine -run TestGoldenTopics -update\n%s", difference(string(want), string(got)))
	}
}

func describeTopics(e *Engine, topics *Topics) []byte {
	var b bytes.Buffer
	labels := make([]int, e.docs.Len())
	for row, a := range topics.Assignments {
		labels[row] = a.Topic
	}
	fmt.Fprintf(&b, "papers %d, topics %d, terms %d\n", e.docs.Len(), topics.K, e.Vocabulary())
	fmt.Fprintf(&b, "criterion %.4f, silhouette %.4f, diversity %.4f\n", topics.Criterion, topics.Silhouette, topics.Diversity())
	fmt.Fprintf(&b, "NMI with the fields %.4f\n", nmi(labels, fields(e.docs.(corpus.List))))
	for _, topic := range topics.Topics {
		fmt.Fprintf(&b, "\n%d: %s (%d papers, coherence %.4f)\n", topic.ID, topic.Label, topic.Size, topic.Coherence)
		fmt.Fprintf(&b, "   terms     %s\n", strings.Join(surfacesOf(topic.TopTerms), ", "))
		fmt.Fprintf(&b, "   tell      %s\n", strings.Join(surfacesOf(topic.Discriminating)[:10], ", "))
		fmt.Fprintf(&b, "   phrases   %s\n", cmp.Or(strings.Join(topic.TopPhrases, ", "), "none"))
		for _, row := range topic.Representatives {
			fmt.Fprintf(&b, "   %-10s%s\n", e.docs.At(row).ID, e.docs.At(row).Title)
		}
	}
	return b.Bytes()
}

func surfacesOf(terms []TopicTerm) []string {
	out := make([]string, len(terms))
	for i, term := range terms {
		out[i] = term.Surface
	}
	return out
}

// fields numbers the labels that the sample's papers bring.
func fields(docs []corpus.Document) []int {
	known, out := map[string]int{}, make([]int, len(docs))
	for row, d := range docs {
		field := strings.Join(d.Labels, " ")
		if _, ok := known[field]; !ok {
			known[field] = len(known)
		}
		out[row] = known[field]
	}
	return out
}

// difference lists the lines in which two texts differ.
func difference(want, got string) string {
	var b strings.Builder
	a, c := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(c)) {
		old, now := "", ""
		if i < len(a) {
			old = a[i]
		}
		if i < len(c) {
			now = c[i]
		}
		if old != now {
			fmt.Fprintf(&b, "- %s\n+ %s\n", old, now)
		}
	}
	return b.String()
}

// nmi is the mutual information of two labelings over the mean of their entropies (Strehl and Ghosh
// 2002): 1 for the same groups, 0 for groups that tell nothing of each other.
func nmi(a, b []int) float64 {
	n := float64(len(a))
	inA, inB, both := map[int]float64{}, map[int]float64{}, map[[2]int]float64{}
	for i := range a {
		inA[a[i]]++
		inB[b[i]]++
		both[[2]int{a[i], b[i]}]++
	}
	entropy := func(counts map[int]float64) float64 {
		sum := 0.0
		for _, c := range counts {
			sum -= c / n * math.Log(c/n)
		}
		return sum
	}
	mutual := 0.0
	for ab, c := range both {
		mutual += c / n * math.Log(c*n/(inA[ab[0]]*inB[ab[1]]))
	}
	if h := entropy(inA) + entropy(inB); h > 0 {
		return 2 * mutual / h
	}
	return 1
}

// Two halves against four quarters share all of ln 2, and the mean entropy is 3/2 ln 2.
func TestNMIByHand(t *testing.T) {
	near(t, "the same groups", nmi([]int{0, 0, 1, 1, 2, 2}, []int{5, 5, 3, 3, 4, 4}), 1, 1e-12)
	near(t, "unrelated groups", nmi([]int{0, 0, 1, 1}, []int{0, 1, 0, 1}), 0, 1e-12)
	near(t, "halves and quarters", nmi([]int{0, 0, 1, 1}, []int{0, 1, 2, 3}), 2.0/3, 1e-12)
}

// Whatever else changes: the fields of the sample must show in its topics.
func TestTopicsFollowTheFields(t *testing.T) {
	e := sampleEngine(t, 12)
	topics := topicsOf(t, e)
	labels := make([]int, e.docs.Len())
	for row, a := range topics.Assignments {
		labels[row] = a.Topic
	}
	if got := nmi(labels, fields(e.docs.(corpus.List))); got < 0.5 {
		t.Errorf("NMI %v with the fields, want at least 0.5", got)
	}
}
