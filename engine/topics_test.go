package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"testing"

	"kindred/cluster"
	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// checkTopics checks what holds of every clustered corpus, however small or odd.
func checkTopics(t testing.TB, e *Engine, topics *Topics) {
	t.Helper()
	if topics.K > len(topics.Topics) || topics.K < 1 || len(topics.Assignments) != e.docs.Len() {
		t.Fatalf("K %d, %d topics, %d assignments for %d papers", topics.K, len(topics.Topics), len(topics.Assignments), e.docs.Len())
	}
	if !(topics.Criterion > 0) || math.IsNaN(topics.Silhouette) != (topics.K == 1) {
		t.Errorf("K %d: criterion %v, silhouette %v", topics.K, topics.Criterion, topics.Silhouette)
	}
	noText, byTopic := 0, make([][]Assignment, topics.K)
	for row, a := range topics.Assignments {
		checkAssignment(t, e, topics, row, a)
		if a.Topic < 0 {
			noText++
		} else {
			byTopic[a.Topic] = append(byTopic[a.Topic], a)
		}
	}
	if noText != topics.NoText {
		t.Errorf("NoText is %d, %d papers have none", topics.NoText, noText)
	}
	share, labels := 0.0, map[string]bool{}
	for r, topic := range topics.Leaves() {
		checkTopic(t, e, topics, topic, byTopic[r])
		share += topic.Share
		if topic.ID != topics.ID(r) || labels[topic.Label] || r > 0 && topic.Size > topics.Topics[r-1].Size {
			t.Errorf("topic %d: id %d, size %d, label %q", r, topic.ID, topic.Size, topic.Label)
		}
		labels[topic.Label] = true
	}
	near(t, "the sum of the shares", share, 1, 1e-12)
	checkTree(t, topics)
}

func checkAssignment(t testing.TB, e *Engine, topics *Topics, row int, a Assignment) {
	t.Helper()
	if a.Row != row || (a.Topic < 0) == hasText(e, row) || a.Topic < -1 || a.Topic >= topics.K || a.DuplicateOf >= row || a.DuplicateOf < -1 {
		t.Errorf("row %d: %+v", row, a)
	}
	checkMemberships(t, a)
	if a.Topic < 0 {
		if a.Similarity != 0 || a.Second != -1 || a.Rank != 0 || a.Representative || a.Outlier || !math.IsNaN(a.Silhouette) || !math.IsNaN(a.Margin) || !math.IsNaN(a.SecondSimilarity) {
			t.Errorf("row %d without text: %+v", row, a)
		}
		return
	}
	if l := e.space.latent; l != nil && l().SquaredNorm(row) == 0 {
		if a.Similarity != 0 || a.Second != -1 || !math.IsNaN(a.Silhouette) || !math.IsNaN(a.Margin) || !math.IsNaN(a.SecondSimilarity) {
			t.Errorf("row %d without direction: %+v", row, a)
		}
		return
	}
	if !(a.Similarity > 0 && a.Similarity < 1+1e-6) || math.IsNaN(a.Silhouette) != (topics.K == 1) || a.Silhouette < -1 || a.Silhouette > 1 {
		t.Errorf("row %d: %+v", row, a)
	}
	if topics.K == 1 {
		if a.Second != -1 || !math.IsNaN(a.SecondSimilarity) || !math.IsNaN(a.Margin) {
			t.Errorf("row %d has a second topic of one: %+v", row, a)
		}
		return
	}
	if a.Second < 0 || a.Second == a.Topic || a.Margin != a.Similarity-a.SecondSimilarity {
		t.Errorf("row %d: %+v", row, a)
	}
}

// checkTopic checks one topic against the assignments of its papers.
func checkTopic(t testing.TB, e *Engine, topics *Topics, topic Topic, papers []Assignment) {
	t.Helper()
	n := len(papers)
	if topic.Size != n || n == 0 || topic.Label == "" || math.IsNaN(topic.Stability) != (topics.K == 1 || e.config.Stability == 0) || topic.Stability < 0 || topic.Stability > 1 {
		t.Fatalf("topic %d of %d papers: %+v", topic.ID, n, topic)
	}
	near(t, "share", topic.Share, float64(n)/float64(len(topics.Assignments)-topics.NoText), 0)
	least := 0.0 // terms weigh at least 0, directions may be opposed
	if e.space.latent != nil {
		least = -1 - 1e-6
	}
	if !(topic.ISim > 0 && topic.ISim < 1+1e-6) || math.IsNaN(topic.ESim) != (topics.K == 1) || topic.ESim < least || topic.Coherence < -1 || topic.Coherence > 1 {
		t.Errorf("topic %d: isim %v, esim %v, coherence %v", topic.ID, topic.ISim, topic.ESim, topic.Coherence)
	}
	checkRanks(t, topic, papers)
	if topics.K > 1 {
		sum := 0.0
		for _, a := range papers {
			sum += a.Silhouette
		}
		near(t, "silhouette of a topic", topic.Silhouette, sum/float64(n), 1e-12)
	} else if !math.IsNaN(topic.Silhouette) || topic.Discriminating != nil || topic.Lacks != nil {
		t.Errorf("the only topic is told from others: %+v", topic)
	}
	for kind, list := range map[string][]TopicTerm{"top": topic.TopTerms, "descriptive": topic.Descriptive, "discriminating": topic.Discriminating, "lacks": topic.Lacks} {
		checkTerms(t, topic, kind, list)
	}
}

