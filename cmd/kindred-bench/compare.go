package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
)

// compare is what the command was told.
type compare struct {
	speed
	times int
}

// dumpMark stands, among the words of the other command, for the folder of the dump.
const dumpMark = "{dump}"

func compareCommand(stdout, stderr io.Writer) *cobra.Command {
	var c compare
	cmd := &cobra.Command{
		Use:   "compare --stages STAGE FILE... -- COMMAND...",
		Short: "Time a stage beside another program on the same input",
		Long: `Compare runs another program and a stage of kindred by turns and prints the median of wall and
cpu seconds of each, and theirs over ours. The program prints a JSON object a line with
wall_s and cpu_s, and what it is as peer and task; several lines are compared each.
{dump} in its words is a folder of compare's own: what the program writes there, the
stage starts from (see speed), so that both do the same work.`,
		Example: `  kindred-bench compare --stages vectorize papers.jsonl -- python3 peers.py vectorize papers.jsonl
  kindred-bench compare --stages kmeans -k 100 papers.jsonl -- python3 peers.py kmeans papers.jsonl -k 100 --dump {dump}`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			dash := cmd.ArgsLenAtDash()
			if dash < 1 || dash == len(args) || len(c.stages) != 1 || c.times < 1 {
				return errors.New("give one stage, files, -- and the other command; --times at least 1")
			}
			c.files = args[:dash]
			return c.run(cmd.Context(), args[dash:], stdout, stderr)
		},
	}
	c.flags(cmd)
	cmd.Flags().IntVar(&c.times, "times", 5, "runs of each, by turns")
	return cmd
}

// side is what one of the two said, run by run.
type side struct {
	name      string
	wall, cpu []float64
	passes    float64 // of k-means, in the last run
	detail    string
}

func (c *compare) run(ctx context.Context, command []string, stdout, stderr io.Writer) error {
	if strings.Contains(strings.Join(command, " "), dumpMark) {
		folder, err := os.MkdirTemp("", "kindred-bench-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		c.dump = folder
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c.format, c.runs = "json", 1
	ours, theirs := append([]string{self}, c.arguments(c.stages[0])...), make([]string, len(command))
	for i, word := range command {
		theirs[i] = strings.ReplaceAll(word, dumpMark, c.dump)
	}
	us, them, err := alternate(ctx, c.times, ours, theirs, stderr)
	if err != nil {
		return err
	}
	return printComparison(stdout, us, them)
}

// alternate runs two commands by turns, theirs first: it writes the dump.
func alternate(ctx context.Context, times int, ours, theirs []string, stderr io.Writer) (us side, them []side, err error) {
	var own []side
	for range times {
		if them, err = timed(ctx, theirs, stderr, them); err != nil {
			return side{}, nil, err
		}
		if own, err = timed(ctx, ours, stderr, own); err != nil {
			return side{}, nil, err
		}
	}
	return own[0], them, nil
}

// timed runs a command and adds what it said to the sides that it told of before.
func timed(ctx context.Context, command []string, stderr io.Writer, before []side) ([]side, error) {
	var out bytes.Buffer
	child := exec.CommandContext(ctx, command[0], command[1:]...)
	child.Stdout, child.Stderr = &out, stderr
	if err := child.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(command, " "), err)
	}
	said, err := sidesOf(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(command, " "), err)
	}
	if before != nil && len(said) != len(before) {
		return nil, fmt.Errorf("%s: %d lines, and %d before", strings.Join(command, " "), len(said), len(before))
	}
	for i := range before {
		said[i].wall, said[i].cpu = append(before[i].wall, said[i].wall...), append(before[i].cpu, said[i].cpu...)
	}
	return said, nil
}

// sidesOf reads the lines of one run.
func sidesOf(out []byte) ([]side, error) {
	var sides []side
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var line struct {
			Peer, Task, Stage, Detail string
			Wall                      float64 `json:"wall_s"`
			CPU                       float64 `json:"cpu_s"`
			Passes                    float64
		}
		if err := d.Decode(&line); err != nil {
			return nil, fmt.Errorf("not a JSON object a line: %w", err)
		}
		name := strings.TrimSpace(line.Peer + " " + line.Task)
		if name == "" {
			name = "kindred " + line.Stage
		}
		sides = append(sides, side{name, []float64{line.Wall}, []float64{line.CPU}, line.Passes, line.Detail})
	}
	if len(sides) == 0 {
		return nil, errors.New("printed nothing: expected a JSON object with wall_s and cpu_s")
	}
	return sides, nil
}

func printComparison(w io.Writer, us side, them []side) error {
	const row = "%-44s %10s %10s %8s %8s\n"
	if _, err := fmt.Fprintf(w, row, "median of runs by turns", "wall s", "cpu s", "wall", "cpu"); err != nil {
		return err
	}
	number := func(v float64) string { return fmt.Sprintf("%.4f", v) }
	wall, cpu := median(us.wall), median(us.cpu)
	fmt.Fprintf(w, row, us.name, number(wall), number(cpu), "", "")
	for _, t := range them {
		fmt.Fprintf(w, row, t.name, number(median(t.wall)), number(median(t.cpu)),
			fmt.Sprintf("%.1fx", median(t.wall)/wall), fmt.Sprintf("%.1fx", median(t.cpu)/cpu))
	}
	_, err := fmt.Fprintln(w, strings.TrimSpace(us.detail))
	return err
}
