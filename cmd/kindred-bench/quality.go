package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"kindred/engine"
)

// quality is what the command was told.
type quality struct {
	folder string
	seeds  int
	only   []string
	format string
	set    string
}

func qualityCommand(stdout, stderr io.Writer) *cobra.Command {
	var q quality
	cmd := &cobra.Command{
		Use:   "quality",
		Short: "Print every score beside its floor and its goal",
		Long: `Quality scores topics against labels, and related papers against labels, citations and
judgments, over the corpora in a folder, with the default settings. Each line says what
was measured, the score, the floor it must not fall under, its goal, and the verdict:
goal or floor (reached), UNDER the floor, FAILED, or absent (the corpus is not there).

--set changes settings to see what each is good for: a JSON object with fields of
engine.Config and of the settings within it; what it does not name stays as it is.

The exit status is 0 if nothing is under its floor, 1 if something is, 2 if a line
failed.`,
		Example: `  kindred-bench quality --seeds 1 --only wos210,venues6
  kindred-bench quality --set '{"KMeans": {"NoRefine": true}, "Vectorizer": {"Text": {"MaxN": 1}}}'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return q.run(cmd.Context(), stdout, stderr) },
	}
	flags := cmd.Flags()
	flags.StringVar(&q.folder, "corpora", "../shared/corpora", "the `FOLDER` of the corpora")
	flags.IntVar(&q.seeds, "seeds", 5, "score topics for the seeds 1 to `N` and take the mean")
	flags.StringSliceVar(&q.only, "only", nil, "measure these corpora alone: `NAME,...`")
	flags.StringVar(&q.format, "format", "table", "table or json")
	flags.StringVar(&q.set, "set", "{}", "settings to change, as `JSON`")
	return cmd
}

func (q *quality) run(ctx context.Context, stdout, stderr io.Writer) error {
	picked, err := only(q.only)
	if err != nil {
		return err
	}
	config, err := changed(engine.DefaultConfig(), q.set)
	switch {
	case err != nil:
		return fmt.Errorf("--set: %w", err)
	case q.seeds < 1:
		return fmt.Errorf("--seeds %d: use a number of at least 1", q.seeds)
	case q.format != "table" && q.format != "json":
		return fmt.Errorf("--format %s: use table or json", q.format)
	}
	results, err := q.measure(ctx, picked, &scorer{folder: q.folder, seeds: q.seeds, config: config}, stdout, stderr)
	if err != nil {
		return err
	}
	if q.format == "json" {
		if err := printJSON(stdout, results); err != nil {
			return err
		}
	}
	return worst(results)
}

// measure scores the lines; those of the table are printed as they come.
func (q *quality) measure(ctx context.Context, picked []line, s *scorer, stdout, stderr io.Writer) ([]result, error) {
	table := io.Discard
	if q.format == "table" {
		table = stdout
	}
	fmt.Fprintf(table, row, "what", "got", "floor", "goal", "verdict")
	results := make([]result, len(picked))
	for i, l := range picked {
		r, err := s.measure(ctx, l)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			fmt.Fprintf(stderr, "kindred-bench: %s: %v\n", l.what(), err)
		}
		results[i] = r
		fmt.Fprintf(table, row, r.What, r.score(), fmt.Sprintf("%.3f", r.Floor), fmt.Sprintf("%.3f", r.Goal), r.Verdict)
	}
	return results, nil
}

// row is the layout of the table.
const row = "%-34s %8s %8s %8s  %s\n"

// changed is a configuration with the fields of a JSON object in place of its own.
func changed(c engine.Config, set string) (engine.Config, error) {
	d := json.NewDecoder(strings.NewReader(set))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, err
	}
	if d.More() {
		return c, errors.New("more than one JSON value")
	}
	return c, nil
}

// result is a line that was measured.
type result struct {
	What    string   `json:"what"`
	Got     *float64 `json:"got"` // null without a score
	Floor   float64  `json:"floor"`
	Goal    float64  `json:"goal"`
	Verdict verdict  `json:"verdict"`
}

type verdict string

const (
	atGoal  verdict = "goal"
	atFloor verdict = "floor"
	under   verdict = "UNDER"
	failed  verdict = "FAILED"
	absent  verdict = "absent"
)

// measure scores a line. The error says why there is no score, if the files are there.
func (s *scorer) measure(ctx context.Context, l line) (result, error) {
	r := result{What: l.what(), Floor: l.floor, Goal: l.goal, Verdict: failed}
	score, err := s.score(ctx, l)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Verdict = absent
		return r, nil
	case err == nil && math.IsNaN(score):
		err = errors.New("nothing to score: no labels or judgments")
	}
	if err != nil {
		return r, err
	}
	score = math.Round(score*1e4) / 1e4 // what is judged is what is printed
	r.Got, r.Verdict = &score, judge(score, l)
	return r, nil
}

func judge(score float64, l line) verdict {
	switch {
	case score < l.floor:
		return under
	case score < l.goal:
		return atFloor
	}
	return atGoal
}

func (r result) score() string {
	if r.Got == nil {
		return "-"
	}
	return fmt.Sprintf("%.4f", *r.Got)
}

func printJSON(w io.Writer, results []result) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(results)
}

// worst is the error that the results amount to.
func worst(results []result) error {
	counts := map[verdict]int{}
	for _, r := range results {
		counts[r.Verdict]++
	}
	switch {
	case counts[failed] > 0:
		return fmt.Errorf("%d of %d lines failed", counts[failed], len(results))
	case counts[under] > 0:
		return errUnder
	}
	return nil
}
