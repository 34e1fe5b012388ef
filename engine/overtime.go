package engine

import (
	"slices"

	"kindred/engine/corpus"
	"kindred/vectorize/matrix"
)

// OverTime is how many papers each topic has in each period, and what changes.
type OverTime struct {
	By       Period       // year, quarter or month
	Periods  []TimePeriod // from the first paper to the last, empty ones too
	Topics   []TopicTime  // of each of the K topics; those of a parent are the sums of its topics'
	Dateless int          // papers that state no date
	Vague    int          // papers whose date does not say the period: a year, where months are counted
}

// TimePeriod is one period.
type TimePeriod struct {
	Name   string // 2021, 2021-Q3 or 2021-07
	Papers int    // that have a topic
}

// TopicTime is one topic over time. Its lists have an item a period.
type TopicTime struct {
	Topic   int // place among Topics.Topics
	Papers  []int
	Share   []Measure  // of the papers of the period that have a topic; NaN where there are none
	Words   [][]string // that the topic has in the period more than in its others
	Undated int        // papers of the topic that are in no period
	Trend   Trend
}

// OverTime counts the papers of topics by year, quarter or month, says which topics rise and fall (see Trend), and what words
// they have at a time. A paper whose date says less than the period is in none. Fails for a period that is none of Periods.
// Cost: one walk over the documents and two over the matrix.
func (e *Engine) OverTime(t *Topics, by Period) (*OverTime, error) {
	by, err := by.resolve(e.docs)
	if err != nil {
		return nil, err
	}
	o := &OverTime{By: by, Topics: make([]TopicTime, t.K)}
	at := o.place(e.docs, t)
	n := make([]int, len(o.Periods))
	for i, p := range o.Periods {
		n[i] = p.Papers
	}
	trends := make([]*Trend, t.K)
	matrix.BlocksOf(1, t.K, e.config.Threads, func() func(r, _ int) {
		reader := e.periodReader()
		return func(r, _ int) {
			topic := &o.Topics[r]
			topic.Topic, topic.Papers = r, make([]int, len(n))
			topic.count(t.members[r], at)
			topic.Share = sharesOf(topic.Papers, n)
			topic.Words = reader.words(byPeriod(t.withoutDuplicates(r), at, len(n)))
			topic.Trend = trendOf(topic.Papers, n, by.perYear())
			trends[r] = &topic.Trend
		}
	})
	settle(trends)
	return o, nil
}

// place lays out the periods and returns that of each paper, -1 for a paper in none.
func (o *OverTime) place(docs corpus.Documents, t *Topics) []int {
	at := make([]int, docs.Len())
	var known []int
	for row, d := range corpus.All(docs) {
		at[row] = -1
		if t.Assignments[row].Topic < 0 {
			continue
		}
		number, ok := o.By.of(d)
		switch {
		case ok:
			at[row], known = number, append(known, number)
		case d.Precision == corpus.NoDate:
			o.Dateless++
		default:
			o.Vague++
		}
	}
	if len(known) == 0 {
		return at
	}
	first := slices.Min(known)
	o.Periods = make([]TimePeriod, slices.Max(known)-first+1)
	for i := range o.Periods {
		o.Periods[i].Name = o.By.name(first + i)
	}
	for row, number := range at {
		if number >= 0 {
			at[row] = number - first
			o.Periods[at[row]].Papers++
		}
	}
	return at
}

// count adds up the papers of a topic.
func (t *TopicTime) count(rows, at []int) {
	for _, row := range rows {
		if at[row] < 0 {
			t.Undated++
			continue
		}
		t.Papers[at[row]]++
	}
}

func sharesOf(y, n []int) []Measure {
	out := make([]Measure, len(n))
	for i := range n {
		out[i] = shareOf(y[i:i+1], n[i:i+1])
	}
	return out
}

// byPeriod sorts rows into periods; those in none are left out.
func byPeriod(rows, at []int, periods int) [][]int {
	out := make([][]int, periods)
	for _, row := range rows {
		if i := at[row]; i >= 0 {
			out[i] = append(out[i], row)
		}
	}
	return out
}
