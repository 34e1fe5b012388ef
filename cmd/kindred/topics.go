package main

import (
	"context"

	"github.com/spf13/cobra"

	"kindred/engine/report"
)

// topicTables are what topics --show prints.
var topicTables = map[string]struct {
	part    string
	columns []report.Column
}{"topics": {"topics", report.TopicColumns}, "over-time": {"over_time", report.OverTimeColumns}, "trends": {"trends", report.TrendColumns}}

func (a *app) topicsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "topics SOURCE...",
		Short: "Say what is in a pile of papers",
		Long: `Topics groups the papers and names each group: a label, its size, the words and phrases
that it is about, those that set it apart, and its most central papers. A row a topic,
the largest first.

--show over-time prints a row a topic and period instead: its papers, their share of all
papers of the period, and the words that it has then more than at other times. --show trends
prints which topics rise and fall by more than chance would have it.

--write-names writes a form: a CSV with a line a topic, to fill in the column name and
to read with --names, then and whenever papers have come or gone. A name goes to the
topic that holds more than half of the papers that its line lists, whatever its number.
With topic_id and name alone, it goes by the number.`,
		Example: `  kindred topics papers.jsonl
  kindred topics papers.jsonl -k 10 --format json -o topics.json
  kindred topics papers.jsonl -k 10 --show trends --period year
  kindred topics papers.jsonl -k 10 --write-names names.csv
  kindred topics papers.jsonl -k 10 --names names.csv --merge 3,7 --split 0`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	a.checkpointFlag(cmd.Flags())
	cmd.Flags().StringVar(&a.naming, "write-names", "", "write the topics to a `FILE` to name them in; names given with --names are kept")
	choice(cmd.Flags(), &a.show, "show", "topics", "what to print: the topics, their papers by period (see --period), or which of them rise and fall", "topics", "over-time", "trends")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		shown := topicTables[a.show]
		return a.clustered(ctx, args, shown.part, shown.columns)
	})
	return cmd
}
