package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/index"
	"kindred/engine/report"
	"kindred/vectorize/text"
)

// run is the program: it returns the exit code. Results go to stdout, everything else to stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: &pipe{to: stdout}, stderr: stderr}
	root := a.command()
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would read os.Args
	root.SetIn(stdin)
	root.SetOut(a.stdout)
	root.SetErr(stderr)
	command, err := a.execute(ctx, root)
	switch {
	case err == nil || a.stdout.closed:
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "kindred: interrupted")
		return exitInterrupted
	}
	code := a.code(err)
	fmt.Fprintln(stderr, "kindred: "+message(err))
	if code == exitMisused {
		fmt.Fprintf(stderr, "see %s --help\n", command.CommandPath())
	}
	return code
}

// execute runs a command. What is found damaged while an index is read ends it with an error.
func (a *app) execute(ctx context.Context, root *cobra.Command) (command *cobra.Command, err error) {
	command = root
	damage := index.Guard("the index", func() error {
		command, err = root.ExecuteContextC(ctx)
		return nil
	})
	if damage == nil {
		return command, err
	}
	if a.indexed == "" {
		panic(damage)
	}
	return command, fmt.Errorf("%s is damaged: %w; kindred verify says where: make the index again", a.indexed, damage)
}

// app is one call of the program: its streams, its settings and what the config file named.
type app struct {
	stdin  io.Reader
	stdout *pipe
	stderr io.Writer
	began  bool // a command's own code runs: errors are no longer about the arguments

	settings   settings
	output     output
	work       engine.Work  // that the command is for
	folder     string       // where run and demo write
	naming     string       // where topics writes names
	show       string       // what topics prints: topics, over-time or trends
	title      string       // of a report
	figures    string       // folder for its pictures
	since      string       // what a digest tells of: a year, a month or a day, or ""
	checkpoint string       // the folder that keeps steps; "" is none
	sources    []string     // of the config file, for a command line that names none
	inputs     []input      // files that were read
	indexed    string       // the index that is open; "" is none
	verifies   bool         // all of an index is checked when it is opened
	vectors    *vectorFacts // of --vectors, once they are read
	shown      *bars        // nil without progress bars
	once       bool         // the answer is what was read: texts are not read again, and problems are in it
	quiet      bool
	verbose    bool
	progress   string
	config     string         // path of the config file
	flags      *pflag.FlagSet // of the command that runs
}

// command builds the tree of commands.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "kindred",
		Short: "Group related research papers",
		Long: `Kindred groups related research papers. It turns titles and abstracts into TF-IDF
vectors, finds topics among them, the papers nearest to a given one, and the words
that say why.

SOURCE is one or more files (JSONL, JSON, CSV, TSV, text, a saved page of abstracts;
gzip or zstd), folders or globs, or - for standard input; or an index that kindred
index made.`,
		Example: `  kindred demo
  kindred run papers.jsonl -o results
  kindred topics papers.jsonl -k 10`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				return misused("unknown command %q; did you mean %s?", args[0], near[0])
			}
			return misused("unknown command %q", args[0])
		},
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.layer(cmd) },
	}
	root.Version = version()
	root.SetVersionTemplate(versionText())
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true
	a.rootFlags(root)
	root.AddCommand(a.runCommand(), a.demoCommand(), a.clusterCommand(), a.topicsCommand(), a.relatedCommand(),
		a.explainCommand(), a.dupsCommand(), a.sweepCommand(), a.reportCommand(), a.evalCommand(), a.diffCommand(), a.infoCommand(), a.configCommand(), a.versionCommand(),
		a.completionCommand(), a.indexCommand(), a.serveCommand(), a.addCommand(), a.removeCommand(), a.assignCommand(), a.compactCommand(), a.verifyCommand())
	root.SetGlobalNormalizationFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		return pflag.NormalizedName(normal(name))
	})
	return root
}

// rootFlags adds the flags of every command; what is wrong with a flag is misuse.
func (a *app) rootFlags(root *cobra.Command) {
	fs := root.PersistentFlags()
	fs.StringVarP(&a.config, "config", "c", "", "read settings from a YAML `FILE` whose keys are the names of the flags")
	toggle(fs, &a.quiet, "quiet", "q", false, "say nothing but errors")
	toggle(fs, &a.verbose, "verbose", "v", false, "say more about what is done")
	toggle(fs, &a.verifies, "verify", "", false, "check every byte of an index before it is used")
	choice(fs, &a.progress, "progress", "auto", "progress bars on standard error", "auto", "always", "never")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		if at, ok := errors.AsType[*corpus.SyntaxError](err); ok { // the column says more than the whole condition
			return misused("--where: %w", at)
		}
		return misused("%w", err)
	})
}

