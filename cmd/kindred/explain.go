package main

import (
	"context"
	"fmt"
	"strconv"

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
	a.settings.flags(cmd, "text", "cluster")
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
	sources, papersNamed := args[:len(args)-papers], args[len(args)-papers:]
	f, stop, err := a.fit(ctx, sources, report.ExplainColumns)
	if err != nil {
		return err
	}
	defer stop()
	var rows [2]int
	for i, name := range papersNamed {
		if rows[i], err = find(f.Documents(), name); err != nil {
			return err
		}
	}
	if topic == "" {
		stop()
		return a.emitExplanation(ctx, f, rows[0], f.Documents()[rows[1]].ID, f.Explain(rows[0], rows[1], full))
	}
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	t, err := topicOf(topics, rows[0], topic)
	if err != nil {
		return err
	}
	stop()
	return a.emitExplanation(ctx, f, rows[0], fmt.Sprintf("topic:%d", t), f.ExplainTopic(topics, rows[0], t, full))
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

func (a *app) emitExplanation(ctx context.Context, f *fitted, row int, other string, e *engine.Explanation) error {
	a.notice("similarity %.6f", e.Similarity)
	return a.emit(ctx, report.Explain(f.Documents()[row].ID, other, e))
}
