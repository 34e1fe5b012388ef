package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// snapshotOf clusters and keeps what a later run needs.
func snapshotOf(t testing.TB, e *Engine) *Snapshot {
	t.Helper()
	return topicsOf(t, e).Snapshot(e.Documents())
}

// idsByPaper is the topic id of each paper.
func idsByPaper(t *Topics, e *Engine) map[string]int {
	out := map[string]int{}
	for row, a := range t.Assignments {
		out[e.docs.At(row).ID] = t.ID(a.Topic)
	}
	return out
}

// The same papers again are the same topics, by the same ids, in every space, with k given and without, on any number of threads;
// and a run that goes on from that is, too.
func TestTheSamePapersAgain(t *testing.T) {
	for name, change := range spaces {
		for _, k := range []int{0, 5} {
			set := func(c *Config) { c.K, c.Levels, c.Stability = k, 2, 0; change(c) }
			first := build(t, samplePapers(t), set)
			before := topicsOf(t, first)
			snapshot := before.Snapshot(first.Documents())
			for _, threads := range []int{1, 2, 3, 8} {
				again := build(t, samplePapers(t), func(c *Config) { set(c); c.Previous, c.Threads = snapshot, threads })
				after := topicsOf(t, again)
				if got := after.Snapshot(again.Documents()); !reflect.DeepEqual(got, snapshot) {
					t.Errorf("%s, k %d, %d threads: another snapshot", name, k, threads)
				}
				if !slices.Equal(after.Warnings, before.Warnings) && k > 0 {
					t.Errorf("%s, k %d: %q, before %q", name, k, after.Warnings, before.Warnings)
				}
			}
		}
	}
}

// Ids that are not the places go on as they are, and so do those of parents.
func TestIdsGoOn(t *testing.T) {
	papers := samplePapers(t)
	set := func(c *Config) { c.K, c.Levels, c.Stability = 6, 2, 0 }
	e := build(t, papers, set)
	snapshot := snapshotOf(t, e)
	calls := func(id int) int { return 40 - 3*id }
	for i := range snapshot.Papers {
		snapshot.Papers[i].Topic = calls(snapshot.Papers[i].Topic)
	}
	for i := range snapshot.Topics {
		topic := &snapshot.Topics[i]
		if topic.ID = calls(topic.ID); topic.Parent >= 0 {
			topic.Parent = calls(topic.Parent)
		}
	}
	snapshot.Topics[2].Name = "Mine"
	again := build(t, papers, func(c *Config) { set(c); c.Previous = snapshot })
	topics := topicsOf(t, again)
	for place, topic := range topics.Topics {
		if topic.ID != calls(place) || topics.Topics[2].Label != "Mine" || topics.Topics[2].Name != "Mine" {
			t.Errorf("topic %d is called %d, %q; want %d", place, topic.ID, topic.Label, calls(place))
		}
	}
	if topics.Highest() != 40 {
		t.Errorf("the highest id is %d, want 40", topics.Highest())
	}
	saved := reopened(t, again)
	opened := topicsOf(t, saved.Engine)
	if !reflect.DeepEqual(opened.ids, topics.ids) || opened.Highest() != 40 {
		t.Errorf("saved: ids %v up to %d, want %v up to 40", opened.ids, opened.Highest(), topics.ids)
	}
	if !reflect.DeepEqual(opened.Snapshot(saved.Documents()), topics.Snapshot(again.Documents())) {
		t.Error("saved: another snapshot")
	}
	for row := range papers {
		if got, want := saved.topic(row), topics.ID(topics.Assignments[row].Topic); got != want {
			t.Errorf("saved: paper %d is said to be in topic %d, want %d", row, got, want)
		}
	}
}

// A topic whose papers are gone is dead, and its id is not given again, through as many runs as there are.
func TestAnIdNeverComesBack(t *testing.T) {
	docs := four()
	first := build(t, docs, plain(4))
	topics := topicsOf(t, first)
	dead := topics.ID(topics.Assignments[len(docs)-1].Topic)
	var left []corpus.Document
	for row, a := range topics.Assignments {
		if topics.ID(a.Topic) != dead {
			left = append(left, docs[row])
		}
	}
	second := build(t, left, func(c *Config) { plain(0)(c); c.Previous = topics.Snapshot(first.Documents()) })
	without := topicsOf(t, second)
	if without.K != 3 || without.Highest() != 3 {
		t.Fatalf("%d topics, ids up to %d; want 3 and 3", without.K, without.Highest())
	}
	third := build(t, docs, func(c *Config) { plain(4)(c); c.Previous = without.Snapshot(second.Documents()) })
	back := topicsOf(t, third)
	if got := back.ID(back.Assignments[len(docs)-1].Topic); got != 4 {
		t.Errorf("the topic that came is called %d, want 4; ids %v", got, back.ids)
	}
	for row, d := range left {
		if got, want := idsByPaper(back, third)[d.ID], topics.ID(topics.Assignments[row].Topic); got != want && row < 4 {
			t.Errorf("%s is in topic %d, was in %d", d.ID, got, want)
		}
	}
}

