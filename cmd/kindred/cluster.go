package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/report"
)

func (a *app) clusterCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cluster SOURCE...",
		Short: "Put each paper into a topic",
		Long: `Cluster puts each paper into the topic whose centre is nearest, and says how well it
fits there, which topic comes second, and whether it is central, an outlier or a near
duplicate. A row a paper, in the order of the source.`,
		Example: `  kindred cluster papers.jsonl -k 12 -o assignments.csv
  kindred cluster papers.jsonl --columns doc_id,topic_label,similarity`,
	}
	a.settings.flags(cmd, "text", "cluster")
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		return a.clustered(ctx, cmd, args, report.AssignmentColumns, func(b *report.Bundle) *report.Table { return &b.Documents })
	})
	return cmd
}

// clustered clusters the sources and writes one of the two tables of the answer; in JSON, both as one object.
func (a *app) clustered(ctx context.Context, cmd *cobra.Command, sources []string, columns []report.Column, table func(*report.Bundle) *report.Table) error {
	f, stop, err := a.fit(ctx, sources, columns)
	if err != nil {
		return err
	}
	defer stop()
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	stop()
	b := f.bundle(topics, effective(cmd.Flags(), false))
	if a.formatOf() != report.FormatJSON {
		return a.emit(ctx, *table(&b))
	}
	t := table(&b)
	if *t, err = a.selected(*t); err != nil {
		return err
	}
	return a.write(ctx, func(w io.Writer) error { return b.Write(w) })
}

// bundle puts a clustered corpus into one object.
func (f *fitted) bundle(t *engine.Topics, config map[string]any) report.Bundle {
	docs := f.Documents()
	return report.Bundle{
		Run:       report.Run{Version: version(), Config: config, SHA256: f.input.SHA256, Papers: len(docs), Terms: f.Vocabulary()},
		Topics:    report.Topics(docs, t),
		Documents: report.Assignments(docs, t),
		Metrics: report.Metrics{K: t.K, NoText: t.NoText, Criterion: report.Measure(t.Criterion),
			Silhouette: report.Measure(t.Silhouette)},
	}
}
