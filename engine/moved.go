package engine

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
)

// moved finds the papers whose topic is not what their earlier one is now.
func (c *comparison) moved() (list []TopicChange) {
	for row, b := range c.after {
		a := c.before[row]
		if a == -2 || a < 0 && b < 0 || a >= 0 && b >= 0 && c.oldOf[b] == a {
			continue
		}
		one := c.change(Moved, -1, b)
		one.Paper, one.NewSize, one.NewShare = row, 0, math.NaN()
		if b < 0 {
			one.Topic = -1
		}
		one.Others = []int{-1}
		if a >= 0 {
			one.Others[0] = c.oldTopics[a].ID
		}
		c.explain(&one, row, a, b)
		list = append(list, one)
	}
	return list
}

// explain says why a paper went from an old topic to a new one.
func (c *comparison) explain(one *TopicChange, row, a, b int) {
	switch {
	case a < 0:
		one.Why = "it had no topic"
		return
	case b < 0:
		one.Why = "it has no topic"
		return
	}
	now, then := &c.later.Papers[row], &c.old.Papers[c.earlier[row]]
	former, home := -1, c.newOf[a]
	if c.oldOf[b] >= 0 {
		former = c.oldTopics[c.oldOf[b]].ID
	}
	why := []string{compared(one.Topic, now.similarityTo(one.Topic), then.similarityTo(former))}
	if home < 0 {
		why = append(why, fmt.Sprintf("topic %d is no more", one.Others[0]))
		one.Shared = c.shared(row, one.Topic, -1)
	} else {
		id := c.newTopics[home].ID
		near, far := now.similarityTo(one.Topic), now.similarityTo(id)
		one.Margin = near - far
		why = append(why, compared(id, far, then.similarityTo(one.Others[0])))
		one.Shared = c.shared(row, one.Topic, id)
	}
	one.Why = strings.Join(slices.DeleteFunc(why, func(s string) bool { return s == "" }), "; ")
}

// similarityTo is that to a topic, if it is known.
func (p *SnapshotPaper) similarityTo(topic int) Measure {
	switch {
	case topic < 0:
	case topic == p.Topic:
		return p.Similarity
	case topic == p.Second:
		return p.SecondSimilarity
	}
	return math.NaN()
}

// compared says how similar a paper is and was to a topic: "similarity to 5 from 0.50 to 0.55".
func compared(topic int, now, then Measure) string {
	switch {
	case math.IsNaN(now) && math.IsNaN(then):
		return ""
	case math.IsNaN(then):
		return fmt.Sprintf("similarity to topic %d now %.3f", topic, now)
	case math.IsNaN(now):
		return fmt.Sprintf("similarity to topic %d was %.3f", topic, then)
	}
	return fmt.Sprintf("similarity to topic %d from %.3f to %.3f", topic, then, now)
}

// inTitle are the top terms of a topic that the title of a paper has.
func (c *comparison) inTitle(paper, topic, _ int) (out []string) {
	title := wordsOf(c.later.Papers[paper].Title)
	for _, t := range c.newTopics {
		if t.ID != topic {
			continue
		}
		for _, term := range t.Terms {
			if strings.Contains(title, wordsOf(term)) {
				out = append(out, term)
			}
		}
	}
	return out
}

// wordsOf is a text in lower case, with a space before, behind and between its words.
func wordsOf(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// Reasons makes what Diff asks for shared terms: of a paper of these topics, the five that speak most for one topic against another, or for
// it alone if that is -1.
func (e *Engine) Reasons(t *Topics) func(paper, topic, other int) []string {
	return func(paper, topic, other int) (out []string) {
		place := t.Place(topic)
		if place < 0 {
			return nil
		}
		var why *Explanation
		if at := t.Place(other); at >= 0 {
			why = e.ExplainMargin(t, paper, place, at, true)
		} else {
			why = e.ExplainTopic(t, paper, place, true)
		}
		own := map[string]bool{} // not those of its neighbours, to which it is drawn
		columns, _ := e.termsOfRow(paper)
		for _, column := range columns {
			own[e.model.Term(int(column))] = true
		}
		for _, c := range why.Terms {
			if c.Value > 0 && own[c.Term] && len(out) < 5 {
				out = append(out, c.Surface)
			}
		}
		return out
	}
}
