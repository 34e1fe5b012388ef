package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/report"
)

// reason says what is to be explained, beside the papers.
type reason struct {
	topic        string // a number, own, or "" for two papers
	second, full bool
}

func (a *app) explainCommand() *cobra.Command {
	var q reason
	cmd := &cobra.Command{
		Use:   "explain SOURCE... (A B | A --topic T)",
		Short: "Say why two papers are near, or a paper is in a topic",
		Long: `Explain lists the terms behind a similarity, the largest contribution first; the
contributions sum to the similarity that related and cluster print. Terms under 1 % are
one last row, "(rest)". A and B are ids or pieces of titles; --topic takes the number of
a topic, or own for the topic that A is in, and says what the next best topic lacks:
the terms that add less to the similarity to that. --second lists its terms as well,
in rows of its own.`,
		Example: `  kindred explain papers.jsonl p017 p018
  kindred explain papers.jsonl p017 --topic own
  kindred explain papers.jsonl p017 --topic own --second`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	cmd.Flags().StringVar(&q.topic, "topic", "", "`T`opic to explain the place of A in: a number, or own")
	toggle(cmd.Flags(), &q.second, "second", "", false, "list the terms of the next best topic too")
	toggle(cmd.Flags(), &q.full, "full", "", false, "list every term")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.explain(ctx, args, q) })
	return cmd
}

func (a *app) explain(ctx context.Context, args []string, q reason) error {
	papers := 2
	if q.topic != "" {
		papers = 1
	} else if q.second {
		return misused("--second is about the topics of a paper: give --topic too")
	}
	if len(args) < papers {
		return misused("name %s after the source", []string{"", "the paper", "the two papers"}[papers])
	}
	sources, named := args[:len(args)-papers], args[len(args)-papers:]
	if q.topic != "" && len(sources) > 0 && !readable(sources[len(sources)-1]) {
		return misused("there is no source %s; if it is a paper: A B and --topic exclude each other", sources[len(sources)-1])
	}
	if q.topic != "" && a.settings.vectors != "" {
		return misused("--topic: papers are in topics by their vectors (--vectors), which hold no terms to name; cluster says how near they are")
	}
	a.settings.untold()
	f, stop, err := a.fit(ctx, sources, report.ExplainColumns)
	if err != nil {
		return err
	}
	defer stop()
	rows := make([]int, papers)
	for i, name := range named {
		if rows[i], err = f.find(name); err != nil {
			return err
		}
	}
	var why explanation
	if q.topic == "" {
		why = f.ofPapers(rows[0], rows[1], q.full)
	} else if why, err = a.ofTopic(ctx, f, rows[0], q); err != nil {
		return err
	}
	stop()
	if a.formatOf().Brief() {
		a.notice("A is %s", why.a.name())
		a.notice("B is %s", why.b.name())
	}
	if a.settings.vectors != "" {
		a.notice("similarity %s, the cosine of two vectors of %s, which hold no terms to name", report.Fixed(f.Similarity(rows[0], rows[1]), 6), a.settings.vectors)
		a.notice("what is listed are the terms of the cosine of their words alone, %s", report.Fixed(why.Similarity, 6))
		return a.answer(ctx, f, "explain", why.table(q.second))
	}
	a.notice("similarity %s", report.Fixed(why.Similarity, 6))
	if why.next != nil {
		a.notice("similarity %s to the next best, %s%s", report.Fixed(why.next.Similarity, 6), why.next.b.name(), why.next.lacks())
	}
	return a.answer(ctx, f, "explain", why.table(q.second))
}

// readable reports whether a name may be that of a source.
func readable(name string) bool {
	_, err := os.Stat(name)
	return err == nil || name == "-" || strings.ContainsAny(name, "*?[{")
}

// explanation is an explanation with what its two sides are called.
type explanation struct {
	*engine.Explanation
	a, b side
	next *rival // of a topic, the next best; nil if there is none
}

// rival is the topic that comes next for a paper, and what it lacks.
type rival struct {
	explanation
	margin *engine.Explanation
}

// lacks names the terms that add most to the margin.
func (r *rival) lacks() string {
	const most = 5
	var terms []string
	for _, c := range r.margin.Terms {
		if c.Value > 0 && len(terms) < most {
			terms = append(terms, fmt.Sprintf("%s (%.4f)", report.OneLine(c.Surface), c.Value))
		}
	}
	if terms == nil {
		return ""
	}
	return "; it lacks " + strings.Join(terms, ", ")
}

// table is a row a term; those of the next best topic follow if they are wanted, and then every format says which topic a
// row is about.
func (x explanation) table(second bool) report.Table {
	first := report.Explain(x.a.id, x.b.id, x.Explanation)
	if !second || x.next == nil {
		return first
	}
	next := report.Explain(x.a.id, x.next.b.id, x.next.Explanation)
	columns := slices.Clone(first.Columns)
	for i, c := range columns {
		columns[i].Short = c.Short || c.Name == "doc_id"
	}
	return report.Table{Columns: columns, Rows: func(yield func(report.Row, error) bool) {
		for _, t := range []report.Table{first, next} {
			for row, err := range t.Rows {
				if !yield(row, err) {
					return
				}
			}
		}
	}}
}

type side struct{ id, title string }

func (s side) name() string { return report.OneLine(s.id + ": " + s.title) }

func (f *fitted) side(row int) side {
	d := f.Documents().At(row)
	return side{d.ID, d.Title}
}

// ofPapers explains why two papers are near.
func (f *fitted) ofPapers(a, b int, full bool) explanation {
	return explanation{f.Explain(a, b, full), f.side(a), f.side(b), nil}
}

// ofTopic explains the place of a paper in a topic.
func (a *app) ofTopic(ctx context.Context, f *fitted, row int, q reason) (explanation, error) {
	topics, err := a.topics(ctx, f)
	if err != nil {
		return explanation{}, err
	}
	t, err := topicOf(topics, row, q.topic)
	if err != nil {
		return explanation{}, err
	}
	why := f.place(topics, row, t, q.full)
	if other := next(topics.Assignments[row], t); other >= 0 {
		why.next = &rival{f.place(topics, row, other, q.full), f.ExplainMargin(topics, row, t, other, true)}
	}
	return why, nil
}

// place explains how near a paper is to a topic.
func (f *fitted) place(topics *engine.Topics, row, topic int, full bool) explanation {
	b := side{fmt.Sprintf("topic:%d", topics.ID(topic)), topics.Topics[topic].Label}
	return explanation{f.ExplainTopic(topics, row, topic, full), f.side(row), b, nil}
}

// next is the best of the other topics for a paper, or -1.
func next(a engine.Assignment, topic int) int {
	if topic == a.Topic {
		return a.Second
	}
	return a.Topic
}

// topicOf finds the place of a topic by its number, or that of the topic of a paper.
func topicOf(topics *engine.Topics, row int, topic string) (int, error) {
	if topic == "own" {
		if t := topics.Assignments[row].Topic; t >= 0 {
			return t, nil
		}
		return 0, misused("the paper has no usable term, and so no topic")
	}
	id, err := strconv.Atoi(topic)
	if err != nil || topics.Place(id) < 0 {
		return 0, misused("--topic %s: use own or a number %s", topic, topics.Range())
	}
	return topics.Place(id), nil
}
