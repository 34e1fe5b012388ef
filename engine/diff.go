package engine

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"kindred/engine/corpus"
)

// Difference is what changed from one run to another: a TopicChange a row, by kind in the order of the constants, then by the place
// of the topic or paper.
//
// Topics of the two runs are one where they share the most papers (Jaccard, of the papers that both runs have, a tenth at
// least; see cluster.Assignment). Equal ids count as another tenth: who gave them may have known more than which papers there are.
// Parents of topics are not compared.
type Difference struct {
	Changes    []TopicChange
	Both       int // papers that both runs have
	Came, Went int // papers that one has alone
}

// ChangeKind says what happened.
type ChangeKind string

// Kinds of changes. A topic falls apart if most of its papers are in two or more that hold little else of the earlier run: each a
// tenth of its papers at least, and these more than half of what the new topic has of the earlier run. Merging is the same seen from the
// later run. (After MONIC,
// Spiliopoulou, Ntoutsi, Theodoridis and Schult 2006.) A share has changed if it differs by more than two standard errors of the
// difference of two shares: by more than one of twenty pairs of samples of one pile would.
const (
	Born       ChangeKind = "born"       // a topic that the earlier run does not have
	Died       ChangeKind = "died"       // one that the later run does not have
	Fell       ChangeKind = "split"      // an earlier topic, into others
	Merged     ChangeKind = "merged"     // a later topic, of earlier ones
	Renumbered ChangeKind = "renumbered" // the same topic by another id
	Grown      ChangeKind = "grown"      // its share of the papers is larger
	Shrunk     ChangeKind = "shrunk"     // or smaller
	Drifted    ChangeKind = "drifted"    // its words are others
	Moved      ChangeKind = "moved"      // a paper
)

// TopicChange is one change.
type TopicChange struct {
	Kind               ChangeKind
	Topic              int    // id in the later run; in the earlier for Died and Fell. Where a paper is now, -1 for nowhere
	Label              string // of that topic
	Others             []int  // where its papers came from or went; its parts; its former id; where a paper was
	OldSize, NewSize   int    // papers, 0 where the topic was not there
	OldShare, NewShare Measure
	Gained, Lost       []string // top terms
	Paper              int      // its place in the later run, -1 for a change of topics
	Margin             Measure  // how much nearer a paper is to its topic than to that which its former topic is now
	Shared             []string // terms of the topic that a paper has
	Why                string
}

const (
	sameID    = 0.1 // what equal ids count beside the share of papers
	partLeast = 0.1 // share of a topic that a part is
)

// Diff compares two runs. shared names terms that speak for a topic against another, by their ids in the later run, of a paper by its
// place there; nil looks for the topic's top terms in the title.
func Diff(old, later *Snapshot, shared func(paper, topic, other int) []string) *Difference {
	c := newComparison(old.whole(), later.whole())
	if c.shared = shared; shared == nil {
		c.shared = c.inTitle
	}
	out := &Difference{Both: c.both, Came: len(c.later.Papers) - c.both, Went: c.went}
	for _, find := range []func() []TopicChange{c.born, c.died, c.fell, c.merged, c.renumbered, c.sized(Grown), c.sized(Shrunk), c.drifted, c.moved} {
		out.Changes = append(out.Changes, find()...)
	}
	return out
}

// comparison is two runs, their topics by place, and which of these are one.
type comparison struct {
	old, later           *Snapshot
	oldTopics, newTopics []SnapshotTopic
	before, after        []int // of each paper of the later run: its old topic, -1 none, -2 not there; its new one
	earlier              []int // of each paper of the later run, its place in the earlier, -1
	oldSizes, newSizes   []int
	oldAll, newAll       int // papers that have a topic
	crossing             crossing
	oldOf, newOf         []int // the same topic in the other run, -1
	both, went           int
	shared               func(paper, topic, other int) []string
}