// checkRanks checks that ranks run from 1 to the size by falling similarity, and that the
// representatives are the first of them that are no duplicates.
func checkRanks(t testing.TB, topic Topic, papers []Assignment) {
	t.Helper()
	slices.SortFunc(papers, func(a, b Assignment) int { return cmp.Compare(a.Rank, b.Rank) })
	var want []int
	for i, a := range papers {
		if a.Rank != i+1 || i > 0 && (a.Similarity > papers[i-1].Similarity || a.Similarity == papers[i-1].Similarity && a.Row < papers[i-1].Row) {
			t.Errorf("topic %d: %+v has place %d", topic.ID, a, i+1)
		}
		if a.DuplicateOf < 0 && len(want) < 3 {
			want = append(want, a.Row)
		}
	}
	if len(want) == 0 {
		want = []int{papers[0].Row}
	}
	if !slices.Equal(topic.Representatives, want) {
		t.Errorf("topic %d is represented by %v, want %v", topic.ID, topic.Representatives, want)
	}
	for _, a := range papers {
		if a.Representative != slices.Contains(want, a.Row) {
			t.Errorf("topic %d: %+v", topic.ID, a)
		}
	}
}

func checkTerms(t testing.TB, topic Topic, kind string, list []TopicTerm) {
	t.Helper()
	if kind == "top" || kind == "descriptive" {
		if len(list) == 0 {
			t.Errorf("topic %d has no %s terms", topic.ID, kind)
		}
	}
	shares := 0.0
	for i, term := range list {
		shares += term.Share
		if term.Term == "" || term.Surface == "" || !(term.Weight > 0) || !(term.Share > 0) || i > 0 && term.Weight > list[i-1].Weight {
			t.Errorf("topic %d, %s %d: %+v", topic.ID, kind, i, term)
		}
		if term.DFIn > topic.Size || term.DFIn < 0 || term.DFOut < 0 || kind != "lacks" && term.DFIn == 0 || kind == "lacks" && term.DFOut == 0 {
			t.Errorf("topic %d of %d papers, %s: %+v", topic.ID, topic.Size, kind, term)
		}
	}
	if shares > 1+1e-9 {
		t.Errorf("topic %d: the shares of its %s terms sum to %v", topic.ID, kind, shares)
	}
}

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// toy is four papers in a row, each sharing a word with the next: with plain weights every row is
// two values of 1/sqrt 2. The pairs {0,1} and {2,3} have |D|^2 = 2 + 1/2 + 1/2 = 3 each, so I2 is
// 2 sqrt 3 = 3.46, against 3.15 for {1,2} with {0,3} and 3.24 for one paper against three.
func toy(t testing.TB) *Topics {
	t.Helper()
	return topicsOf(t, build(t, titled("alpha beta", "alpha gamma", "delta gamma", "delta epsilon"), plain(2)))
}

