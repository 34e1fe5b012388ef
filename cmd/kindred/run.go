package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
	"kindred/engine/wholefile"
)

// defaultFolder is where run writes unless it is told otherwise.
const defaultFolder = "kindred-out"

// manifestName is the file that comes last.
const manifestName = "run.json"

// outputNames are the files of a job, in the order in which they appear.
var outputNames = []string{"assignments.csv", "topics.csv", "terms.csv", "topics_over_time.csv", "trends.csv", "related.csv", "topics.json", "report.md", "report.html", manifestName}

func (a *app) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run [-c job.yaml] SOURCE... [-o DIR]",
		Short: "Do the whole job into one folder",
		Long: `Run clusters the papers and writes everything about them into one folder:

  assignments.csv  the topic of each paper
  topics.csv       the topics
  terms.csv        the words of each topic
  topics_over_time.csv  the papers of each topic by year, quarter or month (--period)
  trends.csv       which topics rise and fall
  related.csv      the nearest papers of each paper
  topics.json      topics and papers as one object
  report.md        a report to read
  report.html      a page to look at: see kindred report
  run.json         what was done: settings, input, timings, SHA-256 of the files above

With --checkpoint FOLDER a run that was stopped, however roughly, goes on from the last
step it finished, and ends with the same files. The steps stay in the folder: remove it
when the job is done, or do the job again in no time.

The files appear when all of them are whole, run.json last: a folder that has it holds
files of one run, and a run that fails or is interrupted changes nothing. Of two runs on
equal input with equal settings all files but run.json are equal.

A config file can name the sources (source or sources) and the folder (output);
relative paths in it are relative to its own folder.`,
		Example: `  kindred run papers.jsonl -o results
  kindred run -c job.yaml`,
	}
	a.runFlags(cmd)
	a.checkpointFlag(cmd.Flags())
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		names, err := a.named(args)
		if err != nil {
			fmt.Fprint(a.stderr, cmd.UsageString())
			return err
		}
		j, err := a.newJob(cmd)
		if err != nil {
			return err
		}
		if err := j.do(ctx, names, a.stdin); err != nil {
			return err
		}
		a.notice("%s: %s in %s", j.folder, report.Count(j.fitted.Documents().Len(), "paper"), report.Count(j.topics.K, "topic"))
		return nil
	})
	return cmd
}

// runFlags adds the flags of run and demo.
func (a *app) runFlags(cmd *cobra.Command) {
	a.settings.flags(cmd, "text", "space", "cluster")
	a.settings.nFlag(cmd.Flags())
	a.folder = defaultFolder
	cmd.Flags().VarP(onceGiven(&a.folder, anyPath, "FOLDER"), "output", "o", "`FOLDER` to write to; files of an earlier run are replaced")
	a.output.excelFlag(cmd.Flags())
}

// job is one batch job: first everything is worked out, then everything is written.
type job struct {
	app       *app
	folder    string
	effective map[string]any // settings
	timings   []timing
	started   time.Time

	fitted *fitted
	topics *engine.Topics
	time   *engine.OverTime
	page   report.Page
}

// timing is how long a stage took, or a file; related.csv is worked out as it is written.
type timing struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

func (a *app) newJob(cmd *cobra.Command) (*job, error) {
	folder := a.folder
	if folder == "" || folder == "-" {
		return nil, misused("--output: run writes several files: name a folder")
	}
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return nil, misused("--output: %s is a file; name a folder", folder)
	}
	if err := apart("output", folder); err != nil {
		return nil, err
	}
	return &job{app: a, folder: folder, effective: effective(cmd.Flags(), true), started: time.Now()}, nil
}

// do does the job on the named sources.
func (j *job) do(ctx context.Context, names []string, stdin io.Reader) error {
	for _, name := range names {
		if sameFolder(name, j.folder) {
			return misused("--output: %s is the folder that is read, where a later run would take the results for papers: name another", j.folder)
		}
	}
	j.app.work = engine.Work{Topics: true, Related: true}
	progress, stop := j.app.bars()
	defer stop()
	if err := j.work(ctx, names, stdin, progress); err != nil {
		return err
	}
	return j.write(ctx)
}

