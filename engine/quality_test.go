package engine

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"kindred/engine/corpus"
	"kindred/engine/eval"
)

// How well topics and related papers follow the fields of the sample corpus, in numbers; topics for five
// seeds, since one may be lucky. The sample is small: that a number rises proves little, that it falls
// asks for a reason. V has no column: it is NMI.
//
//	go test ./engine -run TestGoldenQuality -update
func TestGoldenQuality(t *testing.T) {
	e := sampleEngine(t, 12)
	var b bytes.Buffer
	describeTopicQuality(t, &b, e.Documents().(corpus.List))
	describeRelatedQuality(t, &b, e)
	name := filepath.Join("testdata", "sample-quality.golden")
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("the quality on the sample has changed; if for a reason, run go test ./engine -run TestGoldenQuality -update\n%s", difference(string(want), got))
	}
}

const qualitySeeds = 5

// describeTopicQuality scores twelve topics against the twelve fields, a row a seed.
func describeTopicQuality(t *testing.T, b *bytes.Buffer, docs []corpus.Document) {
	measures := []string{"NMI", "ARI", "B-cubed", "purity"}
	fmt.Fprintf(b, "%-8s", "seed")
	for _, m := range measures {
		fmt.Fprintf(b, "%9s", m)
	}
	means := make([]float64, len(measures))
	for seed := range uint64(qualitySeeds) {
		e := build(t, docs, func(c *Config) { c.K, c.KMeans.Seed = 12, seed+1 })
		table := eval.Cross(fieldNames(docs), topicNames(topicsOf(t, e)))
		_, _, f := table.BCubed()
		fmt.Fprintf(b, "\n%-8d", seed+1)
		for i, v := range []float64{table.NMI(), table.ARI(), f, table.Purity()} {
			fmt.Fprintf(b, "%9.4f", v)
			means[i] += v / qualitySeeds
		}
	}
	fmt.Fprintf(b, "\n%-8s", "mean")
	for _, mean := range means {
		fmt.Fprintf(b, "%9.4f", mean)
	}
	b.WriteString("\n\n")
}

// describeRelatedQuality scores rankings of all other papers: those of the same field are to come first.
func describeRelatedQuality(t *testing.T, b *bytes.Buffer, e *Engine) {
	answers, err := relatedAll(context.Background(), e, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	labels, names := map[string]string{}, fieldNames(e.docs.(corpus.List))
	var links []eval.Link
	for i, a := range corpus.All(e.docs) {
		labels[a.ID] = names[i]
		for j, other := range corpus.All(e.docs) {
			if i != j && names[i] == names[j] {
				links = append(links, eval.Link{Query: a.ID, Document: other.ID, Grade: 1})
			}
		}
	}
	rankings := rankingsOf(e.docs.(corpus.List), answers)
	fmt.Fprintf(b, "same field in 10  %.4f\n", eval.SameLabel(labels, rankings, 10))
	means := eval.Rule{}.Judge(links).Means(rankings)
	fmt.Fprintf(b, "MAP of the field  %.4f\nMRR of the field  %.4f\n", means.MAP, means.MRR)
}

func rankingsOf(docs []corpus.Document, answers []Related) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, a := range answers {
			ids := make([]string, len(a.Hits))
			for i, h := range a.Hits {
				ids[i] = docs[h.Row].ID
			}
			if !yield(a.Query, ids) {
				return
			}
		}
	}
}

func fieldNames(docs []corpus.Document) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.Labels[0]
	}
	return out
}

func topicNames(t *Topics) []string {
	out := make([]string, len(t.Assignments))
	for i, a := range t.Assignments {
		out[i] = strconv.Itoa(a.Topic)
	}
	return out
}