func TestToyByHand(t *testing.T) {
	topics := toy(t)
	near(t, "criterion", topics.Criterion, 2*math.Sqrt(3), 1e-6)
	for row, want := range []int{0, 0, 1, 1} {
		if a := topics.Assignments[row]; a.Topic != want || a.Second != 1-want || a.DuplicateOf != -1 || a.Outlier {
			t.Fatalf("row %d: %+v, want topic %d", row, a, want)
		}
	}
	for _, topic := range topics.Topics {
		near(t, "ISim", topic.ISim, 3.0/4, 1e-6)              // |D|^2 / n^2
		near(t, "ESim", topic.ESim, 1.0/8, 1e-6)              // gamma alone is on both sides: (1/sqrt2 1/sqrt2) / (2*2)
		near(t, "share", topic.Share, 1.0/2, 0)               // two of four
		near(t, "silhouette", topic.Silhouette, 5.0/12, 1e-6) // the mean of its papers' 1/2 and 1/3
	}
	// x.D/|D|: a paper has one word twice in D and one once, (2/2 + 1/2)/sqrt 3; the other topic has
	// gamma once, (1/2)/sqrt 3, and nothing of the outer papers. Silhouettes: both papers lie 1/2 from
	// the other of their topic; the outer 1 from the two over there, the inner (1/2 + 1)/2 = 3/4.
	for _, row := range []struct {
		row                        int
		second, silhouette, margin float64
	}{{0, 0, 1.0 / 2, math.Sqrt(3) / 2}, {1, math.Sqrt(3) / 6, 1.0 / 3, math.Sqrt(3) / 3}, {2, math.Sqrt(3) / 6, 1.0 / 3, math.Sqrt(3) / 3}, {3, 0, 1.0 / 2, math.Sqrt(3) / 2}} {
		a := topics.Assignments[row.row]
		near(t, "similarity", a.Similarity, math.Sqrt(3)/2, 1e-6)
		near(t, "second similarity", a.SecondSimilarity, row.second, 1e-6)
		near(t, "margin", a.Margin, row.margin, 1e-6)
		near(t, "silhouette", a.Silhouette, row.silhouette, 1e-6)
	}
	near(t, "silhouette of all", topics.Silhouette, 5.0/12, 1e-6)
}

// Twenty papers at similarity 0.5 and one at 0.1: mean 10.1/21 = 0.4810, variance
// (20 * 0.0190^2 + 0.3810^2)/21 = 0.00726, so the last lies 0.3810/0.0852 = 4.47 deviations below.
func TestOutliers(t *testing.T) {
	made := func(typical, odd float64, n int) (all []Assignment, rows []int) {
		for row := range n {
			all, rows = append(all, Assignment{Row: row, Similarity: typical}), append(rows, row)
		}
		all[n-1].Similarity = odd
		return all, rows
	}
	// One paper apart from n-1 equal ones lies sqrt(n-1) deviations off, whatever the gap: 2.45 for
	// seven, 2.65 for eight.
	for _, c := range []struct {
		typical, odd float64
		n            int
		want         bool
	}{{0.5, 0.1, 21, true}, {0.5, 0.4, 8, true}, {0.5, 0.1, 7, false}, {0.1, 0.5, 21, false}, {0.5, 0.5, 21, false}, {0.5, 0.0, 4, false}} {
		all, rows := made(c.typical, c.odd, c.n)
		markOutliers(all, rows)
		for row, a := range all {
			if want := c.want && row == c.n-1; a.Outlier != want {
				t.Errorf("%d papers at %v, one at %v: outlier of row %d is %v", c.n-1, c.typical, c.odd, row, a.Outlier)
			}
		}
	}
}

// A paper that repeats another represents nothing, unless its topic holds nothing else.
func TestRepresentativesRepeatNoOther(t *testing.T) {
	all := make([]Assignment, 6)
	for row := range all {
		all[row] = Assignment{Row: row, DuplicateOf: -1}
	}
	all[1].DuplicateOf, all[4].DuplicateOf, all[5].DuplicateOf = 0, 0, 0
	topics := &Topics{Assignments: all, members: [][]int{{1, 0, 3, 2}, {5, 4}}}
	if got := chooseRepresentatives(topics, 0); !slices.Equal(got, []int{0, 3, 2}) {
		t.Errorf("represented by %v, want 0, 3, 2", got)
	}
	if got := chooseRepresentatives(topics, 1); !slices.Equal(got, []int{5}) {
		t.Errorf("represented by %v, want 5, the most central", got)
	}
}

func TestPapersWithoutText(t *testing.T) {
	e := build(t, titled("bees dance", "", "the of", "bees swarm", "glaciers melt"), plain(2))
	topics := topicsOf(t, e)
	if topics.NoText != 2 || topics.Assignments[1].Topic != -1 || topics.Assignments[2].Topic != -1 {
		t.Errorf("%d without text: %+v", topics.NoText, topics.Assignments)
	}
	near(t, "share of the bees", topics.Topics[0].Share, 2.0/3, 1e-12)
}

func TestFewerTopicsThanAskedFor(t *testing.T) {
	for _, c := range []struct {
		docs     []corpus.Document
		k, found int
	}{
		{titled("bees dance", "glaciers melt"), 2, 2},
		{titled("bees dance", "glaciers melt"), 5, 2},
		{titled("bees", "bees", "bees"), 2, 1},
		{titled("bees", "", "glaciers"), 3, 2},
	} {
		topics := topicsOf(t, build(t, c.docs, plain(c.k)))
		if topics.K != c.found || (len(topics.Warnings) > 0) != (c.k > c.found) {
			t.Errorf("%d topics of %d papers: %d, warnings %q", c.k, len(c.docs), topics.K, topics.Warnings)
		}
	}
}

