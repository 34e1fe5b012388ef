package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kindred/engine/wholefile"
)

// A contest is a stage beside other programs' work on the same input, and how many times less cpu time it is to take.
type contest struct {
	what    string
	stage   string
	args    []string // of both
	peer    string   // the peer's task
	goal    map[string]float64
	perPass bool // times and goal are those of a pass
	few     bool // passes of the peer: what it took is multiplied, to as many as ours
	once    bool // takes minutes: is run once
}

// fewPasses are those of a peer whose whole run would take an hour.
const fewPasses = "5"

// contests are the rows of the report. A goal is given by a word of the peer's name.
var contests = []contest{
	{what: "files to TF-IDF matrix", stage: "vectorize", peer: "vectorize", goal: map[string]float64{"scikit-learn": 10}},
	{what: "k-means, a pass, k = 20", stage: "kmeans", args: []string{"-k", "20"}, peer: "kmeans", goal: map[string]float64{"scikit-learn": 4}, perPass: true},
	{what: "k-means, a pass, k = 100", stage: "kmeans", args: []string{"-k", "100"}, peer: "kmeans", goal: map[string]float64{"scikit-learn": 15}, perPass: true},
	{what: "k-means, a pass of the first 5, k = 1000", stage: "kmeans", args: []string{"-k", "1000", "--max-iter", "5"}, peer: "kmeans", perPass: true, once: true},
	{what: "k-means, k = 1000, all passes", stage: "kmeans", args: []string{"-k", "1000"}, peer: "kmeans", goal: map[string]float64{"scikit-learn": 100}, few: true, once: true},
	{what: "k-means++, k = 1000", stage: "seed", args: []string{"-k", "1000"}, peer: "seed", goal: map[string]float64{"scikit-learn": 20}, once: true},
	{what: "ten nearest of 1,000 papers", stage: "knn", peer: "knn", goal: map[string]float64{"scikit-learn": 80, "scipy": 30}},
	{what: "LSA, rank 100", stage: "lsa", args: []string{"--rank", "100"}, peer: "lsa", goal: map[string]float64{"scikit-learn": 4}},
	{what: "silhouette, k = 20", stage: "silhouette", args: []string{"-k", "20"}, peer: "silhouette", once: true},
}

// reporter is what the command was told.
type reporter struct {
	peers  string
	python string
	output string
	times  int
	only   []string
	sizes  []int
}

