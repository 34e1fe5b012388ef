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
the largest first.

--write-names writes a form: a CSV with a line a topic, to fill in the column name and
to read with --names, then and whenever papers have come or gone. A name goes to the
topic that holds more than half of the papers that its line lists, whatever its number.
With topic_id and name alone, it goes by the number.`,
		Example: `  kindred topics papers.jsonl
  kindred topics papers.jsonl -k 10 --format json -o topics.json
  kindred topics papers.jsonl -k 10 --write-names names.csv
  kindred topics papers.jsonl -k 10 --names names.csv --merge 3,7 --split 0`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	a.checkpointFlag(cmd.Flags())
	cmd.Flags().StringVar(&a.naming, "write-names", "", "write the topics to a `FILE` to name them in; names given with --names are kept")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		return a.clustered(ctx, args, "topics", report.TopicColumns)
	})
	return cmd
}
