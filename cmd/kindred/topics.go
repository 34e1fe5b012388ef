package main

import (
	"context"

	"github.com/spf13/cobra"

	"kindred/engine/report"
)

func (a *app) topicsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "topics SOURCE...",
		Short: "Say what is in a pile of papers",
		Long: `Topics groups the papers and names each group: a label, its size, the words and phrases
that it is about, those that set it apart, and its most central papers. A row a topic,
the largest first.`,
		Example: `  kindred topics papers.jsonl
  kindred topics papers.jsonl -k 10 --format json -o topics.json`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		return a.clustered(ctx, args, "topics", report.TopicColumns)
	})
	return cmd
}