// does wraps what a command does, so that errors from there on count as failures and not as misuse.
func (a *app) does(f func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		a.began = true
		return f(cmd.Context(), args)
	}
}

// notice tells the user something on standard error, unless -q.
func (a *app) notice(format string, args ...any) {
	if !a.quiet {
		if a.shown != nil {
			a.shown.clear()
		}
		fmt.Fprintf(a.stderr, "kindred: "+format+"\n", args...)
	}
}

// detail tells the user something with -v.
func (a *app) detail(format string, args ...any) {
	if a.verbose {
		a.notice(format, args...)
	}
}

// named returns the sources of a command line, or those of the config file.
func (a *app) named(args []string) ([]string, error) {
	first := slices.Index(args, "-")
	switch {
	case first >= 0 && slices.Contains(args[first+1:], "-"):
		return nil, misused("standard input can be read once: keep one -")
	case len(args) > 0:
		return args, nil
	case len(a.sources) > 0:
		return a.sources, nil
	}
	return nil, misused("no source named: give one or more files, folders or globs, or - for standard input")
}

// load reads sources and says what was wrong with them.
func (a *app) load(ctx context.Context, names []string, stdin io.Reader) (*corpus.Collection, error) {
	if i := slices.IndexFunc(names, isIndex); i >= 0 {
		return nil, misused("%s is an index: this needs the files that it was made of", names[i])
	}
	source, err := a.openSources(ctx, names, stdin)
	if err != nil {
		return nil, err
	}
	c, err := source.Load(ctx)
	if c != nil {
		collectOften(len(c.Documents))
	}
	if err == nil && a.settings.duplicates == mergeNear {
		c, err = a.mergeNear(ctx, c)
	}
	if c == nil {
		return nil, err
	}
	nameLimits(c.Problems)
	for _, f := range c.Files {
		a.reads(f.Name)
	}
	read := err == nil
	if read {
		if c, err = a.chosen(c); c == nil {
			return nil, err
		}
	}
	if read || len(c.Problems) > 1 { // an error about one problem says it itself
		a.sayProblems(c.Problems)
	}
	return c, err
}

// openSources finds the files that names stand for, and refuses what cannot be read or would take too much.
func (a *app) openSources(ctx context.Context, names []string, stdin io.Reader) (*corpus.Source, error) {
	options := a.settings.corpus
	options.Threads, options.Pack = a.settings.threads, !a.once || sizeOf(names) >= packFrom
	options.KeepAll = a.settings.duplicates == mergeOff
	if slices.Contains(names, "-") && stdin != nil {
		options.Stdin = until(ctx, stdin)
		a.readsFrom(stdin)
	}
	if i := slices.IndexFunc(names, func(name string) bool { return sameFolder(name, a.checkpoint) }); i >= 0 {
		return nil, misused("--checkpoint: %s is the folder that is read: name another", names[i])
	}
	if a.shown != nil {
		options.Progress = func(done, total int) { a.shown.update("reading papers", done, total) }
	}
	source, err := corpus.Open(names, options)
	if err != nil {
		return nil, err
	}
	return source, a.refuseUnread(source)
}

// sayProblems says what was wrong with the sources, unless that is in the answer.
func (a *app) sayProblems(problems []corpus.Problem) {
	if a.once && a.formatOf() == report.FormatTable {
		return
	}
	for _, p := range problems {
		a.notice("%s", report.OneLine(p.String()))
	}
}

// packFrom is from how many bytes on texts that are read once are compressed while they wait for it: it takes half as long again.
const packFrom = 256 << 20

// sizeOf is about how many bytes sources hold; so many that they are compressed, if nobody knows.
func sizeOf(names []string) int64 {
	if source, err := corpus.Open(names, corpus.Options{}); err == nil {
		return cmp.Or(source.Size(), packFrom)
	}
	return packFrom
}

// fitted is a corpus ready to answer.
type fitted struct {
	*engine.Engine
	input    *corpus.Collection
	lookup   *corpus.Lookup
	run      report.Run      // what answers are made from
	took     time.Duration   // to read and vectorize
	progress engine.Progress // for what is asked of it
	saved    *engine.Saved   // that it was opened from; nil if it was built
	points   []engine.Point  // where the papers lie on the map; nil until that was asked for
}

