package cluster

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kindred/vectorize/matrix"
)

// pagePath is a saved web page of 81 papers: title, abstract, title, abstract, with banner
// lines between.
const pagePath = "../../shared/corpora/000_43947a4618706eff.txt"

// page returns the papers of the page as log TF times smooth IDF over words of two letters or more.
func page(t testing.TB) *matrix.CSR {
	text, err := os.ReadFile(pagePath)
	if err != nil {
		t.Skipf("the page of 81 papers is not here: %v", err)
	}
	var papers []string
	last := ""
	for _, p := range regexp.MustCompile(`\n\s*\n`).Split(string(text), -1) {
		if p = strings.TrimSpace(p); len(p) >= 300 { // an abstract: its title stands before it
			papers = append(papers, last+" "+p)
		}
		last = p
	}
	if len(papers) != 81 {
		t.Fatalf("%d papers on the page, want 81", len(papers))
	}
	return tfidf(papers)
}

func tfidf(texts []string) *matrix.CSR {
	word := regexp.MustCompile(`\w\w+`)
	counts := make([]map[string]float64, len(texts))
	df := map[string]float64{}
	for i, text := range texts {
		counts[i] = map[string]float64{}
		for _, w := range word.FindAllString(strings.ToLower(text), -1) {
			if counts[i][w]++; counts[i][w] == 1 {
				df[w]++
			}
		}
	}
	var terms []string
	for w := range df {
		terms = append(terms, w)
	}
	slices.Sort(terms)
	start, columns, values := []int64{0}, []int32(nil), []float32(nil)
	for i := range texts {
		for c, w := range terms {
			if tf := counts[i][w]; tf > 0 {
				idf := math.Log((1+float64(len(texts)))/(1+df[w])) + 1
				columns, values = append(columns, int32(c)), append(values, float32((1+math.Log(tf))*idf))
			}
		}
		start = append(start, int64(len(columns)))
	}
	return matrix.NewCSR(len(texts), len(terms), start, columns, values).Unit()
}

// A default run reaches more than any of many runs of plain Lloyd, and runs that differ in
// their seed agree.
func TestDefaultRunOnAPageOfPapers(t *testing.T) {
	x := page(t)
	for _, k := range []int{8, 12} {
		var lloyd, runs [][]int
		best, worst := 0.0, math.Inf(1)
		for seed := range uint64(100) {
			c := fit(t, KMeans{K: k, Starts: 1, NoRefine: true, Seed: seed}, x)
			best = max(best, c.Criterion())
			if seed < 10 {
				lloyd = append(lloyd, c.Labels())
			}
		}
		for seed := range uint64(10) {
			c := fit(t, KMeans{K: k, Seed: seed}, x)
			worst = min(worst, c.Criterion())
			runs = append(runs, c.Labels())
		}
		t.Logf("k = %d: I2 at least %.3f, best of 100 plain Lloyd runs %.3f; mean ARI between seeds %.3f, plain Lloyd %.3f",
			k, worst, best, meanARI(runs), meanARI(lloyd))
		if worst < best {
			t.Errorf("k = %d: I2 %.3f, below the %.3f of the best of 100 plain Lloyd runs", k, worst, best)
		}
		if agree := meanARI(runs); agree < .5 {
			t.Errorf("k = %d: ten seeds agree with mean ARI %.3f, want 0.5", k, agree)
		}
	}
}

// meanARI averages over all pairs of labelings.
func meanARI(labels [][]int) float64 {
	sum, n := 0.0, 0.0
	for i, a := range labels {
		for _, b := range labels[:i] {
			sum, n = sum+ARI(a, b), n+1
		}
	}
	return sum / n
}