func TestTopicsOfTheSample(t *testing.T) {
	for _, k := range []int{1, 2, 12, 145} {
		e := build(t, samplePapers(t), func(c *Config) { c.K, c.KMeans.Starts = k, 2 })
		topics := topicsOf(t, e)
		if topics.K != k || topics.Chosen != nil || len(topics.Warnings) != 0 {
			t.Errorf("k = %d: %d topics, warnings %q", k, topics.K, topics.Warnings)
		}
		if duplicate := rowOf(t, e, "ecol-13"); topics.Assignments[duplicate].DuplicateOf != duplicate-1 {
			t.Errorf("k = %d: ecol-13 repeats %d", k, topics.Assignments[duplicate].DuplicateOf)
		}
	}
}

// Cohesion in the space that is clustered, from every pair of directions: similarities to the mean of a topic's
// directions, the mean cosines of its pairs and of those to all others, and silhouettes.
func TestCohesionIsThatOfDirections(t *testing.T) {
	for _, name := range []string{"directions", "drawn directions"} {
		t.Run(name, func(t *testing.T) {
			e := build(t, samplePapers(t), func(c *Config) { spaces[name](c); c.K = 7 })
			topics := topicsOf(t, e)
			cosine := func(i, j int) float64 { return matrix.Dot(e.space.latent().Row(i), e.space.latent().Row(j)) }
			for r, topic := range topics.Topics {
				inside, outside, n := 0.0, 0.0, float64(topic.Size)
				for _, i := range topics.members[r] {
					own := 0.0
					for j, b := range topics.Assignments {
						if b.Topic == r {
							own += cosine(i, j)
						} else {
							outside += cosine(i, j)
						}
					}
					inside += own
					near(t, "similarity", topics.Assignments[i].Similarity, own/math.Sqrt(topics.sums.Square(r)), 1e-6)
					near(t, "silhouette", topics.Assignments[i].Silhouette, silhouetteOf(topics, i, cosine), 1e-6)
				}
				near(t, "|D|^2", topics.sums.Square(r), inside, 1e-5)
				near(t, "ISim", topic.ISim, inside/(n*n), 1e-6)
				near(t, "ESim", topic.ESim, outside/(n*(float64(e.docs.Len())-n)), 1e-6)
			}
		})
	}
}

// silhouetteOf is (b-a)/max(a,b) with a the mean distance of a paper to the others of its topic, and b the least of those
// to another topic.
func silhouetteOf(topics *Topics, row int, cosine func(i, j int) float64) float64 {
	own, other := 0.0, math.Inf(1)
	for r, rows := range topics.members {
		distance := 0.0
		for _, j := range rows {
			if j != row {
				distance += 1 - cosine(row, j)
			}
		}
		switch {
		case r != topics.Assignments[row].Topic:
			other = min(other, distance/float64(len(rows)))
		case len(rows) == 1:
			return 0
		default:
			own = distance / float64(len(rows)-1)
		}
	}
	return (other - own) / max(own, other)
}

// With one direction alone, which is the bees', glaciers have none: each joins a topic nonetheless.
func TestPapersWithoutDirection(t *testing.T) {
	e := build(t, titled("Honeybees dance", "Glaciers", "Honeybees dance", "Glaciers", "Honeybees rest", "zebra"), func(c *Config) { c.K, c.LSA.Rank = 2, 1 })
	if e.space.own().SquaredNorm(1) != 0 || e.space.mixed().Share[1] != 0 || e.space.mixed().Share[0] == 0 {
		t.Fatalf("directions %v and %v, shares %v", e.space.own().Row(0), e.space.own().Row(1), e.space.mixed().Share)
	}
	near(t, "similarity of two by their one term alone", e.Explain(1, 3, false).Similarity, 1/(1+e.config.Doubt), 1e-6)
	topics := topicsOf(t, e)
	for row, a := range topics.Assignments {
		if a.Topic < 0 {
			t.Errorf("row %d: %+v", row, a)
		}
	}
}

// The last paper has a word of the second topic, and no direction to cluster by.
func TestAPaperWithoutDirectionJoinsTheNearest(t *testing.T) {
	e := build(t, titled("bees dance", "bees swarm", "bees sting", "glaciers melt", "glaciers calve", "melt water"), plain(2))
	directions := matrix.NewRows(6, 2, []float32{1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0})
	c, err := cluster.KMeans{K: 2}.Fit(context.Background(), directions)
	if err != nil {
		t.Fatal(err)
	}
	labels, err := e.complete(c)
	if want := []int{0, 0, 0, 1, 1, 1}; err != nil || !slices.Equal(labels, want) {
		t.Errorf("labels %v, %v, want %v", labels, err, want)
	}
}