func TestNoTopicGoesOn(t *testing.T) {
	snapshot := &Snapshot{Papers: []SnapshotPaper{{Document: corpus.Document{ID: "other"}, Topic: 7}}, Highest: -1}
	topics := topicsOf(t, build(t, four(), func(c *Config) { plain(4)(c); c.Previous = snapshot }))
	if want := []int{8, 9, 10, 11}; !slices.Equal(topics.ids, want) || len(topics.Warnings) != 1 || !strings.Contains(topics.Warnings[0], "none of its topics goes on") {
		t.Errorf("ids %v, want %v; %q", topics.ids, want, topics.Warnings)
	}
}

// Papers are known by other identifiers than their ids, too.
func TestPreviousByIdentifiers(t *testing.T) {
	docs := four()
	first := build(t, docs, plain(4))
	snapshot := snapshotOf(t, first)
	for i := range snapshot.Papers {
		p := &snapshot.Papers[i]
		if i%2 == 0 {
			docs[i].Also = []string{p.ID}
		} else {
			docs[i].IDs = map[string]string{"doi": fmt.Sprintf("10.1000/%d", i)}
			p.IDs = docs[i].IDs
		}
		docs[i].ID = fmt.Sprintf("new %d", i)
	}
	again := build(t, docs, func(c *Config) { plain(4)(c); c.Previous = snapshot })
	topics := topicsOf(t, again)
	for row, a := range topics.Assignments {
		if got, want := topics.ID(a.Topic), snapshot.Papers[row].Topic; got != want {
			t.Errorf("paper %d is in topic %d, was in %d", row, got, want)
		}
	}
}

// Topics merged and split by hand are named by the ids that go on, and what is left of them keeps these.
func TestByHandByIds(t *testing.T) {
	snapshot := snapshotOf(t, build(t, four(), plain(4)))
	for i := range snapshot.Papers {
		snapshot.Papers[i].Topic += 10
	}
	snapshot.Topics, snapshot.Highest = nil, 20
	merged := build(t, four(), func(c *Config) { plain(4)(c); c.Previous, c.Merge = snapshot, [][]int{{10, 13}} })
	topics := topicsOf(t, merged)
	if topics.K != 3 || topics.Place(10) < 0 || topics.Place(11) < 0 || topics.Place(12) < 0 || topics.Highest() != 20 {
		t.Errorf("merged: %d topics, ids %v", topics.K, topics.ids)
	}
	for _, merge := range [][]int{{0, 1}, {10, 14}} {
		e := build(t, four(), func(c *Config) { plain(4)(c); c.Previous, c.Merge = snapshot, [][]int{merge} })
		if _, err := e.Topics(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "topics are 10, 11, 12 and 13") {
			t.Errorf("merge %v: %v", merge, err)
		}
	}
}

func TestCrossingByHand(t *testing.T) {
	//      papers: 0  1  2  3  4   5  6  7
	old := []int{0, 0, 0, 1, 1, -1, 2, 2}
	later := []int{1, 1, 0, 0, 0, 0, -1, 2}
	c := crossingOf(old, later, 3, 3)
	if want := [][]int{{1, 2, 0}, {2, 0, 0}, {0, 0, 1}}; !reflect.DeepEqual(c.shared, want) {
		t.Fatalf("%v, want %v", c.shared, want)
	}
	for _, pair := range []struct {
		a, b    int
		jaccard float64
	}{{0, 0, 1. / 5}, {0, 1, 2. / 3}, {1, 0, 2. / 3}, {2, 2, 1}, {2, 0, 0}} {
		near(t, fmt.Sprint(pair), c.jaccard(pair.a, pair.b), pair.jaccard, 1e-15)
	}
	same := func(_, _ int, jaccard float64) float64 { return jaccard }
	if got := c.match(same); !slices.Equal(got, []int{1, 0, 2}) {
		t.Errorf("%v, want 1 0 2", got)
	}
	g := c.grouped([][]int{{0, 1}, {2}}, [][]int{{0, 2}, {1}})
	if want := [][]int{{3, 2}, {1, 0}}; !reflect.DeepEqual(g.shared, want) || !slices.Equal(g.old, []int{5, 1}) || !slices.Equal(g.later, []int{4, 2}) {
		t.Errorf("grouped: %v, want %v", g, want)
	}
}

// What a user merged and split stays so over several runs, though it scores worse than what clustering would find, and papers that come
// join it; so do topics of seeds.
func TestByHandStays(t *testing.T) {
	papers := samplePapers(t)
	for name, change := range map[string]func(*Config){
		"merged and split": func(c *Config) { c.Merge, c.Split = [][]int{{1, 2}}, []Split{{0, 2}} },
		"seeds": func(c *Config) {
			c.Seeds = []Seed{{"Planets", []string{"planet", "galaxy"}}, {"Wages", []string{"minimum wage", "labour"}}}
		},
	} {
		first := build(t, papers[5:], func(c *Config) { c.K, c.Stability = 6, 0; change(c) })
		snapshot := snapshotOf(t, first)
		for run := range 3 {
			e := reopened(t, build(t, papers, func(c *Config) { c.Previous, c.Stability = snapshot, 0 })).Engine
			topics := topicsOf(t, e)
			for id, was := range idsByPaper(topicsOf(t, first), first) {
				if now := idsByPaper(topics, e)[id]; now != was {
					t.Errorf("%s, run %d: %s is in topic %d, was in %d", name, run, id, now, was)
				}
			}
			snapshot = topics.Snapshot(e.Documents())
		}
	}
}
