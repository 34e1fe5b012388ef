package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
)

// question says what related papers are wanted for.
type question struct {
	ids, not            []string
	text, file, queries string
	all                 bool
	filter              filter
}

func (a *app) relatedCommand() *cobra.Command {
	var q question
	cmd := &cobra.Command{
		Use:   "related SOURCE... (--id ID | --text TEXT | --file FILE | --queries FILE | --all)",
		Short: "Find the papers nearest to one, to several or to a draft",
		Long: `Related ranks the papers of the source by their similarity to a paper, to the middle of
several, or to a text. An ID is that of a paper, a DOI, an arXiv id or a piece of a title
that only one paper has.

--queries answers many questions at once: a file with an ID a line, or JSONL with an id
and a text a line. A text may have the id of a paper and still find it. A line that
cannot be answered is reported and passed over (--strict stops instead).

--since and --not-in leave papers out of the answers, such as those that you know
already; --diverse lists papers that differ from those listed before them.

--format graphml (Gephi, Cytoscape) or gml (VOSviewer) writes a graph: papers, joined by
their similarity, each pair once.`,
		Example: `  kindred related papers.jsonl --id p017 -n 5
  kindred related papers.jsonl --id p017 --id p018 --not p021
  kindred related papers.jsonl --text "how bees find their way home"
  kindred related papers.jsonl --id p017 --since 2003 --not-in read.txt --diverse 0.3
  kindred related papers.jsonl --all -n 3 --format jsonl -o neighbours.jsonl
  kindred related papers.jsonl --all -n 5 -o papers.graphml`,
	}
	a.settings.flags(cmd, "text", "space")
	a.settings.nFlag(cmd.Flags())
	a.output.flags(cmd.Flags(), graphFormats...)
	fs := cmd.Flags()
	fs.StringArrayVar(&q.ids, "id", nil, "`ID` of a paper to be near to; several are one question about their middle")
	fs.StringArrayVar(&q.not, "not", nil, "`ID` of a paper to be far from")
	fs.StringVar(&q.text, "text", "", "a `TEXT` to be near to, such as the abstract of a draft")
	fs.StringVar(&q.file, "file", "", "a `FILE` with such a text, - for standard input")
	fs.StringVar(&q.queries, "queries", "", "a `FILE` of questions: an id a line, or JSONL with id and text")
	toggle(fs, &q.all, "all", "", false, "ask for every paper of the source")
	q.filter.flags(fs)
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		a.output.own = graphFormats
		return a.related(ctx, args, q)
	})
	return cmd
}

func (a *app) related(ctx context.Context, sources []string, q question) error {
	for _, group := range [][]string{{"text", "file", "queries", "all"}, {"id", "queries", "all"}, {"not", "queries", "all"}} {
		if err := exclusive(a.flags, group...); err != nil {
			return err
		}
	}
	if !q.all && q.queries == "" && q.text == "" && q.file == "" && len(q.ids) == 0 {
		return misused("nothing to be near to: give --id, --text, --file, --queries or --all")
	}
	if q.text != "" || q.file != "" {
		if err := a.noTextAsked("--text and --file"); err != nil {
			return err
		}
	}
	if a.output.columns != nil && isGraph(a.formatOf()) {
		return misused("--columns: a graph has no columns to choose from")
	}
	names, err := a.named(sources)
	if err != nil {
		return err
	}
	if slices.Contains(names, "-") && (q.file == "-" || q.queries == "-") {
		return misused("standard input can be the source or the question, not both")
	}
	a.reads(q.file, q.queries)
	known, err := a.readKnown(ctx, "not-in", q.filter.notIn)
	if err != nil {
		return err
	}
	f, stop, err := a.fit(ctx, sources, report.RelatedColumns)
	if err != nil {
		return err
	}
	defer stop()
	answers, err := a.answers(ctx, f, q, known)
	if err != nil {
		return err
	}
	stop()
	if !q.all && q.queries == "" && f.saved == nil {
		a.notice("fitted %s in %s before answering; kindred index saves this at every call; "+
			"ask many questions at once with --queries", report.Count(f.Documents().Len(), "paper"), seconds(f.took))
	}
	if isGraph(a.formatOf()) {
		return a.drawGraph(ctx, f, answers)
	}
	return a.answer(ctx, f, "related", report.Related(f.Documents(), answers))
}

