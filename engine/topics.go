package engine

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"kindred/cluster"
	"kindred/vectorize/matrix"
)

const (
	representatives = 3    // papers shown for a topic
	outlierZ        = -2.5 // standard deviations below the topic's mean similarity
	outlierSize     = 5    // topics under this size have no outliers
)

// Topics clusters the corpus and describes what it finds. With Config.K 0 the number of topics is
// chosen as Sweep does. Papers without a usable term have topic -1.
//
// What is clustered are the papers' directions, drawn to their neighbours; similarities, margins and silhouettes are
// those of directions drawn but once, and words are counted in the term space.
//
// With Config.Previous, topics are those of an earlier run as far as they are still there (see previous.go).
//
// An engine that was opened has the topics that were saved.
func (e *Engine) Topics(ctx context.Context, p Progress) (*Topics, error) {
	if e.saved != nil {
		return e.saved()
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	t := &Topics{Stability: math.NaN(), Given: e.config.Vectors != nil, Fitted: e.fitted}
	t.past = e.recall(t)
	t.ByHand = len(e.config.Seeds)+len(e.config.Merge)+len(e.config.Split) > 0 || t.past != nil && t.past.run.ByHand
	x := e.clustered()
	clustering, err := e.partition(ctx, x, t, p)
	if err != nil {
		return nil, err
	}
	if clustering, err = e.seeded(ctx, x, t, clustering); err != nil {
		return nil, err
	}
	t.K, t.Criterion = clustering.K(), clustering.Criterion()
	e.doubt(t)
	labels, err := e.complete(clustering)
	if err != nil {
		return nil, err
	}
	if t.past != nil {
		e.call(t, labels, e.sumsOf(labels, clustering))
	}
	if labels, err = e.byHand(ctx, x, t, labels); err != nil {
		return nil, err
	}
	judge, err := e.judgeOf(x, t.K, p)
	if err != nil {
		return nil, err
	}
	p.reach("describing topics", 0)
	sums := e.summed(labels, clustering)
	collect(e.docs.Len())
	if sums == nil {
		sums = e.sums(labels)
	}
	e.assign(t, labels, sums)
	if t.past != nil {
		e.call(t, labels, t.sums)
	}
	e.overlap(t)
	t.Duplicates = e.duplicates
	markDuplicates(t.Assignments, t.Duplicates)
	e.describe(t)
	e.rename(t)
	p.reach("describing topics", 1)
	levels := e.raise(t)
	e.callParents(t)
	return t, t.judge(ctx, judge, levels)
}

// doubt warns of a number of topics that may not be what was wanted, and of neighbours that were not found exactly.
func (e *Engine) doubt(t *Topics) {
	if asked := e.config.K; asked > t.K {
		t.Warnings = append(t.Warnings, fmt.Sprintf("%d topics asked for, %d found: there are no more papers with different words", asked, t.K))
	}
	if n := len(t.Chosen); n > 1 && t.Chosen[n-1].Chosen {
		t.Warnings = append(t.Warnings, fmt.Sprintf("%d topics scored best and are the most that were tried: there may be more (say how many with -k)", t.K))
	}
	if s := e.space; s.graph != nil && s.recall < 1 {
		t.Warnings = append(t.Warnings, fmt.Sprintf("papers are drawn to neighbours of which %.0f %% are among the nearest: of more than %d papers they are looked for in part", 100*s.recall, exactMost))
	}
}

// partition clusters x, choosing k if none was given and no earlier run goes on.
func (e *Engine) partition(ctx context.Context, x mat.Matrix, t *Topics, p Progress) (*cluster.Clustering, error) {
	if t.past != nil && t.past.known > 0 {
		return e.carry(ctx, x, t.past, p)
	}
	if e.config.K == 0 {
		sweep, best, err := e.sweep(ctx, x, 0, p)
		t.Chosen = sweep
		return best, err
	}
	settings := e.kMeans()
	settings.K, settings.Progress, settings.Memo = e.config.K, p.stage("clustering"), e.config.Checkpoint.memo("clustering")
	return settings.Best(ctx, x)
}

// complete returns the labels of a clustering with one for each paper that has terms but no direction: that of the
// nearest paper which has one, or the first. A paper without a vector, where these are given, has no topic.
func (e *Engine) complete(c *cluster.Clustering) ([]int, error) {
	found := c.Labels()
	if e.config.Vectors != nil {
		return found, nil
	}
	labels, grown := slices.Clone(found), false
	for row, label := range found {
		if columns, _ := e.termsOfRow(row); label >= 0 || len(columns) == 0 {
			continue
		}
		neighbors, err := e.neighbors()
		if err != nil {
			return nil, err
		}
		labels[row], grown = 0, true
		for _, h := range neighbors.QueryRow(row, manyNear) {
			if near := found[h.Row]; near >= 0 {
				labels[row] = near
				break
			}
		}
	}
	if grown {
		labels = bySize(labels, c.K())
	}
	return labels, nil
}

// bySize numbers topics anew, by size, ties to the one whose first row is lower.
func bySize(labels []int, k int) []int {
	order, sizes, first := make([]int, k), make([]int, k), make([]int, k)
	for r := range order {
		order[r] = r
	}
	for row, r := range slices.Backward(labels) {
		if r >= 0 {
			sizes[r]++
			first[r] = row
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(first[a], first[b])) })
	number := make([]int, k)
	for i, r := range order {
		number[r] = i
	}
	out := slices.Clone(labels)
	for row, r := range labels {
		if r >= 0 {
			out[row] = number[r]
		}
	}
	return out
}

