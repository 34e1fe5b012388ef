package main

import (
	"context"

	"github.com/spf13/cobra"

	"kindred/engine/report"
)

func (a *app) sweepCommand() *cobra.Command {
	var most int
	cmd := &cobra.Command{
		Use:   "sweep SOURCE...",
		Short: "Score every number of topics",
		Long: `Sweep clusters the papers into 2, 3, 4, ... topics and scores each: the criterion, the
mean silhouette (higher is better), Calinski-Harabasz (higher) and Davies-Bouldin
(lower). The one that -k auto would choose is marked. Of many papers all this is of the
part that is tried first (--fit-sample).

What is done to topics afterwards does not count here: --merge, --split, --names,
--levels, --stability and --period. Nor do -k and --seeds.`,
		Example: `  kindred sweep papers.jsonl --max-k 15`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	autoNumber(cmd.Flags(), &most, "max-k", "", "the most topics to try")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		a.work.Topics = true
		f, stop, err := a.fit(ctx, args, report.SweepColumns)
		if err != nil {
			return err
		}
		defer stop()
		rows, err := f.Sweep(ctx, most, f.progress)
		if err != nil {
			return err
		}
		stop()
		return a.answer(ctx, f, "sweep", report.Sweep(rows))
	})
	return cmd
}
