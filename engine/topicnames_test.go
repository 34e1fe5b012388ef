package engine

import (
	"slices"
	"strings"
	"testing"

	"kindred/engine/corpus"
)

// names returns what topics are called, "" for those with a label of their own.
func names(t testing.TB, topics *Topics) []string {
	t.Helper()
	var out []string
	for _, topic := range topics.Topics {
		if topic.Name != "" && topic.Label != topic.Name {
			t.Errorf("topic %d is labelled %q and called %q", topic.ID, topic.Label, topic.Name)
		}
		if topic.Label == "" {
			t.Errorf("topic %d has no label", topic.ID)
		}
		out = append(out, topic.Name)
	}
	return out
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		names []TopicName
		want  []string
		doubt string // in the only warning
	}{
		{nil, []string{"", "", "", ""}, ""},
		{[]TopicName{{Topic: 1, Name: "Glaciers"}, {Topic: 0, Name: ""}}, []string{"", "Glaciers", "", ""}, ""},
		{[]TopicName{{Topic: 4, Name: "None"}}, []string{"", "", "", ""}, `no topic is called "None": there is no topic 4; topics are 0 to 3`},
		{[]TopicName{{Topic: 0, Name: "Glaciers", Papers: []string{"p4", "p5", "gone"}}}, []string{"", "Glaciers", "", ""}, ""},
		{[]TopicName{{Topic: 0, Name: "Most", Papers: []string{"p4", "p5", "p0"}}}, []string{"", "Most", "", ""}, ""},
		{[]TopicName{{Topic: 0, Name: "Half", Papers: []string{"p4", "p0"}}}, []string{"", "", "", ""}, "no topic holds more than half"},
		{[]TopicName{{Topic: 0, Name: "Gone", Papers: []string{"gone"}}}, []string{"", "", "", ""}, "none of the papers it remembers is there"},
		{[]TopicName{{Topic: 7, Name: "One", Papers: []string{"p4"}}, {Topic: 8, Name: "Two", Papers: []string{"p5", "p6"}}},
			[]string{"", "Two", "", ""}, `no topic is called "One": its papers are in topic 1, called "Two"`},
		{[]TopicName{{Topic: 7, Name: "One", Papers: []string{"p4"}}, {Topic: 8, Name: "Two", Papers: []string{"p5"}}},
			[]string{"", "One", "", ""}, `no topic is called "Two"`},
	} {
		topics := topicsOf(t, build(t, four(), func(cfg *Config) { plain(4)(cfg); cfg.Names = c.names }))
		if got := names(t, topics); !slices.Equal(got, c.want) {
			t.Errorf("%v: topics are called %q, want %q", c.names, got, c.want)
		}
		if said := strings.Join(topics.Warnings, "\n"); (said == "") != (c.doubt == "") || !strings.Contains(said, c.doubt) || len(topics.Warnings) > 1 {
			t.Errorf("%v: warnings %q, want %q", c.names, topics.Warnings, c.doubt)
		}
	}
}

// Names survive papers that come and go, and with them other numbers.
func TestNamesFollowTheirPapers(t *testing.T) {
	docs := four()
	before := topicsOf(t, build(t, docs, func(c *Config) {
		plain(4)(c)
		c.Names = []TopicName{{Topic: 0, Name: "Bees"}, {Topic: 2, Name: "Algebra"}}
	}))
	var form []TopicName
	for topic := range before.Topics {
		form = append(form, before.NameOf(corpus.List(docs), topic))
	}
	if n := form[1]; n.Name != "" || len(n.Papers) != 3 || before.Assignments[rowNumber(n.Papers[0])].Rank != 1 {
		t.Errorf("topic 1 is remembered as %+v", n)
	}
	grown := append(titled("rings modules", "rings ideals fields", "modules ideals", "ideals fields rings", "modules fields"), docs[2:]...)
	for i := range grown[:5] {
		grown[i].ID = "new" + grown[i].ID
	}
	after := topicsOf(t, build(t, grown, func(c *Config) { plain(4)(c); c.Names = form }))
	if got := names(t, after); !slices.Equal(got, []string{"Algebra", "", "Bees", ""}) {
		t.Errorf("with other papers, topics are called %q", got)
	}
}

// rowNumber reads the row out of an id that titled made.
func rowNumber(id string) int { return int(id[1] - '0') }

func TestAtMostTwentyPapersAreRemembered(t *testing.T) {
	docs := titled(slices.Repeat([]string{"bees dance", "bees swarm"}, 15)...)
	topics := topicsOf(t, build(t, docs, plain(1)))
	if n := topics.NameOf(corpus.List(docs), 0); len(n.Papers) != remembered {
		t.Errorf("%d papers are remembered", len(n.Papers))
	}
}
