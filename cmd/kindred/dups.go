package main

import (
	"context"

	"github.com/spf13/cobra"

	"kindred/engine/report"
)

func (a *app) dupsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dups SOURCE...",
		Short: "Find papers that are nearly the same text",
		Long: `Dups lists groups of papers with almost the same words, or the same title of five words
or more in the same years, and the records that were merged into a paper, which have no
similarity (see --merge-duplicates). The first of each group is the one to keep; similarity
is to that one.`,
		Example: `  kindred dups papers.jsonl`,
	}
	a.settings.flags(cmd, "text")
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		a.settings.lsa = -1 // texts are compared by their terms alone
		f, stop, err := a.fit(ctx, args, report.DuplicateColumns)
		if err != nil {
			return err
		}
		stop()
		groups := f.Duplicates()
		if len(groups)+len(f.input.Merged) == 0 && a.formatOf().Brief() {
			a.notice("no near duplicates")
		}
		return a.answer(ctx, f, "dups", report.Duplicates(f.Documents(), groups, f.input.Merged))
	})
	return cmd
}
