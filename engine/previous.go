package engine

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// A run that goes on from an earlier one (Config.Previous) keeps its topics as far as the papers allow, and their ids.
//
// Clustering. Papers keep the topic that they had, and those that come join the nearest; local search may then move any paper. What comes
// of either stands beside what clustering finds without knowing of the earlier run, and the least change that is good
// enough is taken: one whose criterion is less than the best by three thousandths at most, which is what five seeds differ by.
// There are as many topics as there were, if Config.K does not say how many: which number scores best changes with few papers, and
// with it every topic would. Topics that a user made what they are, by seeds, merging or splitting, are not what scores best; they
// stay as they are, and papers that come join the nearest.
//
// Ids. Each new topic is compared with each old one, by the papers that both runs have: the mean of the share of
// them that both topics hold, of those that either holds (Jaccard), and of the cosine of the centroids, both made of vectors of this run,
// that of the old topic from its papers that are still here. The pairs with the largest sum of these scores
// are one topic each (see cluster.Assignment), if the score is a half at least: no two topics are one without papers in common, since a
// cosine alone is less; with nearly the same centre a tenth of the papers is enough, with a cosine of .7 it takes three tenths. Topics
// that are new are numbered on from the highest id that was ever given, so that no id comes back for another topic.

const (
	sameTopic = 0.5   // score from which on a topic keeps its id
	hair      = 0.003 // of the criterion, which may be lost where topics stay
)

// past is what an earlier run says of the papers here.
type past struct {
	run    *Snapshot
	topics []SnapshotTopic // those that papers were in
	of     []int           // the place of each row's old topic among these, -1: none
	known  int             // rows that have one
}

// recall finds the papers of the earlier run among those here; nil without such a run.
func (e *Engine) recall(t *Topics) *past {
	if e.config.Previous == nil {
		return nil
	}
	run := e.config.Previous.whole()
	topics, of := run.leaves()
	p := &past{run: run, topics: topics, of: make([]int, e.docs.Len())}
	for row := range p.of {
		p.of[row] = -1
	}
	for i, row := range corpus.Same(e.docs, run.Documents()) {
		if row >= 0 && p.of[row] < 0 && of[i] >= 0 {
			p.of[row] = of[i]
			p.known++
		}
	}
	if p.known == 0 {
		t.Warnings = append(t.Warnings, "no paper that had a topic in the previous run is here: none of its topics goes on")
	}
	return p
}

// labels are the old topics of the rows of x, numbered without those that none is in, and how many there are.
func (p *past) labels(x mat.Matrix) (labels []int, k int) {
	labels = make([]int, len(p.of))
	number := make([]int, len(p.topics))
	for row, topic := range p.of {
		labels[row] = -1
		if topic < 0 || isZero(x, row) {
			continue
		}
		if number[topic] == 0 {
			k++
			number[topic] = k
		}
		labels[row] = number[topic] - 1
	}
	return labels, k
}

func isZero(x mat.Matrix, row int) bool {
	if terms, ok := x.(*matrix.CSR); ok {
		columns, _ := terms.Row(row)
		return len(columns) == 0
	}
	values := x.(*matrix.Rows).Row(row)
	return matrix.Dot(values, values) == 0
}

// carry clusters x as the earlier run did, as far as that is good enough.
func (e *Engine) carry(ctx context.Context, x mat.Matrix, earlier *past, p Progress) (*cluster.Clustering, error) {
	labels, k := earlier.labels(x)
	if earlier.run.ByHand && (e.config.K == 0 || e.config.K == k) {
		settings := e.kMeans()
		settings.NoRefine = true
		kept, _, err := settings.Carry(ctx, x, labels)
		return kept, err
	}
	fresh, err := e.afresh(ctx, x, k, p)
	if err != nil || fresh.K() != k {
		return fresh, err
	}
	kept, refined, err := e.kMeans().Carry(ctx, x, labels)
	if err != nil {
		return nil, err
	}
	enough := (1 - hair) * max(fresh.Criterion(), refined.Criterion())
	for _, c := range []*cluster.Clustering{kept, refined} {
		if c.Criterion() >= enough {
			return c, nil
		}
	}
	return fresh, nil
}

