package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"kindred/engine"
)

// OverTime is a row a topic and period, in the order of Topics.
func OverTime(t *engine.Topics, o *engine.OverTime) Table {
	return Table{OverTimeColumns, func(yield func(Row, error) bool) {
		for _, topic := range o.Topics {
			named := t.Topics[topic.Topic]
			for i, p := range o.Periods {
				if !yield(Row{named.ID, named.Label, p.Name, topic.Papers[i], topic.Share[i], p.Papers, topic.Words[i]}, nil) {
					return
				}
			}
		}
	}}
}

// Trends is a row a topic, in the order of Topics.
func Trends(t *engine.Topics, o *engine.OverTime) Table {
	return Table{TrendColumns, func(yield func(Row, error) bool) {
		for _, topic := range o.Topics {
			named, trend := t.Topics[topic.Topic], topic.Trend
			if !yield(Row{named.ID, named.Label, directionOf(trend), named.Size - topic.Undated, topic.Undated, trend.Early, trend.Late,
				trend.PerYear, trend.Dispersion, trend.P, trend.Q}, nil) {
				return
			}
		}
	}}
}

// directionOf is the direction of a trend, if it is known.
func directionOf(t engine.Trend) any {
	if t.Direction == engine.Unknown {
		return nil
	}
	return string(t.Direction)
}

// LeftOutOfTime says which papers are in no period, "" if all are in one.
func LeftOutOfTime(o *engine.OverTime) string {
	switch {
	case len(o.Periods) == 0 && o.Vague == 0:
		return "no paper has a date: there is nothing to say of topics over time"
	case o.Dateless > 0 && o.Vague > 0:
		return fmt.Sprintf("%s without a date and %d without a month are left out of topics over time", Count(o.Dateless, "paper"), o.Vague)
	case o.Dateless > 0:
		return fmt.Sprintf("%s without a date left out of topics over time", Count(o.Dateless, "paper"))
	case o.Vague > 0:
		return fmt.Sprintf("%s without a month left out of topics over time", Count(o.Vague, "paper"))
	}
	return ""
}

// overTime lists the topics that rise and those that fall, the largest change first.
func (s Summary) overTime(w io.Writer) {
	o := s.OverTime
	if o == nil || len(o.Periods) == 0 {
		return
	}
	first, last := o.Periods[0].Name, o.Periods[len(o.Periods)-1].Name
	fmt.Fprintf(w, "## Topics over time\n\n")
	if left := LeftOutOfTime(o); left != "" {
		fmt.Fprintf(w, "- %s\n", left)
	}
	changing, unknown := s.changes(w, engine.Rising)+s.changes(w, engine.Falling), 0
	for _, topic := range o.Topics {
		if topic.Trend.Direction == engine.Unknown {
			unknown++
		}
	}
	if n := len(o.Topics) - changing - unknown; n > 0 {
		fmt.Fprintf(w, "- %s without a change that is told from chance\n", Count(n, "topic"))
	}
	if unknown > 0 {
		fmt.Fprintf(w, "- %s with too few papers or periods to tell\n", Count(unknown, "topic"))
	}
	fmt.Fprintf(w, "\nShares of the papers of each %s from %s to %s; from and to are the first and the last third of that time. "+
		"Of the topics said to rise or fall one in twenty may do so by chance.\n\n", o.By, first, last)
}

// changes lists the topics of one direction and returns how many there are.
func (s Summary) changes(w io.Writer, d engine.Direction) int {
	var list []engine.TopicTime
	for _, topic := range s.OverTime.Topics {
		if topic.Trend.Direction == d {
			list = append(list, topic)
		}
	}
	change := func(t engine.TopicTime) float64 { return max(t.Trend.PerYear, -t.Trend.PerYear) }
	slices.SortStableFunc(list, func(a, b engine.TopicTime) int { return cmp.Compare(change(b), change(a)) })
	for _, topic := range list {
		named, trend := s.Topics.Topics[topic.Topic], topic.Trend
		sign := map[bool]string{true: "+"}[trend.PerYear > 0]
		fmt.Fprintf(w, "- **%s:** %d. %s, from %s %% to %s %% (%s%s points a year)\n", d, named.ID, escapeMarkdown(OneLine(named.Label)),
			Fixed(100*trend.Early, 1), Fixed(100*trend.Late, 1), sign, Fixed(100*trend.PerYear, 2))
	}
	return len(list)
}
