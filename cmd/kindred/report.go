package main

import (
	"context"
	"io"
	"iter"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// The formats of a report that no table has.
const (
	formatHTML report.Format = "html"
	formatMail report.Format = "eml"
)

var reportFormats = []report.Format{formatHTML, formatMail}

func (a *app) reportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report SOURCE... -o FILE | --figures FOLDER",
		Short: "Write a report to look at",
		Long: `Report writes what there is to know about a pile of papers into one file, by the end of its
name:

  .html  a page with a map of all papers, the topics, how they belong together and change,
         near duplicates and outliers; every paper is found by its title, with those nearest
         to it. It loads nothing from anywhere, and can be sent as it is
  .eml   a digest of what is new, by topic, as a mail to send on: the papers since a date
         (--since), or those that an earlier run does not have (--previous)
  .md    the topics as text to read
  .json  topics, papers with their places on the map, periods and trends as one object
  .csv   a row a paper: its topic, and its place on the map

With --figures it draws pictures to put into a talk or a paper: the map of all papers (map.png),
the sizes of the topics (sizes.png) and the tree that joins them (tree.png). Their font has Latin,
Greek and Cyrillic letters; where a label has others, a box or the number of the topic stands for
them, and a notice says so.`,
		Example: `  kindred report papers.jsonl -o report.html
  kindred report papers.kindred -o report.html --title "Reading list"
  kindred report papers.jsonl --since 2024-05 -o new.eml
  kindred report papers.jsonl --figures pictures`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.settings.nFlag(cmd.Flags())
	a.output.flags(cmd.Flags(), reportFormats...)
	a.checkpointFlag(cmd.Flags())
	cmd.Flags().StringVar(&a.title, "title", "", "what to call the report (default: how many papers and topics there are)")
	cmd.Flags().StringVar(&a.figures, "figures", "", "draw map.png, sizes.png and tree.png into `FOLDER`; without -o or --format, nothing else")
	sinceFlag(cmd.Flags(), &a.since, "tell in a digest of papers of that `DATE` and later: a year, a month or a day, such as 2024 or 2024-05")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		a.output.own = reportFormats
		return a.reportOn(ctx, args)
	})
	return cmd
}

// reportOn works a report out and writes it.
func (a *app) reportOn(ctx context.Context, args []string) error {
	if a.formatOf() == formatMail && a.since == "" && a.settings.previous == "" {
		return misused("a digest tells what is new: say since when with --since, or against which run with --previous")
	}
	if err := a.checkFigures(); err != nil {
		return err
	}
	a.work = engine.Work{Topics: true, Related: a.formatOf() == formatHTML}
	f, stop, err := a.fit(ctx, args, slices.Concat(report.AssignmentColumns, report.PlaceColumns))
	if err != nil {
		return err
	}
	defer stop()
	t, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	if a.figures != "" {
		if err := a.draw(ctx, f, t); err != nil || a.output.path == "" && a.output.format == "" {
			return err
		}
	}
	if a.formatOf() == formatMail {
		stop()
		return a.write(ctx, a.digest(f, t).Write)
	}
	return a.writeReport(ctx, f, t, stop)
}

// writeReport writes all but a digest.
func (a *app) writeReport(ctx context.Context, f *fitted, t *engine.Topics, stop func()) error {
	o, err := a.overTime(f, t)
	if err != nil {
		return err
	}
	switch a.formatOf() {
	case formatHTML:
		page, err := a.page(ctx, f, t, o)
		if err != nil {
			return err
		}
		return a.write(ctx, func(w io.Writer) error {
			defer stop()
			return page.Write(w)
		})
	case report.FormatMarkdown:
		stop()
		return a.write(ctx, f.summary(t, o).Write)
	}
	points, err := f.places(ctx)
	if err != nil {
		return err
	}
	stop()
	return a.writePlaced(ctx, f, t, o, points)
}