// afresh clusters x without knowing of the earlier run: in Config.K topics, or in k as choosing k would.
func (e *Engine) afresh(ctx context.Context, x mat.Matrix, k int, p Progress) (*cluster.Clustering, error) {
	settings := e.kMeans()
	settings.Memo = e.config.Checkpoint.memo("clustering")
	if e.config.K > 0 {
		settings.K, settings.Progress = e.config.K, p.stage("clustering")
		return settings.Best(ctx, x)
	}
	settings.K, settings.Progress = k, p.stage("growing the topic tree")
	tree, err := cluster.Bisecting{KMeans: settings}.Fit(ctx, x)
	if err != nil {
		return nil, err
	}
	return tree.Cut(ctx, min(k, tree.Leaves()))
}

// call names topics, given the topic of each paper and their sums, by the ids of the old ones that they are and by new ones.
func (e *Engine) call(t *Topics, labels []int, sums *cluster.Sums) {
	earlier := t.past
	match := make([]int, sums.K())
	for place := range match {
		match[place] = -1
	}
	if earlier.known > 0 {
		old, shared := e.sums(earlier.of), crossingOf(earlier.of, labels, len(earlier.topics), sums.K())
		match = shared.match(func(a, b int, jaccard float64) float64 { return sameness(jaccard, old.Sum(a), sums.Sum(b)) })
	}
	t.ids, t.highest = number(match, earlier.topics, earlier.run.Highest)
}

// sameness is how surely two topics are one, 0 if they are not.
func sameness(jaccard float64, old, later []float64) float64 {
	score := (jaccard + max(0, cosine(old, later))) / 2
	if math.IsNaN(score) || score < sameTopic {
		return 0
	}
	return score
}

// number returns the ids of topics, given which of some old ones each is, -1 for a new one, and the highest id ever given.
func number(match []int, old []SnapshotTopic, highest int) (ids []int, most int) {
	ids = make([]int, len(match))
	for place, a := range match {
		if a >= 0 {
			ids[place] = old[a].ID
			continue
		}
		highest++
		ids[place] = highest
	}
	return ids, highest
}

// callParents names the parents behind the topics likewise, and tells all topics their ids.
func (e *Engine) callParents(t *Topics) {
	if t.past == nil {
		return
	}
	if parents := t.Topics[t.K:]; len(parents) > 0 {
		old, groups := t.past.parents()
		crossing := crossingOf(t.past.of, t.labels(), len(t.past.topics), t.K).grouped(groups, t.below())
		match := crossing.match(func(a, b int, jaccard float64) float64 { return jaccard })
		var ids []int
		ids, t.highest = number(match, old, t.highest)
		t.ids = append(t.ids, ids...)
	}
	for place := range t.Topics {
		t.Topics[place].ID = t.ids[place]
	}
}

// parents are the old topics that have others below them, and the places of the topics with papers that these are.
func (p *past) parents() (topics []SnapshotTopic, groups [][]int) {
	above, place := map[int]int{}, map[int]int{}
	for _, topic := range p.run.Topics {
		above[topic.ID] = topic.Parent
	}
	for r, topic := range p.topics {
		for id, steps := topic.Parent, 0; id >= 0 && steps <= len(p.run.Topics); id, steps = above[id], steps+1 {
			at, seen := place[id]
			if !seen {
				at = len(groups)
				place[id] = at
				topics, groups = append(topics, SnapshotTopic{ID: id}), append(groups, nil)
			}
			groups[at] = append(groups[at], r)
			if _, there := above[id]; !there {
				break
			}
		}
	}
	return topics, groups
}

// below lists, for each parent behind the topics, the places of the topics below it.
func (t *Topics) below() [][]int {
	groups := make([][]int, len(t.Topics)-t.K)
	for r := range t.K {
		for at := t.Topics[r].Parent; at >= 0; at = t.Topics[at].Parent {
			groups[at-t.K] = append(groups[at-t.K], r)
		}
	}
	return groups
}

// keepNames gives topics that go on the names that they had, unless they have others now.
func (t *Topics) keepNames() {
	if t.past == nil {
		return
	}
	named := map[int]string{}
	for _, topic := range t.past.run.Topics {
		named[topic.ID] = topic.Name
	}
	for place := range t.Topics {
		if topic, name := &t.Topics[place], named[t.ID(place)]; topic.Name == "" && name != "" {
			topic.Name, topic.Label = name, name
		}
	}
}