func reportCommand(stdout, stderr io.Writer) *cobra.Command {
	var r reporter
	cmd := &cobra.Command{
		Use:   "report FILE...",
		Short: "Write the table of kindred's stages beside scikit-learn's and scipy's",
		Long: `Report runs each stage by turns with the peer that does the same work (see compare), on each
file, and writes a table in Markdown: the median of wall and cpu seconds, theirs over ours,
and the goal. The peers start from one matrix, which they write and kindred reads. Then come
what a second thread gives each stage on the first file, and what a whole job costs on
synthetic papers made of it (see synth), as they become more.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return r.run(cmd.Context(), files, stdout, stderr)
		},
	}
	f := cmd.Flags()
	f.StringVar(&r.peers, "peers", "../shared/peers/peers.py", "the `PROGRAM` of the peers")
	f.StringVar(&r.python, "python", "/usr/bin/python3", "what runs it")
	f.StringVarP(&r.output, "output", "o", "", "the `FILE` to write; otherwise standard output")
	f.IntVar(&r.times, "times", 5, "runs of each, by turns")
	f.StringSliceVar(&r.only, "only", nil, "these stages alone: `NAME,...`")
	f.IntSliceVar(&r.sizes, "sizes", []int{10_000, 100_000, 1_000_000}, "papers of the jobs whose cost is told: `N,...`")
	return cmd
}

func (r *reporter) run(ctx context.Context, files []string, stdout, stderr io.Writer) error {
	if r.times < 1 {
		return errors.New("--times: use a number of at least 1")
	}
	var page bytes.Buffer
	fmt.Fprintf(&page, "# Benchmarks\n\nMedian of %d runs of each side by turns, each in a process of its own, on %s. Ratios are theirs over ours.\n"+
		"What takes a peer minutes, k-means with k = 1000 and the silhouette, is run once; of all passes of that k-means it runs %s, and their\n"+
		"time is multiplied to as many as ours. `make bench-report` writes this page.\n", r.times, machine(), fewPasses)
	for _, file := range files {
		if err := r.file(ctx, &page, file, stderr); err != nil {
			return err
		}
	}
	if err := r.threads(ctx, &page, files[0], stderr); err != nil {
		return err
	}
	for _, j := range jobs {
		if err := r.growth(ctx, &page, j, files[0], stderr); err != nil {
			return err
		}
	}
	if r.output == "" {
		_, err := stdout.Write(page.Bytes())
		return err
	}
	return wholefile.Write(r.output, 0o644, func(w io.Writer) error {
		_, err := w.Write(page.Bytes())
		return err
	})
}

// machine names the processor, if the system tells, and how many of its cores there are.
func machine() string {
	name := runtime.GOARCH
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == "model name" {
			name = strings.TrimSpace(value)
			break
		}
	}
	return fmt.Sprintf("%s, %d cores, %s", name, runtime.NumCPU(), runtime.Version())
}

func (r *reporter) file(ctx context.Context, page io.Writer, file string, stderr io.Writer) error {
	fmt.Fprintf(page, "\n## %s\n\n| what | kindred wall s | cpu s | peer | wall s | cpu s | wall ratio | cpu ratio | goal |\n| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |\n", filepath.Base(file))
	for _, c := range contests {
		if !r.wants(c.stage) {
			continue
		}
		fmt.Fprintln(stderr, "kindred-bench:", c.what)
		us, them, err := r.hold(ctx, c, file, stderr)
		if err != nil {
			return fmt.Errorf("%s: %w", c.what, err)
		}
		for _, t := range them {
			fmt.Fprintln(page, c.line(us, t))
		}
	}
	return nil
}

// wants tells whether a stage is to be measured.
func (r *reporter) wants(stage string) bool {
	return len(r.only) == 0 || slices.Contains(r.only, stage)
}

// hold runs both sides.
func (r *reporter) hold(ctx context.Context, c contest, file string, stderr io.Writer) (us side, them []side, err error) {
	folder, err := os.MkdirTemp("", "kindred-bench-")
	if err != nil {
		return side{}, nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	self, err := os.Executable()
	if err != nil {
		return side{}, nil, err
	}
	theirs := append([]string{r.python, r.peers, c.peer, file}, c.args...)
	if c.few {
		theirs = append(theirs, "--max-iter", fewPasses)
	}
	ours := append([]string{self, "speed", "--stages", c.stage, "--format", "json"}, c.args...)
	if c.stage == "vectorize" {
		stops := filepath.Join(folder, "stops.txt")
		ours = append(ours, "--stopwords", stops)
		err = r.writeStopWords(ctx, stops)
	} else {
		theirs, ours = append(theirs, "--dump", folder), append(ours, "--dump", folder)
	}
	if err != nil {
		return side{}, nil, err
	}
	times := r.times
	if c.once {
		times = 1
	}
	return alternate(ctx, times, append(ours, "--", file), theirs, stderr)
}

// writeStopWords writes those of scikit-learn, so that both sides leave out the same.
func (r *reporter) writeStopWords(ctx context.Context, path string) error {
	out, err := exec.CommandContext(ctx, r.python, "-c",
		"from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS as w; print(*sorted(w), sep='\\n')").Output()
	if err != nil {
		return fmt.Errorf("%s: the stop words of scikit-learn: %w", r.python, err)
	}
	return os.WriteFile(path, out, 0o600)
}

// line is a row of the table.
func (c contest) line(us, them side) string {
	wall, cpu, theirWall, theirCPU := median(us.wall), median(us.cpu), median(them.wall), median(them.cpu)
	if c.perPass {
		wall, cpu, theirWall, theirCPU = wall/us.passes, cpu/us.passes, theirWall/them.passes, theirCPU/them.passes
	}
	if c.few {
		theirWall, theirCPU = theirWall/them.passes*us.passes, theirCPU/them.passes*us.passes
	}
	goal := ""
	for word, times := range c.goal {
		if strings.HasPrefix(them.name, word) {
			goal = fmt.Sprintf("%gx", times)
		}
	}
	return fmt.Sprintf("| %s | %.4g | %.4g | %s | %.4g | %.4g | %.1fx | %.1fx | %s |", c.what, wall, cpu, them.name, theirWall, theirCPU, theirWall/wall, theirCPU/cpu, goal)
}
