package main

import (
	"context"
	"slices"

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
duplicate. A row a paper, in the order of the source. Two columns more, x and y, are there
if --columns names them: where the paper lies on a map on which those alike are near each
other, both within -1 and 1. Papers without text lie in the corner -1,-1.

With --format bibtex or ris the records of the source come back as they are, with two more
keywords each, to be imported again: the topic, kindred:3, and its label. Those of an
earlier run are replaced. With csv-augmented a table comes back with columns for topic,
label and similarity. Papers from files in another format are written from their fields.`,
		Example: `  kindred cluster papers.jsonl -k 12 -o assignments.csv
  kindred cluster papers.jsonl --columns doc_id,topic_label,similarity
  kindred cluster papers.jsonl --columns doc_id,topic_id,x,y
  kindred cluster library.bib -o sorted.bib
  kindred cluster scopus.csv --format csv-augmented -o sorted.csv`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags(), recordFormats...)
	a.checkpointFlag(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		a.output.own = recordFormats
		if a.formatOf() == report.FormatJSON {
			return a.clustered(ctx, args, "documents", slices.Concat(report.DocumentColumns, report.PlaceColumns))
		}
		a.settings.untold()
		if form, is := forms[a.formatOf()]; is {
			return a.writeBack(ctx, args, form)
		}
		return a.clustered(ctx, args, "documents", slices.Concat(report.AssignmentColumns, report.PlaceColumns))
	})
	return cmd
}

// clustered clusters the sources and writes one part of the answer; in JSON, all of it as one object.
func (a *app) clustered(ctx context.Context, sources []string, part string, columns []report.Column) error {
	a.work.Topics = true
	f, stop, err := a.fit(ctx, sources, columns)
	if err != nil {
		return err
	}
	defer stop()
	if err := a.checkNaming(); err != nil {
		return err
	}
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	stop()
	if err := a.writeNames(ctx, f, topics); err != nil {
		return err
	}
	var time *engine.OverTime
	if a.formatOf() == report.FormatJSON || part == "over_time" || part == "trends" {
		if time, err = a.overTime(f, topics); err != nil {
			return err
		}
	}
	b := f.bundle(topics, time)
	t := &b.Parts[slices.IndexFunc(b.Parts, func(p report.Part) bool { return p.Name == part })].Table
	if part == "documents" && a.formatOf() != report.FormatJSON {
		*t = report.Assignments(f.Documents(), topics)
	}
	if *t, err = a.withPlaces(ctx, f, *t); err != nil {
		return err
	}
	stop()
	if *t, err = a.selected(*t); err != nil {
		return err
	}
	if a.formatOf() == report.FormatJSON {
		return a.write(ctx, b.Write)
	}
	return a.print(ctx, *t)
}

// withPlaces adds to a table of papers where each lies on the map, if columns ask for it: that takes time.
func (a *app) withPlaces(ctx context.Context, f *fitted, t report.Table) (report.Table, error) {
	if !a.output.asks(report.PlaceColumns) {
		return t, nil
	}
	at, err := f.places(ctx)
	if err != nil {
		return t, err
	}
	return report.WithPlaces(t, at), nil
}

// bundle puts a clustered corpus into one object; without o it says nothing of topics over time.
func (f *fitted) bundle(t *engine.Topics, o *engine.OverTime) report.Bundle {
	b := report.Bundle{
		Run: f.run,
		Parts: []report.Part{
			{Name: "topics", Table: report.Topics(f.Documents(), t)},
			{Name: "documents", Table: report.Documents(f.Documents(), t)},
			{Name: "tree", Table: report.Tree(t)},
		},
		Metrics:   report.NewMetrics(t),
		Numbering: report.NewNumbering(t),
	}
	if o != nil {
		b.Parts = append(b.Parts, report.Part{Name: "over_time", Table: report.OverTime(t, o)}, report.Part{Name: "trends", Table: report.Trends(t, o)})
	}
	return b
}