// answers returns the answers to what was asked, computed as they are read; known are the papers of --not-in.
func (a *app) answers(ctx context.Context, f *fitted, q question, known []corpus.Document) (iter.Seq2[*engine.Related, error], error) {
	if q.all && q.filter == (filter{}) {
		var progress engine.Progress // a bar would run into what is printed
		if a.output.toFile() {
			progress = f.progress
		}
		return f.EachRelated(ctx, a.settings.n, progress), nil
	}
	queries, err := a.queries(ctx, f, q)
	if err != nil {
		return nil, err
	}
	a.filtered(f.Documents(), queries, q.filter, known)
	return a.inParallel(ctx, f, queries), nil
}

// inParallel answers queries as they are read, some of them at a time, in their order.
func (a *app) inParallel(ctx context.Context, f *fitted, queries []engine.Query) iter.Seq2[*engine.Related, error] {
	threads := cmp.Or(a.settings.threads, runtime.GOMAXPROCS(0))
	return func(yield func(*engine.Related, error) bool) {
		var empty []string // questions without an answer
		for some := range slices.Chunk(queries, 4*threads) {
			answers, err := a.atOnce(ctx, f, some, threads)
			if err != nil {
				yield(nil, err)
				return
			}
			for i, answer := range answers {
				if len(answer.Hits) == 0 && some[i].Skip == nil {
					empty = append(empty, report.OneLine(answer.Query))
				}
				if !yield(answer, nil) {
					return
				}
			}
		}
		if len(empty) > 0 {
			what := "shares a term with"
			if a.settings.vectors != "" {
				what = "has a vector near that of"
			}
			a.notice("no paper %s %s", what, few(empty))
		}
	}
}

// atOnce answers queries on several threads.
func (a *app) atOnce(ctx context.Context, f *fitted, queries []engine.Query, threads int) ([]*engine.Related, error) {
	answers := make([]*engine.Related, len(queries))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(threads)
	for i, query := range queries {
		group.Go(func() error {
			return index.Guard("the index", func() (err error) {
				answers[i], err = f.Related(ctx, query, a.settings.n)
				return err
			})
		})
	}
	return answers, group.Wait()
}

// few lists the first of several names and says how many more there are.
func few(names []string) string {
	const most = 5
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

// queries turns what was asked into queries of the engine.
func (a *app) queries(ctx context.Context, f *fitted, q question) ([]engine.Query, error) {
	switch {
	case q.queries != "":
		return a.readQueries(ctx, f, q.queries)
	case q.all:
		return each(f.Documents()), nil
	}
	var one engine.Query
	var err error
	if one.Rows, err = f.findAll(q.ids); err != nil {
		return nil, err
	}
	if one.Not, err = f.findAll(q.not); err != nil {
		return nil, err
	}
	if one.Text, err = q.text, nil; q.file != "" {
		one.Text, err = a.readText(ctx, q.file)
	}
	one.ID = nameOf(f, one)
	return []engine.Query{one}, err
}

// each asks for every paper.
func each(docs corpus.Documents) []engine.Query {
	queries := make([]engine.Query, docs.Len())
	for row, d := range corpus.All(docs) {
		queries[row] = engine.Query{ID: d.ID, Rows: []int{row}}
	}
	return queries
}

// nameOf is what query_id prints: the ids of the papers asked for, or text.
func nameOf(f *fitted, q engine.Query) string {
	var parts []string
	for _, row := range q.Rows {
		parts = append(parts, f.Documents().At(row).ID)
	}
	if q.Text != "" {
		parts = append(parts, "text")
	}
	return strings.Join(parts, " | ")
}
