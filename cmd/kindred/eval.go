package main

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kindred/engine/corpus"
	"kindred/engine/eval"
	"kindred/engine/report"
)

// evaluation says what is scored, and against what. Without a file, topics are found and scored against labels.
type evaluation struct {
	assignments, links, queries, qrels string
	rule                               eval.Rule
	depth                              int // of rankings, 0 for all; its default is not that of the other commands
	classes                            bool
}

func (a *app) evalCommand() *cobra.Command {
	var e evaluation
	cmd := &cobra.Command{
		Use:   "eval SOURCE... [--assignments FILE | --links FILE | --queries FILE --qrels FILE]",
		Short: "Score topics against labels, related papers against links",
		Long: `Eval clusters the papers and scores the topics against the first label of each paper:
NMI, ARI, homogeneity, completeness, V, B-cubed and purity. Papers without a label are
clustered and not scored; those without a topic (-1) count as one topic. --assignments
scores a CSV with doc_id and topic_id that is there already; labelled papers that are
not in it count as one topic, (missing). --classes prints where the papers of each
label went, and the shares of the label and of the topic that they are.

--links scores related papers: MAP, MRR, precision and recall at 10, nDCG at 20. The
file has a paper and one that should be found for it a line, with a tab between, then
perhaps a grade (1 if there is none). Every paper that has a link is asked for -n
others. --queries scores texts (a file as related takes) against the judgments in
--qrels, lines of query, paper and grade; every paper is ranked unless -n is given. A
paper or query that is not in the source scores 0. The column papers counts what a
score is the mean of: papers, or queries.`,
		Example: `  kindred eval papers.jsonl -k 4
  kindred eval papers.jsonl -k 4 --classes
  kindred eval papers.jsonl --assignments assignments.csv --format md`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.output.flags(cmd.Flags())
	fs := cmd.Flags()
	number(fs, &e.depth, "n", "n", 200, 0, "papers that a ranking goes down to, 0 for all")
	fs.StringVar(&e.assignments, "assignments", "", "a CSV `FILE` with doc_id and topic_id to score instead of clustering")
	fs.StringVar(&e.links, "links", "", "a `FILE` of links between papers, such as citations, to score related papers by")
	fs.StringVar(&e.queries, "queries", "", "a `FILE` of questions to score: JSONL with id and text")
	fs.StringVar(&e.qrels, "qrels", "", "a `FILE` that says which papers answer them")
	toggle(fs, &e.rule.Symmetric, "symmetric", "", false, "read every link both ways")
	number(fs, &e.rule.MinGrade, "min-grade", "", 1, -eval.MaxGrade, "the least grade that counts")
	toggle(fs, &e.rule.Binary, "binary", "", false, "take every grade that counts for 1")
	toggle(fs, &e.classes, "classes", "", false, "print how many papers of each label are in each topic")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.eval(ctx, args, &e) })
	return cmd
}

// check refuses flags that do not go together.
func (e *evaluation) check(fs *pflag.FlagSet) error {
	for _, group := range [][]string{{"assignments", "links", "queries"}, {"assignments", "links", "qrels"}, {"classes", "links", "queries"}, {"symmetric", "queries"}} {
		if err := exclusive(fs, group...); err != nil {
			return err
		}
	}
	if (e.queries == "") != (e.qrels == "") {
		return misused("--queries and --qrels need each other: the questions, and which papers answer them")
	}
	for _, name := range []string{"symmetric", "min-grade", "binary"} {
		if fs.Changed(name) && e.links == "" && e.qrels == "" {
			return misused("--%s is about --links or --qrels: give one of them", name)
		}
	}
	return nil
}

func (a *app) eval(ctx context.Context, sources []string, e *evaluation) error {
	if err := e.check(a.flags); err != nil {
		return err
	}
	names, err := a.named(sources)
	if err != nil {
		return err
	}
	files := []string{e.assignments, e.links, e.queries, e.qrels}
	inputs := append(slices.Clone(files), names...)
	if i := slices.Index(inputs, "-"); i >= 0 && slices.Contains(inputs[i+1:], "-") {
		return misused("standard input can be one of the inputs, not two")
	}
	a.reads(files...)
	switch {
	case e.assignments != "":
		return a.evalAssignments(ctx, names, e)
	case e.links != "" || e.queries != "":
		return a.evalRankings(ctx, names, e)
	}
	return a.evalTopics(ctx, names, e)
}

// evalTopics clusters the sources and scores the topics.
func (a *app) evalTopics(ctx context.Context, sources []string, e *evaluation) error {
	a.settings.untold()
	f, stop, err := a.fit(ctx, sources, e.columns())
	if err != nil {
		return err
	}
	defer stop()
	delete(f.run.Config, "n")
	rows, labels, err := a.labelled(f.Documents())
	if err != nil {
		return err
	}
	topics, err := a.topics(ctx, f)
	if err != nil {
		return err
	}
	stop()
	groups := make([]string, len(rows))
	for i, row := range rows {
		groups[i] = strconv.Itoa(topics.ID(topics.Assignments[row].Topic))
	}
	names := map[string]string{"-1": report.Unplaced(topics, len(topics.Assignments)-1)}
	for _, t := range topics.Topics {
		names[strconv.Itoa(t.ID)] = t.Label
	}
	return a.answerGroups(ctx, f, e, eval.Cross(labels, groups), names)
}

