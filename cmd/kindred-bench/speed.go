package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// speed is what the command was told.
type speed struct {
	setup
	stages    []string
	stopWords string
	runs      int
	format    string
}

// measurement is one run of a stage.
type measurement struct {
	Stage        string  `json:"stage"`
	Wall         float64 `json:"wall_s"`
	CPU          float64 `json:"cpu_s"`
	Peak         int64   `json:"peak_bytes"` // of the process so far, what the stage starts from included
	Docs         int     `json:"docs"`
	Terms        int     `json:"terms"`
	NNZ          int     `json:"nnz"`
	MultiplyAdds float64 `json:"multiply_adds,omitempty"`
	Passes       int     `json:"passes,omitempty"`
	Detail       string  `json:"detail,omitempty"`
	Parts        []part  `json:"parts,omitempty"`
}

func speedCommand(stdout, stderr io.Writer) *cobra.Command {
	var s speed
	cmd := &cobra.Command{
		Use:   "speed FILE...",
		Short: "Time the stages of kindred on files",
		Long: `Speed runs each stage on the papers of the files, each in a process of its own, and
prints wall seconds, cpu seconds, the most memory held, and multiply-adds where a stage
has such a count: those of the plain algorithm, so that their rate tells what is saved too.
The format bench is that of go test -bench, for benchstat; json has an object a run.

Stages:
` + stageHelp() + `
All but vectorize and job start from scikit-learn's matrix of title and abstract: that of the
files, or the one in --dump, a folder with indptr.npy, indices.npy and data.npy, and
seeds.txt, labels.txt and queries.txt.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			s.files = files
			return s.run(cmd.Context(), stdout, stderr)
		},
	}
	s.flags(cmd)
	return cmd
}

func stageHelp() string {
	var b strings.Builder
	for _, s := range stages {
		fmt.Fprintf(&b, "  %-18s %s\n", s.name, s.what)
	}
	return b.String()
}

func (s *speed) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&s.stages, "stages", stageNames(), "the stages to run: `NAME,...`")
	f.StringVar(&s.dump, "dump", "", "the `FOLDER` of a matrix to start from")
	f.StringVar(&s.stopWords, "stopwords", "", "a `FILE` of words that vectorize leaves out, one a line")
	f.IntVarP(&s.k, "k", "k", 20, "clusters of kmeans, seed, silhouette and job")
	f.IntVar(&s.rank, "rank", 100, "directions of lsa")
	f.IntVar(&s.queries, "queries", 1000, "rows that knn asks for")
	f.IntVar(&s.maxIter, "max-iter", 100, "passes of kmeans at most")
	f.IntVar(&s.threads, "threads", 0, "cores to use, 0 for all")
	f.IntVar(&s.runs, "runs", 1, "times to run each stage")
	f.StringVar(&s.format, "format", "bench", "bench or json")
}

func (s *speed) run(ctx context.Context, stdout, stderr io.Writer) error {
	if s.format != "bench" && s.format != "json" {
		return fmt.Errorf("--format %s: use bench or json", s.format)
	}
	for _, name := range s.stages {
		if _, err := stageNamed(name); err != nil {
			return err
		}
	}
	if len(s.stages) > 1 {
		return s.each(ctx, stdout, stderr)
	}
	if s.stopWords != "" {
		if err := eachLine(s.stopWords, func(w string) error { s.stops = append(s.stops, w); return nil }); err != nil {
			return err
		}
	}
	for range s.runs {
		m, err := s.measure(ctx, s.stages[0])
		if err != nil {
			return fmt.Errorf("%s: %w", s.stages[0], err)
		}
		if err := m.print(stdout, s.format, s.workers()); err != nil {
			return err
		}
	}
	return nil
}

// each runs every stage in a process of its own, so that the memory of one is not that of another.
func (s *speed) each(ctx context.Context, stdout, stderr io.Writer) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for _, name := range s.stages {
		child := exec.CommandContext(ctx, self, s.arguments(name)...)
		child.Stdout, child.Stderr = stdout, stderr
		if err := child.Run(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// arguments are those of the same command with one stage.
func (s *speed) arguments(stage string) []string {
	number := strconv.Itoa
	args := []string{"speed", "--stages", stage, "-k", number(s.k), "--rank", number(s.rank), "--queries", number(s.queries),
		"--max-iter", number(s.maxIter), "--threads", number(s.threads), "--runs", number(s.runs), "--format", s.format,
		"--dump", s.dump, "--stopwords", s.stopWords, "--"}
	return append(args, s.files...)
}

// measure prepares a stage and times one run of it.
func (s *speed) measure(ctx context.Context, name string) (measurement, error) {
	st, err := stageNamed(name)
	if err != nil {
		return measurement{}, err
	}
	work, err := st.prepare(ctx, &s.setup)
	if err != nil {
		return measurement{}, err
	}
	runtime.GC() // what preparing left behind is not the stage's to clear
	wall, cpu := time.Now(), cpuTime()
	d, err := work()
	m := measurement{Stage: name, Wall: time.Since(wall).Seconds(), CPU: (cpuTime() - cpu).Seconds(), Peak: peakMemory(),
		MultiplyAdds: d.multiplyAdds, Passes: d.passes, Detail: d.detail, Parts: d.parts, Docs: d.docs, Terms: d.terms}
	if s.x != nil {
		m.Docs, m.Terms = s.x.Dims()
		m.NNZ = s.x.NNZ()
	}
	return m, errors.Join(err, ctx.Err())
}

// print writes a run as a line of go test -bench or as a JSON object.
func (m measurement) print(w io.Writer, format string, threads int) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(m)
	}
	name := strings.ReplaceAll(m.Stage, "-", "")
	line := fmt.Sprintf("Benchmark%s/docs=%d/nnz=%d-%d\t1\t%.0f ns/op\t%.3f cpu-s/op\t%d peak-B", strings.ToUpper(name[:1])+name[1:], m.Docs, m.NNZ, threads, m.Wall*1e9, m.CPU, m.Peak)
	if m.MultiplyAdds > 0 {
		line += fmt.Sprintf("\t%.3g multiply-adds\t%.3g multiply-adds/cpu-s", m.MultiplyAdds, m.MultiplyAdds/m.CPU)
	}
	if m.Passes > 0 {
		line += fmt.Sprintf("\t%d passes", m.Passes)
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// median is the middle one of some numbers, the lower of two.
func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[(len(sorted)-1)/2]
}
