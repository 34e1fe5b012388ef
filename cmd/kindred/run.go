package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"kindred/engine"
	"kindred/engine/corpus"
	"kindred/engine/report"
)

// defaultFolder is where run writes unless it is told otherwise.
const defaultFolder = "kindred-out"

// manifestName is the file that is written last.
const manifestName = "run.json"

func (a *app) batchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run [-c job.yaml] SOURCE... [-o DIR]",
		Short: "Do the whole job into one folder",
		Long: `Run clusters the papers and writes everything about them into one folder:

  assignments.csv  the topic of each paper
  topics.csv       the topics
  terms.csv        the words of each topic
  related.csv      the nearest papers of each paper
  topics.json      topics and papers as one object
  report.md        a report to read
  run.json         what was done: settings, input, timings, SHA-256 of the files above

All work is done before the first file is written. Each file appears whole, run.json
last. Of two runs on equal input with equal settings all files but run.json are equal.
A config file can name the sources (source or sources) and the folder (output);
relative paths in it are relative to its own folder.`,
		Example: `  kindred run papers.jsonl -o results
  kindred run -c job.yaml`,
	}
	a.batchFlags(cmd)
	cmd.RunE = a.does(func(ctx context.Context, args []string) error {
		if len(args) == 0 && len(a.sources) == 0 {
			fmt.Fprint(a.stderr, cmd.UsageString())
		}
		j, err := a.newJob(cmd)
		if err != nil {
			return err
		}
		if err := j.do(ctx, func() (*corpus.Collection, error) { return a.load(ctx, args) }); err != nil {
			return err
		}
		a.notice("%s: %s in %s", j.folder, report.Count(len(j.fitted.Documents()), "paper"), report.Count(j.topics.K, "topic"))
		return nil
	})
	return cmd
}

// batchFlags adds the flags of run and demo.
func (a *app) batchFlags(cmd *cobra.Command) {
	a.settings.flags(cmd, "text", "cluster")
	a.settings.nFlag(cmd.Flags())
	cmd.Flags().StringVarP(&a.folder, "output", "o", defaultFolder, "`FOLDER` to write to; files of an earlier run are replaced")
}

// job is one batch job: first everything is worked out, then everything is written.
type job struct {
	app       *app
	folder    string
	config    map[string]any // settings that can change a result
	effective map[string]any // all settings
	timings   []timing
	started   time.Time

	fitted  *fitted
	topics  *engine.Topics
	related []engine.Related
	dups    []engine.DuplicateGroup
	info    engine.Info
}

// timing is how long a stage took.
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
	return &job{app: a, folder: folder, config: effective(cmd.Flags(), false), effective: effective(cmd.Flags(), true), started: time.Now()}, nil
}

// do does the job on what load reads.
func (j *job) do(ctx context.Context, load func() (*corpus.Collection, error)) error {
	progress, stop := j.app.bars()
	defer stop()
	if err := j.work(ctx, load, progress); err != nil {
		return err
	}
	stop()
	return j.write(ctx)
}

// work works everything out.
func (j *job) work(ctx context.Context, load func() (*corpus.Collection, error), p engine.Progress) error {
	var input *corpus.Collection
	for _, stage := range []struct {
		name string
		do   func() error
	}{
		{"read", func() (err error) { input, err = load(); return }},
		{"vectorize", func() (err error) { j.fitted, err = j.app.build(ctx, input, time.Now(), p); return }},
		{"topics", func() (err error) { j.topics, err = j.app.topics(ctx, j.fitted); return }},
		{"related", func() (err error) { j.related, err = j.fitted.RelatedAll(ctx, j.app.settings.n, p); return }},
		{"duplicates", func() (err error) { j.dups, err = j.fitted.Duplicates(ctx, p); return }},
	} {
		start := time.Now()
		if err := stage.do(); err != nil {
			return err
		}
		j.timings = append(j.timings, timing{stage.name, time.Since(start).Seconds()})
	}
	j.info = describe(input)
	for _, answer := range j.related {
		for i := range answer.Hits {
			answer.Hits[i].Topic = j.topics.Assignments[answer.Hits[i].Row].Topic
		}
	}
	return nil
}

// outputs lists the files of a job but run.json, in the order in which they are written.
func (j *job) outputs() []outputFile {
	docs := j.fitted.Documents()
	table := func(t report.Table) func(io.Writer) error {
		return func(w io.Writer) error { return report.CSV(w, t) }
	}
	bundle := j.fitted.bundle(j.topics, j.config)
	return []outputFile{
		{"assignments.csv", table(report.Assignments(docs, j.topics))},
		{"topics.csv", table(report.Topics(docs, j.topics))},
		{"terms.csv", table(report.Terms(j.topics))},
		{"related.csv", table(report.Related(docs, each(j.related)))},
		{"topics.json", bundle.Write},
		{"report.md", report.Summary{Docs: docs, Info: j.info, Topics: j.topics, Duplicates: j.dups, Run: bundle.Run}.Write},
	}
}

type outputFile struct {
	name  string
	write func(io.Writer) error
}

// write writes the files one by one and the manifest last.
func (j *job) write(ctx context.Context) error {
	if err := os.MkdirAll(j.folder, 0o755); err != nil {
		return err
	}
	start := time.Now()
	var written []writtenFile
	for _, o := range j.outputs() {
		sum := counter{hash: sha256.New()}
		err := writeFile(ctx, filepath.Join(j.folder, o.name), func(w io.Writer) error { return o.write(io.MultiWriter(w, &sum)) })
		if err != nil {
			return err
		}
		written = append(written, writtenFile{o.name, sum.bytes, hex.EncodeToString(sum.hash.Sum(nil))})
	}
	j.timings = append(j.timings, timing{"write", time.Since(start).Seconds()})
	return writeFile(ctx, filepath.Join(j.folder, manifestName), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(j.manifest(written))
	})
}