// evalAssignments scores topics that are in a file. Nothing is fitted.
func (a *app) evalAssignments(ctx context.Context, sources []string, e *evaluation) error {
	if err := a.checkOutput(e.columns()); err != nil {
		return err
	}
	input, err := a.load(ctx, sources, a.stdin)
	if err != nil {
		return err
	}
	if err := a.spare(a.output.path); err != nil {
		return err
	}
	rows, labels, err := a.labelled(input.Documents)
	if err != nil {
		return err
	}
	assigned, err := a.readAssignments(ctx, e.assignments)
	if err != nil {
		return err
	}
	groups, missing := make([]string, len(rows)), 0
	for i, row := range rows {
		topic, ok := assigned.of(&input.Documents[row])
		if !ok {
			topic = missingTopic
			missing++
		}
		groups[i] = topic
	}
	if missing > 0 {
		a.notice("%s: %s with a label not in it, counted as one topic", e.assignments, report.Count(missing, "paper"))
	}
	return a.answerGroups(ctx, a.unfitted(input), e, eval.Cross(labels, groups), assigned.names)
}

// missingTopic is the topic of papers that a file of assignments does not name.
const missingTopic = "(missing)"

// unfitted is a corpus that was read and not vectorized; of the settings, those about reading count.
func (a *app) unfitted(input *corpus.Collection) *fitted {
	config := effective(a.flags, false)
	maps.DeleteFunc(config, func(name string, _ any) bool { return !strings.HasSuffix(name, "-field") && name != "strict" })
	return &fitted{input: input, run: report.Run{Version: version(), Config: config, SHA256: input.SHA256, Papers: len(input.Documents)}}
}

// labelled returns the rows of the papers that have a label, and the first label of each; it is an error if none has.
func (a *app) labelled(docs corpus.Documents) (rows []int, labels []string, err error) {
	for row, d := range corpus.All(docs) {
		if len(d.Labels) > 0 && d.Labels[0] != "" {
			rows, labels = append(rows, row), append(labels, d.Labels[0])
		}
	}
	if len(rows) == 0 {
		return nil, nil, unlabelled{}
	}
	if without := docs.Len() - len(rows); without > 0 {
		a.notice("%s without a label left out of the scores", report.Count(without, "paper"))
	}
	return rows, labels, nil
}

// unlabelled is the error that no paper has a label: there is nothing to score, as in a source without papers.
type unlabelled struct{}

func (unlabelled) Error() string {
	return "no paper has a label to score the topics against: name the field that holds it with --label-field"
}

func (unlabelled) Is(target error) bool { return target == corpus.ErrNoDocuments }

// evalColumns are the columns of scores; papers counts what the value is the mean of.
var evalColumns = []report.Column{
	{Name: "measure", Short: true},
	{Name: "value", Kind: report.Number, Decimals: 6, Short: true},
	{Name: "papers", Kind: report.Integer, Short: true},
}

// classColumns are the columns of the class table.
var classColumns = []report.Column{
	{Name: "label", Short: true},
	{Name: "topic_id", Kind: report.Integer, Short: true},
	{Name: "topic_label", Short: true},
	{Name: "papers", Kind: report.Integer, Short: true},
	{Name: "label_share", Kind: report.Number, Decimals: 6, Short: true},
	{Name: "topic_share", Kind: report.Number, Decimals: 6, Short: true},
}

func (e *evaluation) columns() []report.Column {
	if e.classes {
		return classColumns
	}
	return evalColumns
}

// answerGroups writes the scores of groups, or their class table; names are those of the topics.
func (a *app) answerGroups(ctx context.Context, f *fitted, e *evaluation, t eval.Table, names map[string]string) error {
	a.detail("%s of %s in %s", report.Count(t.Papers, "paper"), report.Count(len(t.Labels), "label"), report.Count(len(t.Groups), "topic"))
	if e.classes {
		return a.answer(ctx, f, "classes", classTable(t, names))
	}
	precision, recall, fscore := t.BCubed()
	return a.answer(ctx, f, "scores", scoreTable(t.Papers, []score{
		{"nmi", t.NMI()}, {"ari", t.ARI()},
		{"homogeneity", t.Homogeneity()}, {"completeness", t.Completeness()}, {"v_measure", t.V()},
		{"bcubed_precision", precision}, {"bcubed_recall", recall}, {"bcubed_f", fscore}, {"purity", t.Purity()},
	}))
}

// score is one measure and its value.
type score struct {
	measure string
	value   float64
}

func scoreTable(papers int, scores []score) report.Table {
	return report.Table{Columns: evalColumns, Rows: func(yield func(report.Row, error) bool) {
		for _, s := range scores {
			if !yield(report.Row{s.measure, s.value, papers}, nil) {
				return
			}
		}
	}}
}

// classTable is a row a label and topic that share papers: by label, the topic with the most of them first.
func classTable(t eval.Table, names map[string]string) report.Table {
	cells := slices.Clone(t.Cells)
	slices.SortStableFunc(cells, func(a, b eval.Cell) int {
		if a.Label != b.Label {
			return a.Label - b.Label
		}
		return b.Size - a.Size
	})
	return report.Table{Columns: classColumns, Rows: func(yield func(report.Row, error) bool) {
		for _, c := range cells {
			label, group := t.Labels[c.Label], t.Groups[c.Group]
			row := report.Row{label.Name, topicID(group.Name), nil, c.Size,
				float64(c.Size) / float64(label.Size), float64(c.Size) / float64(group.Size)}
			if name, ok := names[group.Name]; ok {
				row[2] = name
			}
			if !yield(row, nil) {
				return
			}
		}
	}}
}

// topicID is the number of a topic; topics of a file may have other names.
func topicID(name string) any {
	if n, err := strconv.Atoi(name); err == nil && strconv.Itoa(n) == name {
		return n
	}
	return name
}
