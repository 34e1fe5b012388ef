package eval

import (
	"math"
	"slices"
	"testing"
)

// near reports whether two numbers are equal but for rounding; unknown is near unknown.
func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 || math.IsNaN(a) && math.IsNaN(b) }

// measures names every measure of a table.
func measures(t Table) map[string]float64 {
	precision, recall, f := t.BCubed()
	return map[string]float64{"NMI": t.NMI(), "ARI": t.ARI(), "homogeneity": t.Homogeneity(), "completeness": t.Completeness(),
		"V": t.V(), "precision": precision, "recall": recall, "F": f, "purity": t.Purity()}
}

func expect(t *testing.T, of string, got, want map[string]float64) {
	t.Helper()
	for name, w := range want {
		if g, ok := got[name]; !ok || !near(g, w) {
			t.Errorf("%s: %s is %v, want %v", of, name, g, w)
		}
	}
}

// Three papers of a, two of b, one of c; two of a are alone in group 0, the rest in group 1.
var (
	byLabel = []string{"a", "a", "a", "b", "b", "c"}
	byGroup = []string{"0", "0", "1", "1", "1", "1"}
)

func TestMeasuresByHand(t *testing.T) {
	ln := math.Log
	labels := ln(2)/2 + ln(3)/3 + ln(6)/6
	groups := ln(3)/3 + 2*ln(1.5)/3
	information := ln(2)/6 + ln(1.5)/2
	expect(t, "six papers", measures(Cross(byLabel, byGroup)), map[string]float64{
		"NMI": 2 * information / (labels + groups), "V": 2 * information / (labels + groups),
		"homogeneity": information / labels, "completeness": information / groups,
		"ARI":       4.0 / 109, // 2 pairs agree; 4 and 7 of 15 pairs: (2 - 28/15) / (11/2 - 28/15)
		"precision": 3.5 / 6, "recall": 7.0 / 9, "F": 2 * 3.5 / 6 * 7 / 9 / (3.5/6 + 7.0/9),
		"purity": 4.0 / 6,
	})
}

func TestMeasuresAtTheEdge(t *testing.T) {
	all := func(x float64) map[string]float64 {
		m := map[string]float64{}
		for name := range measures(Table{}) {
			m[name] = x
		}
		return m
	}
	for _, c := range []struct {
		name           string
		labels, groups []string
		want           map[string]float64
	}{
		{"nothing", nil, nil, all(math.NaN())},
		{"one paper", []string{"a"}, []string{"7"}, all(1)},
		{"one label in one group", []string{"a", "a"}, []string{"7", "7"}, all(1)},
		{"groups by other names", []string{"a", "b", "a", "c"}, []string{"c", "a", "c", "b"}, all(1)},
		{"one group", []string{"a", "b"}, []string{"1", "1"}, map[string]float64{"NMI": 0, "ARI": 0, "homogeneity": 0,
			"completeness": 1, "V": 0, "precision": 0.5, "recall": 1, "purity": 0.5}},
		{"one label", []string{"a", "a"}, []string{"1", "2"}, map[string]float64{"NMI": 0, "ARI": 0, "homogeneity": 1,
			"completeness": 0, "V": 0, "precision": 1, "recall": 0.5, "purity": 1}},
		{"worse than chance", []string{"a", "a", "b", "b"}, []string{"1", "2", "1", "2"}, map[string]float64{"NMI": 0, "ARI": -0.5}},
	} {
		expect(t, c.name, measures(Cross(c.labels, c.groups)), c.want)
	}
}

func TestClassTable(t *testing.T) {
	table := Cross([]string{"b", "b", "a", "b"}, []string{"10", "9", "10", "10"})
	if want := []Class{{"a", 1}, {"b", 3}}; !slices.Equal(table.Labels, want) {
		t.Errorf("labels are %v", table.Labels)
	}
	if want := []Class{{"9", 1}, {"10", 3}}; !slices.Equal(table.Groups, want) {
		t.Errorf("groups are %v: numbers stand in order", table.Groups)
	}
	if want := []Cell{{0, 1, 1}, {1, 0, 1}, {1, 1, 2}}; !slices.Equal(table.Cells, want) || table.Papers != 4 {
		t.Errorf("cells are %v of %d papers", table.Cells, table.Papers)
	}
}

func TestTheOrderOfPapersChangesNoBit(t *testing.T) {
	want := measures(Cross(byLabel, byGroup))
	labels, groups := slices.Clone(byLabel), slices.Clone(byGroup)
	slices.Reverse(labels)
	slices.Reverse(groups)
	for name, got := range measures(Cross(labels, groups)) {
		if got != want[name] {
			t.Errorf("%s is %v and %v", name, want[name], got)
		}
	}
}

func TestLengthsThatDifferPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two labels and one group are crossed")
		}
	}()
	Cross([]string{"a", "b"}, []string{"1"})
}