func newComparison(old, later *Snapshot) *comparison {
	c := &comparison{old: old, later: later}
	var oldOf []int
	c.oldTopics, oldOf = old.leaves()
	c.newTopics, c.after = later.leaves()
	c.before, c.earlier = make([]int, len(later.Papers)), make([]int, len(later.Papers))
	for row := range c.before {
		c.before[row], c.earlier[row] = -2, -1
	}
	for i, row := range corpus.Same(later.Documents(), old.Documents()) {
		if row < 0 {
			c.went++
		} else if c.earlier[row] < 0 {
			c.before[row], c.earlier[row] = oldOf[i], i
			c.both++
		}
	}
	c.oldSizes, c.oldAll = sizesOf(oldOf, len(c.oldTopics))
	c.newSizes, c.newAll = sizesOf(c.after, len(c.newTopics))
	c.crossing = crossingOf(c.before, c.after, len(c.oldTopics), len(c.newTopics))
	c.oldOf = c.crossing.match(func(a, b int, jaccard float64) float64 {
		if c.oldTopics[a].ID == c.newTopics[b].ID {
			jaccard += sameID
		}
		return jaccard
	})
	c.newOf = slices.Repeat([]int{-1}, len(c.oldTopics))
	for b, a := range c.oldOf {
		if a >= 0 {
			c.newOf[a] = b
		}
	}
	return c
}

func sizesOf(labels []int, k int) (sizes []int, all int) {
	sizes = make([]int, k)
	for _, r := range labels {
		if r >= 0 {
			sizes[r]++
			all++
		}
	}
	return sizes, all
}

// change is one of an old topic, a new one, or both; -1 is none.
func (c *comparison) change(kind ChangeKind, a, b int) TopicChange {
	out := TopicChange{Kind: kind, Paper: -1, OldShare: math.NaN(), NewShare: math.NaN(), Margin: math.NaN()}
	if a >= 0 {
		out.Topic, out.Label = c.oldTopics[a].ID, c.oldTopics[a].Label
		out.OldSize, out.OldShare = c.oldSizes[a], float64(c.oldSizes[a])/float64(c.oldAll)
	}
	if b >= 0 {
		out.Topic, out.Label = c.newTopics[b].ID, c.newTopics[b].Label
		out.NewSize, out.NewShare = c.newSizes[b], float64(c.newSizes[b])/float64(c.newAll)
	}
	return out
}

func (c *comparison) born() (list []TopicChange) {
	for b, a := range c.oldOf {
		if a >= 0 {
			continue
		}
		one := c.change(Born, -1, b)
		shared := func(a int) int { return c.crossing.shared[a][b] }
		from := tenths(len(c.oldTopics), shared, c.crossing.later[b])
		one.Others = idsAt(c.oldTopics, from)
		one.Why = fmt.Sprintf("of its %s %d had a topic before", countOf(one.NewSize), c.crossing.later[b]) + told("in topic", c.oldTopics, from, shared)
		list = append(list, one)
	}
	return list
}

func (c *comparison) died() (list []TopicChange) {
	for a, b := range c.newOf {
		if b >= 0 {
			continue
		}
		one := c.change(Died, a, -1)
		shared := func(b int) int { return c.crossing.shared[a][b] }
		to := tenths(len(c.newTopics), shared, c.crossing.old[a])
		one.Others = idsAt(c.newTopics, to)
		one.Why = fmt.Sprintf("of its %s %d have a topic now", countOf(one.OldSize), c.crossing.old[a]) + told("in topic", c.newTopics, to, shared)
		list = append(list, one)
	}
	return list
}

func (c *comparison) fell() (list []TopicChange) {
	for a := range c.oldTopics {
		shared := func(b int) int { return c.crossing.shared[a][b] }
		into := shards(shared, c.crossing.old[a], c.crossing.later)
		if into == nil {
			continue
		}
		one := c.change(Fell, a, -1)
		one.Others = idsAt(c.newTopics, into)
		one.Why = fmt.Sprintf("of %s", countOf(c.crossing.old[a])) + told("in topic", c.newTopics, into, shared)
		list = append(list, one)
	}
	return list
}

func (c *comparison) merged() (list []TopicChange) {
	for b := range c.newTopics {
		shared := func(a int) int { return c.crossing.shared[a][b] }
		of := shards(shared, c.crossing.later[b], c.crossing.old)
		if of == nil {
			continue
		}
		one := c.change(Merged, -1, b)
		one.Others = idsAt(c.oldTopics, of)
		one.Why = fmt.Sprintf("of %s that had a topic before", countOf(c.crossing.later[b])) + told("from topic", c.oldTopics, of, shared)
		list = append(list, one)
	}
	return list
}

