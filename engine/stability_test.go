package engine

import (
	"fmt"
	"math"
	"testing"
)

// Two kinds of papers are found again whichever papers are left out.
func TestClearTopicsAreStable(t *testing.T) {
	var titles []string
	for range 10 {
		titles = append(titles, "bees dance", "glaciers melt")
	}
	topics := topicsOf(t, build(t, titled(titles...), plain(2)))
	if topics.Stability != 1 || topics.Topics[0].Stability != 1 || topics.Topics[1].Stability != 1 {
		t.Errorf("run %v, topics %v and %v", topics.Stability, topics.Topics[0].Stability, topics.Topics[1].Stability)
	}
}

// A ring of papers, each with a word of the next, can be cut anywhere; the eight papers beside it stay together. They
// are the last topic, being the smallest, though the first papers.
func TestStabilityIsThatOfItsTopic(t *testing.T) {
	var titles []string
	for range 8 {
		titles = append(titles, "bees dance")
	}
	for i := range 24 {
		titles = append(titles, fmt.Sprintf("ring%c ring%c", 'a'+i, 'a'+(i+1)%24))
	}
	topics := topicsOf(t, build(t, titled(titles...), plain(3)))
	bees := topics.Topics[topics.Assignments[0].Topic]
	if bees.Size != 8 || bees.ID != 2 {
		t.Fatalf("the bees are topic %d of %d papers", bees.ID, bees.Size)
	}
	if bees.Stability != 1 || !(topics.Stability < 1) {
		t.Errorf("bees %v, run %v", bees.Stability, topics.Stability)
	}
	for _, arc := range topics.Topics[:2] {
		if !(arc.Stability > 0 && arc.Stability < 1) {
			t.Errorf("an arc of the ring: %v", arc.Stability)
		}
	}
}

func TestStabilityLeftOut(t *testing.T) {
	topics := topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Stability, c.Levels = 9, 0, 2 }))
	if !math.IsNaN(topics.Stability) {
		t.Errorf("run %v", topics.Stability)
	}
	for _, topic := range topics.Topics {
		if !math.IsNaN(topic.Stability) {
			t.Errorf("topic %d: %v", topic.ID, topic.Stability)
		}
	}
	if one := topicsOf(t, sampleEngine(t, 1)); !math.IsNaN(one.Stability) {
		t.Errorf("one topic: %v", one.Stability)
	}
}

// Parents are judged among the groups of their level.
func TestParentsHaveStability(t *testing.T) {
	topics := topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Levels = 9, 2 }))
	for _, parent := range topics.Topics[9:] {
		if !(parent.Stability > 0 && parent.Stability <= 1) {
			t.Errorf("parent %d: %v", parent.ID, parent.Stability)
		}
	}
}
