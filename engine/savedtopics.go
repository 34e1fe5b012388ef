package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"kindred/engine/index"
)

// Topics in a file. What may be unknown, NaN, stands in sections of numbers, as JSON has no such number.
//
//	topics               JSON: labels, words and the tree (savedTopics)
//	topics.numbers       criterion, silhouette, stability of all; then of each topic ISim, ESim, silhouette, coherence,
//	                     stability; then of each k that was tried criterion, silhouette, Calinski-Harabasz,
//	                     Davies-Bouldin, stability
//	topics.of, .second, .rank, .duplicate    n numbers each: a topic, the next, the place in it, the paper repeated; -1 is none
//	topics.flags         n bytes: 1 representative, 2 outlier
//	topics.measures      of each paper similarity, second similarity, margin, silhouette
//	topics.members.*     the topics that papers belong to: starts, topics, similarities
//	topics.ids           what the k topics are called; not there if by their places
//	topics.centres.*     the k centroids that papers are compared with, sparse: starts, columns, values
type savedTopics struct {
	K, NoText int
	Topics    []Topic
	Tree      []Merge
	Chosen    []SweepRow
	Warnings  []string
	ByHand    bool `json:",omitempty"`
	Highest   int  `json:",omitempty"` // id that was ever given, where topics have ids of their own
}

const (
	topicNumbers  = 5 // of a topic in topics.numbers
	chosenNumbers = 5
	paperNumbers  = 4
)

func (t *Topics) save(w *index.Writer) error {
	numbers := []float64{t.Criterion, t.Silhouette, t.Stability}
	saved := savedTopics{t.K, t.NoText, slices.Clone(t.Topics), t.Tree, slices.Clone(t.Chosen), t.Warnings, t.ByHand, t.highest}
	for i := range saved.Topics {
		for _, v := range saved.Topics[i].measures() {
			numbers = append(numbers, *v)
			*v = 0
		}
	}
	for i := range saved.Chosen {
		for _, v := range saved.Chosen[i].measures() {
			numbers = append(numbers, *v)
			*v = 0
		}
	}
	if err := saveJSON(w, "topics", saved); err != nil {
		return err
	}
	w.Float64s("topics.numbers", numbers)
	t.saveIDs(w)
	t.saveAssignments(w)
	t.saveCentres(w)
	return nil
}

func (t *Topics) saveIDs(w *index.Writer) {
	if t.ids == nil {
		return
	}
	ids := make([]int32, t.K)
	for place := range ids {
		ids[place] = int32(t.ids[place])
	}
	w.Int32s("topics.ids", ids)
}

// measures are the numbers of a topic that may be unknown.
func (t *Topic) measures() []*float64 {
	return []*float64{&t.ISim, &t.ESim, &t.Silhouette, &t.Coherence, &t.Stability}
}

func (r *SweepRow) measures() []*float64 {
	return []*float64{&r.Criterion, &r.Silhouette, &r.CalinskiHarabasz, &r.DaviesBouldin, &r.Stability}
}

func (a *Assignment) measures() []*float64 {
	return []*float64{&a.Similarity, &a.SecondSimilarity, &a.Margin, &a.Silhouette}
}

func (t *Topics) saveAssignments(w *index.Writer) {
	n := len(t.Assignments)
	of, second, rank, duplicate, flags := make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n), make([]byte, n)
	measures := make([]float64, 0, paperNumbers*n)
	starts, topics, similarities := make([]int64, 1, n+1), []int32{}, []float64{}
	for i, a := range t.Assignments {
		of[i], second[i], rank[i], duplicate[i] = int32(a.Topic), int32(a.Second), int32(a.Rank), int32(a.DuplicateOf)
		if a.Representative {
			flags[i] |= 1
		}
		if a.Outlier {
			flags[i] |= 2
		}
		for _, v := range a.measures() {
			measures = append(measures, *v)
		}
		for _, m := range a.Memberships {
			topics, similarities = append(topics, int32(m.Topic)), append(similarities, m.Similarity)
		}
		starts = append(starts, int64(len(topics)))
	}
	w.Int32s("topics.of", of)
	w.Int32s("topics.second", second)
	w.Int32s("topics.rank", rank)
	w.Int32s("topics.duplicate", duplicate)
	_, _ = w.Section("topics.flags").Write(flags) // the writer keeps its error
	w.Float64s("topics.measures", measures)
	w.Int64s("topics.members.starts", starts)
	w.Int32s("topics.members.topics", topics)
	w.Float64s("topics.members.similarities", similarities)
}

func (t *Topics) saveCentres(w *index.Writer) {
	starts, columns, values := []int64{0}, []int32{}, []float64{}
	for r := range t.K {
		for c, v := range t.centre(r) {
			if v != 0 {
				columns, values = append(columns, int32(c)), append(values, v)
			}
		}
		starts = append(starts, int64(len(columns)))
	}
	w.Int64s("topics.centres.starts", starts)
	w.Int32s("topics.centres.columns", columns)
	w.Float64s("topics.centres.values", values)
}