// places are where the papers lie on the map, laid out once.
func (f *fitted) places(ctx context.Context) (points []engine.Point, err error) {
	if f.points == nil {
		f.points, err = f.Layout(ctx, f.progress)
	}
	return f.points, err
}

// fit loads the sources and builds the engine for an answer of the given columns, behind progress bars. stop clears
// the bars: call it before the answer is written.
func (a *app) fit(ctx context.Context, args []string, columns []report.Column) (f *fitted, stop func(), err error) {
	if err := a.checkOutput(columns); err != nil {
		return nil, nil, err
	}
	names, err := a.named(args)
	if err != nil {
		return nil, nil, err
	}
	path, err := indexAmong(names)
	if err != nil {
		return nil, nil, err
	}
	progress, stop := a.bars()
	if path != "" {
		f, err = a.openIndex(ctx, path, progress)
		err = cmp.Or(err, a.spare(a.output.path))
	} else {
		f, err = a.readAndBuild(ctx, names, progress)
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return f, stop, nil
}

// readAndBuild loads the sources and builds the engine.
func (a *app) readAndBuild(ctx context.Context, names []string, p engine.Progress) (*fitted, error) {
	start := time.Now()
	input, err := a.load(ctx, names, a.stdin)
	if err != nil {
		return nil, err
	}
	if err := a.spare(a.output.path); err != nil {
		return nil, err
	}
	return a.build(ctx, input, start, p)
}

func (a *app) build(ctx context.Context, input *corpus.Collection, start time.Time, p engine.Progress) (*fitted, error) {
	config, err := a.settings.engine()
	if err != nil {
		return nil, err
	}
	if err := checkFields(input.Documents, config.Fields); err != nil {
		return nil, err
	}
	if language := a.settings.language; language != "" && language != text.Auto && len(text.StopWords(language)) == 0 {
		a.notice("--language %s: there are no stop words or stems for it; its words are counted as they are", language)
	}
	if config.Vectors, err = a.readVectors(input); err != nil {
		return nil, err
	}
	if config.Previous, err = a.previousRun(ctx); err != nil {
		return nil, err
	}
	if config.Checkpoint, err = a.openCheckpoint(input, config.Previous); err != nil {
		return nil, err
	}
	config.Consent = settling(a.consent("this takes", config, a.work))
	e, err := engine.Build(ctx, input.Documents, config, p)
	if err != nil {
		return nil, err
	}
	a.sayPreprints(e)
	run := report.Run{Version: version(), Config: effective(a.flags, false), SHA256: input.SHA256, Papers: len(input.Documents), Terms: e.Vocabulary()}
	f := &fitted{Engine: e, input: input, lookup: corpus.NewLookup(e.Documents()), run: run, took: time.Since(start), progress: p}
	a.detail("read %s, %s in the vocabulary, in %s", report.Count(run.Papers, "paper"), report.Count(run.Terms, "term"), seconds(f.took))
	return f, nil
}

// previousRun reads the run that --previous names, nil without one.
func (a *app) previousRun(ctx context.Context) (*engine.Snapshot, error) {
	if a.settings.previous == "" {
		return nil, nil
	}
	earlier, err := a.readSnapshot(ctx, "--previous", a.settings.previous)
	if err != nil {
		return nil, err
	}
	return earlier.Snapshot, nil
}

// checkFields refuses fields that no paper can have.
func checkFields(docs corpus.Documents, fields []engine.FieldWeight) error {
	known := engine.FieldNames(docs)
	for _, f := range fields {
		if !slices.Contains(known, f.Name) {
			return misused("--fields: no paper has a field %q; there are %s", f.Name, strings.Join(known, ", "))
		}
	}
	return nil
}

// topics clusters a fitted corpus and passes on its doubts.
func (a *app) topics(ctx context.Context, f *fitted) (*engine.Topics, error) {
	t, err := f.Topics(ctx, f.progress)
	if err != nil {
		return nil, err
	}
	for _, warning := range t.Warnings {
		a.notice("%s", warning)
	}
	return t, nil
}

// overTime looks at clustered topics over time and says which papers that leaves out.
func (a *app) overTime(f *fitted, t *engine.Topics) (*engine.OverTime, error) {
	o, err := f.OverTime(t, engine.Period(a.settings.period))
	if err != nil {
		return nil, err
	}
	if left := report.LeftOutOfTime(o); left != "" {
		a.notice("%s", left)
	}
	return o, nil
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// terminal returns the file behind a stream if it is a terminal, nil otherwise.
func terminal(stream any) *os.File {
	if f, ok := stream.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}