// tenths are the places with a tenth of a whole or more, the largest first.
func tenths(n int, shared func(int) int, whole int) []int {
	var out []int
	for r := range n {
		if s := shared(r); s > 0 && float64(s) >= float64(partLeast*float64(whole)) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(r, s int) int { return cmp.Compare(shared(s), shared(r)) })
	return out
}

// shards are what a whole fell into: parts that hold little else of the other run, two or more, that are most of it; else nil.
func shards(shared func(int) int, whole int, sizes []int) []int {
	of, sum := slices.DeleteFunc(tenths(len(sizes), shared, whole), func(r int) bool { return 2*shared(r) <= sizes[r] }), 0
	for _, r := range of {
		sum += shared(r)
	}
	if len(of) < 2 || 2*sum <= whole {
		return nil
	}
	return of
}

// told lists where papers are: ", 8 in topic 5 and 3 in topic 7".
func told(where string, topics []SnapshotTopic, places []int, shared func(int) int) string {
	var list []string
	for _, r := range places {
		list = append(list, fmt.Sprintf("%d %s %d", shared(r), where, topics[r].ID))
	}
	if list == nil {
		return ""
	}
	return ": " + strings.Join(list, ", ")
}

func (c *comparison) renumbered() (list []TopicChange) {
	for b, a := range c.oldOf {
		if a < 0 || c.oldTopics[a].ID == c.newTopics[b].ID {
			continue
		}
		one := c.change(Renumbered, a, b)
		one.Others = []int{c.oldTopics[a].ID}
		one.Why = fmt.Sprintf("it has %d of the %s of topic %d", c.crossing.shared[a][b], countOf(c.crossing.old[a]), c.oldTopics[a].ID)
		list = append(list, one)
	}
	return list
}

// sized finds the topics that have grown, or shrunk.
func (c *comparison) sized(kind ChangeKind) func() []TopicChange {
	return func() (list []TopicChange) {
		for b, a := range c.oldOf {
			if a < 0 {
				continue
			}
			one := c.change(kind, a, b)
			least := 2 * standardError(one.OldSize+one.NewSize, c.oldAll, c.newAll)
			if by := one.NewShare - one.OldShare; by > least && kind == Grown || -by > least && kind == Shrunk {
				one.Why = fmt.Sprintf("from %.1f %% of the papers to %.1f %%; chance seldom makes more than %.1f", 100*one.OldShare, 100*one.NewShare, 100*least)
				list = append(list, one)
			}
		}
		return list
	}
}

// standardError is that of the difference of two shares that are one: of n and m papers, hits of both.
func standardError(hits, n, m int) float64 {
	p := float64(hits) / float64(n+m)
	return math.Sqrt(float64(p*(1-p)) * (1/float64(n) + 1/float64(m)))
}

func (c *comparison) drifted() (list []TopicChange) {
	for b, a := range c.oldOf {
		if a < 0 || len(c.oldTopics[a].Terms) == 0 || len(c.newTopics[b].Terms) == 0 {
			continue
		}
		one := c.change(Drifted, a, b)
		one.Gained, one.Lost = lacking(c.newTopics[b].Terms, c.oldTopics[a].Terms), lacking(c.oldTopics[a].Terms, c.newTopics[b].Terms)
		if len(one.Gained)+len(one.Lost) == 0 {
			continue
		}
		one.Why = fmt.Sprintf("%d of %d top terms are new", len(one.Gained), len(c.newTopics[b].Terms))
		list = append(list, one)
	}
	return list
}

// lacking are the terms of a list that another lacks.
func lacking(terms, others []string) (out []string) {
	for _, term := range terms {
		if !slices.ContainsFunc(others, func(other string) bool { return strings.EqualFold(term, other) }) {
			out = append(out, term)
		}
	}
	return out
}

func idsAt(topics []SnapshotTopic, places []int) []int {
	ids := make([]int, len(places))
	for i, r := range places {
		ids[i] = topics[r].ID
	}
	return ids
}

func countOf(papers int) string {
	if papers == 1 {
		return "1 paper"
	}
	return fmt.Sprintf("%d papers", papers)
}
