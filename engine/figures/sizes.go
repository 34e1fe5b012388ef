package figures

import (
	"fmt"
	"io"

	"kindred/engine"
	"kindred/engine/report"
	"kindred/engine/webmap"
)

// Sizes draws a bar a topic, the largest first, with its number, its label and how many papers that is. Of more than Rows topics the
// smallest are one bar. marks are a mark a topic.
func Sizes(w io.Writer, t *engine.Topics, marks []webmap.Mark) error {
	if err := fits(t, marks); err != nil {
		return err
	}
	s := newStack(sizeRows(t))
	p := s.picture()
	p.headed(fmt.Sprintf("%s in %s, by size", report.Count(len(t.Assignments)-t.NoText, "paper"), report.Count(t.K, "topic")))
	p.labels(s, edge, marks)
	p.bars(s, max(1, len(t.Assignments)-t.NoText))
	return p.write(w)
}

// sizeRows are the topics by size.
func sizeRows(t *engine.Topics) []row {
	order := largestFirst(t)
	rows := make([]row, 0, min(len(order), Rows))
	for i, topic := range order {
		if i == Rows-1 && len(order) > Rows {
			return append(rows, theRest(t, order[i:]))
		}
		rows = append(rows, rowOf(t, topic))
	}
	return rows
}

// theRest is one row for several topics.
func theRest(t *engine.Topics, topics []int) row {
	rest := row{topic: topics[0], label: report.Count(len(topics), "smaller topic")}
	for _, topic := range topics {
		rest.papers += t.Topics[topic].Size
	}
	return rest
}

// bars draws a bar a row right of the labels, and behind each how many of all papers that is.
func (p *picture) bars(s *stack, all int) {
	told, most, room := make([]string, len(s.rows)), 1, 0.0
	for i, r := range s.rows {
		told[i] = fmt.Sprintf("%s  (%s %%)", report.Thousands(r.papers), report.Fixed(100*float64(r.papers)/float64(all), 1))
		most, room = max(most, r.papers), max(room, s.letters.width(told[i]))
	}
	from := edge + s.wide + 24
	scale := (p.width - edge - room - 14 - from) / float64(most)
	for i, r := range s.rows {
		long, high := max(2, scale*float64(r.papers)), min(32, 0.64*s.pitch)
		p.rect(from, s.middle(i)-high/2, long, high, bar)
		p.text(from+long+14, s.middle(i), fromHere, s.letters, ink, told[i])
	}
	if len(s.rows) > 0 {
		p.line(1.5, branch, from, heading, from, p.height-edge)
	}
}
