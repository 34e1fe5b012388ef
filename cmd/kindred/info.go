package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

func (a *app) infoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "info SOURCE...",
		Short: "Say what a source holds",
		Long: `Info reads each source and says what was found: its format, how many records there
were, kept and skipped, how many papers have an abstract, their languages (as said or
found; und: neither, mis: none that is known), years and ids, the first papers, and what
was wrong, each kind of trouble once. Of an index it says what was read for it, when it was
made and since, what its papers are now, and what it was made with. On a terminal it is a block to read for each source;
in JSON one object for one source and a list for several.`,
		Example: `  kindred info papers.jsonl
  kindred info papers.jsonl --format json`,
	}
	a.settings.flags(cmd)
	a.output.flags(cmd.Flags())
	cmd.RunE = a.does(a.info)
	return cmd
}

// infoColumns are the columns of info in formats other than JSON.
var infoColumns = []report.Column{
	{Name: "source", Kind: report.ID, Short: true},
	{Name: "format", Short: true},
	{Name: "records", Kind: report.Integer, Short: true},
	{Name: "kept", Kind: report.Integer, Short: true},
	{Name: "skipped", Kind: report.Integer, Short: true},
	{Name: "with_abstract", Kind: report.Integer, Short: true},
	{Name: "languages", Kind: report.List, Short: true},
	{Name: "years", Kind: report.List, Short: true},
	{Name: "problems", Kind: report.List, Short: true},
	{Name: "left_out", Kind: report.Integer},
	{Name: "ids", Kind: report.List},
	{Name: "made_ids", Kind: report.Integer},
	{Name: "first", Kind: report.List},
	{Name: "merged", Kind: report.Integer},
}

// indexColumns follow them where a source is an index: of that.
var indexColumns = []report.Column{
	{Name: "papers", Kind: report.Integer},
	{Name: "topics", Kind: report.Integer},
	{Name: "terms", Kind: report.Integer},
	{Name: "fitted", Kind: report.Integer},
	{Name: "added", Kind: report.Integer},
	{Name: "replaced", Kind: report.Integer},
	{Name: "removed", Kind: report.Integer},
	{Name: "file"},
	{Name: "bytes", Kind: report.Integer},
	{Name: "program"},
}

func (a *app) info(ctx context.Context, args []string) error {
	if err := a.checkOutput(slices.Concat(infoColumns, indexColumns)); err != nil {
		return err
	}
	sources, err := a.named(args)
	if err != nil {
		return err
	}
	a.once = true
	infos, empty, err := a.infos(ctx, sources)
	if err != nil {
		return err
	}
	if err := a.spare(a.output.path); err != nil {
		return err
	}
	if err := a.emitInfo(ctx, sources, infos); err != nil {
		return err
	}
	return empty
}

// infos reads each source. One without a paper is described too; the error that says so is returned as empty.
func (a *app) infos(ctx context.Context, sources []string) (infos []engine.Info, empty, err error) {
	for _, source := range sources {
		if isIndex(source) {
			s, err := a.opened(source)
			if err == nil {
				err = a.sameChoice(source, s.About.Settings)
			}
			if err != nil {
				return nil, nil, err
			}
			infos = append(infos, s.Info())
			continue
		}
		c, err := a.load(ctx, []string{source}, a.stdin)
		switch {
		case errors.Is(err, corpus.ErrNoDocuments) && c != nil:
			empty = err
		case err != nil:
			return nil, nil, err
		}
		infos = append(infos, engine.Describe(c))
	}
	return infos, empty, nil
}

func (a *app) emitInfo(ctx context.Context, sources []string, infos []engine.Info) error {
	if a.formatOf() == report.FormatTable && a.output.columns == nil {
		return a.write(ctx, func(w io.Writer) error { return infoBlocks(w, sources, infos, a.width()) })
	}
	if a.formatOf() != report.FormatJSON || a.output.columns != nil {
		indexed := a.output.columns != nil || slices.ContainsFunc(infos, func(i engine.Info) bool { return i.Index != nil })
		t, err := a.selected(infoTable(sources, infos, indexed))
		if err != nil {
			return err
		}
		return a.print(ctx, t)
	}
	var value any = infos
	if len(infos) == 1 {
		value = infos[0]
	}
	return a.write(ctx, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(value)
	})
}

// infoBlocks writes a block a source, with an empty line between them.
func infoBlocks(w io.Writer, sources []string, infos []engine.Info, width int) error {
	for n, i := range infos {
		if n > 0 {
			fmt.Fprintln(w)
		}
		if err := report.Info(w, sources[n], i, width); err != nil {
			return err
		}
	}
	return nil
}

// infoTable is a row a source. indexed says that it has the columns of indexes.
func infoTable(sources []string, infos []engine.Info, indexed bool) report.Table {
	t := report.Table{Columns: infoColumns}
	if indexed {
		t.Columns = slices.Concat(infoColumns, indexColumns)
	}
	t.Rows = func(yield func(report.Row, error) bool) {
		for n, i := range infos {
			row := append(infoRow(sources[n], i), indexRow(i.Index)...)
			if !yield(row[:len(t.Columns)], nil) {
				return
			}
		}
	}
	return t
}

func infoRow(source string, i engine.Info) report.Row {
	problems, first := []string{}, []string{}
	for _, p := range i.First {
		first = append(first, p.ID)
	}
	for _, p := range i.Problems {
		problems = append(problems, p.String())
	}
	return report.Row{source, i.Format, i.Records, i.Kept, i.Skipped, i.WithAbstract, counts(i.Languages),
		counts(i.Years), problems, leftOut(i), counts(i.IDs), i.MadeIDs, first, i.Merged}
}

// leftOut is how many papers were read and not chosen.
func leftOut(i engine.Info) int {
	if i.LeftOut == nil {
		return 0
	}
	return i.LeftOut.Papers()
}

func indexRow(i *engine.IndexInfo) report.Row {
	if i == nil {
		return make(report.Row, len(indexColumns))
	}
	return report.Row{i.Papers, i.Topics, i.Terms, i.Fitted, i.Added, i.Replaced, i.Removed, i.File, int(i.Bytes), i.Program}
}

// counts lists a count by name: "en 80".
func counts(m map[string]int) []string {
	list := []string{}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		list = append(list, fmt.Sprintf("%s %d", name, m[name]))
	}
	return list
}