// work works everything out.
func (j *job) work(ctx context.Context, names []string, stdin io.Reader, p engine.Progress) error {
	path, err := indexAmong(names)
	if err != nil {
		return err
	}
	if path != "" {
		return j.open(ctx, path, p)
	}
	var input *corpus.Collection
	for _, stage := range []stage{
		{"read", func() (err error) { input, err = j.read(ctx, names, stdin); return }},
		{"vectorize", func() (err error) { j.fitted, err = j.app.build(ctx, input, time.Now(), p); return }},
		{"topics", func() (err error) { j.topics, err = j.app.topics(ctx, j.fitted); return }},
		{"over time", func() (err error) { j.time, err = j.app.overTime(j.fitted, j.topics); return }},
	} {
		if err := j.timed(stage); err != nil {
			return err
		}
	}
	return j.lay(ctx)
}

// open works everything out from an index.
func (j *job) open(ctx context.Context, path string, p engine.Progress) error {
	for _, stage := range []stage{
		{"open", func() (err error) { j.fitted, err = j.app.openIndex(ctx, path, p); return }},
		{"topics", func() (err error) { j.topics, err = j.app.topics(ctx, j.fitted); return }},
		{"over time", func() (err error) { j.time, err = j.app.overTime(j.fitted, j.topics); return }},
	} {
		if err := j.timed(stage); err != nil {
			return err
		}
	}
	return j.lay(ctx)
}

// lay makes the page, which the map is part of.
func (j *job) lay(ctx context.Context) error {
	return j.timed(stage{"map", func() (err error) { j.page, err = j.app.page(ctx, j.fitted, j.topics, j.time); return }})
}

// stage is a part of the work.
type stage struct {
	name string
	do   func() error
}

// timed does a stage and remembers how long it took.
func (j *job) timed(s stage) error {
	start := time.Now()
	if err := s.do(); err != nil {
		return err
	}
	j.timings = append(j.timings, timing{s.name, time.Since(start).Seconds()})
	return nil
}

// read loads the sources, and refuses them if an output would replace one.
func (j *job) read(ctx context.Context, names []string, stdin io.Reader) (*corpus.Collection, error) {
	c, err := j.app.load(ctx, names, stdin)
	if err != nil {
		return nil, err
	}
	for _, name := range outputNames {
		if err := j.app.spare(filepath.Join(j.folder, name)); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// outputs writes each of outputNames, in their order; the last writes the manifest of those before.
func (j *job) outputs(ctx context.Context, manifest func(io.Writer) error) []func(io.Writer) error {
	docs := j.fitted.Documents()
	table := func(t report.Table) func(io.Writer) error {
		return func(w io.Writer) error { return j.app.output.csv(w, t) }
	}
	return []func(io.Writer) error{
		table(report.Assignments(docs, j.topics)),
		table(report.Topics(docs, j.topics)),
		table(report.Terms(j.topics)),
		table(report.OverTime(j.topics, j.time)),
		table(report.Trends(j.topics, j.time)),
		table(report.Related(docs, j.fitted.neighbours(ctx, j.topics, j.app.settings.n))),
		j.fitted.bundle(j.topics, j.time).Write,
		j.page.Summary.Write,
		j.page.Write,
		manifest,
	}
}

// write writes all files under temporary names and then gives them their own, that of the manifest last.
func (j *job) write(ctx context.Context) error {
	unmake, err := makeFolder(j.folder)
	if err != nil {
		return err
	}
	defer unmake()
	var set wholefile.Set
	defer set.Discard()
	var written []writtenFile
	for i, write := range j.outputs(ctx, func(w io.Writer) error { return j.manifest(written).write(w) }) {
		start := time.Now()
		sum := counter{hash: sha256.New()}
		path := filepath.Join(j.folder, outputNames[i])
		err := set.Add(path, 0o644, interruptibly(ctx, func(w io.Writer) error {
			return write(io.MultiWriter(w, &sum))
		}))
		if err != nil {
			return called(path, err)
		}
		j.timings = append(j.timings, timing{outputNames[i], time.Since(start).Seconds()})
		written = append(written, writtenFile{outputNames[i], sum.bytes, hex.EncodeToString(sum.hash.Sum(nil))})
	}
	return set.Commit()
}

// makeFolder makes a folder and those above it. unmake takes away those of them that are empty.
func makeFolder(path string) (unmake func(), err error) {
	var made []string
	for p := filepath.Clean(path); !slices.Contains(made, p); p = filepath.Dir(p) {
		if _, err := os.Stat(p); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, p)
	}
	unmake = func() {
		for _, p := range made {
			_ = os.Remove(p) // fails where there is something in it
		}
	}
	return unmake, os.MkdirAll(path, 0o755)
}