// loadTopics reads all of the topics of n papers. Cost: a pass over them.
func (e *Engine) loadTopics(f *index.File, n int) (*Topics, error) {
	var saved savedTopics
	if err := loadJSON(f, "topics", &saved); err != nil {
		return nil, err
	}
	t := &Topics{
		K: saved.K, NoText: saved.NoText, Topics: saved.Topics, Tree: saved.Tree, Chosen: saved.Chosen, Warnings: saved.Warnings, ByHand: saved.ByHand,
		Duplicates: e.duplicates, Given: e.config.Vectors != nil, Fitted: e.fitted,
	}
	if err := t.check(n); err != nil {
		return nil, &index.Error{File: f.Name(), Section: "topics", Reason: err.Error() + ": make the index again"}
	}
	if f.Has("topics.ids") {
		t.ids = idsOf(t.Topics)
		t.highest = max(saved.Highest, slices.Max(append([]int{-1}, t.ids...)))
	}
	return t, errors.Join(t.loadNumbers(f), t.loadAssignments(f, n), t.loadCentres(f, e.width()))
}

func idsOf(topics []Topic) []int {
	ids := make([]int, len(topics))
	for place, topic := range topics {
		ids[place] = topic.ID
	}
	return ids
}

// check says what cannot be true of topics of n papers.
func (t *Topics) check(n int) error {
	if t.K < 0 || t.K > len(t.Topics) {
		return fmt.Errorf("it has %d topics in place of %d", len(t.Topics), t.K)
	}
	seen := map[int]bool{}
	for i, topic := range t.Topics {
		if topic.ID < 0 || seen[topic.ID] || topic.Parent != -1 && (topic.Parent <= i || topic.Parent < t.K || topic.Parent >= len(t.Topics)) {
			return fmt.Errorf("topic %d is called %d and its parent %d", i, topic.ID, topic.Parent)
		}
		seen[topic.ID] = true
		for _, row := range topic.Representatives {
			if row < 0 || row >= n {
				return fmt.Errorf("topic %d is represented by paper %d of %d", i, row, n)
			}
		}
	}
	for i, m := range t.Tree {
		if groups := t.K + i; min(m.A, m.B) < 0 || max(m.A, m.B) >= groups || m.Topic < -1 || m.Topic >= len(t.Topics) {
			return fmt.Errorf("merge %d is of groups %d and %d of %d, and topic %d", i, m.A, m.B, groups, m.Topic)
		}
	}
	return nil
}

func (t *Topics) loadNumbers(f *index.File) error {
	numbers, err := f.Float64s("topics.numbers")
	if err != nil {
		return err
	}
	var to []*float64
	for i := range t.Topics {
		to = append(to, t.Topics[i].measures()...)
	}
	for i := range t.Chosen {
		to = append(to, t.Chosen[i].measures()...)
	}
	to = append([]*float64{&t.Criterion, &t.Silhouette, &t.Stability}, to...)
	if len(to) != len(numbers) {
		return fmt.Errorf("engine: %s holds %d numbers of its topics in place of %d", f.Name(), len(numbers), len(to))
	}
	for i, v := range to {
		*v = numbers[i]
	}
	return nil
}

func (t *Topics) loadAssignments(f *index.File, n int) error {
	l := loader{file: f}
	of, second, rank, duplicate := l.rows("topics.of", n, t.K), l.rows("topics.second", n, t.K), l.rows("topics.rank", n, n+1), l.rows("topics.duplicate", n, n)
	flags, measures := l.bytes("topics.flags", n), l.float64s("topics.measures", paperNumbers*n)
	starts := l.starts("topics.members", n)
	topics := l.places("topics.members.topics", -1, t.K)
	similarities := l.float64s("topics.members.similarities", len(topics))
	if l.err == nil && starts[n] != int64(len(topics)) {
		l.fail("topics.members", "%d topics in place of %d", len(topics), starts[n])
	}
	if l.err != nil {
		return l.err
	}
	t.Assignments = make([]Assignment, n)
	for i := range t.Assignments {
		a := &t.Assignments[i]
		*a = Assignment{
			Row: i, Topic: int(of[i]), Second: int(second[i]), Rank: int(rank[i]), DuplicateOf: int(duplicate[i]),
			Representative: flags[i]&1 != 0, Outlier: flags[i]&2 != 0,
		}
		for j, v := range a.measures() {
			*v = measures[paperNumbers*i+j]
		}
		for at := starts[i]; at < starts[i+1]; at++ {
			a.Memberships = append(a.Memberships, Membership{int(topics[at]), similarities[at]})
		}
	}
	t.members = membersOf(t.Assignments, t.K)
	return nil
}

// width is how many values a row has where cohesion is measured.
func (e *Engine) width() int {
	_, d := e.space.measured().Dims()
	return d
}

func (t *Topics) loadCentres(f *index.File, width int) error {
	l := loader{file: f}
	starts := l.starts("topics.centres", t.K)
	if l.err != nil {
		return l.err
	}
	columns := l.places("topics.centres.columns", int(starts[t.K]), width)
	values := l.float64s("topics.centres.values", int(starts[t.K]))
	t.centre = func(topic int) []float64 {
		out := make([]float64, width)
		for at := starts[topic]; at < starts[topic+1]; at++ {
			out[columns[at]] = values[at]
		}
		return out
	}
	return l.err
}

func loadJSON(f *index.File, name string, to any) error {
	b, err := f.Bytes(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, to); err != nil {
		return fmt.Errorf("engine: %s: section %s: %w", f.Name(), name, err)
	}
	return nil
}
