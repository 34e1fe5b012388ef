package eval

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Class is a label or a group, and how many papers it has.
type Class struct {
	Name string
	Size int
}

// Cell says how many papers of a label are in a group. Label and Group index Table.Labels and Table.Groups.
type Cell struct {
	Label, Group int
	Size         int // at least 1
}

// Table is the class table (contingency table) of labels and groups, without its empty cells.
type Table struct {
	Labels, Groups []Class // shorter names first, those of one length by their bytes: numbers stand in order
	Cells          []Cell  // by label, then group
	Papers         int
}

// Cross counts how often each label meets each group. labels and groups hold a name a paper; a name of "" is one like
// any other. It panics if the lengths differ. Cost: n log n comparisons.
func Cross(labels, groups []string) Table {
	if len(labels) != len(groups) {
		panic("eval: labels and groups of different lengths")
	}
	t := Table{Labels: classes(labels), Groups: classes(groups), Papers: len(labels)}
	label, group := places(t.Labels), places(t.Groups)
	cells := make([]Cell, len(labels))
	for i := range labels {
		cells[i] = Cell{label[labels[i]], group[groups[i]], 1}
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Group, b.Group))
	})
	for _, c := range cells {
		if last := len(t.Cells) - 1; last >= 0 && t.Cells[last].Label == c.Label && t.Cells[last].Group == c.Group {
			t.Cells[last].Size++
		} else {
			t.Cells = append(t.Cells, c)
		}
	}
	return t
}

// classes counts each name.
func classes(names []string) []Class {
	sizes := map[string]int{}
	for _, name := range names {
		sizes[name]++
	}
	list := make([]Class, 0, len(sizes))
	for name, size := range sizes {
		list = append(list, Class{name, size})
	}
	slices.SortFunc(list, func(a, b Class) int {
		return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return list
}

// places returns the index of each name.
func places(list []Class) map[string]int {
	at := make(map[string]int, len(list))
	for i, c := range list {
		at[c.Name] = i
	}
	return at
}

// NMI is the normalised mutual information, by the arithmetic mean of the two entropies.
func (t Table) NMI() float64 {
	return t.ratio(t.information(), (t.entropy(t.Labels)+t.entropy(t.Groups))/2)
}

// Homogeneity is 1 if no group holds two labels.
func (t Table) Homogeneity() float64 { return t.ratio(t.information(), t.entropy(t.Labels)) }

// Completeness is 1 if no label is in two groups.
func (t Table) Completeness() float64 { return t.ratio(t.information(), t.entropy(t.Groups)) }

// V is the harmonic mean of homogeneity and completeness.
func (t Table) V() float64 { return harmonic(t.Homogeneity(), t.Completeness()) }

// ARI is the adjusted Rand index: 1 the same partition, about 0 by chance, below that if worse than chance.
func (t Table) ARI() float64 {
	together, inLabels, inGroups := 0.0, pairs(t.Labels), pairs(t.Groups)
	for _, c := range t.Cells {
		together += choose2(c.Size)
	}
	expected := 0.0
	if all := choose2(t.Papers); all > 0 {
		expected = inLabels * inGroups / all
	}
	return t.ratio(together-expected, (inLabels+inGroups)/2-expected)
}

// BCubed is, for the mean paper, the share of its group that has its label (precision), the share of its label that is
// in its group (recall), and the harmonic mean of the two means (F).
func (t Table) BCubed() (precision, recall, f float64) {
	for _, c := range t.Cells {
		square := float64(c.Size) * float64(c.Size)
		precision += square / float64(t.Groups[c.Group].Size)
		recall += square / float64(t.Labels[c.Label].Size)
	}
	precision, recall = t.ratio(precision, float64(t.Papers)), t.ratio(recall, float64(t.Papers))
	return precision, recall, harmonic(precision, recall)
}

// Purity is the share of papers that have the most frequent label of their group. It rises with the number of groups:
// groups of one are pure.
func (t Table) Purity() float64 {
	most := make([]int, len(t.Groups))
	for _, c := range t.Cells {
		most[c.Group] = max(most[c.Group], c.Size)
	}
	pure := 0
	for _, n := range most {
		pure += n
	}
	return t.ratio(float64(pure), float64(t.Papers))
}

// information is the mutual information of labels and groups. It is never below 0; rounding may put a sum there.
func (t Table) information() float64 {
	sum, n := 0.0, float64(t.Papers)
	for _, c := range t.Cells {
		size := float64(c.Size)
		chance := float64(t.Labels[c.Label].Size) * float64(t.Groups[c.Group].Size)
		sum += float64(size / n * math.Log(size*n/chance))
	}
	return max(0, sum)
}

func (t Table) entropy(list []Class) float64 {
	sum := 0.0
	for _, c := range list {
		p := float64(c.Size) / float64(t.Papers)
		sum -= float64(p * math.Log(p))
	}
	return sum
}

// ratio is a / b: 1 where b is 0, since then nothing is left to be found, and unknown without papers.
func (t Table) ratio(a, b float64) float64 {
	switch {
	case t.Papers == 0:
		return math.NaN()
	case b == 0:
		return 1
	}
	return a / b
}

// harmonic is the harmonic mean, 0 of two zeros.
func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// pairs counts the pairs within classes.
func pairs(list []Class) float64 {
	sum := 0.0
	for _, c := range list {
		sum += choose2(c.Size)
	}
	return sum
}

func choose2(n int) float64 { return float64(n) * float64(n-1) / 2 }
