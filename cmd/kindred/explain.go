package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/report"
)

func (a *app) explainCommand() *cobra.Command {
	var topic string
	var full bool
	cmd := &cobra.Command{
		Use:   "explain SOURCE... (A B | A --topic T)",
		Short: "Say why two papers are near, or a paper is in a topic",
		Long: `Explain lists the terms behind a similarity, the largest contribution first; the
contributions sum to the similarity that related and cluster print. Terms under 1 % are
one last row, "(rest)". A and B are ids or pieces of titles; --topic takes the number of
a topic, or own for the topic that A is in.`,
		Example: `  kindred explain papers.jsonl p017 p018
  kindred explain papers.jsonl p017 --topic own`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	cmd.Flags().StringVar(&topic, "topic", "", "`T`opic to explain the place of A in: a number, or own")
	toggle(cmd.Flags(), &full, "full", "", false, "list every term")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.explain(ctx, args, topic, full) })
	return cmd
}

func (a *app) explain(ctx context.Context, args []string, topic string, full bool) error {
	papers := 2
	if topic != "" {
		papers = 1
	}
	if len(args) < papers {
		return misused("name %s after the source", []string{"", "the paper", "the two papers"}[papers])
	}
	sources, named := args[:len(args)-papers], args[len(args)-papers:]
	if topic != "" && len(sources) > 0 && !readable(sources[len(sources)-1]) {
		return misused("there is no source %s; if it is a paper: A B and --topic exclude each other", sources[len(sources)-1])
	}
	f, stop, err := a.fit(ctx, sources, report.ExplainColumns)
	if err != nil {
		return err
	}
	defer stop()
	rows := make([]int, papers)
	for i, name := range named {
		if rows[i], err = find(f.Documents(), name); err != nil {
			return err
		}
	}
	var why explanation
	if topic == "" {
		why = f.ofPapers(rows[0], rows[1], full)
	} else if why, err = a.ofTopic(ctx, f, rows[0], topic, full); err != nil {
		return err
	}
	stop()
	if a.formatOf().Brief() {
		a.notice("A is %s", why.a.name())
		a.notice("B is %s", why.b.name())
	}
	a.notice("similarity %.6f", why.Similarity)
	return a.answer(ctx, f, "explain", report.Explain(why.a.id, why.b.id, why.Explanation))
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
}

type side struct{ id, title string }

func (s side) name() string { return report.OneLine(s.id + ": " + s.title) }

func (f *fitted) side(row int) side { return side{f.Documents()[row].ID, f.Documents()[row].Title} }

// ofPapers explains why two papers are near.
func (f *fitted) ofPapers(a, b int, full bool) explanation {
	return explanation{f.Explain(a, b, full), f.side(a), f.side(b)}
}

// ofTopic explains the place of a paper in a topic.
func (a *app) ofTopic(ctx context.Context, f *fitted, row int, topic string, full bool) (explanation, error) {
	topics, err := a.topics(ctx, f)
	if err != nil {
		return explanation{}, err
	}
	t, err := topicOf(topics, row, topic)
	if err != nil {
		return explanation{}, err
	}
	b := side{fmt.Sprintf("topic:%d", t), topics.Topics[t].Label}
	return explanation{f.ExplainTopic(topics, row, t, full), f.side(row), b}, nil
}

// topicOf reads the number of a topic, or finds that of a paper.
func topicOf(topics *engine.Topics, row int, topic string) (int, error) {
	if topic == "own" {
		if t := topics.Assignments[row].Topic; t >= 0 {
			return t, nil
		}
		return 0, misused("the paper has no usable term, and so no topic")
	}
	t, err := strconv.Atoi(topic)
	if err != nil || t < 0 || t >= len(topics.Topics) {
		return 0, misused("--topic %s: use own or a number from 0 to %d", topic, len(topics.Topics)-1)
	}
	return t, nil
}