// sumsOf adds up the papers of each topic, unless the clustering has done so.
func (e *Engine) sumsOf(labels []int, c *cluster.Clustering) *cluster.Sums {
	if sums := e.summed(labels, c); sums != nil {
		return sums
	}
	return e.sums(labels)
}

// summed are the sums that a clustering has of the topics; nil if it has not, as of directions drawn to more neighbours.
func (e *Engine) summed(labels []int, c *cluster.Clustering) *cluster.Sums {
	if e.space.wide == nil && slices.Equal(labels, c.Labels()) {
		return c.Sums()
	}
	return nil
}

// sums adds up the papers of each topic.
func (e *Engine) sums(labels []int) *cluster.Sums {
	return cluster.NewSums(e.space.measured(), labels, e.config.Threads)
}

// assign fills a row a paper, given the sums of the topics: similarities, silhouette, rank in the topic, outliers.
func (e *Engine) assign(t *Topics, labels []int, sums *cluster.Sums) {
	t.sums, t.centre = sums, centresOf(sums)
	var silhouette []float64
	t.cohesion, silhouette = t.sums.CohesionAndSilhouette(e.config.Threads)
	t.Silhouette = cluster.MeanSilhouette(silhouette)
	t.Assignments = make([]Assignment, e.docs.Len())
	for i, label := range labels {
		if label < 0 {
			t.NoText++
		}
		t.Assignments[i] = t.assignment(i, label, silhouette[i])
	}
	t.members = membersOf(t.Assignments, t.K)
	for _, rows := range t.members {
		rank(t.Assignments, rows)
		markOutliers(t.Assignments, rows)
	}
}

func (t *Topics) assignment(row, label int, silhouette Measure) Assignment {
	a := Assignment{
		Row: row, Topic: label, Similarity: t.cohesion.Similarity[row], Silhouette: silhouette,
		Second: t.cohesion.Second[row], SecondSimilarity: math.NaN(), Margin: math.NaN(), DuplicateOf: -1,
	}
	if a.Second >= 0 {
		a.SecondSimilarity = t.cohesion.SecondSimilarity[row]
		a.Margin = a.Similarity - a.SecondSimilarity
	}
	return a
}

// membersOf lists the rows of each topic, most central first, ties to the lower row.
func membersOf(all []Assignment, k int) [][]int {
	members := make([][]int, k)
	for _, a := range all {
		if a.Topic >= 0 {
			members[a.Topic] = append(members[a.Topic], a.Row)
		}
	}
	for _, rows := range members {
		slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(all[j].Similarity, all[i].Similarity) })
	}
	return members
}

func rank(all []Assignment, rows []int) {
	for i, row := range rows {
		all[row].Rank = i + 1
	}
}

// markOutliers flags the papers whose similarity to their topic lies far below its mean. It is a
// flag: an outlier stays in its topic.
func markOutliers(all []Assignment, rows []int) {
	if len(rows) < outlierSize {
		return
	}
	mean, variance := 0.0, 0.0
	for _, r := range rows {
		mean += all[r].Similarity
	}
	mean /= float64(len(rows))
	for _, r := range rows {
		d := all[r].Similarity - mean
		variance += float64(d * d)
	}
	deviation := math.Sqrt(variance / float64(len(rows)))
	for _, r := range rows {
		all[r].Outlier = deviation > 0 && (all[r].Similarity-mean)/deviation < outlierZ
	}
}

func markDuplicates(all []Assignment, groups []DuplicateGroup) {
	for _, g := range groups {
		for _, row := range g.Rows[1:] {
			all[row].DuplicateOf = g.Rows[0]
		}
	}
}

// describe fills a row a topic.
func (e *Engine) describe(t *Topics) {
	words := e.readWords(t)
	silhouettes := meanByTopic(t)
	t.Topics = make([]Topic, t.K)
	matrix.BlocksOf(1, t.K, e.config.Threads, func() func(r, _ int) {
		room := words.room()
		return func(r, _ int) {
			topic := &t.Topics[r]
			*topic = Topic{
				ID: r, Size: len(t.members[r]), Share: float64(len(t.members[r])) / float64(e.docs.Len()-t.NoText), Parent: -1,
				ISim: t.cohesion.ISim[r], ESim: t.cohesion.ESim[r], Silhouette: silhouettes[r], Stability: math.NaN(),
			}
			words.describe(topic, room)
			topic.Representatives = chooseRepresentatives(t, r)
		}
	})
	e.measureCoherence(t, words)
	e.name(t, words)
}

func meanByTopic(t *Topics) []float64 {
	out := make([]float64, t.K)
	for r, rows := range t.members {
		values := make([]float64, len(rows))
		for i, row := range slices.Sorted(slices.Values(rows)) {
			values[i] = t.Assignments[row].Silhouette
		}
		out[r] = cluster.MeanSilhouette(values)
	}
	return out
}

// withoutDuplicates lists the papers of a topic that repeat no other, most central first; should all
// repeat one, the most central.
func (t *Topics) withoutDuplicates(topic int) []int {
	var out []int
	for _, row := range t.members[topic] {
		if t.Assignments[row].DuplicateOf < 0 {
			out = append(out, row)
		}
	}
	if len(out) == 0 {
		return t.members[topic][:min(1, len(t.members[topic]))]
	}
	return out
}

// chooseRepresentatives takes the most central papers that repeat no other.
func chooseRepresentatives(t *Topics, topic int) []int {
	rows := t.withoutDuplicates(topic)
	rows = rows[:min(representatives, len(rows))]
	for _, row := range rows {
		t.Assignments[row].Representative = true
	}
	return rows
}
