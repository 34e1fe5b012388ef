package main

import (
	"context"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/report"
)

func (a *app) diffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed from one run to another",
		Long: `Diff compares the topics of two runs, each the folder of run, a file of cluster (CSV, JSON
or JSON lines) or an index. A row a change: a topic that was born, died, split, merged of
others, renumbered, has grown, shrunk or drifted to other words, and a paper that moved
to another topic, each with a reason. Runs that say the same have no rows. Parents of
topics are not compared.

A later run with --previous OLD keeps the ids of OLD. Without it ids say little, and
topics are known again by their papers alone.`,
		Example: `  kindred run papers.jsonl -o may
  kindred run papers.jsonl -o june --previous may
  kindred diff may june`,
	}
	a.output.flags(cmd.Flags())
	number(cmd.Flags(), &a.settings.threads, "threads", "", 0, 0, "cores to use, 0 for all; never changes a result")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		if len(args) != 2 {
			return misused("name two runs, the earlier and the later: folders of run, files of cluster, or indexes")
		}
		return a.diff(ctx, args[0], args[1])
	})
	return cmd
}

func (a *app) diff(ctx context.Context, older, newer string) error {
	if err := a.checkOutput(report.DiffColumns); err != nil {
		return err
	}
	old, err := a.readSnapshot(ctx, "OLD", older)
	if err != nil {
		return err
	}
	later, err := a.readSnapshot(ctx, "NEW", newer)
	if err != nil {
		return err
	}
	if err := a.spare(a.output.path); err != nil {
		return err
	}
	d := engine.Diff(old.Snapshot, later.Snapshot, later.reasons)
	a.sayDifference(d)
	t, err := a.selected(report.Diff(later.Papers, d))
	if err != nil {
		return err
	}
	if a.formatOf() == report.FormatJSON {
		run := report.Run{Version: version(), Config: map[string]any{}, Papers: len(later.Papers)}
		return a.write(ctx, report.Bundle{Run: run, Parts: []report.Part{{Name: "changes", Table: t}}}.Write)
	}
	return a.print(ctx, t)
}

// sayDifference says what is no row.
func (a *app) sayDifference(d *engine.Difference) {
	switch {
	case d.Both == 0:
		a.notice("the two runs have no paper in common")
	case len(d.Changes) > 0:
		a.notice("%s in both runs, %d came and %d went", report.Count(d.Both, "paper"), d.Came, d.Went)
	case d.Came+d.Went > 0:
		a.notice("no topic changed: %s in both runs, %d came and %d went", report.Count(d.Both, "paper"), d.Came, d.Went)
	default:
		a.notice("nothing changed: the same %s in the same topics", report.Count(d.Both, "paper"))
	}
}
