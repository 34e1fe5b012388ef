package eval

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// scorer is an independent implementation that reads files: a Python program beside the project.
const scorer = "../../../shared/score/score.py"

// scored runs the scorer. It skips the test where there is none.
func scored(t *testing.T, args ...string) map[string]float64 {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3, which runs the other implementation, is not installed")
	}
	if _, err := os.Stat(scorer); err != nil {
		t.Skipf("the other implementation is not there: %v", err)
	}
	out, err := exec.Command(python, append([]string{scorer}, args...)...).Output()
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	var scores map[string]float64
	if err := json.Unmarshal(out, &scores); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return scores
}

// agree compares with numbers of four decimals.
func agree(t *testing.T, of string, got, want map[string]float64) {
	t.Helper()
	for name, g := range got {
		if w, ok := want[name]; !ok || math.Abs(g-w) > 0.500001e-4 {
			t.Errorf("%s: %s is %v, and %v by the other implementation", of, name, g, w)
		}
	}
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGroupsAgreeWithAnotherImplementation(t *testing.T) {
	for seed := range uint64(4) {
		chance := rand.New(rand.NewPCG(seed, 0))
		var papers, rows strings.Builder
		var labels, groups []string
		rows.WriteString("doc_id,topic_id\n")
		for i := range 60 {
			label, group := fmt.Sprint("l", chance.IntN(5)), fmt.Sprint(chance.IntN(7)-1)
			if chance.IntN(2) == 0 {
				group = label[1:]
			}
			fmt.Fprintf(&papers, "{\"id\": \"p%d\", \"label\": [%q, \"other\"]}\n", i, label)
			if i%9 == 8 {
				group = "(missing)"
			} else {
				fmt.Fprintf(&rows, "p%d,%s\n", i, group)
			}
			labels, groups = append(labels, label), append(groups, group)
		}
		table := Cross(labels, groups)
		_, _, f := table.BCubed()
		got := map[string]float64{"docs": float64(table.Papers), "labels": float64(len(table.Labels)), "clusters": float64(len(table.Groups)),
			"nmi": table.NMI(), "ari": table.ARI(), "homogeneity": table.Homogeneity(), "completeness": table.Completeness(),
			"bcubed_f": f, "purity": table.Purity()}
		agree(t, fmt.Sprint("seed ", seed), got, scored(t, "clusters", write(t, "labels.jsonl", papers.String()), write(t, "a.csv", rows.String())))
	}
}

func TestRankingsAgreeWithAnotherImplementation(t *testing.T) {
	links, answers := generated(rand.New(rand.NewPCG(7, 0)))
	var linked, rows strings.Builder
	for _, l := range links {
		fmt.Fprintf(&linked, "%s\t%s\t%d\n", l.Query, l.Document, l.Grade)
	}
	rows.WriteString("query_id,rank,doc_id\n")
	for query, ranking := range each(answers) {
		for i, id := range ranking {
			fmt.Fprintf(&rows, "%s,%d,%s\n", query, i+1, id)
		}
	}
	truth, answer := write(t, "links.tsv", linked.String()), write(t, "related.csv", rows.String())
	for flags, rule := range map[string]Rule{
		"":                        {MinGrade: 1},
		"--symmetric":             {MinGrade: 1, Symmetric: true},
		"--min-grade 3 --queries": {MinGrade: 3, Queries: true},
		"--min-grade -1 --binary": {MinGrade: -1, Binary: true},
	} {
		m := rule.Judge(links).Means(each(answers))
		got := map[string]float64{"queries": float64(m.Queries), "answered": float64(m.Answered), "map": m.MAP, "mrr": m.MRR,
			"p10": m.P10, "r10": m.R10, "ndcg20": m.NDCG20}
		agree(t, flags, got, scored(t, append([]string{"related", truth, answer}, strings.Fields(flags)...)...))
	}
}

// generated makes links of grades -1 to 4 between 40 papers, some of them to itself or given twice, and rankings of
// up to 39 papers for most of them, which hold repeats and the query.
func generated(chance *rand.Rand) (links []Link, answers map[string][]string) {
	paper := func() string { return fmt.Sprint("p", chance.IntN(40)) }
	for range 300 {
		links = append(links, Link{paper(), paper(), chance.IntN(6) - 1})
	}
	answers = map[string][]string{}
	for i := range 35 {
		var ranking []string
		for range chance.IntN(40) {
			ranking = append(ranking, paper())
		}
		answers[fmt.Sprint("p", i)] = ranking
	}
	return links, answers
}
