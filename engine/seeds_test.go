package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// A seed makes a topic of a subject that clustering for few topics leaves inside another, and gives it its name.
func TestASeedPullsATopic(t *testing.T) {
	for name, change := range spaces {
		seeds := []Seed{{"Gold", []string{"gold", "price"}}, {"Ice", []string{"ice", "melts"}}}
		topics := topicsOf(t, build(t, four(), func(c *Config) { plain(4)(c); c.LSA.Rank = DefaultConfig().LSA.Rank; change(c); c.Seeds = seeds }))
		if topics.K != 4 || len(topics.Warnings) > 0 {
			t.Fatalf("%s: %d topics, %q", name, topics.K, topics.Warnings)
		}
		if got := topics.Topics[topics.Assignments[9].Topic].Label; got != "Gold" {
			t.Errorf("%s: the paper on gold is in %q", name, got)
		}
		if got := topics.Topics[topics.Assignments[4].Topic].Label; got != "Ice" {
			t.Errorf("%s: the papers on ice are in %q", name, got)
		}
	}
}

// On the sample, planets share a topic with bees and corals, and wages one with chemistry and languages, until seeds
// ask for them.
func TestSeedsOfTheSample(t *testing.T) {
	seeds := []Seed{{"Planets", []string{"planet", "galaxy"}}, {"Wages", []string{"minimum wage", "labour"}}}
	seeded := func(threads int) *Topics {
		return topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.K, c.Seeds, c.Threads = 5, seeds, threads }))
	}
	topics := seeded(2)
	if got := names(t, topics); topics.K != 5 || !slices.Contains(got, "Planets") || !slices.Contains(got, "Wages") || len(topics.Warnings) > 0 {
		t.Errorf("topics are called %q, %q", got, topics.Warnings)
	}
	if !slices.Equal(labelsOf(topics), labelsOf(seeded(1))) {
		t.Error("one thread gives other topics than two")
	}
}

func TestSeedsWithoutK(t *testing.T) {
	free := topicsOf(t, build(t, samplePapers(t), nil))
	seeded := topicsOf(t, build(t, samplePapers(t), func(c *Config) { c.Seeds = []Seed{{"Planets", []string{"planet"}}} }))
	if seeded.K != free.K || len(seeded.Chosen) != len(free.Chosen) {
		t.Errorf("%d topics with a seed, %d without", seeded.K, free.K)
	}
}

func TestASeedWithoutPapers(t *testing.T) {
	seeds := []Seed{{"Zzz", []string{"zzz"}}, {"Gold", []string{"gold"}}}
	topics := topicsOf(t, build(t, four(), func(c *Config) { plain(4)(c); c.Seeds = seeds }))
	if want := []string{`the seed "Zzz" is left out: no paper has its words`}; topics.K != 4 || topics.Topics[3].Name != "Gold" || !slices.Equal(topics.Warnings, want) {
		t.Errorf("%d topics, %q, warnings %q", topics.K, names(t, topics), topics.Warnings)
	}
	alone := topicsOf(t, build(t, four(), func(c *Config) { plain(4)(c); c.Seeds = seeds[:1] }))
	if free := topicsOf(t, build(t, four(), plain(4))); !slices.Equal(labelsOf(alone), labelsOf(free)) {
		t.Errorf("a seed without papers changes topics from %v to %v", labelsOf(free), labelsOf(alone))
	}
}

// Where vectors were given, the papers of seeds are found by terms: as those of one seed are, so those of each of several, from one search.
func TestSeedsBesideVectors(t *testing.T) {
	e := build(t, samplePapers(t), func(c *Config) { c.LSA.Rank = 20 })
	given := build(t, samplePapers(t), func(c *Config) { c.Vectors = e.space.own() })
	ctx := context.Background()
	find, err := given.seedFinder(ctx)
	if err != nil {
		t.Fatal(err)
	}
	inTerms := build(t, samplePapers(t), func(c *Config) { c.LSA.Rank = -1 })
	for _, s := range []Seed{{"Planets", []string{"planet", "galaxy"}}, {"Wages", []string{"minimum wage", "labour"}}} {
		got, err := find(s, 5)
		want, err2 := inTerms.nearText(ctx, s.text(), 5)
		if err != nil || err2 != nil || len(got) != 5 || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v; %v, %v", s.Name, got, want, err, err2)
		}
	}
}

func TestMoreSeedsThanTopics(t *testing.T) {
	seeds := slices.Repeat([]Seed{{"Ice", []string{"ice"}}}, 5)
	_, err := build(t, four(), func(c *Config) { plain(4)(c); c.Seeds = seeds }).Topics(context.Background(), nil)
	var wrong ByHandError
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), "5 seeds for 4 topics") {
		t.Errorf("%v", err)
	}
}
