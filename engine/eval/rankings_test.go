package eval

import (
	"iter"
	"maps"
	"math"
	"slices"
	"testing"
)

func TestRankingsByHand(t *testing.T) {
	grades := Grades{"a": 1, "b": 3, "never": 1}
	ranking := []string{"x", "b", "x", "a", "y", "b"} // that is x, b, a, y
	got := map[string]float64{
		"AP": grades.AveragePrecision(ranking), "RR": grades.ReciprocalRank(ranking),
		"P@2": grades.Precision(ranking, 2), "P@10": grades.Precision(ranking, 10),
		"R@2": grades.Recall(ranking, 2), "R@10": grades.Recall(ranking, 10),
		"nDCG@2": grades.NDCG(ranking, 2), "nDCG@20": grades.NDCG(ranking, 20),
	}
	log3 := math.Log2(3)
	expect(t, "x, b, a, y", got, map[string]float64{
		"AP": (1.0/2 + 2.0/3) / 3, "RR": 1.0 / 2, "P@2": 1.0 / 2, "P@10": 2.0 / 10, "R@2": 1.0 / 3, "R@10": 2.0 / 3,
		"nDCG@2":  (7 / log3) / (7 + 1/log3),
		"nDCG@20": (7/log3 + 1.0/2) / (7 + 1/log3 + 1.0/2),
	})
}

func TestRankingsAtTheEdge(t *testing.T) {
	for _, c := range []struct {
		name    string
		grades  Grades
		ranking []string
		want    float64 // of every measure
	}{
		{"no answer", Grades{"a": 1}, nil, 0},
		{"nothing relevant", Grades{}, []string{"a"}, 0},
		{"not found", Grades{"a": 2}, []string{"b", "c"}, 0},
		{"the best", Grades{"a": 2}, []string{"a"}, 1},
		{"the best, twice", Grades{"a": 2}, []string{"a", "a"}, 1},
	} {
		got := map[string]float64{"AP": c.grades.AveragePrecision(c.ranking), "RR": c.grades.ReciprocalRank(c.ranking),
			"P@1": c.grades.Precision(c.ranking, 1), "R@1": c.grades.Recall(c.ranking, 1), "nDCG@1": c.grades.NDCG(c.ranking, 1)}
		for name, score := range got {
			if score != c.want {
				t.Errorf("%s: %s is %v, want %v", c.name, name, score, c.want)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	links := []Link{{"q", "a", 2}, {"q", "b", 0}, {"q", "a", 1}, {"q", "q", 1}, {"a", "c", 3}, {"z", "b", -1}}
	for _, c := range []struct {
		name    string
		rule    Rule
		queries []string
		grades  map[string]Grades
	}{
		{"as they are", Rule{}, []string{"q", "a"}, map[string]Grades{"q": {"a": 2, "b": 1}, "a": {"c": 3}}},
		{"least grade", Rule{MinGrade: 2}, []string{"q", "a"}, map[string]Grades{"q": {"a": 2}, "a": {"c": 3}}},
		{"below zero", Rule{MinGrade: -1}, []string{"q", "a", "z"}, map[string]Grades{"q": {"a": 2, "b": 1}, "a": {"c": 3}, "z": {"b": 1}}},
		{"binary", Rule{MinGrade: 1, Binary: true}, []string{"q", "a"}, map[string]Grades{"q": {"a": 1}, "a": {"c": 1}}},
		{"both ways", Rule{MinGrade: 1, Symmetric: true}, []string{"q", "a", "c"}, map[string]Grades{"q": {"a": 2}, "a": {"q": 2, "c": 3}, "c": {"a": 3}}},
		{"queries apart", Rule{MinGrade: 1, Queries: true}, []string{"q", "a"}, map[string]Grades{"q": {"a": 2, "q": 1}, "a": {"c": 3}}},
	} {
		j := c.rule.Judge(links)
		if !slices.Equal(j.Queries, c.queries) || !maps.EqualFunc(j.Grades, c.grades, maps.Equal) {
			t.Errorf("%s: %v, %v", c.name, j.Queries, j.Grades)
		}
	}
}

// each yields answers in the order of their queries' names.
func each(answers map[string][]string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, query := range slices.Sorted(maps.Keys(answers)) {
			if !yield(query, answers[query]) {
				return
			}
		}
	}
}

func TestMeans(t *testing.T) {
	links := []Link{{"p", "a", 1}, {"q", "b", 1}, {"r", "c", 1}, {"s", "a", 1}}
	answers := map[string][]string{"p": {"p", "a"}, "q": {"x", "b"}, "s": {}, "stray": {"a"}}
	m := Rule{}.Judge(links).Means(each(answers)) // p at rank 1 (itself left out), q at 2, r and s not at all
	got := map[string]float64{"MAP": m.MAP, "MRR": m.MRR, "P10": m.P10, "R10": m.R10, "nDCG20": m.NDCG20}
	expect(t, "four queries", got, map[string]float64{"MAP": 1.5 / 4, "MRR": 1.5 / 4, "P10": 0.2 / 4, "R10": 2.0 / 4,
		"nDCG20": (1 + 1/math.Log2(3)) / 4})
	if m.Queries != 4 || m.Answered != 2 {
		t.Errorf("%d queries, %d answered", m.Queries, m.Answered)
	}
	if apart := (Rule{Queries: true}).Judge(links).Means(each(answers)); !near(apart.MAP, 1.0/4) {
		t.Errorf("queries apart: MAP is %v", apart.MAP)
	}
	if none := (Rule{}).Judge(nil).Means(each(answers)); !math.IsNaN(none.MAP) || none.Queries != 0 {
		t.Errorf("without judgments: %+v", none)
	}
}

func TestTheFirstAnswerCounts(t *testing.T) {
	m := Rule{}.Judge([]Link{{"q", "a", 1}}).Means(func(yield func(string, []string) bool) {
		_ = yield("q", []string{"x", "a"}) && yield("q", []string{"a"})
	})
	if m.MRR != 0.5 || m.Answered != 1 {
		t.Errorf("%+v", m)
	}
}
