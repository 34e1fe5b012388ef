package engine

import (
	"cmp"
	"slices"

	"kindred/engine/corpus"
)

// Snapshot is what is left of a run in its outputs: which paper was in which topic, and what the topics were called. A later run
// goes on from it (Config.Previous), and Diff compares two. Topics are named by their ids.
type Snapshot struct {
	Papers  []SnapshotPaper
	Topics  []SnapshotTopic // those that papers are in, and their parents, in the order in which the run lists them
	Highest int             // the highest id that a topic of this run or one before ever had; -1 without topics
	ByHand  bool            // see Topics.ByHand
}

// SnapshotPaper is a paper and its place. Of the document only what names it is needed: ID, Also, IDs and Title.
type SnapshotPaper struct {
	corpus.Document
	Topic            int // -1: none
	Second           int // -1: none, or unknown
	Similarity       Measure
	SecondSimilarity Measure
}

// SnapshotTopic is a topic and its words.
type SnapshotTopic struct {
	ID     int
	Parent int // -1: none
	Label  string
	Name   string   // given by a user; "" without one
	Terms  []string // top terms as people write them
}

// Snapshot makes one of topics of some documents, which are those that were clustered.
func (t *Topics) Snapshot(docs corpus.Documents) *Snapshot {
	s := &Snapshot{Highest: t.Highest(), ByHand: t.ByHand, Papers: make([]SnapshotPaper, len(t.Assignments))}
	for row, a := range t.Assignments {
		d := docs.At(row)
		named := corpus.Document{ID: d.ID, Also: d.Also, IDs: d.IDs, Title: d.Title}
		s.Papers[row] = SnapshotPaper{named, t.ID(a.Topic), t.ID(a.Second), a.Similarity, a.SecondSimilarity}
	}
	for _, topic := range t.Topics {
		s.Topics = append(s.Topics, SnapshotTopic{topic.ID, t.ID(topic.Parent), topic.Label, topic.Name, spellings(topic.TopTerms)})
	}
	return s
}

func spellings(terms []TopicTerm) []string {
	out := make([]string, len(terms))
	for i, term := range terms {
		out[i] = term.Surface
	}
	return out
}

// whole is the snapshot with a line for every topic that has papers, and with Highest no less than any id.
func (s *Snapshot) whole() *Snapshot {
	out := &Snapshot{Papers: s.Papers, Topics: slices.Clone(s.Topics), Highest: s.Highest, ByHand: s.ByHand}
	known := map[int]bool{}
	for _, topic := range out.Topics {
		known[topic.ID] = true
	}
	for _, p := range out.Papers {
		if p.Topic >= 0 && !known[p.Topic] {
			known[p.Topic] = true
			out.Topics = append(out.Topics, SnapshotTopic{ID: p.Topic, Parent: -1})
		}
	}
	for _, topic := range out.Topics {
		out.Highest = max(out.Highest, topic.ID)
	}
	return out
}

// leaves are the topics that papers are in, by size, then by the first paper, and the place among them of each paper's topic,
// -1 for none.
func (s *Snapshot) leaves() (topics []SnapshotTopic, of []int) {
	papers, first := map[int]int{}, map[int]int{}
	for i, p := range slices.Backward(s.Papers) {
		papers[p.Topic]++
		first[p.Topic] = i
	}
	for _, topic := range s.Topics {
		if papers[topic.ID] > 0 {
			topics = append(topics, topic)
		}
	}
	slices.SortStableFunc(topics, func(a, b SnapshotTopic) int {
		return cmp.Or(cmp.Compare(papers[b.ID], papers[a.ID]), cmp.Compare(first[a.ID], first[b.ID]))
	})
	place := map[int]int{}
	for at, topic := range topics {
		place[topic.ID] = at
	}
	of = make([]int, len(s.Papers))
	for i, p := range s.Papers {
		of[i] = -1
		if at, ok := place[p.Topic]; ok {
			of[i] = at
		}
	}
	return topics, of
}

// Documents are the papers as others are compared with them.
func (s *Snapshot) Documents() corpus.List {
	out := make(corpus.List, len(s.Papers))
	for i, p := range s.Papers {
		out[i] = p.Document
	}
	return out
}
