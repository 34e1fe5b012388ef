package engine

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// four is a corpus of four subjects without a word in common: 4, 3, 2 and 1 papers.
func four() []corpus.Document {
	return titled("bees dance", "bees swarm", "bees dance swarm", "bees hive dance", "ice melts", "ice calves", "ice melts calves",
		"rings ideals", "rings ideals modules", "gold price")
}

func labelsOf(t *Topics) []int {
	labels := make([]int, len(t.Assignments))
	for i, a := range t.Assignments {
		labels[i] = a.Topic
	}
	return labels
}

func TestMergeAndSplit(t *testing.T) {
	for _, c := range []struct {
		merge [][]int
		split []Split
		want  []int
	}{
		{nil, nil, []int{0, 0, 0, 0, 1, 1, 1, 2, 2, 3}},
		{[][]int{{1, 2}}, nil, []int{1, 1, 1, 1, 0, 0, 0, 0, 0, 2}},
		{[][]int{{3, 0}, {2, 1}}, nil, []int{0, 0, 0, 0, 1, 1, 1, 1, 1, 0}},
		{[][]int{{0, 1, 2, 3}}, nil, []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{nil, []Split{{2, 2}}, []int{0, 0, 0, 0, 1, 1, 1, 2, 3, 4}},
		{[][]int{{0, 1}}, []Split{{2, 2}}, []int{0, 0, 0, 0, 0, 0, 0, 1, 2, 3}},
	} {
		topics := topicsOf(t, build(t, four(), func(cfg *Config) { plain(4)(cfg); cfg.Merge, cfg.Split = c.merge, c.split }))
		if got := labelsOf(topics); !slices.Equal(got, c.want) || topics.K != slices.Max(c.want)+1 || len(topics.Warnings) > 0 {
			t.Errorf("merge %v, split %v: %v, %d topics, %v; want %v", c.merge, c.split, got, topics.K, topics.Warnings, c.want)
		}
	}
}

// Two equal halves put together have |D|^2 = 6 + 1/2 + 1/2, for only the inner papers share a word: I2 is sqrt 7.
func TestCriterionOfMergedTopics(t *testing.T) {
	docs := titled("alpha beta", "alpha gamma", "delta gamma", "delta epsilon")
	topics := topicsOf(t, build(t, docs, func(c *Config) { plain(2)(c); c.Merge = [][]int{{0, 1}} }))
	near(t, "criterion", topics.Criterion, math.Sqrt(7), 1e-6)
}

// A merge that a split undoes must leave the criterion of the clustering, in any space.
func TestCriterionOfLabels(t *testing.T) {
	for name, change := range spaces {
		e := build(t, samplePapers(t), func(c *Config) { c.K = 5; change(c) })
		topics := topicsOf(t, e)
		near(t, name, e.criterion(e.clustered(), labelsOf(topics)), topics.Criterion, 1e-6*topics.Criterion)
	}
}

func TestSplitTheSample(t *testing.T) {
	for name, change := range spaces {
		whole := topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K = 5; change(c) }))
		parts := topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Split = 5, []Split{{1, 3}}; change(c) }))
		if parts.K != 7 {
			t.Fatalf("%s: %d topics, want 7", name, parts.K)
		}
		from := map[int]int{}
		pieces := map[int]bool{}
		for row, a := range parts.Assignments {
			before := whole.Assignments[row].Topic
			if old, ok := from[a.Topic]; ok && old != before {
				t.Fatalf("%s: topic %d holds papers of %d and %d", name, a.Topic, old, before)
			}
			from[a.Topic] = before
			if before == 1 {
				pieces[a.Topic] = true
			}
		}
		if len(pieces) != 3 {
			t.Errorf("%s: topic 1 is now %v", name, pieces)
		}
	}
}

func TestATopicThatCannotBeSplit(t *testing.T) {
	topics := topicsOf(t, build(t, four(), func(c *Config) { plain(4)(c); c.Split = []Split{{3, 2}, {2, 5}} }))
	if topics.K != 5 || len(topics.Warnings) != 2 || !strings.Contains(topics.Warnings[0], "topic 3 is 1 of 2 parts") || !strings.Contains(topics.Warnings[1], "topic 2 is 2 of 5 parts") {
		t.Errorf("%d topics, %q", topics.K, topics.Warnings)
	}
}

func TestWrongTopicsToMergeAndSplit(t *testing.T) {
	for _, c := range []struct {
		merge [][]int
		split []Split
		says  string
	}{
		{[][]int{{0, 4}}, nil, "there is no topic 4; topics are 0 to 3"},
		{[][]int{{-1, 0}}, nil, "there is no topic -1"},
		{[][]int{{0}}, nil, "two topics or more"},
		{[][]int{{0, 0}}, nil, "topic 0 is named twice"},
		{[][]int{{0, 1}, {1, 2}}, nil, "topic 1 is named twice"},
		{[][]int{{0, 1}}, []Split{{1, 2}}, "topic 1 is named twice"},
		{nil, []Split{{4, 2}}, "there is no topic 4"},
		{nil, []Split{{0, 1}}, "into 1 parts"},
	} {
		e := build(t, four(), func(cfg *Config) { plain(4)(cfg); cfg.Merge, cfg.Split = c.merge, c.split })
		_, err := e.Topics(context.Background(), nil)
		var wrong ByHandError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("merge %v, split %v: %v", c.merge, c.split, err)
		}
	}
}
