package engine

import (
	"cmp"
	"fmt"
	"slices"

	"kindred/engine/corpus"
)

// TopicName is what a reader calls a topic. Topics are numbered by size, so that the number of one changes when
// papers come and go. A name therefore remembers papers of its topic, and goes to the topic that holds more than half of
// those that are still there. Without papers it goes by the number.
type TopicName struct {
	Topic  int
	Name   string   // "" leaves the topic its own label
	Papers []string // ids
}

// remembered is how many papers, the most central first, stand for a topic.
const remembered = 20

// NameOf returns the name of the topic in a place as it is to be remembered: with its most central papers.
func (t *Topics) NameOf(docs corpus.Documents, topic int) TopicName {
	out := TopicName{Topic: t.ID(topic), Name: t.Topics[topic].Name}
	for _, row := range t.members[topic][:min(remembered, len(t.members[topic]))] {
		out.Papers = append(out.Papers, docs.At(row).ID)
	}
	return out
}

// claim is a name and the topic that it goes to.
type claim struct {
	name   string
	topic  int // its place
	papers int // of those it remembers, in the topic
}

// rename gives topics the names of the settings and of seeds, and warns of names that find no topic. If several go to
// one topic, it takes the name with the most papers there, ties to the first.
func (e *Engine) rename(t *Topics) {
	defer t.keepNames()
	names := slices.DeleteFunc(slices.Concat(e.config.Names, t.named), func(n TopicName) bool { return n.Name == "" })
	if len(names) == 0 {
		return
	}
	rows := map[string]int{}
	for row, d := range corpus.All(e.docs) {
		rows[d.ID] = row
	}
	var claims []claim
	for _, n := range names {
		topic, papers, doubt := t.claimed(n, rows)
		if doubt != "" {
			t.Warnings = append(t.Warnings, fmt.Sprintf("no topic is called %q: %s", n.Name, doubt))
			continue
		}
		claims = append(claims, claim{n.Name, topic, papers})
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return cmp.Compare(b.papers, a.papers) })
	for _, c := range claims {
		topic := &t.Topics[c.topic]
		if topic.Name != "" {
			t.Warnings = append(t.Warnings, fmt.Sprintf("no topic is called %q: its papers are in topic %d, called %q", c.name, t.ID(c.topic), topic.Name))
			continue
		}
		topic.Name, topic.Label = c.name, c.name
	}
}

// claimed finds the place of the topic of a name and how many of its papers are there, or says why there is none.
func (t *Topics) claimed(n TopicName, rows map[string]int) (topic, papers int, doubt string) {
	if len(n.Papers) == 0 {
		if topic = t.Place(n.Topic); topic < 0 {
			return 0, 0, fmt.Sprintf("there is no topic %d; topics are %s", n.Topic, t.listIDs())
		}
		return topic, 0, ""
	}
	votes, here := make([]int, t.K), 0
	for _, id := range n.Papers {
		row, ok := rows[id]
		if !ok || t.Assignments[row].Topic < 0 {
			continue
		}
		votes[t.Assignments[row].Topic]++
		here++
	}
	if here == 0 {
		return 0, 0, "none of the papers it remembers is there"
	}
	papers = slices.Max(votes)
	if 2*papers <= here {
		return 0, 0, "no topic holds more than half of the papers it remembers"
	}
	return slices.Index(votes, papers), papers, ""
}