// writePlaced writes a report for programs.
func (a *app) writePlaced(ctx context.Context, f *fitted, t *engine.Topics, o *engine.OverTime, points []engine.Point) error {
	if a.formatOf() == report.FormatJSON {
		return a.write(ctx, f.reportObject(t, o, points).Write)
	}
	table, err := a.selected(report.WithPlaces(report.Assignments(f.Documents(), t), points))
	if err != nil {
		return err
	}
	return a.print(ctx, table)
}

// reportObject is the report as one object: what cluster and topics say, the papers with their places on the map, and near duplicates.
func (f *fitted) reportObject(t *engine.Topics, o *engine.OverTime, points []engine.Point) report.Bundle {
	b := f.bundle(t, o)
	for i, part := range b.Parts {
		if part.Name == "documents" {
			b.Parts[i].Table = report.WithPlaces(part.Table, points)
		}
	}
	b.Parts = append(b.Parts, report.Part{Name: "dups", Table: report.Duplicates(f.Documents(), t.Duplicates, f.input.Merged)})
	return b
}

// summary is the report as text.
func (f *fitted) summary(t *engine.Topics, o *engine.OverTime) report.Summary {
	return report.Summary{Docs: f.Documents(), Info: f.info(), Topics: t, OverTime: o, Duplicates: t.Duplicates, Run: f.run}
}

// page is the report as a page; papers nearest to each are looked for as it is written.
func (a *app) page(ctx context.Context, f *fitted, t *engine.Topics, o *engine.OverTime) (report.Page, error) {
	page := report.Page{Summary: f.summary(t, o), Title: a.title, Likeness: t.Likeness()}
	papers := f.Documents().Len()
	if papers > report.PageMost {
		a.notice("%s are too many for a map on a page: it tells of the topics", report.Count(papers, "paper"))
		return page, nil
	}
	page.Near = f.neighbours(ctx, t, min(a.settings.n, nearestOnPage(papers)))
	var err error
	page.Points, err = f.places(ctx)
	return page, err
}

// nearestOnPage is how many papers a page lists as nearest to each: of many papers fewer, so that the page stays small.
func nearestOnPage(papers int) int {
	if papers > 5000 {
		return 5
	}
	return 10
}

// digest tells of the papers that are new.
func (a *app) digest(f *fitted, t *engine.Topics) report.Digest {
	docs := f.Documents()
	known := make([]bool, docs.Len())
	d := report.Digest{Docs: docs, Topics: t, Title: a.title, Since: a.since}
	if earlier := f.Config().Previous; earlier != nil {
		known, _ = corpus.Known(docs, earlier.Documents())
		if d.Since == "" {
			d.Since = filepath.Base(a.settings.previous)
		}
	}
	undated := 0
	for row, doc := range corpus.All(docs) {
		switch {
		case known[row]:
		case a.since != "" && doc.Precision == corpus.NoDate:
			undated++
		case a.since == "" || dated(doc, a.since):
			d.New = append(d.New, row)
		}
	}
	a.sayUndated(a.since, undated)
	if len(d.New) == 0 {
		a.notice("no paper is new: the digest is empty")
	}
	return d
}

// info says what the papers are and were read from. Of an index, the settings are those in force and its file is nobody's concern.
func (f *fitted) info() engine.Info {
	if f.saved != nil {
		i := f.saved.Info()
		i.Index.Settings, i.Index.Sections = nil, nil
		return i
	}
	return engine.Describe(f.input)
}

// neighbours answers for every paper and names the topics of the answers.
func (f *fitted) neighbours(ctx context.Context, t *engine.Topics, n int) iter.Seq2[*engine.Related, error] {
	return func(yield func(*engine.Related, error) bool) {
		for answer, err := range f.EachRelated(ctx, n, f.progress) {
			if err == nil {
				for i, h := range answer.Hits {
					answer.Hits[i].Topic = t.ID(t.Assignments[h.Row].Topic)
				}
			}
			if !yield(answer, err) {
				return
			}
		}
	}
}
