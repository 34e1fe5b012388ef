package engine

import (
	"slices"
	"strings"
	"testing"
)

// checkTree checks the tree of any topics, and their parents.
func checkTree(t testing.TB, topics *Topics) {
	t.Helper()
	if len(topics.Tree) != topics.K-1 {
		t.Fatalf("%d merges of %d topics", len(topics.Tree), topics.K)
	}
	sizes, papers := make([]int, topics.K), 0
	for r, topic := range topics.Leaves() {
		sizes[r] = topic.Size
		papers += topic.Size
	}
	last, joined := 0.0, make([]bool, 2*topics.K)
	for s, m := range topics.Tree {
		if m.A == m.B || max(m.A, m.B) >= topics.K+s || joined[m.A] || joined[m.B] || m.Size != sizes[m.A]+sizes[m.B] || m.Loss < last-1e-6 {
			t.Errorf("merge %d: %+v after a loss of %v", s, m, last)
		}
		sizes, last, joined[m.A], joined[m.B] = append(sizes, m.Size), m.Loss, true, true
		if m.Topic >= 0 && topics.Topics[m.Topic].Size != m.Size {
			t.Errorf("merge %d: %+v is not parent %+v", s, m, topics.Topics[m.Topic])
		}
	}
	if last := sizes[len(sizes)-1]; last != papers {
		t.Errorf("the tree ends with %d of %d papers", last, papers)
	}
	checkParents(t, topics)
}

// checkParents checks that each parent holds two topics or more, and just their papers.
func checkParents(t testing.TB, topics *Topics) {
	t.Helper()
	held, children, labels := make([]int, len(topics.Topics)), make([]int, len(topics.Topics)), map[string]bool{}
	for id, topic := range topics.Topics {
		if topic.ID != topics.ID(id) || labels[topic.Label] || topic.Parent >= 0 && topic.Parent <= max(id, topics.K-1) {
			t.Errorf("topic %d: id %d, parent %d, label %q", id, topic.ID, topic.Parent, topic.Label)
		}
		labels[topic.Label] = true
		if id >= topics.K && (children[id] < 2 || held[id] != topic.Size || topic.Label == "" || len(topic.Representatives) == 0) {
			t.Errorf("parent of %d topics with %d papers: %+v", children[id], held[id], topic)
		}
		if topic.Parent >= 0 {
			held[topic.Parent] += topic.Size
			children[topic.Parent]++
		}
	}
}

// fiveAlone are five papers in a topic each: two pairs with a word of two in common, and one apart.
func fiveAlone(t *testing.T, levels int) *Topics {
	return topicsOf(t, build(t, titled("bees dance", "bees sting", "glaciers melt", "glaciers calve", "moths rest"), func(c *Config) {
		plain(5)(c)
		c.Levels = levels
	}))
}

// The pairs cost 1 - 1/2 each. A pair has |m|^2 = 3/4: to join it with the one apart costs 2/3 (3/4 + 1), to join
// both 1 (3/4 + 3/4); and in the end |D|^2 is 4 of three and 3 of two, 4/3 + 3/2 - 7/5.
func TestTreeByHand(t *testing.T) {
	topics := fiveAlone(t, 1)
	for s, want := range []Merge{{0, 1, 2, .5, -1}, {2, 3, 2, .5, -1}, {5, 4, 3, 7. / 6, -1}, {7, 6, 5, 43. / 30, -1}} {
		got := topics.Tree[s]
		near(t, "loss", got.Loss, want.Loss, 1e-6)
		if got.Loss = want.Loss; got != want {
			t.Errorf("merge %d is %+v, want %+v", s, got, want)
		}
	}
	if len(topics.Topics) != 5 || topics.Topics[0].Parent != -1 {
		t.Errorf("one level has parents: %+v", topics.Topics[0])
	}
}

// Three levels of five topics have 2, 3 and 5 groups: 5 and 6 are the pairs, 7 joins pair 5 with the one apart,
// and pair 6 stays what it was.
func TestLevelsByHand(t *testing.T) {
	topics := fiveAlone(t, 3)
	var parents, sizes, groups []int
	for _, topic := range topics.Topics {
		parents, sizes = append(parents, topic.Parent), append(sizes, topic.Size)
	}
	for _, m := range topics.Tree {
		groups = append(groups, m.Topic)
	}
	if want := []int{5, 5, 6, 6, 7, 7, -1, -1}; !slices.Equal(parents, want) {
		t.Errorf("parents %v, want %v", parents, want)
	}
	if want := []int{1, 1, 1, 1, 1, 2, 2, 3}; !slices.Equal(sizes, want) {
		t.Errorf("sizes %v, want %v", sizes, want)
	}
	if want := []int{5, 6, 7, -1}; !slices.Equal(groups, want) {
		t.Errorf("parents of the tree %v, want %v", groups, want)
	}
	if top := topics.Topics[6].TopTerms[0].Surface; top != "glaciers" {
		t.Errorf("the first word of the glaciers is %q", top)
	}
	for row, a := range topics.Assignments {
		if a.Topic != row {
			t.Errorf("paper %d went to topic %d", row, a.Topic)
		}
	}
}

// Five levels of five topics would have 1, 2, 3, 4 and 5 groups, and one group is no level.
func TestFewerLevelsThanAskedFor(t *testing.T) {
	for levels, warned := range map[int]bool{1: false, 3: false, 5: true} {
		has := slices.ContainsFunc(fiveAlone(t, levels).Warnings, func(w string) bool { return strings.Contains(w, "5 levels asked for, 4 made") })
		if has != warned {
			t.Errorf("%d levels: warned %v", levels, has)
		}
	}
}

// Levels change nothing about the topics below them.
func TestLevelsLeaveTopicsAlone(t *testing.T) {
	flat := published(topicsOf(t, sampleEngine(t, 12)))
	deep := published(topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Levels = 12, 3 })))
	if len(deep.Topics) == 12 {
		t.Fatal("no parents")
	}
	for r := range flat.Topics {
		deep.Topics[r].Parent = -1
	}
	if printed(deep.Topics[:12]) != printed(flat.Topics) || printed(deep.Assignments) != printed(flat.Assignments) {
		t.Error("topics of three levels differ from those of one")
	}
}
